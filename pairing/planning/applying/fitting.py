"""Whether a plan fits a roster: the one it was made from, or one that has changed since in what it does not touch.

A plan is rebased only where that is unambiguous (DESIGN §14): everybody in a change has the id and the name he had, his
unit or village too, and each household is helped by exactly whom it was helped by. Whatever differs is told at once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.counting import active_cadres, counting_pairings, households_in_scope
from pairing.errors import PairingError
from pairing.model.labels import ConstraintKind
from pairing.model.plan import NaturalKey
from pairing.text import Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pairing.model.cell import TableName
    from pairing.model.finding import Place
    from pairing.model.plan import Change, Plan
    from pairing.roster import Roster

MOST_NAMED: Final = 50
"""Differences that are told; the others are counted."""

Pair = tuple[str, str]
"""The subjects of a cadre and a household."""


class PlanError(PairingError):
    """A plan cannot be applied: it is another roster's, or the roster has changed; every difference at once."""

    def __init__(self, what: Text, problems: Sequence[Text] = ()) -> None:
        """Say what is wrong, and in a line each where."""
        self.problems = tuple(problems)
        lines = list(problems[:MOST_NAMED])
        if more := len(problems) - len(lines):
            lines.append(text("and {count} more", count=more))
        super().__init__(joined(Text("{one}\n{other}", chinese="{one}\n{other}"), [what, *lines]))


@dataclass(frozen=True, eq=False)
class People:
    """Who is in a roster, what he is called, and who helps whom on its date, by the subjects that plans use."""

    roster: Roster

    @cached_property
    def keys(self) -> Mapping[str, NaturalKey]:
        """Give the natural key of every cadre and household."""
        roster = self.roster
        units = roster.units.select(unit_key="key", place="name")
        villages = roster.villages.select(village_key="key", place="name")
        cadres = roster.cadres.join(units, on="unit_key", how="left", maintain_order="left")
        households = roster.households.join(villages, on="village_key", how="left", maintain_order="left")
        named = [
            cadres.select(pl.format("cadre:{}", "id"), "name", "place"),
            households.select(pl.format("household:{}", "id"), "head", "place"),
        ]
        return {
            subject: NaturalKey(subject=subject, name=name, place=place)
            for frame in named
            for subject, name, place in frame.iter_rows()
        }

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Give the key of everybody's row."""
        subjects: dict[str, int] = dict(self.roster.cadres.select(pl.format("cadre:{}", "id"), "key").iter_rows())
        return subjects | dict(self.roster.households.select(pl.format("household:{}", "id"), "key").iter_rows())

    @cached_property
    def present(self) -> frozenset[str]:
        """Give the active cadres and the households in scope."""
        cadres = active_cadres(self.roster).select(pl.format("cadre:{}", "id")).to_series()
        households = households_in_scope(self.roster).select(pl.format("household:{}", "id")).to_series()
        return frozenset((*cadres, *households))

    @cached_property
    def helpers(self) -> Mapping[str, tuple[str, ...]]:
        """Give who helps each household, in the order of ids."""
        found: dict[str, set[str]] = defaultdict(set)
        for cadre, household in pairs_of(counting_pairings(self.roster)):
            found[household].add(cadre)
        return {household: tuple(sorted(cadres)) for household, cadres in found.items()}

    @cached_property
    def excluded(self) -> Mapping[Pair, int]:
        """Give the pairs that are excluded, and the key of the row that says so."""
        rows = self.roster.constraints.filter(pl.col("kind") == ConstraintKind.EXCLUSION.value)
        return dict(zip(pairs_of(rows), rows["key"], strict=True))

    def name(self, subject: str) -> str:
        """Say who is meant: his name if he has one, and the subject."""
        key = self.keys.get(subject)
        return f"{key.name} ({subject})" if key and key.name else subject

    def place(self, subject: str, column: str | None = None) -> Place:
        """Say where somebody's row stands, and a field of it."""
        return self.roster.place(_table(subject), self.rows[subject], column)


def pairs_of(rows: pl.DataFrame) -> Iterator[Pair]:
    """Give the pair of each row of an edge between cadre and household, as subjects."""
    return rows.select(pl.format("cadre:{}", "cadre"), pl.format("household:{}", "household")).iter_rows()


def _table(subject: str) -> TableName:
    return "cadres" if subject.startswith("cadre:") else "households"


def check_fit(people: People, plan: Plan, changes: Sequence[Change], *, rebased: bool) -> None:
    """Raise PlanError where changes cannot be made in a roster, which ``people`` has on the date they begin.

    A plan is ``rebased`` when the roster is not the one it was made from: then names and helpers must agree too.
    """
    if rebased:
        _refuse_other_roster(people, plan)
    problems = [*_persons(people, changes, named=rebased), *_pairs(people, changes, rebased=rebased)]
    if plan.mode != "undo":  # which brings back what there was, even what an exclusion had ended
        problems += _exclusions(people, changes)
    if problems:
        raise PlanError(
            text(
                "The roster has changed since the plan was made, where the plan would change it. Nothing was done; "
                "make the plan again, or undo these differences:"
            )
            if rebased
            else text("The plan does not fit the roster, though it says it was made from it. Nothing was done:"),
            problems,
        )


