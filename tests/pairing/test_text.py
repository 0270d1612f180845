from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.text import LANGUAGES, Text, language_from_environment, text


def test_english_is_the_template_with_its_values() -> None:
    assert text("{count} of {whole} rows", count=3, whole=5).render("en") == "3 of 5 rows"


def test_a_text_may_hold_a_text_in_the_same_language() -> None:
    inner = Text("unit {name}", {"name": "甲"}, "单位{name}")
    outer = Text("No {what}.", {"what": inner}, "没有{what}。")
    assert {language: outer.render(language) for language in LANGUAGES} == {
        "zh": "没有单位甲。",
        "en": "No unit 甲.",
    }


def test_a_text_that_no_catalogue_has_stays_english() -> None:
    assert text("never translated {n}", n=1).render("zh") == "never translated 1"


def test_a_field_without_a_value_stays_as_written() -> None:
    assert text("{known} and {unknown}", known=1).render("en") == "1 and {unknown}"


def test_str_is_english() -> None:
    assert str(Text("yes", chinese="是")) == "yes"


@given(st.text())
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert text("<{value}>", value=value).render("en") == f"<{value}>"


@given(st.sampled_from(["{other}", "{value}", "{0}", "{value!r}", "{}", "{{value}}"]))
def test_braces_in_a_value_are_text(value: str) -> None:
    assert text("<{value}>", value=value, other="gone").render("en") == f"<{value}>"


def test_equal_texts_are_equal() -> None:
    assert text("{n} rows", n=1) == text("{n} rows", n=1)
    assert text("{n} rows", n=1) != text("{n} rows", n=2)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "Chinese (Simplified)_China.936"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE@euro"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
    ],
)
def test_the_language_is_the_readers(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_from_environment() == language
