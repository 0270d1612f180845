"""The first sheet of a list: totals beside the declared ones, coverage, and every sheet with its counts and a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import Text, text
from viz.figures import figures, percent_covered, sight_coverage
from viz.lists.book import CELL, CENTRED, HEADER, MISSING, NOTE, ROW_HEIGHT, Leaf, fitting_widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viz.audience import Sight
    from viz.lists.chapter import PairingList

AGREES: Final = {True: text("✓ agrees"), False: text("✗ differs"), None: text("—")}

_LINK: Final = 20.0
"""Width of the column of links."""


def write_summary(
    leaf: Leaf, sight: Sight, pairing_list: PairingList, names: Sequence[str], head: tuple[str, str]
) -> None:
    """Fill the summary sheet, which stands before all others; ``names`` are the sheets of the chapters."""
    headers = [leaf.say(header) for header in (text("No."), *pairing_list.headers)]
    leaf.sheet.set_default_row(ROW_HEIGHT)
    leaf.title(len(headers), *head)
    row = _write_totals(leaf, sight, 3)
    leaf.span(row, len(headers), leaf.say(_coverage_sentence(sight)), NOTE)
    last = _write_contents(leaf, pairing_list, names, headers, row + 2)
    rows = [(number, one.name, *one.cells, one.alone) for number, one in enumerate(pairing_list.chapters, 1)]
    leaf.set_widths(fitting_widths(rows, headers))
    leaf.sheet.print_area(0, 0, last, len(headers) - 1)


def link_behind(leaf: Leaf, pairing_list: PairingList, names: Sequence[str]) -> None:
    """Link the sheets that stand behind all chapters, outside what is printed: nobody should page through to them."""
    column = len(pairing_list.headers) + 2
    for row, name in enumerate(names):
        leaf.link(row, column, name, f"{name} →")
    leaf.sheet.set_column(column, column, _LINK)


def _write_totals(leaf: Leaf, sight: Sight, row: int) -> int:
    headers = (text("No."), text("Total"), text("Counted"), text("Declared"), text("Compared"))
    leaf.put_header(row, [leaf.say(header) for header in headers])
    counted = figures(sight)
    for number, figure in enumerate(counted, 1):
        at = row + number
        leaf.put(at, 0, number)
        leaf.put(at, 1, leaf.say(figure.label), CELL)
        leaf.put(at, 2, figure.counted)
        leaf.put(at, 3, figure.declared or leaf.say(AGREES[None]), CENTRED)
        leaf.put(at, 4, leaf.say(AGREES[figure.agrees]), CENTRED, MISSING if figure.agrees is False else {})
    return row + len(counted) + 1


def _coverage_sentence(sight: Sight) -> Text:
    measured = sight_coverage(sight)
    percent = percent_covered(measured)
    if percent is None:
        return text("No household is in scope.")
    return text(
        "{covered} of {households} households have a helper: {percent} %. Without one: {uncovered}.",
        covered=measured.covered,
        households=measured.households,
        percent=percent,
        uncovered=measured.households - measured.covered,
    )


def _write_contents(
    leaf: Leaf, pairing_list: PairingList, names: Sequence[str], headers: Sequence[str], row: int
) -> int:
    """Write a row for each chapter with a link to its sheet, and the sums; give the last row."""
    leaf.put_header(row, headers)
    for number, (name, chapter) in enumerate(zip(names, pairing_list.chapters, strict=True), 1):
        at = row + number
        leaf.put(at, 0, number)
        leaf.link(at, 1, name, chapter.name)
        for column, value in enumerate(chapter.cells, 2):
            leaf.put(at, column, value, CELL)
        leaf.put(at, len(headers) - 1, chapter.alone, MISSING if chapter.alone else {})
    last = row + len(names)
    if names:
        leaf.sheet.autofilter(row, 0, last, len(headers) - 1)
    if not pairing_list.totals:
        return last
    leaf.put_header(last + 1, ["", leaf.say(text("In all"))])
    for column, total in enumerate(pairing_list.totals, 2):
        leaf.put(last + 1, column, total, HEADER)
    return last + 1
