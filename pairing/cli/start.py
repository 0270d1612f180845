"""Commands to begin with: run, demo, template, import."""

from pathlib import Path
from typing import Annotated

import typer

from cypher.server.address import TIME_LIMIT
from pairing.cli.asking import file_of
from pairing.cli.options import AsOf, Audience, For, Lang, Quiet, Set, SettingsFile, TimeLimit
from pairing.cli.terminal import Terminal
from pairing.cli.wording import N_, START, examples

app = typer.Typer()


@app.command(
    "run",
    help=N_("Do everything with the file you have: read it, check it, write its lists and its page."),
    epilog=examples(
        N_("pairing run ledger.xlsx"),
        N_("pairing run ledger.xlsx --to results --as-of 2016-12-31"),
        N_("pairing run ledger.xlsx --audience public"),
    ),
    rich_help_panel=START,
)
def run(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar=N_("FILE"),
            help=N_("Whatever you have: a ledger, a workbook, a folder of CSV or Parquet, or a server's address."),
            show_default=False,
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar=N_("DIR"),
            parser=file_of,
            help=N_("The folder to write into; else one beside the file, named after it."),
            show_default=False,
        ),
    ] = None,
    audience: For = Audience.INTERNAL,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Run the chain."""
    from pairing.cli.asking import Asked
    from pairing.cli.chain import run_chain

    terminal = Terminal(ctx.obj, quiet)
    asked = Asked.of(file, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    return run_chain(asked, to, audience.value, terminal)


@app.command(
    "demo",
    help=N_("Do the same with the sample: the 2016 programme of a provincial department."),
    epilog=examples(
        N_("pairing demo"),
        N_("pairing demo --to demo --lang en"),
    ),
    rich_help_panel=START,
)
def demo(
    ctx: typer.Context,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar=N_("DIR"),
            parser=file_of,
            help=N_("The folder to write into; else a new one here."),
            show_default=False,
        ),
    ] = None,
    audience: For = Audience.INTERNAL,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Run the chain on the sample."""
    from pairing.cli.chain import run_demo

    return run_demo(to, audience.value, Terminal(ctx.obj, quiet))


@app.command(
    "template",
    help=N_("Write an empty workbook to fill in, with drop-downs and one example row a sheet."),
    epilog=examples(
        N_("pairing template roster.xlsx"),
        N_("pairing template roster.xlsx --lang en"),
    ),
    rich_help_panel=START,
)
def template(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar=N_("FILE.xlsx"), parser=file_of, help=N_("The workbook to write."), show_default=False),
    ],
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Write the template."""
    from pairing.cli.importing import make_template

    return make_template(file, Terminal(ctx.obj, quiet))


@app.command(
    "import",
    help=N_("Make a roster of your ledgers: a workbook with a sheet per table, or a folder."),
    epilog=examples(
        N_("pairing import ledger.xlsx --dry-run"),
        N_("pairing import ledger.xlsx --to roster.xlsx"),
        N_("pairing import ledger-1.xlsx ledger-2.xlsx --to roster.xlsx"),
        N_("pairing import ledger.xlsx --to roster.xlsx --set 表头.联系人=帮扶责任人"),
    ),
    rich_help_panel=START,
)
def import_(
    ctx: typer.Context,
    ledgers: Annotated[
        list[str],
        typer.Argument(
            metavar=N_("LEDGER"),
            help=N_("One or more ledgers: workbooks or CSV with a row per pairing."),
            show_default=False,
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar=N_("ROSTER"),
            parser=file_of,
            help=N_("The roster to write: a new .xlsx file, or a new folder for CSV."),
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=N_("Write nothing; show which column is read as what.")),
    ] = False,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Import ledgers."""
    from pairing.cli.asking import Asked
    from pairing.cli.importing import import_ledgers, show_columns

    terminal = Terminal(ctx.obj, quiet)
    asked = Asked.of(*ledgers, as_of=as_of, settings=settings, changes=set_)
    if dry_run:
        return show_columns(asked, terminal)
    return import_ledgers(asked, to, terminal)
