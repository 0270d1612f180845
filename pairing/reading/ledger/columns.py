"""Settle what each column under a header is: by its own words, its group, else its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pairing.reading.grid import letters
from pairing.reading.ledger.words import (
    FIELDS,
    IGNORED,
    RELATION,
    SENSITIVE,
    About,
    Meaning,
    Slot,
    Tells,
    group_meaning,
    meaning,
    own_name,
    plain,
)
from pairing.reading.sensitive import sensitive_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pairing.reading.reading import Why

FEWEST_COLUMNS: Final = 2
"""A row is no header unless so many of its columns are recognised."""
ANY_SLOT: Final = Slot(0)
"""The slot of what is said once for all helpers of a row, and of an only helper."""
OF_ALL_HELPERS: Final = frozenset(
    {"units.name", "units.category", "units.id", "pairings.start_date", "pairings.end_date", "pairings.void"}
)
"""Said once, these are true of every helper in the row; a phone or rank is one helper's only."""
_PERSONS: Final = frozenset({About.HOUSEHOLD, About.MEMBER, About.HELPER})
HELPER_NAME: Final = "cadres.name"


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column under the header, and how it was understood."""

    number: int
    """1 is column A."""
    path: tuple[str, ...]
    """What stands above the column, from the group down to its own header, as written."""
    field: str | None
    """``table.field``, a field of :mod:`pairing.reading.ledger.words`, or None for a column nobody knows."""
    why: Why
    slot: Slot = ANY_SLOT

    @property
    def letters(self) -> str:
        """The column's letters."""
        return letters(self.number)

    @property
    def header(self) -> str:
        """The header as written, after its group if it has one."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True)
class Draft:
    """A column whose own words and group are known, before its neighbours are asked."""

    number: int
    path: tuple[str, ...]
    says: Meaning
    by_setting: bool = False

    @property
    def person(self) -> About | None:
        """Whose name the column holds, if it holds one."""
        named = self.says.tells is Tells.NAME and self.says.about in _PERSONS
        return self.says.about if named else None


def draft(number: int, path: tuple[str, ...], known: Mapping[str, str | None]) -> Draft:
    """Read a column's own words and its group; ``known`` are the planner's own headers, plain, and their fields."""
    for own in (path[-1], "/".join(path)) if known else ():
        if field := known.get(plain(own)):
            return Draft(number, path, Meaning(field=field), by_setting=True)
    return Draft(number, path, _in_group(path))


@lru_cache(maxsize=4096)
def _in_group(path: tuple[str, ...]) -> Meaning:
    *groups, own = path
    says = meaning(own) or meaning("".join(path)) or Meaning()
    context = next((found for group in reversed(groups) if (found := group_meaning(group))), Meaning())
    slot = says.slot or context.slot
    if says.field is not None or says.about is not None or says.tells is None:
        return replace(says, slot=slot)
    about = context.about
    if about is About.UNIT and says.tells is not Tells.NAME:
        about = About.HELPER
    if about is About.UNIT and plain(own) == "姓名":
        about = About.HELPER
    return replace(says, about=about, slot=slot)


def columns_from_drafts(drafts: Sequence[Draft]) -> tuple[LedgerColumn, ...]:
    """Settle whose each column is, which helper's, and which columns say a thing twice."""
    named = _with_names(drafts)
    placed = [_with_person(one, named) for one in named]
    return tuple(_without_duplicates(_with_slots([_ledger_column(one) for one in placed])))


def _with_names(drafts: Sequence[Draft]) -> list[Draft]:
    """Say whose name a bare 姓名 is: a member's beside 与户主关系, else the household's or helper's that is lacking."""
    lacking = [
        about
        for about, there in (
            (About.MEMBER, not any(one.says.field == RELATION for one in drafts)),
            (About.HOUSEHOLD, any(one.person is About.HOUSEHOLD for one in drafts)),
            (About.HELPER, any(one.person is About.HELPER for one in drafts)),
        )
        if not there
    ]
    named = []
    for one in drafts:
        bare = one.says.tells is Tells.NAME and one.says.about is None
        named.append(replace(one, says=replace(one.says, about=lacking.pop(0))) if bare and lacking else one)
    return named


