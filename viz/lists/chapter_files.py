"""A list as a folder: a file for each chapter, in a folder for each county, and one that leads to all of them."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pairing.writing.atomic import replacing
from viz.lists.book import file_address, open_book
from viz.lists.cells import sheet_names
from viz.lists.file_names import safe_names
from viz.lists.register_book import SUMMARY, begin_book, end_book, write_chapter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.chapter import Chapter, PairingList


def chapter_places(pairing_list: PairingList, language: Language, ending: str) -> list[PurePath]:
    """Give where the file of each chapter stands in the folder of the list.

    No two are the same on a system without regard to case, and none is the summary.
    """
    among: dict[str, list[Chapter]] = {"": []}
    for chapter in pairing_list.chapters:
        among.setdefault(chapter.folder, []).append(chapter)
    wanted = (name.replace(".", "·") for name in among if name)  # so that none looks like a file
    folders = dict(zip((name for name in among if name), safe_names(wanted), strict=True))
    placed = {
        id(chapter): PurePath(folders.get(folder, ""), f"{name}{ending}")
        for folder, chapters in among.items()
        for chapter, name in zip(chapters, _names(chapters, folder, language), strict=True)
    }
    return [placed[id(chapter)] for chapter in pairing_list.chapters]


def _names(chapters: Sequence[Chapter], folder: str, language: Language) -> list[str]:
    return safe_names((chapter.name for chapter in chapters), () if folder else (SUMMARY.render(language),))


def way_back(place: PurePath, language: Language) -> PurePath:
    """Give the way from the file of a chapter to that of the summary."""
    return PurePath(*[".."] * len(place.parent.parts), f"{SUMMARY.render(language)}{place.suffix}")


def write_chapter_books(sight: Sight, pairing_list: PairingList, folder: Path, language: Language) -> list[Path]:
    """Write a workbook for each chapter into ``folder``, and the summary; give them, the summary first."""
    files = chapter_places(pairing_list, language, ".xlsx")
    summary = folder / f"{SUMMARY.render(language)}.xlsx"
    with replacing(summary) as draft:
        _write_summary(sight, pairing_list, draft, language, files)
    for place, chapter in zip(files, pairing_list.chapters, strict=True):
        with replacing(folder / place) as draft:
            _write_one(sight, pairing_list, chapter, draft, language, way_back(place, language))
    return [summary, *(folder / place for place in files)]


def _write_summary(
    sight: Sight, pairing_list: PairingList, path: Path, language: Language, files: Sequence[PurePath]
) -> None:
    book = open_book(path, language, title=pairing_list.title.render(language), made=sight.roster.on)
    with book.workbook:
        end_book(book, sight, pairing_list, begin_book(book, sight, pairing_list, [file_address(one) for one in files]))


def _write_one(  # noqa: PLR0913, PLR0917 - what a sheet is written from
    sight: Sight, pairing_list: PairingList, chapter: Chapter, path: Path, language: Language, back: PurePath
) -> None:
    book = open_book(path, language, title=chapter.title.render(language), made=sight.roster.on)
    (name,) = sheet_names([chapter.name])
    with book.workbook:
        write_chapter(book, sight, pairing_list, chapter, name=name, back=file_address(back))
