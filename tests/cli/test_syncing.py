"""A roster on a server, for every command as it is for a file: brought there, checked, asked, printed, read back."""

from __future__ import annotations

import json
from itertools import takewhile
from typing import TYPE_CHECKING

import pytest

from cypher import Synced, sync
from cypher.server.lock import Lock
from cypher.server.sync import Gone
from pairing.cli.syncing import show_gone
from pairing.cli.terminal import Terminal
from pairing.reading import read_roster
from pairing.writing import write_roster
from tests.cli.lines import run, start
from tests.cypher.server.graphs import connected
from tests.cypher.small import HEALTHY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.neo4j.beside import Lent

Capture = pytest.CaptureFixture[str]
ROSTER = "花名册.xlsx"
OPTIONS = (
    ("--about", "村:东村"),
    ("--audience", "public"),
    ("--store", "embedded"),
    ("--store", "server"),
    ("--only", "S,C", "--as-of", "2016-06-30"),
    ("--set", "每户最多帮扶人=1"),
)
"""All on one graph: to bring it there costs more than a check."""
pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def there(neo4j_lts: Lent) -> str:
    """The address of a server that holds the sample."""
    with connected(neo4j_lts.address) as connection:
        sync(read_roster(ROSTER), connection)
    return f"{neo4j_lts.address}/neo4j"


def test_what_is_synced_is_checked_as_the_file_is_byte_for_byte(neo4j_server: Lent, capsys: Capture) -> None:
    address = f"{neo4j_server.address}/neo4j"
    synced = run(capsys, "sync", ROSTER, "--to", neo4j_server.address)
    assert (synced.code, synced.err) == (0, "")
    assert synced.out.splitlines() == [
        f"{address} 现有：单位 27，村 13，干部 729，贫困户 546，结对 831。",
        "写入：新增 2,236 行，变更 0 行。",
        f"下一步：pairing check {address}",
    ]

    told = [run(capsys, "check", place) for place in (ROSTER, address)]
    (_, *here), (source, *shown) = (outcome.out.splitlines() for outcome in told)
    assert source.startswith(address[:15])
    assert shown == here
    assert [outcome.code for outcome in told] == [1, 1]

    written = [run(capsys, "check", place, "--lang", "en", "--json", "-").out for place in (ROSTER, address)]
    assert written[0] == written[1]
    assert len(written[0]) > 10_000


def test_a_second_sync_says_that_nothing_differed(there: str, capsys: Capture) -> None:
    again = run(capsys, "sync", ROSTER, "--to", there, "--lang", "en")

    assert (again.code, again.out.splitlines()[1]) == (0, "Nothing differed; nothing was written.")


def test_a_check_takes_its_options_on_a_server_too(there: str, capsys: Capture) -> None:
    plain = run(capsys, "check", ROSTER)  # what --store, which a file has not, changes nothing of
    for options in OPTIONS:
        here = plain if options[0] == "--store" else run(capsys, "check", ROSTER, *options)
        shown = run(capsys, "check", there, *options)

        assert shown.out.splitlines()[1:] == here.out.splitlines()[1:], options
        assert (shown.code, shown.err) == (here.code, here.err), options


def test_a_file_is_on_no_server(capsys: Capture) -> None:
    refused = run(capsys, "check", ROSTER, "--store", "server", "--lang", "en")

    assert (refused.code, refused.err) == (2, f"Error: --store server: {ROSTER} is not on a server.\n")


def test_lists_and_pages_are_those_of_the_file(there: str, desk: Path, capsys: Capture) -> None:
    for command in ("lists", "view"):
        for place, folder in ((ROSTER, "file"), (there, "server")):
            assert run(capsys, command, place, "--to", f"{folder}-{command}").code == 0
        assert contents(desk / f"server-{command}") == contents(desk / f"file-{command}")


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_run_writes_into_a_folder_named_after_the_server(there: str, desk: Path, capsys: Capture) -> None:
    outcome = run(capsys, "run", there)

    assert (outcome.code, outcome.err) == (0, "")
    assert (desk / "127.0.0.1-neo4j-结对" / "index.html").is_file()


def test_a_question_is_answered_by_the_server(there: str, capsys: Capture) -> None:
    cadre = read_roster(ROSTER).roster.cadres["name"][0]
    named = "MATCH (c:Cadre {id: $who}) RETURN c.name AS name, toString(1) AS one"
    outcome = run(capsys, "query", there, named, "--param", f"who=干部:{cadre}", "--format", "json")

    assert json.loads(outcome.out) == [{"name": cadre, "one": "1"}]

    refused = run(capsys, "query", there, "MATCH (c:Cadre) DETACH DELETE c", "--lang", "en")
    assert (refused.code, refused.err) == (
        2,
        "Error: query, line 1: DETACH is not allowed: a query may only read.\n",
    )


def test_import_reads_a_roster_back_into_a_workbook(there: str, desk: Path, capsys: Capture) -> None:
    assert run(capsys, "import", there, "--to", "back.xlsx").code == 0

    assert read_roster(desk / "back.xlsx").roster.same_content(read_roster(ROSTER).roster)


