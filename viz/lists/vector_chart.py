"""A native chart of a vector beside the attainable one, which the planner can copy into a report of her own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from viz.lists.book import FONT, INK, LINE, ROW_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.chart_column import ChartColumn

    from viz.balance import LensView
    from viz.lists.book import Leaf

TODAY, ATTAINABLE = "#1D4F91", "#24734F"
_PIXELS_PER_POINT: Final = 4 / 3
_FONT: Final = {"name": FONT, "size": 9, "color": INK}
_GREY: Final = {"color": LINE}
_LOOKS: Final[tuple[dict[str, Any], ...]] = (
    {"fill": {"color": TODAY}},
    {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": ATTAINABLE, "bg_color": "#FFFFFF"},
        "border": {"color": ATTAINABLE},
    },
)
"""Of today and attainable: full and hatched, so that they differ on a black and white print too."""


@dataclass(frozen=True, slots=True)
class ClassTable:
    """Where a vector stands in classes: in columns 0 to 2 the class, how often today, and how often attainable."""

    header: int
    last: int
    rows: int
    """How many rows its chart is high."""


def insert_chart(leaf: Leaf, view: LensView, table: ClassTable, column: int, widths: Sequence[float]) -> None:
    """Insert the chart beside its table, over columns of these widths."""
    chart = cast("ChartColumn", leaf.book.workbook.add_chart({"type": "column"}))
    for at, look in enumerate(_LOOKS, 1):
        chart.add_series(_series(str(leaf.sheet.name), table, at) | look)
    axis = {"name_font": _FONT, "num_font": _FONT}
    chart.set_x_axis(axis | {"name": leaf.say(view.formula), "line": _GREY})
    gridlines = {"visible": True, "line": _GREY}
    counts = {"name": leaf.say(view.lens.over), "num_format": "#,##0", "min": 0, "line": {"none": True}}
    chart.set_y_axis(axis | counts | {"major_gridlines": gridlines})
    chart.set_legend({"position": "top", "font": _FONT})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": _pixels(widths), "height": round(table.rows * ROW_HEIGHT * _PIXELS_PER_POINT)})
    moving = {"description": leaf.say(view.title), "object_position": 1}
    leaf.sheet.insert_chart(table.header, column, chart, moving)


def _series(sheet: str, table: ClassTable, column: int) -> dict[str, Any]:
    return {
        "name": [sheet, table.header, column],
        "categories": [sheet, table.header + 1, 0, table.last, 0],
        "values": [sheet, table.header + 1, column, table.last, column],
        "data_labels": {"value": True, "num_format": "#,##0;;", "font": _FONT},
        "gap": 60,
    }


def _pixels(widths: Sequence[float]) -> int:
    """Give the pixels of some columns, at 7 a character and 5 of padding each."""
    return int(sum(7 * width + 5 for width in widths))
