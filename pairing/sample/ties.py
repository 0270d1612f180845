"""The ties of the sample: twinnings, postings, leaders' links, and the dated pairings with their history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pairing.model.labels import ConstraintKind, PostingRole, Role
from pairing.model.records import Cadre, Constraint, Household, Liaison, Pairing, Posting, Twinning
from pairing.sample import facts, invented
from pairing.sample.places import kick_off, unit_id, village_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from random import Random

    from pairing.sample.department import Cell
    from pairing.sample.matches import Match

BEGAN: Final = date(2016, 1, 5)
"""When the department's party committee twinned its units."""
SECOND_VILLAGE: Final = (8, 9, 10, 11)
"""The second villages of the first four leaders."""
LARGER_TEAMS: Final = (3, 7)
"""Villages whose work team has a third member."""
CHANGED_OFFICER: Final = 2
"""The village whose resident officer was relieved in the middle of the year."""
TRANSFERRED: Final = (4, 0)
"""The village whose first secretary was transferred since he was sent, and the unit he is in now."""
LATER_PERCENT, ENDING_PERCENT = 15, 4
"""Pairings made later in the year, and those whose last day is the year's."""
MIDYEAR: Final = date(2016, 6, 30)
CHANGED_HELPERS: Final = 12
"""Cadres who helped another household until the middle of the year."""
RESUMED: Final = 3
"""Pairs that were ended and later made again."""
VOID: Final = 2
LEFT: Final = ("调离", "退休", "调离", "离岗", "退休", "调离", "退休")
"""Those who had helped and left; there are twice as many."""
EXEMPT: Final = 3
"""Cadres with quota 0."""
NAMESAKES: Final = {"C0040": "C0480", "C0095": "C0610"}
"""Cadres who have the name of another one, of another unit."""


def twinnings() -> tuple[Twinning, ...]:
    """Twin the units with the villages; one twinning is history."""
    roles = (Role.LEAD, Role.RESPONSIBLE, Role.PARTNER, Role.PARTNER)
    current = [
        Twinning(unit=unit_id(share.unit), village=village_id(village), role=role, start_date=BEGAN)
        for village, shares in enumerate(invented.SHARES)
        for role, share in zip(roles, shares, strict=False)
    ]
    ended = Twinning(
        unit=unit_id(24),
        village=village_id(4),
        role=Role.PARTNER,
        start_date=BEGAN,
        end_date=date(2016, 4, 30),
    )
    return (*current, ended)


def leaders(cells: Iterable[Cell]) -> tuple[Cadre, ...]:
    """Give the department's leaders: the first cadre of the lead unit in each of the first eight villages."""
    leading = sorted((cell for cell in cells if cell.lead), key=lambda cell: cell.village)
    return tuple(cell.cadres[0] for cell in leading[: len(invented.LEADERS)])


def liaisons(cells: Iterable[Cell]) -> tuple[Liaison, ...]:
    """Link every village to one leader: eight to one each, four more to the first four leaders."""
    linked = [*range(len(invented.LEADERS)), *SECOND_VILLAGE]
    heads = leaders(cells)
    return tuple(
        Liaison(cadre=heads[n % len(heads)].id, village=village_id(village), start_date=BEGAN)
        for n, village in enumerate(linked)
    )


def first_secretary(cell: Cell) -> Cadre:
    """Give whom a lead unit sends: of division rank, and never the leader himself."""
    heads = cell.heads - 1 if cell.village % 2 == 0 and cell.heads > 1 else cell.heads
    return cell.cadres[heads]


