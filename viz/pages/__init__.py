"""Pages to browse: a site that opens by double click and asks no network for anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairing.model.balance import Balance
    from pairing.model.plan import Plan
    from pairing.model.report import Report
    from pairing.reading.reading import ColumnRead
    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Audience


def write_site(  # noqa: PLR0913 - two values, and what the planner chooses by name
    roster: Roster,
    report: Report | None,
    folder: str | Path,
    *,
    audience: Audience = "internal",
    language: Language = "zh",
    columns: tuple[ColumnRead, ...] = (),
    balance: Balance | None = None,
    plan: Plan | None = None,
    single: bool = False,
    progress: Callable[[int, int], None] = lambda _written, _count: None,
) -> tuple[Path, ...]:
    """Write a site into ``folder``: ``index.html`` and beside it the folders ``pages`` and ``parts``; give the index.

    The pages show the roster as of its date: totals beside the declared ones, coverage, what to do, a page for each
    village and unit with its graph. ``columns`` adds how the input's columns were read, ``balance`` the balance beside
    what is attainable, ``plan`` what a plan changes; the public gets none of these. ``single`` puts everything into
    ``index.html``. ``progress`` is told how many pages of how many are written. Both folders are replaced as a whole.
    Raises OutputError when the folder cannot be written.
    """
    # Imported here because polars, networkx and pyvis cost 0.5 s.
    from viz.audience import sight  # noqa: PLC0415 - as above
    from viz.pages.site import write_one_file, write_pages  # noqa: PLC0415 - as above

    write = write_one_file if single else write_pages
    return write(sight(roster, audience, report, columns, balance, plan), Path(folder), language, progress)
