"""Commands about what should be otherwise: verify."""

from pathlib import Path
from typing import Annotated

import typer

from cypher.server.address import TIME_LIMIT
from pairing.cli.options import AsOf, Lang, Quiet, RosterName, Set, SettingsFile, TimeLimit
from pairing.cli.terminal import Terminal
from pairing.cli.wording import ADJUST, N_, examples, paragraphs

app = typer.Typer()


@app.command(
    "verify",
    help=paragraphs(
        N_("Verify every claim of a balance against a roster, without trusting the program that made it."),
        N_("Exit code 0: every claim holds; 1: some do not; 2: could not run."),
    ),
    epilog=examples(
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
            help=N_("A balance, as `pairing balance ROSTER --json FILE` writes it."),
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
    """Verify a balance."""
    from pairing.cli.asking import Asked
    from pairing.cli.verifying import run_verify

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    return run_verify(asked, file, Terminal(ctx.obj, quiet))
