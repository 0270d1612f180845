"""The check as a whole: four kinds of codes in one report, selection, severities, places, order."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from dataclasses import replace

import pytest

from cypher import check, own_rules
from pairing.errors import RuleError
from pairing.model.codes import BALANCE_CODES, DATA_CODES, TOTALS_CODES
from pairing.model.finding import Finding, Severity
from pairing.model.report import Input, Report, RuleOutcome
from pairing.reading.reading import Reading
from tests.cypher.small import HEALTHY, TODAY, Records, cadre, household, pairing

BROKEN = (
    HEALTHY.adding("units", {"id": "U3", "name": "三处"})
    .adding("villages", {"id": "V2", "name": "西村"})
    .adding("cadres", cadre("C5", "U3"), cadre("C6", "U3"))
    .adding("households", household("H4", "V2"), household("H5", "V2"), household("H6", "V2"))
    .adding("pairings", pairing("C5", "H3"), pairing("C5", "H2"), pairing("C9", "H3"))
)


def data_finding(code: str, row: int) -> Finding:
    shared = DATA_CODES[code]
    return Finding(
        code=code,
        severity=shared.severity,
        title=shared.title,
        message=shared.title,
        hint=shared.hint,
        table="cadres",
        file="花名册.xlsx",
        sheet="干部",
        row=row,
    )


def outcome_of(report: Report, code: str) -> RuleOutcome:
    return next(outcome for outcome in report.rules if outcome.code == code)


def test_the_report_tells_what_was_read_and_counted() -> None:
    inputs = (Input(path="花名册.xlsx", sha256="0" * 64),)
    reading = Reading(HEALTHY.roster(), (data_finding("D112", 3),), inputs, rows_set_aside=2, form="workbook")
    report = check(reading)

    assert (report.as_of, report.inputs, report.rows_set_aside) == (TODAY, inputs, 2)
    assert report.totals.model_dump() == {
        "units": 2,
        "villages": 1,
        "cadres": 4,
        "paired_cadres": 4,
        "households": 3,
        "persons": 9,
        "pairings": 4,
    }
    assert (report.coverage.households, report.coverage.covered) == (3, 3)
    assert report.counts == {"D112": 1}
    assert report.valid


def test_every_code_has_an_outcome_in_the_order_of_the_design() -> None:
    report = check(HEALTHY.roster())

    expected = [*DATA_CODES, *(rule.code for rule in own_rules()), *BALANCE_CODES, *TOTALS_CODES]
    assert [outcome.code for outcome in report.rules] == expected


def test_data_codes_are_skipped_when_nothing_was_read() -> None:
    outcome = outcome_of(check(HEALTHY.roster()), "D101")

    assert outcome.status == "skipped"
    assert outcome.reason is not None
    assert outcome.reason.render("en") == "The roster was not read from files."


def test_data_codes_are_passed_or_violated_when_something_was() -> None:
    report = check(Reading(HEALTHY.roster(), (data_finding("D103", 3), data_finding("D103", 2)), form="workbook"))

    assert (outcome_of(report, "D103").status, outcome_of(report, "D103").count) == ("violated", 2)
    assert outcome_of(report, "D104").status == "passed"
    assert [finding.row for finding in report.findings] == [2, 3]
    assert not report.valid


def test_findings_come_worst_first_then_by_code_then_in_the_planners_order() -> None:
    report = check(BROKEN.roster())
    order = [(finding.severity.weight, finding.code) for finding in report.findings]

    assert order == sorted(order)
    uncovered = [finding.row for finding in report.findings if finding.code == "C201"]
    assert uncovered == sorted(row for row in uncovered if row is not None)
    assert [each.count for each in report.rules] == [report.counts.get(each.code, 0) for each in report.rules]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing_but_row_numbers(seed: int) -> None:
    generator = random.Random(seed)
    shuffled = Records({table: tuple(generator.sample(rows, len(rows))) for table, rows in BROKEN.tables.items()})

    assert _content(check(shuffled.roster())) == _content(check(BROKEN.roster()))


def _content(report: Report) -> Counter[tuple[str, str, str, tuple[str, ...]]]:
    return Counter((f.code, f.severity.value, f.message.render("zh"), f.subjects) for f in report.findings)


def test_twice_the_same_check_is_the_same_report() -> None:
    assert check(BROKEN.roster()).to_json("zh") == check(BROKEN.roster()).to_json("zh")


def test_a_finding_names_the_cell() -> None:
    (finding,) = check(BROKEN.roster(), only=["S114"]).findings

    assert finding.model_dump(exclude={"title", "message", "hint"}) == {
        "code": "S114",
        "severity": Severity.ERROR,
        "table": "cadres",
        "file": "花名册.xlsx",
        "sheet": "干部",
        "row": 6,
        "column": "E",
        "header": "状态",
        "value": "退休",
        "subjects": ("cadre:C9",),
    }


def test_a_finding_about_an_edge_names_its_row_and_writes_its_label_as_the_office_does() -> None:
    wrong = HEALTHY.changing("postings", {"cadre": "C2"}, unit="U1")
    (finding,) = check(wrong.roster(), only=["S107"]).findings

    assert (finding.table, finding.sheet, finding.row, finding.column, finding.value) == (
        "twinnings",
        "单位结对",
        3,
        "C",
        "责任",
    )


def test_an_unnamed_node_is_called_by_its_id_and_a_blank_is_a_dash() -> None:
    records = HEALTHY.adding("cadres", cadre("C5", None, name=None))
    (finding,) = check(records.roster(), only=["C202"]).findings

    assert finding.message.values == {"cadre_name": "C5", "unit_name": "—"}


# Selection and severity ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("only", "skip", "run"),
    [
        (["S101"], [], {"S101"}),
        (["C20"], ["C201"], {f"C20{number}" for number in range(2, 10)}),
        (["S11,C21"], [], {*(f"S11{n}" for n in range(7)), "C210", "C211"}),
        (["s101", "c2"], ["c20"], {"S101", "C210", "C211"}),
        ([], ["D", "S", "C2"], set()),
    ],
)
def test_only_and_skip_take_codes_and_beginnings(only: list[str], skip: list[str], run: set[str]) -> None:
    report = check(HEALTHY.roster(), only=only, skip=skip)
    ours = {rule.code for rule in own_rules()}

    assert {outcome.code for outcome in report.rules if outcome.status != "skipped"} & ours == run


def test_what_is_not_asked_for_is_listed_as_skipped() -> None:
    report = check(Reading(BROKEN.roster(), (data_finding("D103", 2),), form="workbook"), only=["C201"])

    assert set(report.counts) == {"C201"}
    for code in ("D103", "S101", "C202", "R401"):
        outcome = outcome_of(report, code)
        assert (outcome.status, outcome.count) == ("skipped", 0)
        assert outcome.reason is not None
        assert outcome.reason.render("en") == "Not asked for."


def test_a_code_no_rule_has_is_refused() -> None:
    with pytest.raises(RuleError, match="No rule has the code X9"):
        check(HEALTHY.roster(), only=["X9"])


def test_settings_change_a_severity() -> None:
    settings = {"C201": "info", "D103": "warning", "C203": "error"}
    reading = Reading(BROKEN.under(severities=settings).roster(), (data_finding("D103", 2),), form="workbook")
    report = check(reading, only=["C201", "C203", "D103"])

    assert {finding.code: finding.severity.value for finding in report.findings} == settings
    assert {each.code: each.severity.value for each in report.rules if each.code in settings} == settings


def test_a_rule_that_is_off_is_listed_as_skipped() -> None:
    reading = Reading(
        BROKEN.under(severities={"C201": "off", "D103": "off"}).roster(), (data_finding("D103", 2),), form="workbook"
    )
    report = check(reading, only=["C201", "D103"])

    assert report.findings == ()
    for code in ("C201", "D103"):
        outcome = outcome_of(report, code)
        assert outcome.status == "skipped"
        assert outcome.reason is not None
        assert outcome.reason.render("en") == "Switched off in the settings."


def test_the_reason_for_skipping_says_what_is_not_there() -> None:
    report = check(HEALTHY.lacking("postings", "cadres.rank").roster(), only=["S108", "C204"])
    reasons = {each.code: each.reason.render("en") for each in report.rules if each.reason and each.code[0] in "SC"}

    assert reasons["S108"] == "Needs the table postings, which this roster does not have."
    assert reasons["C204"] == (
        "Needs the column rank of the table cadres or the column quota of the table cadres, "
        "which this roster does not have."
    )


def test_the_reason_for_vacuous_names_the_population() -> None:
    report = check(HEALTHY.dropping("pairings").roster(), only=["C207"])
    reason = outcome_of(report, "C207").reason

    assert reason is not None
    assert reason.render("en") == "Nothing to check: there are no counting pairings."


def test_an_outcome_is_as_severe_as_its_worst_finding() -> None:
    pinned = BROKEN.adding("constraints", {"cadre": "C5", "household": "H3", "kind": "pin"})

    assert outcome_of(check(pinned.roster(), only=["C203"]), "C203").severity is Severity.WARNING


def test_progress_is_told_before_each_rule() -> None:
    told: list[tuple[str, int, int]] = []
    check(HEALTHY.roster(), progress=lambda code, done, of: told.append((code, done, of)))

    assert told == [(rule.code, number, 27) for number, rule in enumerate(own_rules())]


def test_a_ledger_is_not_blamed_for_what_it_leaves_out() -> None:
    """DESIGN §4: twinnings are inferred, undecided; there are no postings, liaisons, ranks or orders."""
    ledger = (
        HEALTHY.changing("twinnings", {}, role="undecided")
        .lacking("postings", "liaisons", "constraints", "cadres.rank", "pairings.ordinal")
        .changing("households", {}, difficulty=1)
    )
    report = check(ledger.roster(), only=["S", "C"])
    by_status = {code: outcome_of(report, code).status for code in (rule.code for rule in own_rules())}

    assert [code for code, status in by_status.items() if status == "skipped"] == [
        *(f"S{number}" for number in range(101, 112)),
        "S113",
        "S116",
        "C204",
        "C206",
        "C209",
        "C210",
        "C211",
    ]
    assert by_status["S112"] == by_status["C201"] == by_status["C203"] == "passed"


def test_the_day_is_the_rosters() -> None:
    later = BROKEN.roster().at(TODAY + datetime.timedelta(days=400))

    assert check(later).as_of == TODAY + datetime.timedelta(days=400)


def test_rules_may_be_given_one_by_one() -> None:
    (rule,) = (rule for rule in own_rules() if rule.code == "C201")
    report = check(BROKEN.roster(), rules=[replace(rule, code="X001")])

    assert report.counts["X001"] == 3
    assert [each.code for each in report.rules if each.code[0] not in "DBR"] == ["X001"]
