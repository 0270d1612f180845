"""Our marks taken out of a workbook: to the byte where nobody has saved it since, else by what they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.reading.grid import letters
from pairing.writing.annotating.book import Book
from pairing.writing.annotating.comments import Comments
from pairing.writing.annotating.listing import KEY_COLUMN
from pairing.writing.annotating.markup import outline
from pairing.writing.annotating.package import Draft
from pairing.writing.annotating.record import PART, undone
from pairing.writing.annotating.shapes import Shapes
from pairing.writing.annotating.sheet import Sheet
from pairing.writing.annotating.splices import spliced
from pairing.writing.annotating.styles import Styles

if TYPE_CHECKING:
    from pairing.writing.annotating.book import Tab
    from pairing.writing.annotating.package import Package
    from pairing.writing.annotating.sheet import Cell


def without_marks(package: Package) -> Package:
    """Give a workbook without our marks, the very same one where there are none.

    Raises MarkupError for one that is not changed here.
    """
    return undone(package) or _washed(package)


def _washed(package: Package) -> Package:
    """Take out what another program has saved: our sheet, names and notes, and the colours of cells."""
    book, draft = Book.of(package), Draft(package)
    noted = [_wash_sheet(draft, tab.part) for tab in book.tabs if tab.part]
    if not (any(noted) or book.has_name_of_ours or PART in package.names):
        return package
    _wash_styles(draft, book)
    book.remove_ours(draft)
    if PART in package.names:
        draft.remove(PART)
        for relation in book.relations.values():
            if package.named(relation.part) == PART:
                draft.unrelate(book.name, relation)
    return draft.made()


def _wash_sheet(draft: Draft, part: str) -> bool:
    """Take our notes out of a sheet; tell whether there were any."""
    package = draft.package
    name = package.related(part, "comments")
    if name is None:
        return False
    content = package.read(name)
    splices, bare = Comments(content).washing()
    if Comments(spliced(content, splices)).is_empty:
        _drop(draft, part, "comments", name)
    else:
        draft.splice(name, *splices)
    if bare:
        _wash_drawing(draft, part, bare)
    return bool(splices)


def _wash_drawing(draft: Draft, part: str, bare: frozenset[Cell]) -> None:
    """Take out the boxes of comments that are gone, and a drawing that has nothing else."""
    sheet = Sheet(draft.package.read(part))
    drawing = draft.package.drawing_of(part, sheet.drawn)
    if drawing is None or sheet.drawing is None:
        return
    boxes = draft.package.read(drawing)
    gone = Shapes(boxes).washing(bare)
    if Shapes(spliced(boxes, gone)).is_empty:
        draft.splice(part, sheet.drawing.removing())
        _drop(draft, part, "vmlDrawing", drawing)
    else:
        draft.splice(drawing, *gone)


def _drop(draft: Draft, part: str, kind: str, name: str) -> None:
    for relation in draft.package.relations(part):
        if relation.kind == kind and draft.package.named(relation.part) == name:
            draft.unrelate(part, relation)
    draft.remove(name)


def _wash_styles(draft: Draft, book: Book) -> None:
    """Give each style with a mark's colour the fill again that the mark stands in the place of."""
    styles = Styles.of(draft.package, book.name)
    fills = _kept_fills(draft.package, styles, book.tabs[book.ours]) if book.ours is not None else {}
    for style in styles.listed("cellXfs"):
        former = styles.former(styles.fill_of(style))
        if former is not None:
            draft.splice(styles.name, style.setting(styles.content, "fillId", str(fills.get(former, 0))))


def _kept_fills(package: Package, styles: Styles, ours: Tab) -> dict[int, int]:
    """Give the fills that marks stand in the place of, by their number, as our sheet keeps them."""
    if ours.part is None:
        return {}
    cells = {each.get("r"): each for each in outline(package.read(ours.part)).walk() if each.name == "c"}
    found = {}
    for row in range(2, len(cells) + 2):
        key, kept = (cells.get(f"{letters(column)}{row}") for column in (KEY_COLUMN, KEY_COLUMN + 1))
        if key and kept:
            number = styles.former(styles.fill_of(styles.style(key.number("s"))))
            found[number or 0] = styles.fill_of(styles.style(kept.number("s")))
    return {number: fill for number, fill in found.items() if number}
