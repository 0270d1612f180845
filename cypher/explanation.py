"""What each code asks for, where that comes from, and how to mend it: for ``pairing explain`` and the docs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cypher.rule import Rule, own_rules
from pairing.errors import UnknownNameError
from pairing.model.codes import BALANCE_CODES, DATA_CODES, TOTALS_CODES
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.model.codes import Code
    from pairing.model.finding import Severity
    from pairing.text import Language

_DATA_SOURCE: Final = text("What a planner's tables must be like before anything can be counted in them.")
_BALANCE_SOURCE: Final = text(
    "保持相当均衡 (keep it fairly balanced): held against what is attainable under the same rules, which is proven."
)
_TOTALS_SOURCE: Final = text("The totals the office has declared are held against what its tables add up to.")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code, in sentences for a person."""

    code: str
    severity: Severity
    """The severity unless the settings (规则.CODE) say otherwise."""
    title: Text
    source: Text
    """Where the rule comes from."""
    hint: Text
    """How to mend what it finds."""
    over: Text | None = None
    """What a rule of the graph is about; without any of it the rule is vacuous."""
    needs: tuple[tuple[str, ...], ...] = ()
    """Tables and columns without which a rule of the graph is skipped; of each group at least one."""
    query: str | None = None
    """The text of the rule of the graph, for those who read Cypher."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One line of the table of codes in the docs, in one language."""

    code: str
    severity: str
    title: str
    over: str
    needs: str
    hint: str


def explanations(rules: Iterable[Rule] | None = None) -> tuple[Explanation, ...]:
    """Give every code: D, then S and C (or the rules given), then B, then R."""
    return (
        *(_of_code(code, _DATA_SOURCE) for code in DATA_CODES.values()),
        *(_of_rule(rule) for rule in (own_rules() if rules is None else rules)),
        *(_of_code(code, _BALANCE_SOURCE) for code in BALANCE_CODES.values()),
        *(_of_code(code, _TOTALS_SOURCE) for code in TOTALS_CODES.values()),
    )


def explain(code: str, rules: Iterable[Rule] | None = None) -> Explanation:
    """Explain a code, in whatever case it is written; raises UnknownNameError where no rule has it."""
    wanted = code.strip().upper()
    found = next((each for each in explanations(rules) if each.code == wanted), None)
    if found is None:
        raise UnknownNameError(text("No rule has the code {code}.", code=code))
    return found


def rule_table(language: Language) -> tuple[RuleRow, ...]:
    """Give the table of all codes in a language."""
    return tuple(
        RuleRow(
            code=each.code,
            severity=each.severity.value,
            title=each.title.render(language),
            over=each.over.render(language) if each.over else "",
            needs=", ".join(" | ".join(group) for group in each.needs),
            hint=each.hint.render(language),
        )
        for each in explanations()
    )


def _of_code(code: Code, source: Text) -> Explanation:
    return Explanation(code.code, code.severity, code.title, source, code.hint)


def _of_rule(rule: Rule) -> Explanation:
    return Explanation(
        code=rule.code,
        severity=rule.severity,
        title=rule.title,
        source=rule.source,
        hint=rule.hint,
        over=rule.population,
        needs=rule.needs,
        query=rule.query,
    )
