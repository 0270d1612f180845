"""A list as one workbook: summary, a sheet per chapter; for those who plan, findings and balance behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.audience import NAMES
from viz.lists.balance_sheet import write_balance
from viz.lists.book import open_book, sheet_address
from viz.lists.cards_sheet import write_cards
from viz.lists.cells import sheet_names
from viz.lists.findings import write_findings
from viz.lists.heat_sheet import write_heat
from viz.lists.register import write_register
from viz.lists.slips_sheet import write_slips
from viz.lists.summary import link_behind, write_summary
from viz.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.book import Book, Leaf
    from viz.lists.chapter import Chapter, Layout, PairingList

SUMMARY: Final = text("Summary")
_BEHIND: Final = (text("Findings"), text("Balance"), text("Units × villages"))
_WRITERS: Final[Mapping[Layout, Callable[[Leaf, PairingList, Chapter, str], int]]] = {
    "register": write_register,
    "slips": write_slips,
    "cards": write_cards,
}


def write_register_book(sight: Sight, pairing_list: PairingList, path: Path, language: Language) -> None:
    """Write the whole workbook to ``path``."""
    book = open_book(path, language, title=pairing_list.title.render(language), made=sight.roster.on)
    summary, *behind = (words.render(language) for words in (SUMMARY, *_BEHIND))
    names = sheet_names((chapter.name for chapter in pairing_list.chapters), (summary, *behind))
    with book.workbook:
        first = begin_book(book, sight, pairing_list, [sheet_address(name) for name in names])
        for name, chapter in zip(names, pairing_list.chapters, strict=True):
            write_chapter(book, sight, pairing_list, chapter, name=name, back=sheet_address(summary))
        end_book(book, sight, pairing_list, first)


def begin_book(book: Book, sight: Sight, pairing_list: PairingList, addresses: Sequence[str]) -> Leaf:
    """Write the summary, with a link to the address of each chapter; give its sheet."""
    leaf = book.leaf(SUMMARY.render(book.language), landscape=False)
    head = (pairing_list.title.render(book.language), subtitle_of(sight, book.language))
    write_summary(leaf, sight, pairing_list, addresses, head)
    return leaf


def write_chapter(  # noqa: PLR0913 - what a sheet is written from
    book: Book, sight: Sight, pairing_list: PairingList, chapter: Chapter, *, name: str, back: str
) -> None:
    """Write the sheet of a chapter, with a link back."""
    leaf = book.leaf(name)
    free = _WRITERS[pairing_list.layout](leaf, pairing_list, chapter, subtitle_of(sight, book.language))
    leaf.link_back(free, back)


def end_book(book: Book, sight: Sight, pairing_list: PairingList, first: Leaf) -> None:
    """Write the sheets for those who plan, with links to them and back."""
    written = dict(_sheets_behind(book, sight)) if sight.plans else {}
    for leaf, free in written.values():
        leaf.link_back(free, sheet_address(str(first.sheet.name)))
    link_behind(first, pairing_list, list(written))


def _sheets_behind(book: Book, sight: Sight) -> Iterator[tuple[str, tuple[Leaf, int]]]:
    """Write findings and balance, as far as there are any; give each sheet by its name, with its first free column."""
    findings, balance, heat = (words.render(book.language) for words in _BEHIND)
    subtitle = subtitle_of(sight, book.language)
    if sight.report is not None:
        leaf = book.leaf(findings)
        yield findings, (leaf, write_findings(leaf, sight.report, title=findings, subtitle=subtitle))
    if sight.balance is not None:
        leaf = book.leaf(balance)
        yield balance, (leaf, write_balance(leaf, sight.balance, title=balance, subtitle=subtitle))
        leaf = book.leaf(heat)
        yield heat, (leaf, write_heat(leaf, sight.roster, title=heat, subtitle=subtitle))


def subtitle_of(sight: Sight, language: Language) -> str:
    """Say as of when a list is and for whom."""
    day = day_text(sight.roster.on, language)
    return text("As of {day} · {audience}", day=day, audience=NAMES[sight.audience]).render(language)