@pytest.mark.parametrize(
    "command",
    [
        ("import", "台账.xlsx", "--to"),
        ("lists", ROSTER, "--to"),
        ("view", ROSTER, "--to"),
        ("run", ROSTER, "--to"),
        ("check", ROSTER, "--json"),
        ("sample",),
        ("template",),
        ("demo", "--to"),
        ("generate", "--size", "department", "--to"),
    ],
)
@pytest.mark.parametrize("address", ["bolt://host:7687", "neo4j+s:/host", "http://host:7474"])
def test_only_sync_writes_to_a_server(desk: Path, capsys: Capture, command: tuple[str, ...], address: str) -> None:
    before = sorted(desk.iterdir())
    refused = run(capsys, *command, address, "--lang", "en")

    assert (refused.code, refused.err) == (
        2,
        f"Error: {address} is the address of a server; only `pairing sync` writes there.\n",
    )
    assert sorted(desk.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            (ROSTER, "--to", "花名册2.xlsx"),
            "--to: 花名册2.xlsx is not the address of a server; write it as neo4j://host:7687/database.",
        ),
        (
            ("http://host:7474", "--to", "bolt://127.0.0.1:1"),
            (
                "http://host:7474: neither a file nor the address of a server; an address is written as "
                "neo4j://host:7687/database."
            ),
        ),
        (
            ("bolt://127.0.0.1:1", "--to", "bolt://127.0.0.1:1/neo4j"),
            "bolt://127.0.0.1:1/neo4j: the roster is there already; name another server.",
        ),
        (
            (ROSTER, "--to", "bolt://planner:secret@host"),
            (
                "The address holds a password, which others on this machine can read; leave it out and set "
                "PAIRING_NEO4J_PASSWORD."
            ),
        ),
        (
            (ROSTER, "--to", "bolt://host:none/x"),
            "bolt://host:none/x is not the address of a server; write it as neo4j://host:7687/database.",
        ),
    ],
)
def test_what_no_sync_can_mean_is_one_line(capsys: Capture, arguments: tuple[str, ...], line: str) -> None:
    refused = run(capsys, "sync", *arguments, "--lang", "en")

    assert (refused.code, refused.out, refused.err) == (2, "", f"Error: {line}\n")


def test_servers_cannot_be_read_as_one(capsys: Capture) -> None:
    refused = run(capsys, "import", "台账.xlsx", "bolt://host", "--to", "x.xlsx", "--lang", "en")

    assert (refused.code, refused.err) == (
        2,
        "Error: Only ledgers can be brought together, not what is on a server.\n",
    )


def test_another_area_is_refused_and_replaced_when_that_is_said(there: str, capsys: Capture) -> None:
    refused = run(capsys, "sync", "台账.xlsx", "--to", there)
    assert refused.code == 2
    assert "数据库里是另一份花名册：它的 13 个村中有 0 个在您的花名册里" in refused.err

    replaced = run(capsys, "sync", "台账.xlsx", "--to", there, "--replace")
    assert replaced.code == 0
    assert "处问题也一并带去；pairing check 会列出。" in replaced.out


def test_rows_that_are_gone_are_named_and_pruned_when_that_is_said(neo4j_lts: Lent, capsys: Capture) -> None:
    left = HEALTHY.dropping("cadres", id="C9").dropping("pairings", cadre="C9")
    write_roster(HEALTHY.roster(), "all.xlsx")
    write_roster(left.roster(), "left.xlsx")
    run(capsys, "sync", "all.xlsx", "--to", neo4j_lts.address)

    kept = run(capsys, "sync", "left.xlsx", "--to", neo4j_lts.address).out.splitlines()
    pruned = run(capsys, "sync", "left.xlsx", "--to", neo4j_lts.address, "--prune").out.splitlines()

    names = ["  干部 1：干部C9 (C9)", "  结对 1：干部C9 (C9) → 户主H2 (H2)"]
    assert kept[2:5] == ["花名册里已没有、服务器上仍保留的（用 --prune 清除）：", *names]
    assert pruned[2:5] == ["花名册里已没有、已从服务器清除的：", *names]
    assert "干部 4，" in pruned[0]


def test_of_many_that_are_gone_the_first_are_named(capsys: Capture) -> None:
    names = tuple(f"户主{number}" for number in range(50))
    synced = Synced({}, 0, 0, (Gone("Household", 1234, names),), pruned=False)

    show_gone(synced, Terminal("zh"))

    line = capsys.readouterr().out.splitlines()[1]
    assert line.startswith("  贫困户 1,234：户主0, 户主1")
    assert line.endswith("户主19，等另外 1214 行")


def test_another_sync_at_work_is_named_and_waited_for(neo4j_lts: Lent, capsys: Capture) -> None:
    write_roster(HEALTHY.roster(), "small.xlsx")
    run(capsys, "sync", "small.xlsx", "--to", neo4j_lts.address)
    with connected(neo4j_lts.address) as other:
        with Lock(other):
            refused = run(capsys, "sync", "small.xlsx", "--to", neo4j_lts.address, "--lang", "en")
        with Lock(other):
            waits = start("sync", "small.xlsx", "--to", neo4j_lts.address, "--wait", "60")
            assert waits.stdout is not None
            told = list(takewhile(lambda line: "正在等待…" not in line, waits.stdout))
            assert waits.poll() is None, told
        rest, faults = waits.communicate(timeout=60)

    assert (refused.code, refused.out) == (2, "")
    assert "another sync is at work there (" in refused.err
    assert (waits.returncode, faults) == (0, "")
    assert "没有差异" in rest
