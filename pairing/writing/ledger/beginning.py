"""Pairings that begin in a ledger: in the row of a household that names nobody, else in a row of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.reading.ledger.cadres import CADRE
from pairing.reading.ledger.helpers import HELPER_FIELDS, LINE
from pairing.text import text
from pairing.writing.ledger.drafting import END, START
from pairing.writing.ledger.form import HELPERS_OWN
from pairing.writing.ledger.households import add_row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pairing.writing.ledger.drafting import Beginning, Draft
    from pairing.writing.ledger.edits import Value
    from pairing.writing.ledger.form import LedgerForm, SheetForm

ORDINAL: Final = "pairings.ordinal"
_SAID_ONCE: Final = ("units.name", "units.id", "units.category")
"""What a row without a helper may say already, if it is true of the new one."""


def begin_pairings(draft: Draft, begun: Sequence[Beginning]) -> None:
    """Fill in pairings that begin, with what is known of the helper from his other rows."""
    known = known_of(draft.form, {each.pair[0] for each in begun})
    named = frozenset(draft.form.told[LINE])
    taken: set[int] = set()
    for each in begun:
        cadre, household = each.pair
        sheet, after = draft.form.home(household)
        if not sheet.slots:
            draft.refuse(sheet, after, text("the sheet has no column for the helper (帮扶责任人)."))
            continue
        line = _free_line(draft, household, known[cadre], named | taken)
        if line is None:
            add_row(draft, household, _cells(draft, sheet, each, known[cadre]))
        else:
            taken.add(line)
            _fill(draft, line, each, known[cadre])


def known_of(form: LedgerForm, cadres: Collection[str]) -> Mapping[str, Mapping[str, str]]:
    """Give what the ledger tells of each cadre, field by field, where it tells it first; identity numbers included."""
    fields = [field for field in HELPER_FIELDS if field in form.told.columns and not field.startswith("pairings.")]
    rows = form.told.filter(pl.col(CADRE).is_in(list(cadres)))
    first = rows.group_by(CADRE, maintain_order=True).agg(pl.col(fields).drop_nulls().first())
    told: dict[str, dict[str, str]] = {
        row[CADRE]: {field: row[field] for field in fields if row[field]} for row in first.iter_rows(named=True)
    }
    for cadre, line in rows.select(CADRE, LINE).iter_rows() if _identities(form) else ():
        told[cadre] |= form.identity_of(line)
    return told


def _identities(form: LedgerForm) -> bool:
    return any(name.startswith("cadres.identity") for name in form.rows.columns)


def slot_for(sheet: SheetForm, ordinal: int | None) -> int:
    """Choose the column of names: that of the order, where the headers say one (第二责任人), else the first."""
    ordered = [column.slot.number for column in sheet.slots if column.slot.ordinal]
    if not ordered or ordinal is None:
        return sheet.slots[0].slot.number
    return min(ordered, key=lambda number: (number != ordinal, -number))


def _cells(draft: Draft, sheet: SheetForm, each: Beginning, known: Mapping[str, str]) -> dict[int, Value]:
    """Give the cells of a helper's row."""
    slot = slot_for(sheet, each.ordinal)
    cells: dict[int, Value] = {}
    for column in sheet.helper_columns(slot):
        cells[column.number] = known.get(column.field or "")
    if ordinal := sheet.column(ORDINAL, slot):
        cells[ordinal.number] = each.ordinal
    for field, day in ((START, each.start), (END, each.end)):
        if day is not None:
            cells[draft.column(sheet, field, slot)] = day
    return cells


def _free_line(draft: Draft, household: str, known: Mapping[str, str], taken: Collection[int]) -> int | None:
    """Find a row of a household that says nothing of a helper, or only his unit; of members' rows only the first."""
    lines = draft.form.lines[household]
    return next((n for n in lines[: 1 if draft.form.by_member else None] if _is_free(draft, n, known, taken)), None)


def _is_free(draft: Draft, line: int, known: Mapping[str, str], taken: Collection[int]) -> bool:
    if line in taken:
        return False
    sheet, row = draft.form.where(line)
    merged = any(draft.merge(sheet, row, number) for number in sheet.tells if sheet.of_helpers(number))
    said = [(field, draft.form.said(line, column)) for column in sheet.header.read if (field := column.field or "")]
    told = {field: cell for field, cell in said if cell and field.startswith(HELPERS_OWN)}
    return not merged and all(field in _SAID_ONCE and known.get(field) == cell for field, cell in told.items())


def _fill(draft: Draft, line: int, each: Beginning, known: Mapping[str, str]) -> None:
    sheet, row = draft.form.where(line)
    for column, value in _cells(draft, sheet, each, known).items():
        if value is not None:
            draft.put(sheet, row, column, value)
