"""The whole of the clean sample, put together from its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.model.settings import Settings
from pairing.sample import facts, invented, places, ties
from pairing.sample.department import cells
from pairing.sample.draft import Draft
from pairing.sample.matches import Match, matches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.model.records import Household


def sample_settings() -> Settings:
    """Give the sample's settings: the date, and the totals as declared."""
    return Settings.model_validate({"as_of": facts.AS_OF, "totals": dict(facts.DECLARED)})


def clean_draft() -> Draft:
    """Put the clean sample together."""
    names = invented.people(invented.chance("names"))
    households = places.households(names)
    current, gone = households[: facts.HOUSEHOLDS], households[facts.HOUSEHOLDS :]
    leaders_own = [_easy_one(current, places.village_id(village)) for village in ties.SECOND_VILLAGE]
    staffed = cells([h for h in current if h not in leaders_own], names)
    heads = ties.leaders(staffed)
    linked = [Match(h, (leader,)) for h, leader in zip(leaders_own, heads, strict=False)]
    matched = (*matches(staffed), *linked)
    cadres = ties.cadres(staffed, names)
    past = ties.Past(
        pairings=ties.pairings(matched),
        village_of={h.id: h.village for h in households},
        villages_of={row.unit: row.village for row in ties.twinnings() if row.end_date is None},
    )
    left = [cadre for cadre in cadres if cadre.state != "在岗"]
    return Draft(
        units=places.units(),
        villages=places.villages(),
        cadres=cadres,
        households=households,
        twinnings=ties.twinnings(),
        postings=ties.postings(staffed),
        liaisons=ties.liaisons(staffed),
        pairings=tuple(ties.with_history(past, gone, left)),
        constraints=ties.constraints(matched),
    )


def _easy_one(households: Iterable[Household], village: str) -> Household:
    return next(h for h in households if h.village == village and h.difficulty == 1)
