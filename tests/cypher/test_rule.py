"""Rule files: what a good one holds, and how a malformed one is refused with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cypher import check, own_rules, rules_from_folder
from cypher.rule import Spot, rule_from_text
from pairing.errors import InputError, RuleError
from pairing.model.finding import Severity
from pairing.text import LANGUAGES
from tests.cypher.small import HEALTHY

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
// Our county asks for this since 2020.
// code: X001
// severity: warning
// title.zh: 小户
// title.en: Small household
// message.zh: {head} 只有 {persons} 人，少于 {least} 人。
// message.en: {head} has {persons} persons, fewer than {least}.
// hint: 核实
// over: (h:Household)
//   WHERE h.state IN $in_scope
// needs: households.persons, pairings | postings
// at: households.persons

MATCH (h:Household)
WHERE h.persons < 4 AND h.state IN $in_scope
RETURN h.id AS household, h.head AS head, h.persons AS persons, 4 AS least
"""


def test_our_rules_are_one_file_a_code_in_both_languages() -> None:
    for rule in own_rules():
        assert rule.file == f"{rule.code}.cypher"
        for text in (rule.title, rule.message, rule.hint, rule.source, rule.population):
            assert text.english
            assert text.chinese
            assert not re.search(r"[\u4e00-\u9fff]{9}", text.english), "English only, but for names of settings"
        assert rule.at is not None
        fields = [set(re.findall(r"\{(\w+)\}", rule.message.render(language))) for language in LANGUAGES]
        assert fields[0] == fields[1]


def test_our_rules_are_those_of_the_design() -> None:
    assert [rule.code for rule in own_rules()] == [
        *(f"S{number}" for number in range(101, 117)),
        *(f"C{number}" for number in range(201, 212)),
    ]


def test_a_rule_is_read_as_written() -> None:
    rule = rule_from_text(GOOD, "X001.cypher")

    assert (rule.code, rule.severity, rule.at) == ("X001", Severity.WARNING, Spot("households", "persons"))
    assert (rule.title.render("zh"), rule.title.render("en")) == ("小户", "Small household")
    assert (rule.hint.render("zh"), rule.hint.render("en")) == ("核实", "核实")
    assert rule.source.render("zh") == ""
    assert rule.over == "(h:Household)\nWHERE h.state IN $in_scope"
    assert rule.needs == (("households.persons",), ("pairings", "postings"))
    assert rule.parameters == {"in_scope"}


def test_without_a_message_the_title_is_it() -> None:
    rule = rule_from_text("\n".join(line for line in GOOD.split("\n") if "message" not in line), "X001.cypher")

    assert rule.message == rule.title


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "small.cypher").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    (rule,) = rules_from_folder(tmp_path)

    assert rule.title.render("zh") == "小户"
    assert check(HEALTHY.roster(), rules=tmp_path, only=["X"]).counts == {"X001": 3}


def test_a_planners_rule_runs_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "small.cypher").write_text(GOOD, encoding="utf-8")
    report = check(HEALTHY.roster(), rules=tmp_path)

    assert report.counts == {"X001": 3}
    first = report.findings[0]
    assert first.message.render("zh") == "户主H1 只有 3 人，少于 4 人。"
    assert first.subjects == ("household:H1",)
    assert (first.sheet, first.row, first.column, first.value) == ("贫困户", 2, "D", "3")


def line_of(needle: str) -> int:
    return next(number for number, line in enumerate(GOOD.split("\n"), 1) if needle in line)


MALFORMED = [
    ("// code: X001\n", "", 1, "the header has no line “// code: …”"),
    ("// severity: warning\n", "", 1, "“// severity: …”"),
    ("// hint: 核实\n", "", 1, "“// hint: …”"),
    ("// over: (h:Household)\n", "", 1, "“// over: …”"),
    ("// needs: households.persons, pairings | postings\n", "", 1, "“// needs: …”"),
    ("// code: X001", "// code: x 1", line_of("code:"), "“x 1” is no code"),
    ("severity: warning", "severity: bad", line_of("severity:"), "not “bad”"),
    ("// hint: 核实", "// hunt: 核实", line_of("hint:"), "no field “hunt”"),
    ("// hint: 核实", "// code.zh: 核实", line_of("hint:"), "no field “code.zh”"),
    ("// hint: 核实", "// code: X002", line_of("hint:"), "“code” is there twice"),
    ("pairings | postings", "pairings | visits", line_of("needs:"), "no table “visits”"),
    ("needs: households.persons", "needs: households.income", line_of("needs:"), "no column “income”"),
    ("at: households.persons", "at: farms", line_of("at:"), "no table “farms”"),
    ("h.persons < 4", "h.persons < $least", line_of("h.persons <"), "no parameter $least"),
    ("IN $in_scope\n// needs", "IN $scope\n// needs", line_of("//   WHERE"), "no parameter $scope"),
    ("RETURN h.id", "SET h.x = 1 RETURN h.id", line_of("RETURN"), "SET is not allowed"),
    ("//   WHERE h.state IN $in_scope", "//   DELETE h", line_of("//   WHERE"), "DELETE is not allowed"),
    ("4 AS least\n", "4 AS least;\nMATCH (h) RETURN h", line_of("RETURN"), "one statement"),
    (GOOD[GOOD.index("MATCH") :], "", 1, "there is no query"),
]


