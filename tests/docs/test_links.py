"""What the documents point to is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
LINK: Final = re.compile(r"\]\((?!\w+:)([^)#]+)")
PATH: Final = re.compile(r"`((?:pairing|cypher|viz|tests|docs)/[\w./-]+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_paths_of_a_page_exist(page: Path) -> None:
    words = page.read_text(encoding="utf-8")
    links = [page.parent / link for link in LINK.findall(words)]
    paths = [ROOT / path for path in PATH.findall(words)]
    assert [str(target) for target in (*links, *paths) if not target.exists()] == []
