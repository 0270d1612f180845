"""What is written, under which name: each list in each form, as one file or a file a chapter; table and bulletin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.text import Text, text
from pairing.writing.atomic import replacing
from viz.lists.bulletin import NAME as BULLETIN
from viz.lists.bulletin_sheet import write_bulletin
from viz.lists.by_cadre import list_by_cadre
from viz.lists.by_household import list_by_household
from viz.lists.by_unit import list_by_unit
from viz.lists.by_village import list_by_village
from viz.lists.chapter_files import chapter_places, way_back, write_chapter_books
from viz.lists.printing import Printer, bulletin_page
from viz.lists.register_book import SUMMARY, write_register_book
from viz.lists.table import write_csv, write_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists import By, Form
    from viz.lists.chapter import PairingList

MAKERS: Final[Mapping[By, Callable[[Sight, Language], PairingList]]] = {
    "village": list_by_village,
    "unit": list_by_unit,
    "cadre": list_by_cadre,
    "household": list_by_household,
}
_FOR_THE_PUBLIC: Final = text(", public")
_ALL: Final = text("All pairings")


@dataclass(frozen=True, slots=True)
class Writing:
    """Writes what was asked for; each method gives the files as it has written them."""

    sight: Sight
    folder: Path
    language: Language
    forms: frozenset[Form]
    one_file: bool

    def lists(self, kinds: Iterable[By]) -> Iterator[Path]:
        """Write the lists."""
        for kind in kinds:
            listed = MAKERS[kind](self.sight, self.language)
            if "xlsx" in self.forms:
                yield from self._workbooks(listed)
            if "html" in self.forms:
                yield from self._pages(listed)

    def tables(self) -> Iterator[Path]:
        """Write all pairings."""
        if "csv" in self.forms:
            yield self._put(_ALL, ".csv", lambda draft: write_csv(self.sight, draft, self.language))
        if "parquet" in self.forms:
            yield self._put(_ALL, ".parquet", lambda draft: write_parquet(self.sight, draft))

    def bulletin(self) -> Iterator[Path]:
        """Write the bulletin."""
        if "xlsx" in self.forms:
            yield self._put(BULLETIN, ".xlsx", lambda draft: write_bulletin(self.sight, draft, self.language))
        if "html" in self.forms:
            yield _written(self._path(BULLETIN, ".html"), bulletin_page(self.sight, self.language))

    def _workbooks(self, listed: PairingList) -> Iterable[Path]:
        if not self.one_file:
            return write_chapter_books(self.sight, listed, self._path(listed.title), self.language)
        fill = lambda draft: write_register_book(self.sight, listed, draft, self.language)  # noqa: E731
        return (self._put(listed.title, ".xlsx", fill),)

    def _pages(self, listed: PairingList) -> Iterator[Path]:
        printer = Printer(self.sight, listed, self.language)
        if self.one_file:
            yield _written(self._path(listed.title, ".html"), printer.whole())
            return
        folder = self._path(listed.title)
        files = chapter_places(listed, self.language, ".html")
        yield _written(folder / f"{SUMMARY.render(self.language)}.html", printer.contents(files))
        for file, chapter in zip(files, listed.chapters, strict=True):
            yield _written(folder / file, printer.chapter(chapter, way_back(file, self.language)))

    def _put(self, name: Text, ending: str, fill: Callable[[Path], None]) -> Path:
        path = self._path(name, ending)
        with replacing(path) as draft:
            fill(draft)
        return path

    def _path(self, name: Text, ending: str = "") -> Path:
        public = "" if self.sight.plans else _FOR_THE_PUBLIC.render(self.language)
        return self.folder / f"{name.render(self.language)}{public}{ending}"


def _written(path: Path, content: bytes) -> Path:
    with replacing(path) as draft:
        draft.write_bytes(content)
    return path
