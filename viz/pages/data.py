"""The page about the data: which files, how their columns were read, which rules were checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from pairing.model.table import TABLES
from pairing.text import text
from viz.pages.page import Page, home_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pairing.model.cell import TableName
    from pairing.model.report import RuleOutcome
    from pairing.reading.reading import ColumnRead
    from pairing.text import Language, Text
    from viz.audience import Sight
    from viz.pages.atlas import Atlas
    from viz.words import Words

KEY: Final = "data"


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule that was not checked, or had nothing to check."""

    code: str
    title: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class RulesView:
    """What became of the rules, in one sentence and in full for those that were not checked."""

    sentence: Words
    skipped: tuple[RuleView, ...]
    vacuous: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """How a column of the input was read."""

    where: str
    header: str
    read_as: Words
    why: Words
    known: bool


@dataclass(frozen=True, slots=True)
class DataBody:
    """The page."""

    inputs: tuple[str, ...]
    rules: RulesView | None
    columns: tuple[ColumnView, ...]


def data_page(sight: Sight, atlas: Atlas) -> Page:
    """Make the page."""
    report = sight.report
    body = DataBody(
        inputs=tuple(one.path.replace("\\", "/").rsplit("/", 1)[-1] for one in report.inputs) if report else (),
        rules=_rules(report.rules, atlas) if report and report.rules else None,
        columns=tuple(_column(column, atlas) for column in sight.columns),
    )
    return Page(KEY, atlas.say(text("Data")), "data.html", body, (home_of(atlas),))


def _rules(outcomes: Sequence[RuleOutcome], atlas: Atlas) -> RulesView:
    by_status = {
        status: [one for one in outcomes if one.status == status] for status in ("passed", "vacuous", "skipped")
    }
    sentence = text(
        "Rules passed: {passed}; nothing to check: {vacuous}; could not be checked: {skipped}.",
        **{status: len(found) for status, found in by_status.items()},
    )
    return RulesView(
        atlas.say(sentence),
        skipped=tuple(_rule(one, atlas) for one in by_status["skipped"]),
        vacuous=tuple(_rule(one, atlas) for one in by_status["vacuous"]),
    )


def _rule(outcome: RuleOutcome, atlas: Atlas) -> RuleView:
    return RuleView(outcome.code, atlas.say(outcome.title), atlas.say(outcome.reason) if outcome.reason else "")


_WHY: Final[Mapping[str, Text]] = {
    "name": text("its own name"),
    "synonym": text("a name we know"),
    "setting": text("named in the settings"),
    "unknown": text("not known, not read"),
    "sensitive": text("identity or bank numbers, dropped"),
    "duplicate": text("a second one of its kind, not read"),
    "ignored": text("not needed, not read"),
}


def _column(column: ColumnRead, atlas: Atlas) -> ColumnView:
    return ColumnView(
        where=f"{column.sheet or column.file}!{column.letters}",
        header=column.header,
        read_as=atlas.both(partial(_field_name, column.field)) if column.field else "—",
        why=atlas.say(_WHY[column.why]),
        known=column.field is not None,
    )


def _field_name(field: str, language: Language) -> str:
    name, _, column = field.partition(".")
    table: TableName = name  # type: ignore[assignment]
    if table not in TABLES or column not in TABLES[table].columns:
        return field
    return f"{TABLES[table].chinese} · {TABLES[table].columns[column].chinese}" if language == "zh" else field
