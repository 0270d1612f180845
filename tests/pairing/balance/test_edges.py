"""Rosters that lack what a balance is made of have a defined one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from pairing.balance import balance_findings, measure_balance
from pairing.model.labels import Participation
from tests.cypher.small import Records, cadre, household, pairing

if TYPE_CHECKING:
    from pairing.model.balance import Balance, LensName

SIX: Final = ("load", "support", "strength", "strength_by_need", "burden", "units")
TWINNING: Final = {"unit": "U1", "village": "V1", "role": "lead"}
ONE: Final = Records(
    {
        "units": ({"id": "U1", "name": "U1"},),
        "villages": ({"id": "V1", "name": "V1"},),
        "cadres": (cadre("C1"),),
        "households": (household("H1"),),
        "twinnings": (TWINNING,),
        "pairings": (pairing("C1", "H1"),),
    }
)
"""One of everything."""
EMPTY: Final = Records(dict.fromkeys(ONE.tables, ()))
PAIR: Final = ONE.adding("cadres", cadre("C2")).adding("households", household("H2"))
"""Two cadres, two households, of which one has a helper."""
ELSEWHERE: Final = (
    PAIR.adding("pairings", pairing("C2", "H2"))
    .adding("villages", {"id": "V2", "name": "V2"})
    .adding("households", household("H3", "V2"))
)
"""A village beside, whose household nobody may help."""
SPARE: Final = ONE.adding("units", {"id": "U2", "name": "U2"}).adding("cadres", cadre("C2", "U2"))
"""A cadre beside, who may help nobody."""

V: Final = ("vacuous", None, None)
S: Final = ("skipped", None, None)
NONE_AT_ALL: Final = ("attained", "0-0", "0-0")


@dataclass(frozen=True)
class Edge:
    """A roster, and what is expected of its lenses: status, least and largest today, least and largest attainable."""

    records: Records
    load: tuple[str, str | None, str | None]
    support: tuple[str, str | None, str | None]
    strength: tuple[str, str | None, str | None]
    burden: tuple[str, str | None, str | None]
    units: tuple[str, str | None, str | None] = ("attained", "1-1", "1-1")
    need: tuple[str, str | None, str | None] | None = None
    """Where strength by need is not a third of strength, every household having three persons."""


WELL: Final = ("attained", "1-1", "1-1")
EDGES: Final = {
    "one of everything": Edge(ONE, WELL, WELL, WELL, WELL),
    "no rank": Edge(
        PAIR.changing("cadres", {"id": "C1"}, rank=None),
        load=("not_comparable", "0-1", "1-1"),
        support=("improvable", "0-1", "1-1"),
        strength=("improvable", "1/2-1/2", "1-1"),
        burden=("not_comparable", "1/2-1/2", "1-1"),
    ),
    "a quota that could not be read": Edge(
        PAIR.changing("cadres", {"id": "C1"}, quota=None).changing("cadres", {"id": "C2"}, quota=2),
        load=("not_comparable", "0-1", "1/2-1"),
        support=("improvable", "0-1", "1-1"),
        strength=("improvable", "1/2-1/2", "1-1"),
        burden=("not_comparable", "1/2-1/2", "1-1"),
    ),
    "quota 0 for all": Edge(
        PAIR.changing("cadres", {}, quota=0),
        load=V,
        support=("attained", "0-1", "0-1"),
        strength=("attained", "1/2-1/2", "1/2-1/2"),
        burden=V,
    ),
    "a village nobody may help in": Edge(
        ELSEWHERE,
        load=WELL,
        support=("attained", "0-1", "0-1"),
        strength=("attained", "0-1", "0-1"),
        burden=WELL,
        units=("attained", "0-1", "0-1"),
    ),
    "a cadre who may help nobody": Edge(
        SPARE,
        load=("attained", "0-1", "0-1"),
        support=WELL,
        strength=WELL,
        burden=("attained", "0-1", "0-1"),
    ),
    "no pairings": Edge(
        PAIR.dropping("pairings"),
        load=("not_comparable", "0-0", "1-1"),
        support=("improvable", "0-0", "1-1"),
        strength=("improvable", "0-0", "1-1"),
        burden=("not_comparable", "0-0", "1-1"),
    ),
    "no pairings, and nobody has to take part": Edge(
        PAIR.dropping("pairings").under(participation=Participation.AS_NEEDED),
        load=("not_comparable", "0-0", "1-1"),
        support=("improvable", "0-0", "1-1"),
        strength=NONE_AT_ALL,
        burden=("not_comparable", "0-0", "1-1"),
    ),
    "no cadres": Edge(
        ONE.dropping("cadres").dropping("pairings"), load=V, support=NONE_AT_ALL, strength=NONE_AT_ALL, burden=V
    ),
    "no households": Edge(
        ONE.dropping("households").dropping("pairings"),
        load=NONE_AT_ALL,
        support=V,
        strength=V,
        burden=NONE_AT_ALL,
        need=V,
    ),
    "no twinnings": Edge(
        ONE.dropping("twinnings"), load=WELL, support=WELL, strength=WELL, burden=WELL, units=NONE_AT_ALL
    ),
    "no units": Edge(
        ONE.dropping("twinnings").dropping("units").changing("cadres", {}, unit=None),
        load=WELL,
        support=WELL,
        strength=WELL,
        burden=V,
        units=NONE_AT_ALL,
    ),
    "no villages": Edge(
        ONE.dropping("twinnings").dropping("villages").changing("households", {}, village=None),
        load=WELL,
        support=WELL,
        strength=V,
        burden=WELL,
        units=V,
        need=V,
    ),
    "nothing but empty tables": Edge(EMPTY, V, V, V, V, V, V),
    "no table of pairings": Edge(ONE.lacking("pairings"), S, S, S, S, need=S),
    "no table of twinnings": Edge(ONE.lacking("twinnings"), S, S, S, S, S, S),
    "no tables": Edge(Records({}), S, S, S, S, S, S),
}


@cache
def measured(name: str) -> Balance:
    return measure_balance(EDGES[name].records.roster())


def said(name: str, lens: LensName) -> tuple[str, str | None, str | None]:
    found = measured(name).lens(lens)
    today = None if found.min is None else f"{found.min}-{found.max}"
    best = found.attainable
    return found.status, today, None if best is None or best.min is None else f"{best.min}-{best.max}"


@pytest.mark.parametrize("name", EDGES)
def test_every_lens_has_a_defined_result(name: str) -> None:
    edge = EDGES[name]
    expected = (edge.load, edge.support, edge.strength, edge.burden, edge.units)
    assert tuple(said(name, lens) for lens in ("load", "support", "strength", "burden", "units")) == expected


@pytest.mark.parametrize("name", EDGES)
def test_strength_by_need_is_a_third_where_every_household_has_three_persons(name: str) -> None:
    edge = EDGES[name]
    assert said(name, "strength_by_need") == (edge.need or tuple(map(third, edge.strength)))


def third(said: str | None) -> str | None:
    if said is None or not said[0].isdigit():
        return said
    return "-".join(str(Fraction(value) / 3) for value in said.split("-"))


@pytest.mark.parametrize("name", EDGES)
def test_findings_have_an_outcome_for_each_lens(name: str) -> None:
    findings, outcomes = balance_findings(EDGES[name].records.roster(), measured(name))
    assert [outcome.code for outcome in outcomes] == [f"B30{number}" for number in range(1, 7)]
    assert {finding.code for finding in findings} == {one.code for one in outcomes if one.status == "violated"}


@pytest.mark.parametrize("name", EDGES)
def test_a_lens_that_is_not_measured_or_not_compared_says_why(name: str) -> None:
    for lens in measured(name).lenses:
        assert (lens.reason is not None) is (lens.status in {"vacuous", "skipped", "not_comparable"}), lens.name


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_balance_can_be_written_and_read_again(name: str, language: str) -> None:
    balance = measured(name)
    written = balance.to_json(language)  # type: ignore[arg-type]
    assert type(balance).model_validate_json(written).to_json(language) == written  # type: ignore[arg-type]


# What it says of them -------------------------------------------------------------------------------------------------


def test_households_nobody_may_help_are_named() -> None:
    proof = measured("a village nobody may help in").lens("support").proof
    assert proof is not None
    assert [(one.kind, one.households, one.villages) for one in proof.sentences] == [("unreachable", ("H3",), ("V2",))]


def test_a_cadre_who_may_help_nobody_is_named() -> None:
    shortages = measured("a cadre who may help nobody").shortages
    assert [(one.sentence.kind, one.sentence.cadres) for one in shortages] == [("unplaced", ("C2",))]


def test_a_level_counts_what_is_and_what_can_be() -> None:
    levels = {level.name: (level.today, level.attained) for level in measured("no pairings").levels}
    assert levels == {
        "uncovered": (2, 0),
        "ineligible": (0, 0),
        "idle": (2, 0),
        "overload": (0, 0),
        "pairings": (0, 2),
        "load": (0, 0),
        "support": (0, 2),
    }


def test_without_anybody_there_is_no_part() -> None:
    assert measured("nothing but empty tables").parts == ()
