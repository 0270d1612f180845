"""A question of one's own to the graph of a roster."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from cypher.embedded import EmbeddedStore
from cypher.gate import admitted
from cypher.parameters import PARAMETER_NAMES, parameters_of
from pairing.errors import RuleError
from pairing.reading.reading import Reading
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from cypher.store import Store, Value
    from pairing.roster import Roster


def query(
    asked: Reading | Roster,
    cypher: str,
    parameters: Mapping[str, Value] | None = None,
    *,
    store: Store | None = None,
) -> pl.DataFrame:
    """Answer a read-only Cypher query over the whole roster, history included; a column per name it returns.

    It may use the parameters of rules, such as ``$as_of`` and ``$in_scope`` (:mod:`cypher.parameters`), beside its own,
    which come first. ``store`` already holds the graph of this roster; without one it is built in memory.

    Raises RuleError when the query does more than read or names a parameter that nobody gave, QueryError when the
    engine refuses it.
    """
    used = admitted(cypher, where=text("query"))
    roster = asked.roster if isinstance(asked, Reading) else asked
    values = _values(used, dict(parameters or {}), roster)
    with EmbeddedStore() if store is None else nullcontext(store) as loaded:
        if store is None:
            loaded.load(roster)
        loaded.vet(cypher, values)
        return loaded.run(cypher, values)


def _values(used: frozenset[str], given: dict[str, Value], roster: Roster) -> dict[str, Value]:
    missing = sorted(used - given.keys() - PARAMETER_NAMES)
    if missing:
        raise RuleError(text("The query names a parameter without a value: {names}.", names=_dollars(missing)))
    return {**parameters_of(roster).bind(used & PARAMETER_NAMES), **given}


def _dollars(names: list[str]) -> str:
    return ", ".join(f"${name}" for name in names)
