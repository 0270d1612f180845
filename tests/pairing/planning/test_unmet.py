"""What no plan can do: each kind on a roster of a few people, with its reason, and suggestions that keep their word."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

import pairing
from pairing.model.labels import Participation
from pairing.planning.area import Area
from pairing.planning.repairing import Planning
from pairing.planning.unmet import trying
from pairing.planning.unmet.answer import HELPED, unmet
from pairing.planning.values import Held
from pairing.sample import sample_roster
from tests.cypher.small import Records, cadre, household
from tests.cypher.small import pairing as helps
from tests.pairing.balance.brute import roster_of
from tests.pairing.planning.areas import areas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.model.plan import Goal, Unmet
    from tests.cypher.small import Row

Numbers = tuple[int, int, int, int]
"""Uncovered, idle, overload, changes."""


def twinned(unit: str, village: str) -> Row:
    return {"unit": unit, "village": village, "role": "partner"}


def posted(who: str, village: str) -> Row:
    return {"cadre": who, "village": village, "role": "member"}


def pinned(who: str, home: str) -> Row:
    return {"cadre": who, "household": home, "kind": "pin"}


def excluded(who: str, home: str) -> Row:
    return {"cadre": who, "household": home, "kind": "exclusion"}


def further(*numbers: int, unit: str) -> tuple[Row, ...]:
    """Cadres as a suggestion imagines them."""
    return tuple({"id": f"X{number}", "name": "新", "unit": unit, "rank": "正科"} for number in numbers)


OFFICE = Records(
    {
        "units": ({"id": "U1", "name": "一处"}, {"id": "U2", "name": "二处"}),
        "villages": ({"id": "V1", "name": "东村"}, {"id": "V2", "name": "西村"}),
        "cadres": (cadre("C1", quota=3), cadre("C2", "U2", quota=3)),
        "households": (household("H1"), household("H2", "V2")),
        "twinnings": (twinned("U1", "V1"), twinned("U2", "V2")),
        "pairings": (helps("C1", "H1"), helps("C2", "H2")),
    },
)
"""Two villages, each with a unit of its own; nothing is wrong."""


def found(records: Records, goal: Goal = "balance") -> tuple[Unmet, ...]:
    planning = Planning(records.roster(), "repair", goal)
    return unmet(planning.area, planning.decodings["balance"].plan, goal=goal)


def only(records: Records) -> Unmet:
    (one,) = found(records)
    return one


def repaired(records: Records, goal: Goal = "balance") -> Numbers:
    """Solve again, by the way a planner would."""
    plan = pairing.repair(records.roster(), goal=goal)
    values = {level.name: int(level.value) for level in plan.levels}
    changes = plan.counts.full if goal == "balance" else plan.counts.gaps_only
    return values["uncovered"], values["idle"], values["overload"], changes


def assert_suggested(one: Unmet, meant: Mapping[str, Records]) -> None:
    """Assert that just these are suggested, and that each leads where it says it does."""
    said = {str(each.text): (each.uncovered, each.idle, each.overload, each.changes) for each in one.suggestions}
    assert said == {words: repaired(records) for words, records in meant.items()}


def test_nothing_is_unmet_where_nothing_is_wrong() -> None:
    assert found(OFFICE) == ()


# Households nobody may help -------------------------------------------------------------------------------------------


def test_a_village_that_nobody_is_there_for() -> None:
    lonely = OFFICE.dropping("twinnings", unit="U2").dropping("pairings", cadre="C2").adding(
        "households", household("H3", "V2")
    )  # fmt: skip
    uncovered, idle = found(lonely)
    assert uncovered.kind == "uncovered"
    assert uncovered.subjects == ("household:H2", "household:H3")
    assert str(uncovered.reason) == (
        "Nobody may help 户主H2、户主H3 (西村): no unit is twinned with the village, and nobody is posted or linked "
        "there."
    )
    assert_suggested(uncovered, {"a twinning of 二处 with 西村": lonely.adding("twinnings", twinned("U2", "V2"))})
    assert idle.kind == "idle"
    assert idle.subjects == ("cadre:C2",)
    assert str(idle.reason) == "干部C2 (二处) may help nobody: no village with a household in scope is open to them."
    # Of the two villages, the one with more room for helpers comes first.
    assert_suggested(idle, {"a twinning of 二处 with 西村": lonely.adding("twinnings", twinned("U2", "V2"))})


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ((cadre("C2", "U2", state="退休"),), "have left: 1"),
        ((cadre("C2", "U2", quota=0), cadre("C3", "U2", quota=0)), "have a quota of 0: 2"),
        ((cadre("C2", "U2"),), "are posted in other villages: 1"),
        (
            (cadre("C2", "U2"), cadre("C3", "U2", state="调离")),
            "have left: 1; are posted in other villages: 1",
        ),
        ((), "no cadre of theirs is listed"),
    ],
)
def test_a_unit_that_can_send_nobody(people: tuple[Row, ...], why: str) -> None:
    records = OFFICE.dropping("cadres", id="C2").dropping("pairings", cadre="C2").adding("cadres", *people)
    if "posted" in why:
        records = records.adding("postings", posted("C2", "V1")).adding("households", household("H8"))
    one = next(each for each in found(records) if each.kind == "uncovered")
    assert str(one.reason) == f"Nobody may help 户主H2 (西村): 二处 can send nobody there; {why}."
    meant = {"1 more cadres of rank 正科 in 二处": records.adding("cadres", *further(1, unit="U2"))}
    meant["a twinning of 一处 with 西村"] = records.adding("twinnings", twinned("U1", "V2"))
    if "quota" in why:
        meant["a quota of 1 for 干部C2 (二处)"] = records.changing("cadres", {"id": "C2"}, quota=1)
    assert_suggested(one, meant)


def test_a_village_where_only_an_exempt_cadre_is_posted() -> None:
    records = OFFICE.changing("cadres", {"id": "C2"}, quota=0).dropping("twinnings", unit="U2")
    records = records.adding("postings", posted("C2", "V2")).dropping("pairings", cadre="C2")
    assert str(only(records).reason) == (
        "Nobody may help 户主H2 (西村): whoever is posted or linked there cannot; have a quota of 0: 1."
    )


def test_everybody_who_could_help_is_excluded() -> None:
    records = OFFICE.adding("constraints", excluded("C2", "H2")).adding("households", household("H3", "V2"))
    one = only(records)
    assert one.subjects == ("household:H2",)
    assert str(one.reason) == "Nobody may help 户主H2 (西村): all who could are excluded, 干部C2."
    assert_suggested(
        one,
        {
            "干部C2 no longer excluded from helping 户主H2 (西村)": records.dropping("constraints"),
            "a twinning of 一处 with 西村": records.adding("twinnings", twinned("U1", "V2")),
            "1 more cadres of rank 正科 in 二处": records.adding("cadres", *further(1, unit="U2")),
        },
    )


def test_a_household_of_no_known_village() -> None:
    one = only(OFFICE.adding("households", household("H3", None)))
    assert str(one.reason) == "Nobody may help 户主H3: their village is not known."
    assert one.suggestions == ()


# Cadres without a household -------------------------------------------------------------------------------------------


def test_cadres_posted_where_nobody_lives() -> None:
    records = OFFICE.adding("villages", {"id": "V3", "name": "空村"}).adding("cadres", cadre("C3"))
    one = only(records.adding("postings", posted("C3", "V3")))
    assert str(one.reason) == "干部C3 (一处) may help nobody: where they are posted no household is in scope."
    assert one.suggestions == ()


def test_a_cadre_excluded_from_all_he_could_help() -> None:
    records = OFFICE.adding("cadres", cadre("C3"), cadre("C4", None)).adding("constraints", excluded("C3", "H1"))
    nowhere, one = found(records)
    assert str(nowhere.reason) == "干部C4 (–) may help nobody: no village with a household in scope is open to them."
    assert nowhere.suggestions == ()
    assert str(one.reason) == "干部C3 (一处) may help nobody: they are excluded from helping all whom they could."
    assert_suggested(
        one,
        {
            "干部C3 no longer excluded from helping 户主H1 (东村)": records.dropping("constraints"),
            "a twinning of 一处 with 西村": records.adding("twinnings", twinned("U1", "V2")),
        },
    )


def test_more_cadres_than_places() -> None:
    records = OFFICE.adding("cadres", cadre("C3"), cadre("C4")).under(helpers_per_household=1)
    one = only(records)
    assert one.kind == "idle"
    assert len(one.subjects) == 2
    assert str(one.reason) == (
        "These 3 cadres (一处) may help only these 1 households (东村), which have room for 1 helpers: 2 stay without."
    )
    # With two helpers each, one of the two is placed; twinned with the other village, none is.
    assert_suggested(one, {"2 helpers per household at most": records.under(helpers_per_household=2)})


def test_places_that_pins_take() -> None:
    records = OFFICE.adding("cadres", cadre("C3"), cadre("C4")).under(helpers_per_household=2)
    one = only(records.adding("constraints", pinned("C1", "H1")))
    assert str(one.reason) == (
        "These 2 cadres (一处) may help only these 1 households (东村), which have room for 1 helpers beside those who "
        "are pinned: 1 stay without."
    )


def test_nobody_is_idle_where_only_as_many_help_as_are_needed() -> None:
    records = OFFICE.adding("cadres", cadre("C3"), cadre("C4", None)).under(helpers_per_household=1)
    assert found(records.under(participation=Participation.AS_NEEDED)) == ()


# Overload -------------------------------------------------------------------------------------------------------------


def test_quotas_that_do_not_suffice() -> None:
    records = OFFICE.changing("cadres", {"id": "C1"}, quota=1).adding("households", household("H3"), household("H4"))
    one = only(records)
    assert (one.kind, one.subjects) == ("overload", ("cadre:C1",))
    assert str(one.reason) == (
        "These 3 households (东村) need 3 pairings, which only these 1 cadres (一处) can give; their quotas add up "
        "to 1: 2 too few."
    )
    assert_suggested(
        one,
        {
            "1 more cadres of rank 正科 in 一处": records.adding("cadres", *further(1, unit="U1")),
            "a twinning of 二处 with 东村": records.adding("twinnings", twinned("U2", "V1")),
            "a quota of 3 for 干部C1 (一处)": records.changing("cadres", {"id": "C1"}, quota=3),
        },
    )


def test_quotas_that_pins_use_up() -> None:
    records = OFFICE.changing("cadres", {"id": "C1"}, quota=1).adding("households", household("H3"))
    records = records.adding("constraints", pinned("C1", "H1"))
    assert str(only(records).reason) == (
        "These 1 households (东村) need 1 pairings, which only these 1 cadres (一处) can give; what is pinned leaves 0 "
        "of their quotas: 1 too few."
    )


def test_an_exclusion_that_overloads_somebody() -> None:
    records = OFFICE.changing("cadres", {"id": "C1"}, quota=1).adding("cadres", cadre("C3", quota=2))
    records = records.adding("households", household("H3"), household("H4")).adding(
        "constraints", excluded("C3", "H3"), excluded("C3", "H4")
    )
    one = only(records)
    assert str(one.suggestions[0].text) == "干部C3 no longer excluded from helping 户主H3 (东村)"
    lifted = records.dropping("constraints", household="H3")
    assert one.suggestions[0].overload == repaired(lifted)[2] == 0


# Pins -----------------------------------------------------------------------------------------------------------------


def test_a_pin_that_is_excluded() -> None:
    both = pinned("C2", "H2"), excluded("C2", "H2")
    records = OFFICE.adding("constraints", *both).adding("cadres", cadre("C3", "U2"))
    records = records.adding("households", household("H3", "V2"))
    one = only(records)
    assert one.pins == (("cadre:C2", "household:H2"),)
    assert one.subjects == ("cadre:C2", "household:H2")
    assert str(one.reason) == (
        "干部C2 (二处) is pinned to 户主H2 (西村) and excluded from helping it: the exclusion holds (C210)."
    )
    assert_suggested(
        one,
        {
            "干部C2 no longer excluded from helping 户主H2 (西村)": records.dropping("constraints", kind="exclusion"),
            "干部C2 no longer pinned to 户主H2 (西村)": records.dropping("constraints", kind="pin"),
        },
    )


def test_more_pins_than_a_quota() -> None:
    records = OFFICE.changing("cadres", {"id": "C1"}, quota=1).adding("cadres", cadre("C3"))
    records = records.adding("households", household("H3"), household("H4")).adding(
        "constraints", pinned("C1", "H1"), pinned("C1", "H3"), pinned("C1", "H4")
    )
    one = only(records)
    assert one.kind == "pins"
    assert one.pins == (("cadre:C1", "household:H1"), ("cadre:C1", "household:H3"))
    assert str(one.reason) == (
        "干部C1 (一处) has a quota of 1, and 3 households are pinned to him: 户主H1、户主H3、户主H4. Any 2 of these "
        "pins are one too many (C204)."
    )
    assert_suggested(
        one,
        {
            "a quota of 3 for 干部C1 (一处)": records.changing("cadres", {"id": "C1"}, quota=3),
            "干部C1 no longer pinned to 户主H1 (东村)": records.dropping("constraints", household="H1"),
        },
    )


def test_more_pins_than_helpers_a_household_may_have() -> None:
    records = OFFICE.adding("cadres", cadre("C3"), cadre("C4")).under(helpers_per_household=2)
    records = records.adding("constraints", *(pinned(who, "H1") for who in ("C1", "C3", "C4")))
    one = only(records)
    assert one.pins == (("cadre:C1", "household:H1"), ("cadre:C3", "household:H1"), ("cadre:C4", "household:H1"))
    assert str(one.reason) == (
        "户主H1 (东村) may have 2 helpers, and 3 cadres are pinned to it: 干部C1、干部C3、干部C4. Any 3 of these pins "
        "are one too many (C205)."
    )
    assert_suggested(
        one,
        {
            "3 helpers per household at most": records.under(helpers_per_household=3),
            "干部C1 no longer pinned to 户主H1 (东村)": records.dropping("constraints", cadre="C1"),
        },
    )


def test_pins_of_people_who_may_not_help_there() -> None:
    records = OFFICE.adding("constraints", pinned("C1", "H2"))
    one = only(records)
    assert one.pins == (("cadre:C1", "household:H2"),)
    assert str(one.reason) == (
        "干部C1 (一处) may not help in 西村, but are pinned to 户主H2 there: the unit is not twinned with the village, "
        "and they are neither posted nor linked there (C203)."
    )
    assert_suggested(
        one,
        {
            "a twinning of 一处 with 西村": records.adding("twinnings", twinned("U1", "V2")),
            "干部C1 no longer pinned to 户主H2 (西村)": records.dropping("constraints"),
        },
    )


# All of it ------------------------------------------------------------------------------------------------------------


def test_numbers_are_those_of_the_repair_that_is_made() -> None:
    """Closing the gaps alone takes fewer changes."""
    records = OFFICE.adding("cadres", *(cadre(f"C{n}") for n in range(3, 6))).adding(
        "households", household("H9", "V2")
    )
    records = records.adding("constraints", excluded("C2", "H9")).under(participation=Participation.AS_NEEDED)
    lifted = records.dropping("constraints")
    (suggestion, *_) = found(records, "gaps")[0].suggestions
    assert (suggestion.uncovered, suggestion.idle, suggestion.overload, suggestion.changes) == repaired(lifted, "gaps")


def test_on_a_large_roster_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "MOST_HOUSEHOLDS", 1)
    some = found(OFFICE.adding("constraints", excluded("C2", "H2")))
    assert [(one.kind, one.suggestions) for one in some] == [("uncovered", ()), ("idle", ())]


def test_of_many_alike_only_the_first_are_helped() -> None:
    villages = [f"V{n}" for n in range(3, 5 + HELPED)]
    records = OFFICE.adding("villages", *({"id": v, "name": v} for v in villages))
    records = records.adding("households", *(household(f"H{v}", v) for v in villages))
    told: list[tuple[int, int]] = []
    planning = Planning(records.roster(), "repair", "balance")
    some = unmet(planning.area, planning.decodings["balance"].plan, lambda done, whole: told.append((done, whole)))
    assert [bool(one.suggestions) for one in some] == [True] * HELPED + [False] * 2
    assert told == [(done, len(some)) for done in range(len(some))]


def test_what_is_not_as_good_as_can_be_is_not_said_to_be_forced() -> None:
    """Today's pairings can be better than they are: no set forces them."""
    records = OFFICE.changing("cadres", {"id": "C1"}, quota=1).adding("households", household("H3"))
    records = records.adding("cadres", cadre("C3")).adding("pairings", helps("C1", "H3"))
    area = Area.of(records.roster())
    idle, over = unmet(area, Held.of(area, area.today.pairs))
    assert str(idle.reason) == (
        "干部C3 stay without a household: no chain of hand-overs finds one for them that leaves nobody else worse off."
    )
    assert str(over.reason) == (
        "干部C1 stay over their quotas: no chain of hand-overs relieves them that leaves nobody else worse off."
    )


