"""Commands that write something for people to use: lists, view."""

from typing import Annotated, Literal

import typer

from cypher.server.address import TIME_LIMIT
from pairing.cli.options import (
    AsOf,
    Audience,
    For,
    Lang,
    Quiet,
    RosterName,
    Set,
    SettingsFile,
    TimeLimit,
    ToFolder,
)
from pairing.cli.terminal import Terminal
from pairing.cli.wording import N_, OUTPUT, examples

app = typer.Typer()


@app.command(
    "lists",
    help=N_("Write the pairing lists to print: a workbook with a sheet per village or unit, and CSV."),
    epilog=examples(
        N_("pairing lists roster.xlsx --to lists"),
        N_("pairing lists roster.xlsx --to lists --by unit"),
        N_("pairing lists roster.xlsx --to lists --audience public"),
    ),
    rich_help_panel=OUTPUT,
)
def lists(
    ctx: typer.Context,
    roster: RosterName,
    to: ToFolder,
    by: Annotated[
        Literal["village", "unit"],
        typer.Option("--by", metavar="village|unit", help=N_("What each sheet is for.")),
    ] = "village",
    audience: For = Audience.INTERNAL,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Write the lists."""
    from pairing.cli.asking import Asked
    from pairing.cli.chain import make_lists

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    return make_lists(asked, to, by, audience.value, Terminal(ctx.obj, quiet))


@app.command(
    "view",
    help=N_("Write a page that opens offline: totals, gaps, and the graph to browse."),
    epilog=examples(
        N_("pairing view roster.xlsx --to page"),
        N_("pairing view roster.xlsx --to page --audience public"),
    ),
    rich_help_panel=OUTPUT,
)
def view(
    ctx: typer.Context,
    roster: RosterName,
    to: ToFolder,
    audience: For = Audience.INTERNAL,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Write the page."""
    from pairing.cli.asking import Asked
    from pairing.cli.chain import make_page

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    return make_page(asked, to, audience.value, Terminal(ctx.obj, quiet))
