"""Lists to print, sign and post: a workbook with a summary and a sheet per village or unit, and a CSV of all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pairing.errors import PairingError
from pairing.text import Text, text
from pairing.writing.atomic import replacing

if TYPE_CHECKING:
    from pairing.model.balance import Balance
    from pairing.model.plan import Plan
    from pairing.model.report import Report
    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Audience

By = Literal["village", "unit", "cadre", "household"]

_NAMES: Final[dict[By, Text]] = {
    "village": text("Pairing list by village"),
    "unit": text("Pairing list by unit"),
}
_FOR_THE_PUBLIC: Final = text(", public")
_ALL: Final = text("All pairings")
PLAN: Final = text("plan")
"""What the files of a plan are called, without their endings."""


def write_lists(  # noqa: PLR0913 - two values, and what the planner chooses by name
    roster: Roster,
    folder: str | Path,
    *,
    report: Report | None = None,
    audience: Audience = "internal",
    language: Language = "zh",
    by: By = "village",
    balance: Balance | None = None,
    plan: Plan | None = None,
) -> tuple[Path, ...]:
    """Write the register as a workbook, and all pairings as a CSV, into ``folder``; give the files written.

    ``balance`` adds the sheets of balance; ``plan`` a workbook in which its changes are reviewed and its JSON beside
    it, from which what was accepted is applied. The public gets neither. A public list has another name, so that it
    never takes the place of an internal one. Each file is written beside its target and renamed into place. Raises
    PairingError for a ``by`` there is no list for yet.
    """
    # Imported here because xlsxwriter and polars cost 0.2 s.
    from viz.audience import sight  # noqa: PLC0415 - as above
    from viz.lists.by_unit import list_by_unit  # noqa: PLC0415 - as above
    from viz.lists.by_village import list_by_village  # noqa: PLC0415 - as above
    from viz.lists.plan_book import write_plan  # noqa: PLC0415 - as above
    from viz.lists.register_book import write_register_book  # noqa: PLC0415 - as above
    from viz.lists.table import write_table  # noqa: PLC0415 - as above

    makers = {"village": list_by_village, "unit": list_by_unit}
    if by not in makers:
        raise PairingError(text("There is no list by {by} yet; there is one by village and one by unit.", by=by))
    seen = sight(roster, audience, report, balance=balance)
    ending = _FOR_THE_PUBLIC.render(language) if audience == "public" else ""
    workbook = Path(folder) / f"{_NAMES[by].render(language)}{ending}.xlsx"
    table = Path(folder) / f"{_ALL.render(language)}{ending}.csv"
    with replacing(workbook) as draft:
        write_register_book(seen, makers[by](seen, language), draft, language)
    with replacing(table) as draft:
        write_table(seen, draft, language)
    if plan is None or not seen.plans:
        return workbook, table
    return workbook, table, *write_plan(plan, roster, Path(folder) / f"{PLAN.render(language)}.xlsx", language=language)
