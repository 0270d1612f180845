from __future__ import annotations

import polars as pl
import pytest

from viz.ordering import places, reading_key, syllables


@pytest.mark.parametrize(
    ("texts", "ordered"),
    [
        (["H10", "H9", "H2"], ["H2", "H9", "H10"]),
        (["V007", "V07", "V8"], ["V007", "V07", "V8"]),
        (["张三", "李四", "王五", "阿家庄"], ["阿家庄", "李四", "王五", "张三"]),
        (["连明", "李真", "李安"], ["李安", "李真", "连明"]),
        (["村10", "村9"], ["村9", "村10"]),
    ],
)
def test_reading_order(texts: list[str], ordered: list[str]) -> None:
    assert sorted(texts, key=lambda text: (reading_key(text), text)) == ordered


def test_a_surname_is_read_as_one_only_in_a_person() -> None:
    assert syllables("曾都", person=True)[0] == "zeng1"
    assert syllables("曾都")[0] == "ceng2"


def test_places_are_dense_and_null_has_none() -> None:
    assert places(pl.Series(["b", None, "a10", "a9", "b"])).to_list() == [2, None, 1, 0, 2]
