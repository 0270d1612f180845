"""The six lenses: today's figures, those who have most and least, the groups, and what is attainable beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.model.sentences import OVER, incomparable_text
from pairing.text import Text, text
from pairing.verification.chains import CHAINS, Chain, check_chain
from pairing.verification.levels import Levels, broken
from pairing.verification.summaries import Runs, check_summary, leximin
from pairing.verification.twinnings import check_twinnings
from pairing.verification.values import MEASURES, Values
from pairing.verification.words import lens_text, within
from pairing.verification.writing import same_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.model.balance import Lens, LensName, LensProof, Status
    from pairing.roster import Roster
    from pairing.verification.assignment import Assignment
    from pairing.verification.sentences import Sentences
    from pairing.verification.values import Measured
    from pairing.verification.verdict import Docket
    from pairing.verification.world import World

CODES: Final[dict[LensName, str]] = {
    "load": "B301",
    "support": "B302",
    "strength": "B303",
    "strength_by_need": "B304",
    "burden": "B305",
    "units": "B306",
}
NEEDS: Final[dict[LensName, tuple[tuple[str, ...], ...]]] = {
    "load": (("pairings",), ("twinnings",), ("cadres.rank", "cadres.quota")),
    "support": (("pairings",), ("twinnings",)),
    "strength": (("pairings",), ("twinnings",)),
    "strength_by_need": (("pairings",), ("twinnings",), ("households.persons",)),
    "burden": (("pairings",), ("twinnings",)),
    "units": (("twinnings",),),
}
"""What a lens needs; of each group one will do."""
LARGEST_IS_WORST: Final = frozenset({"load", "burden"})
ENDS: Final = 5
"""So many of those with most and with least are named."""
BARE: Final = ("name", "code", "over", "status", "reason")
"""All that is said of a lens without members, or that cannot be measured."""


def measurable(roster: Roster, name: LensName) -> bool:
    """Tell whether a roster has what a lens needs."""
    return all(any(map(roster.has, group)) for group in NEEDS[name])


@dataclass(frozen=True, eq=False)
class Lenses:
    """Checks the lenses of a balance."""

    docket: Docket
    world: World
    assignment: Assignment | None
    levels: Levels
    sentences: Sentences

    def check(self, claimed: Sequence[Lens]) -> None:
        """Check all lenses."""
        names, order = tuple(lens.name for lens in claimed), tuple(CODES)
        if self.docket.same(text("lenses"), text("names and order"), names, order):
            for lens in claimed:
                self._lens(lens)

    def _lens(self, lens: Lens) -> None:
        docket, whose = self.docket, lens_text(CODES[lens.name], lens.name)
        docket.same(whose, text("code"), lens.code, CODES[lens.name])
        docket.claim(
            same_text(lens.over, OVER[lens.name]),
            lambda: text("{whose}: its population is not {over}.", whose=whose, over=OVER[lens.name]),
        )
        if not measurable(self.world.roster, lens.name):
            return self._bare(whose, lens, "skipped")
        measured = MEASURES[lens.name](self.world)
        if not len(measured.members):
            return self._bare(whose, lens, "vacuous")
        check_summary(docket, whose, lens, measured.values.runs)
        self._ends(whose, lens, measured)
        self._groups(whose, lens, measured)
        return self._attainable(whose, lens, measured.values.runs)

    def _bare(self, whose: Text, lens: Lens, status: Status) -> None:
        """Check that nothing is claimed but that there is nothing to claim."""
        said = {
            name for name in type(lens).model_fields if getattr(lens, name) != type(lens).model_fields[name].default
        }
        self.docket.same(whose, text("status"), lens.status, status)
        self.docket.same(whose, text("what is said beyond the status"), sorted(said.difference(BARE)), [])

    def _ends(self, whose: Text, lens: Lens, measured: Measured) -> None:
        for what, claimed, largest in (
            (text("those with most"), lens.most, True),
            (text("those with least"), lens.least, False),
        ):
            self.docket.listed(
                whose, what, [(of.subject, of.value) for of in claimed], list(_ends(measured, largest=largest))
            )

    def _groups(self, whose: Text, lens: Lens, measured: Measured) -> None:
        found = [
            *_groups("village", self.world.villages.ids, measured),
            *_groups("unit", self.world.units.ids, measured),
        ]
        claimed = [group.subject for group in lens.groups]
        if self.docket.listed(whose, text("groups"), claimed, [subject for subject, _ in found]):
            for group, (subject, runs) in zip(lens.groups, found, strict=True):
                check_summary(self.docket, within(whose, Text(subject)), group, runs)

    # Beside today ---------------------------------------------------------------------------------------------------

    def _attainable(self, whose: Text, lens: Lens, today: Runs) -> None:
        proof, claimed = lens.proof, lens.attainable
        if proof is None or claimed is None:
            said = text("{whose}: what is attainable, or its proof, is missing.", whose=whose)
            self.docket.claim(holds=False, fault=lambda: said)
            return
        self._nothing_else(whose, lens.name, proof)
        chain = CHAINS[lens.name](self.world) if lens.name in CHAINS else None
        found = self._found(whose, lens.name, proof, chain)
        if found is None:
            return
        check_summary(self.docket, within(whose, text("what is attainable")), claimed, found)
        self._status(whose, lens, today, found)
        self.sentences.of_lens(whose, lens.name, proof, found, chain)

    def _nothing_else(self, whose: Text, name: LensName, proof: LensProof) -> None:
        """Check that the proof holds nothing that belongs to other lenses."""
        if name not in CHAINS:
            self.docket.same(whose, text("blocks and shares"), (proof.blocks, proof.shares), ((), ()))
        if name != "units":
            self.docket.same(whose, text("twinnings in the proof"), proof.twinnings, ())

    def _found(self, whose: Text, name: LensName, proof: LensProof, chain: Chain | None) -> Runs | None:
        """Give the attainable vector that the proof proves, if it does."""
        if chain is not None:
            return check_chain(self.docket, whose, chain, proof)
        if name == "units":
            return check_twinnings(self.docket, whose, self.world, proof.twinnings)
        if self.assignment is None:
            return None
        if name == "load":
            some = self.world.expected
            return Values.ratios(self.assignment.loads[some], self.world.quota[some]).runs
        helpers = self.assignment.helpers
        return Values.ratios(helpers, np.ones(len(helpers), np.int64)).runs

    def _status(self, whose: Text, lens: Lens, today: Runs, found: Runs) -> None:
        sign = leximin(today, found, largest_is_worst=lens.name in LARGEST_IS_WORST)
        status: Status = ("attained", "not_comparable", "improvable")[sign]  # −1 is the last
        self.docket.same(whose, text("status"), lens.status, status)
        reason = incomparable_text(broken(self.world, self.levels)) if status == "not_comparable" else None
        if self.levels.attained is not None:
            self.docket.claim(
                same_text(lens.reason, reason),
                lambda: text("{whose}: the reason must be “{reason}”.", whose=whose, reason=reason or ""),
            )


def _ends(measured: Measured, *, largest: bool) -> Iterator[tuple[str, object]]:
    """Give those with the largest or smallest values, by value and then id."""
    level = -measured.values.level if largest else measured.values.level
    for at in np.argsort(level, kind="stable")[:ENDS].tolist():
        identity = measured.register.ids[int(measured.members[at])]
        yield f"{measured.kind}:{identity}", measured.values.distinct[int(measured.values.level[at])]


def _groups(kind: str, ids: Sequence[str], measured: Measured) -> Iterator[tuple[str, Runs]]:
    ties = measured.villages if kind == "village" else measured.units
    for number, runs in measured.values.by(ties):
        yield f"{kind}:{ids[number]}", runs
