"""Why a change is made: one sentence, by the first rule that asks for it, with the names and numbers it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.planning.exchanges import Exchange, Weighing
    from pairing.planning.people import Names
    from pairing.planning.values import Held

Reason = tuple[Text, tuple[str, ...]]
"""A sentence, and the codes of the rules it is about."""


@dataclass(frozen=True, eq=False)
class Reasons:
    """Says why a plan makes its changes."""

    names: Names
    today: Held
    plan: Held
    weighing: Weighing
    takes: Mapping[int, Exchange]
    """Of each cadre, one change by which he begins to help a household."""
    gives: Mapping[int, Exchange]
    """Of each cadre, one change by which he ends helping one."""

    def why(self, change: Exchange) -> Reason:
        """Give the reason of a change."""
        if change.old is None:
            said, codes = self._add(change)
        elif change.new is None:
            said, codes = self._drop(change)
        else:
            said, codes = self._move(change)
        return Text(said.english, {**self._values(change), **said.values}), codes

    def _values(self, change: Exchange) -> dict[str, object]:
        household = change.household
        values: dict[str, object] = {
            "household": self.names.household(household),
            "village": self.names.village(household) or "–",
            "had": int(self.today.helpers[household]),
            "has": int(self.plan.helpers[household]),
        }
        for role, cadre in (("old", change.old), ("new", change.new)):
            if cadre is not None:
                values |= {
                    role: self.names.cadre(cadre),
                    f"{role}_unit": self.names.unit(cadre) or "–",
                    f"{role}_before": int(self.today.loads[cadre]),
                    f"{role}_after": int(self.plan.loads[cadre]),
                    f"{role}_quota": int(self.plan.area.allowed.quota[cadre]),
                }
        return values

    def _is_idle(self, cadre: int | None) -> bool:
        expected = cadre is not None and self.plan.area.allowed.quota[cadre] >= 1
        return bool(expected and self.today.loads[cadre] == 0 and self.plan.everyone)

    def _is_over(self, cadre: int | None) -> bool:
        return bool(cadre is not None and self.today.loads[cadre] > self.plan.area.allowed.quota[cadre])

    def _move(self, change: Exchange) -> Reason:
        if (change.old, change.household) in self.weighing.ended:
            said = text(
                "An exclusion ends the pairing of {old} with {household} ({village}); {new} ({new_unit}) takes over "
                "(C210)."
            )
            return said, ("C210",)
        if (change.new, change.household) in self.weighing.pinned:
            said = text("{new} ({new_unit}) is pinned to {household} ({village}) and takes over from {old} (C211).")
            return said, ("C211",)
        if self._is_ineligible(change):
            said = text(
                "{old} may not help in {village}: not twinned, posted or linked there; {new} ({new_unit}) may, and "
                "takes {household} over (C203)."
            )
            return said, ("C203",)
        if self._is_idle(change.new):
            said = text(
                "{new} ({new_unit}) has no household yet; {old}, who helps {old_before}, hands {household} ({village}) "
                "over (C202)."
            )
            return said, ("C202",)
        if self._is_over(change.old):
            said = text(
                "{old} helps {old_before} households, with a quota of {old_quota}; {new} ({new_unit}, quota "
                "{new_quota}) takes {household} ({village}) over and then helps {new_after} (C204)."
            )
            return said, ("C204",)
        return self._passed_on(change)

    def _passed_on(self, change: Exchange) -> Reason:
        """Say of a move that makes room for another change, or evens out loads."""
        if follows := self._follows(change.old):
            said = text(
                "{old} takes {other} ({other_village}) on, and so hands {household} ({village}) over to {new} "
                "({new_unit}), who then helps {new_after} with a quota of {new_quota}.",
                **self._other(follows),
            )
            return said, self._codes_of(follows)
        if given := self._given(change.new):
            said = text(
                "{new} ({new_unit}), who no longer helps {other} ({other_village}), takes {household} ({village}) over "
                "from {old}, who helps {old_before} with a quota of {old_quota}.",
                **self._other(given),
            )
            return said, ("B301",)
        said = text(
            "Loads become more even: {old} helps {old_before} households with a quota of {old_quota}; {new} "
            "({new_unit}, quota {new_quota}) takes {household} ({village}) over and then helps {new_after} (B301)."
        )
        return said, ("B301",)

    def _follows(self, old: int | None) -> Exchange | None:
        return None if old is None else self.takes.get(old)

    def _given(self, new: int | None) -> Exchange | None:
        return None if new is None else self.gives.get(new)

    def _other(self, change: Exchange) -> dict[str, str]:
        """Name the household of another change."""
        return {
            "other": self.names.household(change.household),
            "other_village": self.names.village(change.household) or "–",
        }

    def _codes_of(self, change: Exchange) -> tuple[str, ...]:
        if self.today.helpers[change.household] == 0:
            return ("C201",)
        return ("B301",)

    def _add(self, change: Exchange) -> Reason:
        if (change.new, change.household) in self.weighing.pinned:
            said = text("{new} ({new_unit}) is pinned to {household} ({village}) (C211).")
            return said, ("C211",)
        if self.today.helpers[change.household] == 0:
            said = text(
                "{household} ({village}) has no helper; {new} ({new_unit}, quota {new_quota}) then helps {new_after} "
                "(C201)."
            )
            return said, ("C201",)
        if self._is_idle(change.new):
            said = text(
                "{new} ({new_unit}) has no household yet and joins the helpers of {household} ({village}), who become "
                "{has} (C202)."
            )
            return said, ("C202",)
        said = text(
            "Support becomes more even: {new} ({new_unit}) has room for {household} ({village}), whose helpers become "
            "{has} instead of {had} (B302)."
        )
        return said, ("B302",)

    def _drop(self, change: Exchange) -> Reason:
        if (change.old, change.household) in self.weighing.ended:
            said = text(
                "An exclusion ends the pairing of {old} with {household} ({village}), which then has {has} helpers "
                "(C210)."
            )
            return said, ("C210",)
        if self._is_ineligible(change):
            said = text(
                "{old} may not help in {village}: not twinned, posted or linked there; others go on helping "
                "{household} (C203)."
            )
            return said, ("C203",)
        if self.today.helpers[change.household] > self.plan.area.most_helpers[change.household]:
            said = text("{household} ({village}) has {had} helpers, more than the limit; {old} is released (C205).")
            return said, ("C205",)
        if self._is_over(change.old):
            said = text(
                "{old} helps {old_before} households, with a quota of {old_quota}; {household} ({village}) keeps {has} "
                "of its {had} helpers (C204)."
            )
            return said, ("C204",)
        if follows := self._follows(change.old):
            said = text(
                "{household} ({village}) keeps {has} of its {had} helpers; {old} is free for {other} "
                "({other_village}) (B302).",
                **self._other(follows),
            )
            return said, ("B302",)
        said = text(
            "Support becomes more even: {household} ({village}) keeps {has} of its {had} helpers; {old}, who helps "
            "{old_before}, is released (B302)."
        )
        return said, ("B302",)

    def _is_ineligible(self, change: Exchange) -> bool:
        return (change.old, change.household) in self._ineligible

    @cached_property
    def _ineligible(self) -> set[tuple[int, int]]:
        return set(self.plan.area.ineligible.listed())
