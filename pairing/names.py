"""Who is meant: people, units and places by code or by a name that only one has; and what codes are called.

Wherever an id is asked for, a unique name works. If two match, both are listed and nothing is done (DESIGN §14).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.errors import UnknownNameError
from pairing.graph import node_name
from pairing.roster import NODE_KINDS, NodeKind
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairing.roster import Roster
    from pairing.text import Text

KIND_WORDS: Final[dict[str, NodeKind]] = {
    "unit": "unit",
    "units": "unit",
    "单位": "unit",
    "village": "village",
    "villages": "village",
    "村": "village",
    "帮扶村": "village",
    "cadre": "cadre",
    "cadres": "cadre",
    "干部": "cadre",
    "民警": "cadre",
    "household": "household",
    "households": "household",
    "户": "household",
    "贫困户": "household",
}
"""The words before the colon in 干部:张伟, and what they mean."""
NAME_COLUMN: Final[dict[NodeKind, str]] = {
    "unit": "name",
    "village": "name",
    "cadre": "name",
    "household": "head",
}
WHEREABOUTS: Final[dict[NodeKind, tuple[str, ...]]] = {
    "unit": ("category",),
    "village": ("county", "township"),
    "cadre": ("unit",),
    "household": ("village",),
}
"""What tells namesakes apart."""
LISTED: Final = 10
"""How many of those who match are named."""


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or something of a roster: what it is called, and where it belongs."""

    kind: NodeKind
    id: str
    name: str
    whereabouts: str = ""

    @property
    def subject(self) -> str:
        """The name findings use: ``cadre:C001``."""
        return node_name(self.kind, self.id)

    def __str__(self) -> str:
        where = f", {self.whereabouts}" if self.whereabouts else ""
        return f"{self.name} ({self.subject}{where})"


def find_node(roster: Roster, wanted: str) -> Node:
    """Find who is meant by ``干部:张伟``, ``cadre:C001``, or a name or code alone; a code goes before a name.

    Raises UnknownNameError when nobody or more than one matches; those who match are listed.
    """
    kind, name = parts_of(wanted)
    kinds = [kind] if kind else list(NODE_KINDS)
    for by_name in (False, True):
        found = [node for each in kinds for node in _matching(roster, each, name, by_name=by_name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownNameError(_ambiguous(wanted, found))
    raise UnknownNameError(text("{wanted}: nobody and nothing in the roster has this name or code.", wanted=wanted))


def parts_of(wanted: str) -> tuple[NodeKind | None, str]:
    """Take ``干部:张伟`` apart; a colon after a word that names no kind belongs to the name."""
    before, colon, after = wanted.strip().replace("：", ":").partition(":")
    kind = KIND_WORDS.get(before.strip().lower()) if colon else None
    return (kind, after.strip()) if kind else (None, wanted.strip())


def names_of(roster: Roster, subjects: Iterable[str]) -> Mapping[str, str]:
    """Give the name of each subject of findings (``household:H1`` → its head); one unknown is left out."""
    wanted = set(subjects)
    found: dict[str, str] = {}
    for kind, table in NODE_KINDS.items():
        ids = [s.removeprefix(f"{kind}:") for s in wanted if s.startswith(f"{kind}:")]
        if ids:
            rows = roster.tables[table].filter(pl.col("id").is_in(ids))
            named = rows.select("id", pl.coalesce(NAME_COLUMN[kind], "id").alias("name"))
            found |= {node_name(kind, identity): name for identity, name in named.iter_rows()}
    return found


def subjects_about(roster: Roster, node: Node) -> frozenset[str]:
    """Give a node and those who belong to it: a village's households, a unit's cadres."""
    belonging: dict[NodeKind, tuple[NodeKind, str]] = {
        "village": ("household", "village"),
        "unit": ("cadre", "unit"),
    }
    if node.kind not in belonging:
        return frozenset({node.subject})
    kind, column = belonging[node.kind]
    ids = roster.tables[NODE_KINDS[kind]].filter(pl.col(column) == node.id)["id"]
    return frozenset({node.subject, *(node_name(kind, identity) for identity in ids)})


def _matching(roster: Roster, kind: NodeKind, wanted: str, *, by_name: bool) -> list[Node]:
    column = NAME_COLUMN[kind]
    frame = roster.tables[NODE_KINDS[kind]]
    matching = pl.col(column) == re.sub(r"\s", "", wanted) if by_name else pl.col("id") == wanted
    if by_name:
        matching = matching | (pl.col(column) == wanted)
    rows = frame.filter(matching).select("id", column, *WHEREABOUTS[kind])
    return [
        Node(kind, identity, name or identity, _whereabouts(roster, kind, where))
        for identity, name, *where in rows.iter_rows()
    ]


def _whereabouts(roster: Roster, kind: NodeKind, where: list[str | None]) -> str:
    if kind not in {"cadre", "household"}:
        return "".join(part for part in where if part)
    whole: NodeKind = "unit" if kind == "cadre" else "village"
    subject = node_name(whole, where[0] or "")
    return names_of(roster, [subject]).get(subject, "")


def _ambiguous(wanted: str, found: list[Node]) -> Text:
    listed = "; ".join(str(node) for node in found[:LISTED])
    more = len(found) - LISTED
    if more > 0:
        return text(
            "{wanted} could be any of these; say which by its code: {listed}; and {more} more.",
            wanted=wanted,
            listed=listed,
            more=more,
        )
    return text("{wanted} could be any of these; say which by its code: {listed}.", wanted=wanted, listed=listed)
