"""The report of a check as a screen: totals, coverage, what to do worst first, and where the rest is.

Pure: from a Report to lines. On a screen of known height the groups that do not fit are counted in one line; a file
gets all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, get_args

from rich.cells import cell_len, set_cell_size
from rich.console import Group as Stack
from rich.padding import Padding
from rich.text import Text as Line

from pairing.model.finding import Severity
from pairing.model.report import Status
from pairing.text import Language, Text, text
from pairing.totals import percent_rounded_down

if TYPE_CHECKING:
    import datetime

    from rich.console import RenderableType

    from pairing.model.finding import Finding
    from pairing.model.report import Report, RuleOutcome

MARKS: Final = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
SEVERITY_WORDS: Final = {
    Severity.ERROR: text("error"),
    Severity.WARNING: text("warning"),
    Severity.INFO: text("info"),
}
TOTALS: Final = (
    ("units", text("units"), "R401"),
    ("villages", text("villages"), "R402"),
    ("cadres", text("cadres"), None),
    ("paired_cadres", text("paired cadres"), "R403"),
    ("households", text("households"), "R404"),
    ("persons", text("persons"), "R405"),
    ("pairings", text("pairings"), None),
)
"""The fields of Totals in the order shown, and the rule that compares each with what was declared."""
DECLARED_AS: Final = {"paired_cadres": "cadres"}
EXAMPLES: Final = 20
"""How many names are tried for the line of a group; the width decides how many fit."""
BAR: Final = 16
REST: Final = 2
"""Lines for the kinds of findings that are only counted."""
UNKNOWN_ROOM: Final = 10_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What the screen needs to know beside the report."""

    language: Language
    source: str
    today: datetime.date
    names: Mapping[str, str] = field(default_factory=dict)
    """What the subjects of findings are called."""
    whole: Text | None = None
    """Where the full list is, or how to get it."""
    about: str | None = None
    """Whom alone the findings shown concern."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The findings of one code: one thing to do, and where."""

    code: str
    severity: Severity
    title: Text
    hint: Text
    count: int
    where: tuple[str, ...]


def screen(report: Report, facts: Facts, width: int, height: int | None) -> Stack:
    """Lay the report out in lines of at most ``width`` cells, and in ``height`` lines when there is one."""
    kinds = kinds_of(report.findings, facts.names, facts.language)
    head = [*_title(report, facts, width), *_totals(report, facts.language, width), *_coverage(report, facts.language)]
    tail = _tail(report, facts, width, brief=height is not None)
    room = UNKNOWN_ROOM if height is None else height - len(head) - len(tail) - 2
    return Stack(*head, *_findings(kinds, facts, width, room), *tail)


def problems(findings: Sequence[Finding], set_aside: int, facts: Facts, width: int, height: int | None) -> Stack:
    """Lay out findings alone, as a file was read and nothing checked yet."""
    room = UNKNOWN_ROOM if height is None else height - 3
    kinds = kinds_of(findings, facts.names, facts.language)
    return Stack(*_findings(kinds, facts, width, room), *_set_aside(set_aside, facts.language))


def kinds_of(findings: Sequence[Finding], names: Mapping[str, str], language: Language) -> tuple[Kind, ...]:
    """Group findings by what to do about them: the worst severity first, then the most, then by code."""
    grouped: dict[tuple[str, Severity], list[Finding]] = defaultdict(list)
    for finding in findings:
        grouped[finding.code, finding.severity].append(finding)
    kinds = (
        Kind(code, severity, some[0].title, some[0].hint, len(some), _where(some, names, language))
        for (code, severity), some in grouped.items()
    )
    return tuple(sorted(kinds, key=lambda kind: (kind.severity.weight, -kind.count, kind.code)))


