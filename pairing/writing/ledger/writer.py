"""A ledger with what has been changed in its roster: the same workbook or text, the same columns (DESIGN §14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from pairing.counting import counting_pairings
from pairing.errors import OutputError
from pairing.reading.aside import is_aside
from pairing.reading.files import OLE_MAGIC, TEXT_SUFFIXES, ZIP_MAGIC, first_bytes, grids_from_file
from pairing.reading.ledger import reading_from_ledger
from pairing.text import Text, joined, text
from pairing.writing.atomic import replacing
from pairing.writing.ledger.beginning import ORDINAL, begin_pairings
from pairing.writing.ledger.drafting import Difference, Draft
from pairing.writing.ledger.edits import LedgerError
from pairing.writing.ledger.ending import end_pairings
from pairing.writing.ledger.form import form_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pairing.model.finding import Place
    from pairing.reading.grid import Grid
    from pairing.roster import Roster
    from pairing.writing.ledger.edits import SheetEdits
    from pairing.writing.ledger.form import LedgerForm

EDITABLE: Final = frozenset({".xlsx", ".xlsm"})
"""Workbooks that are changed and written back; of others the values come back as .xlsx."""
_NOT_KEPT: Final = {
    "xl/threadedComments/": text("comments in threads"),
    "xl/media/": text("pictures"),
    "xl/cellimages": text("pictures in cells"),
    "xl/ctrlProps/": text("buttons and boxes"),
    "xl/slicers/": text("slicers"),
}
"""Parts of a workbook that do not come back, by how their names begin."""


def suffix_for(ledger: Path) -> str:
    """Say how the name of a ledger ends that is written back: as this one's, but old workbooks become .xlsx."""
    suffix = ledger.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return suffix
    return suffix if suffix in EDITABLE and first_bytes(ledger).startswith(ZIP_MAGIC) else ".xlsx"


def refuse_name(ledger: Path, to: Path) -> None:
    """Raise OutputError for a name that does not end as a ledger's has to that comes back (:func:`suffix_for`)."""
    if to.suffix.lower() != suffix_for(ledger):
        raise OutputError(
            text(
                "{path}: a ledger comes back as one, so its name has to end in {suffix}. Choose another name with "
                "--to, or make a roster of it first (`pairing import`).",
                path=to,
                suffix=suffix_for(ledger),
            )
        )


@dataclass(frozen=True, eq=False)
class Written:
    """A ledger that was written."""

    roster: Roster
    """As it is read again: a ledger has twinnings only as its rows imply them, and may know no order of helpers."""
    notes: tuple[Text, ...] = ()
    """What of the workbook did not come back."""


def write_ledger(ledger: Path, to: Path, before: Roster, after: Roster, effective: dt.date) -> Written:
    """Write a ledger with what ``after`` has and ``before`` had not; give it as it is read again.

    ``before`` is the roster that ``ledger`` was read as, ``after`` is made of it by a plan that begins on
    ``effective``. Pairings that ended get the day before into the ledger's own column, and those that began a row below
    the household's last one, above any totals; a row that names no helper is filled in. A row that names several
    helpers of whom only some end gives these rows of their own. A column that is lacking (end, start, 作废) is added at
    the right. What a ledger cannot hold, an order of helpers without a column for it and pins, is left out.

    Raises LedgerError, and writes nothing, where the layout of some rows cannot take a change, or what would be written
    does not read as ``after`` does on ``effective``; OutputError for a name that does not end in :func:`suffix_for`.
    """
    refuse_name(ledger, to)
    grids = _sheets(ledger)
    form = form_of(grids, after.settings)
    difference = Difference.between(before, after, ordered=_is_ordered(form))
    with replacing(to) as written:
        _write(ledger, written, form, difference, effective)
        read = _read_again(written, form, after, effective)
    return Written(read.at(after.on), tuple(_notes(ledger)))


def _sheets(path: Path) -> tuple[Grid, ...]:
    return tuple(grid for grid in grids_from_file(path) if not is_aside(grid.sheet or ""))


def _is_ordered(form: LedgerForm) -> bool:
    """Tell whether a ledger says which helper comes first."""
    return any(sheet.header.has(ORDINAL) or any(c.slot.ordinal for c in sheet.slots) for sheet in form.sheets)


def _write(ledger: Path, to: Path, form: LedgerForm, difference: Difference, effective: dt.date) -> None:
    if ledger.suffix.lower() in TEXT_SUFFIXES:
        from pairing.writing.ledger.delimited import edited_text  # noqa: PLC0415 - only what is met

        edits = _drafted(Draft(form, effective), difference)
        data = ledger.read_bytes()
        to.write_bytes(edited_text(data, form.sheets[0], edits[0]) if edits else data)
        return
    from pairing.writing.ledger import workbook  # noqa: PLC0415 - a lazy heavy import

    kept = suffix_for(ledger) == ledger.suffix.lower()
    book = workbook.open_book(ledger) if kept else workbook.book_of_grids(grids_from_file(ledger))
    edits = _drafted(Draft(form, effective, workbook.summed_in(book, form)), difference)
    workbook.edit_book(book, form, edits)
    workbook.save_book(book, form, edits, ledger, to)


def _drafted(draft: Draft, difference: Difference) -> Mapping[int, SheetEdits]:
    end_pairings(draft, difference.ended)
    begin_pairings(draft, difference.begun)
    if draft.problems:
        raise LedgerError(draft.form.file, draft.problems)
    draft.spell_out()
    return draft.edits


def _read_again(written: Path, form: LedgerForm, after: Roster, effective: dt.date) -> Roster:
    """Read what was written, and refuse it where it does not say what it should."""
    read = reading_from_ledger(_sheets(written), after.settings, inputs=(), on=effective).roster
    there, wanted = (
        set(counting_pairings(roster).select("cadre", "household").iter_rows())
        for roster in (read, after.at(effective))
    )
    if there != wanted:
        raise LedgerError(form.file, list(_misread(form, there, wanted, after, effective)))
    return read


def _misread(
    form: LedgerForm,
    there: set[tuple[str, str]],
    wanted: set[tuple[str, str]],
    after: Roster,
    effective: dt.date,
) -> Iterator[tuple[Place, Text]]:
    heads = dict(after.households.select("id", "head").iter_rows())
    names = dict(after.cadres.select("id", "name").iter_rows())
    for cadre, household in sorted(there ^ wanted):
        said = {"name": names.get(cadre, cadre), "head": heads.get(household, household), "date": effective.isoformat()}
        sheet, row = form.home(household) if household in form.lines else (form.sheets[0], 1)
        yield (
            sheet.place(row),
            text("once written, it would not say that {name} helps {head} on {date}.", **said)
            if (cadre, household) in wanted
            else text("once written, it would still say that {name} helps {head} on {date}.", **said),
        )


def _notes(ledger: Path) -> Iterator[Text]:
    """Say what of a workbook does not come back."""
    if ledger.suffix.lower() in TEXT_SUFFIXES:
        return
    if first_bytes(ledger).startswith(OLE_MAGIC) or suffix_for(ledger) != ledger.suffix.lower():
        yield text(
            "{file} is no .xlsx; its values and merged cells came back as one, without formulas and looks.",
            file=ledger.name,
        )
        return
    with ZipFile(ledger) as parts:
        names = parts.namelist()
    lost = [what for start, what in _NOT_KEPT.items() if any(name.startswith(start) for name in names)]
    if lost:
        yield text(
            "Not kept, and only in {file} as it was: {what}.",
            file=ledger.name,
            what=joined(text("{one}, {other}"), lost),
        )
