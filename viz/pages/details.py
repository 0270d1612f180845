"""What is told of a node: who it is, its ties as a table with dates and order, its findings with the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from pairing.model.finding import SEVERITIES
from pairing.model.labels import label_text
from pairing.text import Text, text
from viz.pages.scene import Detail, Mark, Remark, Tie
from viz.wording import ordinal_text, term_text
from viz.words import words_of, words_of_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from pairing.model.finding import Finding
    from pairing.model.labels import PostingRole, Role
    from pairing.text import Language
    from viz.pages.atlas import Atlas
    from viz.pages.panorama import Pairing, Post, Turn, Twinning
    from viz.words import Words

KINDS: Final = {
    "unit": text("Unit"),
    "village": text("Village"),
    "cadre": text("Cadre"),
    "household": text("Household"),
}
_ACTIVE: Final = text("Active cadres")
_WHO_HELP: Final = text("Cadres who help")
_IDLE: Final = text("Without a household")
_PLACE: Final = text("Place")
_HOUSEHOLDS: Final = text("Households")
_PERSONS: Final = text("Persons")
_UNCOVERED: Final = text("Without a helper")
_RANK: Final = text("Rank")
_PHONE: Final = text("Phone")
_LOAD: Final = text("Households ÷ quota")
_CATEGORY: Final = text("Category")
_CAUSE: Final = text("Main cause")
_DIFFICULTY: Final = text("Difficulty")
_ID: Final = text("Id")
_EXPECTED: Final = text("Expected to help, has no household")
_NO_HELPER: Final = text("No helper yet")
_HELPS: Final = text("helper")
_BELONGS: Final = text("belongs to")
_LIVES: Final = text("lives in")
_LINKED: Final = text("linked leader")
_MOST_TIES: Final = 60
"""A panel lists no more; a village's households and a unit's cadres are in the table beside it."""


def unit_detail(atlas: Atlas, key: int) -> Detail:
    """Tell of a unit: its villages, and how many of its cadres help."""
    seen = atlas.panorama
    unit, cadres = seen.units[key], seen.cadres_by_unit.get(key, ())
    idle = sum(map(seen.is_idle, cadres))
    facts = [
        (_ACTIVE, str(len(cadres)) if seen.plans else ""),
        (_WHO_HELP, str(sum(seen.load(cadre) > 0 for cadre in cadres))),
        (_IDLE, str(idle) if seen.plans else ""),
        *_id_fact(atlas, unit.id),
    ]
    ties = [
        _tie(_role(tie.role, atlas.language), _village_end(atlas, tie.village), tie)
        for tie in seen.twinnings_by_unit.get(key, ())
    ]
    return _detail(atlas, _Told(unit.node, unit.name, facts, ties, page=atlas.page_of_unit[key]))


def village_detail(atlas: Atlas, key: int) -> Detail:
    """Tell of a village: its units, who is posted there, how many households are helped."""
    seen = atlas.panorama
    village, page = seen.villages[key], atlas.page_of_village[key]
    facts = [
        (_PLACE, village.place),
        (_HOUSEHOLDS, str(village.households)),
        (_PERSONS, str(village.persons)),
        (_WHO_HELP, str(village.cadres)),
        (_UNCOVERED, str(village.uncovered)),
        *_id_fact(atlas, village.id),
    ]
    ties = [
        *(
            _tie(_role(tie.role, atlas.language), _unit_end(atlas, tie.unit), tie)
            for tie in seen.twinnings_by_village.get(key, ())
        ),
        *(
            _tie(post_relation(atlas, post), cadre_end(atlas, post.cadre, page), post)
            for post in seen.posts_by_village.get(key, ())
        ),
    ]
    state = text("Households without a helper: {count}", count=village.uncovered) if village.uncovered else None
    mark: Mark = "gap" if village.uncovered else ""
    return _detail(atlas, _Told(village.node, village.name, facts, ties, state, mark, page))


def cadre_detail(atlas: Atlas, key: int) -> Detail:
    """Tell of a cadre: unit, rank, the households he helps."""
    seen = atlas.panorama
    cadre = seen.cadres[key]
    facts = [
        (_RANK, cadre.rank or ""),
        (_PHONE, cadre.phone or ""),
        (_LOAD, "" if cadre.quota is None else f"{seen.load(key)} ÷ {cadre.quota}"),
        *_id_fact(atlas, cadre.id),
    ]
    ties = [
        *(
            _tie(_pairing_relation(tie.ordinal, tie.turn, atlas.language), household_end(atlas, tie.household), tie)
            for tie in seen.ties_of_cadre(key)
        ),
        *(
            _tie(post_relation(atlas, post), _village_end(atlas, post.village), post)
            for post in seen.posts_by_cadre.get(key, ())
        ),
        *([] if cadre.unit is None else [_tie(atlas.say(_BELONGS), _unit_end(atlas, cadre.unit))]),
    ]
    state, mark = cadre_state(atlas, key)
    return _detail(atlas, _Told(cadre.node, cadre.name, facts, ties, state, mark))


def household_detail(atlas: Atlas, key: int) -> Detail:
    """Tell of a household: persons and cause, who helps it in which order."""
    seen = atlas.panorama
    home = seen.households[key]
    facts = [
        (_PERSONS, str(home.persons or "")),
        (_CATEGORY, _term("category", home.category, atlas.language)),
        (_CAUSE, _term("cause", home.cause, atlas.language)),
        (_DIFFICULTY, str(home.difficulty) if home.difficulty not in {None, 1} and seen.plans else ""),
        *_id_fact(atlas, home.id),
    ]
    ties = [
        *(
            _tie(
                _pairing_relation(tie.ordinal, tie.turn, atlas.language),
                cadre_end(atlas, tie.cadre, atlas.page_of_household(key)),
                tie,
            )
            for tie in seen.ties_of_household(key)
        ),
        *([] if home.village is None else [_tie(atlas.say(_LIVES), _village_end(atlas, home.village))]),
    ]
    state, mark = household_state(atlas, key)
    return _detail(atlas, _Told(home.node, home.head, facts, ties, state, mark))


def cadre_state(atlas: Atlas, key: int) -> tuple[Text | None, Mark]:
    """Say what is not in order with a cadre, and how it is marked."""
    seen = atlas.panorama
    mark = cadre_mark(atlas, key, seen.load(key))
    if mark == "idle":
        return _EXPECTED, mark
    if mark == "over":
        return text("Over quota by {count}", count=seen.over_quota(key, seen.load(key))), mark
    return None, mark


def cadre_mark(atlas: Atlas, key: int, load: int) -> Mark:
    """Mark a cadre who has so many households."""
    seen = atlas.panorama
    if seen.is_idle_with(key, load):
        return "idle"
    return "over" if seen.over_quota(key, load) else ""


def household_state(atlas: Atlas, key: int) -> tuple[Text | None, Mark]:
    """Say what is to be seen of a household, and how it is marked."""
    helpers = atlas.panorama.helpers(key)
    mark = household_mark(helpers)
    if mark == "shared":
        return text("Helpers: {count}", count=helpers), mark
    return _NO_HELPER if mark == "gap" else None, mark


def household_mark(helpers: int) -> Mark:
    """Mark a household that has so many helpers."""
    return "gap" if not helpers else "shared" if helpers > 1 else ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a node, before it is said in a language."""

    node: str
    name: str
    facts: Sequence[tuple[Text, Words]]
    ties: Sequence[Tie]
    state: Text | None = None
    mark: Mark = ""
    page: str = ""


