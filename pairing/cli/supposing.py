"""What a plan may suppose: ``--without``, ``--with`` and ``--set``, made into a roster beside the one there is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pairing.cli.asking import CommandError
from pairing.text import text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pairing.cli.asking import Asked
    from pairing.model.finding import Finding
    from pairing.names import Node
    from pairing.reading.reading import Reading
    from pairing.roster import Roster


@dataclass(frozen=True, slots=True)
class Supposed:
    """A roster as it is supposed to be, and in what it differs from the one there is."""

    base: Roster
    """As it is: without what ``--set`` says."""
    roster: Roster
    without: tuple[str, ...] = ()
    """Who leaves, as findings name them; a unit stands for its people."""
    gone: frozenset[str] = frozenset()
    """The same, with the people of the units."""
    joining: tuple[str, ...] = ()
    """The people and places that join."""
    settings: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    """What is wrong with the rows that join."""


def suppose(
    asked: Asked,
    reading: Reading,
    without: Sequence[str] = (),
    with_: Path | None = None,
    effective: dt.date | None = None,
) -> Supposed:
    """Suppose that some leave, rows join and settings are otherwise; ``reading`` is what ``asked`` gave.

    Who leaves is there until the day before ``effective``, else the roster's date. The roster there is has the settings
    of its files: where the command has others, it is read again without them. Raises UnknownNameError for a name that
    nobody or more than one has, CommandError for a village, and InputError for a file that cannot be read.
    """
    from pairing.names import subjects_about
    from pairing.planning.supposing import without as leaving

    leavers = [_leaver(reading.roster, wanted) for wanted in without]
    supposed = _joined(reading, with_)
    gone = [subjects_about(supposed.roster, node) for node in leavers]
    return replace(
        supposed,
        base=replace(asked, settings={}).read().roster if asked.settings else reading.roster,
        roster=leaving(supposed.roster, leavers, effective) if leavers else supposed.roster,
        without=tuple(dict.fromkeys(node.subject for node in leavers)),
        gone=frozenset[str]().union(*gone),
        settings=dict(asked.settings),
    )


def _leaver(roster: Roster, wanted: str) -> Node:
    from pairing.names import find_node

    node = find_node(roster, wanted)
    if node.kind == "village":
        raise CommandError(
            text("--without {wanted}: a village cannot leave; name cadres, units or households.", wanted=str(node))
        )
    return node


def _joined(reading: Reading, file: Path | None) -> Supposed:
    """Put the rows of a file behind those of the roster."""
    roster = reading.roster
    if file is None:
        return Supposed(roster, roster)
    from pairing.reading import read_joining

    joined = read_joining(file, roster)
    return Supposed(roster, joined.roster, joining=_newcomers(roster, joined.roster), findings=joined.findings)


def _newcomers(before: Roster, after: Roster) -> tuple[str, ...]:
    """Name the people and places that are new: their rows stand behind the others."""
    from pairing.graph import node_name
    from pairing.roster import NODE_KINDS

    return tuple(
        node_name(kind, identity)
        for kind, table in NODE_KINDS.items()
        for identity in after.tables[table]["id"][before.tables[table].height :]
    )
