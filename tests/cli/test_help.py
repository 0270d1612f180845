"""Every command helps: what it does, what each option is for, and an example that it would accept."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer
from typer.core import TyperArgument, TyperCommand, TyperOption

from pairing.cli.app import command_line
from pairing.text import LANGUAGES, Language
from tests.cli.lines import run_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUPS = {
    "开始": ["run", "demo", "template", "import"],
    "检查": ["check", "explain", "balance"],
    "调整": ["plan", "verify", "apply"],
    "输出": ["lists", "view", "export"],
    "数据": ["query", "sync", "sample", "generate"],
}
HEAVY = {"polars", "networkx", "ladybug", "openpyxl", "xlsxwriter", "pyvis", "pyarrow", "neo4j", "python_calamine"}


def commands(language: Language) -> Iterator[TyperCommand]:
    for command in command_line(language).commands.values():
        assert isinstance(command, TyperCommand)
        yield command


def examples_of(command: TyperCommand) -> list[str]:
    lines = (command.epilog or "").splitlines()
    return [re.sub(r"^\[cyan\](.*)\[/\]$", r"\1", line).replace(r"\[", "[") for line in lines[1:]]


NAMES = [command.name for command in commands("zh")]


def test_commands_are_grouped_as_planned() -> None:
    grouped: dict[str, list[str]] = {}
    for command in commands("zh"):
        grouped.setdefault(command.rich_help_panel or "", []).append(command.name or "")
    assert grouped == GROUPS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_command_has_help_examples_and_help_for_every_option(name: str, language: Language) -> None:
    command = command_line(language).commands[name]
    assert isinstance(command, TyperCommand)
    assert command.help
    assert examples_of(command)
    assert all(example.startswith(f"pairing {name}") for example in examples_of(command))
    for parameter in command.params:
        assert isinstance(parameter, TyperOption | TyperArgument)
        assert parameter.help, parameter.name


@pytest.mark.parametrize("name", NAMES)
def test_chinese_help_is_in_chinese(name: str) -> None:
    command = command_line("zh").commands[name]
    helps = [command.help or "", *(str(getattr(parameter, "help", "")) for parameter in command.params)]
    assert [words for words in helps if not re.search(r"[\u4e00-\u9fff]", words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_examples_are_command_lines_that_parse(name: str, language: Language) -> None:
    command = command_line(language).commands[name]
    assert isinstance(command, TyperCommand)
    for example in examples_of(command):
        arguments = shlex.split(example)[2:]
        command.make_context(name, arguments, obj=language, parent=typer.Context(command_line(language)))


def test_help_costs_no_heavy_import() -> None:
    code = (
        "import sys\n"
        "from pairing.cli import main\n"
        "code = main(['--help'])\n"
        "sys.stderr.write(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))\n"
        "sys.exit(code)\n"
    )
    done = run_python(code)
    assert done.returncode == 0
    assert HEAVY.isdisjoint(done.stderr.split())


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, timeout=60)


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (("--help",), {"LC_ALL": "zh_CN.UTF-8"}, "查找结对帮扶的覆盖缺口"),
        (("--help",), {"LC_ALL": "C"}, "查找结对帮扶的覆盖缺口"),
        (("--help",), {"LC_ALL": "en_GB.UTF-8"}, "Find the gaps"),
        (("--help", "--lang", "zh"), {"LC_ALL": "en_GB.UTF-8"}, "查找结对帮扶的覆盖缺口"),
        (("--lang=en",), {"LC_ALL": "zh_CN.UTF-8"}, "Find the gaps"),
        ((), {"LC_ALL": "zh_CN.UTF-8"}, "开始"),
        (("check", "--help"), {"LC_ALL": "zh_CN.UTF-8"}, "显示本帮助"),
        (("check", "--help"), {"LC_ALL": "zh_CN.UTF-8"}, "用法：pairing check"),
    ],
)
def test_help_is_in_the_language_asked_for(
    arguments: tuple[str, ...], environment: dict[str, str], expected: str
) -> None:
    outcome = run_apart(*arguments, environment=environment)
    assert outcome.code == 0
    assert expected in outcome.out
    assert outcome.err == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_help_is_cut_off(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process for all commands; in this one the words of the help are those of whoever asked first."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    done = run_python(
        f"from pairing.cli import main\nfor name in {NAMES}:\n    main([name, '--help', '--lang', '{language}'])\n"
    )
    assert [line for line in done.stdout.splitlines() if "…" in line] == []
    assert done.stderr == ""
    assert all(f" pairing {name} " in done.stdout for name in NAMES)


def test_the_shell_can_complete_commands() -> None:
    done = run_apart(environment={"_PAIRING_COMPLETE": "complete_bash", "COMP_WORDS": "pairing ch", "COMP_CWORD": "1"})
    assert "check" in done.out.split()


def test_the_version_is_that_of_the_package() -> None:
    assert run_apart("--version").out.startswith("pairing ")
