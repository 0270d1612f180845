"""Where a link leads: a page of the site, and on it what is meant."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import quote

INDEX: Final = "index"
"""The key of the page that is opened first."""
PAGES: Final = "pages"
"""The folder of all others, beside it."""


class Goal(NamedTuple):
    """A page and a node of it (``household:H0123``); no node is the page itself, no page is nowhere."""

    page: str
    node: str = ""


NOWHERE: Final = Goal("")


def goal_at(page: str, node: str) -> Goal:
    """Lead to a node where a page shows it; nowhere when none does."""
    return Goal(page, node) if page else NOWHERE


def path_of(page: str) -> str:
    """Name a page's file in the site's folder."""
    return f"{INDEX}.html" if page == INDEX else f"{PAGES}/{page}.html"


def href(goal: Goal, origin: str) -> str:
    """Write an address as seen from a page: ``pages/village-12.html#household=H0123``."""
    path = path_of(goal.page)
    if goal.page == origin:
        path = ""
    elif origin != INDEX:
        path = path.removeprefix(f"{PAGES}/") if goal.page != INDEX else f"../{path}"
    return path + fragment(goal.node) or "#"


def href_within(goal: Goal) -> str:
    """Write an address within a single file that has all pages: ``#page=village-12&household=H0123``."""
    return f"#page={goal.page}" + fragment(goal.node).replace("#", "&", 1)


def fragment(node: str) -> str:
    """Write what is meant on a page as the end of an address; empty for the page itself."""
    kind, _, identity = node.partition(":")
    return f"#{kind}={quote(identity, safe='')}" if node else ""
