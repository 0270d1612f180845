"""Small rosters of every awkward kind: dates on the boundaries, people gone, blank cells, hostile names.

One generator, driven in two ways. :func:`small_rosters` feeds it Hypothesis' own randomness, so that a failing roster
shrinks; :func:`batch` feeds it a seed, and makes hundreds of rosters in the time of a few, to be united into one load.

What reading guarantees holds here too: ids are unique, both ends of an edge exist, two rows of one pair do not overlap
in time (a unit's two roles in a village may). What it reports and lets stand is here: an end before its start, a pin
beside an exclusion, a blank where a value is required.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise, product
from random import Random
from typing import TYPE_CHECKING, Final, TypeVar

import polars as pl
from hypothesis import strategies as st

from pairing.model.cell import TableName
from pairing.model.labels import ConstraintKind, PostingRole, Role
from pairing.model.settings import Settings
from pairing.model.table import NODE_TABLES, TABLES
from pairing.roster import Roster, roster_from_tables, schema
from tests.oracle import Record, Records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.oracle.world import Cell

T = TypeVar("T")
Rows = dict[TableName, list[Record]]

BASE: Final = dt.date(2016, 6, 15)
"""The day the generated dates cluster around."""
DAYS: Final = tuple(BASE + dt.timedelta(days) for days in (-400, -2, -1, 0, 1, 2, 400))
NAMES: Final = (
    "才让卓玛",
    "张伟",
    "O'Brien",
    'a"b',
    "back\\slash",
    "}) DETACH DELETE n //",
    "$as_of",
    "</script><script>",
    "=1+1",
    "\u202eלא",
    "👩\u200d👧",
    "null",
    "{0}",
)
ROLES: Final = (Role.LEAD, Role.RESPONSIBLE, Role.LEAD, Role.RESPONSIBLE, Role.PARTNER, Role.UNDECIDED, None)
SEVERAL: Final = 4
MANY: Final = 8
RARELY: Final = 0.05
FEW: Final = 0.3
HALF: Final = 0.5
MOST: Final = 0.9


@dataclass(frozen=True, slots=True)
class Shape:
    """What an input lacks altogether: tables, and columns (``cadres.rank``)."""

    absent: frozenset[TableName] = frozenset()
    blank: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SmallRoster:
    """Rows by table; what the input lacks is not there."""

    records: Records = field(default_factory=dict)

    def __repr__(self) -> str:
        """Show only the tables with rows, a row a line, only the cells that are filled."""
        lines = [
            f"{table}: { ({name: cell for name, cell in row.items() if cell is not None}) }"
            for table, rows in self.records.items()
            for row in rows
        ]
        lacking = [table for table in TABLES if table not in self.records]
        return "\n".join([f"SmallRoster without {lacking}", *lines])


COMPLETE: Final = Shape()
ABSENT: Final[tuple[tuple[TableName, ...], ...]] = (
    ("twinnings",),
    ("postings",),
    ("liaisons",),
    ("constraints",),
    ("pairings",),
    ("twinnings", "postings", "liaisons", "constraints"),
    ("units", "twinnings"),
    ("villages", "twinnings", "postings", "liaisons"),
)
BLANK: Final = (
    ("cadres.rank",),
    ("cadres.quota",),
    ("cadres.rank", "cadres.quota"),
    ("cadres.unit",),
    ("households.village",),
    ("households.difficulty",),
    ("twinnings.role",),
    ("postings.role",),
    ("postings.unit",),
    ("pairings.ordinal",),
)


def shape(random: Random) -> Shape:
    """Draw what an input lacks: nothing for half of them."""
    lacks = random.choice(("nothing", "nothing", "table", "column"))
    if lacks == "table":
        return Shape(absent=frozenset(random.choice(ABSENT)))
    if lacks == "column":
        return Shape(blank=frozenset(random.choice(BLANK)))
    return COMPLETE


def small_roster(random: Random, lacking: Shape = COMPLETE) -> SmallRoster:
    """Draw a roster of up to 4 units, 4 villages, 8 cadres, 8 households, and the edges between them."""
    rows: Rows = {}
    for table, draw in _NODES.items():
        most = SEVERAL if table in {"units", "villages"} else MANY
        count = 0 if table in lacking.absent else random.randint(0, most)
        rows[table] = [draw(random, number, rows) for number in range(count)]
    for edges, draw_edges in _EDGES.items():
        rows[edges] = [] if edges in lacking.absent else draw_edges(random, rows)
    kept = {table: rows[table] for table in TABLES if table not in lacking.absent}
    return SmallRoster({table: _without(lacking, table, kept[table]) for table in kept})


def _without(lacking: Shape, table: TableName, rows: Sequence[Record]) -> list[Record]:
    blank = {name for name in TABLES[table].columns if f"{table}.{name}" in lacking.blank}
    # Without its role the second of a unit's two roles in a village would be the same row twice, which reading refuses.
    kept = [row for row in rows if "role" not in blank or row["role"] != Role.RESPONSIBLE]
    return [{n: None if n in blank else cell for n, cell in row.items()} for row in kept]


def _maybe(random: Random, value: T, share: float = MOST) -> T | None:
    return value if random.random() < share else None


def _reference(random: Random, rows: Rows, table: TableName) -> str | None:
    """Name a row of a table; a cell in ten is blank."""
    if not rows[table]:
        return None
    return _maybe(random, str(random.choice(rows[table])["id"]))


def _unit(random: Random, number: int, _rows: Rows) -> Record:
    return {"id": f"U{number}", "name": random.choice(NAMES)}


def _village(random: Random, number: int, _rows: Rows) -> Record:
    return {"id": f"V{number}", "name": random.choice(NAMES)}


def _cadre(random: Random, number: int, rows: Rows) -> Record:
    ranks = ("正处", "处级", "副处", "正科", "副科", "科员", "二级警长", "二级警督", "未知职级", None)
    states = ("在岗", "在岗", "在岗", None, "调离", "借调")
    return {
        "id": f"C{number}",
        "name": random.choice(NAMES),
        "unit": _reference(random, rows, "units"),
        "rank": random.choice(ranks),
        "state": random.choice(states),
        "quota": random.choice((None, None, None, 0, 1, 2)),
    }


def _household(random: Random, number: int, rows: Rows) -> Record:
    states = ("在册", "在册", None, "已脱贫", "已迁出", "已注销", "去向不明")
    difficulties = (None, "1", "1.49", "1.5", "1.51", "2")
    difficulty = random.choice(difficulties)
    return {
        "id": f"H{number}",
        "head": random.choice(NAMES),
        "village": _reference(random, rows, "villages"),
        "persons": _maybe(random, random.randint(1, 9)),
        "difficulty": None if difficulty is None else Decimal(difficulty),
        "state": random.choice(states),
    }


_NODES: Final[dict[TableName, Callable[[Random, int, Rows], Record]]] = {
    "units": _unit,
    "villages": _village,
    "cadres": _cadre,
    "households": _household,
}

Interval = tuple[dt.date | None, dt.date | None]


def _intervals(random: Random) -> list[Interval]:
    """Draw one interval, or history and then a later one, that do not overlap; most reach over the base day."""
    if random.random() < FEW:
        return [(None, None)]
    if random.random() < RARELY:
        return [(DAYS[-1], DAYS[0])]  # reported (D108), kept, and never active
    days = sorted(random.sample(DAYS, random.choice((1, 2, 2, 3, 4))))
    bounds = [_maybe(random, days[0], HALF), *days[1:-1], _maybe(random, days[-1], HALF)]
    if len(days) == 1:
        return [random.choice(((days[0], None), (None, days[0]), (days[0], days[0])))]
    return [_parted(index, start, end) for index, (start, end) in enumerate(pairwise(bounds))]


def _parted(index: int, start: dt.date | None, end: dt.date | None) -> Interval:
    """Start the day after the interval before ended, but for the first."""
    return (start + dt.timedelta(1) if index and start else start), end


def _ties(random: Random, tails: Sequence[Record], heads: Sequence[Record]) -> list[tuple[str, str]]:
    """Draw some of the pairs of two tables, each once: none, few or most of them."""
    share = random.choice((0.0, 0.1, 0.3, 0.5, 0.8))
    pairs = product((str(row["id"]) for row in tails), (str(row["id"]) for row in heads))
    return [pair for pair in pairs if random.random() < share]


def _dated(random: Random, ends: Record, cells: Callable[[], Record]) -> list[Record]:
    return [{**ends, "start_date": start, "end_date": end, **cells()} for start, end in _intervals(random)]


def _twinnings(random: Random, rows: Rows) -> list[Record]:
    found: list[Record] = []
    for unit, village in _ties(random, rows["units"], rows["villages"]):
        ends = {"unit": unit, "village": village}
        both = random.random() < FEW
        for role in (Role.LEAD, Role.RESPONSIBLE) if both else (random.choice(ROLES),):
            found += _dated(random, ends, lambda role=role: {"role": role})  # type: ignore[misc]
    return found


def _postings(random: Random, rows: Rows) -> list[Record]:
    roles = (*PostingRole, None)
    return [
        row
        for cadre, village in _ties(random, rows["cadres"], rows["villages"])
        for row in _dated(
            random,
            {"cadre": cadre, "village": village},
            lambda: {
                "role": random.choice(roles),
                "unit": _maybe(random, _reference(random, rows, "units"), FEW),
            },
        )
    ]


def _liaisons(random: Random, rows: Rows) -> list[Record]:
    return [
        row
        for cadre, village in _ties(random, rows["cadres"], rows["villages"])
        for row in _dated(random, {"cadre": cadre, "village": village}, dict)
    ]


def _pairings(random: Random, rows: Rows) -> list[Record]:
    return [
        row
        for cadre, household in _ties(random, rows["cadres"], rows["households"])
        for row in _dated(
            random,
            {"cadre": cadre, "household": household},
            lambda: {
                "ordinal": random.choice((None, 1, 1, 2)),
                "void": random.choice((None, False, False, False, True)),
            },
        )
    ]


def _constraints(random: Random, rows: Rows) -> list[Record]:
    return [
        {"cadre": cadre, "household": household, "kind": kind}
        for cadre, household in _ties(random, rows["cadres"], rows["households"])
        for kind in random.sample(tuple(ConstraintKind), random.choice((1, 1, 1, 2)))
    ]


_EDGES: Final[dict[TableName, Callable[[Random, Rows], list[Record]]]] = {
    "twinnings": _twinnings,
    "postings": _postings,
    "liaisons": _liaisons,
    "pairings": _pairings,
    "constraints": _constraints,
}


def settings(random: Random) -> Settings:
    """Draw settings that decide what a rule finds, each away from its default now and then."""
    ranks = ("正处", "副处", "正科", "科员", "未知职级")
    codes = ("S101", "S110", "C201", "C202", "C203", "C207")
    drawn = {
        "participation": random.choice(("all", "as_needed")),
        "cadre_list": random.choice(("complete", "complete", "complete", "helpers_only")),
        "helpers_per_household": random.choice((1, 2, 4)),
        "villages_per_unit": random.choice((1, 2)),
        "team_size": random.choice((0, 1, 2, 3)),
        "hard_case": random.choice(("1.5", "1.51", "1.01")),
        "hard_case_rank": random.choice(("副处", "正处", "正科", "科员")),
        "in_scope": random.choice((("在册", "已脱贫"), ("在册",), ("在册", "去向不明"))),
        "posted_quota": random.choice((None, None, 0, 1, 3)),
        "quotas": {rank: random.randint(0, 3) for rank in random.sample(ranks, 2)},
        "levels": {rank: random.randint(1, 6) for rank in random.sample(ranks, 1)},
        "severities": {
            code: random.choice(("error", "warning", "info", "off"))
            for code in random.sample(codes, random.randint(0, 2))
        },
    }
    chosen = {name: drawn[name] for name in drawn if random.random() < HALF}
    return Settings.model_validate(chosen)


def day(random: Random) -> dt.date:
    """Draw a date D on, beside or far from the boundaries of the dates."""
    return random.choice((BASE, BASE, *DAYS))


def prefixed(roster: SmallRoster, prefix: str) -> SmallRoster:
    """Give the same roster with other ids, so that it shares none with another."""
    return SmallRoster(
        {table: [_prefixed(table, row, prefix) for row in rows] for table, rows in roster.records.items()}
    )


def _prefixed(table: TableName, row: Record, prefix: str) -> Record:
    names = {"id", *TABLES[table].references}
    return {name: f"{prefix}{cell}" if name in names and cell is not None else cell for name, cell in row.items()}


def union(rosters: Sequence[SmallRoster]) -> SmallRoster:
    """Put rosters of one shape side by side; nothing ties one to another."""
    tables = [table for table in TABLES if any(table in roster.records for roster in rosters)]
    return SmallRoster({table: [row for each in rosters for row in each.records[table]] for table in tables})


def batch(seed: int, count: int) -> list[SmallRoster]:
    """Draw many rosters of one shape, with ids of their own (``7-C1``), quickly."""
    random = Random(seed)
    lacking = shape(random)
    return [prefixed(small_roster(random, lacking), f"{number}-") for number in range(count)]


def to_roster(small: SmallRoster, settings: Settings | None = None, on: dt.date = BASE) -> Roster:
    """Load the rows as the product does."""
    frames = {table: _frame(table, rows) for table, rows in small.records.items()}
    return roster_from_tables(frames, settings, on=on)


def _frame(table: TableName, rows: Sequence[Record]) -> pl.DataFrame:
    columns = {name: kind for name, kind in schema(table).items() if name in TABLES[table].columns}
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in columns}, schema=columns, strict=True)


def _drawn_with(draw: Callable[[Random], T]) -> st.SearchStrategy[T]:
    return st.randoms(use_true_random=False).map(draw)


def small_rosters() -> st.SearchStrategy[SmallRoster]:
    """Strategy of one small roster of any shape; it shrinks."""
    return _drawn_with(lambda random: small_roster(random, shape(random)))


def settings_drawn() -> st.SearchStrategy[Settings]:
    """Strategy of settings."""
    return _drawn_with(settings)


def days() -> st.SearchStrategy[dt.date]:
    """Strategy of dates D."""
    return st.sampled_from(DAYS)


def smallest(roster: SmallRoster, fails: Callable[[SmallRoster], bool]) -> SmallRoster:
    """Take rows away as long as it still fails: what is left is what a person should look at."""
    rows = [(table, number) for table in roster.records for number in range(len(roster.records[table]))]
    return _only(roster, fewest(rows, lambda kept: fails(_only(roster, kept))))


def fewest(items: Sequence[T], fails: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """Take items away, many at a time and then one by one, as long as those left still fail."""
    step = len(items)
    while step:
        smaller = _without_some(items, step, fails)
        step = step // 2 if len(smaller) == len(items) else min(step, len(smaller))
        items = smaller
    return items


def _without_some(items: Sequence[T], step: int, fails: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    start = 0
    while start < len(items):
        rest = [*items[:start], *items[start + step :]]
        if fails(rest):
            items = rest
        else:
            start += step
    return items


def _only(roster: SmallRoster, kept: Sequence[tuple[TableName, int]]) -> SmallRoster:
    """Keep some rows; an edge goes with either of its ends, a reference to what is gone goes blank."""
    chosen = set(kept)
    left: Rows = {
        table: [row for number, row in enumerate(rows) if (table, number) in chosen]
        for table, rows in roster.records.items()
    }
    ids: dict[TableName, set[Cell]] = {table: {row["id"] for row in left.get(table, ())} for table in NODE_TABLES}
    return SmallRoster({table: _tied(table, rows, ids) for table, rows in left.items()})


def _tied(table: TableName, rows: Sequence[Record], ids: Mapping[TableName, set[Cell]]) -> list[Record]:
    targets = TABLES[table].references
    ends = set(TABLES[table].key) & set(targets)
    return [
        {name: None if name in targets and cell not in ids[targets[name]] else cell for name, cell in row.items()}
        for row in rows
        if all(row[end] in ids[targets[end]] for end in ends)
    ]
