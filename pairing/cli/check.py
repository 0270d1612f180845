"""Commands that look at a roster and say what is wrong: check, explain, balance."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from cypher.server.address import TIME_LIMIT
from pairing.cli.asking import file_of
from pairing.cli.options import AsOf, Audience, For, Lang, Quiet, RosterName, Set, SettingsFile, TimeLimit
from pairing.cli.terminal import Terminal
from pairing.cli.wording import CHECK, N_, examples, paragraphs

app = typer.Typer()


class FailOn(StrEnum):
    """The least severe finding that makes a check fail."""

    ERROR = "error"
    WARNING = "warning"


@app.command(
    "check",
    help=paragraphs(
        N_("Find coverage gaps, bad data and broken rules."),
        N_("Exit code 0: no errors; 1: errors were found; 2: could not run."),
    ),
    epilog=examples(
        N_("pairing check roster.xlsx"),
        N_("pairing check roster.xlsx --only C --as-of 2016-12-31"),
        N_("pairing check roster.xlsx --about village:东村"),
        N_("pairing check roster.xlsx --json report.json --fail-on warning"),
        N_("pairing check roster.xlsx --annotate marked.xlsx"),
        N_("pairing check marked.xlsx --annotate unmarked.xlsx --clean"),
        N_("pairing check neo4j://host:7687/neo4j"),
    ),
    rich_help_panel=CHECK,
)
def check(
    ctx: typer.Context,
    roster: RosterName,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar=N_("CODE"),
            help=N_("Check these rules only: a code, or its beginning (C, S1); may be repeated."),
            show_default=False,
        ),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(
            "--skip",
            metavar=N_("CODE"),
            help=N_("Leave these rules out: a code, or its beginning; may be repeated."),
            show_default=False,
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar=N_("WHO"),
            help=N_("Show only what concerns this unit, village, cadre or household, by name or code."),
            show_default=False,
        ),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(
            "--rules",
            metavar=N_("DIR"),
            help=N_("Check the rules of your own in this folder too: a .cypher file each."),
            show_default=False,
        ),
    ] = None,
    store: Annotated[
        Literal["embedded", "server"] | None,
        typer.Option(
            "--store",
            metavar="embedded|server",
            help=N_("Where the rules run: in the store built in, or on the server; else where the roster is."),
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            metavar="error|warning",
            help=N_("Exit with 1 from this severity on."),
        ),
    ] = FailOn.ERROR,
    json: Annotated[
        str | None,
        typer.Option(
            "--json",
            metavar=N_("FILE"),
            help=N_("Write the whole report as JSON; - writes it to standard output, and nothing else."),
            show_default=False,
        ),
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar=N_("FILE.xlsx"),
            parser=file_of,
            help=N_(
                "Write your own workbook anew with the findings in it: coloured cells with comments, and a sheet of "
                "all; nothing else in it changes."
            ),
            show_default=False,
        ),
    ] = None,
    in_place: Annotated[
        bool,
        typer.Option("--in-place", help=N_("Let --annotate write onto the roster itself, which is kept as .bak.")),
    ] = False,
    clean: Annotated[
        bool,
        typer.Option("--clean", help=N_("With --annotate: take the marks out again, and check nothing.")),
    ] = False,
    audience: For = Audience.INTERNAL,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Check a roster."""
    from pairing.cli.annotating import Marking, refuse_without_annotate, run_annotating, run_cleaning
    from pairing.cli.asking import Asked
    from pairing.cli.checking import Wish, run_check

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    wish = Wish(
        only=tuple(only or ()),
        skip=tuple(skip or ()),
        about=about,
        rules=rules,
        fail_on=fail_on.value,
        json=json,
        audience=audience.value,
        store=store,
    )
    terminal = Terminal(ctx.obj, quiet)
    if annotate is None:
        if in_place or clean:
            refuse_without_annotate("--clean" if clean else "--in-place")
        return run_check(asked, wish, terminal)
    marking = Marking.of(asked, annotate, in_place=in_place)
    return run_cleaning(marking, terminal) if clean else run_annotating(asked, wish, marking, terminal)


@app.command(
    "explain",
    help=N_("Say what a rule asks for, where that comes from and how to mend it; or list the settings."),
    epilog=examples(
        N_("pairing explain C201"),
        N_("pairing explain 设置"),
        N_("pairing explain"),
    ),
    rich_help_panel=CHECK,
)
def explain(
    ctx: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("CODE"),
            help=N_("A rule's code, or “settings”; without it, a line for every rule."),
            show_default=False,
        ),
    ] = None,
    lang: Lang = None,
) -> int:
    """Explain a rule or the settings."""
    from pairing.cli.explaining import explain_code

    return explain_code(code, Terminal(ctx.obj))


@app.command(
    "balance",
    help=paragraphs(
        N_("Measure the balance through six lenses, beside what is attainable under your own rules, with the proof."),
        N_("Whoever has the roster can check the JSON: `pairing verify ROSTER FILE`."),
    ),
    epilog=examples(
        N_("pairing balance roster.xlsx"),
        N_("pairing balance roster.xlsx --json balance.json"),
        N_("pairing balance roster.xlsx --as-of 2016-12-31 --set 每户最多帮扶人=3"),
    ),
    rich_help_panel=CHECK,
)
def balance(
    ctx: typer.Context,
    roster: RosterName,
    json: Annotated[
        str | None,
        typer.Option(
            "--json",
            metavar=N_("FILE"),
            help=N_("Write the balance and its proof as JSON; - writes it to standard output, and nothing else."),
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    settings: SettingsFile = None,
    set_: Set = None,
    time_limit: TimeLimit = TIME_LIMIT,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Measure the balance."""
    from pairing.cli.asking import Asked
    from pairing.cli.balancing import run_balance

    asked = Asked.of(roster, as_of=as_of, settings=settings, changes=set_, time_limit=time_limit)
    return run_balance(asked, json, Terminal(ctx.obj, quiet))
