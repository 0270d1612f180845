"""The sheet of a unit's slips: a table for each cadre, none cut in two by the end of a page, a line to cut between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from viz.lists.book import (
    ALERT,
    ALERT_BAND,
    CELL,
    CENTRED,
    LINE,
    ROW_HEIGHT,
    TITLE_HEIGHT,
    Leaf,
    fitting_height,
    fitting_widths,
    page_room,
)
from viz.lists.paper import Paper
from viz.lists.register import write_head
from viz.lists.slips import NOTED, Slip, slip_centred, slip_headers, slips_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viz.lists.book import Look, Style
    from viz.lists.chapter import Chapter, PairingList

_FIRST_ROW: Final = 4
_HEAD: Final[Look] = {"bold": True, "align": "left", "indent": 1, "font_size": 12, "border": 0}
_ALONE: Final[Look] = {"font_color": ALERT, "bg_color": ALERT_BAND}
_CUT: Final[Look] = {"border": 0, "bottom": 3, "bottom_color": LINE}
_ROOM: Final = 15.0
"""Width of a column to be written in by hand."""
_HEAD_HEIGHT, _WRITTEN = 24.0, 26.0
"""Points of the row of a name, and of a row to be written in by hand."""


def write_slips(leaf: Leaf, pairing_list: PairingList, chapter: Chapter, subtitle: str) -> int:
    """Fill one sheet; give the column of the first cell that is free beside the tables."""
    headers = [leaf.say(header) for header in slip_headers(pairing_list)]
    slips = list(slips_of(pairing_list, chapter, leaf.book.language))
    widths = fitting_widths([row for slip in slips for row in slip.rows], headers)
    widths[-len(NOTED) :] = [max(width, _ROOM) for width in widths[-len(NOTED) :]]
    leaf.set_widths(widths)
    leaf.sheet.set_portrait()
    write_head(leaf, chapter, subtitle, len(widths))
    used = TITLE_HEIGHT + 3 * ROW_HEIGHT + (ROW_HEIGHT if chapter.ties else 0)
    paper = Paper(leaf, widths, _FIRST_ROW, page_room(widths, landscape=False), used)
    styles = [leaf.book.style(CELL, CENTRED if centred else {}) for centred in slip_centred(pairing_list)]
    for slip in slips:
        _write_slip(paper, slip, headers, styles)
    leaf.sheet.freeze_panes(_FIRST_ROW, 0)
    paper.close()
    return len(widths)


def _write_slip(paper: Paper, slip: Slip, headers: Sequence[str], styles: Sequence[Style]) -> None:
    heights = [max(_WRITTEN, fitting_height(row, paper.widths)) for row in slip.rows]
    table = ROW_HEIGHT + sum(heights) if slip.rows else 0
    paper.begin(_HEAD_HEIGHT + table + ROW_HEIGHT)
    paper.leaf.span(paper.row, paper.columns, slip.head, _HEAD, _ALONE if slip.alone else {})
    paper.go_on(_HEAD_HEIGHT)
    if slip.rows:
        paper.leaf.put_header(paper.row, headers)
        paper.go_on(ROW_HEIGHT)
    for row, height in zip(slip.rows, heights, strict=True):
        for column, (value, style) in enumerate(zip(row, styles, strict=True)):
            paper.leaf.write(paper.row, column, value, style)
        paper.go_on(height)
    for column in range(paper.columns):
        paper.leaf.put(paper.row, column, None, _CUT)
    paper.go_on(ROW_HEIGHT)
