"""What the roster adds up to on D, held against the totals the office declares (DESIGN §5, R401 to R406)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

import polars as pl

from pairing.counting import (
    active_cadres,
    active_twinnings,
    counting_pairings,
    households_in_scope,
)
from pairing.model.codes import TOTALS_CODES, Code
from pairing.model.declared import DeclaredTotal, declared_total
from pairing.model.finding import Finding
from pairing.model.report import Coverage, RuleOutcome, Totals, outcome_of
from pairing.model.table import TABLES
from pairing.text import Text, text

if TYPE_CHECKING:
    from pairing.model.cell import TableName
    from pairing.model.settings import Total
    from pairing.roster import Roster


def totals(roster: Roster) -> Totals:
    """Count distinct people, places and pairings on D; edges are never counted for people (DESIGN §2)."""
    counting = counting_pairings(roster)
    households = households_in_scope(roster)
    return Totals(
        units=active_twinnings(roster)["unit_key"].n_unique(),
        villages=roster.villages.height,
        cadres=active_cadres(roster).height,
        paired_cadres=counting["cadre_key"].n_unique(),
        households=households.height,
        persons=int(households["persons"].cast(pl.Int64).sum()),
        pairings=counting.height,
    )


def coverage(roster: Roster) -> Coverage:
    """Count the households in scope, and those of them with a pairing that counts on D."""
    return Coverage(
        households=households_in_scope(roster).height,
        covered=counting_pairings(roster)["household_key"].n_unique(),
    )


def percent_rounded_down(part: int, whole: int) -> str:
    """Write a share in percent with at most one decimal, never rounded up: 538 of 539 is 99.8, not 100.

    ``whole`` is not 0.
    """
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def totals_findings(
    roster: Roster, counted: Totals | None = None, covered: Coverage | None = None
) -> tuple[tuple[Finding, ...], tuple[RuleOutcome, ...]]:
    """Compare the declared totals with what counts, and coverage with the whole: R401 to R406, in this order.

    ``counted`` and ``covered`` are given where they have been counted already, or elsewhere. A total is skipped when it
    is not declared, when what is declared cannot be read, and when the input lacks what it counts; a severity of 关 in
    the settings switches it off.
    """
    counted = counted or totals(roster)
    checked = [_check_total(roster, total, counted) for total in _DECLARED]
    checked.append(_check_coverage(roster, covered or coverage(roster)))
    findings = tuple(finding for finding, _ in checked if finding is not None)
    return findings, tuple(outcome for _, outcome in checked)


@dataclass(frozen=True, slots=True)
class _Declared:
    """One total an office declares: its code, its key in the settings, its field in :class:`Totals`, what it needs."""

    code: str
    key: Total
    counted: str
    needs: str
    sentence: Text


_DECLARED: Final = (
    _Declared(
        code="R401",
        key="units",
        counted="units",
        needs="twinnings",
        sentence=text("Units with a twinning in force: {counted}; declared: {declared}."),
    ),
    _Declared(
        code="R402",
        key="villages",
        counted="villages",
        needs="villages",
        sentence=text("Villages in the table: {counted}; declared: {declared}."),
    ),
    _Declared(
        code="R403",
        key="cadres",
        counted="paired_cadres",
        needs="pairings",
        sentence=text("Cadres with a pairing that counts: {counted}; declared: {declared}."),
    ),
    _Declared(
        code="R404",
        key="households",
        counted="households",
        needs="households",
        sentence=text("Households in scope: {counted}; declared: {declared}."),
    ),
    _Declared(
        code="R405",
        key="persons",
        counted="persons",
        needs="households.persons",
        sentence=text("Persons of the households in scope: {counted}; declared: {declared}."),
    ),
)


def _check_total(roster: Roster, total: _Declared, counted: Totals) -> tuple[Finding | None, RuleOutcome]:
    code = TOTALS_CODES[total.code]
    declared = _declared(roster, total)
    if isinstance(declared, Text):
        return None, outcome_of(code, roster.settings, "skipped", declared)
    number: int = getattr(counted, total.counted)
    if declared.agrees_with(number):
        return None, outcome_of(code, roster.settings, "passed")
    message = replace(total.sentence, values={"counted": number, "declared": declared.sentence()})
    return _finding(roster, code, message, declared.written), outcome_of(code, roster.settings, "violated")


def _declared(roster: Roster, total: _Declared) -> DeclaredTotal | Text:
    """Give what is declared, or why it cannot be compared."""
    if TOTALS_CODES[total.code].is_off(roster.settings):
        return _SWITCHED_OFF
    if not roster.has(total.needs):
        return _absent(total.needs)
    written = roster.settings.totals.get(total.key)
    if written is None:
        return text("No total is declared in the settings.")
    try:
        return declared_total(written)
    except ValueError:
        return text("The declared total {written} cannot be read.", written=written)


def _check_coverage(roster: Roster, covered: Coverage) -> tuple[Finding | None, RuleOutcome]:
    code = TOTALS_CODES["R406"]
    if code.is_off(roster.settings):
        return None, outcome_of(code, roster.settings, "skipped", _SWITCHED_OFF)
    if not roster.has("pairings"):
        return None, outcome_of(code, roster.settings, "skipped", _absent("pairings"))
    if covered.households == 0:
        return None, outcome_of(code, roster.settings, "vacuous", text("No household is in scope."))
    if covered.covered == covered.households:
        return None, outcome_of(code, roster.settings, "passed")
    rate = percent_rounded_down(covered.covered, covered.households)
    message = text(
        "{covered} of {households} households in scope have a pairing that counts: {rate} %.",
        covered=covered.covered,
        households=covered.households,
        rate=rate,
    )
    return _finding(roster, code, message, f"{rate} %"), outcome_of(code, roster.settings, "violated")


_SWITCHED_OFF: Final = text("Switched off in the settings.")


def _absent(needed: str) -> Text:
    table, _, column = needed.partition(".")
    found = TABLES[cast("TableName", table)]
    if not column:
        return text("The input has no table {table}.", table=found.chinese)
    return text(
        "No row of the table {table} has a value in the column {column}.",
        table=found.chinese,
        column=found.columns[column].chinese,
    )


def _finding(roster: Roster, code: Code, message: Text, value: str) -> Finding:
    return Finding(
        code=code.code,
        severity=code.severity_under(roster.settings),
        title=code.title,
        message=message,
        hint=code.hint,
        value=value,
    )
