"""The view-model of one picture and what goes with it: nodes, ties, the same as a table, details of each node.

These are what the page's script reads, so every value is ready to be shown: words in both languages, no key, no date,
no number to be formatted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from viz.pages.goal import Goal, goal_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from viz.words import Words

Mark = Literal["", "gap", "idle", "over", "shared"]
"""What must be seen at a glance, by shape as well as by colour."""


class Tie(NamedTuple):
    """One row of a node's table of ties."""

    relation: Words
    name: str
    node: str
    """The other end, which can be gone to."""
    page: str
    """The page that shows it best."""
    note: Words
    since: str
    until: str

    @property
    def goal(self) -> Goal:
        """Where the other end is."""
        return goal_at(self.page, self.node)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding about a node, with its remedy."""

    severity: str
    """``error``, ``warning`` or ``info``."""
    label: Words
    code: str
    title: Words
    message: Words
    hint: Words


@dataclass(frozen=True, slots=True)
class Detail:
    """What is told of a node when it is chosen."""

    kind: Words
    name: str
    facts: tuple[tuple[Words, Words], ...]
    """Label and value."""
    state: Words
    """What its mark means, in words; empty when all is in order."""
    mark: Mark
    ties: tuple[Tie, ...]
    remarks: tuple[Remark, ...]
    page: str
    """Its own page, for a unit or village."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: an area, a village, a unit."""

    key: str
    """Of its page."""
    title: Words
    subtitle: Words
    notes: tuple[Words, ...]
    """What the picture leaves out, said plainly."""
    plans: bool
    """Whether it shows who is idle or over quota."""
    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]
    details: Mapping[str, Detail]
