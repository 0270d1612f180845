"""Every command the READMEs give works as it stands, on files of those names; both languages give the same ones."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from pairing.cli.entry import main

if TYPE_CHECKING:
    from tests.neo4j.beside import Lent

ROOT: Final = Path(__file__).parents[2]
SHOWN: Final = re.compile(r"`(pairing [^`]+)`|^\$ (pairing .+)$", re.MULTILINE)
MAKES_ITS_TARGET: Final = ("import", "template")
SERVER: Final = "bolt://localhost:7687"


def commands(readme: str) -> list[str]:
    found = SHOWN.findall((ROOT / readme).read_text(encoding="utf-8"))
    return [inline or block for inline, block in found]


def on_files(readme: str) -> list[str]:
    return [command for command in commands(readme) if SERVER not in command]


@pytest.mark.parametrize("command", on_files("README.zh-CN.md"))
def test_a_command_of_the_readme_works(command: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = shlex.split(command)[1:]
    if arguments[0] in MAKES_ITS_TARGET:
        (desk / "花名册.xlsx").unlink()
    if arguments[0] in {"verify", "apply"} or "--plan" in arguments:
        assert main(["plan", arguments[1], "--to", "方案.xlsx", "--quiet"]) == 1
    assert main(arguments) in {0, 1}, capsys.readouterr().err
    assert capsys.readouterr().out


@pytest.mark.usefixtures("desk")
def test_the_commands_for_a_server_work_one_after_the_other(
    neo4j_lts: Lent, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = [command for command in commands("README.zh-CN.md") if SERVER in command]
    assert [shlex.split(command)[1] for command in shown] == ["sync", "check"]
    for command in shown:
        arguments = shlex.split(command.replace(SERVER, neo4j_lts.address))[1:]
        assert main(arguments) in {0, 1}, capsys.readouterr().err
        assert neo4j_lts.address.removeprefix("bolt://") in capsys.readouterr().out


def test_both_readmes_give_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md")
    assert len(commands("README.md")) >= 10
