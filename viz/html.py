"""What all HTML of ours has in common: templates that escape, and a policy that lets nothing run but what it names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairing.text import Language

TAGS: Final[dict[Language, str]] = {"zh": "zh-CN", "en": "en"}
"""Languages as HTML names them."""
NONCE: Final = Markup("<nonce>")
"""Stands for the nonce until the page is written; no value of a cell can be it, since theirs are escaped."""


def environment(folder: str, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """Make the environment of templates, which escape everything and complain of what they were not given."""
    return Environment(
        loader=PackageLoader("viz", folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )


def sealed(page: str) -> bytes:
    """Give a page its nonce: the hash of the page itself, so nothing written into a cell can know it."""
    return page.replace(str(NONCE), hashlib.sha256(page.encode()).hexdigest()[:32]).encode()
