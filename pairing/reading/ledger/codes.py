"""Codes for those whom a ledger only names: short hashes of what they are known by.

The same name in the same place gives the same code, whatever row it stands in and whoever else is in the ledger. No
identity number is ever part of what is hashed.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final, Literal

import polars as pl

Prefix = Literal["U", "V", "C", "H"]
SHORTEST: Final = 8
"""Hexadecimal digits of a code: among 160,000 households some three pairs share that many, and get longer ones."""
LONGEST: Final = 24
"""Digits of a code whose short form another has too."""
SEPARATOR: Final = "\x1f"
"""Between the parts of a natural key; no cell that can be seen holds it."""


def codes_of(prefix: Prefix, keys: pl.Series) -> pl.Series:
    """Give a code for each natural key; keys are distinct, and so are their codes.

    Keys whose short codes are the same all get longer ones, so that the order of the keys does not matter.
    """
    hashes = _hashes(keys, SHORTEST)
    if hashes.n_unique() < len(hashes):
        shared = hashes.is_duplicated()
        hashes = hashes.scatter(shared.arg_true(), _hashes(keys.filter(shared), LONGEST))
    return f"{prefix}-" + hashes


def _hashes(keys: pl.Series, digits: int) -> pl.Series:
    fresh = blake2b(digest_size=digits // 2)
    return pl.Series([_hash(fresh.copy(), key) for key in keys.cast(pl.Binary).to_list()], dtype=pl.String)


def _hash(fresh: blake2b, key: bytes) -> str:
    """Hash a key with a copy of one hash, which takes half the time of a new one."""
    fresh.update(key)
    return fresh.hexdigest()
