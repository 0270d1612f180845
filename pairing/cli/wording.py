"""Words that are declared now and said later in the reader's language: helps, examples, panels."""

from __future__ import annotations

from typing import Final


def N_(message: str) -> str:  # noqa: N802 - the name that tools which extract messages know
    """Mark a message for the catalogues without translating it yet."""
    return message


START: Final = N_("start")
CHECK: Final = N_("check")
ADJUST: Final = N_("adjust")
OUTPUT: Final = N_("output")
DATA: Final = N_("data")


def examples(*lines: str) -> str:
    """Put the examples of a command into one text, a line each; the app translates line by line."""
    return "\n".join(lines)


def paragraphs(*texts: str) -> str:
    """Put paragraphs into one text; the list of commands shows the first one only."""
    return "\n\n".join(texts)
