"""What the tests of plans borrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pairing.planning.unmet import trying

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def nothing_tried() -> Iterator[None]:
    """Nothing that would loosen what no plan can do is tried: on many areas at once that is most of the work."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(trying, "MOST_TRIES", 0)
        yield
