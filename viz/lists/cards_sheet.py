"""The sheet of a village's cards: four to an A4 page, two beside two, with lines to cut along.

Page breaks are set; and a page is as high as four cards, so that a program which does not heed them where it fits the
width, as Excel says of itself, begins a new page at the same row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from viz.lists.book import CELL, CENTRED, HEADER, LINE, MISSING, SUBTITLE, Leaf
from viz.lists.cards import NOTED, ROWS, SIGNED, TITLE, Card, cards_of, helper_fields, helper_headers
from viz.lists.cells import lines_needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.text import Text
    from viz.lists.book import Look, Value
    from viz.lists.chapter import Chapter, PairingList

_WIDTHS: Final = (9.0, 16.0, 12.5, 10.0)
"""Of the columns of a card: helper, unit and rank, phone, since."""
_GUTTER: Final = 1.5
_RIGHT: Final = len(_WIDTHS) + 1
"""The first column of the card on the right."""
_PRINTED: Final = _RIGHT + len(_WIDTHS)
_AT: Final = {"cadre": 0, "unit": 1, "phone": 2, "start_date": 3}
"""The column in which each field of a helper begins; it goes on to the next one that is shown."""
_MARGINS: Final = {"left": 0.3, "right": 0.3, "top": 0.3, "bottom": 0.45}
_CARD: Final = 380.0
"""Points of a card: two of them and the line between are as much as a page holds, less what begins the next one."""
_TITLE_HEIGHT, _PLACE, _FACT, _HEADER, _SIGNED, _CUT_HEIGHT = 30.0, 17.0, 21.0, 19.0, 28.0, 14.0
_SIZES: Final = (9.5, 8.0, 6.5)
"""Of letters: the largest in which a text fits into its cell."""
_SPACED: Final = 1.3
"""The height of a line, in sizes of its letters."""

_SMALL: Final[Look] = {"font_size": _SIZES[0]}
_NAME: Final[Look] = {"bold": True, "font_size": 15, "align": "center"}
_LABEL: Final[Look] = {**HEADER, **_SMALL, "bold": False}
_VALUE: Final[Look] = {**CELL, **_SMALL}
_FAINT: Final[Look] = {**SUBTITLE, **_SMALL, "border": 1}
_ALONE: Final[Look] = {**_VALUE, **MISSING, **CENTRED}
_SIGN: Final[Look] = {**_SMALL, "align": "center"}
_CUT_ACROSS: Final[Look] = {"border": 0, "top": 3, "top_color": LINE}
_CUT_DOWN: Final[Look] = {"border": 0, "left": 3, "left_color": LINE}


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a card, over some of its columns."""

    column: int
    columns: int
    value: Value
    look: Look


@dataclass(frozen=True, slots=True)
class _Row:
    height: float
    cells: tuple[_Cell, ...]


def write_cards(leaf: Leaf, pairing_list: PairingList, chapter: Chapter, _subtitle: str) -> int:
    """Fill one sheet; give the column of the first cell that is free beside the cards."""
    leaf.set_widths([*_WIDTHS, _GUTTER, *_WIDTHS])
    leaf.sheet.set_portrait()
    leaf.sheet.set_margins(**_MARGINS)
    laid_out = [list(_rows(leaf, pairing_list, card)) for card in cards_of(pairing_list, chapter, leaf.book.language)]
    breaks, row = [], 0
    for at in range(0, len(laid_out), 2):
        if at and at % 4 == 0:
            breaks.append(row)
        elif at:
            row = _cut(leaf, row)
        row = _write_pair(leaf, row, laid_out[at : at + 2])
    leaf.sheet.set_h_pagebreaks(breaks)
    leaf.sheet.print_area(0, 0, row - 1, _PRINTED - 1)
    return _PRINTED


def _write_pair(leaf: Leaf, row: int, cards: Sequence[Sequence[_Row]]) -> int:
    """Write one card, or two beside each other, whose rows are alike; give the row below."""
    down = leaf.book.look(_CUT_DOWN)
    for at, (one, *_) in enumerate(zip(*cards, strict=True), row):
        leaf.sheet.set_row(at, one.height)
        leaf.sheet.write_blank(at, _RIGHT - 1, None, down)
    for card, first in zip(cards, (0, _RIGHT), strict=False):
        for at, line in enumerate(card, row):
            for cell in line.cells:
                leaf.across(at, first + cell.column, cell.columns, cell.value, leaf.book.style(cell.look))
    return row + len(cards[0])


def _cut(leaf: Leaf, row: int) -> int:
    """Write the line between the upper and the lower cards."""
    leaf.sheet.set_row(row, _CUT_HEIGHT / 2)
    leaf.sheet.set_row(row + 1, _CUT_HEIGHT / 2)
    for column in range(_PRINTED):
        leaf.put(row + 1, column, None, _CUT_ACROSS)
    return row + 2


