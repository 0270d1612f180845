"""The one typed set of parameters that rules and queries may use: the date, and what the settings say.

The embedded store takes a missing parameter for null and compares a date given as text with anything, without a word
in either case. So every ``$name`` of a rule is held against these fields when the rule is loaded, and the values are
made here only.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.model.labels import ACTIVE

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from cypher.store import Value
    from pairing.roster import Roster

DIVISION_RANK: Final = "处级"
"""S111 asks a first secretary for at least this rank."""

NOT_SET: Final = -1
"""Stands for a setting that is not set, where its values are not negative; see :data:`cypher.store.Value`."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a rule may ask for as ``$name``. No value is ever null."""

    as_of: datetime.date
    """The date D."""
    active: str
    """The state of a cadre who has not left."""
    in_scope: tuple[str, ...]
    """The states of a household in scope."""
    participation: str
    """``all`` or ``as_needed``."""
    cadre_list: str
    """``complete``, or ``helpers_only`` where the list of cadres names only those who help."""
    helpers_per_household: int
    """每户最多帮扶人."""
    villages_per_unit: int
    """每单位最多村数."""
    team_size: int
    """工作队最少人数."""
    posted_quota: int
    """驻村干部定额, or -1 when it is not set."""
    hard_case_hundredths: int
    """困难户系数, in hundredths."""
    hard_case_rank: str
    """困难户帮扶人级别."""
    hard_case_ranks: tuple[str, ...]
    """The ranks of that level or above."""
    ranks_below_hard_case: tuple[str, ...]
    """The known ranks below that level."""
    ranks_below_division: tuple[str, ...]
    """The known ranks below 处级."""
    exempt_ranks: tuple[str, ...]
    """The ranks whose quota is 0."""
    rank_quotas: tuple[dict[str, Value], ...]
    """The known ranks by quota: ``{quota: 4, ranks: ['副处', …]}``; a rank in none of them has quota 1."""
    least_quota: int
    """The lowest quota that a cadre without one of his own may have."""
    ranks: tuple[dict[str, Value], ...]
    """Every known rank: ``{label: '副处', level: 4, quota: 4}``."""

    def bind(self, names: Iterable[str]) -> dict[str, Value]:
        """Give the values of some parameters, as a store takes them."""
        return {name: _as_list(getattr(self, name)) for name in sorted(names)}


PARAMETER_NAMES: Final = frozenset(each.name for each in dataclasses.fields(Parameters))


def parameters_of(roster: Roster) -> Parameters:
    """Read the parameters from the date and settings of a roster."""
    settings = roster.settings
    ranks = settings.rank_table()
    asked = ranks[settings.hard_case_rank][0] if settings.hard_case_rank in ranks else None
    return Parameters(
        as_of=roster.on,
        active=ACTIVE,
        in_scope=settings.in_scope,
        participation=settings.participation.value,
        cadre_list=settings.cadre_list.value,
        helpers_per_household=settings.helpers_per_household,
        villages_per_unit=settings.villages_per_unit,
        team_size=settings.team_size,
        posted_quota=NOT_SET if settings.posted_quota is None else settings.posted_quota,
        hard_case_hundredths=int(settings.hard_case * 100),
        hard_case_rank=settings.hard_case_rank,
        hard_case_ranks=tuple(r for r, (level, _) in ranks.items() if asked is not None and level >= asked),
        ranks_below_hard_case=_below(asked, ranks),
        ranks_below_division=_below(ranks[DIVISION_RANK][0], ranks),
        exempt_ranks=tuple(r for r, (_, quota) in ranks.items() if quota == 0),
        rank_quotas=_by_quota(ranks),
        least_quota=_least_quota(settings.posted_quota, ranks),
        ranks=tuple({"label": r, "level": level, "quota": quota} for r, (level, quota) in ranks.items()),
    )


def _below(level: int | None, ranks: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    return tuple(rank for rank, (own, _) in ranks.items() if level is not None and own < level)


def _by_quota(ranks: Mapping[str, tuple[int, int]]) -> tuple[dict[str, Value], ...]:
    quotas = sorted({quota for _, quota in ranks.values()})
    return tuple({"quota": quota, "ranks": [r for r, (_, own) in ranks.items() if own == quota]} for quota in quotas)


def _least_quota(posted: int | None, ranks: Mapping[str, tuple[int, int]]) -> int:
    usual = [1, *(quota for _, quota in ranks.values())]
    return min(usual if posted is None else [*usual, posted])


def _as_list(value: Value) -> Value:
    return list(value) if isinstance(value, tuple) else value
