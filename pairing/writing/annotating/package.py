"""A workbook as the package it is: parts in a zip, the relations between them, and the kind of each."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from pairing.writing.annotating.markup import Element, MarkupError, attribute_text, outline
from pairing.writing.annotating.splices import spliced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pairing.writing.annotating.splices import Splice

TYPES: Final = "[Content_Types].xml"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""When parts of ours were made: the earliest a zip can say, so that one input always gives one output."""
_RELATIONS: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part has to do with another one."""

    id: str
    kind: str
    """The last word of its type: ``worksheet``, ``comments``."""
    part: str
    """The name of the other part, from the root of the package."""
    element: Element


@dataclass(frozen=True, eq=False)
class Package:
    """The parts of a workbook: those of a file, but for the ones that are changed, added or gone (None)."""

    path: Path
    changed: Mapping[str, bytes | None] = field(default_factory=dict)

    @cached_property
    def _in_file(self) -> tuple[str, ...]:
        with zipfile.ZipFile(self.path) as archive:
            return tuple(dict.fromkeys(name for name in archive.namelist() if not name.endswith("/")))

    @property
    def names(self) -> tuple[str, ...]:
        """The parts there are: those of the file in its order, then what was added."""
        every = dict.fromkeys((*self._in_file, *self.changed))
        return tuple(name for name in every if self.changed.get(name, b"") is not None)

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {name.casefold(): name for name in self.names}

    def named(self, name: str) -> str | None:
        """Give a part's name as the package has it; capital and small letters are the same there."""
        return self._by_folded.get(name.casefold())

    def read(self, name: str) -> bytes:
        """Give the content of a part."""
        content = self.changed.get(name)
        if content is not None:
            return content
        with zipfile.ZipFile(self.path) as archive:
            if name not in archive.namelist():
                raise MarkupError
            return archive.read(name)

    def with_changes(self, changes: Mapping[str, bytes | None]) -> Package:
        """Give the package with parts changed, added or, where None, taken out."""
        return replace(self, changed={**self.changed, **changes})

    def relations(self, name: str) -> list[Relation]:
        """Give what a part is related to in the package; addresses outside it are left out."""
        of = self.named(relations_of(name))
        if of is None:
            return []
        return [
            Relation(each.get("Id") or "", kind.rpartition("/")[2], _target(name, each.get("Target") or ""), each)
            for each in outline(self.read(of)).children
            if each.get("TargetMode") != "External" and (kind := each.get("Type") or "")
        ]

    def related(self, name: str, kind: str) -> str | None:
        """Give the first part of a kind that a part is related to and that is there."""
        found = (self.named(relation.part) for relation in self.relations(name) if relation.kind == kind)
        return next(filter(None, found), None)

    def drawing_of(self, name: str, relation: str | None) -> str | None:
        """Give the drawing that a sheet names by a relation: it may have another one, of pictures for its header."""
        found = (self.named(each.part) for each in self.relations(name) if each.id == relation)
        return next(found, None)

    def free_name(self, pattern: str, taken: Iterable[str] = ()) -> str:
        """Give the first name that no part has: ``xl/comments{}.xml``."""
        used = {*self._by_folded, *(name.casefold() for name in taken)}
        return next(name for n in range(1, 1_000_000) if (name := pattern.format(n)).casefold() not in used)

    def save(self, to: Path) -> None:
        """Write the package; what is not changed has the same bytes, place and date in it."""
        with zipfile.ZipFile(self.path) as archive, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as written:
            written.comment = archive.comment
            for name in self.names:
                content = self.changed.get(name)
                written.writestr(
                    _header(archive, name, is_new=name not in self._in_file),
                    archive.read(name) if content is None else content,
                )


def _header(archive: zipfile.ZipFile, name: str, *, is_new: bool) -> zipfile.ZipInfo:
    if is_new:
        header = zipfile.ZipInfo(name, _NO_DAY)
        header.compress_type = zipfile.ZIP_DEFLATED
        return header
    there = archive.getinfo(name)
    header = zipfile.ZipInfo(name, there.date_time)
    header.compress_type = zipfile.ZIP_STORED if there.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    header.external_attr = there.external_attr
    return header


