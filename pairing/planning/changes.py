"""The changes of a plan: numbered, grouped, each with its reason, forced or chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pairing.graph import node_name
from pairing.model.plan import Change, NaturalKey
from pairing.planning.exchanges import Weighing, exchanges, grouped
from pairing.planning.ordering import Ordinals
from pairing.planning.people import Names
from pairing.planning.reasons import Reasons
from pairing.planning.values import Held
from pairing.text import text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from pairing.eligibility import Pairs
    from pairing.planning.area import Area
    from pairing.planning.exchanges import Exchange


@dataclass(frozen=True, eq=False)
class Decoding:
    """Writes down what leads from today to other pairings."""

    area: Area
    result: Pairs
    effective: dt.date

    @cached_property
    def plan(self) -> Held:
        """What the other pairings come to."""
        return Held.of(self.area, self.result)

    @cached_property
    def today(self) -> Held:
        """What today's come to."""
        return Held.of(self.area, self.area.today.pairs)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """All changes, numbered from 1; those of one group follow each other."""
        return tuple(change.model_copy(update={"id": str(number)}) for number, change in enumerate(self._changes(), 1))

    def _changes(self) -> Iterator[Change]:
        groups = grouped(self._exchanges)
        touched = {change.household for change in self._exchanges}
        together = 0
        for group in groups:
            together += len(group) > 1
            label = str(together) if len(group) > 1 else None
            yield from self._of_group(group, label)
        for household in self._ordinals.broken():
            if household not in touched:
                yield from self._orders(household, None)

    def _of_group(self, group: list[Exchange], label: str | None) -> Iterator[Change]:
        for at, change in enumerate(group):
            yield self._written(change, label)
            if at + 1 == len(group) or group[at + 1].household != change.household:
                yield from self._orders(change.household, label)

    @cached_property
    def _exchanges(self) -> tuple[Exchange, ...]:
        return exchanges(self.area, self.result)

    @cached_property
    def _weighing(self) -> Weighing:
        return Weighing(self.plan)

    @cached_property
    def _names(self) -> Names:
        return Names(self.area)

    @cached_property
    def _reasons(self) -> Reasons:
        takes = {change.new: change for change in reversed(self._exchanges) if change.new is not None}
        gives = {change.old: change for change in reversed(self._exchanges) if change.old is not None}
        return Reasons(self._names, self.today, self.plan, self._weighing, takes, gives)

    @cached_property
    def _ordinals(self) -> Ordinals:
        return Ordinals(self.area, self.effective)

    @cached_property
    def _helpers(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Give the helpers of each household, today and with the plan."""
        return _helpers_of(self.area.today.pairs), _helpers_of(self.result)

    def _written(self, change: Exchange, group: str | None) -> Change:
        reason, codes = self._reasons.why(change)
        return Change(
            id="",
            group=group,
            kind=change.kind,
            subject=self._household(change.household),
            from_=None if change.old is None else self._cadre(change.old),
            to=None if change.new is None else self._cadre(change.new),
            ordinal=None if change.new is None else self._order_of(change.household)[change.new],
            date=self.effective,
            forced=self._weighing.is_forced(change),
            codes=codes,
            reason=reason,
            helpers=self._today_of(change.household),
            keys=self._keys(change.household, change.cadres),
        )

    def _orders(self, household: int, group: str | None) -> Iterator[Change]:
        """Give the new orders of those who go on helping a household."""
        today, _ = self._helpers
        for cadre, ordinal in sorted(self._order_of(household).items()):
            if cadre in today.get(household, []) and ordinal is not None:
                yield Change(
                    id="",
                    group=group,
                    kind="order",
                    subject=self._household(household),
                    to=self._cadre(cadre),
                    ordinal=ordinal,
                    date=self.effective,
                    forced=False,
                    codes=("C206",),
                    reason=text(
                        "Of the {has} helpers of {household} ({village}) exactly one is to be the first: {cadre} "
                        "becomes number {ordinal} (C206).",
                        has=int(self.plan.helpers[household]),
                        household=self._names.household(household),
                        village=self._names.village(household) or "–",
                        cadre=self._names.cadre(cadre),
                        ordinal=ordinal,
                    ),
                    helpers=self._today_of(household),
                    keys=self._keys(household, (cadre,)),
                )

    @cache  # noqa: B019 - a decoding lives as long as the making of one plan
    def _order_of(self, household: int) -> dict[int, int | None]:
        _, then = self._helpers
        return self._ordinals.after(household, then.get(household, []))

    def _today_of(self, household: int) -> tuple[str, ...]:
        today, _ = self._helpers
        return tuple(self._cadre(cadre) for cadre in today.get(household, []))

    def _cadre(self, number: int) -> str:
        return node_name("cadre", self.area.cadre_list[number])

    def _household(self, number: int) -> str:
        return node_name("household", self.area.household_list[number])

    def _keys(self, household: int, cadres: Iterable[int]) -> tuple[NaturalKey, ...]:
        names = self._names
        return (
            NaturalKey(subject=self._household(household), name=names.head(household), place=names.village(household)),
            *(
                NaturalKey(subject=self._cadre(cadre), name=names.own(cadre), place=names.unit(cadre))
                for cadre in cadres
            ),
        )


def _helpers_of(pairs: Pairs) -> dict[int, list[int]]:
    lists: dict[int, list[int]] = {}
    for cadre, household in pairs.listed():
        lists.setdefault(household, []).append(cadre)
    return lists
