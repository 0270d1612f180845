"""Text broken into lines as Chinese is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pairing.cli.folding import folded


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("共 55 项，其中必须 36 项。", 12, ["共 55 项，其", "中必须 36", "项。"]),
        ("张三（一处）。", 10, ["张三（一", "处）。"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_between_characters_and_words(words: str, width: int, lines: list[str]) -> None:
    assert folded(words, width) == lines


@given(st.text(alphabet="共项一（）“”，。、 ab1-", max_size=60), st.integers(min_value=12, max_value=40))
def test_nothing_is_lost_and_no_line_is_too_long(words: str, width: int) -> None:
    lines = folded(words, width)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(cell_len(line) <= width for line in lines)
