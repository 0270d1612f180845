"""Reports made by hand: what a check of a made-up programme might say."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from pairing.cli.screen import Facts
from pairing.model.finding import Finding, Severity
from pairing.model.report import Coverage, Report, RuleOutcome, Totals
from pairing.text import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = datetime.date(2016, 12, 31)
TOTALS = Totals(units=27, villages=12, cadres=731, paired_cadres=705, households=539, persons=2023, pairings=812)
NAMES = {
    "household:H1": "甲一",
    "household:H2": "甲二",
    "household:H3": "甲三",
    "cadre:C1": "乙一",
    "village:V1": "东村",
}
NO_HELPER = Text("Household without a helper", {}, "贫困户无人帮扶")
PAIR_IT = Text("Pair it with a cadre who may help it.", {}, "为该户安排可以帮扶它的干部。")
IDLE = Text("Cadre without a household", {}, "干部没有帮扶户")
GIVE_ONE = Text("Give him a household, or set his quota to 0.", {}, "给他安排帮扶户，或将其定额设为 0。")
OUT_OF_RANGE = Text("Out of range", {}, "超出范围")
CORRECT_IT = Text("Correct the value.", {}, "请改正该值。")
KNOT = Text("A knot", {}, "交叉结对")


def finding(code: str, severity: Severity, title: Text, hint: Text, subjects: tuple[str, ...]) -> Finding:
    return Finding(code=code, severity=severity, title=title, message=title, hint=hint, subjects=subjects)


def bad_cell(row: int) -> Finding:
    return Finding(
        code="D105",
        severity=Severity.ERROR,
        title=OUT_OF_RANGE,
        message=OUT_OF_RANGE,
        hint=CORRECT_IT,
        table="households",
        file="花名册.xlsx",
        sheet="贫困户",
        row=row,
        column="D",
        header="人口",
        value="-3",
    )


def outcome(code: str, status: str, count: int = 0, reason: Text | None = None) -> RuleOutcome:
    severity = Severity.WARNING if code.startswith("R") else Severity.ERROR
    return RuleOutcome.model_validate(
        {"code": code, "title": KNOT, "severity": severity, "status": status, "reason": reason, "count": count}
    )


FINDINGS = (
    finding("C202", Severity.WARNING, IDLE, GIVE_ONE, ("cadre:C1",)),
    *(bad_cell(row) for row in range(2, 42)),
    finding("C207", Severity.INFO, KNOT, Text("Nothing to do.", {}, "不必处理。"), ("cadre:C1", "household:H1")),
    *(finding("C201", Severity.ERROR, NO_HELPER, PAIR_IT, (f"household:H{number}",)) for number in (1, 2, 3)),
    *(finding(f"S{number}", Severity.WARNING, KNOT, GIVE_ONE, ("village:V1",)) for number in range(110, 116)),
)
NO_ROLES = Text("The input has no roles.", {}, "输入中没有角色。")
NOBODY = Text("Nobody to look at.", {}, "没有可查的对象。")
UNDECLARED = Text("No total is declared.", {}, "没有申报总数。")
RULES = (
    *(outcome(f"S{number}", "skipped", reason=NO_ROLES) for number in range(101, 108)),
    outcome("C201", "violated", 3),
    outcome("C202", "violated", 1),
    outcome("C203", "passed"),
    outcome("C209", "vacuous", reason=NOBODY),
    outcome("R401", "passed"),
    outcome("R402", "violated", 1),
    outcome("R403", "passed"),
    outcome("R404", "passed"),
    outcome("R405", "skipped", reason=UNDECLARED),
)


def report(findings: Sequence[Finding] = FINDINGS) -> Report:
    return Report(
        schema="pairing.report/1",
        as_of=DAY,
        inputs=(),
        rows_set_aside=2,
        totals=TOTALS,
        declared={"units": "27", "villages": "13", "cadres": "700+", "households": "539"},
        coverage=Coverage(households=539, covered=538),
        rules=RULES,
        findings=tuple(findings),
    )


def facts(language: Language, **changes: object) -> Facts:
    given = {
        "language": language,
        "source": "花名册.xlsx",
        "today": DAY,
        "names": NAMES,
        "whole": text("The whole list: {path}", path="报告.json"),
    }
    return Facts(**{**given, **changes})  # type: ignore[arg-type]
