"""What an annotated workbook remembers of itself, so that our marks can be taken out to the byte.

For each part that was changed: the hash of what it became, and the changes that lead back. As soon as another program
has saved the workbook no hash holds any more; then the marks are known by what they look like (``washing``).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, Field

from pairing.writing.annotating.markup import element_text, outline, text_of
from pairing.writing.annotating.splices import Splice, reversing, spliced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.writing.annotating.package import Package

PART: Final = "pairing/marks.xml"
KIND: Final = "application/xml"
RELATION: Final = "urn:pairing:marks"
_CHANGED: Final = ""
_BYTES: Final = "latin-1"
"""An encoding in which every byte is a character."""


class _Part(BaseModel):
    """A part as we left it, and the changes that lead back; None for one of ours."""

    name: str
    sha256: str
    back: list[tuple[int, int, str]] | None


class _Record(BaseModel):
    schema_: Literal["pairing.marks/1"] = Field(default="pairing.marks/1", alias="schema")
    parts: list[_Part]


def record_of(
    package: Package, splices: Mapping[str, list[Splice]], changed: Mapping[str, bytes], added: Mapping[str, bytes]
) -> bytes:
    """Write down how to make ``package`` again of one with parts changed and added."""
    parts = [
        _Part(name=name, sha256=_hash(content), back=_written(reversing(package.read(name), splices[name])))
        for name, content in changed.items()
    ]
    parts += [_Part(name=name, sha256=_hash(content), back=None) for name, content in added.items()]
    said = element_text(_Record(parts=parts).model_dump_json(by_alias=True))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<marks xmlns="{RELATION}">{said}</marks>'.encode()


def _written(splices: list[Splice]) -> list[tuple[int, int, str]]:
    return [(splice.start, splice.end, splice.new.decode(_BYTES)) for splice in splices]


def undone(package: Package) -> Package | None:
    """Give the package as it was before we marked it; None where it was not marked, or has been changed since."""
    if PART not in package.names:
        return None
    try:
        content = package.read(PART)
        record = _Record.model_validate_json(text_of(content, outline(content)))
        back = dict(_backwards(package, part) for part in record.parts)
    except ValueError:  # the record itself is not as we wrote it
        return None
    return None if _CHANGED in back else package.with_changes({**back, PART: None})


def _backwards(package: Package, part: _Part) -> tuple[str, bytes | None]:
    """Give a part's name and what it held, None where it is ours; for one that is not as we left it, _CHANGED."""
    name = package.named(part.name)
    if name is None or _hash(content := package.read(name)) != part.sha256:
        return _CHANGED, None
    if part.back is None:
        return name, None
    return name, spliced(content, [Splice(start, end, old.encode(_BYTES)) for start, end, old in part.back])


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
