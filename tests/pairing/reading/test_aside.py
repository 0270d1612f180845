"""Sheets of ours beside the rows of a ledger."""

from itertools import islice

import pytest

from pairing.reading.aside import findings_names, is_aside
from pairing.text import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_of_findings_is_known_by_whatever_name_it_was_given(language: Language) -> None:
    assert all(map(is_aside, islice(findings_names(language), 12)))


@pytest.mark.parametrize(("name", "ours"), [("设置", True), ("问题清单 2", True), ("问题清单2016", False), ("", False)])
def test_other_sheets_are_the_planners_own(name: str, ours: bool) -> None:
    assert is_aside(name) is ours
