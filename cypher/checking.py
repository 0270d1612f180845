"""The check: D from the reading, S and C from Cypher, B from the balance, R from the totals, in one report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cypher.embedded import EmbeddedStore
from cypher.findings import Elsewhere, findings_of
from cypher.parameters import Parameters, parameters_of
from cypher.rule import Rule, own_rules, rules_from_folder
from cypher.store import QueryError, Store
from pairing.errors import RuleError
from pairing.model.codes import BALANCE_CODES, DATA_CODES, TOTALS_CODES
from pairing.model.finding import Finding, Severity
from pairing.model.report import Report, RuleOutcome, Status, outcome_of
from pairing.model.table import TABLES
from pairing.reading.reading import Reading
from pairing.roster import roster_from_tables
from pairing.text import Text, joined, text
from pairing.totals import coverage, totals, totals_findings

if TYPE_CHECKING:
    from pairing.model.balance import Balance
    from pairing.model.codes import Code
    from pairing.model.report import Coverage, Totals
    from pairing.roster import Roster

Progress = Callable[[str, int, int], None]
"""Told before each rule: its code, how many are done, how many there are."""

_SWITCHED_OFF: Final = text("Switched off in the settings.")
_NOT_ASKED: Final = text("Not asked for.")
_NO_ROWS: Final = text("Needs the rows, which were left on the server.")
_SEPARATORS: Final = re.compile(r"[,，、\s]+")


def check(  # noqa: PLR0913 - all but the first are by name
    checked: Reading | Roster,
    *,
    rules: Path | Iterable[Rule] | None = None,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    store: Store | None = None,
    elsewhere: Elsewhere | None = None,
    balance: Balance | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check a roster, or what was read of one, and report all that was found and what became of every rule.

    ``rules`` is a folder of the planner's own, which run beside the product's, or the very rules to run. ``only`` and
    ``skip`` hold codes or beginnings of codes: ``("S", "C2")``. ``store`` already holds the graph of this roster, on
    whatever day and under whatever settings it was loaded; without one it is built in memory. ``elsewhere`` has the
    rows where the roster itself has none (:func:`cypher.check_there`); then B is skipped. ``balance`` is that of this
    roster, where it has been measured already. Findings are sorted: worst first, then by code, then in the order of the
    planner's rows.

    Raises RuleError for a malformed rule, or a code asked for that no rule has.
    """
    reading = checked if isinstance(checked, Reading) else Reading(checked)
    graph_rules = _rules(rules)
    choice = _choice(only, skip, graph_rules)
    roster = reading.roster
    counted = (totals(roster), coverage(roster)) if elsewhere is None else elsewhere.counted()
    parts = (
        _check_data(reading, choice, was_read=reading.form != "memory"),
        _check_graph(roster, graph_rules, choice, store, elsewhere, progress),
        _check_balance(roster, choice, balance, has_rows=elsewhere is None),
        _check_totals(roster, choice, *counted),
    )
    return _report(reading, parts, *counted)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one part of the check found, and what became of its rules."""

    findings: list[Finding]
    outcomes: list[RuleOutcome]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which codes are asked for."""

    only: tuple[str, ...]
    skip: tuple[str, ...]

    def takes(self, code: str) -> bool:
        return (not self.only or code.startswith(self.only)) and not code.startswith(self.skip)


def _rules(rules: Path | Iterable[Rule] | None) -> tuple[Rule, ...]:
    if rules is None:
        return own_rules()
    if isinstance(rules, Path):
        return (*own_rules(), *rules_from_folder(rules))
    return tuple(rules)


def _choice(only: Iterable[str], skip: Iterable[str], rules: Iterable[Rule]) -> _Choice:
    codes = [*DATA_CODES, *(rule.code for rule in rules), *BALANCE_CODES, *TOTALS_CODES]
    return _Choice(_prefixes(only, codes), _prefixes(skip, codes))


def _prefixes(asked: Iterable[str], codes: list[str]) -> tuple[str, ...]:
    found = _words(asked)
    for word in found:
        if not any(code.startswith(word) for code in codes):
            raise RuleError(text("No rule has the code {code}.", code=word))
    return found


def _words(asked: Iterable[str]) -> tuple[str, ...]:
    words = (word.strip().upper() for entry in asked for word in _SEPARATORS.split(entry))
    return tuple(word for word in words if word)


