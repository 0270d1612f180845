"""Who asks."""

from __future__ import annotations

import pytest


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the developer's environment says of servers."""
    for name in ("USER", "PASSWORD", "DATABASE"):
        monkeypatch.delenv(f"PAIRING_NEO4J_{name}", raising=False)