# One card ----------------------------------------------------------------------------------------------------------


def _rows(leaf: Leaf, pairing_list: PairingList, card: Card) -> Iterator[_Row]:
    whole = len(_WIDTHS)
    facts, ties = list(_facts(leaf, card)), list(_ties(leaf, card))
    fixed = _TITLE_HEIGHT + _PLACE + _FACT * (len(facts) + len(ties)) + _HEADER + _SIGNED
    height = (_CARD - fixed) / (ROWS + 1)
    yield _Row(_TITLE_HEIGHT, (_Cell(0, whole, leaf.say(TITLE), _NAME),))
    number = leaf.say(card.number)
    yield _Row(
        _PLACE, (_Cell(0, 2, card.place, _fitting(card.place, 0, 2, _PLACE, _FAINT)), _Cell(2, 2, number, _FAINT))
    )
    yield from (_Row(_FACT, cells) for cells in (*facts, *ties))
    spans = _spans(helper_fields(pairing_list))
    headers = [leaf.say(header) for header in helper_headers(pairing_list)]
    yield _Row(_HEADER, tuple(_Cell(*span, header, _LABEL) for span, header in zip(spans, headers, strict=True)))
    for cells in (*_helpers(leaf, card, spans, height), *_blank(leaf, card)):
        yield _Row(height, cells)
    yield _Row(_SIGNED, (_Cell(0, whole, leaf.say(SIGNED), _SIGN),))


def _facts(leaf: Leaf, card: Card) -> Iterator[tuple[_Cell, ...]]:
    """Give the facts two a row; the last one of an odd number has the row."""
    for at in range(0, len(card.facts), 2):
        pair = card.facts[at : at + 2]
        last = 3 if len(pair) == 1 else 1
        yield tuple(
            cell
            for column, (label, value) in zip((0, 2), pair, strict=False)
            for cell in (_label(leaf, column, label), _Cell(column + 1, last, value, _centred(value)))
        )


def _label(leaf: Leaf, column: int, label: Text) -> _Cell:
    words = leaf.say(label)
    return _Cell(column, 1, words, _fitting(words, column, 1, _FACT, _LABEL))


def _centred(value: Value) -> Look:
    return {**_VALUE, **CENTRED} if value else _VALUE


def _ties(leaf: Leaf, card: Card) -> Iterator[tuple[_Cell, ...]]:
    for tie in card.ties:
        names = "、".join(tie.names)
        yield _label(leaf, 0, tie.label), _Cell(1, 3, names, _fitting(names, 1, 3, _FACT, _VALUE))


def _spans(fields: Sequence[str]) -> list[tuple[int, int]]:
    """Give where each field begins and how many columns it takes: those of the fields that are not shown too."""
    starts = [_AT[field] for field in fields]
    ends = [*starts[1:], len(_WIDTHS)]
    return [(start, end - start) for start, end in zip(starts, ends, strict=True)]


def _helpers(leaf: Leaf, card: Card, spans: Sequence[tuple[int, int]], height: float) -> Iterator[tuple[_Cell, ...]]:
    for helper in card.helpers:
        yield tuple(
            _Cell(*span, value, _fitting(value, *span, height, _VALUE))
            for span, value in zip(spans, helper, strict=True)
        )
    if card.note:
        yield (_Cell(0, len(_WIDTHS), leaf.say(card.note), _ALONE if card.alone else _VALUE),)
    for _ in range(card.named - len(card.helpers) - (card.note is not None)):
        yield tuple(_Cell(*span, None, _VALUE) for span in spans)


def _blank(leaf: Leaf, card: Card) -> Iterator[tuple[_Cell, ...]]:
    date, done, signs = (leaf.say(header) for header in NOTED)
    yield _Cell(0, 1, date, _LABEL), _Cell(1, 2, done, _LABEL), _Cell(3, 1, signs, _LABEL)
    for _ in range(card.blank):
        yield _Cell(0, 1, None, _VALUE), _Cell(1, 2, None, _VALUE), _Cell(3, 1, None, _VALUE)


def _fitting(value: Value, column: int, columns: int, height: float, look: Look) -> Look:
    """Make the letters of a long text so small that it fits."""
    if not isinstance(value, str):
        return look
    width = sum(_WIDTHS[column : column + columns])
    sizes = (size for size in _SIZES if lines_needed(value, width * _SIZES[0] / size) * size * _SPACED <= height)
    size = next(sizes, _SIZES[-1])
    return look if size == _SIZES[0] else {**look, "font_size": size}
