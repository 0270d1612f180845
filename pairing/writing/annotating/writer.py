"""A planner's own workbook with each finding where it is: a coloured cell, a note, and a sheet of all (DESIGN §10)."""

from __future__ import annotations

import zipfile
import zlib
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pairing.errors import InputError
from pairing.reading.aside import findings_names
from pairing.reading.files import OLE_MAGIC, ZIP_MAGIC, first_bytes
from pairing.text import Text, text
from pairing.writing.annotating import comments as notes
from pairing.writing.annotating import record, shapes
from pairing.writing.annotating.book import Book
from pairing.writing.annotating.listing import MOST_FINDINGS, Listing, Looks
from pairing.writing.annotating.markup import MarkupError, outline
from pairing.writing.annotating.package import OFFICE, Draft, Package
from pairing.writing.annotating.sheet import Sheet, cell_of
from pairing.writing.annotating.splices import spliced
from pairing.writing.annotating.spots import Spot, Spots
from pairing.writing.annotating.styles import Styles
from pairing.writing.annotating.washing import without_marks
from pairing.writing.annotating.wording import note_of, worst, worst_first
from pairing.writing.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pairing.model.finding import Finding
    from pairing.roster import Roster
    from pairing.text import Language
    from pairing.writing.annotating.sheet import Cell

MARKABLE: Final = frozenset({".xlsx", ".xlsm"})
MOST_NOTES: Final = 65_000
"""In one sheet; Excel takes a few more."""
Marks = dict[str, dict["Cell", list["Finding"]]]
"""Findings by the title of their sheet and their cell."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was written into a copy of a workbook."""

    cells: int
    """How many were coloured."""
    findings: int
    """How many the sheet of findings has."""
    notes: tuple[Text, ...]
    """What could not be marked as others are, and why."""


def annotate_workbook(
    workbook: Path, to: Path, findings: Sequence[Finding], roster: Roster, language: Language
) -> Annotated:
    """Write a workbook anew with its findings marked; all else in it stays, part by part, byte for byte.

    ``roster`` is what ``workbook`` was read as: it knows where those stand whom a finding without a cell is about.
    Marks of an earlier run are replaced. ``to`` may be the workbook itself. Raises InputError for a workbook that
    cannot take marks, OutputError for a file that cannot be written; then nothing is.
    """
    with _changeable(workbook):
        package = Package(workbook)
        annotation = Annotation(without_marks(package), workbook.name, language)
        done = annotation.make(_others(findings, Book.of(package)), roster)
        with replacing(to) as draft:
            done.package.save(draft)
    return done.said


def clean_workbook(workbook: Path, to: Path) -> bool:
    """Write a workbook anew without our marks; tell whether it had any, without which nothing is written.

    Where no other program has saved it since, every part is as it was before, to the byte. Raises as
    :func:`annotate_workbook`.
    """
    with _changeable(workbook):
        package = Package(workbook)
        clean = without_marks(package)
        if clean is package:
            return False
        with replacing(to) as draft:
            clean.save(draft)
    return True


def is_as_annotated(workbook: Path) -> bool:
    """Tell whether a file is an annotated workbook that nobody has saved since we wrote it."""
    try:
        refuse_unmarkable(workbook)
        with _changeable(workbook):
            return record.undone(Package(workbook)) is not None
    except InputError:
        return False


def refuse_unmarkable(workbook: Path) -> None:
    """Raise InputError for what is no workbook into which marks can be put, saying what is possible instead."""
    if workbook.is_dir():
        raise InputError(
            text("{path}: a folder has no cells to mark. `pairing check {path} --json FILE` lists all.", path=workbook)
        )
    magic = first_bytes(workbook)
    suffix = workbook.suffix.lower()
    if suffix in MARKABLE and magic.startswith(OLE_MAGIC):
        from pairing.reading.spreadsheet import encrypted  # noqa: PLC0415 - a lazy heavy import

        raise InputError(encrypted(workbook.name))
    if suffix not in MARKABLE or not magic.startswith(ZIP_MAGIC):
        raise InputError(
            text(
                "{file}: only .xlsx and .xlsm can be marked. Open it in Excel or WPS, save it as .xlsx and check that; "
                "--json FILE lists all findings.",
                file=workbook.name,
            )
        )


@contextmanager
def _changeable(workbook: Path) -> Iterator[None]:
    """Say in one line what is not as a spreadsheet writes it."""
    from pairing.reading.archive import damaged, guard_size  # noqa: PLC0415 - a lazy heavy import

    guard_size(workbook)
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(damaged(workbook.name)) from error
    except MarkupError as error:
        raise InputError(
            text(
                "{file}: cannot be marked as it is (not an ordinary .xlsx inside). Open it in Excel or WPS, save it "
                "anew as .xlsx and try again.",
                file=workbook.name,
            )
        ) from error


def _others(findings: Sequence[Finding], book: Book) -> list[Finding]:
    """Leave out what was found of our own sheet: it is none of hers."""
    ours = None if book.ours is None else book.tabs[book.ours].title
    return worst_first(finding for finding in findings if ours is None or finding.sheet != ours)


@dataclass(frozen=True, slots=True)
class _Made:
    package: Package
    said: Annotated


