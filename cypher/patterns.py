"""The patterns of a query, found among its tokens: which nodes and relationships are matched together, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cypher.gate import Token

_CLAUSES: Final = frozenset({"MATCH", "WHERE", "WITH", "RETURN", "UNWIND", "UNION", "ORDER", "SKIP", "LIMIT"})
_PARTING: Final = _CLAUSES | {"AND", "OR", "XOR", "NOT"}
"""Keywords that a pattern does not reach across."""
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Element:
    """A node or relationship of a pattern: where it stands, what it is called, its labels or types."""

    at: int
    """The place of its bracket among the tokens; of a relationship without one, of its first dash."""
    name: str | None
    kinds: tuple[str, ...]
    """Labels or types; none where any will do."""
    together: int
    """The place of the keyword it stands behind: elements with the same are matched together."""
    marks: frozenset[str] = frozenset()
    """Symbols among its labels or types: ``:``, ``|``, ``*``."""


@dataclass(frozen=True)
class Patterns:
    """What a query matches, and under which clause each of its tokens stands."""

    tokens: Sequence[Token]

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """For each token, the place of the clause's keyword that it stands behind; -1 before any."""
        return tuple(self._behind(_CLAUSES))

    @cached_property
    def relationships(self) -> tuple[Element, ...]:
        """Every relationship, in its order, wherever a pattern may stand."""
        parting = tuple(self._behind(_PARTING))
        return tuple(self._relationship(place, parting[place]) for place in self._dashes())

    @cached_property
    def nodes(self) -> tuple[Element, ...]:
        """Every node of a MATCH, in its order."""
        return tuple(
            self._element(place, self.clauses[place])
            for place in range(1, len(self.tokens))
            if self.is_in(place, "MATCH") and self._opens_a_node(place)
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """What nodes, relationships and paths are called."""
        elements = (element.name for element in (*self.nodes, *self.relationships))
        paths = (self.tokens[place].text for place in self._paths())
        return frozenset(name for name in (*elements, *paths) if name)

    def is_in(self, place: int, clause: str) -> bool:
        """Tell whether a token stands under a clause of this kind."""
        return self.clauses[place] >= 0 and self.tokens[self.clauses[place]].keyword == clause

    def text(self, place: int) -> str:
        """Give the text of a token; nothing beyond either end."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def end_of(self, place: int) -> int:
        """Give the place of the bracket that closes the one at ``place``; the end, if none does."""
        opening, closing, depth = self.text(place), _CLOSING[self.text(place)], 0
        for here in range(place, len(self.tokens)):
            depth += (self.text(here) == opening) - (self.text(here) == closing)
            if depth == 0:
                return here
        return len(self.tokens)

    def is_tied(self, node: Element) -> bool:
        """Tell whether a relationship leads to a node or from it."""
        return self.text(node.at - 1) in {"-", ">"} or self.text(self.end_of(node.at) + 1) in {"-", "<"}

    def _behind(self, keywords: frozenset[str]) -> Iterator[int]:
        """For each token give the last such keyword before it; behind a closing brace, the one before its opening."""
        last, outer = -1, list[int]()
        for place, token in enumerate(self.tokens):
            if token.text == "{":
                outer.append(last)
            elif token.text == "}" and outer:
                last = outer.pop()
            elif token.keyword in keywords and self.text(place - 1) not in {".", ":"}:
                last = place
            yield last

    def _dashes(self) -> Iterator[int]:
        """Find where relationships begin: behind a node, with or without an arrow's head."""
        for place in range(1, len(self.tokens)):
            if self.text(place) != "-" or self.text(place - 1) not in {")", "<"}:
                continue
            if self.text(place + 1) == "[" or self._is_bare(place):
                yield place

    def _is_bare(self, place: int) -> bool:
        """Tell ``()--()`` and ``()-->()`` from a subtraction of what is negative in parentheses."""
        head = place + 3 if self.text(place + 2) == ">" else place + 2
        return self.text(place + 1) == "-" and self.text(head) == "("

    def _relationship(self, dash: int, together: int) -> Element:
        if self.text(dash + 1) == "[":
            return self._element(dash + 1, together)
        return Element(dash, None, (), together)

    def _element(self, opening: int, together: int) -> Element:
        """Read ``(name:Label …)`` or ``[name:TYPE …]``, up to the properties."""
        name: str | None = None
        kinds: list[str] = []
        marks: set[str] = set()
        end = self.end_of(opening)
        for place in range(opening + 1, end):
            token = self.tokens[place]
            if token.text == "{" or token.keyword == "WHERE":
                break
            if token.kind == "symbol":
                marks.add("|:" if token.text == ":" and self.text(place - 1) == "|" else self._mark(place, kinds))
            elif token.kind in {"word", "quoted"}:
                if self.text(place - 1) in {":", "|"}:
                    kinds.append(token.text.strip("`"))
                elif place == opening + 1:
                    name = token.text
        return Element(opening, name, tuple(kinds), together, frozenset(marks))

    def _mark(self, place: int, kinds: Sequence[str]) -> str:
        """Tell the colon before the first label from one that asks for a further one."""
        return "::" if self.text(place) == ":" and kinds else self.text(place)

    def _opens_a_node(self, place: int) -> bool:
        if self.text(place) != "(":
            return False
        before = self.tokens[place - 1]
        return before.keyword == "MATCH" or before.text in {",", "-", ">", "="}

    def _paths(self) -> Iterator[int]:
        for place in range(len(self.tokens) - 2):
            if self.is_in(place, "MATCH") and self.text(place + 1) == "=" and self.text(place + 2) == "(":
                yield place
