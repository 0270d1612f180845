from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.model.finding import Severity
from pairing.model.report import Coverage, RuleOutcome, Totals
from pairing.model.settings import Settings
from pairing.totals import coverage, percent_rounded_down, totals, totals_findings
from tests.oracle import Record, Records, world_from_records
from tests.strategies.rosters import (
    BASE,
    SmallRoster,
    days,
    settings_drawn,
    small_rosters,
    to_roster,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.roster import Roster

YESTERDAY = BASE - dt.timedelta(1)
TABLES: Records = {
    "units": [{"id": "U1", "name": "甲"}, {"id": "U2", "name": "乙"}, {"id": "U3", "name": "丙"}],
    "villages": [{"id": "V1", "name": "东村"}, {"id": "V2", "name": "西村"}],
    "cadres": [
        {"id": "C1", "name": "张一", "unit": "U1"},
        {"id": "C2", "name": "张二", "unit": "U1", "state": "退休"},
        {"id": "C3", "name": "张三", "unit": "U2"},
    ],
    "households": [
        {"id": "H1", "head": "王一", "village": "V1", "persons": 4},
        {"id": "H2", "head": "王二", "village": "V1", "persons": 3, "state": "已脱贫"},
        {"id": "H3", "head": "王三", "village": "V2", "persons": None},
        {"id": "H4", "head": "王四", "village": "V2", "persons": 5, "state": "已迁出"},
    ],
    "twinnings": [
        {"unit": "U1", "village": "V1", "role": "lead"},
        {"unit": "U1", "village": "V2", "role": "partner"},
        {"unit": "U2", "village": "V1", "role": "partner", "end_date": BASE},
        {"unit": "U3", "village": "V1", "role": "partner", "end_date": YESTERDAY},
    ],
    "pairings": [
        {"cadre": "C1", "household": "H1"},
        {"cadre": "C1", "household": "H2"},
        {"cadre": "C1", "household": "H4"},  # out of scope
        {"cadre": "C2", "household": "H3"},  # the cadre has left
        {"cadre": "C3", "household": "H1", "end_date": YESTERDAY},
        {"cadre": "C3", "household": "H2", "void": True},
    ],
}


def roster(changes: Records | None = None) -> Roster:
    return to_roster(SmallRoster({**TABLES, **(changes or {})}))


def declaring(declared: Mapping[str, str], severities: Mapping[str, str] | None = None) -> Roster:
    settings = Settings.model_validate({"totals": declared, "severities": severities or {}})
    return to_roster(SmallRoster(TABLES), settings)


def outcomes(of: Roster) -> dict[str, tuple[str, str | None]]:
    return {each.code: (each.status, reason(each)) for each in totals_findings(of)[1]}


def reason(outcome: RuleOutcome) -> str | None:
    return outcome.reason.render("en") if outcome.reason else None


def test_totals_count_what_counts_and_everybody_once() -> None:
    assert totals(roster()) == Totals(
        units=2, villages=2, cadres=2, paired_cadres=1, households=3, persons=7, pairings=2
    )


def test_totals_follow_the_date() -> None:
    assert totals(roster().at(YESTERDAY)) == Totals(
        units=3, villages=2, cadres=2, paired_cadres=2, households=3, persons=7, pairings=3
    )


def test_coverage_counts_households_not_pairings() -> None:
    assert coverage(roster()) == Coverage(households=3, covered=2)


def test_declared_totals_that_agree_pass() -> None:
    declared = {"units": "2", "villages": "≥2", "cadres": "约1", "households": "2+", "persons": "7人"}
    findings, rules = totals_findings(declaring(declared))
    assert [finding.code for finding in findings] == ["R406"]
    assert [(rule.code, rule.status, rule.count) for rule in rules] == [
        ("R401", "passed", 0),
        ("R402", "passed", 0),
        ("R403", "passed", 0),
        ("R404", "passed", 0),
        ("R405", "passed", 0),
        ("R406", "violated", 1),
    ]


def test_declared_totals_that_disagree_say_both_numbers() -> None:
    declared = {"units": "27", "villages": "3", "cadres": "700+", "households": "≥4", "persons": "约9"}
    findings, _ = totals_findings(declaring(declared))
    assert [(each.code, each.severity.value, each.message.render("en"), each.value) for each in findings] == [
        ("R401", "warning", "Units with a twinning in force: 2; declared: exactly 27.", "27"),
        ("R402", "warning", "Villages in the table: 2; declared: exactly 3.", "3"),
        ("R403", "warning", "Cadres with a pairing that counts: 1; declared: more than 700.", "700+"),
        ("R404", "warning", "Households in scope: 3; declared: at least 4.", "≥4"),
        ("R405", "warning", "Persons of the households in scope: 7; declared: 9, give or take 5 %.", "约9"),
        ("R406", "info", "2 of 3 households in scope have a pairing that counts: 66.6 %.", "66.6 %"),
    ]


def test_what_cannot_be_compared_is_skipped_with_its_reason() -> None:
    declared = {"villages": "许多", "cadres": "700+"}
    assert outcomes(declaring(declared, {"R403": "off", "R406": "off"})) == {
        "R401": ("skipped", "No total is declared in the settings."),
        "R402": ("skipped", "The declared total 许多 cannot be read."),
        "R403": ("skipped", "Switched off in the settings."),
        "R404": ("skipped", "No total is declared in the settings."),
        "R405": ("skipped", "No total is declared in the settings."),
        "R406": ("skipped", "Switched off in the settings."),
    }


def test_what_the_input_lacks_is_skipped() -> None:
    declared = dict.fromkeys(("units", "villages", "cadres", "households", "persons"), "1")
    bare = to_roster(
        SmallRoster({"households": [{"id": "H1", "head": "王一"}]}),
        Settings.model_validate({"totals": declared}),
    )
    assert outcomes(bare) == {
        "R401": ("skipped", "The input has no table 单位结对."),
        "R402": ("skipped", "The input has no table 村."),
        "R403": ("skipped", "The input has no table 结对."),
        "R404": ("passed", None),
        "R405": ("skipped", "No row of the table 贫困户 has a value in the column 人口."),
        "R406": ("skipped", "The input has no table 结对."),
    }


def test_the_settings_change_a_severity() -> None:
    findings, rules = totals_findings(declaring({"units": "27"}, {"R401": "error", "R406": "warning"}))
    assert [each.severity for each in findings] == [Severity.ERROR, Severity.WARNING]
    assert [rules[0].severity, rules[-1].severity] == [Severity.ERROR, Severity.WARNING]


def test_coverage_is_vacuous_without_a_household_in_scope() -> None:
    gone: list[Record] = [{"id": "H1", "head": "王一", "village": "V1", "state": "已注销"}]
    assert outcomes(roster({"households": gone, "pairings": []}))["R406"] == (
        "vacuous",
        "No household is in scope.",
    )


def test_full_coverage_passes() -> None:
    pairings: list[Record] = [{"cadre": "C1", "household": f"H{n}"} for n in (1, 2, 3)]
    assert outcomes(roster({"pairings": pairings}))["R406"] == ("passed", None)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(538, 539, "99.8"), (0, 539, "0"), (1, 2, "50"), (2, 3, "66.6"), (29_479_999, 29_480_000, "99.9")],
)
def test_percent_is_rounded_down(part: int, whole: int, shown: str) -> None:
    assert percent_rounded_down(part, whole) == shown


@given(st.integers(1, 10**8), st.data())
def test_percent_is_100_only_of_the_whole(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    assert (percent_rounded_down(part, whole) == "100") is (part == whole)


@given(small_rosters(), settings_drawn(), days())
def test_totals_agree_with_the_oracle(small: SmallRoster, settings: Settings, day: dt.date) -> None:
    world = world_from_records(small.records, settings, day)
    persons = [world.cells(name)["persons"] for name in world.households]
    loaded = to_roster(small, settings, day)
    assert totals(loaded) == Totals(
        units=len({edge.tail for edge in world.twinnings}),
        villages=len(world.villages),
        cadres=len(world.cadres),
        paired_cadres=sum(map(bool, world.helped_by.values())),
        households=len(world.households),
        persons=sum(count for count in persons if isinstance(count, int)),
        pairings=len(world.pairings),
    )
    assert coverage(loaded) == Coverage(
        households=len(world.households), covered=sum(map(bool, world.helpers_of.values()))
    )


def test_order_of_rows_does_not_matter() -> None:
    shuffled = {table: Random(1).sample(list(rows), len(rows)) for table, rows in TABLES.items()}
    assert totals(to_roster(SmallRoster(shuffled))) == totals(roster())
