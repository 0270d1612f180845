"""What marks and the sheet of findings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.model.finding import SEVERITIES
from pairing.text import text
from pairing.writing.annotating.comments import SIGN
from pairing.writing.sheets import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pairing.model.finding import Finding, Severity
    from pairing.text import Language

MOST_CHARACTERS: Final = 8_000
"""In one note; what is said of a cell beyond it stands in the sheet of findings."""


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Order findings by severity and code; those of one code stay as they are."""
    return sorted(findings, key=lambda finding: finding.rank)


def worst(findings: Iterable[Finding]) -> Severity:
    """Give the worst severity there is."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.weight)


def lines_of(words: str, width: int) -> int:
    """Count the lines that words take where so many Latin characters go on one."""
    return sum(1 + max(0, display_width(line) - 1) // width for line in words.split("\n"))


def note_of(findings: Sequence[Finding], language: Language) -> str:
    """Write all that was found of a cell, the worst first."""
    entries = [_entry(finding, language)[:MOST_CHARACTERS] for finding in worst_first(findings)]
    said = list(_as_many_as_fit(entries))
    if more := len(entries) - len(said):
        rest = text("And {count} more, which the sheet of findings has.", count=more)
        said.append(rest.render(language))
    return SIGN + "\n" + "\n\n".join(said)


def _as_many_as_fit(entries: Iterable[str]) -> Iterator[str]:
    room = MOST_CHARACTERS
    for entry in entries:
        room -= len(entry)
        if room < 0:
            return
        yield entry


def _entry(finding: Finding, language: Language) -> str:
    first = text(
        "[{severity}] {code} {title}", severity=SEVERITIES[finding.severity], code=finding.code, title=finding.title
    )
    last = text("What to do: {hint}", hint=finding.hint)
    return "\n".join(sentence.render(language) for sentence in (first, finding.message, last))
