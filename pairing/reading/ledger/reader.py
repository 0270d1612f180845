"""A flat ledger read: one sheet or CSV, a row per pairing, no codes (DESIGN §4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pairing.model.labels import CadreList
from pairing.reading.assemble import reading_from_raw
from pairing.reading.ledger.people import People, people_of
from pairing.reading.ledger.sheets import Sheets, read_sheets
from pairing.reading.ledger.tables import raw_tables
from pairing.reading.ledger.twinnings import with_inferred_twinnings
from pairing.reading.ledger.words import POST

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from pairing.model.cell import TableName
    from pairing.model.finding import Finding
    from pairing.model.report import Input
    from pairing.model.settings import Settings
    from pairing.reading.grid import Grid
    from pairing.reading.reading import ColumnRead, Reading

LEFT_OUT: frozenset[TableName] = frozenset({"postings", "liaisons", "constraints"})
"""The tables that no ledger has: what it leaves out is not a gap."""


def reading_from_ledger(
    grids: tuple[Grid, ...],
    settings: Settings,
    *,
    inputs: tuple[Input, ...],
    on: datetime.date,
    findings: Sequence[Finding] = (),
) -> Reading:
    """Read a ledger's sheets into a Reading; raises InputError where no sheet has a header that is recognised.

    Units, villages, cadres and households get codes made of what they are known by. Whoever could be several people is
    reported (D114) and not linked. Each unit and village between which a pairing can count are twinned in role 未定 for
    as long as it does. Unless a row has a helper without a household, or the settings say otherwise, the cadres are
    taken to be helpers only.
    """
    sheets = read_sheets(grids, settings)
    people = people_of(sheets, settings)
    reading = reading_from_raw(
        raw_tables(people),
        sheets.sources,
        _with_cadre_list(settings, people),
        on=on,
        form="ledger",
        absent=LEFT_OUT,
        findings=[*findings, *sheets.findings, *people.findings],
        columns=_columns(sheets, people),
        inputs=inputs,
        rows_set_aside=people.rows_set_aside,
    )
    return replace(reading, roster=with_inferred_twinnings(reading.roster))


def _with_cadre_list(settings: Settings, people: People) -> Settings:
    """Say that the list of cadres is of helpers only, where nothing shows that it holds others."""
    if people.some_idle or "cadre_list" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"cadre_list": CadreList.HELPERS_ONLY})


def _columns(sheets: Sheets, people: People) -> tuple[ColumnRead, ...]:
    """Say of 职务 what became of it: a rank where it holds ranks, else nothing."""
    if people.posts_are_ranks:
        return tuple(
            replace(column, field="cadres.rank") if column.field == POST else column for column in sheets.columns
        )
    return tuple(
        replace(column, field=None, why="ignored") if column.field == POST else column for column in sheets.columns
    )
