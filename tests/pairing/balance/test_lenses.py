"""What each lens measures, on rosters small enough to count by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction as F  # noqa: N817 - a table of values is read as one
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from pairing.balance import measure_balance
from pairing.balance.lenses import Today
from pairing.eligibility import eligibility
from tests.cypher.small import Records, cadre, household, pairing

if TYPE_CHECKING:
    from pairing.model.balance import Balance, Lens, LensName, Of

YESTERDAY: Final = datetime.date(2016, 6, 14)
AREA: Final = Records(
    {
        "units": tuple({"id": u, "name": u} for u in ("U1", "U2", "U3")),
        "villages": tuple({"id": v, "name": v} for v in ("V1", "V2", "V3")),
        "cadres": (
            cadre("C1", "U1", quota=2),
            cadre("C2", "U1", quota=1),
            cadre("C3", "U2", quota=3),
            cadre("C4", "U2", quota=0),
            cadre("C5", "U3", quota=1, state="退休"),
        ),
        "households": (
            household("H1", "V1", persons=4, difficulty=Decimal("1.25")),
            household("H2", "V1", persons=3),
            household("H3", "V2", persons=None),
            household("H4", "V2", persons=2),
            household("H5", "V1", persons=9, state="已迁出"),
        ),
        "twinnings": (
            {"unit": "U1", "village": "V1", "role": "lead"},
            {"unit": "U1", "village": "V1", "role": "responsible"},
            {"unit": "U1", "village": "V2", "role": "lead"},
            {"unit": "U2", "village": "V1", "role": "partner"},
            {"unit": "U3", "village": "V2", "role": "partner", "end_date": YESTERDAY},
        ),
        "pairings": (
            pairing("C1", "H1"),  # C1 helps in two villages
            pairing("C1", "H3"),
            pairing("C3", "H1"),  # H1 has two helpers
            pairing("C4", "H2"),  # C4 is exempt
            pairing("C5", "H4"),  # C5 has left
            pairing("C3", "H5"),  # H5 is out of scope
            pairing("C2", "H2", void=True),
            pairing("C2", "H4", end_date=YESTERDAY),
        ),
    }
)
"""C2 is idle and H4 uncovered; U3 has no expected cadre and V3 neither a household nor a unit."""


def today(records: Records, name: LensName) -> dict[str, F]:
    """Give each member's value today."""
    roster = records.roster()
    measured = Today(roster, eligibility(roster)).measure(name)
    return dict(zip(measured.ids, (measured.values.distinct[at] for at in measured.values.code), strict=True))


@cache
def area() -> Balance:
    return measure_balance(AREA.roster())


@cache
def crowd() -> Lens:
    return measure_balance(CROWD.roster()).lens("load")


def told(some: tuple[Of, ...]) -> dict[str, F]:
    return {one.subject: one.value for one in some}


# Values ---------------------------------------------------------------------------------------------------------------

