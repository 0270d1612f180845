"""What every page has: a key, a title, its template with a view-model of its own, the frame around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.audience import NAMES
from viz.html import TAGS
from viz.pages.goal import INDEX, Goal
from viz.wording import day_text
from viz.words import other_language

if TYPE_CHECKING:
    from viz.audience import Sight
    from viz.pages.atlas import Atlas
    from viz.pages.scene import Scene
    from viz.words import Words


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere; its goal may be nowhere."""

    name: Words
    goal: Goal


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page, ready for its template, which computes nothing."""

    key: str
    title: Words
    template: str
    body: object
    """The view-model that this template knows."""
    trail: tuple[Link, ...] = ()
    """The pages above it, the first one first."""
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page of a site."""

    language: str
    other: str
    """The name of the language that the site can be changed into, in that language."""
    title: Words
    as_of: Words
    audience: Words
    is_public: bool
    rows_set_aside: Words
    menu: tuple[Link, ...]


NAMES_OF_LANGUAGES: Final = {"zh": "中文", "en": "English"}


def frame_of(sight: Sight, atlas: Atlas) -> Frame:
    """Make the frame."""
    say = atlas.say
    return Frame(
        language=TAGS[atlas.language],
        other=NAMES_OF_LANGUAGES[other_language(atlas.language)],
        title=say(text("Paired assistance at a glance")),
        as_of=atlas.both(
            lambda language: text("As of {day}", day=day_text(sight.roster.on, language)).render(language)
        ),
        audience=say(NAMES[sight.audience]),
        is_public=sight.audience == "public",
        rows_set_aside=_rows_set_aside(sight, atlas),
        menu=tuple(_menu(sight, atlas)),
    )


def _menu(sight: Sight, atlas: Atlas) -> list[Link]:
    """Name the pages that a site has beside those of places."""
    there = {
        INDEX: (text("Overview"), True),
        "findings": (text("To do"), has_findings(sight)),
        "balance": (text("Balance"), sight.balance is not None),
        "plan": (text("Plan"), sight.plan is not None),
        "data": (text("Data"), has_data(sight)),
    }
    return [Link(atlas.say(name), Goal(key)) for key, (name, is_there) in there.items() if is_there]


def has_findings(sight: Sight) -> bool:
    """Tell whether this audience sees what was found."""
    return sight.report is not None and sight.plans


def has_data(sight: Sight) -> bool:
    """Tell whether there is something to say of the input and its rules."""
    return bool(sight.columns) or has_findings(sight)


def home_of(atlas: Atlas) -> Link:
    """Lead to the page that stands above all others."""
    return Link(atlas.say(text("Overview")), Goal(INDEX))


def _rows_set_aside(sight: Sight, atlas: Atlas) -> Words:
    if sight.report is None or not sight.report.rows_set_aside:
        return ""
    return atlas.say(text("{count} rows were set aside and are not counted.", count=sight.report.rows_set_aside))
