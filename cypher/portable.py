"""Whether a query means the same on both engines, told from its words: a rule written at a desk must run on a server.

What the embedded engine cannot do it says itself when it plans a query. Here stands what Neo4j cannot do, what both
accept and answer differently without a word, and what people who know Neo4j write first and the embedded engine
refuses in words that do not help. Each line was seen on both engines; ``tests/contract/test_traps.py`` holds them.
"""

from __future__ import annotations

import dataclasses
import re
from itertools import chain, combinations, pairwise
from typing import TYPE_CHECKING, Final

from cypher.gate import is_call, located, tokens_of, words
from cypher.parameters import Parameters
from cypher.patterns import Patterns
from cypher.schema import edge_tables, node_tables
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cypher.gate import Token
    from cypher.patterns import Element

    Found = Iterator[tuple[int, Text]]
    Check = Callable[[Patterns], Found]

_ALIKE: Final = words(
    """
    abs avg ceil coalesce collect count date floor left length lower max min nodes percentilecont percentiledisc
    range relationships replace right sign size sqrt sum tolower toupper upper
    """
)
"""Functions that both engines have and that answer alike."""
_SPACES: Final = text("{name} takes other characters for spaces on Neo4j; cells were trimmed when they were read")
_WHY_NOT: Final = {
    "date_part": text("Neo4j has no {name}"),
    "head": text("the embedded engine has no {name}; min(…) or max(…) picks one of several"),
    "id": text("{name} gives each engine's own number; the planner's is the property id"),
    "keys": text("{name} also gives what a server keeps beside the row; name the property you mean"),
    "label": text("Neo4j has no {name}; name the label in the pattern"),
    "labels": text("{name} gives a text here and a list on Neo4j; name the label in the pattern"),
    "list_contains": text("Neo4j has no {name}; write value IN list"),
    "ltrim": _SPACES,
    "properties": text("{name} also gives what a server keeps beside the row; name the property you mean"),
    "rels": text("Neo4j has no {name}; write relationships"),
    "reverse": text("{name} turns a list round on Neo4j, and its text here"),
    "round": text("{name} rounds halves otherwise on Neo4j; write floor(… + 0.5)"),
    "rtrim": _SPACES,
    "substring": text("{name} counts from 1 here and from 0 on Neo4j; write left or right"),
    "trim": _SPACES,
    "type": text("the embedded engine has no {name}; name the type in the pattern"),
}
_ONE_ENGINE: Final = text("only one of the two engines has {name}")
_COMPARING: Final = frozenset({"=", "<>", "<", ">", "<=", ">="})
_DAY: Final = re.compile(r"(['\"])\d{4}-\d{1,2}-\d{1,2}\1")
_KINDS: Final = {"STRING": "text", "INT64": "number", "DOUBLE": "number", "DATE": "date", "BOOLEAN": "flag"}
_SAID: Final = {"text": text("text"), "number": text("a number"), "date": text("a date"), "flag": text("true or false")}
_KINDS_OF_PARAMETERS: Final = {"str": "text", "int": "number", "datetime.date": "date"}
_ENDING: Final = frozenset({"ORDER", "SKIP", "LIMIT", "UNION"})


def refuse_unportable(query: str, *, where: str | Text, first_line: int = 1) -> None:
    """Raise RuleError, naming construct and line, for what only one engine can do or both answer differently.

    The query has passed :func:`cypher.gate.admitted`, under the same ``where`` and ``first_line``.
    """
    patterns = Patterns(tokens_of(query, where, first_line))
    found = [(place, why) for check in _CHECKS for place, why in check(patterns)]
    if found:
        place, why = min(found, key=lambda one: one[0])
        raise located(where, patterns.tokens[place].line, why)


# What is called -------------------------------------------------------------------------------------------------------


def _functions(query: Patterns) -> Found:
    for place, name in _calls(query):
        if name not in _ALIKE:
            why = _WHY_NOT.get(name, _ONE_ENGINE)
            yield place, dataclasses.replace(why, values={"name": query.text(place)})


def _dates(query: Patterns) -> Found:
    for place in (place for place, name in _calls(query) if name == "date"):
        inside = query.tokens[place + 2 : place + 3]
        if query.text(place + 2) == ")":
            yield place, text("the embedded engine has no today; write $as_of, the day the roster is seen as of")
        elif inside and inside[0].kind == "string" and not _DAY.fullmatch(inside[0].text):
            yield place, text("a date is written in full, year-month-day: date('2016-12-31')")