def _refuse_other_roster(people: People, plan: Plan) -> None:
    named = {key for change in plan.changes for key in change.keys}
    strange = sum(people.keys.get(key.subject) != key for key in named)
    if 2 * strange > len(named):
        raise PlanError(
            text(
                "The plan was made for another roster: of the {people} cadres and households in it, {strange} are not "
                "in this one or have other names here. Give the roster it was made from, or make a plan for this one.",
                people=len(named),
                strange=strange,
            )
        )


def _persons(people: People, changes: Sequence[Change], *, named: bool) -> Iterator[Text]:
    """Tell who is unknown, has another name, has left or is no longer in scope; each once."""
    told: set[str] = set()
    for change in changes:
        expected = {key.subject: key for key in change.keys}
        for subject in subjects_of(change):
            if subject in told:
                continue
            told.add(subject)
            if subject not in people.keys:
                yield text("Change {id}: {who} is not in the roster.", id=change.id, who=_called(subject, expected))
            else:
                yield from _renamed(people, change, subject, expected.get(subject)) if named else ()
                yield from _gone(people, change, subject)


def subjects_of(change: Change) -> tuple[str, ...]:
    """Give the household of a change, and the cadres it names."""
    return (change.subject, *(subject for subject in (change.from_, change.to) if subject))


def _called(subject: str, expected: Mapping[str, NaturalKey]) -> str:
    key = expected.get(subject)
    return f"{key.name} ({subject})" if key and key.name else subject


def _renamed(people: People, change: Change, subject: str, expected: NaturalKey | None) -> Iterator[Text]:
    """Tell where a name, or the name of a unit or village, is not the one the plan has."""
    if expected is None:
        yield text("Change {id}: the plan does not say what {who} is called.", id=change.id, who=subject)
        return
    here = people.keys[subject]
    own, place = ("name", "unit") if _table(subject) == "cadres" else ("head", "village")
    for column, value, wanted in ((own, here.name, expected.name), (place, here.place, expected.place)):
        if value != wanted:
            yield text(
                '{place}: "{value}" stands here; in change {id} of the plan {who} has "{expected}".',
                place=people.place(subject, column),
                value=value or "",
                id=change.id,
                who=subject,
                expected=wanted or "",
            )


def _gone(people: People, change: Change, subject: str) -> Iterator[Text]:
    """Tell that a pairing would begin of a cadre who has left, or change in a household out of scope."""
    if subject in people.present or subject == change.from_:
        return
    state = people.roster.tables[_table(subject)]["state"][people.rows[subject]]
    yield text(
        '{place}: the state of {who} is "{value}", and change {id} needs an active cadre or a household in scope.',
        place=people.place(subject, "state"),
        who=people.name(subject),
        value=state or "",
        id=change.id,
    )


def _pairs(people: People, changes: Sequence[Change], *, rebased: bool) -> Iterator[Text]:
    """Tell where a pairing is not there that should be, or is there that should not; each once."""
    told: set[Pair] = set()
    for change in changes:
        here = set(people.helpers.get(change.subject, ()))
        there, absent = _expected(change, here, rebased=rebased)
        for cadre in sorted((there - here) | (absent & here)):
            pair = (cadre, change.subject)
            if pair not in told and change.subject in people.rows:
                told.add(pair)
                yield _missing(people, change, pair) if cadre in there else _surplus(people, change, pair)


def _expected(change: Change, here: set[str], *, rebased: bool) -> tuple[set[str], set[str]]:
    """Give who has to help the household and who must not."""
    begins = {change.to} if change.to and change.kind != "order" else set()
    there = {cadre for cadre in (change.from_, change.to) if cadre} - begins
    if not rebased:
        return there, begins
    known = {cadre if ":" in cadre else f"cadre:{cadre}" for cadre in change.helpers}
    return there | known, begins | (here - known)


def _missing(people: People, change: Change, pair: Pair) -> Text:
    return text(
        "{place}: {cadre} does not help {household} on {date}; in change {id} of the plan he does.",
        place=_place_of_pair(people, pair, "end_date"),
        cadre=people.name(pair[0]),
        household=people.name(pair[1]),
        date=people.roster.on.isoformat(),
        id=change.id,
    )


def _surplus(people: People, change: Change, pair: Pair) -> Text:
    return text(
        "{place}: {cadre} helps {household} on {date}; in change {id} of the plan he does not yet.",
        place=_place_of_pair(people, pair, "cadre"),
        cadre=people.name(pair[0]),
        household=people.name(pair[1]),
        date=people.roster.on.isoformat(),
        id=change.id,
    )


def _place_of_pair(people: People, pair: Pair, column: str) -> Place:
    """Say where the last row of a pair stands, else the household's."""
    cadre, household = (people.rows.get(subject, -1) for subject in pair)
    keys = people.roster.pairings.filter(cadre_key=cadre, household_key=household)["key"]
    return people.roster.place("pairings", keys[-1], column) if len(keys) else people.place(pair[1], "head")


def _exclusions(people: People, changes: Iterable[Change]) -> Iterator[Text]:
    for change in changes:
        row = people.excluded.get((change.to or "", change.subject))
        if row is not None:
            yield text(
                "{place}: {cadre} must not help {household}; change {id} would pair them.",
                place=people.roster.place("constraints", row, "kind"),
                cadre=people.name(change.to or ""),
                household=people.name(change.subject),
                id=change.id,
            )
