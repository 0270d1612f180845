"""Charts, drawn when a page is written: a view-model in, a figure of HTML and SVG out, both languages in it."""

from viz.charts.curve import Curve, Step, curve_chart, curve_charts
from viz.charts.small import small_chart
from viz.charts.vector import Bar, Vector, vector_chart, vector_of

__all__ = [
    "Bar",
    "Curve",
    "Step",
    "Vector",
    "curve_chart",
    "curve_charts",
    "small_chart",
    "vector_chart",
    "vector_of",
]
