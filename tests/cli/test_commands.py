"""Every command, run as a planner runs it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pairing.model.finding import Severity
from pairing.reading import read_roster
from pairing.writing import write_roster
from tests.cli.lines import run, run_apart
from tests.cypher.small import HEALTHY

Capture = pytest.CaptureFixture[str]


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


# check -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("desk")
def test_check_shows_totals_coverage_and_what_to_do_and_ends_with_1(capsys: Capture) -> None:
    outcome = run(capsys, "check", "花名册.xlsx")
    assert (outcome.code, outcome.err) == (1, "")
    for words in ("花名册.xlsx", "截至 2016-12-31", "覆盖率", "✗ 错误 C201", "规则：", "完整清单："):
        assert words in outcome.out


@pytest.mark.usefixtures("desk")
def test_check_of_a_clean_roster_ends_with_0(capsys: Capture) -> None:
    assert run(capsys, "check", "干净.xlsx").code == 0


@pytest.mark.usefixtures("desk")
def test_check_speaks_english(capsys: Capture) -> None:
    outcome = run(capsys, "check", "花名册.xlsx", "--lang", "en")
    assert "✗ error C201" in outcome.out


@pytest.mark.usefixtures("desk")
def test_json_on_standard_output_is_all_there_is(capsys: Capture) -> None:
    outcome = run(capsys, "check", "花名册.xlsx", "--json", "-")
    report = json.loads(outcome.out)
    assert (outcome.code, outcome.err, report["schema"], report["valid"]) == (1, "", "pairing.report/1", False)
    assert outcome.out.count("\n}\n") == 1


def test_json_in_a_file_is_the_same_and_is_named(desk: Path, capsys: Capture) -> None:
    standard = run(capsys, "check", "花名册.xlsx", "--json", "-").out
    outcome = run(capsys, "check", "花名册.xlsx", "--json", "报告.json")
    assert (desk / "报告.json").read_text(encoding="utf-8") == standard
    assert "报告.json" in outcome.out


def test_a_public_report_masks_heads(desk: Path, capsys: Capture) -> None:
    heads = set(read_roster(desk / "花名册.xlsx").roster.households["head"])
    inside = run(capsys, "check", "花名册.xlsx", "--json", "-").out
    outside = run(capsys, "check", "花名册.xlsx", "--json", "-", "--audience", "public").out
    assert any(head in inside for head in heads)
    assert not any(f'"{head}"' in outside or f"贫困户{head}（" in outside for head in heads)


@pytest.mark.usefixtures("desk")
def test_a_check_for_the_public_names_nobody(capsys: Capture) -> None:
    outcome = run(capsys, "check", "花名册.xlsx", "--audience", "public")
    assert "97.3 %" in outcome.out
    assert "C201" not in outcome.out


def test_json_never_takes_the_place_of_the_roster(desk: Path, capsys: Capture) -> None:
    before = digests(desk)
    outcome = run(capsys, "check", "花名册.xlsx", "--json", desk / "花名册.xlsx")
    assert outcome.code == 2
    assert "不能覆盖" in outcome.err
    assert digests(desk) == before


@pytest.mark.usefixtures("desk")
def test_only_and_skip_choose_rules(capsys: Capture) -> None:
    arguments = ("check", "花名册.xlsx", "--json", "-", "--only", "C", "--skip", "C202", "--skip", "C203")
    codes = {finding["code"] for finding in json.loads(run(capsys, *arguments).out)["findings"]}
    assert "C201" in codes
    assert {code[0] for code in codes} == {"C"}
    assert codes.isdisjoint({"C202", "C203"})


@pytest.mark.usefixtures("desk")
def test_fail_on_warning_fails_where_errors_alone_would_not(capsys: Capture) -> None:
    arguments = ("check", "花名册.xlsx", "--only", "C202", "--quiet")
    assert run(capsys, *arguments).code == 0
    assert run(capsys, *arguments, "--fail-on", "warning").code == 1


@pytest.mark.usefixtures("desk")
def test_quiet_says_nothing(capsys: Capture) -> None:
    outcome = run(capsys, "check", "花名册.xlsx", "--quiet")
    assert (outcome.out, outcome.err) == ("", "")


def test_about_shows_only_what_concerns_somebody(desk: Path, capsys: Capture) -> None:
    reading = read_roster(desk / "花名册.xlsx")
    village = reading.roster.villages["name"][0]
    whole = run(capsys, "check", "花名册.xlsx").out
    part = run(capsys, "check", "花名册.xlsx", "--about", f"村:{village}").out
    assert f"只看“村:{village}”" in part
    assert len(part) < len(whole)


@pytest.mark.usefixtures("desk")
def test_about_nobody_is_one_line_and_2(capsys: Capture) -> None:
    outcome = run(capsys, "check", "花名册.xlsx", "--about", "干部:没有这个人")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1


def test_settings_and_the_day_come_from_the_command_line(desk: Path, capsys: Capture) -> None:
    (desk / "设置.csv").write_text("键,值\n规则.C201,提示\n", encoding="utf-8")
    arguments = ("check", "花名册.xlsx", "--json", "-", "--as-of", "2016年11月")
    settings = ("--settings", "设置.csv", "--set", "规则.C202=关")
    report = json.loads(run(capsys, *arguments, *settings).out)
    assert report["as_of"] == "2016-11-30"
    assert {f["severity"] for f in report["findings"] if f["code"] == "C201"} <= {Severity.INFO}
    assert next(rule["status"] for rule in report["rules"] if rule["code"] == "C202") == "skipped"


def test_rules_of_her_own_run_too(desk: Path, capsys: Capture) -> None:
    (desk / "规则").mkdir()
    (desk / "规则" / "X001.cypher").write_text(
        "// code: X001\n// severity: warning\n// title: 村名含东\n// hint: 改名\n// over: (v:Village)\n"
        "// needs: villages\n\nMATCH (v:Village) WHERE v.name CONTAINS '东'\nRETURN v.id AS village\n",
        encoding="utf-8",
    )
    report = json.loads(run(capsys, "check", "花名册.xlsx", "--rules", "规则", "--only", "X", "--json", "-").out)
    assert [finding["title"] for finding in report["findings"]] == ["村名含东"]


def test_a_malformed_rule_is_one_line_with_its_place(desk: Path, capsys: Capture) -> None:
    (desk / "规则").mkdir()
    (desk / "规则" / "X001.cypher").write_text("// code: X001\n", encoding="utf-8")
    outcome = run(capsys, "check", "花名册.xlsx", "--rules", "规则")
    assert (outcome.code, outcome.out) == (2, "")
    assert "X001.cypher" in outcome.err
    assert outcome.err.count("\n") == 1


# explain ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["C201", "c201", "S101", "D105", "R401"])
@pytest.mark.parametrize(
    ("language", "source", "hint"), [("zh", "依据", "如何改正"), ("en", "where it comes", "what to do")]
)
def test_explain_a_code(code: str, language: str, source: str, hint: str, capsys: Capture) -> None:
    outcome = run(capsys, "explain", code, "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(code.upper())
    assert source in outcome.out
    assert hint in outcome.out


@pytest.mark.parametrize("words", ["设置", "settings", "Settings"])
def test_explain_the_settings(words: str, capsys: Capture) -> None:
    outcome = run(capsys, "explain", words, "--lang", "zh")
    assert outcome.code == 0
    for key in ("截至日期", "每户最多帮扶人", "总数.干部", "规则."):
        assert key in outcome.out


def test_explain_alone_lists_every_code(capsys: Capture) -> None:
    lines = run(capsys, "explain", "--lang", "zh").out.splitlines()
    codes = [line.split()[0] for line in lines]
    assert codes == sorted(codes, key=lambda code: ("DSCBR".index(code[0]), code))
    assert {"D101", "S101", "S115", "C201", "C211", "R406"} <= set(codes)


# query -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("desk")
def test_query_forms(capsys: Capture) -> None:
    statement = "MATCH (v:Village {name: $name}) RETURN v.name AS 村, v.county AS 县"
    arguments = ("query", "花名册.xlsx", statement, "--param", "name=日玛村", "--format")
    assert run(capsys, *arguments, "csv").out == "村,县\n日玛村,玉树市\n"
    assert json.loads(run(capsys, *arguments, "json").out) == [{"村": "日玛村", "县": "玉树市"}]
    table = run(capsys, *arguments, "table").out.splitlines()
    assert [line.split() for line in table] == [["村", "县"], ["日玛村", "玉树市"], ["共", "1", "行"]]


@pytest.mark.usefixtures("desk")
def test_query_takes_a_name_for_a_code(capsys: Capture) -> None:
    statement = "MATCH (v:Village {id: $who}) RETURN v.name AS name"
    outcome = run(capsys, "query", "花名册.xlsx", statement, "--param", "who=村:日玛村", "--format", "csv")
    assert outcome.out == "name\n日玛村\n"


@pytest.mark.parametrize("statement", ["MATCH (v:Village) DELETE v", "MATCH (v) RETURN $nobody", "not cypher", ""])
@pytest.mark.usefixtures("desk")
def test_a_query_that_cannot_be_is_one_line_and_2(statement: str, capsys: Capture) -> None:
    outcome = run(capsys, "query", "花名册.xlsx", statement)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1


# template, sample, generate --------------------------------------------------------------------------------------


def test_a_template_is_a_roster_of_its_example_rows(desk: Path, capsys: Capture) -> None:
    outcome = run(capsys, "template", "空白.xlsx")
    assert (outcome.code, outcome.out) == (0, "已生成：空白.xlsx\n")
    assert read_roster(desk / "空白.xlsx").roster.households.height == 1


@pytest.mark.parametrize("command", ["template", "sample"])
def test_nothing_that_is_there_is_written_over(desk: Path, command: str, capsys: Capture) -> None:
    before = digests(desk)
    outcome = run(capsys, command, "花名册.xlsx")
    assert outcome.code == 2
    assert "已存在" in outcome.err
    assert digests(desk) == before


def test_the_sample_is_the_same_every_time(desk: Path, capsys: Capture) -> None:
    assert run(capsys, "sample", "再来.xlsx", "--clean").code == 0
    again, first = (read_roster(desk / name).roster for name in ("再来.xlsx", "干净.xlsx"))
    assert again.same_content(first)


@pytest.mark.usefixtures("desk")
def test_generate_writes_a_roster_and_says_what_gaps_it_has(capsys: Capture) -> None:
    outcome = run(capsys, "generate", "--size", "department", "--seed", "1", "--to", "大", "--gaps", "5")
    assert outcome.code == 0
    assert "C201×5" in outcome.out
    assert run(capsys, "generate", "--size", "department", "--to", "大").code == 2
    report = json.loads(run(capsys, "check", "大", "--only", "C201", "--json", "-").out)
    assert len(report["findings"]) == 5


# import ----------------------------------------------------------------------------------------------------------


def test_a_dry_run_shows_the_columns_and_writes_nothing(desk: Path, capsys: Capture) -> None:
    before = digests(desk)
    outcome = run(capsys, "import", "台账.xlsx", "--dry-run")
    assert outcome.code == 0
    assert "台账.xlsx" in outcome.out
    assert "贫困户·户主" in outcome.out
    assert digests(desk) == before


@pytest.mark.usefixtures("desk")
def test_a_dry_run_says_what_is_wrong_with_the_settings(capsys: Capture) -> None:
    outcome = run(capsys, "import", "台账.xlsx", "--dry-run", "--set", "表头.备注=不存在的列")
    assert (outcome.code, "D116" in outcome.out) == (1, True)


def test_an_import_makes_a_roster(desk: Path, capsys: Capture) -> None:
    outcome = run(capsys, "import", "台账.xlsx", "--to", "新.xlsx")
    assert outcome.code in {0, 1}
    assert outcome.out.startswith("读到：")
    assert outcome.out.endswith("已生成：新.xlsx\n")
    made, read = read_roster(desk / "新.xlsx").roster, read_roster(desk / "台账.xlsx").roster
    assert made.pairings.height == read.pairings.height > 0


def test_several_ledgers_become_one_roster(desk: Path, capsys: Capture) -> None:
    header = "行政村,户主姓名,人口,帮扶单位,帮扶责任人\n"
    (desk / "一.csv").write_text(f"{header}东村,甲一,3,甲单位,乙一\n", encoding="utf-8")
    (desk / "二.csv").write_text(f"{header}西村,甲二,4,甲单位,乙一\n", encoding="utf-8")
    assert run(capsys, "import", "一.csv", "二.csv", "--to", "合.xlsx").code == 0
    made = read_roster(desk / "合.xlsx").roster
    assert (made.units.height, made.villages.height, made.cadres.height, made.households.height) == (1, 2, 1, 2)


def test_a_roster_cannot_be_brought_together_with_a_ledger(desk: Path, capsys: Capture) -> None:
    outcome = run(capsys, "import", "台账.xlsx", "花名册.xlsx", "--to", "合.xlsx")
    assert (outcome.code, outcome.out) == (2, "")
    assert "花名册.xlsx：不是台账" in outcome.err
    assert not (desk / "合.xlsx").exists()


def test_an_import_into_a_roster_that_is_there_is_refused_in_one_line(desk: Path, capsys: Capture) -> None:
    before = digests(desk)
    outcome = run(capsys, "import", "台账.xlsx", "--to", "花名册.xlsx")
    assert (outcome.code, outcome.out) == (2, "")
    assert "目前还不能把台账并入已有的花名册" in outcome.err
    assert outcome.err.count("\n") == 1
    assert digests(desk) == before


@pytest.mark.usefixtures("desk")
def test_an_import_needs_a_place(capsys: Capture) -> None:
    assert "缺少 --to" in run(capsys, "import", "台账.xlsx").err


# lists, view -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("--by", "unit"), ("--audience", "public"), ("--lang", "en")])
def test_lists_are_a_workbook_and_a_csv(desk: Path, arguments: tuple[str, ...], capsys: Capture) -> None:
    outcome = run(capsys, "lists", "花名册.xlsx", "--to", "名单", *arguments)
    assert (outcome.code, outcome.err) == (0, "")
    written = [path for path in (desk / "名单").iterdir() if not path.name.startswith(".")]
    assert sorted(path.suffix for path in written) == [".csv", ".xlsx", ".xlsx"]
    assert all(path.name in outcome.out for path in written)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.usefixtures("desk")
def test_a_view_is_a_page_and_says_which(language: str, capsys: Capture) -> None:
    outcome = run(capsys, "view", "花名册.xlsx", "--to", "页", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    page = Path(outcome.out.splitlines()[-1].partition("：" if language == "zh" else ": ")[2])
    assert page.parent == Path("页")
    assert page.read_text(encoding="utf-8").startswith("<!")


# run, demo -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["花名册.xlsx", "台账.xlsx"])
def test_run_does_the_whole_chain_beside_the_file(desk: Path, name: str, capsys: Capture) -> None:
    before = digests(desk)
    outcome = run(capsys, "run", name)
    assert (outcome.code, outcome.err) == (0, "")
    folder = desk / f"{Path(name).stem}-结对"
    suffixes = {path.suffix for path in folder.iterdir()}
    assert {".json", ".xlsx", ".csv", ".html"} <= suffixes
    assert json.loads((folder / "报告.json").read_text(encoding="utf-8"))["schema"] == "pairing.report/1"
    assert outcome.out.splitlines()[-1].startswith("请用浏览器打开：")
    after = digests(desk)
    assert {path: after[path] for path in before} == before


@pytest.fixture
def small(desk: Path) -> Path:
    """A small roster on the desk, for what is the same of any: each step takes a second less than on the sample."""
    write_roster(HEALTHY.roster(), desk / "小.xlsx")
    return desk


def test_run_again_replaces_its_own_and_keeps_hers(small: Path, capsys: Capture) -> None:
    run(capsys, "run", "小.xlsx")
    folder = small / "小-结对"
    first = set(digests(folder))
    (folder / "报告.json").write_text("我的批注", encoding="utf-8")
    (folder / "备忘.txt").write_text("我的备忘", encoding="utf-8")
    outcome = run(capsys, "run", "小.xlsx")
    assert set(digests(folder)) == first | {"报告.json.bak", "备忘.txt"}
    assert (folder / "报告.json.bak").read_text(encoding="utf-8") == "我的批注"
    assert "报告.json.bak" in outcome.out


def test_what_is_for_the_public_has_a_folder_of_its_own(small: Path, capsys: Capture) -> None:
    assert run(capsys, "run", "小.xlsx", "--audience", "public").code == 0
    assert (small / "小-结对-公示").is_dir()


@pytest.mark.usefixtures("small")
def test_quiet_run_names_the_page_alone(capsys: Capture) -> None:
    outcome = run(capsys, "run", "小.xlsx", "--quiet")
    assert outcome.out.startswith("请用浏览器打开：")
    assert outcome.out.count("\n") == 1


def test_a_run_that_cannot_be_leaves_nothing_behind(desk: Path, capsys: Capture) -> None:
    before = digests(desk)
    (desk / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    outcome = run(capsys, "run", "坏.xlsx")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert digests(desk).keys() == before.keys() | {"坏.xlsx"}
    assert not (desk / "坏-结对").exists()


def test_demo_names_the_files_it_made(tmp_path: Path) -> None:
    outcome = run_apart("demo", "--to", tmp_path / "demo", "--lang", "zh")
    assert (outcome.code, outcome.err) == (0, "")
    for path in (tmp_path / "demo").iterdir():
        if path.is_file() and not path.name.startswith("."):
            assert path.name in outcome.out
    assert "请用浏览器打开：" in outcome.out.splitlines()[-1]


def test_a_check_in_a_process_of_its_own(samples: Path) -> None:
    outcome = run_apart("check", samples / "花名册.xlsx", "--lang", "en")
    assert (outcome.code, outcome.err) == (1, "")
    assert "coverage" in outcome.out
