"""What is said of a plan that is applied: what a part leaves, what the rules find before and after, what remains."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.cli.asking import CommandError
from pairing.cli.planning import GAPS as COVERAGE
from pairing.model.finding import Severity
from pairing.names import names_of
from pairing.text import Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pairing.cli.terminal import Terminal
    from pairing.model.finding import Finding
    from pairing.model.plan import Plan
    from pairing.model.report import Report
    from pairing.planning.applying import Applied
    from pairing.planning.applying.partial import Gaps, Partial, Split

NAMED: Final = 10
"""How many are named; the others are counted."""
GAPS: Final = (*COVERAGE, "C210", "C211")
"""The rules whose findings are gaps: of coverage, and of what the planner has set."""
OPEN: Final = {
    "uncovered": text("households without a helper: {names}"),
    "idle": text("cadres without a household: {names}"),
    "excluded": text("pairings that are excluded: {names}"),
    "unpinned": text("pinned pairs that are not in force: {names}"),
    "crowded": text("households with more helpers than the policy: {names}"),
}
"""What each kind of gap is called."""
YES: Final = frozenset({"y", "yes", "是", "好"})


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a plan, or a part of it, makes of a roster."""

    plan: Plan
    applied: Applied
    part: Partial
    before: Report
    after: Report

    def sentences(self) -> Iterator[Text]:
        """Say what is made, what it leaves, and what the rules find."""
        yield from self.applied.notes
        yield text(
            "{made} of {all} changes of the plan are made, from {date} on.",
            made=self.part.made,
            all=self.part.of,
            date=self.plan.effective.isoformat(),
        )
        yield from self._left_open(self.part.gaps)
        yield from _more(map(_taken_apart, self.part.split))
        yield self._counts()

    def _left_open(self, gaps: Gaps) -> Iterator[Text]:
        for kind, words in OPEN.items():
            if subjects := sorted(getattr(gaps, kind)):
                said = Text(words.english, {"names": self._names(subjects)})
                yield text("Left open, which the whole plan would close: {gaps}", gaps=said)

    def _counts(self) -> Text:
        before, after = (Counter(finding.code for finding in report.findings) for report in (self.before, self.after))
        changed = [code for code in sorted({*before, *after}) if before[code] != after[code]]
        if not changed:
            return text("The rules find as much as before.")
        counts = [Text(f"{code} {before[code]} → {after[code]}") for code in changed]
        return text("Findings before → after: {counts}", counts=joined(text("{one}, {other}"), counts))

    @property
    def gaps(self) -> dict[str, list[Finding]]:
        """The findings of gaps that remain, by code; what is only for the record (idle under 按需) is none."""
        findings = [finding for finding in self.after.findings if finding.severity is not Severity.INFO]
        found = {code: [finding for finding in findings if finding.code == code] for code in GAPS}
        return {code: findings for code, findings in found.items() if findings}

    def remaining(self) -> Iterator[Text]:
        """List the gaps that remain, a line a rule."""
        for code, findings in self.gaps.items():
            yield text(
                "Gaps that remain: {code} {title}: {names}",
                code=code,
                title=findings[0].title,
                names=self._names([finding.subjects for finding in findings]),
            )

    def _names(self, subjects: Sequence[str | Sequence[str]]) -> Text | str:
        """Name the first few, pairs as 张三–王五, and count all where they are more."""
        listed = [(each,) if isinstance(each, str) else tuple(each) for each in subjects[:NAMED]]
        names = names_of(self.applied.roster, {subject for each in listed for subject in each})
        said = "、".join("–".join(names.get(subject, subject) for subject in each) for each in listed)
        if len(subjects) <= NAMED:
            return said
        return text("{names} and others, {count} in all", names=said, count=len(subjects))


def _taken_apart(split: Split) -> Text:
    made, left = (", ".join(change.id for change in changes) for changes in (split.made, split.left))
    return text("Changes that belong together are taken apart: {made} made, {left} not.", made=made, left=left)


def _more(sentences: Iterable[Text]) -> Iterator[Text]:
    """Give the first few, and say how many more there are."""
    said = list(sentences)
    yield from said[:NAMED]
    if more := len(said) - NAMED:
        yield from (text("and {count} more", count=more) for _ in range(more > 0))


def confirmed(terminal: Terminal) -> bool:
    """Ask whether a part of a plan is to be applied; raises CommandError where nobody is there to answer."""
    if not sys.stdin.isatty():
        raise CommandError(
            text(
                "Only a part of the plan would be applied, and nobody is there to be asked. Nothing was written; with "
                "--yes it is applied all the same."
            )
        )
    terminal.answer(text("Apply this part? [y/N]"))
    return sys.stdin.readline().strip().lower() in YES
