"""The comments of a sheet: ours beside the planner's, or below what she has written herself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from pairing.reading.grid import letters
from pairing.writing.annotating.book import MAIN
from pairing.writing.annotating.markup import Element, element_text, outline, text_of
from pairing.writing.annotating.sheet import cell_of
from pairing.writing.annotating.splices import Splice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.writing.annotating.sheet import Cell

KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
AUTHOR: Final = "pairing"
SIGN: Final = "———— pairing ————"
"""The line that ours begin with. Authors do not last: LibreOffice saves comments without."""
LONGEST: Final = 32_767
"""Characters that a comment can have."""
_EMPTY: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}"><authors></authors>'
    "<commentList></commentList></comments>"
).encode()
_LOOKS: Final = '<{0}rPr><{0}sz val="9"/><{0}color indexed="81"/><{0}rFont val="宋体"/></{0}rPr>'


@dataclass(frozen=True, eq=False)
class Comments:
    """The part with the comments of a sheet."""

    content: bytes = _EMPTY

    @cached_property
    def _root(self) -> Element:
        return outline(self.content)

    @cached_property
    def _list(self) -> Element:
        found = self._root.find("commentList")
        return found if found is not None else Element(self._root.prefix, "commentList", {}, 0, 0)

    @cached_property
    def _by_cell(self) -> dict[Cell, Element]:
        found = ((cell_of(each.get("ref") or ""), each) for each in self._list.all("comment"))
        return {cell: each for cell, each in found if cell is not None}

    @property
    def cells(self) -> frozenset[Cell]:
        """Where there are comments."""
        return frozenset(self._by_cell)

    def adding(self, notes: Mapping[Cell, str]) -> list[Splice]:
        """Add our notes: a comment each, or below the one there is."""
        prefix = self._root.prefix
        authors, listed = self._root.find("authors"), self._root.find("commentList")
        number = len(authors.children) if authors else 0
        below = {cell: note for cell, note in notes.items() if cell in self._by_cell}
        new = "".join(_comment(prefix, number, cell, note) for cell, note in notes.items() if cell not in below)
        splices = [each for cell, note in below.items() for each in self._below(self._by_cell[cell], note)]
        if not new:
            return splices
        author = f"<{prefix}author>{AUTHOR}</{prefix}author>"
        if authors is None:
            inside = f"<{prefix}authors>{author}</{prefix}authors>".encode()
            splices.append(Splice(self._root.inside, self._root.inside, inside))
        else:
            splices.append(authors.appending(self.content, author.encode()))
        if listed is None:
            new = f"<{prefix}commentList>{new}</{prefix}commentList>"
        return [*splices, (listed or self._root).appending(self.content, new.encode())]

    def _below(self, comment: Element, note: str) -> Iterator[Splice]:
        """Add a run behind those there are; text that stands in none gets one of its own, or it would be lost."""
        run = _run(comment.prefix, "\n" + note[: LONGEST - 1 - len(self._said(comment))]).encode()
        holder = comment.find("text")
        if holder is None:
            tag = f"{comment.prefix}text".encode()
            yield comment.appending(self.content, b"<" + tag + b">" + run + b"</" + tag + b">")
            return
        bare = holder.find("t")
        if bare is not None:
            yield Splice(bare.start, bare.start, f"<{bare.prefix}r>".encode())
            yield Splice(bare.end, bare.end, f"</{bare.prefix}r>".encode() + run)
            return
        guide = holder.find("rPh", "phoneticPr")  # how something is read stands behind all text
        yield Splice(guide.start, guide.start, run) if guide else holder.appending(self.content, run)

    def _said(self, comment: Element) -> str:
        return "".join(text_of(self.content, each) for _, each in _pieces(comment))

    def washing(self) -> tuple[list[Splice], frozenset[Cell]]:
        """Take our notes out, known by their first line; give the changes, and the cells left without a comment."""
        splices: list[Splice] = []
        bare = set()
        for cell, comment in self._by_cell.items():
            kept, sign, _ = self._said(comment).partition(SIGN)
            if sign and not kept.strip():
                splices.append(comment.removing())
                bare.add(cell)
            elif sign:
                splices += self._cut(comment, len(kept.removesuffix("\n")))
        return splices, frozenset(bare)

    def _cut(self, comment: Element, length: int) -> Iterator[Splice]:
        """Leave only the first characters of a comment."""
        for run, piece in _pieces(comment):
            said = text_of(self.content, piece)
            if length <= 0 and run.name == "r":
                yield run.removing()
            elif len(said) > length:
                yield Splice(piece.inside, piece.close, escape(said[: max(0, length)]).encode())
            length -= len(said)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no comment."""
        return not self._list.children


def _pieces(comment: Element) -> Iterator[tuple[Element, Element]]:
    """Give the runs of a comment in order, each with its text; what says how something is read is none."""
    holder = comment.find("text")
    for run in holder.children if holder else ():
        piece = run if run.name == "t" else run.find("t")
        if piece is not None and run.name != "rPh":
            yield run, piece


def _comment(prefix: str, author: int, cell: Cell, note: str) -> str:
    where = f'ref="{letters(cell[1])}{cell[0]}" authorId="{author}"'
    text = f"<{prefix}text>{_run(prefix, note)}</{prefix}text>"
    return f"<{prefix}comment {where}>{text}</{prefix}comment>"


def _run(prefix: str, said: str) -> str:
    text = f'<{prefix}t xml:space="preserve">{element_text(said)}</{prefix}t>'
    return f"<{prefix}r>{_LOOKS.format(prefix)}{text}</{prefix}r>"
