"""The register as one workbook: summary, a sheet per chapter; for those who plan, findings and balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.audience import NAMES
from viz.lists.balance_sheet import write_balance
from viz.lists.book import open_book
from viz.lists.cells import sheet_names
from viz.lists.findings import write_findings
from viz.lists.heat_sheet import write_heat
from viz.lists.register import write_register
from viz.lists.summary import link_behind, write_summary
from viz.wording import day_text

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.book import Book
    from viz.lists.chapter import PairingList

_OF_OURS: Final = (text("Summary"), text("Findings"), text("Balance"), text("Units × villages"))
"""The sheets beside the chapters, whose names no chapter can have."""


def write_register_book(sight: Sight, pairing_list: PairingList, path: Path, language: Language) -> None:
    """Write the whole workbook to ``path``."""
    title = text("Pairing list").render(language)
    book = open_book(path, language, title=title, made=sight.roster.on)
    with book.workbook:
        _write_sheets(book, sight, pairing_list, title)


def _write_sheets(book: Book, sight: Sight, pairing_list: PairingList, title: str) -> None:
    subtitle = _subtitle(sight, book.language)
    summary, findings, balance, heat = (words.render(book.language) for words in _OF_OURS)
    names = sheet_names((chapter.name for chapter in pairing_list.chapters), (summary, findings, balance, heat))
    first = book.leaf(summary, landscape=False)
    write_summary(first, sight, pairing_list, names, (title, subtitle))
    for name, chapter in zip(names, pairing_list.chapters, strict=True):
        write_register(book.leaf(name), pairing_list, chapter, subtitle, summary)
    behind: list[str] = []
    if sight.report is not None and sight.plans:
        behind += [findings]
        write_findings(book.leaf(findings), sight.report, title=findings, subtitle=subtitle)
    if sight.balance is not None and sight.plans:
        behind += [balance, heat]
        write_balance(book.leaf(balance), sight.balance, title=balance, subtitle=subtitle)
        write_heat(book.leaf(heat), sight.roster, title=heat, subtitle=subtitle)
    link_behind(first, pairing_list, behind)


def _subtitle(sight: Sight, language: Language) -> str:
    day = day_text(sight.roster.on, language)
    return text("As of {day} · {audience}", day=day, audience=NAMES[sight.audience]).render(language)
