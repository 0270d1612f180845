"""The part that says which sheets a workbook has and what its names stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pairing.writing.annotating.markup import (
    MarkupError,
    attribute_text,
    element_text,
    outline,
    text_of,
    with_attribute,
)
from pairing.writing.annotating.package import OFFICE
from pairing.writing.annotating.splices import Splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pairing.writing.annotating.markup import Element
    from pairing.writing.annotating.package import Draft, Package, Relation

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
OURS: Final = "_pairing.findings"
"""The hidden name that stands for our sheet, whatever somebody calls it."""
_AFTER_NAMES: Final = (
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)
"""What may follow the names in a workbook."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet as the workbook lists it."""

    title: str
    part: str | None
    """The worksheet; None for a sheet of another kind (a chart)."""
    element: Element


@dataclass(frozen=True, eq=False)
class Book:
    """A workbook's own part."""

    package: Package
    name: str
    """Of the part."""

    @classmethod
    def of(cls, package: Package) -> Book:
        """Find it; raises MarkupError where there is none, or one of the strict kind."""
        name = package.related("", "officeDocument")
        if name is None or name.casefold().endswith(".bin"):
            raise MarkupError
        book = cls(package, name)
        if book.root.name != "workbook" or MAIN not in book.root.attributes.values() or not book.tabs:
            raise MarkupError
        return book

    @cached_property
    def content(self) -> bytes:
        """What the part holds."""
        return self.package.read(self.name)

    @cached_property
    def root(self) -> Element:
        """Its outline."""
        return outline(self.content)

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """What it is related to, by id."""
        return {relation.id: relation for relation in self.package.relations(self.name)}

    @cached_property
    def tabs(self) -> list[Tab]:
        """The sheets in their order."""
        sheets = self.root.find("sheets")
        return [self._tab(each) for each in sheets.all("sheet")] if sheets else []

    def _tab(self, element: Element) -> Tab:
        relation = self.relations.get(element.get("id") or "")
        is_sheet = relation is not None and relation.kind == "worksheet"
        part = self.package.named(relation.part) if relation is not None and is_sheet else None
        return Tab(element.get("name") or "", part, element)

    @cached_property
    def ours(self) -> int | None:
        """Which of the sheets is ours, if one is and there are others."""
        titles = [title_of(text_of(self.content, name)) for name in self._names() if name.get("name") == OURS]
        return next((n for n, tab in enumerate(self.tabs) if tab.title in titles and len(self.tabs) > 1), None)

    @property
    def has_name_of_ours(self) -> bool:
        """Tell whether the name of our sheet is there, with or without the sheet."""
        return any(name.get("name") == OURS for name in self._names())

    def _names(self) -> list[Element]:
        names = self.root.find("definedNames")
        return names.all("definedName") if names else []

    @property
    def has_view(self) -> bool:
        """Tell whether there is a window for a sheet's view to belong to."""
        views = self.root.find("bookViews")
        return views is not None and bool(views.children)

    def free_title(self, titles: Iterable[str]) -> str:
        """Give the first of some titles that no sheet has."""
        taken = {tab.title.casefold() for tab in self.tabs}
        return next(title for title in titles if title.casefold() not in taken)

    def add_sheet(self, draft: Draft, title: str, content: bytes, names: dict[str, str]) -> None:
        """Add our sheet behind the others, with names for parts of it (``_xlnm.Print_Titles``)."""
        part = draft.free_name("xl/worksheets/sheet{}.xml")
        draft.add(part, content, SHEET_KIND)
        relation = draft.relate(self.name, part, f"{OFFICE}/worksheet")
        sheets = self.root.find("sheets")
        assert sheets is not None  # noqa: S101 - a workbook without sheets is none
        number = max(tab.element.number("sheetId") for tab in self.tabs) + 1
        said = f'name="{attribute_text(title)}" sheetId="{number}" xmlns:r="{OFFICE}" r:id="{relation}"'
        tag = f"<{sheets.prefix}sheet {said}/>".encode()
        draft.splice(self.name, sheets.appending(self.content, tag), self._naming(title, names))

    def _naming(self, title: str, names: dict[str, str]) -> Splice:
        prefix = self.root.prefix
        tag = f"{prefix}definedName"
        local, hidden = f' localSheetId="{len(self.tabs)}"', ' hidden="1"'
        every = [
            *((name, local + (hidden if name.endswith("_FilterDatabase") else ""), at) for name, at in names.items()),
            (OURS, hidden, "$A$1"),
        ]
        written = "".join(
            f'<{tag} name="{name}"{marks}>{element_text(address(title, cells))}</{tag}>' for name, marks, cells in every
        )
        there = self.root.find("definedNames")
        if there is not None:
            return there.appending(self.content, written.encode())
        after = self.root.find(*_AFTER_NAMES)
        at = after.start if after else self.root.close
        return Splice(at, at, f"<{prefix}definedNames>{written}</{prefix}definedNames>".encode())

    def remove_ours(self, draft: Draft) -> None:
        """Take our sheet out, and the names for parts of it; what follows it moves up."""
        if self.ours is None:
            draft.splice(self.name, *self._without_names(set(), None))
            return
        tab = self.tabs[self.ours]
        relation = self.relations[tab.element.get("id") or ""]
        draft.splice(self.name, tab.element.removing(), *self._without_names({str(self.ours)}, self.ours))
        draft.splice(self.name, *self._views(self.ours))
        draft.unrelate(self.name, relation)
        if tab.part:
            draft.remove(tab.part)

    def _without_names(self, local: set[str], gone: int | None) -> Iterator[Splice]:
        names = self.root.find("definedNames")
        if names is None:
            return
        going = [each for each in self._names() if each.get("name") == OURS or each.get("localSheetId") in local]
        if len(going) == len(names.children):
            yield names.removing()
            return
        yield from (each.removing() for each in going)
        for each in self._names() if gone is not None else ():
            number = each.number("localSheetId", -1)
            if each not in going and number > (gone or 0):
                yield each.setting(self.content, "localSheetId", str(number - 1))

    def _views(self, gone: int) -> Iterator[Splice]:
        """Let each window show the sheet that it showed, or the first one where it showed ours."""
        views = self.root.find("bookViews")
        for view in views.children if views else ():
            tag = self.content[view.start : view.inside]
            for attribute in ("activeTab", "firstSheet"):
                shown = view.number(attribute)
                if shown and shown >= gone:
                    tag = with_attribute(tag, attribute, str(shown - 1 if shown > gone else 0))
            if tag != self.content[view.start : view.inside]:
                yield Splice(view.start, view.inside, tag)


def address(title: str, cells: str) -> str:
    """Write where cells are: ``'贫困户'!B7``."""
    quoted = title.replace("'", "''")
    return f"'{quoted}'!{cells}"


def title_of(written: str) -> str | None:
    """Give the title of the sheet that an address is in."""
    found = re.fullmatch(r"(?:'((?:[^']|'')*)'|([^'!]+))!.*", written, re.DOTALL)
    return (found[1].replace("''", "'") if found[1] is not None else found[2]) if found else None
