"""The view-model of one picture and what goes with it: nodes, ties, the same as a table, details of each node.

These are what the page's script reads, so every value is ready to be shown: text in the reader's language, no key, no
date, no number to be formatted. Short names of fields keep a province's files small.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads annotations when it runs
from dataclasses import dataclass
from typing import Any, Literal

Mark = Literal["", "gap", "idle", "over", "shared"]
"""What must be seen at a glance, by shape as well as by colour."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One row of a node's table of ties."""

    relation: str
    name: str
    node: str
    """The other end, which can be gone to."""
    scene: str
    """The scene that shows it best."""
    note: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding about a node, with its remedy."""

    severity: str
    """``error``, ``warning`` or ``info``."""
    label: str
    code: str
    title: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What is told of a node when it is chosen."""

    kind: str
    name: str
    facts: tuple[tuple[str, str], ...]
    """Label and value."""
    state: str
    """What its mark means, in words; empty when all is in order."""
    mark: Mark
    ties: tuple[Tie, ...]
    remarks: tuple[Remark, ...]
    scene: str
    """Its own scene, for a unit or village."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table that says what the picture shows; the first cell goes to the node."""

    node: str
    cells: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: an area, a village, a unit."""

    key: str
    """``area-1``, ``village-12``, ``unit-3``; also the name of its file, so it is made of nothing else."""
    title: str
    subtitle: str
    notes: tuple[str, ...]
    """What the picture leaves out, said plainly."""
    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    details: Mapping[str, Detail]