def _where(findings: Sequence[Finding], names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """Name those concerned, or the cells for bad data, each once; else say what the finding says."""
    places = (_concerned(finding, names) or finding.message.render(language) for finding in findings[: EXAMPLES * 2])
    return tuple(dict.fromkeys(places))[:EXAMPLES]


def _concerned(finding: Finding, names: Mapping[str, str]) -> str:
    known = [names.get(subject, subject.partition(":")[2]) for subject in finding.subjects[:2]]
    if known and not finding.code.startswith("D"):
        return "–".join(known)
    return str(finding.place or "–".join(known))


def _title(report: Report, facts: Facts, width: int) -> list[Line]:
    day = text("as of {day}", day=report.as_of.isoformat()).render(facts.language)
    if report.as_of != facts.today:
        day = text("as of {day} (states, ranks and units as they stand)", day=report.as_of.isoformat()).render(
            facts.language
        )
    source = _cut(facts.source, max(8, width - cell_len(day) - 2))
    gap = max(1, width - cell_len(source) - cell_len(day))
    return [Line.assemble((source, "bold"), " " * gap, (day, "dim"), no_wrap=True)]


def _totals(report: Report, language: Language, width: int) -> list[Line]:
    rows = _totals_table(report, language, worded=True)
    if max(row.cell_len for row in rows) > width:
        rows = _totals_table(report, language, worded=False)
    return rows


def _totals_table(report: Report, language: Language, *, worded: bool) -> list[Line]:
    columns = [_total(report, name, label, code, language, worded=worded) for name, label, code in TOTALS]
    widths = [max(cell.cell_len for cell in column) for column in columns]
    labels = ("", text("counted").render(language), text("declared").render(language))
    margin = max(cell_len(label) for label in labels)
    rows = []
    for position, label in enumerate(labels):
        line = Line(set_cell_size(label, margin), no_wrap=True, overflow="ellipsis")
        for column, width in zip(columns, widths, strict=True):
            cell = column[position]
            line.append(" " * (2 + width - cell.cell_len))
            line.append_text(cell)
        rows.append(line)
    return rows


def _total(
    report: Report, name: str, label: Text, code: str | None, language: Language, *, worded: bool
) -> tuple[Line, ...]:
    counted = Line(f"{getattr(report.totals, name):,}", style="bold")
    declared = _declared(report, name, code)
    if worded and declared.plain.endswith("✗"):
        declared.append(text(" differs").render(language), style="bold red")
    return Line(label.render(language), style="dim"), counted, declared


def _declared(report: Report, name: str, code: str | None) -> Line:
    written = report.declared.get(name) or report.declared.get(DECLARED_AS.get(name, name))
    if written is None or code is None:
        return Line("–", style="dim")
    match next((rule.status for rule in report.rules if rule.code == code), None):
        case "passed":
            return Line.assemble(written, (" ✓", "green"))
        case "violated":
            return Line.assemble(written, (" ✗", "bold red"))
        case _:
            return Line(f"{written} ?")


def _coverage(report: Report, language: Language) -> list[Line]:
    covered, households = report.coverage.covered, report.coverage.households
    if not households:
        return [Line(text("No household is in scope, so there is no coverage to speak of.").render(language))]
    words = text(
        "coverage {rate} %: {covered} of {households} households have a helper",
        rate=percent_rounded_down(covered, households),
        covered=f"{covered:,}",
        households=f"{households:,}",
    ).render(language)
    full = covered * BAR // households
    return [
        Line.assemble(
            ("━" * full, "green"), ("─" * (BAR - full), "red"), " ", words, no_wrap=True, overflow="ellipsis"
        ),
        Line(""),
    ]


def _findings(kinds: Sequence[Kind], facts: Facts, width: int, room: int) -> list[RenderableType]:
    if not kinds:
        return [Line.assemble(("✓ ", "green"), text("Nothing to do was found.").render(facts.language))]
    shown = max(1, room // 2)
    if shown < len(kinds):
        shown = max(1, (room - REST) // 2)
    lines: list[RenderableType] = [_heading(kinds, facts)]
    for kind in kinds[:shown]:
        lines += _kind(kind, facts.language, width, whole=room == UNKNOWN_ROOM)
    if rest := kinds[shown:]:
        lines += _rest(rest, facts.language, width)
    return lines


def _heading(kinds: Sequence[Kind], facts: Facts) -> Line:
    counts = dict.fromkeys(Severity, 0)
    for kind in kinds:
        counts[kind.severity] += kind.count
    values = {f"{severity}s": counts[severity] for severity in Severity}
    template = (
        text(
            "{about} only; errors: {errors}, warnings: {warnings}, infos: {infos}; the worst first:",
            about=facts.about,
            **values,
        )
        if facts.about
        else text("Errors: {errors}, warnings: {warnings}, infos: {infos}; the worst first:", **values)
    )
    return Line(template.render(facts.language), style="bold", no_wrap=True, overflow="ellipsis")


def _kind(kind: Kind, language: Language, width: int, *, whole: bool) -> list[RenderableType]:
    """Draw a kind in two lines, the hint cut to the second; the ``whole`` hint where there is room for it."""
    style = STYLES[kind.severity]
    mark = f"{MARKS[kind.severity]} {SEVERITY_WORDS[kind.severity].render(language)} "
    title = f" {kind.title.render(language)} × {kind.count:,}"
    used = cell_len(mark) + cell_len(kind.code) + cell_len(title) + 2
    examples = _fitting(kind.where, width - used, "、" if language == "zh" else ", ", kind.count)
    return [
        Line.assemble(
            (mark, style), (kind.code, "bold"), title, "  ", (examples, "dim"), no_wrap=True, overflow="ellipsis"
        ),
        Padding(
            Line(
                f"→ {kind.hint.render(language)}",
                no_wrap=not whole,
                overflow="fold" if whole else "ellipsis",
                style="italic",
            ),
            (0, 0, 0, 4),
            expand=False,
        ),
    ]


def _fitting(names: Sequence[str], room: int, separator: str, count: int) -> str:
    """Give as many names as there is room for, and a sign that there are more."""
    line = ""
    for position, name in enumerate(names):
        longer = f"{line}{separator}{name}" if line else name
        more = "" if position + 1 == count else " …"
        if cell_len(longer + more) > room:
            return f"{line} …" if line else _cut(name, room)
        line = longer
    return line if len(names) >= count or not line else f"{line} …"


def _rest(kinds: Sequence[Kind], language: Language, width: int) -> list[Line]:
    """Count the kinds that are not shown, in lines enough for most."""
    separator = "、" if language == "zh" else ", "
    codes = text("… besides: {codes}", codes="").render(language).rstrip() + (" " if language == "en" else "")
    lines = [codes]
    for position, kind in enumerate(kinds):
        word = f"{kind.code}×{kind.count:,}" + (separator if position + 1 < len(kinds) else "")
        if cell_len(lines[-1] + word) > width and len(lines) < REST:
            lines.append("  ")
        lines[-1] += word
    return [Line(_cut(line, width), style="dim", no_wrap=True) for line in lines]


def _tail(report: Report, facts: Facts, width: int, *, brief: bool) -> list[Line]:
    lines = [Line(""), *_statuses(report.rules, facts.language, width, brief=brief)]
    lines += _set_aside(report.rows_set_aside, facts.language)
    if facts.whole:
        lines.append(Line(facts.whole.render(facts.language), no_wrap=True, overflow="ellipsis"))
    return lines


def _set_aside(rows: int, language: Language) -> list[Line]:
    if not rows:
        return []
    aside = text("{rows} rows could not be used and were set aside; the findings say which.", rows=rows)
    return [Line(aside.render(language), style="yellow", no_wrap=True, overflow="ellipsis")]


def _statuses(rules: Sequence[RuleOutcome], language: Language, width: int, *, brief: bool) -> list[Line]:
    counts = {status: sum(rule.status == status for rule in rules) for status in get_args(Status)}
    summary = text(
        "Rules: {violated} violated, {passed} passed, {vacuous} with nothing to check, {skipped} skipped.",
        **counts,
    )
    lines = [Line(summary.render(language), no_wrap=True, overflow="ellipsis")]
    for status, label in _UNTRIED.items():
        reasons = _reasons(rules, status, language)
        if brief and reasons:
            reasons = [("；" if language == "zh" else "; ").join(reasons)]
        for reason in reasons:
            words = f"  {label.render(language)}{'' if language == 'zh' else ' '}{reason}"
            lines.append(Line(_cut(words, width) if brief else words, style="dim", no_wrap=brief))
    return lines


_UNTRIED: Final[dict[Status, Text]] = {
    "skipped": text("skipped:"),
    "vacuous": text("nothing to check:"),
}


def _reasons(rules: Sequence[RuleOutcome], status: Status, language: Language) -> list[str]:
    """Say why, once for all rules with the same reason."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        if rule.status == status:
            grouped[rule.reason.render(language) if rule.reason else ""].append(rule.code)
    colon = "：" if language == "zh" else ": "
    return [
        colon.join(part for part in (code_ranges(codes), reason.rstrip(".。")) if part)
        for reason, codes in grouped.items()
    ]


def code_ranges(codes: Sequence[str]) -> str:
    """Write codes with neighbours drawn together: S101–S103, S106."""
    spans: list[list[str]] = []
    for code in codes:
        if spans and _follows(spans[-1][-1], code):
            spans[-1].append(code)
        else:
            spans.append([code])
    return ", ".join(_span(span) for span in spans)


def _span(codes: Sequence[str]) -> str:
    return f"{codes[0]}–{codes[-1]}" if len(codes) > 2 else ", ".join(codes)  # noqa: PLR2004 - two are shorter apart


def _follows(before: str, code: str) -> bool:
    parts = [re.fullmatch(r"(\D+)(\d+)", each) for each in (before, code)]
    if parts[0] is None or parts[1] is None:
        return False
    return parts[0][1] == parts[1][1] and int(parts[0][2]) + 1 == int(parts[1][2])


def _cut(words: str, width: int) -> str:
    return words if cell_len(words) <= width else f"{set_cell_size(words, width - 1).rstrip()}…"
