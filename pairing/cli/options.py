"""Options that several commands share, declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from cypher.server.address import TIME_LIMIT
from pairing.cli.asking import file_of
from pairing.cli.wording import N_

RosterName = Annotated[
    str,
    typer.Argument(
        metavar=N_("ROSTER"),
        help=N_(
            "A workbook, a folder of CSV or Parquet, a flat ledger, or a server (neo4j://host:7687/database); which "
            "one is recognised."
        ),
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=N_("DATE"),
        help=N_("See the roster as of this day, past or future; else as_of of the settings, else today."),
        show_default=False,
    ),
]
SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar=N_("FILE"),
        help=N_("Read settings from this file too: a workbook or CSV with the columns key and value."),
        show_default=False,
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar=N_("KEY=VALUE"),
        help=N_("Change one setting for this run; may be repeated. `pairing explain settings` lists them."),
        show_default=False,
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit",
        metavar=N_("SECONDS"),
        min=1,
        help=N_("How long to try again while a server is away or busy."),
        show_default=f"{TIME_LIMIT:g}",
    ),
]
Lang = Annotated[
    Literal["zh", "en"] | None,
    typer.Option(
        "--lang",
        metavar="zh|en",
        help=N_("Speak Chinese or English; else the system's language."),
        show_default=False,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", help=N_("Print only what was asked for, and faults.")),
]
ToFolder = Annotated[
    Path,
    typer.Option(
        "--to",
        metavar=N_("DIR"),
        parser=file_of,
        help=N_("The folder to write into; made if it is not there."),
        show_default=False,
    ),
]


class Audience(StrEnum):
    """Who is going to see what is written."""

    INTERNAL = "internal"
    PUBLIC = "public"


For = Annotated[
    Audience,
    typer.Option(
        "--audience",
        metavar="internal|public",
        help=N_("Whom the files are for: public masks household heads and leaves out phones, causes and codes."),
    ),
]