def resident_officer(cell: Cell) -> Cadre:
    """Give whom a responsible unit sends."""
    return cell.cadres[len(cell.cadres) * 3 // 5]


def postings(cells: Sequence[Cell]) -> tuple[Posting, ...]:
    """Post a first secretary and a resident officer to every village, and a third member to some."""
    rows: list[Posting] = []
    for cell in sorted(cells, key=lambda cell: (cell.village, not cell.lead)):
        if cell.lead:
            rows.append(_posting(cell, first_secretary(cell), PostingRole.FIRST_SECRETARY))
        elif cell.responsible:
            rows.extend(_officers(cell))
        elif cell.village in LARGER_TEAMS:
            rows.append(_posting(cell, cell.cadres[-1], PostingRole.MEMBER))
    return tuple(rows)


def _officers(cell: Cell) -> Iterator[Posting]:
    officer = _posting(cell, resident_officer(cell), PostingRole.RESIDENT_OFFICER)
    if cell.village != CHANGED_OFFICER:
        yield officer
        return
    relieved = _posting(cell, cell.cadres[-1], PostingRole.RESIDENT_OFFICER)
    yield relieved.model_copy(update={"end_date": MIDYEAR})
    yield officer.model_copy(update={"start_date": MIDYEAR + timedelta(days=1)})


def _posting(cell: Cell, cadre: Cadre, role: PostingRole) -> Posting:
    return Posting(
        cadre=cadre.id,
        village=village_id(cell.village),
        role=role,
        unit=unit_id(cell.unit),
        start_date=BEGAN,
    )


def cadres(cells: Sequence[Cell], names: Iterator[str]) -> tuple[Cadre, ...]:
    """Give everybody: who helps, who has left, who is exempt; one first secretary was transferred since."""
    village, unit = TRANSFERRED
    moved = next(first_secretary(cell) for cell in cells if cell.lead and cell.village == village)
    helping = [
        cadre.model_copy(update={"unit": unit_id(unit)}) if cadre is moved else cadre
        for cell in cells
        for cadre in cell.cadres
    ]
    states = [*LEFT, *LEFT, *("在岗" for _ in range(EXEMPT))]
    others = [
        Cadre(
            id=f"C{number:04d}",
            name=next(names),
            unit=unit_id(place),
            rank=invented.STAFF[place % len(invented.STAFF)],
            state=state,
            quota=0 if state == "在岗" else None,
        )
        for place, (number, state) in enumerate(enumerate(states, start=len(helping) + 1))
    ]
    names_of = {cadre.id: cadre.name for cadre in helping}
    return tuple(
        cadre.model_copy(update={"name": names_of[NAMESAKES[cadre.id]]}) if cadre.id in NAMESAKES else cadre
        for cadre in (*helping, *others)
    )


def pairings(matches: Sequence[Match]) -> list[Pairing]:
    """Date every match: mostly from the village's first meeting, some later in the year."""
    source = invented.chance("dates")
    return [
        Pairing(
            cadre=helper.id,
            household=match.household.id,
            ordinal=place if len(match.helpers) > 1 else None,
            start_date=_start(source, kick_off(match.household.village)),
            end_date=facts.AS_OF if source.randrange(100) < ENDING_PERCENT else None,
        )
        for match in matches
        for place, helper in enumerate(match.helpers, start=1)
    ]


def _start(source: Random, first: date) -> date:
    if source.randrange(100) >= LATER_PERCENT:
        return first
    return first + timedelta(days=source.randrange(30, 180))


@dataclass(frozen=True, slots=True)
class Past:
    """What the history is made from: today's pairings, and the people and places they join."""

    pairings: Sequence[Pairing]
    village_of: Mapping[str, str]
    """Village by household."""
    villages_of: Mapping[str, str]
    """A village by unit that it is twinned with."""


def with_history(past: Past, gone: Sequence[Household], left: Sequence[Cadre]) -> list[Pairing]:
    """Add what is over: helpers who changed, pairs made again, those who left, households that are gone."""
    seconds = [row for row in past.pairings if row.ordinal == 2 and row.end_date is None]  # noqa: PLR2004
    step = len(seconds) // (CHANGED_HELPERS + RESUMED)
    chosen = seconds[::step][: CHANGED_HELPERS + RESUMED]
    changed, resumed = chosen[:CHANGED_HELPERS], chosen[CHANGED_HELPERS:]
    moved = {id(row): MIDYEAR + timedelta(days=1) for row in changed}
    moved.update({id(row): date(2016, 9, 1) for row in resumed})
    current = [
        row.model_copy(update={"start_date": moved[id(row)]}) if id(row) in moved else row for row in past.pairings
    ]
    earlier = [_earlier(past, row) for row in changed]
    again = [_over(row.cadre, row.household, past, date(2016, 4, 30)) for row in resumed]
    leavers = _of_leavers(past, left)
    helped = [row for row in past.pairings if row.ordinal is None]
    finished = [
        _over(helped[n * 40].cadre, household.id, past, date(2016, 5 + n % 6, 28)) for n, household in enumerate(gone)
    ]
    mistaken = [
        _over(helped[n * 33 + 5].cadre, helped[n * 33 + 6].household, past, None).model_copy(update={"void": True})
        for n in range(VOID)
    ]
    rows = [*current, *earlier, *again, *leavers, *finished, *mistaken]
    return sorted(rows, key=lambda row: (row.household, row.start_date or BEGAN, row.ordinal or 0))


def _earlier(past: Past, row: Pairing) -> Pairing:
    """Give a second helper's household before this one: another of the same village."""
    village = past.village_of[row.household]
    other = next(
        home.household
        for home in past.pairings
        if past.village_of[home.household] == village and home.household != row.household
    )
    return _over(row.cadre, other, past, MIDYEAR)


def _of_leavers(past: Past, left: Sequence[Cadre]) -> Iterator[Pairing]:
    for n, cadre in enumerate(left):
        village = past.villages_of[cadre.unit]
        homes = [row.household for row in past.pairings if past.village_of[row.household] == village]
        yield _over(cadre.id, homes[n], past, date(2016, 3 + n % 8, 28))


def _over(cadre: str, household: str, past: Past, end: date | None) -> Pairing:
    start = kick_off(past.village_of[household])
    return Pairing(cadre=cadre, household=household, start_date=start, end_date=end)


def constraints(matches: Sequence[Match]) -> tuple[Constraint, ...]:
    """Pin a few pairs that are in force, and exclude a few that are not."""
    shared = [match for match in matches if len(match.helpers) > 1]
    pins = [
        Constraint(
            cadre=match.helpers[0].id,
            household=match.household.id,
            kind=ConstraintKind.PIN,
            reason="示例：已签订帮扶承诺书",
        )
        for match in shared[::80]
    ]
    exclusions = [
        Constraint(
            cadre=match.helpers[0].id,
            household=other.household.id,
            kind=ConstraintKind.EXCLUSION,
            reason="示例：亲属回避",
        )
        for match, other in list(pairwise(shared))[20::90]
    ]
    return (*pins, *exclusions)