def _with_person(one: Draft, drafts: Sequence[Draft]) -> Draft:
    """Give a bare 电话 or 身份证号 to the person named nearest to its left, else to its right."""
    says = one.says
    if says.field is not None or says.tells is None or says.about is not None:
        return one
    match says.tells:
        case Tells.STATE:
            about: About | None = About.HOUSEHOLD
        case Tells.UNIT | Tells.POST | Tells.RANK:
            about = About.HELPER
        case Tells.IDENTITY if _only_one_identity(drafts):
            about = About.HOUSEHOLD
        case Tells.PHONE | Tells.IDENTITY:
            nearest = _nearest(one.number, [other for other in drafts if other.person])
            about = nearest.person if nearest else About.HELPER
        case _:
            about = None
    return replace(one, says=replace(says, about=about))


def _only_one_identity(drafts: Sequence[Draft]) -> bool:
    """Tell whether the ledger has one column of identity numbers and no members: then it is the households'."""
    numbers = [one for one in drafts if one.says.tells is Tells.IDENTITY]
    return len(numbers) == 1 and not any(one.person is About.MEMBER for one in drafts)


def _nearest(number: int, others: Sequence[Draft]) -> Draft | None:
    before = [other for other in others if other.number < number]
    return before[-1] if before else next(iter(others), None)


def _ledger_column(one: Draft) -> LedgerColumn:
    says = one.says
    field = says.field
    if field is None and says.tells is not None:
        field = FIELDS.get((says.about, says.tells), IGNORED) if says.about else _unowned(says.tells)
    return LedgerColumn(one.number, one.path, field, _why(one, field), says.slot or ANY_SLOT)


def _unowned(tells: Tells) -> str | None:
    """Say what a column is that tells something of nobody: a number is a serial number, a name is nobody's."""
    return IGNORED if tells is Tells.ID else None


def _why(one: Draft, field: str | None) -> Why:
    if field in SENSITIVE or (field in {None, IGNORED} and sensitive_header(plain(one.path[-1]))):
        return "sensitive"
    if field is None:
        return "unknown"
    if field == IGNORED:
        return "ignored"
    if one.by_setting:
        return "setting"
    return "name" if own_name(field, one.path[-1]) else "synonym"


def _with_slots(columns: Sequence[LedgerColumn]) -> list[LedgerColumn]:
    """Give what is said of helpers without a number to the helper it belongs to."""
    names = [column for column in columns if column.field == HELPER_NAME]
    if not names:
        return list(columns)
    return [_with_slot(column, names, columns) for column in columns]


def _with_slot(column: LedgerColumn, names: Sequence[LedgerColumn], columns: Sequence[LedgerColumn]) -> LedgerColumn:
    field = column.field or ""
    if field == HELPER_NAME or not (field.startswith(("cadres.", "pairings.")) or field in OF_ALL_HELPERS):
        return column
    slots = {name.slot.number for name in names}
    if column.slot.number:
        known = column.slot.number in slots or len(slots) > 1
        return column if known else replace(column, slot=names[0].slot)
    alike = [other for other in columns if other.field == field and not other.slot.number]
    if len(alike) == len(names) > 1:
        return replace(column, slot=names[alike.index(column)].slot)
    if field in OF_ALL_HELPERS:
        return column
    before = [name for name in names if name.number < column.number]
    return replace(column, slot=(before[-1] if before else names[0]).slot)


def _without_duplicates(columns: Iterable[LedgerColumn]) -> list[LedgerColumn]:
    """Mark a column that says again what one before it says: the first is read."""
    seen: set[tuple[str, int]] = set()
    kept = []
    for column in columns:
        said = (column.field or IGNORED, column.slot.number)
        twice = said in seen and column.field not in {None, IGNORED}
        kept.append(replace(column, why="duplicate") if twice else column)
        seen.add(said)
    return kept
