"""Commands that write something for people to use: lists, view, export."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from cypher.server.address import TIME_LIMIT
from pairing.cli.asking import file_of
from pairing.cli.listing import Form, Kind
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
from pairing.cli.wording import N_, OUTPUT, examples, paragraphs

app = typer.Typer()


@app.command(
    "lists",
    help=paragraphs(
        N_("Write lists to print: by village, unit or cadre, a contact card for each household, a one-page bulletin."),
        N_("A list is a workbook with a sheet for each village or unit; all pairings are a CSV beside it."),
    ),
    epilog=examples(
        N_("pairing lists roster.xlsx --to lists"),
        N_("pairing lists roster.xlsx --to lists --by unit --by household"),
        N_("pairing lists roster.xlsx --to lists --by all --folders"),
        N_("pairing lists roster.xlsx --to lists --format html --format parquet"),
        N_("pairing lists roster.xlsx --to lists --audience public"),
    ),
    rich_help_panel=OUTPUT,
)
def lists(
    ctx: typer.Context,
    roster: RosterName,
    to: ToFolder,
    by: Annotated[
        list[Kind] | None,
        typer.Option(
            "--by",
            metavar=N_("KIND"),
            help=N_(
                "What is listed: village (its households), unit (its cadres), cadre (his households, to hand to him), "
                "household (a contact card each), or all; may be repeated."
            ),
            show_default="village",
        ),
    ] = None,
    form: Annotated[
        list[Form] | None,
        typer.Option(
            "--format",
            metavar=N_("FORMAT"),
            help=N_(
                "xlsx (workbooks), csv (all pairings), parquet (the same, typed), html (to print in a browser); may be "
                "repeated."
            ),
            show_default="xlsx csv",
        ),
    ] = None,
    one_file: Annotated[bool, typer.Option("--one-file", help=N_("Each list as one file, which is usual."))] = False,
    folders: Annotated[
        bool, typer.Option("--folders", help=N_("Each list as a folder, with a file for each village or unit."))
    ] = False,
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
    from pairing.cli.listing import ListWish, make_lists

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    wish = ListWish(audience.value, tuple(by or ()), tuple(form or ()), one_file, folders)
    return make_lists(asked, to, wish, Terminal(ctx.obj, quiet))


@app.command(
    "view",
    help=N_("Write pages that open offline: totals, gaps, balance, and the graph to browse."),
    epilog=examples(
        N_("pairing view roster.xlsx --to pages"),
        N_("pairing view roster.xlsx --to pages --plan plan.json"),
        N_("pairing view roster.xlsx --to pages --audience public --single"),
    ),
    rich_help_panel=OUTPUT,
)
def view(
    ctx: typer.Context,
    roster: RosterName,
    to: ToFolder,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            parser=file_of,
            help=N_("A plan to show before and after: PLAN.json or PLAN.xlsx, as `pairing plan` writes it."),
            show_default=False,
        ),
    ] = None,
    single: Annotated[
        bool, typer.Option("--single", help=N_("Put all pages into one file, which can be sent as it is."))
    ] = False,
    audience: For = Audience.INTERNAL,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Write the pages."""
    from pairing.cli.asking import Asked
    from pairing.cli.viewing import ViewWish, make_pages

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    return make_pages(asked, to, ViewWish(audience.value, plan, single), Terminal(ctx.obj, quiet))


@app.command(
    "export",
    help=paragraphs(
        N_(
            "Write the roster for other tools: a workbook to fill in by hand, or a graph for Gephi, Python, R or Neo4j."
        ),
        N_(
            "The ending of --to says what is written. `.xlsx`: the workbook, with drop-downs and notes. `.graphml`: "
            "for most tools that know graphs. `.gexf`: for Gephi, with places, colours and times. `.json`: node-link, "
            "as networkx reads it. `.cypher`: a script for Neo4j. Without an ending: a folder of CSV or Parquet."
        ),
        N_(
            "A workbook, a folder and a script hold every row with its history; a graph to look at holds what counts "
            "on the day. --history and --no-history change that."
        ),
    ),
    epilog=examples(
        N_("pairing export ledger.xlsx --to roster.xlsx"),
        N_("pairing export roster.xlsx --to graph.gexf --history"),
        N_("pairing export roster.xlsx --to graph.json --audience public"),
        N_("pairing export roster.xlsx --to tables --format parquet"),
    ),
    rich_help_panel=OUTPUT,
)
def export(
    ctx: typer.Context,
    roster: RosterName,
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar=N_("FILE"),
            parser=file_of,
            help=N_("The file or folder to write; nothing may be there yet."),
            show_default=False,
        ),
    ],
    form: Annotated[
        Literal["xlsx", "csv", "parquet", "graphml", "gexf", "json", "cypher"] | None,
        typer.Option(
            "--format",
            metavar=N_("FORMAT"),
            help=N_("Of a folder: csv or parquet. Of a file without an ending: xlsx, graphml, gexf, json or cypher."),
            show_default=False,
        ),
    ] = None,
    history: Annotated[bool, typer.Option("--history", help=N_("Write every row, those ended too."))] = False,
    no_history: Annotated[bool, typer.Option("--no-history", help=N_("Write only what counts on the day."))] = False,
    audience: For = Audience.INTERNAL,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Write the export."""
    from pairing.cli.asking import Asked
    from pairing.cli.exporting import ExportWish, run_export, wanted_history

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    wish = ExportWish(to, form, audience.value, wanted_history(history, no_history))
    return run_export(asked, wish, Terminal(ctx.obj, quiet))
