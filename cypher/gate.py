"""The gate for Cypher that is not ours: one statement that only reads, made of tokens from a list (DESIGN §8).

Neither engine's read-only mode is a guard: both still read files, and the embedded one writes and runs them. So a query
is taken apart here, and passes only if every token is known and stands where a reading query can have it. What is not
known to be harmless is refused, and named with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from pairing.errors import RuleError
from pairing.text import Text, text

Kind = Literal["word", "quoted", "string", "number", "parameter", "symbol"]

_TOKEN: Final = re.compile(
    r"""
    (?P<space>     \s+                                                    )
  | (?P<comment>   //[^\r\n]* | /\*.*?\*/                                 )
  | (?P<string>    '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*"                  )
  | (?P<quoted>    `[^`\\]+`                                              )
  | (?P<number>    \d+(?:\.\d+)?(?:[eE][+-]?\d+)?                         )
  | (?P<parameter> \$[^\W\d]\w*                                           )
  | (?P<word>      [^\W\d]\w*                                             )
  | (?P<symbol>    <= | >= | <> | =~ | \.\. | [-+*%^=<>.,:()\[\]{}|;] | /(?!\*) )
    """,
    re.VERBOSE | re.DOTALL,
)


def words(listed: str) -> frozenset[str]:
    """Part a list of words at its spaces."""
    return frozenset(listed.split())


_OPENING: Final = frozenset({"MATCH", "OPTIONAL", "RETURN", "UNWIND", "WITH"})
_KEYWORDS: Final = _OPENING | words(
    """
    ALL AND ANY AS ASC ASCENDING BY CASE CONTAINS COUNT DESC DESCENDING DISTINCT ELSE END ENDS EXISTS FALSE IN IS LIMIT
    NONE NOT NULL OR ORDER SINGLE SKIP STARTS THEN TRAIL TRUE UNION WHEN WHERE XOR
    """
)
_FUNCTIONS: Final = words(
    """
    abs avg ceil coalesce collect count date date_part datetime duration elementid endnode exists floor head id isempty
    keys label labels last left length list_contains lower ltrim max min nodes percentilecont percentiledisc properties
    range reduce rels relationships replace reverse right round rtrim shortestpath sign size split sqrt startnode
    substring sum tail toboolean tofloat tointeger tolower tostring toupper trim type upper
    """
)
_REFUSED: Final = words(
    """
    ALTER ATTACH BEGIN CALL CHECKPOINT COMMIT COPY CREATE DELETE DENY DETACH DROP EXPLAIN EXPORT FOREACH GRANT IMPORT
    INSERT INSTALL LOAD MACRO MERGE PRAGMA PROFILE REMOVE RENAME REVOKE ROLLBACK SET SHOW TERMINATE UNINSTALL UPDATE USE
    """
)
_LIBERTIES: Final = frozenset({".", ":", "|"})
"""After one of these a word is the name of a property, label or type, whatever it is."""
_ENDINGS: Final = frozenset({")", "]", "}"})
_VALUES: Final = frozenset({"END", "NULL", "TRUE", "FALSE"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query that means something, and the line it stands on."""

    kind: Kind
    text: str
    line: int

    @property
    def keyword(self) -> str | None:
        """The word in capitals, if it is one that a reading query may use as such."""
        upper = self.text.upper()
        return upper if self.kind == "word" and upper in _KEYWORDS else None

    @property
    def ends_a_value(self) -> bool:
        """Whether a value has just ended: only a symbol or keyword may come next, never the name of a command."""
        if self.kind == "symbol":
            return self.text in _ENDINGS
        return self.keyword is None or self.keyword in _VALUES


def admitted(query: str, *, where: str | Text, first_line: int = 1) -> frozenset[str]:
    """Let a query pass if it is one statement that only reads, and give the names of its parameters.

    ``where`` names the query in messages: a rule's file, for instance, whose line ``first_line`` it begins on. Raises
    RuleError naming the construct and its line.
    """
    tokens = tokens_of(query, where, first_line)
    _refuse(_problem(tokens), where)
    return frozenset(token.text[1:] for token in tokens if token.kind == "parameter")


def tokens_of(query: str, where: str | Text, first_line: int = 1) -> list[Token]:
    """Take a query apart; raises RuleError for a character that stands where none can."""
    tokens: list[Token] = []
    position, line = 0, first_line
    while position < len(query):
        found = _TOKEN.match(query, position)
        if found is None:
            problem = text("{character} cannot be read here", character=repr(query[position]))
            raise located(where, line, problem)
        kind = found.lastgroup
        if kind in {"word", "quoted", "string", "number", "parameter", "symbol"}:
            tokens.append(Token(kind, found.group(), line))  # type: ignore[arg-type] # the test above is the check
        line += found.group().count("\n")
        position = found.end()
    return tokens


def _problem(tokens: list[Token]) -> tuple[Token, Text] | None:
    while tokens and tokens[-1].text == ";":
        tokens = tokens[:-1]
    if not tokens:
        return Token("symbol", "", 1), text("there is no query")
    if tokens[0].keyword not in _OPENING and tokens[0].text.upper() not in _REFUSED:
        return tokens[0], text("a query begins with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN")
    before = Token("symbol", "", 1)
    for token, after in pairwise([*tokens, before]):
        problem = _problem_of(before, token, after)
        if problem is not None:
            return token, problem
        before = token
    return None


def _problem_of(before: Token, token: Token, after: Token) -> Text | None:
    free = before.text in _LIBERTIES
    upper = token.text.upper()
    if token.text == ";":
        return text("a query is one statement")
    if token.kind in {"string", "quoted"} and "\\u" in token.text.lower():
        return text("a character written as \\u is not allowed")
    if token.kind == "word" and upper in _REFUSED and not free:
        return text("{word} is not allowed: a query may only read", word=upper)
    if before.ends_a_value and _begins_a_value(token):
        return text("{word} is not allowed here", word=token.text)
    if is_call(token, after) and (before.text == "." or token.kind == "quoted" or token.text.lower() not in _FUNCTIONS):
        return text("the function {name} is not allowed", name=token.text)
    return None


def _begins_a_value(token: Token) -> bool:
    return token.kind != "symbol" and token.keyword is None


def is_call(token: Token, after: Token) -> bool:
    """Tell whether a token names a function that is called."""
    return token.kind in {"word", "quoted"} and after.text == "(" and token.keyword is None


def _refuse(problem: tuple[Token, Text] | None, where: str | Text) -> None:
    if problem is not None:
        token, why = problem
        raise located(where, token.line, why)


def located(where: str | Text, line: int, problem: Text) -> RuleError:
    """Make the error of a query or rule, naming its file and line."""
    return RuleError(text("{where}, line {line}: {problem}.", where=where, line=line, problem=problem))
