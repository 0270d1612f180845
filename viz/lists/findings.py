"""The sheet of findings: what to mend, the worst first, with where it is and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.model.finding import SEVERITIES, Severity
from pairing.text import text
from viz.lists.book import CELL, CENTRED, MISSING, Leaf, Value, fitting_height
from viz.wording import place_text

if TYPE_CHECKING:
    from pairing.model.finding import Finding
    from pairing.model.report import Report

_HEADERS: Final = (
    (text("No."), 6),
    (text("Code"), 8),
    (text("Severity"), 9),
    (text("Title"), 22),
    (text("Where"), 18),
    (text("What was found"), 52),
    (text("What to do"), 44),
)
_WIDTHS: Final = tuple(float(width) for _, width in _HEADERS)
_HEADER_ROW: Final = 2
_SEVERITY_COLUMN: Final = 2
_CENTRED_COLUMNS: Final = 3


def worst_first(report: Report) -> list[Finding]:
    """Order findings by severity, code and place."""
    return sorted(report.findings, key=lambda found: found.rank)


def write_findings(leaf: Leaf, report: Report, *, title: str, subtitle: str) -> int:
    """Fill the sheet of findings; give the first column that is free."""
    leaf.title(len(_HEADERS), title, subtitle)
    leaf.set_widths(_WIDTHS)
    leaf.put_header(_HEADER_ROW, [leaf.say(header) for header, _ in _HEADERS])
    findings = worst_first(report)
    for number, found in enumerate(findings, 1):
        _write_finding(leaf, _HEADER_ROW + number, number, found)
    last = _HEADER_ROW + len(findings)
    if findings:
        leaf.sheet.autofilter(_HEADER_ROW, 0, last, len(_HEADERS) - 1)
    leaf.sheet.freeze_panes(_HEADER_ROW + 1, 0)
    leaf.set_print(_HEADER_ROW, last, len(_HEADERS))
    return len(_HEADERS)


def _write_finding(leaf: Leaf, row: int, number: int, found: Finding) -> None:
    title, message, hint = map(leaf.say, (found.title, found.message, found.hint))
    severity = leaf.say(SEVERITIES[found.severity])
    cells: tuple[Value, ...] = (number, found.code, severity, title, place_text(found), message, hint)
    leaf.sheet.set_row(row, fitting_height(cells, _WIDTHS))
    for column, value in enumerate(cells):
        centred = CENTRED if column < _CENTRED_COLUMNS else {}
        alarming = MISSING if column == _SEVERITY_COLUMN and found.severity is Severity.ERROR else {}
        leaf.put(row, column, value, CELL, centred, alarming)
