"""How a ledger writes its dates, so that new ones are written alike."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

SPELLINGS: Final[tuple[tuple[str, Callable[[dt.date], str]], ...]] = (
    (r"\d{4}-\d\d-\d\d", lambda day: day.isoformat()),
    (r"\d{4}/\d\d/\d\d", lambda day: f"{day:%Y/%m/%d}"),
    (r"\d{4}/\d{1,2}/\d{1,2}", lambda day: f"{day.year}/{day.month}/{day.day}"),
    (r"\d{4}年\d\d月\d\d日", lambda day: f"{day.year}年{day:%m}月{day:%d}日"),
    (r"\d{4}年\d{1,2}月\d{1,2}日", lambda day: f"{day.year}年{day.month}月{day.day}日"),
    (r"\d{4}\.\d\d\.\d\d", lambda day: f"{day:%Y.%m.%d}"),
    (r"\d{4}\.\d{1,2}\.\d{1,2}", lambda day: f"{day.year}.{day.month}.{day.day}"),
    (r"\d{8}", lambda day: f"{day:%Y%m%d}"),
)
"""Ways in which offices write a day, and how to."""


def spelling_of(written: Iterable[str]) -> Callable[[dt.date], str]:
    """Find the way in which most days are written: with 03 only where none has 3; where none is, 2016-03-01."""
    found = Counter(
        number
        for text in written
        for number, (pattern, _) in enumerate(SPELLINGS)
        if re.fullmatch(pattern, text.strip())
    )
    most = max(found.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    return SPELLINGS[most[0]][1]
