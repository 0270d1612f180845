"""Whole parts of a whole number, in proportion to weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal


def apportion(total: int, weights: Sequence[int | Decimal]) -> list[int]:
    """Split ``total`` by the largest remainders (Hamilton's method); ties go to the earlier part."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda part: parts[part] - exact[part])
    for part in by_remainder[: total - sum(parts)]:
        parts[part] += 1
    return parts
