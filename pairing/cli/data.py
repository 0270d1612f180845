"""Commands for those who want the data itself: query, sync, sample, generate."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from cypher.server.address import TIME_LIMIT
from pairing.cli.asking import file_of
from pairing.cli.options import AsOf, Lang, Quiet, RosterName, Set, SettingsFile, TimeLimit, ToFolder
from pairing.cli.terminal import Terminal
from pairing.cli.wording import DATA, N_, examples, paragraphs

app = typer.Typer()


@app.command(
    "query",
    help=N_("Ask the graph a question of your own in Cypher; reading only."),
    epilog=examples(
        N_('pairing query roster.xlsx "MATCH (v:Village) RETURN v.id, v.name"'),
        N_('pairing query roster.xlsx "MATCH (c:Cadre {id: $who})-[:HELPS]->(h) RETURN h.id" --param who=cadre:张伟'),
        N_('pairing query roster.xlsx "MATCH (h:Household) WHERE h.persons > $n RETURN h.id" --param n=5 --format csv'),
    ),
    rich_help_panel=DATA,
)
def query(
    ctx: typer.Context,
    roster: RosterName,
    cypher: Annotated[
        str,
        typer.Argument(metavar="CYPHER", help=N_("One read-only statement."), show_default=False),
    ],
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            metavar=N_("NAME=VALUE"),
            help=N_(
                "A value for $NAME: a number, a date, cadre:NAME for somebody's code, else text; "
                "in quotes it is always text. May be repeated."
            ),
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Literal["table", "csv", "json"],
        typer.Option("--format", metavar="table|csv|json", help=N_("How the answer is written.")),
    ] = "table",
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Ask the graph."""
    from pairing.cli.asking import Asked
    from pairing.cli.querying import run_query

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    return run_query(asked, cypher, tuple(param or ()), form, Terminal(ctx.obj, quiet))


@app.command(
    "sync",
    help=paragraphs(
        N_("Bring a roster to a Neo4j server, for a team to share; run it again when the roster has changed."),
        N_(
            "Only what differs is written, and what is not ours stays. The password comes from PAIRING_NEO4J_PASSWORD "
            "or is asked for; the user, if not neo4j, from PAIRING_NEO4J_USER or the address."
        ),
    ),
    epilog=examples(
        N_("pairing sync roster.xlsx --to neo4j://host:7687/neo4j"),
        N_("pairing sync roster.xlsx --to neo4j+s://planner@host/team --prune"),
        N_("pairing sync roster.xlsx --to bolt://127.0.0.1:7687 --wait 600"),
    ),
    rich_help_panel=DATA,
)
def sync(
    ctx: typer.Context,
    roster: RosterName,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar=N_("ADDRESS"),
            help=N_("The server, and behind the last slash its database: neo4j://host:7687/database."),
            show_default=False,
        ),
    ],
    prune: Annotated[
        bool,
        typer.Option("--prune", help=N_("Remove from the server what is no longer in the roster; else it stays.")),
    ] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help=N_("Put this roster in the place of whatever roster is there.")),
    ] = False,
    wait: Annotated[
        float,
        typer.Option("--wait", metavar=N_("SECONDS"), min=0, help=N_("How long to wait for another sync to end.")),
    ] = 0,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Bring a roster to a server."""
    from pairing.cli.asking import Asked
    from pairing.cli.syncing import How, run_sync

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    return run_sync(asked, to, How(prune=prune, replace=replace, wait=wait), Terminal(ctx.obj, quiet))


@app.command(
    "sample",
    help=N_("Write the sample: the 2016 programme of a provincial department, with gaps put in."),
    epilog=examples(
        N_("pairing sample sample.xlsx"),
        N_("pairing sample ledger.xlsx --ledger"),
        N_("pairing sample sample.xlsx --clean"),
    ),
    rich_help_panel=DATA,
)
def sample(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar=N_("FILE.xlsx"), parser=file_of, help=N_("The workbook to write."), show_default=False),
    ],
    ledger: Annotated[
        bool,
        typer.Option("--ledger", help=N_("Write the same pairings as a flat ledger, untidy as they are.")),
    ] = False,
    clean: Annotated[bool, typer.Option("--clean", help=N_("Leave the gaps out."))] = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Write the sample."""
    from pairing.cli.making import make_sample

    return make_sample(file, Terminal(ctx.obj, quiet), ledger=ledger, clean=clean)


@app.command(
    "generate",
    help=N_("Generate a roster of any size as Parquet, with a known number of gaps."),
    epilog=examples(
        N_("pairing generate --size county --seed 1 --to county"),
        N_("pairing generate --size province --seed 1 --to province --gaps 500"),
    ),
    rich_help_panel=DATA,
)
def generate(
    ctx: typer.Context,
    size: Annotated[
        Literal["department", "county", "province", "nation"],
        typer.Option(
            "--size",
            metavar="department|county|province|nation",
            help=N_("How large: 539, 12,000, 160,000 or 29,480,000 households."),
            show_default=False,
        ),
    ],
    to: ToFolder,
    seed: Annotated[
        int,
        typer.Option("--seed", metavar=N_("N"), help=N_("The same seed gives the same roster.")),
    ] = 1,
    gaps: Annotated[
        int | None,
        typer.Option(
            "--gaps",
            metavar=N_("N"),
            min=0,
            help=N_("How many households nobody helps."),
            show_default=False,
        ),
    ] = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Generate a roster."""
    from pairing.cli.making import make_roster

    return make_roster(size, to, seed, gaps, Terminal(ctx.obj, quiet))
