"""The pages of findings: all of them, by code, each with its remedy and a link to where it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pairing.model.finding import SEVERITIES
from pairing.text import text
from viz.pages.goal import NOWHERE, Goal, goal_at
from viz.pages.page import Link, Page, home_of
from viz.wording import place_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pairing.model.finding import Finding, Severity
    from viz.pages.atlas import Atlas
    from viz.words import Words

KEY: Final = "findings"
MOST_ITEMS: Final = 1_000
"""The most findings of one page; a roster with more has several."""


@dataclass(frozen=True, slots=True)
class Item:
    """One finding."""

    message: Words
    place: str
    goal: Goal


@dataclass(frozen=True, slots=True)
class Action:
    """Findings of one code: one thing to do."""

    code: str
    severity: str
    label: Words
    title: Words
    hint: Words
    count: int
    items: tuple[Item, ...]
    goal: Goal
    """Where all of them are."""


@dataclass(frozen=True, slots=True)
class FindingsBody:
    """One page of findings."""

    actions: tuple[Action, ...]
    pages: tuple[Link, ...]
    """All pages of findings, when there are several."""


def actions_of(findings: Iterable[Finding], atlas: Atlas) -> tuple[Action, ...]:
    """Group findings by code, errors first; give each group the page where it begins."""
    pages = atlas.pages_of_nodes
    ordered = sorted(findings, key=lambda found: found.rank)
    actions, before = [], 0
    for (severity, code), found in groupby(ordered, key=lambda one: (one.severity, one.code)):
        group = list(found)
        actions.append(_action(code, severity, group, pages, before, atlas))
        before += len(group)
    return tuple(actions)


def findings_pages(actions: Sequence[Action], atlas: Atlas) -> Iterator[Page]:
    """Give the pages of findings, of so many findings each."""
    chunks = list(_chunks(actions))
    links = tuple(Link(str(number), Goal(_key(number))) for number in range(1, len(chunks) + 1))
    title = atlas.say(text("To do"))
    for number, chunk in enumerate(chunks, 1):
        body = FindingsBody(chunk, links if len(links) > 1 else ())
        yield Page(_key(number), title, "findings.html", body, (home_of(atlas),))


def _key(number: int) -> str:
    return KEY if number == 1 else f"{KEY}-{number}"


def _chunks(actions: Sequence[Action]) -> Iterator[tuple[Action, ...]]:
    """Cut the findings into pages; a code that goes on keeps its heading and its count."""
    page: list[Action] = []
    room = MOST_ITEMS
    for action in actions:
        rest = action.items
        while rest:
            page.append(replace(action, items=rest[:room]))
            taken = min(room, len(rest))
            rest, room = rest[taken:], room - taken
            if not room:
                yield tuple(page)
                page, room = [], MOST_ITEMS
    if page or not actions:
        yield tuple(page)


def _action(  # noqa: PLR0913, PLR0917 - a group of findings, and where it stands among the others
    code: str, severity: Severity, found: Sequence[Finding], pages: Mapping[str, str], before: int, atlas: Atlas
) -> Action:
    return Action(
        code=code,
        severity=severity.value,
        label=atlas.say(SEVERITIES[severity]),
        title=atlas.say(found[0].title),
        hint=atlas.say(found[0].hint),
        count=len(found),
        items=tuple(_item(one, pages, atlas) for one in found),
        goal=Goal(_key(before // MOST_ITEMS + 1), f"code:{code}"),
    )


def _item(found: Finding, pages: Mapping[str, str], atlas: Atlas) -> Item:
    goal = next((goal_at(pages[one], one) for one in found.subjects if pages.get(one)), NOWHERE)
    return Item(atlas.say(found.message), place_text(found), goal)
