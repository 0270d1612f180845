"""A report made by hand, as checking would make it, for what is shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.model.finding import Finding, Severity
from pairing.model.report import Coverage, Input, Report, RuleOutcome
from pairing.reading.reading import ColumnRead
from pairing.text import Text
from pairing.totals import totals

if TYPE_CHECKING:
    from pairing.roster import Roster

WRONG = Finding(
    code="S115",
    severity=Severity.WARNING,
    title=Text("Wrong", chinese="有误"),
    message=Text("Wrong", chinese="有误"),
    hint=Text("Mend it.", chinese="请改正。"),
)
NO_HELPER = Finding(
    code="C201",
    severity=Severity.ERROR,
    title=Text("No helper", chinese="无人帮扶"),
    message=Text("赵六子 has no helper.", chinese="赵六子没有帮扶人。"),
    hint=Text("Pair it.", chinese="请安排帮扶人。"),
    subjects=("household:gone", "household:H2"),
    file="a.xlsx",
    sheet="贫困户",
    row=4,
)
RULES = (
    RuleOutcome(code="S101", title=Text("T", chinese="甲"), severity=Severity.ERROR, status="passed"),
    RuleOutcome(
        code="S106",
        title=Text("T", chinese="甲"),
        severity=Severity.ERROR,
        status="skipped",
        reason=Text("No table 驻村.", chinese="没有“驻村”表。"),
    ),
)
COLUMNS = (
    ColumnRead("名册.xlsx", "Sheet1", "D", "户主姓名", "households.head", "synonym"),
    ColumnRead("名册.xlsx", "Sheet1", "E", "证件号码", None, "sensitive"),
)


def report_of(roster: Roster, *more: Finding) -> Report:
    """Report two findings of a roster, and ``more``."""
    return Report(
        as_of=roster.on,
        inputs=(Input(path="C:\\share\\名册.xlsx", sha256="0"), Input(path="/home/somebody/b.csv", sha256="1")),
        rows_set_aside=3,
        totals=totals(roster),
        coverage=Coverage(households=4, covered=2),
        rules=RULES,
        findings=(WRONG, NO_HELPER, *more),
    )
