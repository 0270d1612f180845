"""What the planner has set, checked against itself and against who is still there: D110, D111."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pairing.model.labels import ACTIVE, ConstraintKind, label_text
from pairing.reading.complaints import data_finding, tie_subjects
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.model.finding import Finding
    from pairing.roster import Roster


def check_constraints(roster: Roster) -> Iterator[Finding]:
    """Find pins that an exclusion contradicts (D110), and pins of a cadre or household that is gone (D111).

    Both rows of a contradiction stay in the roster: the planner wrote both, and the exclusion holds (DESIGN §7).
    """
    pins = roster.constraints.filter(pl.col("kind") == ConstraintKind.PIN)
    if not pins.height:
        return
    yield from _contradicted(roster, pins)
    yield from _gone(roster, pins)


def _contradicted(roster: Roster, pins: pl.DataFrame) -> Iterator[Finding]:
    pair = ["cadre_key", "household_key"]
    exclusions = roster.constraints.filter(pl.col("kind") == ConstraintKind.EXCLUSION)
    both = pins.join(
        exclusions.select(*pair, pl.col("row").alias("other")), on=pair, how="inner", maintain_order="left"
    )
    for row in both.iter_rows(named=True):
        message = text(
            "{cadre} – {household} is pinned here and excluded in row {row}.",
            cadre=row["cadre"],
            household=row["household"],
            row=row["other"],
        )
        yield _finding("D110", message, roster, row)


def _gone(roster: Roster, pins: pl.DataFrame) -> Iterator[Finding]:
    cadres = roster.cadres.select(cadre_key="key", cadre_state="state")
    households = roster.households.select(household_key="key", household_state="state")
    stated = pins.join(cadres, on="cadre_key", maintain_order="left").join(
        households, on="household_key", maintain_order="left"
    )
    for row in stated.iter_rows(named=True):
        if row["cadre_state"] != ACTIVE:
            yield _finding("D111", _is(row["cadre"], row["cadre_state"]), roster, row)
        if row["household_state"] not in roster.settings.in_scope:
            yield _finding("D111", _is(row["household"], row["household_state"]), roster, row)


def _is(who: str, state: str) -> Text:
    return text('{who} is "{state}" and cannot be pinned.', who=who, state=state)


def _finding(code: str, message: Text, roster: Roster, row: Mapping[str, object]) -> Finding:
    return data_finding(
        code,
        message,
        source=roster.sources[int(str(row["source"]))],
        table="constraints",
        row=int(str(row["row"])),
        field="kind",
        value=label_text(ConstraintKind.PIN, "zh"),
        subjects=tie_subjects("constraints", row),
    )
