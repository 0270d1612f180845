"""Rules: one ``.cypher`` file each, a header of comments and a query that returns a row per violation (DESIGN §5).

::

    // code: X001
    // severity: warning
    // title.zh: 村太远
    // title.en: Village too far
    // message.zh: 村“{village_name}”太远。
    // message.en: Village {village_name} is too far.
    // hint.zh: 改派就近的单位。
    // hint.en: Name a unit nearby.
    // over: (v:Village)
    // needs: villages

    MATCH (v:Village) WHERE v.longitude > 100
    RETURN v.id AS village, v.name AS village_name

A text is given in both languages (``title.zh``, ``title.en``) or once for both (``title``); without a message the title
is it. ``source`` tells where the rule comes from, ``population`` puts ``over`` in words, ``at: cadres.rank`` names the
cell to mark. A line ``//   …`` indented
by three spaces continues the field above it. What the query returns: ids named ``unit``, ``village``, ``cadre`` or
``household``, or lists of them named ``units`` …, which become the finding's subjects; the ``key`` of an edge, named
``twinning``, ``posting``, ``liaison``, ``pairing`` or ``constraint``; ``severity``, where it differs from the
header's; and whatever the message names in braces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, cast, get_args

from cypher.gate import admitted, located
from cypher.parameters import PARAMETER_NAMES
from cypher.portable import refuse_unportable
from pairing.errors import InputError, RuleError
from pairing.model.cell import TableName
from pairing.model.finding import Severity
from pairing.model.table import EDGE_TABLES, TABLES
from pairing.roster import NODE_KINDS
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

_TEXTS: Final = ("title", "message", "hint", "source", "population")
_PLAIN: Final = ("code", "severity", "over", "needs", "at")
_REQUIRED: Final = ("code", "severity", "title", "hint", "over", "needs")
_FIELD: Final = re.compile(r"// ?([a-z]+(?:\.(?:zh|en))?): *(.*)")
_FURTHER: Final = re.compile(r"// {3,}(.*)")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9_]{1,19}")
_RESERVED: Final = re.compile(r"[BCDRS]\d{3}")
_BRACES: Final = re.compile(r"\{(\w+)\}")
_NOTHING: Final = Text("", chinese="")

EDGE_COLUMNS: Final[dict[TableName, str]] = {table: table.removesuffix("s") for table in EDGE_TABLES}
"""The column of a query's answer that holds the key of an edge, by its table."""
NODE_COLUMNS: Final[dict[TableName, str]] = {table: kind for kind, table in NODE_KINDS.items()}
"""The column that holds the id of a node, by its table."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The cell a finding marks: a table, and the field if it is not the row as a whole."""

    table: TableName
    field: str | None = None

    @property
    def column(self) -> str:
        """The column of the query's answer that tells which row it is."""
        return EDGE_COLUMNS.get(self.table) or NODE_COLUMNS[self.table]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file states it."""

    code: str
    severity: Severity
    title: Text
    message: Text
    hint: Text
    source: Text
    """Where the rule comes from."""
    population: Text
    """What the rule is about, in words."""
    over: str
    """The Cypher pattern of what the rule is about; where it matches nothing, the rule is vacuous."""
    needs: tuple[tuple[str, ...], ...]
    """Tables (``postings``) and columns (``cadres.rank``), of each group at least one."""
    at: Spot | None
    query: str
    """The whole text of the file, so that the engine counts lines as the file does."""
    file: str
    lines: Mapping[str, int]
    """The line of each field of the header, and of the beginning of the query."""
    parameters: frozenset[str]

    @property
    def count(self) -> str:
        """Give the query that returns a row if there is anything to check."""
        return f"MATCH {self.over}\nRETURN 1 AS found LIMIT 1"

    @property
    def named(self) -> frozenset[str]:
        """Give the columns that the message names."""
        templates = f"{self.message.english} {self.message.chinese}"
        return frozenset(_BRACES.findall(templates))

    def line_about(self, problem: str) -> int:
        """Guess the line of what the engine names in a problem: the first with it as a property, label or type."""
        body = list(enumerate(self.query.split("\n"), 1))[self.lines["query"] - 1 :]
        for word in re.findall(r"\w+", problem):
            named = re.compile(rf"[.:|]{re.escape(word)}\b")
            for number, line in body:
                if named.search(line):
                    return number
        return self.lines["query"]

    def fault(self, problem: Text, field: str = "code", line: int | None = None) -> RuleError:
        """Make the error for a fault of this rule, at a line or at a field of its header."""
        named = (self.lines.get(f"{field}{language}") for language in ("", ".zh", ".en"))
        return located(self.file, line or next(filter(None, named), 1), problem)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A field of a header: its value, its further lines among it, and the line it begins on."""

    value: str
    line: int


@cache
def own_rules() -> tuple[Rule, ...]:
    """Load the product's own rules: S101 to S116, then C201 to C211."""
    found = (file for file in files("cypher").joinpath("rules").iterdir() if file.name.endswith(".cypher"))
    rules = [_read(file) for file in sorted(found, key=lambda file: file.name)]
    return tuple(sorted(rules, key=lambda rule: (rule.code[0] != "S", rule.code)))


def rules_from_folder(folder: Path) -> tuple[Rule, ...]:
    """Load a planner's own rules, by the name of their files.

    Raises RuleError, naming file and line, for a rule that is malformed, that does more than read, or whose code is
    taken; InputError where there is no such folder or no rule in it.
    """
    if not folder.is_dir():
        raise InputError(text("There is no folder {path}.", path=str(folder)))
    rules = tuple(_read(file) for file in sorted(folder.glob("*.cypher")))
    if not rules:
        raise InputError(text("The folder {path} holds no rule: no file ends in .cypher.", path=str(folder)))
    _refuse_taken_codes(rules)
    return rules


