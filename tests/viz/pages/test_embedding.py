from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.pages.embedding import embedded, part


def test_nothing_in_data_can_end_a_script() -> None:
    written = embedded({"name": "</script><!--&\u2028\u2029张"})
    assert written == '{"name":"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\u2029张"}'


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_what_is_embedded_reads_back_equal(value: object) -> None:
    written = embedded(value)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")


def test_a_part_hands_its_value_to_the_page() -> None:
    assert part("a", ["<"]) == ("a", 'pairing.part("a",["\\u003c"]);\n')


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"on": datetime.date(2016, 12, 31)}])
def test_what_json_has_no_word_for_is_refused(value: object) -> None:
    with pytest.raises((ValueError, TypeError), match="JSON"):
        embedded([value])
