"""Each S and C rule: what violates it, what satisfies it, what leaves it nothing to check, what it needs."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from cypher import check, own_rules
from pairing.model.labels import CadreList, Participation
from tests.cypher.small import HEALTHY, TODAY, Records, cadre, household, pairing, verify_that

if TYPE_CHECKING:
    from collections.abc import Mapping

TOMORROW = TODAY + datetime.timedelta(days=1)
YESTERDAY = TODAY - datetime.timedelta(days=1)
CODES = [rule.code for rule in own_rules()]

LEAD = {"unit": "U1", "village": "V1", "role": "lead"}
RESPONSIBLE = {"unit": "U2", "village": "V1", "role": "responsible"}
SECRETARY = {"cadre": "C1", "village": "V1", "role": "first_secretary"}
OFFICER = {"cadre": "C2", "village": "V1", "role": "resident_officer"}
MEMBER = {"cadre": "C4", "village": "V1", "role": "member"}
TWO_VILLAGES = HEALTHY.adding("villages", {"id": "V2", "name": "西村"})
THREE_VILLAGES = TWO_VILLAGES.adding("villages", {"id": "V3", "name": "南村"})

VIOLATED: Mapping[str, tuple[Records, tuple[str, ...]]] = {
    "S101": (HEALTHY.changing("twinnings", LEAD, role="partner"), ("village:V1",)),
    "S102": (HEALTHY.changing("twinnings", RESPONSIBLE, role="lead"), ("village:V1 unit:U1 unit:U2",)),
    "S103": (HEALTHY.changing("twinnings", RESPONSIBLE, end_date=YESTERDAY), ("village:V1",)),
    "S104": (HEALTHY.changing("twinnings", LEAD, role="responsible"), ("village:V1 unit:U1 unit:U2",)),
    "S105": (HEALTHY.adding("twinnings", {**LEAD, "unit": "U2"}), ("unit:U2 village:V1",)),
    "S106": (HEALTHY.changing("postings", SECRETARY, unit="U2"), ("village:V1",)),
    "S107": (HEALTHY.changing("postings", OFFICER, unit="U1"), ("village:V1",)),
    "S108": (HEALTHY.adding("postings", {**SECRETARY, "cadre": "C4"}), ("village:V1",)),
    "S109": (HEALTHY.changing("postings", OFFICER, start_date=TOMORROW), ("village:V1",)),
    "S110": (HEALTHY.dropping("postings", cadre="C2"), ("village:V1",)),
    "S111": (HEALTHY.changing("cadres", {"id": "C1"}, rank="正科"), ("cadre:C1 village:V1",)),
    "S112": (HEALTHY.adding("units", {"id": "U3", "name": "三处"}), ("unit:U3",)),
    "S113": (HEALTHY.changing("liaisons", {"cadre": "C3"}, cadre="C9"), ("village:V1",)),
    "S114": (HEALTHY.adding("pairings", pairing("C9", "H3")), ("cadre:C9",)),
    "S115": (
        THREE_VILLAGES.adding("twinnings", {**LEAD, "village": "V2"}, {**LEAD, "village": "V3"}),
        ("unit:U1",),
    ),
    "S116": (
        TWO_VILLAGES.adding("postings", {**MEMBER, "cadre": "C1", "village": "V2"}),
        ("cadre:C1 village:V1 village:V2",),
    ),
    "C201": (HEALTHY.adding("households", household("H4")), ("household:H4",)),
    "C202": (HEALTHY.adding("cadres", cadre("C5")), ("cadre:C5",)),
    "C203": (
        HEALTHY.adding("units", {"id": "U3", "name": "三处"})
        .adding("cadres", cadre("C5", "U3"))
        .adding("pairings", pairing("C5", "H3")),
        ("cadre:C5 household:H3",),
    ),
    "C204": (HEALTHY.adding("pairings", pairing("C2", "H3")), ("cadre:C2",)),
    "C205": (HEALTHY.under(helpers_per_household=1), ("household:H1",)),
    "C206": (HEALTHY.adding("pairings", pairing("C1", "H3", ordinal=2)), ("household:H3",)),
    "C207": (HEALTHY.adding("pairings", pairing("C1", "H2")), ("cadre:C1 household:H1", "cadre:C1 household:H2")),
    "C208": (HEALTHY.changing("households", {"id": "H2"}, state="已注销"), ("household:H2 cadre:C2",)),
    "C209": (HEALTHY.changing("households", {"id": "H2"}, difficulty=2), ("household:H2",)),
    "C210": (
        HEALTHY.adding("constraints", {"cadre": "C2", "household": "H2", "kind": "exclusion"}),
        ("cadre:C2 household:H2",),
    ),
    "C211": (
        HEALTHY.adding("constraints", {"cadre": "C1", "household": "H3", "kind": "pin"}),
        ("cadre:C1 household:H3",),
    ),
}

NO_VILLAGE = (
    HEALTHY.dropping("twinnings")
    .dropping("postings")
    .dropping("liaisons")
    .changing("households", {}, village=None)
    .dropping("villages")
)
NOBODY_IN_SCOPE = HEALTHY.changing("households", {}, state="已注销")
NO_PAIRING = HEALTHY.dropping("pairings")
VACUOUS: Mapping[str, Records] = {
    **dict.fromkeys(["S108", "S109", "S110", "S111", "S113"], NO_VILLAGE),
    "S112": HEALTHY.dropping("twinnings").changing("cadres", {}, unit=None).dropping("units"),
    "S114": HEALTHY.changing("cadres", {}, state="在岗"),
    "S115": HEALTHY.dropping("twinnings").changing("cadres", {}, unit=None).dropping("units"),
    "S116": HEALTHY.changing("postings", {}, end_date=YESTERDAY),
    "C201": NOBODY_IN_SCOPE,
    "C202": HEALTHY.under(cadre_list=CadreList.HELPERS_ONLY),
    "C203": NO_PAIRING,
    "C204": HEALTHY.changing("cadres", {}, state="调离"),
    "C205": NOBODY_IN_SCOPE,
    "C206": HEALTHY.dropping("pairings", cadre="C4"),
    "C207": NO_PAIRING,
    "C208": NO_PAIRING,
    "C209": HEALTHY.changing("households", {}, difficulty=1),
    "C210": HEALTHY.dropping("constraints", kind="exclusion"),
    "C211": HEALTHY.dropping("constraints", kind="pin"),
}

LACKS = [
    *((code, "twinnings") for code in ("S101", "S102", "S103", "S104", "S105", "S106", "S107", "S112", "S115", "C203")),
    *((code, "twinnings.role") for code in ("S101", "S102", "S103", "S104", "S105", "S106", "S107")),
    *((code, "postings") for code in ("S106", "S107", "S108", "S109", "S110", "S111", "S116")),
    *((code, "liaisons") for code in ("S113",)),
    *((code, "pairings") for code in CODES if code.startswith("C")),
    *((code, "cadres.rank") for code in ("S111", "C204", "C209")),
    *((code, "pairings.ordinal") for code in ("C206",)),
    *((code, "constraints") for code in ("C210", "C211")),
]


def test_every_rule_passes_on_the_healthy_roster() -> None:
    report = check(HEALTHY.roster(), only=["S", "C"])

    assert {outcome.code: outcome.status for outcome in report.rules if outcome.code in CODES} == dict.fromkeys(
        CODES, "passed"
    )
    assert report.findings == ()


def test_every_rule_has_a_case() -> None:
    assert sorted(VIOLATED) == sorted(CODES)
    # An edge has a village at its end: where a twinning has a role, there is a village to check.
    assert sorted({*VACUOUS, "S101", "S102", "S103", "S104", "S105", "S106", "S107"}) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_violation_is_found(code: str) -> None:
    records, subjects = VIOLATED[code]

    verify_that(code).given(records).finds(*subjects)


@pytest.mark.parametrize("code", sorted(VACUOUS))
def test_nothing_to_check_is_vacuous(code: str) -> None:
    verify_that(code).given(VACUOUS[code]).is_vacuous()


@pytest.mark.parametrize(("code", "need"), LACKS)
def test_without_what_it_needs_a_rule_is_skipped(code: str, need: str) -> None:
    verify_that(code).given(HEALTHY.lacking(need)).is_skipped()


def test_skipped_comes_before_vacuous() -> None:
    verify_that("C209").given(VACUOUS["C209"].lacking("cadres.rank")).is_skipped()


def test_c204_needs_either_ranks_or_quotas() -> None:
    with_quota = HEALTHY.changing("cadres", {"id": "C1"}, quota=2)

    verify_that("C204").given(with_quota.lacking("cadres.rank")).passes()


# What is active, and what counts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "covers"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (None, YESTERDAY, False),
        (TOMORROW, None, False),
        (YESTERDAY, TOMORROW, True),
    ],
)
def test_a_pairing_counts_from_its_start_to_its_end_both_included(
    start: datetime.date | None, end: datetime.date | None, covers: bool
) -> None:
    records = HEALTHY.changing("pairings", {"household": "H3"}, start_date=start, end_date=end)
    given = verify_that("C201").given(records)

    given.passes() if covers else given.finds("household:H3")


def test_a_void_pairing_counts_nowhere() -> None:
    verify_that("C201").given(HEALTHY.changing("pairings", {"household": "H3"}, void=True)).finds("household:H3")


def test_a_pairing_of_a_cadre_who_left_does_not_cover() -> None:
    verify_that("C201").given(HEALTHY.changing("cadres", {"id": "C3"}, state="退休")).finds("household:H3")


def test_a_household_out_of_poverty_is_in_scope_unless_the_settings_say_otherwise() -> None:
    records = HEALTHY.adding("households", household("H4", state="已脱贫"))

    verify_that("C201").given(records).finds("household:H4")
    verify_that("C201").given(records.under(in_scope=("在册",))).passes()


def test_an_uncovered_household_without_a_village_is_found_too() -> None:
    verify_that("C201").given(HEALTHY.adding("households", household("H4", None))).finds("household:H4")


def test_a_posting_of_a_cadre_who_left_is_no_posting() -> None:
    records = HEALTHY.changing("cadres", {"id": "C1"}, state="调离")

    verify_that("S108").given(records).finds("village:V1")
    verify_that("S110").given(records).finds("village:V1")
    verify_that("S114").given(records).finds("cadre:C1")


# S: units, villages and postings ------------------------------------------------------------------------------------


def test_s106_takes_the_cadres_own_unit_where_none_is_named_as_sender() -> None:
    moved = HEALTHY.changing("cadres", {"id": "C1"}, unit="U2")

    verify_that("S106").given(moved).finds("village:V1")
    verify_that("S106").given(moved.changing("postings", SECRETARY, unit="U1")).passes()


def test_s106_is_content_when_one_of_several_secretaries_was_sent_by_the_lead_unit() -> None:
    verify_that("S106").given(HEALTHY.adding("postings", {**SECRETARY, "cadre": "C3"})).passes()


def test_s106_says_nothing_of_a_secretary_whose_unit_is_not_known() -> None:
    verify_that("S106").given(HEALTHY.changing("cadres", {"id": "C1"}, unit=None)).passes()


def test_s108_finds_a_village_without_any_first_secretary() -> None:
    verify_that("S108").given(HEALTHY.dropping("postings", cadre="C1")).finds("village:V1")


def test_s110_counts_people_whatever_they_are_posted_as() -> None:
    twice = HEALTHY.dropping("postings", cadre="C2").adding("postings", {**OFFICER, "cadre": "C1"})

    verify_that("S110").given(twice).finds("village:V1")
    verify_that("S110").given(HEALTHY.under(team_size=3)).finds("village:V1")
    verify_that("S110").given(HEALTHY.under(team_size=3).adding("postings", MEMBER)).passes()


@pytest.mark.parametrize("rank", ["未知职级", None, "四级高级警长"])
def test_s111_skips_unknown_ranks_and_lets_division_rank_be(rank: str | None) -> None:
    verify_that("S111").given(HEALTHY.changing("cadres", {"id": "C1"}, rank=rank)).passes()


def test_s114_tells_how_many_rows_are_left_open() -> None:
    records = HEALTHY.changing("cadres", {"id": "C3"}, state="退休").adding("pairings", pairing("C3", "H2"))
    (finding,) = verify_that("S114").given(records).report.findings

    assert finding.message.render("zh") == "干部干部C3（二处）状态为“退休”，名下仍有驻村 0 条、联点 1 条、结对 2 条。"


# C: who helps whom --------------------------------------------------------------------------------------------------


def test_c202_is_information_where_as_many_as_needed_take_part() -> None:
    idle = HEALTHY.adding("cadres", cadre("C5"))

    verify_that("C202").given(idle).finds("cadre:C5", severity="warning")
    verify_that("C202").given(idle.under(participation=Participation.AS_NEEDED)).finds("cadre:C5", severity="info")


@pytest.mark.parametrize(
    ("cells", "posted", "settings", "is_expected"),
    [
        ({"quota": 0}, False, {}, False),
        ({"quota": 1, "rank": "免"}, False, {"quotas": {"免": 0}}, True),
        ({"rank": "免"}, False, {"quotas": {"免": 0}}, False),
        ({"rank": "免"}, True, {"quotas": {"免": 0}, "posted_quota": 1}, True),
        ({"rank": "免"}, False, {"quotas": {"免": 0}, "posted_quota": 1}, False),
        ({"rank": "免"}, True, {"quotas": {"免": 0}}, False),
        ({"rank": "科员"}, True, {"posted_quota": 0}, False),
        ({"rank": "科员"}, False, {"posted_quota": 0}, True),
        ({"quota": 1}, True, {"posted_quota": 0}, True),
        ({"rank": None}, False, {}, True),
        ({"rank": "从未听说"}, True, {}, True),
    ],
)
def test_a_cadre_is_expected_by_his_own_quota_then_that_of_the_posted_then_his_ranks(
    cells: dict[str, object], posted: bool, settings: dict[str, object], is_expected: bool
) -> None:
    records = HEALTHY.adding("cadres", {**cadre("C5"), **cells}).changing("cadres", {"id": "C2"}, quota=1)
    records = records.adding("postings", {**MEMBER, "cadre": "C5"}) if posted else records
    records = records.changing("cadres", {"id": "C1"}, quota=1).under(**settings)
    given = verify_that("C202").given(records)

    given.finds("cadre:C5") if is_expected else given.passes()


def test_c203_lets_a_posted_or_linked_cadre_help_his_village() -> None:
    stranger = VIOLATED["C203"][0]

    verify_that("C203").given(stranger.adding("postings", {**MEMBER, "cadre": "C5"})).passes()
    verify_that("C203").given(stranger.adding("liaisons", {"cadre": "C5", "village": "V1"})).passes()
    ended = {"cadre": "C5", "village": "V1", "end_date": YESTERDAY}
    verify_that("C203").given(stranger.adding("liaisons", ended)).finds("cadre:C5 household:H3")


def test_c203_is_information_when_the_pair_is_pinned() -> None:
    pinned = VIOLATED["C203"][0].adding("constraints", {"cadre": "C5", "household": "H3", "kind": "pin"})

    verify_that("C203").given(pinned).finds("cadre:C5 household:H3", severity="info")


def test_c203_counts_an_exclusion_as_not_allowed() -> None:
    verify_that("C203").given(VIOLATED["C210"][0]).finds("cadre:C2 household:H2", severity="warning")


def test_c203_judges_nobody_whose_unit_or_village_is_not_known() -> None:
    stranger = VIOLATED["C203"][0]

    verify_that("C203").given(stranger.changing("cadres", {"id": "C5"}, unit=None)).passes()
    verify_that("C203").given(stranger.changing("households", {"id": "H3"}, village=None)).passes()


@pytest.mark.parametrize(
    ("cells", "settings", "quota"),
    [
        ({"rank": "科员"}, {}, 1),
        ({"rank": None}, {}, 1),
        ({"rank": "从未听说"}, {}, 1),
        ({"rank": "副处", "quota": 0}, {}, 0),
        ({"rank": "副处"}, {"posted_quota": 1}, 1),
        ({"rank": "副处"}, {"quotas": {"副处": 1}}, 1),
    ],
)
def test_c204_names_the_quota_that_holds(cells: dict[str, object], settings: dict[str, object], quota: int) -> None:
    records = VIOLATED["C204"][0].changing("cadres", {"id": "C2"}, **cells).changing("cadres", {"id": "C1"}, quota=9)
    (finding,) = verify_that("C204").given(records.under(**settings)).report.findings

    assert finding.message.values == {
        "cadre_name": "干部C2",
        "unit_name": "二处",
        "households": "2",
        "quota": str(quota),
    }


def test_c204_finds_an_exempt_cadre_with_a_single_household() -> None:
    verify_that("C204").given(HEALTHY.changing("cadres", {"id": "C4"}, quota=0)).finds("cadre:C4")


@pytest.mark.parametrize("orders", [(1, 1), (2, 3), (None, None)])
def test_c206_asks_for_exactly_one_first_helper(orders: tuple[int | None, int | None]) -> None:
    first, second = orders
    records = HEALTHY.changing("pairings", {"cadre": "C1"}, ordinal=first)
    records = records.changing("pairings", {"cadre": "C4"}, ordinal=second)
    records = records.changing("pairings", {"cadre": "C2", "household": "H2"}, ordinal=1)

    verify_that("C206").given(records).finds("household:H1")


@pytest.mark.parametrize(("rank", "is_found"), [("副处", False), ("正科", True), ("未知", False), (None, False)])
def test_c209_skips_helpers_of_unknown_rank(rank: str | None, is_found: bool) -> None:
    records = VIOLATED["C209"][0].changing("cadres", {"id": "C2"}, rank=rank)
    given = verify_that("C209").given(records)

    given.finds("household:H2") if is_found else given.passes()


def test_c209_finds_a_hard_case_with_no_helper_at_all() -> None:
    verify_that("C209").given(HEALTHY.adding("households", household("H4", difficulty=2))).finds("household:H4")


def test_c209_is_vacuous_when_all_difficulties_are_1_however_low_the_limit() -> None:
    records = VACUOUS["C209"].under(hard_case=1)

    verify_that("C209").given(records).is_vacuous()


def test_c208_leaves_a_household_that_an_ended_pairing_names_alone() -> None:
    verify_that("C208").given(HEALTHY.changing("pairings", {"household": "H2"}, end_date=YESTERDAY)).passes()


def test_c211_is_about_households_in_scope_only() -> None:
    gone = HEALTHY.adding("constraints", {"cadre": "C1", "household": "H9", "kind": "pin"})

    verify_that("C211").given(gone).passes()


def test_c211_finds_a_pin_whose_cadre_has_left() -> None:
    records = HEALTHY.changing("cadres", {"id": "C1"}, state="退休")

    verify_that("C211").given(records).finds("cadre:C1 household:H1")


# Traps of the embedded engine (DESIGN §8) ---------------------------------------------------------------------------


def test_c207_does_not_take_one_pairing_for_two() -> None:
    """A pattern there may walk the same edge twice: one helper with two households is one-to-many, not a knot."""
    one_to_many = HEALTHY.changing("pairings", {"cadre": "C2", "household": "H2"}, cadre="C3")

    verify_that("C207").given(one_to_many).passes()


def test_s105_does_not_take_one_twinning_for_two() -> None:
    verify_that("S105").given(HEALTHY.adding("twinnings", {**LEAD, "unit": "U2", "role": "partner"})).passes()


def test_s115_counts_villages_and_not_rows() -> None:
    rows = [{**LEAD, "end_date": TODAY}, {**LEAD, "role": "partner", "start_date": TODAY}]

    verify_that("S115").given(HEALTHY.adding("twinnings", *rows)).passes()
