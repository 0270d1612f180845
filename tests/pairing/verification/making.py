"""Plans of tiny areas that lead to any pairs, each claiming that nothing is better; written without the planner."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import networkx as nx

import pairing
from pairing.model.balance import Summary
from pairing.model.plan import (
    Change,
    Counts,
    LensSummary,
    LevelValue,
    NaturalKey,
    Plan,
    PlanBalance,
    PlanProof,
    Term,
    Unmet,
    levels_of,
)
from pairing.text import Text
from tests.pairing.balance.brute import TODAY, roster_of
from tests.pairing.verification.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.model.balance import Balance, LensName
    from pairing.model.plan import ChangeKind, Goal, Mode, PlanLevel
    from pairing.roster import Roster
    from tests.pairing.planning.areas import Desk
    from tests.pairing.verification.reference import Pairs

REASON: Final = Text("because", chinese="因为")
Rows = "Sequence[Sequence[Term]]"


@dataclass(frozen=True, eq=False)
class Making:
    """A plan that leads to some pairs, and claims that nothing is better."""

    desk: Desk
    pairs: Pairs
    mode: Mode = "repair"
    goal: Goal = "balance"
    rows: Sequence[Sequence[Term]] = ()
    """Those of a plan with a limit."""
    limit: int | None = None
    repeatable: bool = False
    counts: Counts | None = None

    @property
    def roster(self) -> Roster:
        """The area as a roster."""
        return _roster(self.desk)

    @cached_property
    def plan(self) -> Plan:
        """Write the plan."""
        after = pairing.apply_plan(self.roster, self.bare).roster
        return self.bare.model_copy(update={"balance": self._balance(after)})

    @cached_property
    def bare(self) -> Plan:
        """Write the plan without the balances."""
        rows = self.rows or [(Term(level=level),) for level in levels_of(self.mode, self.goal)]
        changes = tuple(self._changes())
        made = sum(change.kind != "order" for change in changes)
        return Plan(
            roster_sha256=self.roster.sha256,
            as_of=self.roster.on,
            effective=self.roster.on,
            mode=self.mode,
            goal=self.goal,
            solver="reference",
            status="optimal",
            max_changes=self.limit,
            changes=changes,
            accepted=tuple(change.id for change in changes),
            counts=self.counts or Counts(gaps_only=made, full=made),
            levels=tuple(self._levels(made)),
            unmet=tuple(self._unmet()),
            proof=PlanProof(
                rows=tuple(map(tuple, rows)),
                parts=Reference(self.desk, rows).proof(self.pairs, repeatable=self.repeatable),
            ),
        )

    # Changes ----------------------------------------------------------------------------------------------------

    def after(self, household: str) -> set[str]:
        return {c for c, h in self.pairs if h == household}

    def _exchanges(self) -> Iterator[tuple[str, str | None, str | None]]:
        for household in self.desk.scope:
            before, after = self.desk.before(household), self.after(household)
            ends, starts = sorted(before - after), sorted(after - before)
            for at in range(max(len(ends), len(starts))):
                yield (
                    household,
                    ends[at] if at < len(ends) else None,
                    starts[at] if at < len(starts) else None,
                )

    def _changes(self) -> Iterator[Change]:
        exchanges = list(self._exchanges())
        groups, touched = _groups(exchanges), {household for household, _, _ in exchanges}
        written = [self._written(*one, groups.get(one[0])) for one in exchanges]
        for household in self.desk.scope:
            orders = self._orders(household, touched=household in touched)
            kept = sorted(set(orders) & self.desk.before(household))
            written += [self._order(household, cadre, orders[cadre], groups.get(household)) for cadre in kept]
        for number, change in enumerate(written, 1):
            yield change.model_copy(update={"id": f"#{number}"})

    def _written(self, household: str, old: str | None, new: str | None, group: str | None) -> Change:
        kind: ChangeKind = "add" if old is None else "drop" if new is None else "move"
        orders = self._orders(household, touched=True)
        return Change(
            id="",
            group=group,
            kind=kind,
            subject=f"household:{household}",
            from_=old and f"cadre:{old}",
            to=new and f"cadre:{new}",
            ordinal=None if new is None else orders.get(new),
            date=self.roster.on,
            forced=self._forced(household, old, new),
            reason=REASON,
            helpers=self._helpers(household),
            keys=tuple(self._keys(household, old, new)),
        )

    def _order(self, household: str, cadre: str, ordinal: int, group: str | None) -> Change:
        return Change(
            id="",
            group=group,
            kind="order",
            subject=f"household:{household}",
            to=f"cadre:{cadre}",
            ordinal=ordinal,
            date=self.roster.on,
            forced=False,
            reason=REASON,
            helpers=self._helpers(household),
            keys=tuple(self._keys(household, None, cadre)),
        )

    def _forced(self, household: str, old: str | None, new: str | None) -> bool:
        desk = self.desk
        if (old, household) in desk.excluded or (new, household) in desk.pins:
            return True
        if new is None:
            return False
        load = sum(c == new for c, _ in self.pairs)
        idle = desk.everyone and desk.quota(new) > 0 and load == 1
        return idle or (old is None and self.after(household) == {new})

    def _helpers(self, household: str) -> tuple[str, ...]:
        return tuple(f"cadre:{cadre}" for cadre in sorted(self.desk.before(household)))

    def _keys(self, household: str, *cadres: str | None) -> Iterator[NaturalKey]:
        area = self.desk.area
        yield NaturalKey(subject=f"household:{household}", name=household, place=area.households[household][0] or None)
        for cadre in cadres:
            if cadre is not None:
                yield NaturalKey(subject=f"cadre:{cadre}", name=cadre, place=area.cadres[cadre][0] or None)

    def _orders(self, household: str, *, touched: bool) -> dict[str, int]:
        """Give the orders that must be, of those who begin and of those who stay with another one."""
        area, helpers, before = self.desk.area, self.after(household), self.desk.before(household)
        was = {cadre: area.ordinals[cadre, household] for cadre in before}
        broken = len(before) > 1 and list(was.values()).count(1) != 1
        known = (not area.paired and not area.beside) or any(row["ordinal"] for row in area.tables()["pairings"])
        if len(helpers) < 2 or not (touched or broken) or not known:
            return {}
        first = min({c for c in helpers if was.get(c) == 1} or helpers, key=lambda c: self._standing(c, household))
        taken = {was[c] for c in helpers if c in was and c != first}
        free = (number for number in range(2, 99) if number not in taken)
        others = [c for c in sorted(helpers) if c != first and (c not in was or was[c] == 1)]
        found = {cadre: next(free) for cadre in others}
        return found if was.get(first) == 1 else {first: 1, **found}

    def _standing(self, cadre: str, household: str) -> tuple[int, datetime.date, str]:
        held = cadre in self.desk.before(household)
        start = self.desk.area.dates[cadre, household][0] if held else TODAY
        return -self.desk.area.level(cadre), start or datetime.date.min, cadre

    # Figures ----------------------------------------------------------------------------------------------------

    def _levels(self, made: int) -> Iterator[LevelValue]:
        today, then = (figures(self.desk, pairs) for pairs in (self.desk.counting, self.pairs))
        then["changes"] = Fraction(made)
        for name in levels_of(self.mode, self.goal):
            yield LevelValue(name=name, today=today[name], value=then[name], proven="certificate")

    def _unmet(self) -> Iterator[Unmet]:
        """Name those whom nobody may help, and those who help nobody."""
        helped, busy = {h for _, h in self.desk.allowed}, {c for c, _ in self.pairs}
        uncovered = [f"household:{household}" for household in self.desk.scope if household not in helped]
        expected = [cadre for cadre in self.desk.active if self.desk.quota(cadre) and self.desk.everyone]
        idle = [f"cadre:{cadre}" for cadre in expected if cadre not in busy]
        if uncovered:
            yield Unmet(kind="uncovered", subjects=tuple(uncovered), reason=REASON)
        if idle:
            yield Unmet(kind="idle", subjects=tuple(idle), reason=REASON)

    def _balance(self, after: Roster) -> PlanBalance:
        now, then = _measured(self.desk), pairing.measure_balance(after)
        attainable = {lens.name: lens.attainable for lens in now.lenses if lens.attainable}
        balanced = self.mode == "repair" and self.goal == "balance" and self.limit is None
        if balanced:
            attainable |= {lens.name: lens for lens in then.lenses if lens.name in {"load", "support"} and lens.vector}
        return PlanBalance(
            before=tuple(_summaries(now)),
            after=tuple(_summaries(then)),
            attainable=tuple(_summary(name, summary) for name, summary in attainable.items()),
        )


@cache
def _roster(desk: Desk) -> Roster:
    return roster_of([desk.area])


@cache
def _measured(desk: Desk) -> Balance:
    return pairing.measure_balance(_roster(desk))


def figures(desk: Desk, pairs: Pairs | set[tuple[str, str]]) -> dict[PlanLevel, Fraction]:
    """Give what a plan writes of pairs, level by level."""
    loads = {cadre: sum(c == cadre for c, _ in pairs) for cadre in desk.active}
    helpers = [sum(h == household for _, h in pairs) for household in desk.scope]
    expected = [cadre for cadre in desk.active if desk.quota(cadre)]
    whole: dict[PlanLevel, int] = {
        "uncovered": helpers.count(0),
        "ineligible": sum(pair not in desk.eligible and pair not in desk.excluded for pair in pairs),
        "idle": sum(not loads[cadre] for cadre in expected) if desk.everyone else 0,
        "overload": sum(max(0, loads[cadre] - desk.quota(cadre)) for cadre in desk.active),
        "pairings": len(pairs),
        "support": sum(number**2 for number in helpers),
        "changes": 0,
        "first": len(desk.firsts & set(pairs)),
        "preference": sum(map(desk.worth, pairs)),
    }
    worst = max((Fraction(loads[cadre], desk.quota(cadre)) for cadre in expected), default=Fraction(0))
    return {**{name: Fraction(value) for name, value in whole.items()}, "load": worst}


def _groups(exchanges: Sequence[tuple[str, str | None, str | None]]) -> dict[str, str]:
    """Name the groups of households whose changes are joined; those of a single change have none."""
    graph: nx.Graph[str] = nx.Graph()
    count: dict[str, int] = defaultdict(int)
    for household, *cadres in exchanges:
        count[household] += 1
        nx.add_path(graph, [household, *(cadre for cadre in cadres if cadre)])
    joined = [nodes for nodes in nx.connected_components(graph) if sum(count[node] for node in nodes) > 1]
    return {node: f"g{number}" for number, nodes in enumerate(joined) for node in nodes}


def _summaries(balance: Balance) -> Iterator[LensSummary]:
    return (_summary(lens.name, lens) for lens in balance.lenses if lens.vector)


def _summary(name: LensName, summary: Summary) -> LensSummary:
    return LensSummary(name=name, **{one: getattr(summary, one) for one in Summary.model_fields})
