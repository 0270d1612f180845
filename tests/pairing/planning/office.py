"""A whole roster as a planner sees it, by the oracle's reading of the design: who may help whom, and who does."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final

import networkx as nx

from pairing.model.labels import ConstraintKind, Participation
from pairing.model.table import TABLES
from tests.oracle.world import world_from_records

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pairing.roster import Roster
    from tests.oracle.world import Edge, Records, World
    from tests.pairing.balance.brute import Pair

HUNDRED: Final = 100


class WholeOffice:
    """Everybody in a roster on a day; see :class:`tests.pairing.planning.result.Office`. Ids are without their kind."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.active = sorted(map(bare, world.cadres))
        self.scope = sorted(map(bare, world.households))
        self.everyone = world.settings.participation is Participation.ALL
        self.ordered = world.has("pairings.ordinal")
        self._rows = {pair_of(edge): edge for edge in world.pairings}
        inside = {(c, h) for c, h in map(bare_pair, world.exclusions) if c in set(self.active) and h in set(self.scope)}
        self.counting = set(self._rows)
        self.excluded = inside
        self.today = self.counting - self.excluded
        self.firsts = {pair for pair in self.today if self.ordinal(pair) == 1}
        pins = set(map(bare_pair, world.constrained(ConstraintKind.PIN))) - self.excluded
        self.pins = {(c, h) for c, h in pins if c in set(self.active) and h in set(self.scope)}

    def quota(self, cadre: str) -> int:
        """Give 定额."""
        return self._quotas[cadre]

    def before(self, household: str) -> set[str]:
        """Give who helps a household today."""
        return self._helpers[household]

    def room(self, household: str) -> int:
        """Give how many helpers a household may have."""
        return max(self.world.settings.helpers_per_household, self._pinned[household])

    def worth(self, pair: Pair) -> int:
        """Give difficulty in hundredths × level."""
        difficulty = self.world.cells(f"household:{pair[1]}")["difficulty"]
        return int(Decimal(str(difficulty)) * HUNDRED) * (self.world.level(f"cadre:{pair[0]}") or 0)

    def ordinal(self, pair: Pair) -> int | None:
        """Give 顺序 of a pair of today."""
        ordinal = self._rows[pair].cells["ordinal"]
        return ordinal if isinstance(ordinal, int) else None

    def standing(self, pair: Pair) -> tuple[object, ...]:
        """Tell, least first, who would be a household's first helper."""
        start = self._rows[pair].cells["start_date"] or datetime.date.min if pair in self._rows else self.world.on
        return -(self.world.level(f"cadre:{pair[0]}") or 0), start, pair[0]

    @cached_property
    def candidates(self) -> dict[str, list[str]]:
        """Who may be given each household: those whose village it is, in the order of ids."""
        by_village: dict[str, set[str]] = defaultdict(set)
        for cadre in self.active:
            for village in self._offered(cadre) if self.quota(cadre) else ():
                by_village[village].add(cadre)
        return {
            household: sorted(c for c in by_village[self._village(household)] if (c, household) not in self.excluded)
            for household in self.scope
        }

    @cached_property
    def homes(self) -> dict[str, list[str]]:
        """The households each cadre may be given, in the order of ids."""
        found: dict[str, list[str]] = defaultdict(list)
        for household, cadres in self.candidates.items():
            for cadre in cadres:
                found[cadre].append(household)
        return found

    @cached_property
    def allowed(self) -> set[Pair]:
        """Every pair that the hard rules allow."""
        offered = {(cadre, household) for household, cadres in self.candidates.items() for cadre in cadres}
        return (offered | self.today | self.pins) - self.excluded

    @cached_property
    def eligible(self) -> set[Pair]:
        """Allowed pairs that C203 does not find."""
        world = self.world
        return {(c, h) for c, h in self.allowed if world.may_help(f"cadre:{c}", f"household:{h}") is not False}

    def parts(self) -> list[AbstractSet[str]]:
        """Give the connected parts: cadres with ``cadre:`` before them, households without."""
        return self._parts

    @cached_property
    def _parts(self) -> list[AbstractSet[str]]:
        graph: nx.Graph[str] = nx.Graph((f"cadre:{cadre}", household) for cadre, household in self.allowed)
        return [set(nodes) for nodes in nx.connected_components(graph)]

    @cached_property
    def _quotas(self) -> dict[str, int]:
        return {cadre: self.world.quota(f"cadre:{cadre}") for cadre in self.active}

    @cached_property
    def _helpers(self) -> dict[str, set[str]]:
        return _grouped(self.counting)

    @cached_property
    def _pinned(self) -> dict[str, int]:
        return defaultdict(int, {household: len(cadres) for household, cadres in _grouped(self.pins).items()})

    def _village(self, household: str) -> str:
        return f"village:{self.world.cells(f'household:{household}')['village']}"

    def _offered(self, cadre: str) -> set[str]:
        """Give the villages whose households a cadre may be given: one who is posted, only his."""
        name, unit = f"cadre:{cadre}", f"unit:{self.world.cells(f'cadre:{cadre}')['unit']}"
        return self._ties["postings"][name] or self._ties["twinnings"][unit] | self._ties["liaisons"][name]

    @cached_property
    def _ties(self) -> dict[str, dict[str, set[str]]]:
        world = self.world
        edges = {"postings": world.postings, "twinnings": world.twinnings, "liaisons": world.liaisons}
        found: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in edges}
        for name, some in edges.items():
            for edge in some:
                found[name][edge.tail].add(edge.head)
        return found


def office_of(roster: Roster, on: datetime.date | None = None) -> WholeOffice:
    """Look at a roster, on its own date or another."""
    records: Records = {
        name: roster.tables[name].select(list(table.columns)).to_dicts()
        for name, table in TABLES.items()
        if name not in roster.absent
    }
    return WholeOffice(world_from_records(records, roster.settings, on or roster.on))


def bare(subject: str | None) -> str:
    """Give the id of a subject."""
    return (subject or "").partition(":")[2]


def bare_pair(pair: tuple[str, str]) -> Pair:
    """Give the ids of two."""
    return bare(pair[0]), bare(pair[1])


def pair_of(edge: Edge) -> Pair:
    """Give the ids of the ends of an edge."""
    return bare_pair((edge.tail, edge.head))


def _grouped(pairs: AbstractSet[Pair]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for cadre, household in pairs:
        found[household].add(cadre)
    return found
