"""A plan: changes to today's pairings, what they lead to, and the proof (``pairing.plan/1``, DESIGN §7, §14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, PlainSerializer, WithJsonSchema

from pairing.model.balance import Exact, LensName, PartProof, Summary
from pairing.text import LANGUAGES, Text

Mode = Literal["repair", "propose", "undo"]
Goal = Literal["balance", "gaps"]
PlanLevel = Literal[
    "uncovered", "ineligible", "idle", "overload", "pairings", "load", "support", "changes", "first", "preference",
]  # fmt: skip
ChangeKind = Literal["move", "add", "drop", "order"]
Decision = Literal["yes", "no", "lock"]
"""A change is accepted; not accepted; accepted, and the pairing that begins becomes a pin (必须)."""
Proven = Literal["certificate", "solver", "bound"]
UnmetKind = Literal["uncovered", "idle", "overload", "pins"]

ORDERS: Final[Mapping[Goal, tuple[PlanLevel, ...]]] = {
    "balance": (
        "uncovered", "ineligible", "idle", "overload", "pairings", "load", "support", "changes", "first", "preference",
    ),
    "gaps": (
        "uncovered", "ineligible", "idle", "changes", "overload", "pairings", "load", "support", "first", "preference",
    ),
}  # fmt: skip
"""The levels by which a plan is judged, first things first (DESIGN §7)."""


def levels_of(mode: Mode, goal: Goal) -> tuple[PlanLevel, ...]:
    """Give the levels of a kind of plan: one made from nothing is not held to as many pairings as today."""
    return tuple(level for level in ORDERS[goal] if mode != "propose" or level != "pairings")


def _from_both(value: object) -> object:
    if isinstance(value, Mapping) and set(value) == set(LANGUAGES) and all(isinstance(v, str) for v in value.values()):
        return Text(value["en"], chinese=value["zh"])
    return value


def _to_both(value: Text) -> dict[str, str]:
    return {language: value.render(language) for language in LANGUAGES}


Both = Annotated[
    InstanceOf[Text],
    BeforeValidator(_from_both),
    PlainSerializer(_to_both),
    WithJsonSchema({
        "type": "object",
        "properties": {language: {"type": "string"} for language in LANGUAGES},
        "required": list(LANGUAGES),
        "additionalProperties": False,
    }),
]  # fmt: skip
"""A sentence in both languages: ``{"zh": …, "en": …}``."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class NaturalKey(_Value):
    """Who somebody is, whatever his id: a household by village and head, a cadre by unit and name."""

    subject: str
    """``household:H001`` or ``cadre:C001``."""
    name: str | None = None
    place: str | None = None
    """The name of the village, or of the unit."""


class Change(_Value):
    """What a planner decides on: one household gets, loses or exchanges a helper, or its helpers another order."""

    id: str
    group: str | None = None
    """Changes with the same group belong together: one alone leaves somebody without, or with too much."""
    kind: ChangeKind
    subject: str
    """The household: ``household:H001``."""
    from_: str | None = Field(default=None, validation_alias="from", serialization_alias="from")
    """Whose pairing ends: ``cadre:C001``; of an order, null."""
    to: str | None = None
    """Whose pairing begins; of an order, whose order is changed."""
    ordinal: int | None = None
    """顺序 of the pairing that begins, or the new one of an order; blank where the household has one helper."""
    date: dt.date
    """The first day on which it is so; what ends, ends the day before."""
    until: dt.date | None = None
    """The last day of the pairing that begins, where it has one."""
    forced: bool
    """Whether rejecting it alone leaves a gap or an error; else it serves balance only."""
    codes: tuple[str, ...] = ()
    """The rules it is about."""
    reason: Both
    helpers: tuple[str, ...] = ()
    """Who helps the household before the plan, in the order of ids; a plan is rebased only where this is still so."""
    keys: tuple[NaturalKey, ...] = ()
    """Of the household and the cadres named here."""


class Counts(_Value):
    """How many changes: a gap-free plan alone, and with full balance."""

    gaps_only: int
    full: int


class LevelValue(_Value):
    """One level: today, with the plan, and whether that is proven."""

    name: PlanLevel
    today: Exact
    """Of ``load`` the largest load; of ``changes`` 0; of ``first`` the first helpers there are."""
    value: Exact
    """Of ``load`` the largest load (the whole vector is in the balance); of ``first`` those kept."""
    proven: Proven
    bound: Exact | None = None
    """What no plan with so few changes can beat, where the value is not proven to be the best; of ``pairings`` by how
    many there must be more or fewer than today."""


