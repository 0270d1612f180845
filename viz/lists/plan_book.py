"""A plan as a workbook to review: its changes with a column to decide in, and what they lead to.

A hidden sheet says which plan it is of, so that what is decided is never applied to another one
(:mod:`pairing.reading.decisions`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from pairing.errors import PairingError
from pairing.model.review import as_written, sha256_of
from pairing.reading.decisions import CARRIER, FORM
from pairing.text import text
from pairing.writing.atomic import replacing
from viz.audience import NAMES
from viz.lists.book import open_book
from viz.lists.plan_changes import write_changes
from viz.lists.plan_curve import write_curve
from viz.lists.plan_summary import write_lenses, write_summary, write_unmet
from viz.plan import plan_view
from viz.wording import day_text

if TYPE_CHECKING:
    from pairing.model.plan import Plan
    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Audience
    from viz.lists.book import Book
    from viz.plan import PlanView

CHANGES, SUMMARY, BALANCE, UNMET, CURVE = (
    text("Changes"),
    text("In numbers"),
    text("Balance"),
    text("What cannot be met"),
    text("Curve"),
)
"""The sheets, as far as there is something in them."""
_NOT_PUBLIC: Final = text(
    "A plan is for internal use only: it says who is idle, who carries too much and who is without a helper. Publish "
    "the pairing lists once it is applied."
)


def write_plan(plan: Plan, roster: Roster, workbook: str | Path, *, language: Language) -> tuple[Path, Path]:
    """Write the workbook of a plan and, beside it, its JSON of the same name; give both.

    Each is written beside its target and renamed into place, the JSON first: a workbook without its plan is refused,
    a plan without a workbook is none the worse. Raises OutputError where they cannot be written.
    """
    workbook = Path(workbook)
    file = workbook.with_suffix(".json")
    written = as_written(plan)
    with replacing(file) as draft:
        draft.write_bytes(written.encode())
    with replacing(workbook) as draft:
        write_plan_book(plan, roster, draft, language=language, plan_sha256=sha256_of(written))
    return workbook, file


def write_plan_book(  # noqa: PLR0913 - three values, and what is chosen by name
    plan: Plan,
    roster: Roster,
    path: str | Path,
    *,
    language: Language,
    plan_sha256: str,
    audience: Audience = "internal",
) -> None:
    """Write the workbook alone. ``plan_sha256`` is of the bytes of the plan's JSON, which has the workbook's own name.

    Raises PairingError for the public: a plan says of people what is the office's own business.
    """
    if audience == "public":
        raise PairingError(_NOT_PUBLIC)
    path = Path(path)
    view = plan_view(plan, roster)
    book = open_book(path, language, title=view.title.render(language), made=plan.as_of)
    with book.workbook:
        _write_sheets(book, view, roster)
        _write_carrier(book, path.with_suffix(".json").name, plan, plan_sha256)


def _write_sheets(book: Book, view: PlanView, roster: Roster) -> None:
    language, plan = book.language, view.plan
    subtitle = text(
        "In force from {effective} · as of {day} · {audience}",
        effective=day_text(plan.effective, language),
        day=day_text(plan.as_of, language),
        audience=NAMES["internal"],
    ).render(language)
    title = view.title.render(language)
    changes, summary, balance, unmet, curve = (
        words.render(language) for words in (CHANGES, SUMMARY, BALANCE, UNMET, CURVE)
    )
    write_changes(book.leaf(changes), view, roster, title=title, subtitle=subtitle)
    write_summary(book.leaf(summary, landscape=False), view, title=f"{title} · {summary}", subtitle=subtitle)
    if view.lenses:
        write_lenses(book.leaf(balance), view, title=f"{title} · {balance}", subtitle=subtitle)
    if plan.unmet:
        write_unmet(book.leaf(unmet), view, title=f"{title} · {unmet}", subtitle=subtitle)
    if plan.curve:
        write_curve(book.leaf(curve), plan, title=f"{title} · {curve}", subtitle=subtitle)


def _write_carrier(book: Book, file: str, plan: Plan, sha256: str) -> None:
    sheet = book.workbook.add_worksheet(CARRIER)
    told = {"form": FORM, "schema": plan.schema_, "plan": file, "sha256": sha256}
    for row, (name, value) in enumerate(told.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.hide()
