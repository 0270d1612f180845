"""The app: every command of every group, put into the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from pairing.cli import adjust, check, data, output, start
from pairing.cli.options import Lang
from pairing.cli.wording import N_, paragraphs
from pairing.text import Language, translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer._click import Context  # what typer calls these methods with

TYPERS_OWN: Final = (
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
    N_("Show this message and exit."),
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("[default: {}]"),
    N_("[required]"),
)
"""Words typer brings: it looks them up in our catalogue."""
SHORT: Final = 18
"""Characters that fit into the narrowest column of helps in Chinese."""
GROUPS: Final = (start, check, adjust, output, data)


class Command(TyperCommand):
    """A command whose usage line is in the reader's language, which is the context's object."""

    def get_usage(self, ctx: Context) -> str:
        """Give the usage line."""
        return _usage(super().get_usage(ctx), ctx.obj)


class Group(TyperGroup):
    """The command that has the others, likewise."""

    def get_usage(self, ctx: Context) -> str:
        """Give the usage line."""
        return _usage(super().get_usage(ctx), ctx.obj)


def _usage(line: str, language: Language) -> str:
    return line.replace("Usage: ", _translator(language)(N_("Usage: ")), 1)


def command_line(language: Language) -> TyperGroup:
    """Build the command ``pairing`` with everything a person reads of it in ``language``."""
    app = typer.Typer(cls=Group, rich_markup_mode="rich", pretty_exceptions_enable=False)
    app.callback(
        invoke_without_command=True,
        help=N_("Find the gaps and imbalances of a pairing programme, print its lists, browse its graph."),
        epilog=N_("Begin with `pairing run YOUR-LEDGER.xlsx`, or look at the sample first: `pairing demo`."),
    )(_pairing)
    for group in GROUPS:
        for command in group.app.registered_commands:
            command.cls = Command
        app.add_typer(group.app)
    whole = get_command(app)
    assert isinstance(whole, TyperGroup)  # noqa: S101 - several commands make a group
    _localise(whole, _translator(language))
    return whole


def _pairing(
    ctx: typer.Context,
    lang: Lang = None,
    version: Annotated[bool, typer.Option("--version", help=N_("Print the version and stop."))] = False,
) -> None:
    if version:
        typer.echo(f"pairing {_version()}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), nl=False)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("pairing")
    except PackageNotFoundError:  # run from its source, without having been installed
        return "-"


def _translator(language: Language) -> Callable[[str], str]:
    catalogue = translation(language) if language != "en" else None

    def translate(words: str) -> str:
        if catalogue is None or not words.strip():
            return words
        return catalogue.gettext(words)

    return translate


def _localise(command: TyperCommand | TyperGroup, translate: Callable[[str], str]) -> None:
    command.help = paragraphs(*map(translate, (command.help or "").split("\n\n")))
    command.epilog = _examples(command, translate)
    command.rich_help_panel = translate(command.rich_help_panel or "") or None
    command.options_metavar = translate(N_("[OPTIONS]"))
    for parameter in (*command.params, command.get_help_option(typer.Context(command))):
        _localise_parameter(parameter, translate)
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = translate(N_("COMMAND [ARGS]..."))
        for inner in command.commands.values():
            assert isinstance(inner, TyperCommand)  # noqa: S101 - there are no groups within
            _localise(inner, translate)


def _localise_parameter(parameter: object, translate: Callable[[str], str]) -> None:
    assert isinstance(parameter, TyperOption | TyperArgument)  # noqa: S101 - typer makes no other
    parameter.help = _breakable(translate(parameter.help or ""))
    parameter.metavar = translate(parameter.metavar or "") or None
    if isinstance(parameter, TyperOption) and parameter.is_flag:
        parameter.metavar = ""  # typer would write <bool>


def _breakable(words: str) -> str:
    """Let a long Chinese text break after punctuation: the tables of helps break lines at spaces only, and cut."""
    return re.sub(r"([，。；：])(?=[^\s，。；：])", r"\1 ", words) if len(words) > SHORT else words


def _examples(command: TyperCommand | TyperGroup, translate: Callable[[str], str]) -> str:
    lines = [translate(line) for line in (command.epilog or "").splitlines()]
    if isinstance(command, TyperGroup):
        return "\n".join(lines)
    title = translate(N_("Examples"))
    return "\n".join([f"[bold]{title}[/]", *(f"[cyan]{_escaped(line)}[/]" for line in lines)])


def _escaped(line: str) -> str:
    return line.replace("[", r"\[")
