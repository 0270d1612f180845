"""Pairings of the clean sample to plant gaps in: ordinary ones, each handed out by village and number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.model.labels import RANKS
from pairing.sample.facts import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pairing.model.records import Pairing
    from pairing.sample.draft import Draft

ONE, TWO = 1, 2
SENIOR: Final = 4
"""The level of a deputy division head: a helper of this level may be needed by a hard case."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Pairings by village, in the order of their households; no edit disturbs what another one uses."""

    single: Mapping[str, Sequence[Pairing]]
    """一帮一: cadre and household have nobody else; the cadre is below division rank."""
    shared: Mapping[str, Sequence[Sequence[Pairing]]]
    """多帮一: a household with two helpers, who have no other; the first responsible first."""
    headed: Mapping[str, Sequence[Sequence[Pairing]]]
    """一帮多: the two households of a division head."""


def stock_of(draft: Draft) -> Stock:
    """Sort the pairings in force by form, leaving out posted cadres, leaders and constrained households."""
    special = {row.cadre for row in draft.postings} | {row.cadre for row in draft.liaisons}
    set_by_planner = {row.household for row in draft.constraints}
    village = {h.id: h.village for h in draft.households}
    junior = {c.id for c in draft.cadres if RANKS[c.rank or ""][0] < SENIOR}
    by_cadre, by_household = _in_force(draft)
    single, shared, headed = defaultdict(list), defaultdict(list), defaultdict(list)
    for household, rows in sorted(by_household.items()):
        if household in set_by_planner or any(row.cadre in special for row in rows):
            continue
        helper = rows[0].cadre
        if len(rows) == TWO:
            shared[village[household]].append(rows)
        elif len(rows) == ONE and len(by_cadre[helper]) == ONE and helper in junior:
            single[village[household]].append(rows[0])
        elif len(rows) == ONE and len(by_cadre[helper]) == TWO and by_cadre[helper][0] is rows[0]:
            headed[village[household]].append(by_cadre[helper])
    return Stock(single, shared, headed)


def _in_force(draft: Draft) -> tuple[dict[str, list[Pairing]], dict[str, list[Pairing]]]:
    gone = {h.id for h in draft.households if h.state not in {"在册", "已脱贫"}}
    left = {c.id for c in draft.cadres if c.state != "在岗"}
    ended = {id(row) for row in draft.pairings if row.void or _is_over(row)}
    by_cadre: dict[str, list[Pairing]] = defaultdict(list)
    by_household: dict[str, list[Pairing]] = defaultdict(list)
    for row in draft.pairings:
        if id(row) in ended or row.household in gone or row.cadre in left:
            continue
        by_cadre[row.cadre].append(row)
        by_household[row.household].append(row)
    for rows in by_household.values():
        rows.sort(key=lambda row: row.ordinal or 0)
    return by_cadre, by_household


def _is_over(row: Pairing) -> bool:
    return row.end_date is not None and row.end_date < AS_OF
