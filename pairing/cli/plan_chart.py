"""The curve of a plan as lines of text: bars over the number of changes, and which of them are exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.text import Text as Line

from pairing.cli.balance_screen import bars
from pairing.model.sentences import figure
from pairing.text import text
from viz.curve import EXACT_MARKS, METRICS, metric, thinned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from pairing.model.plan import Point
    from pairing.text import Language

WIDEST: Final = 4
"""Cells that a number of changes gets where they are few."""
TICK: Final = 6
"""Cells from one number below the bars to the next, at least."""
FINE: Final = 1000
"""Steps that a load of 1 is drawn in."""
CHANGES: Final = text("Changes")
EXACT: Final = text("Exact")


def chart(curve: Sequence[Point], language: Language, width: int) -> list[Line]:
    """Draw a curve, which has points, in lines of at most ``width`` cells; of many points some are left out."""
    labels = [words.render(language) for words in (CHANGES, EXACT, *(words for _, words in METRICS))]
    margin = max(map(cell_len, labels)) + 1
    values = {name: [metric(point, name) for point in curve] for name, _ in METRICS}
    ends = max(cell_len(_end(one)) for line in values.values() for one in (line[0], line[-1])) + 1
    room = max(1, width - margin - 2 * ends - 1)
    shown = thinned(len(curve), room)
    each = max(1, min(WIDEST, room // len(shown)))
    lines = []
    for (name, _), label in zip(METRICS, labels[2:], strict=True):
        seen = [values[name][place] for place in shown]
        drawn = "".join(bar * each for bar in bars([round(FINE * (one or 0)) for one in seen]))
        lines.append(
            Line.assemble(
                set_cell_size(label, margin),
                (f"{_end(seen[0])} ".rjust(ends), "bold"),
                (drawn, "cyan"),
                (f" {_end(seen[-1])}", "bold"),
            )
        )
    marks = "".join(EXACT_MARKS[curve[place].exact] + " " * (each - 1) for place in shown)
    numbers = _numbers([curve[place].changes for place in shown], each)
    lines.append(Line.assemble(set_cell_size(labels[1], margin), " " * ends, (marks.rstrip(), "green")))
    lines.append(Line.assemble(set_cell_size(labels[0], margin), " " * ends, (numbers, "dim")))
    return lines


def _end(value: Fraction | None) -> str:
    return "—" if value is None else figure(value)


def _numbers(changes: Sequence[int], each: int) -> str:
    """Write numbers of changes below their bars, as many as can be told apart; the last one always."""
    step = -(-TICK // each)
    last = str(changes[-1])
    line = ""
    for place in range(0, len(changes) - 1, step):
        word = str(changes[place])
        if place * each + len(word) + 1 < (len(changes) - 1) * each:
            line = line.ljust(place * each) + word
    return line.ljust((len(changes) - 1) * each) + last
