"""``pairing view``: the pages of a roster, with a plan beside it where one is named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from pairing.cli.asking import CommandError
from pairing.cli.chain import DRAWING, Audience, Outputs, name_files, name_page, outputs_of, plans, write_site
from pairing.cli.delivery import deliver
from pairing.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Terminal
    from pairing.model.plan import Plan

MOST_IN_ONE_FILE: Final = 5_000
"""Households beyond which one file would take a browser too long to open."""


@dataclass(frozen=True, slots=True)
class ViewWish:
    """What is wanted of the pages."""

    audience: Audience
    plan: Path | None = None
    single: bool = False


def make_pages(asked: Asked, to: Path, wish: ViewWish, terminal: Terminal) -> int:
    """Write the pages of a roster into a folder."""
    if wish.plan and wish.audience == "public":
        raise CommandError(text("The public sees no plan; leave out --plan or --audience public."))
    plan = _plan_of(wish.plan) if wish.plan else None
    with terminal.progress(3 + plans(wish.audience)) as steps:
        outputs = replace(outputs_of(asked, wish.audience, terminal, steps), plan=plan)
        _refuse_what_does_not_fit(outputs, wish)
        steps.step(DRAWING)
        inputs = (*asked.inputs, *([wish.plan] if wish.plan else []))
        delivered = deliver(to, "view", inputs, partial(write_site, outputs, steps, single=wish.single))
    name_files(delivered, terminal)
    name_page(delivered, terminal)
    return 0


def _plan_of(path: Path) -> Plan:
    """Read a plan from its JSON, from the workbook in which it is reviewed, or as it was reviewed in a browser."""
    from pairing.cli.claims import read_claim
    from pairing.model.plan import Plan
    from pairing.reading.decisions import read_decisions

    if path.suffix.lower() != ".json":
        return read_decisions(path).plan
    claim = read_claim(path)
    if not isinstance(claim, Plan):
        raise CommandError(text("{path} is a balance; --plan expects a plan.", path=path))
    return claim


def _refuse_what_does_not_fit(outputs: Outputs, wish: ViewWish) -> None:
    roster = outputs.reading.roster
    if outputs.plan and outputs.plan.roster_sha256 != roster.sha256:
        raise CommandError(
            text(
                "{path} was made for another roster, or before this one was changed. Show the roster it was made for, "
                "or make a plan again: pairing plan ROSTER --to PLAN.json",
                path=wish.plan,
            )
        )
    if wish.single and roster.households.height > MOST_IN_ONE_FILE:
        raise CommandError(
            text(
                "{households} households are too many for one file (at most {most}); leave out --single.",
                households=roster.households.height,
                most=MOST_IN_ONE_FILE,
            )
        )
