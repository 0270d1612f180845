"""What marks and the sheet of findings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.model.finding import Severity
from pairing.text import text
from pairing.writing.annotating.comments import SIGN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pairing.model.finding import Finding
    from pairing.text import Language

TITLE: Final = text("Findings")
"""Of our sheet."""
SEVERITIES: Final = {
    Severity.ERROR: text("Error"),
    Severity.WARNING: text("Warning"),
    Severity.INFO: text("Note"),
}
MOST_CHARACTERS: Final = 8_000
"""In one note; what is said of a cell beyond it stands in the sheet of findings."""


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Order findings by severity and code; those of one code stay as they are."""
    return sorted(findings, key=lambda finding: (finding.severity.weight, finding.code))


def worst(findings: Iterable[Finding]) -> Severity:
    """Give the worst severity there is."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.weight)


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