@pytest.mark.parametrize("seed", range(3))
def test_everybody_concerned_is_named_once_and_every_set_is_tight(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On random areas: whom sets explain are just those whom the best plan leaves idle, uncovered or over quota."""
    monkeypatch.setattr(trying, "MOST_HOUSEHOLDS", 0)
    planning = Planning(roster_of(areas(Random(seed), 40)), "repair", "balance")
    held = planning.decodings["balance"].plan
    some = unmet(planning.area, held)
    assert _subjects(some, "uncovered") == held.uncovered
    assert _subjects(some, "idle") == held.idle
    values = [one.reason.values for one in some]
    assert all(
        "idle" not in one.reason.values or int(str(one.reason.values["idle"])) == len(one.subjects) for one in some
    )
    short = sum(int(str(one["short"])) for one in values if "short" in one)
    pins = sum(int(str(one["count"])) - int(str(one["quota"])) for one in values if "quota" in one and "count" in one)
    assert short + pins == held.overload


def _subjects(some: tuple[Unmet, ...], kind: str) -> int:
    named = [subject for one in some if one.kind == kind for subject in one.subjects]
    assert len(set(named)) == len(named)
    return len(named)


def test_the_sample_names_what_was_planted() -> None:
    planning = Planning(sample_roster(), "repair", "balance")
    idle, pin = unmet(planning.area, planning.decodings["balance"].plan)
    assert [idle.kind, len(idle.subjects), pin.kind] == ["idle", 6, "pins"]
    assert [suggestion.idle for suggestion in (*idle.suggestions, *pin.suggestions)] == [0, 6, 6]
