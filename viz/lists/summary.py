"""The first sheet of a list: totals beside the declared ones, coverage, and every sheet with its counts and a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import Text, text
from viz.figures import figures, percent_covered, sight_coverage
from viz.lists.book import CELL, CENTRED, HEADER, MISSING, NOTE, ROW_HEIGHT, Leaf, fitting_widths, sheet_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viz.audience import Sight
    from viz.lists.book import Value
    from viz.lists.chapter import Chapter, PairingList

AGREES: Final = {True: text("✓ agrees"), False: text("✗ differs"), None: text("—")}

_LINK: Final = 20.0
"""Width of the column of links."""


def write_summary(
    leaf: Leaf, sight: Sight, pairing_list: PairingList, addresses: Sequence[str], head: tuple[str, str]
) -> None:
    """Fill the summary sheet, which stands before all others; ``addresses`` are those of the chapters."""
    headers = [leaf.say(header) for header in (text("No."), *pairing_list.headers)]
    leaf.sheet.set_default_row(ROW_HEIGHT)
    leaf.title(len(headers), *head)
    row = _write_totals(leaf, sight, 3)
    leaf.span(row, len(headers), leaf.say(coverage_sentence(sight)), NOTE)
    last = _write_contents(leaf, pairing_list, addresses, headers, row + 2)
    rows = [(number, *contents_row(one)) for number, one in enumerate(pairing_list.chapters, 1)]
    leaf.set_widths(fitting_widths(rows, headers))
    leaf.sheet.print_area(0, 0, last, len(headers) - 1)


def contents_row(chapter: Chapter) -> tuple[Value, ...]:
    """Give the row of a chapter in the table of all, without its number."""
    return (chapter.name, *chapter.cells, *(() if chapter.alone is None else (chapter.alone,)))


def link_behind(leaf: Leaf, pairing_list: PairingList, names: Sequence[str]) -> None:
    """Link the sheets that stand behind all chapters, outside what is printed: nobody should page through to them."""
    column = len(pairing_list.headers) + 2
    for row, name in enumerate(names):
        leaf.link(row, column, sheet_address(name), f"{name} →")
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


def coverage_sentence(sight: Sight) -> Text:
    """Say how many households have a helper."""
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
    leaf: Leaf, pairing_list: PairingList, addresses: Sequence[str], headers: Sequence[str], row: int
) -> int:
    """Write a row for each chapter with a link to it, and the sums; give the last row."""
    leaf.put_header(row, headers)
    for number, (address, chapter) in enumerate(zip(addresses, pairing_list.chapters, strict=True), 1):
        at = row + number
        leaf.put(at, 0, number)
        leaf.link(at, 1, address, chapter.name)
        for column, value in enumerate(contents_row(chapter)[1:], 2):
            alarming = column == len(headers) - 1 and chapter.alone
            leaf.put(at, column, value, CELL, MISSING if alarming else {})
    last = row + len(addresses)
    if addresses:
        leaf.sheet.autofilter(row, 0, last, len(headers) - 1)
    if not pairing_list.totals:
        return last
    leaf.put_header(last + 1, ["", leaf.say(text("In all"))])
    for column, total in enumerate(pairing_list.totals, 2):
        leaf.put(last + 1, column, total, HEADER)
    return last + 1