def _refuse_taken_codes(rules: Iterable[Rule]) -> None:
    taken: dict[str, str] = {}
    for rule in rules:
        if _RESERVED.fullmatch(rule.code):
            raise rule.fault(text("the code {code} is the product's own; take X001, for example", code=rule.code))
        if rule.code in taken:
            raise rule.fault(text("the code {code} is also that of {file}", code=rule.code, file=taken[rule.code]))
        taken[rule.code] = rule.file


def _read(file: Traversable) -> Rule:
    try:
        return rule_from_text(file.read_text(encoding="utf-8-sig"), file.name)
    except UnicodeDecodeError as error:
        raise RuleError(text("{file} is not UTF-8 text.", file=file.name)) from error


def rule_from_text(content: str, file: str) -> Rule:
    """Read a rule; ``file`` is its name in messages. Raises RuleError naming file and line."""
    header = _header(content, file)
    for name in _REQUIRED:
        if not _has(header, name):
            raise located(file, 1, text("the header has no line “// {field}: …”", field=name))
    over = header["over"]
    population = f"MATCH {over.value}\nRETURN 1"
    used = admitted(content, where=file) | admitted(population, where=file, first_line=over.line)
    refuse_unportable(content, where=file)
    refuse_unportable(population, where=file, first_line=over.line)
    _refuse_unknown_parameters(content, used, file)
    texts = {name: _text(header, name) for name in _TEXTS}
    if not _has(header, "message"):
        texts["message"] = texts["title"]
    return Rule(
        **texts,
        code=_code(header["code"], file),
        severity=_severity(header["severity"], file),
        over=over.value,
        needs=_needs(header["needs"], file),
        at=_spot(header["at"], file) if "at" in header else None,
        query=content,
        file=file,
        lines={**{name: entry.line for name, entry in header.items()}, "query": _first_line(content)},
        parameters=used,
    )


def _header(content: str, file: str) -> dict[str, _Entry]:
    header: dict[str, _Entry] = {}
    current: str | None = None
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.startswith("//"):
            if line.strip():
                break
            current = None
        elif current is not None and (further := _FURTHER.fullmatch(line)):
            entry = header[current]
            header[current] = _Entry(f"{entry.value}\n{further.group(1)}", entry.line)
        elif field := _FIELD.fullmatch(line):
            current = _new_field(header, field.group(1), number, file)
            header[current] = _Entry(field.group(2).strip(), number)
    return header


def _first_line(content: str) -> int:
    """Give the line on which the query begins, below the header."""
    lines = enumerate(content.split("\n"), start=1)
    return next(number for number, line in lines if line.strip() and not line.startswith("//"))


def _new_field(header: Mapping[str, _Entry], name: str, line: int, file: str) -> str:
    base, _, language = name.partition(".")
    if base not in (_TEXTS if language else (*_TEXTS, *_PLAIN)):
        known = ", ".join((*_PLAIN, *_TEXTS))
        raise located(file, line, text("the header knows no field “{field}”, only {known}", field=name, known=known))
    if name in header:
        raise located(file, line, text("the field “{field}” is there twice", field=name))
    return name


def _has(header: Mapping[str, _Entry], name: str) -> bool:
    return any(header[each].value for each in (name, f"{name}.zh", f"{name}.en") if each in header)


def _text(header: Mapping[str, _Entry], name: str) -> Text:
    if not _has(header, name):
        return _NOTHING
    given = {end: header[name + end].value for end in ("", ".zh", ".en") if name + end in header}
    chinese = given.get(".zh") or given.get("") or given[".en"]
    english = given.get(".en") or given.get("") or given[".zh"]
    return Text(english, chinese=chinese)


def _code(entry: _Entry, file: str) -> str:
    if not _CODE.fullmatch(entry.value):
        problem = text("“{code}” is no code: capitals and digits, X001 for example", code=entry.value)
        raise located(file, entry.line, problem)
    return entry.value


def _severity(entry: _Entry, file: str) -> Severity:
    try:
        return Severity(entry.value)
    except ValueError as error:
        problem = text("the severity is error, warning or info, not “{value}”", value=entry.value)
        raise located(file, entry.line, problem) from error


def _needs(entry: _Entry, file: str) -> tuple[tuple[str, ...], ...]:
    groups = tuple(tuple(one.strip() for one in group.split("|")) for group in entry.value.split(","))
    for need in (one for group in groups for one in group):
        _table_and_field(need, file, entry.line)
    return groups


def _spot(entry: _Entry, file: str) -> Spot:
    return Spot(*_table_and_field(entry.value, file, entry.line))


def _table_and_field(written: str, file: str, line: int) -> tuple[TableName, str | None]:
    name, _, field = written.partition(".")
    if name not in get_args(TableName):
        raise located(
            file, line, text("there is no table “{table}”, only {known}", table=name, known=", ".join(TABLES))
        )
    table = cast("TableName", name)
    if field and field not in TABLES[table].columns:
        known = ", ".join(TABLES[table].columns)
        problem = text("the table {table} has no column “{field}”, only {known}", table=name, field=field, known=known)
        raise located(file, line, problem)
    return table, field or None


def _refuse_unknown_parameters(content: str, used: frozenset[str], file: str) -> None:
    for name in sorted(used - PARAMETER_NAMES):
        where = next((n for n, line in enumerate(content.split("\n"), 1) if re.search(rf"\${name}\b", line)), 1)
        known = ", ".join(f"${each}" for each in sorted(PARAMETER_NAMES))
        problem = text("there is no parameter {name}, only {known}", name=f"${name}", known=known)
        raise located(file, where, problem)