def _sums(query: Patterns) -> Found:
    for place, name in _calls(query):
        is_guarded = query.text(place - 1) == "(" and query.text(place - 2).lower() == "coalesce"
        if name == "sum" and not is_guarded:
            yield place, text("the sum of nothing is null here and 0 on Neo4j; write coalesce(sum(…), 0)")


def _calls(query: Patterns) -> Iterator[tuple[int, str]]:
    """Give the place of each function that is called, and its name in small letters."""
    for place, (token, after) in enumerate(pairwise(query.tokens)):
        if is_call(token, after):
            yield place, token.text.lower()


def _subqueries(query: Patterns) -> Found:
    for place, token in enumerate(query.tokens):
        follows = (query.text(place + 1), query.text(place + 2).upper())
        if token.keyword == "EXISTS" and follows[0] == "(":
            yield place, text("the embedded engine has no exists(…); write IS NOT NULL, or EXISTS { MATCH … }")
        if token.keyword in {"EXISTS", "COUNT"} and follows[0] == "{" and follows[1] != "MATCH":
            yield place, text("the embedded engine asks for MATCH in {word} { … }", word=token.text)


def _lists(query: Patterns) -> Found:
    for place, token in enumerate(query.tokens):
        if token.text == "[" and query.tokens[place + 2 : place + 3] and query.tokens[place + 2].keyword == "IN":
            yield place, text("the embedded engine has no list comprehension; write UNWIND … WITH collect(…)")
        elif token.text == "[" and place and query.tokens[place - 1].ends_a_value:
            yield place, text("elements of a list are counted from 1 here and from 0 on Neo4j; write UNWIND or IN")
        elif token.text == "{" and query.text(place + 1) == "." and place and query.tokens[place - 1].kind == "word":
            yield place, text("the embedded engine has no map projection; name the properties one by one")


def _texts(query: Patterns) -> Found:
    for place, token in enumerate(query.tokens):
        if token.keyword == "CONTAINS" and query.text(place + 1) in {"''", '""'}:
            yield place, text("every text contains the empty one on Neo4j, and none does here")


# What is compared -----------------------------------------------------------------------------------------------------


def _comparisons(query: Patterns) -> Found:
    for place, token in enumerate(query.tokens):
        is_property = token.text == ":" and query.is_in(place, "MATCH") and query.tokens[place - 1].kind == "word"
        if token.text not in _COMPARING and not is_property:
            continue
        left = _PROPERTIES.get(query.text(place - 1)) if is_property else _kind_before(query, place)
        right = _kind_behind(query, place)
        if left and right and left != right:
            yield (
                place,
                text(
                    "{left} is compared with {right}, which the engines answer differently",
                    left=_SAID[left],
                    right=_SAID[right],
                ),
            )


def _days(query: Patterns) -> Found:
    for place, token in enumerate(query.tokens):
        if token.text in {"+", "-"} and "date" in {_kind_before(query, place), _kind_behind(query, place)}:
            yield place, text("Neo4j adds no days to a date; compare with a date that is given")


def _kind_before(query: Patterns, place: int) -> str | None:
    """Tell what a value that ends before a token is, if that is known: a property, a parameter, a literal."""
    if query.text(place - 1) == ")" and query.text(place - 3) == "(" and query.text(place - 4).lower() == "date":
        return "date"
    if query.text(place - 2) == ".":
        return _PROPERTIES.get(query.text(place - 1))
    return _kind_of(query.tokens[place - 1]) if place else None


def _kind_behind(query: Patterns, place: int) -> str | None:
    if query.text(place + 1).lower() == "date" and query.text(place + 2) == "(":
        return "date"
    if query.text(place + 2) == "." and query.text(place + 4) not in {".", "("}:
        return _PROPERTIES.get(query.text(place + 3))
    return _kind_of(query.tokens[place + 1]) if place + 1 < len(query.tokens) else None


def _kind_of(token: Token) -> str | None:
    if token.kind == "parameter":
        return _PARAMETERS.get(token.text[1:])
    if token.keyword in {"TRUE", "FALSE"}:
        return "flag"
    return {"string": "text", "number": "number"}.get(token.kind)


def _kinds_of_properties() -> dict[str, str]:
    """Tell what each property is; one name is of one kind on all nodes and relationships that have it."""
    nodes = (table.properties for table in node_tables())
    edges = (table.properties for table in edge_tables())
    return {each.name: _KINDS[each.type] for each in chain(*nodes, *edges)}