@dataclass(eq=False)
class Annotation:
    """The marks of one workbook, which has none yet."""

    package: Package
    file: str
    language: Language
    _notes: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = Book.of(self.package)
        self.styles = Styles.of(self.package, self.book.name)
        self.draft = Draft(self.package)
        self._block = shapes.free_block(map(self.package.read, self._drawings()))

    def _drawings(self) -> list[str]:
        return [name for name in self.package.names if name.casefold().endswith(".vml")]

    @cached_property
    def _sheets(self) -> dict[str, Sheet]:
        return {tab.title: Sheet(self.package.read(tab.part)) for tab in self.book.tabs if tab.part}

    def make(self, findings: Sequence[Finding], roster: Roster) -> _Made:
        """Make them: of each finding a mark, if it has a cell, and a line in our sheet."""
        marks, entries = self._placed(findings, Spots(self.file, roster))
        for tab in self.book.tabs:
            if tab.part and tab.title in marks:
                self._mark(tab.title, tab.part, marks[tab.title])
        self._list(entries)
        self.draft.splice(self.styles.name, *self.styles.splices())
        if any(name.startswith("_xmlsignatures/") for name in self.package.names):
            self._notes.append(text("The workbook was signed; with marks in it, the signature no longer holds."))
        said = Annotated(sum(map(len, marks.values())), len(findings), tuple(self._notes))
        return _Made(self._remembering(), said)

    def _placed(self, findings: Sequence[Finding], spots: Spots) -> tuple[Marks, list[tuple[Finding, Spot | None]]]:
        marks: Marks = defaultdict(lambda: defaultdict(list))
        entries: list[tuple[Finding, Spot | None]] = []
        for finding in findings:
            seen = [self._seen(spot) for spot in spots.of(finding) if spot.sheet in self._sheets]
            for spot in dict.fromkeys(seen):
                if spot.cell:
                    marks[spot.sheet][spot.cell].append(finding)
            entries.append((finding, seen[0] if seen else None))
        return marks, entries

    def _seen(self, spot: Spot) -> Spot:
        if spot.cell is None:
            return spot
        return Spot(spot.sheet, *self._sheets[spot.sheet].seen(*spot.cell))

    def _mark(self, title: str, part: str, found: dict[Cell, list[Finding]]) -> None:
        sheet = self._sheets[title]
        severities = {cell: worst(findings) for cell, findings in found.items()}
        splices = sheet.restyled(found, lambda cell, style: self.styles.marked(style, severities[cell]))
        self.draft.splice(part, *splices)
        if sheet.is_protected:
            self._notes.append(text("The sheet {sheet} is protected; the marks are in, and so it stays.", sheet=title))
        self._note(sheet, part, self._notes_of(title, part, found))

    def _notes_of(self, title: str, part: str, found: dict[Cell, list[Finding]]) -> dict[Cell, str]:
        """Write the note of each cell; one that has a conversation keeps that alone."""
        threads = self._threads(part)
        talked = len(threads.intersection(found))
        if talked:
            self._notes.append(
                text(
                    "{sheet}: comments in threads were left alone; {count} cells with one are coloured and listed.",
                    sheet=title,
                    count=talked,
                )
            )
        silent = sorted(set(found) - threads, key=lambda cell: worst(found[cell]).weight)
        if len(silent) > MOST_NOTES:
            self._notes.append(
                text(
                    "{sheet}: only the worst {count} cells have a comment; no more fit.", sheet=title, count=MOST_NOTES
                )
            )
        return {cell: note_of(found[cell], self.language) for cell in sorted(silent[:MOST_NOTES])}

    def _threads(self, part: str) -> set[Cell]:
        """Give the cells that have comments in threads; the note behind one says only that it is there."""
        name = self.package.related(part, "threadedComment")
        if name is None:
            return set()
        cells = (cell_of(each.get("ref") or "") for each in outline(self.package.read(name)).children)
        return {cell for cell in cells if cell is not None}

    def _note(self, sheet: Sheet, part: str, said: dict[Cell, str]) -> None:
        """Write the notes, and a box for each that has none yet."""
        name = self.package.related(part, "comments")
        there = notes.Comments(self.package.read(name)) if name else notes.Comments()
        if name:
            self.draft.splice(name, *there.adding(said))
        elif said:
            new = self.draft.free_name("xl/comments{}.xml")
            self.draft.add(new, spliced(there.content, there.adding(said)), notes.KIND)
            self.draft.relate(part, new, f"{OFFICE}/comments")
        self._draw(sheet, part, {cell: note for cell, note in said.items() if cell not in there.cells})

    def _draw(self, sheet: Sheet, part: str, boxes: dict[Cell, str]) -> None:
        if not boxes:
            return
        name = self.package.drawing_of(part, sheet.drawn)
        there = shapes.Shapes(self.package.read(name)) if name else shapes.Shapes()
        splices = there.adding(boxes, self._block)
        self._block += shapes.blocks_for(len(boxes))
        if name:
            self.draft.splice(name, *splices)
            return
        new = self.draft.free_name("xl/drawings/vmlDrawing{}.vml")
        self.draft.add(new, spliced(there.content, splices), shapes.KIND)
        self.draft.splice(part, *sheet.add_drawing(self.draft.relate(part, new, f"{OFFICE}/vmlDrawing")))

    def _list(self, entries: list[tuple[Finding, Spot | None]]) -> None:
        listing = Listing(entries[:MOST_FINDINGS], self.language, Looks.of(self.styles), self.book.has_view)
        title = self.book.free_title(findings_names(self.language))
        self.book.add_sheet(self.draft, title, listing.content(), listing.names())

    def _remembering(self) -> Package:
        """Make the changes, and write down how to take them back."""
        self.draft.add(record.PART, b"", record.KIND)
        self.draft.relate(self.book.name, record.PART, record.RELATION)
        splices, parts = self.draft.settle()
        changed = {name: spliced(self.package.read(name), of) for name, of in splices.items() if of}
        added = {name: content for name, content in parts.items() if content is not None and name != record.PART}
        remembered = record.record_of(self.package, splices, changed, added)
        return self.package.with_changes({**changed, **added, record.PART: remembered})
