from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.lists.cells import display_width, fitting, lines_needed, looks_like_formula, sheet_names


@pytest.mark.parametrize("words", ["=1", "+86", "-1", "@a", "\t=1", "\tx", " =1", "＝1", "\r1"])
def test_what_looks_like_a_formula(words: str) -> None:
    assert looks_like_formula(words)


@pytest.mark.parametrize("words", ["张三", "1-2", "a=b", "", "'=1"])
def test_what_does_not(words: str) -> None:
    assert not looks_like_formula(words)


def test_names_of_sheets() -> None:
    wanted = ["东村", "东村", "a/b", "'q'", "", "History", "汇总", "x" * 40, "X" * 40]
    assert sheet_names(wanted, ["汇总"]) == [
        *("东村", "东村(2)", "a·b", "q", "—", "History(2)", "汇总(2)"),
        *("x" * 31, "X" * 28 + "(2)"),
    ]


@given(st.lists(st.text(max_size=50), max_size=20))
def test_every_name_is_acceptable_and_none_is_used_twice(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le", errors="surrogatepass")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_widths_and_heights() -> None:
    assert display_width("张三a") == 5
    assert lines_needed("张三李四王五", 8) == 2
    assert lines_needed("a\nb", 8) == 2
    assert len(fitting("x" * 40_000)) == 32_767
