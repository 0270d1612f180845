"""In a notebook: a roster, a village, a report or a plan shows its page, in a frame, offline as everywhere.

``import viz`` is enough: from then on a Roster, a Report or a Plan at the end of a cell is its page. ``viz.show`` says
more of what is wanted. The frame holds the whole page (``srcdoc``) under the page's own policy, so it asks no network.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markupsafe import escape

from pairing.errors import InputError
from pairing.text import language_from_environment, text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from pairing.model.balance import Balance
    from pairing.model.plan import Plan
    from pairing.model.report import Report
    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Audience, Sight
    from viz.pages.atlas import Atlas
    from viz.pages.page import Page

HEIGHT: Final = 720
"""Of the frame, in pixels; what is longer is scrolled inside it."""
_SHOWN: Final = {"pairing.roster": "Roster", "pairing.model.plan": "Plan", "pairing.model.report": "Report"}
"""What a notebook shows by itself."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that a notebook shows where it stands at the end of a cell."""

    html: bytes
    """The page, complete in itself; it can be saved as a file."""

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{escape(self.html.decode())}" width="100%" height="{HEIGHT}" frameborder="0"></iframe>'


def show(  # noqa: PLR0913 - a roster, and what may be shown of it
    roster: Roster,
    *,
    village: str | None = None,
    report: Report | None = None,
    balance: Balance | None = None,
    plan: Plan | None = None,
    audience: Audience = "internal",
    language: Language | None = None,
) -> Shown:
    """Make the pages of a roster, or the page of the village with this id, to be shown in a notebook.

    ``language`` is the system's where it is not given. Raises InputError for a village that is not in the roster.
    """
    from viz.audience import sight  # noqa: PLC0415 - polars, networkx and pyvis cost 0.5 s
    from viz.pages.site import pages_of  # noqa: PLC0415 - as above

    make = pages_of if village is None else partial(_page_of_village, village)
    return _shown(sight(roster, audience, report, (), balance, plan), language, make)


def _page_of_village(village: str, _seen: Sight, charted: Atlas) -> Iterator[Page]:
    from viz.pages.places import village_page  # noqa: PLC0415 - as above

    key = next((key for key, one in charted.panorama.villages.items() if one.id == village), None)
    if key is None:
        raise InputError(text("No village of the roster has the id {village}.", village=village))
    yield village_page(charted, key)


def show_plan(plan: Plan, *, language: Language | None = None) -> Shown:
    """Make the page of a plan alone: who is who is told by the plan itself."""
    from viz.pages.plan import plan_body, plan_page  # noqa: PLC0415 - as above

    def page(seen: Sight, charted: Atlas) -> Iterator[Page]:
        yield plan_page(plan_body(plan, seen.roster, charted), charted)

    return _shown(_alone(plan.effective, plan=plan), language, page)


def show_report(report: Report, *, language: Language | None = None) -> Shown:
    """Make the pages of what was found, alone."""
    from viz.pages.findings import actions_of, findings_pages  # noqa: PLC0415 - as above

    def pages(_seen: Sight, charted: Atlas) -> Iterator[Page]:
        return findings_pages(actions_of(report.findings, charted), charted)

    return _shown(_alone(report.as_of, report=report), language, pages)


def _alone(on: datetime.date, *, plan: Plan | None = None, report: Report | None = None) -> Sight:
    """See what comes without its roster."""
    from pairing.roster import roster_from_tables  # noqa: PLC0415 - as above
    from viz.audience import sight  # noqa: PLC0415 - as above

    return sight(roster_from_tables({}, on=on), "internal", report, plan=plan)


def _shown(seen: Sight, language: Language | None, make: Callable[[Sight, Atlas], Iterator[Page]]) -> Shown:
    from viz.pages.atlas import atlas  # noqa: PLC0415 - as above
    from viz.pages.panorama import panorama  # noqa: PLC0415 - as above
    from viz.pages.site import bound  # noqa: PLC0415 - as above

    charted = atlas(panorama(seen), language or language_from_environment())
    return Shown(bound(list(make(seen, charted)), seen, charted))


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401 - IPython has no types, and is not needed by us
    """Let a notebook show rosters, reports and plans: ``%load_ext viz``, or ``import viz`` where a notebook runs."""
    html = shell.display_formatter.formatters["text/html"]
    for module, name in _SHOWN.items():
        html.for_type_by_name(module, name, _html_of)


def _html_of(value: Any) -> str:  # noqa: ANN401 - one of what is shown
    makers: dict[str, Callable[[Any], Shown]] = {"Roster": show, "Plan": show_plan, "Report": show_report}
    return makers[type(value).__name__](value)._repr_html_()


def join_running_notebook() -> None:
    """Register with the notebook that runs, if one does; nothing is imported for it."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        load_ipython_extension(shell)
