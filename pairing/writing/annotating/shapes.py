"""The boxes that comments are shown in: a drawing of an old kind (VML), without which Excel shows none.

Not every program writes it as well-formed XML, so it is changed as the text it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.writing.annotating.markup import MarkupError
from pairing.writing.annotating.splices import Splice
from pairing.writing.annotating.wording import lines_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from pairing.writing.annotating.sheet import Cell

KIND: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
BLOCK: Final = 1024
"""Shapes are numbered in blocks of so many, each of which one sheet has for itself."""
COLUMNS: Final = 4
"""How many columns a box is wide."""
CHARACTERS: Final = 34
"""About how many Latin characters go on a line of it."""
FEWEST_LINES, MOST_LINES = 4, 16
_IDMAP: Final = re.compile(rb"""(<o:idmap\b[^>]*\bdata=)(["'])([\d,]*)\2""")
_SHAPE: Final = re.compile(rb"<v:shape\b[^<]*(?:<(?!v:shape\b)[^<]*)*?</v:shape>\s*")
_END: Final = re.compile(rb"</xml>\s*\Z")
_TEMPLATE: Final = b'<v:shapetype id="_x0000_t202"'
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY: Final = (
    f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
).encode()
_NOTE: Final = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:216pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The drawing with the boxes of a sheet."""

    content: bytes = _EMPTY

    def blocks(self) -> list[int]:
        """Give the blocks of numbers that it has for itself."""
        return [int(each) for match in _IDMAP.finditer(self.content) for each in match[3].split(b",") if each]

    def adding(self, notes: Mapping[Cell, str], first: int) -> list[Splice]:
        """Add a box for each note; blocks from ``first`` on are free. Raises MarkupError for a drawing cut off."""
        end = _END.search(self.content)
        if end is None:
            raise MarkupError
        of_template = "" if _TEMPLATE in self.content else _SHAPE_TYPE
        boxes = "".join(
            _box(cell, note, first * BLOCK + (at // (BLOCK - 1)) * BLOCK + at % (BLOCK - 1) + 1, at + 1)
            for at, (cell, note) in enumerate(notes.items())
        )
        taken = ",".join(str(first + each) for each in range(blocks_for(len(notes))))
        new = Splice(end.start(), end.start(), _with_spaces(self.content, of_template + boxes))
        return [*self._claiming(taken.encode()), new]

    def _claiming(self, taken: bytes) -> list[Splice]:
        found = _IDMAP.search(self.content)
        if found is None:
            return []
        data = b",".join(filter(None, (found[3], taken)))
        return [Splice(found.start(3), found.end(3), data)]

    def washing(self, cells: Container[Cell]) -> list[Splice]:
        """Take the boxes of comments of cells out."""
        found = ((_cell_of(match[0]), match) for match in _SHAPE.finditer(self.content))
        return [Splice(match.start(), match.end(), b"") for cell, match in found if cell and cell in cells]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to be seen in it."""
        return re.search(rb"<v:(?!shapetype\b)(?:shape|group|rect|line|image|oval)\b", self.content) is None


def blocks_for(notes: int) -> int:
    """Give how many blocks of numbers notes need; the first number of each stays free."""
    return -(-notes // (BLOCK - 1))


def free_block(drawings: Iterable[bytes]) -> int:
    """Give the block from which on no drawing has one."""
    return max((block for content in drawings for block in Shapes(content).blocks()), default=0) + 1


def _with_spaces(content: bytes, said: str) -> bytes:
    """Give what is added, with its namespaces where the drawing does not name them in the usual way."""
    start = content.find(b"<xml")
    tag = content[start : content.find(b">", start)]
    if not all(space in tag for space in (b'xmlns:v="', b'xmlns:o="', b'xmlns:x="')):
        said = re.sub(r"<v:(shape|shapetype) ", rf"<v:\1 {_SPACES} ", said)
    return said.encode()


def _cell_of(shape: bytes) -> Cell | None:
    """Give the cell whose comment a shape is the box of; None for a shape of another kind."""
    if b'"Note"' not in shape and b"'Note'" not in shape:
        return None
    row, column = (re.search(rb"<x:" + name + rb">\s*(\d+)\s*</x:", shape) for name in (b"Row", b"Column"))
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else None


def _box(cell: Cell, note: str, number: int, order: int) -> str:
    row, column = cell[0] - 1, cell[1] - 1
    height = min(MOST_LINES, max(FEWEST_LINES, lines_of(note, CHARACTERS)))
    return _NOTE.format(
        number=number,
        order=order,
        height=height * 15,
        left=column + 1,
        right=column + 1 + COLUMNS,
        top=max(0, row - 1),
        bottom=max(0, row - 1) + height,
        row=row,
        column=column,
    )
