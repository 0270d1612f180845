"""The sheets that say what a plan does: in numbers, lens by lens, and what it cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cypher.explanation import explanations
from pairing.text import text
from viz.lists.balance_sheet import MEASURES, number, numbers_of
from viz.lists.book import ALERT, CELL, CENTRED, NOTE, ROW_HEIGHT, fitting_height
from viz.plan import FOLLOWS, UNMET, concerned, effect_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.plan import Unmet
    from pairing.text import Text
    from viz.lists.book import Leaf, Value
    from viz.plan import LensChange, LevelView, PlanView

Columns = tuple[tuple["Text", float], ...]

_TABLE_ROW: Final = 2

# 概况 ----------------------------------------------------------------------------------------------------------------

_SUMMARY_WIDTHS: Final = (9.0, 44.0, 12.0, 12.0, 32.0)
_LEVELS: Final = (text("No."), text("In this order"), text("Today"), text("With the plan"), text("Proof"))
_FOUND: Final = (text("Code"), text("Title"), text("Before"), text("After"), text("Difference"))


def write_summary(leaf: Leaf, view: PlanView, *, title: str, subtitle: str) -> None:
    """Fill the sheet of what the plan does in numbers."""
    width = len(_SUMMARY_WIDTHS)
    leaf.set_widths(_SUMMARY_WIDTHS)
    leaf.title(width, title, subtitle)
    row = _TABLE_ROW
    for sentence in view.sentences:
        words = leaf.say(sentence)
        leaf.span(row, width, words, NOTE)
        leaf.sheet.set_row(row, fitting_height([words], [sum(_SUMMARY_WIDTHS)]))
        row += 1
    row = _write_rows(leaf, row + 1, _LEVELS, [_level(leaf, at, one) for at, one in enumerate(view.levels, 1)])
    titles = {one.code: one.title for one in explanations()} if view.findings else {}
    rows = [
        (
            one.code,
            leaf.say(titles[one.code]) if one.code in titles else "",
            one.before,
            one.after,
            one.after - one.before,
        )
        for one in view.findings
    ]
    last = _write_rows(leaf, row + 1, _FOUND, rows)
    leaf.sheet.print_area(0, 0, last, width - 1)


def _level(leaf: Leaf, place: int, seen: LevelView) -> tuple[Value, ...]:
    today, value, _ = seen.numbers
    written = None if today is None else number(today)
    return place, leaf.say(seen.name), written, number(value), f"{seen.mark} {leaf.say(seen.proven)}"


def _write_rows(leaf: Leaf, row: int, headers: Sequence[Text], rows: Sequence[Sequence[Value]]) -> int:
    """Write a table, if it has rows; give the row after it."""
    if not rows:
        return row
    leaf.put_header(row, [leaf.say(header) for header in headers])
    for at, values in enumerate(rows, row + 1):
        leaf.sheet.set_row(at, fitting_height(values, _SUMMARY_WIDTHS))
        for column, value in enumerate(values):
            leaf.put(at, column, value, CELL, *((CENTRED,) if column != 1 else ()))
    return row + len(rows) + 1


# 均衡 ----------------------------------------------------------------------------------------------------------------

_BALANCE: Final[Columns] = ((text("Lens"), 24.0), (text("Whose"), 11.0), *MEASURES, (text("Verdict"), 18.0))


def write_lenses(leaf: Leaf, view: PlanView, *, title: str, subtitle: str) -> None:
    """Fill the sheet of balance: of each lens before, after and attainable."""
    leaf.sheet.set_default_row(ROW_HEIGHT)
    _write_headed(leaf, _BALANCE, title, subtitle)
    for place, lens in enumerate(view.lenses):
        _write_lens(leaf, _TABLE_ROW + 1 + 3 * place, lens)
    leaf.sheet.freeze_panes(_TABLE_ROW + 1, 1)
    last = _TABLE_ROW + 1 + 3 * len(view.lenses)
    leaf.span(last, len(_BALANCE), leaf.say(FOLLOWS), NOTE)
    leaf.set_print(_TABLE_ROW, last, len(_BALANCE))


def _write_lens(leaf: Leaf, row: int, lens: LensChange) -> None:
    leaf.down(row, 0, 3, leaf.say(lens.title), CELL)
    for at, (whose, summary) in enumerate(lens.summaries, row):
        leaf.put(at, 1, leaf.say(whose), CELL, CENTRED)
        for column, value in enumerate(numbers_of(summary), 2):
            leaf.put(at, column, value, CENTRED)
    alarming = {"font_color": ALERT} if lens.trend == "worse" else {}
    leaf.down(row, len(_BALANCE) - 1, 3, f"{lens.mark} {leaf.say(lens.verdict)}", CELL, CENTRED, alarming)


# 做不到的 -------------------------------------------------------------------------------------------------------------

_UNMET: Final[Columns] = (
    (text("No."), 6.0),
    (text("What is left"), 16.0),
    (text("Who"), 26.0),
    (text("Reason"), 60.0),
    (text("What would do (tried)"), 60.0),
)


def write_unmet(leaf: Leaf, view: PlanView, *, title: str, subtitle: str) -> None:
    """Fill the sheet of what no plan can do, why, and what would loosen it."""
    _write_headed(leaf, _UNMET, title, subtitle)
    for place, unmet in enumerate(view.plan.unmet, 1):
        cells: tuple[Value, ...] = (place, *_unmet(leaf, view, unmet))
        leaf.sheet.set_row(_TABLE_ROW + place, fitting_height(cells, [width for _, width in _UNMET]))
        for column, value in enumerate(cells):
            leaf.put(_TABLE_ROW + place, column, value, CELL)
    last = _TABLE_ROW + len(view.plan.unmet)
    leaf.sheet.autofilter(_TABLE_ROW, 0, last, len(_UNMET) - 1)
    leaf.sheet.freeze_panes(_TABLE_ROW + 1, 0)
    leaf.set_print(_TABLE_ROW, last, len(_UNMET))


def _unmet(leaf: Leaf, view: PlanView, unmet: Unmet) -> tuple[str, str, str, str]:
    return (
        leaf.say(UNMET[unmet.kind]),
        "、".join(map(leaf.say, concerned(unmet, view.directory))),
        leaf.say(unmet.reason),
        "\n".join(leaf.say(effect_text(one)) for one in unmet.suggestions),
    )


def _write_headed(leaf: Leaf, columns: Columns, title: str, subtitle: str) -> None:
    leaf.set_widths([width for _, width in columns])
    leaf.title(len(columns), title, subtitle)
    leaf.put_header(_TABLE_ROW, [leaf.say(header) for header, _ in columns])