def _check_data(reading: Reading, choice: _Choice, *, was_read: bool) -> _Part:
    severities = reading.roster.settings.severities
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in reading.findings:
        by_code[finding.code].append(finding)
    part = _Part([], [])
    for code in DATA_CODES.values():
        reason = _reason_not_to_run(code.code, reading.roster, choice)
        if reason is None and not was_read:
            reason = text("The roster was not read from files.")
        found = [] if reason else _regraded(by_code[code.code], severities.get(code.code))
        part.findings.extend(sorted(found, key=_by_place))
        part.outcomes.append(_outcome(code, _severity(code, reading.roster), found, reason))
    return part


def _regraded(findings: list[Finding], chosen: str | None) -> list[Finding]:
    if chosen is None:
        return findings
    return [finding.model_copy(update={"severity": Severity(chosen)}) for finding in findings]


def _by_place(finding: Finding) -> tuple[str, str, int, str, tuple[str, ...]]:
    place = (finding.file or "", finding.sheet or "", finding.row or 0)
    return (*place, finding.column or "", finding.subjects)


def asks_for_balance(only: Iterable[str], skip: Iterable[str]) -> bool:
    """Tell whether a check that asks for these codes measures the balance, for which it needs every row."""
    return any(map(_Choice(_words(only), _words(skip)).takes, BALANCE_CODES))


def _check_balance(roster: Roster, choice: _Choice, balance: Balance | None, *, has_rows: bool) -> _Part:
    settings = roster.settings
    wanted = any(choice.takes(code.code) and not code.is_off(settings) for code in BALANCE_CODES.values())
    if not wanted or not has_rows:
        return _Part([], [_unmeasured(code, roster, choice) for code in BALANCE_CODES.values()])
    from pairing.balance import balance_findings, measure_balance  # noqa: PLC0415 - S and C alone pay for no solver

    return _taken(choice, *balance_findings(roster, balance or measure_balance(roster)))


def _unmeasured(code: Code, roster: Roster, choice: _Choice) -> RuleOutcome:
    reason = _reason_not_to_run(code.code, roster, choice) or _NO_ROWS
    return outcome_of(code, roster.settings, "skipped", reason)


def _check_totals(roster: Roster, choice: _Choice, counted: Totals, covered: Coverage) -> _Part:
    return _taken(choice, *totals_findings(roster, counted, covered))


def _taken(choice: _Choice, findings: Iterable[Finding], outcomes: Iterable[RuleOutcome]) -> _Part:
    return _Part(
        [finding for finding in findings if choice.takes(finding.code)],
        [outcome if choice.takes(outcome.code) else _not_asked(outcome) for outcome in outcomes],
    )


def _not_asked(outcome: RuleOutcome) -> RuleOutcome:
    return outcome.model_copy(update={"status": "skipped", "reason": _NOT_ASKED, "count": 0})


def _check_graph(  # noqa: PLR0913, PLR0917 - what check was given
    roster: Roster,
    rules: tuple[Rule, ...],
    choice: _Choice,
    store: Store | None,
    elsewhere: Elsewhere | None,
    progress: Progress | None,
) -> _Part:
    reasons = {rule.code: _reason_not_to_run(rule.code, roster, choice) or _lack(rule, roster) for rule in rules}
    part = _Part([], [])
    with _loaded(roster, store, needed=any(choice.takes(rule.code) for rule in rules)) as loaded:
        run = _Run(roster, loaded, parameters_of(roster), elsewhere)
        _refuse_unrunnable([rule for rule in rules if rule not in own_rules() and choice.takes(rule.code)], run)
        with ThreadPoolExecutor(loaded.at_once) as threads:
            answers = threads.map(run.answer, [rule for rule in rules if reasons[rule.code] is None])
            for done, rule in enumerate(rules):
                if progress is not None:
                    progress(rule.code, done, len(rules))
                reason = reasons[rule.code]
                found, vacuous = next(answers) if reason is None else ([], False)
                part.findings.extend(found)
                part.outcomes.append(_outcome(rule, _severity(rule, roster), found, reason, vacuous=vacuous))
    return part


@contextmanager
def _loaded(roster: Roster, store: Store | None, *, needed: bool) -> Iterator[Store]:
    if store is not None:
        yield store
        return
    with EmbeddedStore() as made:
        if needed:
            made.load(roster)
        yield made