class FindingCounts(_Value):
    """How many findings of each code there are."""

    before: dict[str, int] = Field(default_factory=dict)
    after: dict[str, int] = Field(default_factory=dict)


class LensSummary(Summary):
    """The values of one lens."""

    name: LensName


class PlanBalance(_Value):
    """The balance before, after, and what is attainable, lens by lens."""

    before: tuple[LensSummary, ...] = ()
    after: tuple[LensSummary, ...] = ()
    attainable: tuple[LensSummary, ...] = ()


class Suggestion(_Value):
    """What would close a gap that no plan can close; it was tried by solving again with it."""

    text: Both
    uncovered: int
    """How many households would be left without a helper."""
    idle: int
    overload: int
    changes: int
    """How many changes the repair would then have."""


class Unmet(_Value):
    """What no plan can do, and why."""

    kind: UnmetKind
    subjects: tuple[str, ...]
    """Who is concerned: ``household:H001``, ``cadre:C001``."""
    reason: Both
    pins: tuple[tuple[str, str], ...] = ()
    """The smallest set of pins that is in conflict (or the pin that an exclusion contradicts): cadre and household."""
    suggestions: tuple[Suggestion, ...] = ()


class Point(_Value):
    """The best found with at most so many changes."""

    changes: int
    uncovered: int
    idle: int
    overload: int
    worst_load: Exact | None = None
    exact: bool
    """Whether no plan with so few changes is better, judged by all levels up to support."""
    bounded: PlanLevel | None = None
    """Where it is not: the first level that may be better. Those before it are exact."""
    bound: Exact | None = None
    """No plan with so few changes and the levels before it is better than this in that level."""


class WhatIf(_Value):
    """What was supposed, and what changes because of it."""

    without: tuple[str, ...] = ()
    """``cadre:C001``, ``unit:U01`` (with its people), ``household:H001``."""
    joining: tuple[str, ...] = ()
    settings: dict[str, str] = Field(default_factory=dict)
    base_changes: int
    """How many changes the repair has without it."""
    because: tuple[str, ...] = ()
    """Ids of the changes that the repair without it does not have."""
    spared: tuple[Both, ...] = ()
    """Changes that only the repair without it has, a sentence each."""


class Term(_Value):
    """A level in a row of a proof: with a weight; of ``load`` maybe only one rank, or what is above a rank."""

    level: PlanLevel
    weight: int = 1
    at: int | None = None
    """Households of this rank cost 1, others nothing."""
    above: int | None = None
    """Households cost as much as their rank is above this one, those below nothing."""


class PlanProof(_Value):
    """Rows of levels, first things first, and for each connected part its pairs with the potentials that prove them."""

    rows: tuple[tuple[Term, ...], ...] = ()
    """Each row is a weighted sum of levels; the potentials of every part have a row for each."""
    parts: tuple[PartProof, ...] = ()


class Plan(_Value):
    """Changes that close the gaps, reasons, and proof."""

    schema_: Literal["pairing.plan/1"] = Field(default="pairing.plan/1", alias="schema")
    roster_sha256: str
    as_of: dt.date
    effective: dt.date
    """The day from which on it is so. Everything is counted as of this day."""
    mode: Mode
    goal: Goal
    seed: int = 0
    solver: str
    status: Literal["optimal", "bounded", "inverse"]
    """Every level by certificate; best found, with bounds; or the undoing of another plan, which claims nothing."""
    max_changes: int | None = None
    changes: tuple[Change, ...] = ()
    accepted: tuple[str, ...] = ()
    """Ids of the changes that are to be applied: at first all."""
    counts: Counts
    levels: tuple[LevelValue, ...] = ()
    findings: FindingCounts = FindingCounts()
    balance: PlanBalance = PlanBalance()
    unmet: tuple[Unmet, ...] = ()
    curve: tuple[Point, ...] = ()
    what_if: WhatIf | None = None
    proof: PlanProof = PlanProof()

    @property
    def counted(self) -> tuple[Change, ...]:
        """The changes that count: all but those of order."""
        return tuple(change for change in self.changes if change.kind != "order")

    def change(self, wanted: str) -> Change:
        """Give one change by its id; raises StopIteration when there is none."""
        return next(change for change in self.changes if change.id == wanted)

    def to_json(self) -> str:
        """Write the plan as JSON; its sentences are there in both languages."""
        return self.model_dump_json(by_alias=True)