def relations_of(name: str) -> str:
    """Name the part that holds the relations of another one; those of the package itself for no name."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _target(name: str, target: str) -> str:
    path = unquote(target)
    if path.startswith("/"):
        return path.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


@dataclass
class Draft:
    """Changes to a package that are gathered before they are made: each part is changed once."""

    package: Package
    splices: dict[str, list[Splice]] = field(default_factory=dict)
    parts: dict[str, bytes | None] = field(default_factory=dict)
    """Parts that are new, or (None) gone."""
    _types: list[bytes] = field(default_factory=list)
    _relations: dict[str, list[bytes]] = field(default_factory=dict)
    _ids: dict[str, set[str]] = field(default_factory=dict)

    def splice(self, name: str, *splices: Splice) -> None:
        """Change a part."""
        self.splices.setdefault(name, []).extend(splices)

    def free_name(self, pattern: str) -> str:
        """Give a name that no part has or is to have."""
        return self.package.free_name(pattern, self.parts)

    def add(self, name: str, content: bytes, kind: str) -> None:
        """Add a part of a content type."""
        self.parts[name] = content
        self._types.append(f'PartName="/{attribute_text(name)}" ContentType="{kind}"'.encode())

    def relate(self, name: str, to: str, kind: str) -> str:
        """Relate a part to another one; ``kind`` is a whole type. Gives the relation's id."""
        ids = self._ids.setdefault(name, {relation.id for relation in self.package.relations(name)})
        free = next(one for n in range(1, 1_000_000) if (one := f"rId{n}") not in ids)
        ids.add(free)
        target = attribute_text(f"/{to}")
        self._relations.setdefault(name, []).append(f'Id="{free}" Type="{kind}" Target="{target}"'.encode())
        return free

    def remove(self, name: str) -> None:
        """Take a part out, with its own relations and what the package says of it."""
        for gone in filter(None, (name, self.package.named(relations_of(name)))):
            self.parts[gone] = None
            self._forget_type(gone)

    def unrelate(self, name: str, relation: Relation) -> None:
        """Take a relation of a part out."""
        of = self.package.named(relations_of(name))
        if of is not None:
            self.splice(of, relation.element.removing())

    def _forget_type(self, name: str) -> None:
        for each in outline(self.package.read(TYPES)).all("Override"):
            if (each.get("PartName") or "").lstrip("/").casefold() == name.casefold():
                self.splice(TYPES, each.removing())

    def settle(self) -> tuple[dict[str, list[Splice]], dict[str, bytes | None]]:
        """Give the changes of each part that is there, and the parts that are new or gone."""
        for name, tags in self._relations.items():
            self._settle_relations(name, tags)
        if self._types:
            self._settle_types()
        return {name: splices for name, splices in self.splices.items() if self.parts.get(name, b"") is not None}, (
            self.parts
        )

    def _settle_relations(self, name: str, tags: list[bytes]) -> None:
        of = self.package.named(relations_of(name))
        content = self.package.read(of) if of else _RELATIONS
        root = outline(content)
        added = root.appending(content, b"".join(f"<{root.prefix}Relationship ".encode() + t + b"/>" for t in tags))
        if of:
            self.splice(of, added)
        else:
            self.parts[relations_of(name)] = spliced(content, [added])

    def _settle_types(self) -> None:
        content = self.package.read(TYPES)
        root = outline(content)
        tags = (f"<{root.prefix}Override ".encode() + said + b"/>" for said in self._types)
        self.splice(TYPES, root.appending(content, b"".join(tags)))

    def made(self) -> Package:
        """Give the package with all changes made."""
        splices, parts = self.settle()
        changed = {name: spliced(self.package.read(name), of) for name, of in splices.items()}
        return self.package.with_changes({**changed, **parts})
