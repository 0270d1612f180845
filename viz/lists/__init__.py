"""Lists to print, sign and post: by village, by unit, by cadre, a card for each household; a bulletin for the leader.

Each as a workbook, as CSV or Parquet, and as HTML; what an audience may see is decided in :mod:`viz.audience`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from pairing.errors import PairingError
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Collection

    from pairing.model.balance import Balance
    from pairing.model.plan import Plan
    from pairing.model.report import Report
    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Audience

By = Literal["village", "unit", "cadre", "household"]
Form = Literal["xlsx", "csv", "parquet", "html"]
KINDS: Final[tuple[By, ...]] = get_args(By)
FORMS: Final[tuple[Form, ...]] = get_args(Form)
USUAL: Final[tuple[Form, ...]] = ("xlsx", "csv")
"""The forms that are written unasked."""

PLAN: Final = text("plan")
"""What the files of a plan are called, without their endings."""


def write_lists(  # noqa: PLR0913 - two values, and what the planner chooses by name
    roster: Roster,
    folder: str | Path,
    *,
    report: Report | None = None,
    audience: Audience = "internal",
    language: Language = "zh",
    by: By | tuple[By, ...] = "village",
    forms: tuple[Form, ...] = USUAL,
    one_file: bool = True,
    balance: Balance | None = None,
    plan: Plan | None = None,
) -> tuple[Path, ...]:
    """Write lists, all pairings as a table, and the bulletin into ``folder``; give the files written, in this order.

    ``by`` is what a list has a chapter for, one or several; ``forms`` are what each is written as. A list is one file,
    or with ``one_file=False`` a folder with a file a chapter and a summary. ``balance`` adds the sheets of balance and
    what the bulletin says of it; ``plan`` what it proposes, and a workbook in which its changes are reviewed with its
    JSON beside it. The public gets neither. A public list has another name, so that it never takes the place of an
    internal one. Each file is written beside its target and renamed into place. Raises PairingError for a ``by`` or a
    form that there is not.
    """
    # Imported here because xlsxwriter and polars cost 0.2 s.
    from viz.audience import sight  # noqa: PLC0415 - as above
    from viz.lists.plan_book import write_plan  # noqa: PLC0415 - as above
    from viz.lists.writing import Writing  # noqa: PLC0415 - as above

    kinds: tuple[By, ...] = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    _refuse_unknown(kinds, forms)
    seen = sight(roster, audience, report, balance=balance, plan=plan)
    writing = Writing(seen, Path(folder), language, frozenset(forms), one_file)
    written = (*writing.lists(kinds), *writing.tables(), *writing.bulletin())
    if plan is None or not seen.plans:
        return written
    return *written, *write_plan(plan, roster, Path(folder) / f"{PLAN.render(language)}.xlsx", language=language)


def _refuse_unknown(kinds: Collection[str], forms: Collection[str]) -> None:
    for one in kinds:
        if one not in KINDS:
            raise PairingError(text("There is no list by {by}; there are: {known}.", by=one, known=", ".join(KINDS)))
    for one in forms:
        if one not in FORMS:
            raise PairingError(
                text("A list is not written as {form}; known are: {known}.", form=one, known=", ".join(FORMS))
            )