_PROPERTIES: Final = _kinds_of_properties()
_PARAMETERS: Final = {
    each.name: _KINDS_OF_PARAMETERS[str(each.type)]
    for each in dataclasses.fields(Parameters)
    if str(each.type) in _KINDS_OF_PARAMETERS
}


# What is matched ------------------------------------------------------------------------------------------------------


def _relationships(query: Patterns) -> Found:
    for tie in query.relationships:
        if not tie.kinds:
            yield tie.at, text("a relationship without a type would be a team's own on a server; name the type")
        if "*" in tie.marks:
            yield tie.at, text("a path of any length may walk one relationship twice here; write each step")
        if "|:" in tie.marks:
            yield tie.at, text("Neo4j wants [:ONE|OTHER], without a colon behind the bar")
    for one, other in combinations(query.relationships, 2):
        if one.together == other.together and {*one.kinds} & {*other.kinds}:
            yield (
                other.at,
                text(
                    "two relationships of one type in one MATCH may be the same one here and never on Neo4j; put WITH "
                    "between: MATCH (a)-[r]->(b) WITH a, b MATCH (b)<-[s]-(c)"
                ),
            )


def _nodes(query: Patterns) -> Found:
    known: set[str] = set()
    for node in query.nodes:
        if "::" in node.marks:
            yield node.at, text("(:A:B) is one or the other here and both on Neo4j; no node of ours has two labels")
        if not node.kinds and node.name not in known | _aliases(query, node) and not query.is_tied(node):
            yield node.at, text("a node without a label would be a team's own on a server; name the label")
        known.update(filter(None, [node.name]))


def _aliases(query: Patterns, node: Element) -> set[str]:
    """Give the names that were given by AS before a node."""
    return {query.text(place + 1) for place in range(node.at) if query.tokens[place].keyword == "AS"}


# What is returned -----------------------------------------------------------------------------------------------------


def _returned(query: Patterns) -> Found:
    for _, items in _returns(query):
        for item in items:
            if query.text(item[0]) == "*":
                yield item[0], text("RETURN * also gives what a server keeps beside the row; name each property")
            whole = query.text(_what_is_told(query, item))
            if whole in query.names:
                yield item[0], text("{name} as a whole differs on a server; name its properties", name=whole)


def _what_is_told(query: Patterns, item: list[int]) -> int:
    """Give the place of what is returned by itself or collected; -1 for a property, or what is made of several."""
    words = [place for place in item if query.tokens[place].keyword != "DISTINCT"]
    if len(words) > 1 and query.tokens[words[1]].keyword == "AS":
        return words[0]
    if [query.text(place).lower() for place in words[:2]] == ["collect", "("] and query.text(words[2]) != ")":
        return words[2] if query.text(words[2] + 1) == ")" else -1
    return words[0] if len(words) == 1 else -1


def _unions(query: Patterns) -> Found:
    named = [(place, [_column(query, item) for item in items]) for place, items in _returns(query)]
    for place, columns in named[1:]:
        if columns != named[0][1]:
            yield place, text("Neo4j wants the same columns on both sides of UNION")


def _returns(query: Patterns) -> Iterator[tuple[int, list[list[int]]]]:
    """Give the place of every RETURN of the query itself, and the places of the tokens of each of its items."""
    for place, token in enumerate(query.tokens):
        if token.keyword == "RETURN" and query.text(place - 1) not in {".", ":"}:
            yield place, list(_items(query, place + 1))


def _items(query: Patterns, place: int) -> Iterator[list[int]]:
    item: list[int] = []
    while (
        place < len(query.tokens) and query.tokens[place].keyword not in _ENDING and query.text(place) not in {";", "}"}
    ):
        end = query.end_of(place) if query.text(place) in {"(", "[", "{"} else place
        if query.text(place) == ",":
            if item:
                yield item
            item = []
        elif query.tokens[place].keyword != "DISTINCT" or item:
            item.extend(range(place, min(end + 1, len(query.tokens))))
        place = end + 1
    if item:
        yield item


def _column(query: Patterns, item: list[int]) -> str:
    """Name the column of an item: by its alias, else by its words."""
    if len(item) > 1 and query.tokens[item[-2]].keyword == "AS":
        item = item[-1:]
    return "".join(query.text(place) for place in item).strip("`")


_CHECKS: Final[tuple[Check, ...]] = (
    _functions,
    _dates,
    _sums,
    _subqueries,
    _lists,
    _texts,
    _comparisons,
    _days,
    _relationships,
    _nodes,
    _returned,
    _unions,
)
