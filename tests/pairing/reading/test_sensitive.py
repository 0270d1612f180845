"""Identity and bank numbers, of nobody: the standard's published examples and numbers made to pass its check."""

from __future__ import annotations

import polars as pl
import pytest

from pairing.reading.sensitive import (
    is_citizen_number,
    is_identity_number,
    sensitive_cells,
    sensitive_header,
    without_citizen_numbers,
    without_identity_numbers,
)

CITIZEN = "11010519491231002X"
BANK_CARD = "6222020000000000000"


@pytest.mark.parametrize(
    "header", ["身份证号", "户主身份证号码", "证件号码", "银行账号", "一卡通账号", "民族", "idcardno", "bankaccount"]
)
def test_headers_that_say_so(header: str) -> None:
    assert sensitive_header(header)


@pytest.mark.parametrize("header", ["户编号", "电话", "区划代码", "户主", "id"])
def test_headers_that_do_not(header: str) -> None:
    assert not sensitive_header(header)


@pytest.mark.parametrize(
    ("number", "citizen", "either"),
    [
        (CITIZEN, True, True),
        ("110105194912310020", False, False),
        ("11010519491331002X", False, False),
        ("110105 19491231 002x", True, True),
        ("130503670401001", False, True),
        (BANK_CARD, False, True),
        ("6222020000000000001", False, False),
        ("630121000000000100", False, False),
        ("", False, False),
        ("１１０１０５１９４９１２３１００２Ｘ", False, False),
    ],
)
def test_numbers_are_told_by_their_form_and_check(number: str, citizen: bool, either: bool) -> None:
    assert (is_citizen_number(number), is_identity_number(number)) == (citizen, either)


def test_a_column_is_sensitive_when_most_of_it_is() -> None:
    column = pl.Series([CITIZEN, None, CITIZEN, "无"])

    assert sensitive_cells(column, known=False)
    assert not sensitive_cells(column.extend(pl.Series(["甲", "乙", "丙"])), known=False)


def test_bank_cards_make_only_an_unknown_column_sensitive() -> None:
    column = pl.Series([BANK_CARD, BANK_CARD])

    assert (sensitive_cells(column, known=False), sensitive_cells(column, known=True)) == (True, False)


def test_single_cells_are_cleaned() -> None:
    column = pl.Series(["13900000000", CITIZEN, None, f"身份证{CITIZEN}号", "630121000000000100"])

    found = without_citizen_numbers(column)

    assert found is not None
    cells, had = found
    assert cells.to_list() == ["13900000000", None, None, "身份证***号", "630121000000000100"]
    assert had.to_list() == [False, True, False, True, False]


def test_a_column_without_any_is_left_alone() -> None:
    assert without_citizen_numbers(pl.Series(["630121000000000100", None])) is None
    assert without_citizen_numbers(pl.Series([1, 2])) is None


def test_what_is_shown_has_stars() -> None:
    assert (
        without_identity_numbers(f"卡{BANK_CARD}，证{CITIZEN}，码630121000000000100")
        == "卡***，证***，码630121000000000100"
    )
