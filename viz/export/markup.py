"""XML, a line at a time: one function escapes, and what XML 1.0 cannot hold is replaced where it can be seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from viz.export.network import Value

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_UNHOLDABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    # As they are, a reader would turn a return into a line feed, and any of the first three into a space in an
    # attribute. The others end a line in some editors, or turn the direction of what follows.
    | {
        sign: f"&#{ord(sign)};"
        for sign in "\t\n\r\x85\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    }
)


def holdable(words: str) -> str:
    """Replace the characters that no XML 1.0 can hold, however they are written: most control characters."""
    return _UNHOLDABLE.sub("\ufffd", words)


def escaped(value: Value) -> str:
    """Write a value into an element or a quoted attribute."""
    if isinstance(value, bool):
        return str(value).lower()
    return holdable(str(value)).translate(_SPECIAL)


def tag(name: str, attributes: Mapping[str, Value | None], content: str | None = None) -> str:
    """Write an element on one line: empty without ``content``, which is markup already; None is no attribute."""
    start = "".join([name, *(f' {key}="{escaped(value)}"' for key, value in attributes.items() if value is not None)])
    return f"<{start}/>" if content is None else f"<{start}>{content}</{name}>"


def columns_of(rows: Iterable[Mapping[str, Value]]) -> dict[str, type]:
    """Give the attributes that there are, with their types, in the order in which they first appear."""
    found: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            found.setdefault(name, type(value))
    return found


def identities(names: Iterable[str]) -> dict[str, str]:
    """Give each name as XML can hold it; two that would then be one are kept apart."""
    given: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        written = holdable(name)
        while written in taken:
            written += "\ufffd"
        taken.add(written)
        given[name] = written
    return given
