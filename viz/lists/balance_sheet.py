"""The sheet of balance: all lenses in one table, then each vector with a chart and the sentences that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.model.sentences import figure
from pairing.text import text
from viz.balance import CLASSES, WORTH, lens_views
from viz.lists.book import (
    ALERT,
    CELL,
    CENTRED,
    HEADER,
    LINE_HEIGHT,
    NOTE,
    ROW_HEIGHT,
    TITLE_HEIGHT,
    page_room,
)
from viz.lists.cells import lines_needed
from viz.lists.paper import Paper
from viz.lists.vector_chart import ClassTable, insert_chart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from pairing.model.balance import Balance, Summary
    from pairing.text import Text
    from viz.balance import LensView
    from viz.classes import Runs
    from viz.lists.book import Leaf, Look, Value

MEASURES: Final = (
    (text("Count"), 11),
    (text("Smallest"), 10),
    (text("Largest"), 10),
    (text("Mean"), 10),
    (text("Spread"), 10),
    (text("CV"), 10),
    (text("Gini"), 10),
    (text("Jain"), 10),
    (text("Theil"), 10),
)
"""What is said of a vector: headers and widths."""
_HEADERS: Final = ((text("Lens"), 32), (text("Whose"), 11), *MEASURES, (text("Verdict"), 46))
_WIDTHS: Final = tuple(float(width) for _, width in _HEADERS)
_COLUMNS: Final = len(_HEADERS)
_HEADER_ROW: Final = 2
_LEFT: Final[Look] = {"align": "left", "indent": 1}
MOST_RUNS: Final = 60
"""The most values that a vector is written out to."""
_CHART_ROWS: Final = 9
"""The fewest rows that a chart is high."""
_CHART_COLUMN: Final = 4


def write_balance(leaf: Leaf, balance: Balance, *, title: str, subtitle: str) -> int:
    """Fill the sheet of balance; give the first column that is free."""
    views = lens_views(balance)
    leaf.sheet.set_default_row(ROW_HEIGHT)
    leaf.set_widths(_WIDTHS)
    leaf.title(_COLUMNS, title, subtitle)
    paper = Paper(leaf, _WIDTHS, _HEADER_ROW, page_room(_WIDTHS), TITLE_HEIGHT + ROW_HEIGHT)
    _write_table(paper, views)
    _write_shortages(paper, balance)
    for view in views:
        if view.classes:
            _write_vector(paper, view)
    paper.close()
    return _COLUMNS


# All lenses in one table -------------------------------------------------------------------------------------------


def _write_table(paper: Paper, views: Sequence[LensView]) -> None:
    leaf = paper.leaf
    leaf.put_header(paper.row, [leaf.say(header) for header, _ in _HEADERS])
    paper.skip()
    for view in views:
        _write_lens(leaf, paper.row, view)
        paper.skip(2)
    for words in (WORTH, CLASSES):
        paper.line(leaf.say(words), NOTE)


def _write_lens(leaf: Leaf, row: int, view: LensView) -> None:
    """Write the two rows of a lens: today, and attainable."""
    lens = view.lens
    look: Look = {"font_color": ALERT} if lens.status == "improvable" else {}
    leaf.down(row, 0, 2, f"{leaf.say(view.title)}\n{leaf.say(view.formula)}", CELL)
    for at, whose, summary in ((row, text("today"), lens), (row + 1, text("attainable"), lens.attainable)):
        leaf.put(at, 1, leaf.say(whose), CELL, CENTRED)
        for column, value in enumerate(numbers_of(summary), 2):
            leaf.put(at, column, value, CENTRED)
    leaf.down(row, _COLUMNS - 1, 2, f"{view.mark} {_labelled(leaf, view.label, view.verdict)}", CELL, look)
    lines = max(lines_needed(leaf.say(view.verdict), _WIDTHS[-1]), 2)
    leaf.sheet.set_row(row + 1, ROW_HEIGHT + LINE_HEIGHT * max(0, lines - 2))


def _labelled(leaf: Leaf, label: Text, words: Text) -> str:
    return leaf.say(text("{label}: {names}", label=label, names=words))


def numbers_of(summary: Summary | None) -> tuple[Value, ...]:
    """Give what a table says of a vector, in the order of its headers: count, ends, mean, spread and indices."""
    if summary is None or not summary.count:
        return (None,) * len(MEASURES)
    exact = (summary.min, summary.max, summary.mean, summary.spread)
    return (
        summary.count,
        *(None if value is None else number(value) for value in exact),
        *(summary.cv, summary.gini, summary.jain, summary.theil),
    )


def number(value: Fraction) -> int | float:
    """Give a value as a cell holds it: whole, or as the nearest decimal number."""
    return int(value) if value.denominator == 1 else float(value)


# Vectors -----------------------------------------------------------------------------------------------------------


def _write_vector(paper: Paper, view: LensView) -> None:
    """Write a lens: its classes beside their chart, then its values one by one, and what proves them."""
    leaf = paper.leaf
    lines = list(_lines(view, leaf))
    rows = max(_CHART_ROWS, len(view.classes) + 1)
    paper.begin((rows + 2) * ROW_HEIGHT + sum(map(paper.height_of, lines)))
    paper.skip()
    paper.line(_labelled(leaf, view.title, view.formula), HEADER, _LEFT)
    _write_classes(leaf, paper.row, view)
    table = ClassTable(paper.row, paper.row + len(view.classes), rows)
    insert_chart(leaf, view, table, _CHART_COLUMN, _WIDTHS[_CHART_COLUMN:])
    paper.skip(rows)
    for line in lines:
        paper.line(line, NOTE)


def _lines(view: LensView, leaf: Leaf) -> Iterator[str]:
    yield leaf.say(text("Today: {values}", values=_written_out(view.lens.vector)))
    if view.lens.attainable:
        yield leaf.say(text("Attainable: {values}", values=_written_out(view.lens.attainable.vector)))
    for sentence in view.sentences:
        yield leaf.say(text("Why not better: {sentence}", sentence=sentence))


def _written_out(runs: Runs) -> Text | str:
    """Write each value with how often it is there."""
    listed = ", ".join(f"{figure(value)} × {often:,}" for value, often in runs[:MOST_RUNS])
    if len(runs) <= MOST_RUNS:
        return listed
    return text("{values} and {count} values more", values=listed, count=len(runs) - MOST_RUNS)


def _write_classes(leaf: Leaf, row: int, view: LensView) -> None:
    leaf.put_header(row, [leaf.say(words) for words in (text("Value"), text("Today"), text("Attainable"))])
    for at, one in enumerate(view.classes, row + 1):
        leaf.put(at, 0, leaf.say(one.label), CELL, CENTRED)
        leaf.put(at, 1, one.today)
        leaf.put(at, 2, one.attainable)


# Shortages ---------------------------------------------------------------------------------------------------------


def _write_shortages(paper: Paper, balance: Balance) -> None:
    if not balance.shortages:
        return
    say = paper.leaf.say
    paper.skip()
    paper.line(say(text("What cannot be met")), HEADER, _LEFT)
    for shortage in balance.shortages:
        lines = [say(shortage.sentence.text), *(f"→ {say(remedy.text)}" for remedy in shortage.remedies)]
        paper.begin(sum(map(paper.height_of, lines)))
        for line in lines:
            paper.line(line, NOTE)