@pytest.mark.parametrize(("old", "new", "line", "problem"), MALFORMED)
def test_a_malformed_rule_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int, problem: str) -> None:
    assert old in GOOD
    (tmp_path / "mine.cypher").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as refusal:
        rules_from_folder(tmp_path)

    assert str(refusal.value).startswith(f"mine.cypher, line {line}: ")
    assert problem in str(refusal.value)


UNRUNNABLE = [
    ("RETURN h.id", "RETURN h.id,,", line_of("RETURN"), "extraneous input ','."),
    ("WHERE h.persons < 4", "WHERE h.income < 4", line_of("h.persons <"), "Cannot find property income for h."),
    ("MATCH (h:Household)\n", "MATCH (h:Farm)\n", line_of("MATCH"), "Table Farm does not exist"),
    ("h.head AS head", "h.head AS name", line_of("message.zh"), "the query returns no column head"),
    ("h.id AS household", "h.id AS id", line_of("at:"), "the query returns no column household"),
    ("4 AS least", "4 AS least, 'grave' AS severity", line_of("severity:"), "the severity “grave”"),
]


@pytest.mark.parametrize(("old", "new", "line", "problem"), UNRUNNABLE)
def test_a_rule_the_engine_refuses_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    assert old in GOOD
    (tmp_path / "mine.cypher").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as refusal:
        check(HEALTHY.roster(), rules=tmp_path)

    assert str(refusal.value).startswith(f"mine.cypher, line {line}: ")
    assert problem in str(refusal.value)


def test_a_rule_the_engine_would_answer_wrongly_is_refused(tmp_path: Path) -> None:
    path = """MATCH (c:Cadre)-[p:HELPS]->(h:Household)-[:LIVES_IN]->(:Village)
WHERE c.state = $active AND p.ordinal = 1
RETURN"""
    wrong = GOOD.replace("MATCH (h:Household)\nWHERE h.persons < 4 AND h.state IN $in_scope\nRETURN", path)
    assert path in wrong
    (tmp_path / "mine.cypher").write_text(wrong, encoding="utf-8")
    with pytest.raises(RuleError, match=r"mine\.cypher, line 14: the embedded engine answers this wrongly"):
        check(HEALTHY.roster(), rules=tmp_path)


def test_a_rule_that_would_be_skipped_is_compiled_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "mine.cypher").write_text(GOOD.replace("h.persons <", "h.income <"), encoding="utf-8")
    with pytest.raises(RuleError, match="Cannot find property income"):
        check(HEALTHY.lacking("households.persons").roster(), rules=tmp_path)


def test_a_population_the_engine_refuses_is_refused_with_its_line(tmp_path: Path) -> None:
    broken = GOOD.replace("over: (h:Household)", "over: (h:Farm)").replace("h.persons < 4", "h.persons < 1")
    (tmp_path / "mine.cypher").write_text(broken, encoding="utf-8")
    with pytest.raises(RuleError, match=rf"mine\.cypher, line {line_of('over:')}: .*Farm"):
        check(HEALTHY.roster(), rules=tmp_path)


@pytest.mark.parametrize("code", ["S101", "C299", "D101", "R401", "B301"])
def test_the_products_codes_are_taken(tmp_path: Path, code: str) -> None:
    (tmp_path / "mine.cypher").write_text(GOOD.replace("X001", code), encoding="utf-8")
    with pytest.raises(RuleError, match=f"line 2: the code {code} is the product's own"):
        rules_from_folder(tmp_path)


def test_two_rules_cannot_share_a_code(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.cypher").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match=r"b\.cypher, line 2: the code X001 is also that of a\.cypher"):
        rules_from_folder(tmp_path)


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file ends in"):
        rules_from_folder(tmp_path)
    with pytest.raises(InputError, match="There is no folder"):
        rules_from_folder(tmp_path / "nowhere")


def test_a_rule_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.cypher").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(RuleError, match=r"mine\.cypher is not UTF-8"):
        rules_from_folder(tmp_path)
