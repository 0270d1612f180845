"""Plans written by hand, or drawn: any changes that fit a roster, whether or not they are good for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.counting import active_cadres, counting_pairings
from pairing.model.plan import Change, Counts, Plan
from pairing.planning.applying.fitting import People
from pairing.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from random import Random

    from pairing.model.plan import ChangeKind
    from pairing.roster import Roster

REASON = Text("because", chinese="因为")


class Drafting:
    """Changes of one roster, numbered, with the names and the helpers it has on a day."""

    def __init__(self, roster: Roster, effective: dt.date | None = None) -> None:
        self.roster = roster
        self.effective = effective or roster.on
        self.people = People(roster.at(self.effective))
        self.changes: list[Change] = []

    def change(
        self,
        kind: ChangeKind,
        household: str,
        old: str | None = None,
        new: str | None = None,
        ordinal: int | None = None,
        until: dt.date | None = None,
        group: str | None = None,
    ) -> None:
        """Add a change; people are named by their ids."""
        subject = f"household:{household}"
        cadres = [cadre and f"cadre:{cadre}" for cadre in (old, new)]
        value = {
            "id": str(len(self.changes) + 1),
            "group": group,
            "kind": kind,
            "subject": subject,
            "from": cadres[0],
            "to": cadres[1],
            "ordinal": ordinal,
            "date": self.effective,
            "until": until,
            "forced": False,
            "reason": REASON,
            "helpers": self.people.helpers.get(subject, ()),
            "keys": tuple(self.people.keys[who] for who in (subject, *cadres) if who and who in self.people.keys),
        }
        self.changes.append(Change.model_validate(value))

    def plan(self) -> Plan:
        """Give the plan of these changes, all accepted."""
        counted = sum(change.kind != "order" for change in self.changes)
        return Plan(
            roster_sha256=self.roster.sha256,
            as_of=self.roster.on,
            effective=self.effective,
            mode="repair",
            goal="balance",
            solver="hand",
            status="bounded",
            changes=tuple(self.changes),
            accepted=tuple(change.id for change in self.changes),
            counts=Counts(gaps_only=counted, full=counted),
        )


def drawn_plan(random: Random, roster: Roster, effective: dt.date) -> Plan:
    """Draw a plan that moves, adds, drops and orders helpers of some households at random."""
    drafting = Drafting(roster, effective)
    cadres = active_cadres(roster)["id"].to_list()
    for household in sorted(subject for subject in drafting.people.present if subject.startswith("household:")):
        if random.random() < 0.7:
            _draw_changes(random, drafting, household, cadres)
    return drafting.plan()


def _draw_changes(random: Random, drafting: Drafting, household: str, cadres: Sequence[str]) -> None:
    before = [cadre.removeprefix("cadre:") for cadre in drafting.people.helpers.get(household, ())]
    free = [cadre for cadre in cadres if (f"cadre:{cadre}", household) not in drafting.people.excluded]
    kept = [cadre for cadre in before if cadre in free and random.random() < 0.5]
    after = [*kept, *random.sample(free, min(len(free), random.randint(0, 2)))]
    ends, starts = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    identity = household.removeprefix("household:")
    pairs: Iterable[tuple[str | None, str | None]] = (
        (ends[i] if i < len(ends) else None, starts[i] if i < len(starts) else None)
        for i in range(max(len(ends), len(starts)))
    )
    for old, new in pairs:
        kind: ChangeKind = "move" if old and new else "drop" if old else "add"
        drafting.change(kind, identity, old, new, random.choice((None, 1, 2)) if new else None)
    for cadre in sorted(set(before) & set(after)):
        if random.random() < 0.5:
            drafting.change("order", identity, None, cadre, random.choice((None, 1, 2, 3)))


def active(roster: Roster, day: dt.date) -> list[tuple[object, ...]]:
    """Give the pairings that count on a day: the pair, the order and the last day."""
    rows = counting_pairings(roster.at(day))
    return sorted(rows.select("cadre", "household", "ordinal", "end_date").rows(), key=repr)