@dataclass(frozen=True, slots=True)
class _Run:
    """One pass of rules over a loaded graph."""

    roster: Roster
    store: Store
    parameters: Parameters
    elsewhere: Elsewhere | None

    def refuse_unrunnable(self, rule: Rule, store: Store) -> None:
        """Let an engine plan a rule and its population; raises RuleError where it cannot."""
        values = self.parameters.bind(rule.parameters)
        try:
            store.vet(rule.query, values)
        except QueryError as error:
            raise _fault(rule, error) from error
        try:
            store.vet(rule.count, values)
        except QueryError as error:
            raise rule.fault(error.problem, "over") from error

    def answer(self, rule: Rule) -> tuple[list[Finding], bool]:
        """Give what a rule finds, and whether it is vacuous."""
        found = self.findings(rule)
        return found, not found and self.is_vacuous(rule)

    def findings(self, rule: Rule) -> list[Finding]:
        """Run a rule and make a finding of each row."""
        try:
            rows = self.store.run(rule.query, self.parameters.bind(rule.parameters))
        except QueryError as error:
            raise _fault(rule, error) from error
        chosen = self.roster.settings.severities.get(rule.code)
        return findings_of(rule, rows, self.roster, Severity(chosen) if chosen else None, self.elsewhere)

    def is_vacuous(self, rule: Rule) -> bool:
        """Tell whether the graph holds nothing that the rule is about; asked only where it finds nothing."""
        try:
            return self.store.run(rule.count, self.parameters.bind(rule.parameters)).is_empty()
        except QueryError as error:
            raise rule.fault(error.problem, "over") from error


def _refuse_unrunnable(rules: Iterable[Rule], run: _Run) -> None:
    """Let the engine plan a planner's rules before any work is done; on a server, let the embedded one do so too.

    A rule is one text for both: what only a server can run would be a rule that its author cannot try.
    """
    planners = tuple(rules)
    if planners and not isinstance(run.store, EmbeddedStore):
        with EmbeddedStore() as here:
            here.load(roster_from_tables({}))
            for rule in planners:
                run.refuse_unrunnable(rule, here)
    for rule in planners:
        run.refuse_unrunnable(rule, run.store)


def _fault(rule: Rule, error: QueryError) -> RuleError:
    return rule.fault(error.problem, line=error.line or rule.line_about(str(error.problem)))


def _reason_not_to_run(code: str, roster: Roster, choice: _Choice) -> Text | None:
    if not choice.takes(code):
        return _NOT_ASKED
    return _SWITCHED_OFF if roster.settings.severities.get(code) == "off" else None


def _lack(rule: Rule, roster: Roster) -> Text | None:
    """Say what the rule needs and the roster does not have at all."""
    for group in rule.needs:
        if not any(roster.has(need) for need in group):
            return text(
                "Needs {what}, which this roster does not have.",
                what=joined(text("{one} or {other}"), [*map(_thing, group)]),
            )
    return None


def _thing(need: str) -> Text:
    table, _, field = need.partition(".")
    found = next(each for each in TABLES.values() if each.name == table)
    if not field:
        return text("the table {table}", table=Text(table, chinese=f"“{found.chinese}”"))
    column = Text(field, chinese=f"“{found.columns[field].chinese}”")
    return text(
        "the column {column} of the table {table}", column=column, table=Text(table, chinese=f"“{found.chinese}”")
    )


def _severity(rule: Rule | Code, roster: Roster) -> Severity:
    chosen = roster.settings.severities.get(rule.code)
    return rule.severity if chosen in {None, "off"} else Severity(chosen)


def _outcome(
    rule: Rule | Code, severity: Severity, found: list[Finding], reason: Text | None, *, vacuous: bool = False
) -> RuleOutcome:
    status: Status = "skipped" if reason else "violated" if found else "vacuous" if vacuous else "passed"
    return RuleOutcome(
        code=rule.code,
        title=rule.title,
        severity=min((finding.severity for finding in found), key=lambda each: each.weight, default=severity),
        status=status,
        reason=_nothing_of(rule) if status == "vacuous" else reason,
        count=len(found),
    )


def _nothing_of(rule: Rule | Code) -> Text:
    if isinstance(rule, Rule) and rule.population.english:
        return text("Nothing to check: there are no {population}.", population=rule.population)
    return text("Nothing to check.")


def _report(reading: Reading, parts: tuple[_Part, ...], counted: Totals, covered: Coverage) -> Report:
    findings = [finding for part in parts for finding in part.findings]
    findings.sort(key=lambda finding: finding.rank)  # stable: the order of rows stays
    roster = reading.roster
    return Report(
        as_of=roster.on,
        inputs=reading.inputs,
        rows_set_aside=reading.rows_set_aside,
        totals=counted,
        declared={str(total): written for total, written in roster.settings.totals.items()},
        coverage=covered,
        rules=tuple(outcome for part in parts for outcome in part.outcomes),
        findings=tuple(findings),
    )
