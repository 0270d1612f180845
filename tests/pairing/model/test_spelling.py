"""What one cell of each kind means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic_core import PydanticCustomError, PydanticUseDefault

from pairing.model import spelling
from pairing.model.labels import ConstraintKind, PostingRole, Role


def code_of(kind: str, cell: str) -> str:
    readers = {
        "count": spelling.count,
        "amount": spelling.amount,
        "day": lambda cell: spelling.day(cell, "start"),
        "role": lambda cell: spelling.choice(cell, Role),
        "flag": spelling.flag,
    }
    with pytest.raises(PydanticCustomError) as raised:
        readers[kind](cell)
    return raised.value.type


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2016-03-01", date(2016, 3, 1), date(2016, 3, 1)),
        ("2016/3/1", date(2016, 3, 1), date(2016, 3, 1)),
        ("2016.3.1", date(2016, 3, 1), date(2016, 3, 1)),
        ("2016年3月1日", date(2016, 3, 1), date(2016, 3, 1)),
        ("２０１６年３月１号", date(2016, 3, 1), date(2016, 3, 1)),
        ("2016 年 3 月 1 日", date(2016, 3, 1), date(2016, 3, 1)),
        ("20160301", date(2016, 3, 1), date(2016, 3, 1)),
        ("2016-03-01 00:00:00", date(2016, 3, 1), date(2016, 3, 1)),
        ("2016-03-01T08:30:00.5Z", date(2016, 3, 1), date(2016, 3, 1)),
        ("42430", date(2016, 3, 1), date(2016, 3, 1)),
        ("42430.75", date(2016, 3, 1), date(2016, 3, 1)),
        ("2016.3", date(2016, 3, 1), date(2016, 3, 31)),
        ("2016年2月", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-02", date(2015, 2, 1), date(2015, 2, 28)),
        ("201612", date(2016, 12, 1), date(2016, 12, 31)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016年度", date(2016, 1, 1), date(2016, 12, 31)),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_dates_in_every_spelling(written: str, start: date, end: date) -> None:
    assert (spelling.day(written, "start"), spelling.day(written, "end")) == (start, end)


@pytest.mark.parametrize("written", ["2016-02-30", "2016-13-01", "0000-01-01", "16-3-1", "3月1日", "19999", "60000"])
def test_what_is_no_date(written: str) -> None:
    assert code_of("day", written) == "D104"


@pytest.mark.parametrize("written", ["-", "—", "/", "无"])
def test_a_dash_or_none_for_a_date_is_a_blank(written: str) -> None:
    for edge in ("start", "end"):
        with pytest.raises(PydanticUseDefault):
            spelling.day(written, edge)


def test_until_now_is_no_end_and_no_start() -> None:
    with pytest.raises(PydanticUseDefault):
        spelling.day("至今", "end")
    assert code_of("day", "至今") == "D104"


@pytest.mark.parametrize(
    ("written", "number"),
    [("5", 5), ("５人", 5), ("5 口", 5), ("3户", 3), ("5.0", 5), ("−3", -3), ("+7", 7), ("007", 7), ("2016年", 2016)],
)
def test_counts(written: str, number: int) -> None:
    assert spelling.count(written) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.50", "1.5"),
        ("１．５", "1.5"),
        ("2", "2"),
        ("1.2000000000000002", "1.2"),
        ("-0.5", "-0.5"),
        ("100.00", "100"),
    ],
)
def test_amounts_are_exact(written: str, number: str) -> None:
    assert str(spelling.amount(written)) == str(Decimal(number))


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        ("count", "三", "D104"),
        ("count", "5.5", "D104"),
        ("count", "9" * 201, "D117"),
        ("amount", "1e5", "D104"),
        ("amount", "nan", "D104"),
        ("role", "队长", "D104"),
        ("role", "长" * 201, "D117"),
        ("flag", "也许", "D104"),
    ],
)
def test_what_cannot_be_read_has_a_code(kind: str, cell: str, code: str) -> None:
    assert code_of(kind, cell) == code


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张 三", "张三"),
        ("\u3000张\u200b三 \n", "张三"),
        ("才让•卓玛", "才让·卓玛"),
        ("第１村", "第1村"),
        ("某局（本级）", "某局（本级）"),
        (" John \t Smith", "John Smith"),
    ],
)
def test_names(written: str, name: str) -> None:
    assert spelling.name(written) == name


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("13900000000.0", "13900000000"),
        ("139 0000 0000", "13900000000"),
        ("０９７－１", "097-1"),
        ("x.0", "x.0"),
    ],
)
def test_phones(written: str, phone: str) -> None:
    assert spelling.phone(written) == phone


def test_labels_in_either_language_and_any_width() -> None:
    assert spelling.choice("Lead Unit", Role) is Role.LEAD
    assert spelling.choice("first_secretary", PostingRole) is PostingRole.FIRST_SECRETARY
    assert spelling.choice(" 锁 定 ", ConstraintKind) is ConstraintKind.PIN
    assert spelling.term("Ｉｌｌｎｅｓｓ", "cause") == "因病"
    assert spelling.term("因 故", "cause") == "因 故"
    assert [spelling.flag(cell) for cell in ("是", "TRUE", "√", "否", "0")] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("written", "rank"), [("正科级", "正科"), ("副处实职", "副处"), ("处级", "处级"), ("处 长", "处长")]
)
def test_ranks_without_their_endings(written: str, rank: str) -> None:
    assert spelling.rank(written) == rank


def test_free_text_keeps_its_words_and_loses_its_lines() -> None:
    assert spelling.words(" 一\r\n二\t 三 ") == "一 二 三"


def test_codes_are_kept_to_the_letter() -> None:
    assert spelling.seen(" Ｕ－７ a\ufeff ") == "Ｕ－７ a"


def test_an_error_value_is_no_cell() -> None:
    with pytest.raises(PydanticCustomError):
        spelling.readable(" #REF! ")
    assert spelling.readable("#REF") == "#REF"