BY_HAND: Final[dict[LensName, dict[str, F]]] = {
    "load": {"C1": F(2, 2), "C2": F(0), "C3": F(1, 3)},
    "support": {"H1": F(2), "H2": F(1), "H3": F(1), "H4": F(0)},
    # V1 has half of C1, C3 and C4 for H1 and H2; V2 has half of C1 for H3 and H4.
    "strength": {"V1": F(5, 2) / 2, "V2": F(1, 2) / 2},
    # The need of V1 is 4 × 1.25 + 3 = 8; of V2 only H4's 2 persons are known.
    "strength_by_need": {"V1": F(5, 2) / 8, "V2": F(1, 2) / 2},
    # Half of H1 and all of H3 lie on U1's two expected cadres, half of H1 on the one of U2.
    "burden": {"U1": F(3, 2) / 2, "U2": F(1, 2) / 1},
    "units": {"V1": F(2), "V2": F(1), "V3": F(0)},
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_lens_measures_what_is_counted_by_hand(name: LensName) -> None:
    assert today(AREA, name) == BY_HAND[name]


def test_every_household_weighs_1_in_a_load_however_many_help_it() -> None:
    assert today(AREA.adding("pairings", pairing("C2", "H1")), "load") == BY_HAND["load"] | {"C2": F(1)}


def test_the_same_pairing_twice_counts_once() -> None:
    assert today(AREA.adding("pairings", pairing("C3", "H1", ordinal=2)), "load") == BY_HAND["load"]


def test_a_pairing_that_is_excluded_still_counts_today() -> None:
    excluded = AREA.adding("constraints", {"cadre": "C1", "household": "H1", "kind": "exclusion"})
    assert today(excluded, "load") == BY_HAND["load"]


def test_a_cadre_of_several_villages_is_split_by_his_pairings() -> None:
    more = AREA.adding("pairings", pairing("C1", "H4"))
    assert today(more, "strength") == {"V1": (F(1, 3) + 2) / 2, "V2": F(2, 3) / 2}


def test_a_household_of_several_helpers_is_split_between_them() -> None:
    more = AREA.adding("pairings", pairing("C4", "H1"))
    assert today(more, "burden") == {"U1": (F(1, 3) + 1) / 2, "U2": F(1, 3)}


def test_difficulty_is_read_exactly() -> None:
    odd = AREA.changing("households", {"id": "H1"}, difficulty=Decimal("0.07"))
    assert today(odd, "strength_by_need")["V1"] == F(5, 2) / (F(28, 100) + 3)


def test_a_village_whose_persons_are_unknown_has_no_need() -> None:
    unknown = AREA.changing("households", {"id": "H4"}, persons=None)
    assert set(today(unknown, "strength_by_need")) == {"V1"}


def test_a_household_without_village_is_nobodys() -> None:
    astray = AREA.changing("households", {"id": "H3"}, village=None)
    assert today(astray, "strength") == {"V1": F(5, 4), "V2": F(0)}


def test_a_cadre_without_unit_is_nobodys_burden() -> None:
    astray = AREA.changing("cadres", {"id": "C3"}, unit=None)
    assert today(astray, "burden") == {"U1": F(3, 4)}


def test_a_cadre_who_is_back_is_measured_again() -> None:
    back = AREA.changing("cadres", {"id": "C5"}, state="在岗")
    assert today(back, "burden")["U3"] == F(1)


# Groups ---------------------------------------------------------------------------------------------------------------

GROUPS: Final[dict[LensName, dict[str, list[F]]]] = {
    "load": {"village:V1": [F(1, 3), F(1)], "village:V2": [F(1)], "unit:U1": [F(0), F(1)], "unit:U2": [F(1, 3)]},
    "support": {
        "village:V1": [F(1), F(2)],
        "village:V2": [F(0), F(1)],
        "unit:U1": [F(1), F(2)],
        "unit:U2": [F(1), F(2)],
    },
    "strength": {
        "village:V1": [F(5, 4)],
        "village:V2": [F(1, 4)],
        "unit:U1": [F(1, 4), F(5, 4)],
        "unit:U2": [F(5, 4)],
    },
    "strength_by_need": {
        "village:V1": [F(5, 16)],
        "village:V2": [F(1, 4)],
        "unit:U1": [F(1, 4), F(5, 16)],
        "unit:U2": [F(5, 16)],
    },
    "burden": {
        "village:V1": [F(1, 2), F(3, 4)],
        "village:V2": [F(3, 4)],
        "unit:U1": [F(3, 4)],
        "unit:U2": [F(1, 2)],
    },
    "units": {
        "village:V1": [F(2)],
        "village:V2": [F(1)],
        "village:V3": [F(0)],
        "unit:U1": [F(1), F(2)],
        "unit:U2": [F(2)],
    },
}


@pytest.mark.parametrize("name", GROUPS)
def test_groups_are_by_village_then_by_unit(name: LensName) -> None:
    groups = area().lens(name).groups
    assert {group.subject: [value for value, n in group.vector for _ in range(n)] for group in groups} == GROUPS[name]
    assert [group.subject for group in groups] == list(GROUPS[name])


def test_a_group_has_a_summary_of_its_own() -> None:
    group = next(one for one in area().lens("support").groups if one.subject == "village:V2")
    assert (group.count, group.mean, group.spread) == (2, F(1, 2), F(1))
    assert (group.cv, group.gini, group.jain) == (1, 0.5, 0.5)


# Most and least -------------------------------------------------------------------------------------------------------

CROWD: Final = Records(
    {
        "units": ({"id": "U1", "name": "U1"},),
        "villages": ({"id": "V1", "name": "V1"},),
        "cadres": tuple(cadre(f"C{n}", quota=1) for n in (7, 3, 1, 6, 2, 5, 4)),
        "households": (household("H1"), household("H2")),
        "twinnings": ({"unit": "U1", "village": "V1", "role": "lead"},),
        "pairings": (pairing("C5", "H1"), pairing("C5", "H2"), pairing("C6", "H2")),
    }
)


def test_those_with_most_come_first_and_equals_by_id() -> None:
    assert list(told(crowd().most)) == ["cadre:C5", "cadre:C6", "cadre:C1", "cadre:C2", "cadre:C3"]


def test_those_with_least_come_first_and_equals_by_id() -> None:
    assert list(told(crowd().least)) == ["cadre:C1", "cadre:C2", "cadre:C3", "cadre:C4", "cadre:C7"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("load", "cadre"),
        ("support", "household"),
        ("strength", "village"),
        ("strength_by_need", "village"),
        ("burden", "unit"),
        ("units", "village"),
    ],
)
def test_subjects_say_what_they_are(name: LensName, kind: str) -> None:
    assert told(area().lens(name).least) == {f"{kind}:{member}": value for member, value in BY_HAND[name].items()}


# Summaries ------------------------------------------------------------------------------------------------------------


def test_a_lens_has_the_exact_summary_of_its_values() -> None:
    load = area().lens("load")
    assert (load.count, load.min, load.max, load.mean, load.spread) == (3, F(0), F(1), F(4, 9), F(1))
    assert load.vector == ((F(0), 1), (F(1, 3), 1), (F(1), 1))


@pytest.mark.parametrize(
    ("lacking", "skipped"),
    [
        ("pairings", {"load", "support", "strength", "strength_by_need", "burden"}),
        ("twinnings", {"load", "support", "strength", "strength_by_need", "burden", "units"}),
        ("households.persons", {"strength_by_need"}),
    ],
)
def test_a_lens_is_skipped_where_what_it_needs_is_absent(lacking: str, skipped: set[str]) -> None:
    lenses = measure_balance(AREA.lacking(lacking).roster()).lenses
    assert {one.name for one in lenses if one.status == "skipped"} == skipped
    assert all(one.reason is not None for one in lenses if one.name in skipped)


@pytest.mark.parametrize(
    ("lacking", "skipped"),
    [(["cadres.rank"], False), (["cadres.quota"], False), (["cadres.rank", "cadres.quota"], True)],
)
def test_load_needs_ranks_or_quotas(lacking: list[str], skipped: bool) -> None:
    load = measure_balance(AREA.lacking(*lacking).roster()).lens("load")
    assert (load.status == "skipped") is skipped
