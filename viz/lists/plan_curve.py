"""The sheet of the curve: the best found for every number of changes, as a table and as a native chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from pairing.text import text
from viz.curve import EXACT_MARKS, METRICS, is_exact, metric, point_text
from viz.lists.balance_sheet import number
from viz.lists.book import CELL, CENTRED, FONT, INK, LINE, ROW_HEIGHT

if TYPE_CHECKING:
    from xlsxwriter.chart_line import ChartLine

    from pairing.model.plan import Plan, Point
    from viz.lists.book import Leaf

_TABLE_ROW: Final = 2
_FIRST: Final = _TABLE_ROW + 1
_PROOF: Final = text("Proof")
_WIDTHS: Final = (10.0, 14.0, 14.0, 14.0, 14.0, 42.0)
_GUTTER: Final = 3.0
_CHART_COLUMNS: Final = (12.0,) * 8
_HIDDEN: Final = len(_WIDTHS) + 1 + len(_CHART_COLUMNS)
"""The first of the hidden columns."""
_CHART_ROWS: Final = 22
"""Rows that the chart is high."""
_CHART_SIZE: Final = {"width": 760, "height": 420}
_LOOKS: Final = (("#B3261E", "solid"), ("#985000", "dash"), ("#1D4F91", "round_dot"), ("#24734F", "long_dash"))
"""Colour and dashes of each line, so that they differ on a black and white print too."""
_SECOND: Final = "load"
"""What has an axis of its own, the last of all: a load is small beside counts of people."""
_MARKS_IN_LEGEND: Final = [3, 4, 5, 7]
"""The marks of exact points, which the legend leaves out; it names what has the second axis last."""
_FONT: Final = {"name": FONT, "size": 9, "color": INK}


def write_curve(leaf: Leaf, plan: Plan, *, title: str, subtitle: str) -> None:
    """Fill the sheet of the curve; hidden columns hold the values of the exact points, which the chart marks."""
    leaf.sheet.set_default_row(ROW_HEIGHT)
    leaf.set_widths([*_WIDTHS, _GUTTER, *_CHART_COLUMNS])
    leaf.title(_HIDDEN, title, subtitle)
    headers = (text("Changes"), *(words for _, words in METRICS), _PROOF)
    leaf.put_header(_TABLE_ROW, [leaf.say(header) for header in headers])
    leaf.sheet.set_row(_TABLE_ROW, 2 * ROW_HEIGHT)
    for row, point in enumerate(plan.curve, _FIRST):
        _write_point(leaf, row, point, plan)
    leaf.sheet.set_column(_HIDDEN, _HIDDEN + len(METRICS) - 1, None, None, {"hidden": True})
    last = _TABLE_ROW + len(plan.curve)
    _insert_chart(leaf, last)
    leaf.sheet.freeze_panes(_FIRST, 1)
    leaf.set_print(_TABLE_ROW, max(last, _TABLE_ROW + _CHART_ROWS), _HIDDEN)


def _write_point(leaf: Leaf, row: int, point: Point, plan: Plan) -> None:
    leaf.put(row, 0, point.changes)
    for column, (name, _) in enumerate(METRICS):
        found = metric(point, name)
        value = None if found is None else number(found)
        leaf.put(row, 1 + column, value)
        if is_exact(point, name, plan.goal):
            leaf.put(row, _HIDDEN + column, value)
    leaf.put(row, len(_WIDTHS) - 1, f"{EXACT_MARKS[point.exact]} {leaf.say(point_text(point))}", CELL, CENTRED)


def _insert_chart(leaf: Leaf, last: int) -> None:
    chart = cast("ChartLine", leaf.book.workbook.add_chart({"type": "line"}))
    for place, ((name, _), (colour, dashes)) in enumerate(zip(METRICS, _LOOKS, strict=True)):
        line = {"color": colour, "width": 1.75, "dash_type": dashes}
        chart.add_series(_series(leaf, last, place, 1 + place) | {"line": line, "y2_axis": name == _SECOND})
    for place, ((name, _), (colour, _)) in enumerate(zip(METRICS, _LOOKS, strict=True)):
        marker = {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"color": colour}}
        marked = {"line": {"none": True}, "marker": marker, "y2_axis": name == _SECOND}
        chart.add_series(_series(leaf, last, place, _HIDDEN + place) | marked)
    axis: dict[str, Any] = {"name_font": _FONT, "num_font": _FONT, "line": {"color": LINE}}
    chart.set_x_axis(axis | {"name": leaf.say(text("Changes (points: exact)"))})
    grid = {"visible": True, "line": {"color": LINE}}
    chart.set_y_axis(axis | {"name": leaf.say(text("Households, cadres")), "min": 0, "major_gridlines": grid})
    chart.set_y2_axis(axis | {"name": leaf.say(dict(METRICS)[_SECOND]), "min": 0})
    chart.set_legend({"position": "top", "font": _FONT, "delete_series": _MARKS_IN_LEGEND})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size(_CHART_SIZE)
    chart.show_hidden_data()
    what = leaf.say(text("What is reached with so many changes; the points marked are exact."))
    leaf.sheet.insert_chart(_TABLE_ROW, len(_WIDTHS) + 1, chart, {"description": what, "object_position": 1})


def _series(leaf: Leaf, last: int, place: int, column: int) -> dict[str, Any]:
    """Give a line of the chart: named by the header of its metric, its values from a column."""
    sheet = str(leaf.sheet.name)
    return {
        "name": [sheet, _TABLE_ROW, 1 + place],
        "categories": [sheet, _FIRST, 0, last, 0],
        "values": [sheet, _FIRST, column, last, column],
    }
