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
    from cypher.server.address import Address, address_of
    from cypher.server.checking import check_there
    from cypher.server.connection import Connection
    from cypher.server.faults import ServerError
    from cypher.server.outline import outline_from_server
    from cypher.server.reading import reading_from_server
    from cypher.server.store import ServerStore
    from cypher.server.sync import Synced, sync
    from cypher.store import QueryError, Store

__all__ = [
    "Address",
    "Connection",
    "EmbeddedStore",
    "Explanation",
    "QueryError",
    "Rule",
    "ServerError",
    "ServerStore",
    "Store",
    "Synced",
    "address_of",
    "check",
    "check_there",
    "explain",
    "outline_from_server",
    "own_rules",
    "query",
    "reading_from_server",
    "rule_table",
    "rules_from_folder",
    "sync",
]

_HOMES = {
    "Address": "cypher.server.address",
    "Connection": "cypher.server.connection",
    "EmbeddedStore": "cypher.embedded",
    "Explanation": "cypher.explanation",
    "QueryError": "cypher.store",
    "Rule": "cypher.rule",
    "ServerError": "cypher.server.faults",
    "ServerStore": "cypher.server.store",
    "Store": "cypher.store",
    "Synced": "cypher.server.sync",
    "address_of": "cypher.server.address",
    "check": "cypher.checking",
    "check_there": "cypher.server.checking",
    "explain": "cypher.explanation",
    "outline_from_server": "cypher.server.outline",
    "own_rules": "cypher.rule",
    "query": "cypher.querying",
    "reading_from_server": "cypher.server.reading",
    "rule_table": "cypher.explanation",
    "rules_from_folder": "cypher.rule",
    "sync": "cypher.server.sync",
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