def _detail(atlas: Atlas, told: _Told) -> Detail:
    return Detail(
        kind=atlas.say(KINDS[told.node.partition(":")[0]]),
        name=told.name,
        facts=tuple((atlas.say(label), value) for label, value in told.facts if value),
        state=atlas.say(told.state) if told.state else "",
        mark=told.mark,
        ties=tuple(told.ties[:_MOST_TIES]),
        remarks=tuple(remark_of(atlas, found) for found in atlas.panorama.findings.get(told.node, ())),
        page=told.page,
    )


def _id_fact(atlas: Atlas, identity: str) -> list[tuple[Text, Words]]:
    return [(_ID, identity)] if atlas.panorama.plans else []


def remark_of(atlas: Atlas, found: Finding) -> Remark:
    """Say a finding."""
    return Remark(
        severity=found.severity.value,
        label=atlas.say(SEVERITIES[found.severity]),
        code=found.code,
        title=atlas.say(found.title),
        message=atlas.say(found.message),
        hint=atlas.say(found.hint),
    )


# Ties: a relation, and the end that can be gone to -----------------------------------------------------------------


class End(NamedTuple):
    """The other end of a tie: its name and node, the page that shows it, and what tells it from namesakes."""

    name: str
    node: str
    page: str
    note: str = ""


def _tie(relation: Words, end: End, tie: Pairing | Twinning | Post | None = None) -> Tie:
    since, until = (tie.start, tie.end) if tie else (None, None)
    return Tie(relation, end.name, end.node, end.page, end.note, day_of(since), day_of(until))


def day_of(day: datetime.date | None) -> str:
    """Write a date as a table has it; nothing where it is not known."""
    return day.isoformat() if day else ""


def _unit_end(atlas: Atlas, key: int) -> End:
    unit = atlas.panorama.units[key]
    return End(unit.name, unit.node, atlas.page_of_unit[key])


def _village_end(atlas: Atlas, key: int) -> End:
    village = atlas.panorama.villages[key]
    return End(village.name, village.node, atlas.page_of_village[key], village.county or "")


def cadre_end(atlas: Atlas, key: int, page: str) -> End:
    """Lead to a cadre, on a page where that is known."""
    cadre = atlas.panorama.cadres[key]
    unit = "" if cadre.unit is None else atlas.panorama.units[cadre.unit].name
    return End(cadre.name, cadre.node, page or atlas.page_of_cadre(key), unit)


def household_end(atlas: Atlas, key: int) -> End:
    """Lead to a household on the page of its village."""
    home = atlas.panorama.households[key]
    village = "" if home.village is None else atlas.panorama.villages[home.village].name
    return End(home.head, home.node, atlas.page_of_household(key), village)


@lru_cache
def _pairing_relation(ordinal: int | None, turn: Turn, language: Language) -> Words:
    relation = _HELPS if ordinal is None else text("{ordinal} helper", ordinal=ordinal_text(ordinal))
    return words_of_text(text(_TURNS[turn].english, relation=relation) if turn else relation, language)


_TURNS: Final[Mapping[Turn, Text]] = {
    "begins": text("{relation}, with the plan"),
    "ends": text("{relation}, ends with the plan"),
}


def post_relation(atlas: Atlas, post: Post) -> Words:
    """Say what somebody is in a village."""
    return atlas.say(_LINKED) if post.role is None else _role(post.role, atlas.language)


@lru_cache(typed=True)  # labels are strings: those of two kinds may be equal
def _role(role: Role | PostingRole, language: Language) -> Words:
    return words_of(partial(label_text, role), language)


@lru_cache
def _term(vocabulary: str, term: str | None, language: Language) -> Words:
    return words_of(partial(term_text, vocabulary, term), language) if term else ""
