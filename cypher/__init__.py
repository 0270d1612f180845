"""Everything that speaks Cypher: the rules, the stores they run on, the check, and queries of one's own.

Names are loaded when first used, so that importing this package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cypher.checking import check
    from cypher.embedded import EmbeddedStore
    from cypher.explanation import Explanation, explain, rule_table
    from cypher.querying import query
    from cypher.rule import Rule, own_rules, rules_from_folder
    from cypher.store import QueryError, Store

__all__ = [
    "EmbeddedStore",
    "Explanation",
    "QueryError",
    "Rule",
    "Store",
    "check",
    "explain",
    "own_rules",
    "query",
    "rule_table",
    "rules_from_folder",
]

_HOMES = {
    "EmbeddedStore": "cypher.embedded",
    "Explanation": "cypher.explanation",
    "QueryError": "cypher.store",
    "Rule": "cypher.rule",
    "Store": "cypher.store",
    "check": "cypher.checking",
    "explain": "cypher.explanation",
    "own_rules": "cypher.rule",
    "query": "cypher.querying",
    "rule_table": "cypher.explanation",
    "rules_from_folder": "cypher.rule",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first asked for."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
