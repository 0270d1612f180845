"""Which documents the code writes, and by what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.docs.audience import audience_page
from tests.docs.graph import graph_page
from tests.docs.picture import graph_picture
from tests.docs.queries import queries_page
from tests.docs.tables import columns_page, rules_page

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGES: Final[dict[str, Callable[[], str]]] = {
    "audience.md": audience_page,
    "columns.md": columns_page,
    "graph.md": graph_page,
    "graph.svg": graph_picture,
    "queries.md": queries_page,
    "rules.md": rules_page,
}


def write_pages() -> None:
    """Write every page into docs."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
