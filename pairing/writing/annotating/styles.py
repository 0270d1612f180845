"""The styles of a workbook: looks are added behind those there are, which stay as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pairing.writing.annotating.colours import MOST, former_of, is_light, mark_colour
from pairing.writing.annotating.markup import MarkupError, outline, with_attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.model.finding import Severity
    from pairing.writing.annotating.markup import Element
    from pairing.writing.annotating.package import Package
    from pairing.writing.annotating.splices import Splice

_LIGHT_INDEXES: Final = frozenset({"1", "9"})
"""White in the old palette."""
_LIGHT_THEME: Final = "0"
"""The theme's colour of paper."""
_FORMATS: Final = "cellXfs"


@dataclass(eq=False)
class Styles:
    """The part with the styles, and what is to be added to it."""

    package: Package
    name: str
    _added: dict[str, list[str]] = field(default_factory=dict)
    _known: dict[tuple[str, str], int] = field(default_factory=dict)
    _marked: dict[tuple[int, Severity], int] = field(default_factory=dict)
    formers: list[int] = field(default_factory=list)
    """The fills that marks stand in the place of, beside none: number 1 is the first."""

    @classmethod
    def of(cls, package: Package, book: str) -> Styles:
        """Find the styles of a book; raises MarkupError where it has none to speak of."""
        name = package.related(book, "styles")
        if name is None:
            raise MarkupError
        styles = cls(package, name)
        if not all(styles.listed(each) for each in ("fonts", "fills", "borders", _FORMATS)):
            raise MarkupError
        return styles

    @cached_property
    def content(self) -> bytes:
        """What the part holds."""
        return self.package.read(self.name)

    @cached_property
    def _lists(self) -> dict[str, Element]:
        return {each.name: each for each in outline(self.content).children}

    def listed(self, name: str) -> list[Element]:
        """Give what a list of the part holds: ``fills``, ``cellXfs``."""
        found = self._lists.get(name)
        return found.children if found else []

    def style(self, number: int) -> Element:
        """Give a style of cells; one that is none stands for the first, as spreadsheets take it."""
        styles = self.listed(_FORMATS)
        return styles[number] if 0 <= number < len(styles) else styles[0]

    def add(self, name: str, said: str) -> int:
        """Add to a list of the part, without prefixes, and give its number there; what was added before is there."""
        known = self._known.get((name, said))
        if known is None:
            added = self._added.setdefault(name, [])
            known = self._known[name, said] = len(self.listed(name)) + len(added)
            added.append(said)
        return known

    def add_fill(self, colour: str) -> int:
        """Add a fill of one colour."""
        said = f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/>'
        return self.add("fills", f"{said}</patternFill></fill>")

    def add_style(self, inside: str = "", **marks: int) -> int:
        """Add a style of cells that has no forerunner."""
        said = {"numFmtId": 0, "fontId": 0, "fillId": 0, "borderId": 0, "xfId": 0, **marks}
        applied = {"applyNumberFormat": 1, "applyFont": 1, "applyFill": 1, "applyBorder": 1}
        tag = " ".join(f'{name}="{value}"' for name, value in {**said, **applied}.items())
        return self.add(_FORMATS, f"<xf {tag}>{inside}</xf>" if inside else f"<xf {tag}/>")

    def marked(self, number: int, severity: Severity) -> int:
        """Give the style that is as style ``number`` and has a mark's colour: its number format, font, border stay."""
        key = number, severity
        if key not in self._marked:
            self._marked[key] = self._mark(self.style(number), severity)
        return self._marked[key]

    def _mark(self, style: Element, severity: Severity) -> int:
        colour = mark_colour(severity, self._former(style), under_light_text=self._has_light_text(style))
        tag = with_attribute(self.content[style.start : style.inside], "fillId", str(self.add_fill(colour)))
        tag = with_attribute(tag, "applyFill", "1")
        return self.add(_FORMATS, (tag + self.content[style.inside : style.end]).decode())

    def _former(self, style: Element) -> int:
        fill = self.fill_of(style)
        if self.is_blank(fill):
            return 0
        if fill not in self.formers:
            self.formers.append(fill)
        return min(self.formers.index(fill) + 1, MOST)

    def fill_of(self, style: Element) -> int:
        """Give the number of a style's fill."""
        return style.number("fillId")

    def is_blank(self, number: int) -> bool:
        """Tell whether a fill is none at all."""
        fills = self.listed("fills")
        pattern = fills[number].find("patternFill", "gradientFill") if number < len(fills) else None
        return pattern is None or (pattern.name == "patternFill" and pattern.get("patternType") in {None, "none"})

    def former(self, number: int) -> int | None:
        """Give which fill (by :attr:`formers`) a fill that is a mark stands in the place of; None for another fill."""
        fills = self.listed("fills")
        colours = [each for each in fills[number].walk() if each.name == "fgColor"] if number < len(fills) else []
        return former_of(colours[0].get("rgb") or "") if colours else None

    def _has_light_text(self, style: Element) -> bool:
        fonts, number = self.listed("fonts"), style.number("fontId")
        colour = fonts[number].find("color") if number < len(fonts) else None
        if colour is None:
            return False
        if colour.get("rgb"):
            return is_light(colour.get("rgb") or "")
        return colour.get("theme") == _LIGHT_THEME or colour.get("indexed") in _LIGHT_INDEXES

    def splices(self) -> Iterator[Splice]:
        """Give the changes that add what was added."""
        for name, added in self._added.items():
            of = self._lists[name]
            yield of.setting(self.content, "count", str(len(of.children) + len(added)))
            yield of.appending(self.content, "".join(self._prefixed(of, said) for said in added).encode())

    def _prefixed(self, of: Element, said: str) -> str:
        """Give what was added the prefix that the part's own elements have."""
        if not of.prefix or said.startswith(f"<{of.prefix}"):
            return said
        return said.replace("</", "\0").replace("<", f"<{of.prefix}").replace("\0", f"</{of.prefix}")
