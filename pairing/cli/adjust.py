"""Commands about what should be otherwise: plan, verify, apply."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from cypher.server.address import TIME_LIMIT
from pairing.cli.asking import file_of
from pairing.cli.options import AsOf, Lang, Quiet, RosterName, Set, SettingsFile, TimeLimit
from pairing.cli.terminal import Terminal
from pairing.cli.wording import ADJUST, N_, examples, paragraphs

app = typer.Typer()


@app.command(
    "plan",
    help=paragraphs(
        N_("Plan the fewest changes that close the gaps and balance the pairings, with the proof."),
        N_("Exit code 0: no gap remains; 1: some do, and the reasons are printed; 2: could not run."),
    ),
    epilog=examples(
        N_("pairing plan roster.xlsx"),
        N_("pairing plan roster.xlsx --to plan.xlsx"),
        N_("pairing plan roster.xlsx --to plan.json --for gaps --max-changes 20"),
        N_("pairing plan roster.xlsx --without C0012 --without U05"),
        N_("pairing plan roster.xlsx --with new-households.xlsx --effective 2017-01-01"),
    ),
    rich_help_panel=ADJUST,
)
def plan(
    ctx: typer.Context,
    roster: RosterName,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar=N_("PLAN"),
            parser=file_of,
            help=N_("PLAN.xlsx: write a workbook to review, its .json beside it; PLAN.json: the latter alone."),
            show_default=False,
        ),
    ] = None,
    mode: Annotated[
        Literal["repair", "propose"],
        typer.Option("--mode", help=N_("Repair today's pairings, or propose others as if there were none.")),
    ] = "repair",
    goal: Annotated[
        Literal["balance", "gaps"],
        typer.Option("--for", help=N_("Balance the pairings too, or close the gaps alone.")),
    ] = "balance",
    max_changes: Annotated[
        int | None,
        typer.Option(
            "--max-changes",
            metavar="K",
            min=0,
            help=N_("The best with at most so many changes."),
            show_default=False,
        ),
    ] = None,
    curve: Annotated[
        bool,
        typer.Option("--curve", help=N_("Show what each number of changes can reach, however long that takes.")),
    ] = False,
    no_curve: Annotated[
        bool,
        typer.Option("--no-curve", help=N_("Do not show it; else it is shown where that takes no time.")),
    ] = False,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar=N_("WHO"),
            help=N_("What if this cadre, unit (with its people) or household were gone; may be repeated."),
            show_default=False,
        ),
    ] = None,
    joining: Annotated[
        Path | None,
        typer.Option(
            "--with",
            metavar=N_("FILE"),
            help=N_("What if these rows joined: a workbook or folder with some of the tables."),
            show_default=False,
        ),
    ] = None,
    effective: Annotated[
        str | None,
        typer.Option(
            "--effective",
            metavar=N_("DATE"),
            help=N_("The day from which on the plan holds; else the day the roster is seen as of."),
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", metavar="N", min=1, max=64, help=N_("In how many processes to solve."), show_default=False
        ),
    ] = None,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Plan."""
    from pairing.cli.asking import Asked, day_of
    from pairing.cli.planning import PlanWish, run_plan

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    wish = PlanWish(
        to=to,
        mode=mode,
        goal=goal,
        max_changes=max_changes,
        effective=day_of(effective),
        curve=curve if curve or no_curve else None,
        workers=workers,
        without=tuple(without or ()),
        joining=joining,
    )
    return run_plan(asked, wish, Terminal(ctx.obj, quiet))


@app.command(
    "verify",
    help=paragraphs(
        N_("Verify every claim of a balance or a plan against a roster, without trusting the program that made it."),
        N_("Exit code 0: every claim holds; 1: some do not; 2: could not run."),
    ),
    epilog=examples(
        N_("pairing verify roster.xlsx plan.json"),
        N_("pairing verify roster.xlsx balance.json"),
        N_("pairing verify roster.xlsx balance.json --as-of 2016-12-31"),
        N_("pairing verify neo4j://host:7687/neo4j balance.json"),
    ),
    rich_help_panel=ADJUST,
)
def verify(
    ctx: typer.Context,
    roster: RosterName,
    file: Annotated[
        Path,
        typer.Argument(
            metavar=N_("FILE"),
            help=N_(
                "A balance, as `pairing balance ROSTER --json FILE` writes it, or a plan, as `pairing plan ROSTER --to "
                "PLAN.json` does."
            ),
            show_default=False,
        ),
    ],
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Verify a balance or a plan."""
    from pairing.cli.asking import Asked
    from pairing.cli.verifying import run_verify

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    return run_verify(asked, file, Terminal(ctx.obj, quiet))


@app.command(
    "apply",
    help=paragraphs(
        N_("Apply a plan, or the part of it that is accepted: pairings end and begin, nothing is overwritten."),
        N_("A ledger comes back as a ledger. Beside the result lies the plan that undoes it."),
        N_("Exit code 0: no gap remains; 1: some do, and are listed; 2: could not run, or you said no."),
    ),
    epilog=examples(
        N_("pairing apply roster.xlsx plan.xlsx --to new-roster.xlsx"),
        N_("pairing apply ledger.xlsx plan.json --to new-ledger.xlsx --reject 3,7 --yes"),
        N_("pairing apply roster.xlsx plan.json --accept 1,2 --in-place"),
        N_("pairing apply new-roster.xlsx new-roster-undo.json --to old-roster.xlsx"),
    ),
    rich_help_panel=ADJUST,
)
def apply(
    ctx: typer.Context,
    roster: RosterName,
    plan: Annotated[
        Path,
        typer.Argument(
            metavar=N_("PLAN"),
            help=N_(
                "The plan's .json, or what it was reviewed in, whose 采纳 decides: its workbook, or its page's file."
            ),
            show_default=False,
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar=N_("ROSTER"),
            parser=file_of,
            help=N_("The roster to write: a new file of the same form, or a new folder."),
            show_default=False,
        ),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar=N_("IDS"),
            help=N_("Make these changes only: their numbers, with commas between; may be repeated."),
            show_default=False,
        ),
    ] = None,
    reject: Annotated[
        list[str] | None,
        typer.Option(
            "--reject",
            metavar=N_("IDS"),
            help=N_("Make all changes but these."),
            show_default=False,
        ),
    ] = None,
    in_place: Annotated[
        bool,
        typer.Option("--in-place", help=N_("Write onto the roster itself; as it was, it is kept as .bak.")),
    ] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", help=N_("Apply a part without being asked.")),
    ] = False,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Apply a plan."""
    from pairing.cli.applying import How, run_apply
    from pairing.cli.asking import Asked

    asked = Asked.of(roster, settings=settings, changes=set_, time_limit=time_limit)
    how = How(to, tuple(accept or ()), tuple(reject or ()), in_place, yes)
    return run_apply(asked, plan, how, Terminal(ctx.obj, quiet))
