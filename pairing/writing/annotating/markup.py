"""Where the elements of a part are, to the byte: an XML parser finds them, and nothing is written anew.

Names are taken without their prefix, which is kept for what is added beside them: some programs write ``x:row``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from pairing.writing.annotating.splices import Splice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Started = Callable[[str, dict[str, str], int], object]
    Ended = Callable[[int], object]

_TAG: Final = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_AN_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class MarkupError(ValueError):
    """A part is not well-formed, or written in a way in which it is not changed here."""


@dataclass(slots=True)
class Element:
    """An element of a part, with the bytes it takes."""

    prefix: str
    """What stands before its name, with the colon; mostly nothing."""
    name: str
    attributes: Mapping[str, str]
    """By their names as written: ``r:id``."""
    start: int
    inside: int
    """Where its start tag ends."""
    close: int = 0
    """Where its end tag begins; with an empty element (``<row/>``), where it ends."""
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """Its name as written, for another one beside it."""
        return self.prefix + self.name

    def find(self, *names: str) -> Element | None:
        """Find the first child of one of these names."""
        return next((child for child in self.children if child.name in names), None)

    def all(self, name: str) -> list[Element]:
        """Find every child of a name."""
        return [child for child in self.children if child.name == name]

    def walk(self) -> Iterator[Element]:
        """Go through it and everything in it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def get(self, name: str) -> str | None:
        """Give an attribute by its name without prefix."""
        return next((said for key, said in self.attributes.items() if key.rpartition(":")[2] == name), None)

    def number(self, name: str, default: int = 0) -> int:
        """Give an attribute that is a whole number; raises MarkupError where it is none."""
        return whole(self.get(name), default)

    def appending(self, content: bytes, new: bytes) -> Splice:
        """Add to the end of what is in it."""
        if self.close < self.end:
            return Splice(self.close, self.close, new)
        return Splice(self.start, self.end, opened(content[self.start : self.end], self.tag, new))

    def setting(self, content: bytes, attribute: str, value: str) -> Splice:
        """Give an attribute a value, where it is or at the end of the tag."""
        return Splice(self.start, self.inside, with_attribute(content[self.start : self.inside], attribute, value))

    def removing(self) -> Splice:
        """Take it out."""
        return Splice(self.start, self.end, b"")


def outline(content: bytes, *, but: str = "") -> Element:
    """Find every element of a part; those in an element named ``but`` are left out.

    Raises MarkupError for a part that is not well-formed, not in UTF-8, or has a document type.
    """
    builder = _Builder(content, but)
    walk(content, builder.start, builder.end)
    return builder.root


def walk(content: bytes, started: Started, ended: Ended) -> None:
    """Tell of the start and end tag of each element, and where it is; an empty one ends where its tag does.

    Raises MarkupError as :func:`outline`.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: started(name, attributes, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda _name: ended(parser.CurrentByteIndex)
    parser.XmlDeclHandler = _refuse_encoding
    parser.StartDoctypeDeclHandler = _refuse
    if content.startswith(_UTF_16):
        raise MarkupError
    try:
        parser.Parse(content, True)  # noqa: FBT003 - all there is
    except expat.ExpatError as error:
        raise MarkupError from error


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() != "utf-8":
        raise MarkupError


def _refuse(*_what: object) -> None:
    raise MarkupError


def whole(said: str | None, default: int) -> int:
    """Read a whole number; raises MarkupError where it is none."""
    try:
        return default if said is None else int(said)
    except ValueError as error:
        raise MarkupError from error


def tag_at(content: bytes, start: int) -> bytes:
    """Give the whole tag that begins somewhere."""
    match = _TAG.match(content, start)
    if match is None:
        raise MarkupError
    return match[0]


def opened(tag: bytes, name: str, inside: bytes) -> bytes:
    """Write an empty element with something in it."""
    return tag.removesuffix(b"/>").rstrip() + b">" + inside + f"</{name}>".encode()


def with_attribute(tag: bytes, attribute: str, value: str) -> bytes:
    """Give a start tag with an attribute set, where it is or at its end."""
    written = f' {attribute}="{attribute_text(value)}"'.encode()
    found = re.search(rb"\s" + attribute.encode() + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""", tag)
    if found:
        return tag[: found.start()] + written + tag[found.end() :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + written + tag[end:]


def attribute_text(value: str) -> str:
    """Write text as an attribute has it."""
    return escape(_NOT_XML.sub("", value), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def element_text(value: str) -> str:
    """Write text of a cell or comment: what XML cannot hold is left out, and what looks like an escape is none."""
    return escape(_LIKE_AN_ESCAPE.sub("_x005F_", _NOT_XML.sub("", value)))


def text_of(content: bytes, element: Element) -> str:
    """Give the text that stands in an element which holds nothing else."""
    return unescape(content[element.inside : element.close].decode())


class _Builder:
    """Builds the outline while a part is walked through."""

    def __init__(self, content: bytes, but: str) -> None:
        self._content = content
        self._but = but
        self._open: list[Element] = []
        self._skipped = 0
        self.root = Element("", "", {}, 0, 0)

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        if self._skipped or (self._open and self._open[-1].name == self._but):
            self._skipped += 1
            return
        prefix, colon, local = name.rpartition(":")
        element = Element(prefix + colon, local, attributes, at, at + len(tag_at(self._content, at)))
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, at: int) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        element = self._open.pop()
        element.close = at
        is_empty = self._content[element.inside - 2 : element.inside] == b"/>"
        element.end = at if is_empty else self._content.index(b">", at) + 1
