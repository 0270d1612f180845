"""Charts, drawn when a page is written: a view-model in, a figure of HTML and SVG out, both languages in it."""

from viz.charts.curve import Curve, Step, curve_chart, curve_charts
from viz.charts.gaps import Covered, gaps_chart
from viz.charts.small import small_chart
from viz.charts.spread import Range, spread_chart, spread_of
from viz.charts.vector import Bar, Vector, vector_chart, vector_of

__all__ = [
    "Bar",
    "Covered",
    "Curve",
    "Range",
    "Step",
    "Vector",
    "curve_chart",
    "curve_charts",
    "gaps_chart",
    "small_chart",
    "spread_chart",
    "spread_of",
    "vector_chart",
    "vector_of",
]
