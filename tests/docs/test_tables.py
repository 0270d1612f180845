"""The committed tables of columns and rule codes are those of the code."""

from __future__ import annotations

import pytest

from tests.docs.pages import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_what_is_committed_is_what_the_code_defines(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"
