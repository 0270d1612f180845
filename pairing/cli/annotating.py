"""The option ``check --annotate``: the planner's own workbook back with the findings in it, or without our marks."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pairing.cli.asking import CommandError
from pairing.cli.checking import run_check
from pairing.cli.delivery import free_backup, refuse_overwriting_inputs
from pairing.errors import OutputError
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.cli.asking import Asked
    from pairing.cli.checking import Checked, Wish
    from pairing.cli.terminal import Terminal
    from pairing.text import Language


@dataclass(frozen=True, slots=True)
class Marking:
    """Which workbook is marked, or cleaned of marks, and where the result goes."""

    workbook: Path
    to: Path

    @classmethod
    def of(cls, asked: Asked, to: Path, *, in_place: bool) -> Marking:
        """Settle it before anything is read.

        Raises InputError for what no marks can be put into, CommandError and OutputError for a target that makes no
        sense: the roster itself without ``in_place``, another kind of file, another input.
        """
        from pairing.writing.annotating import refuse_unmarkable

        if not isinstance(asked.place, Path):
            raise CommandError(
                text(
                    "--annotate: {place} is on a server, so there is no workbook to mark. --json FILE lists all "
                    "findings.",
                    place=asked.title,
                )
            )
        refuse_unmarkable(asked.place)
        marking = cls(asked.place, to)
        marking._refuse_target(in_place=in_place)
        refuse_overwriting_inputs([to], [path for path in asked.inputs if path != asked.place])
        return marking

    @property
    def _is_in_place(self) -> bool:
        return self.to.resolve() == self.workbook.resolve()

    def _refuse_target(self, *, in_place: bool) -> None:
        if self._is_in_place and not in_place:
            raise OutputError(
                text(
                    "{path} is the roster itself. --in-place writes onto it, and keeps it as {path}.bak.", path=self.to
                )
            )
        if in_place and not self._is_in_place:
            raise CommandError(
                text("--in-place marks {path} itself; give that name to --annotate too.", path=self.workbook)
            )
        if self.to.suffix.lower() != self.workbook.suffix.lower():
            raise OutputError(
                text(
                    "{path}: the workbook comes back as it is, so its name has to end in {suffix}.",
                    path=self.to,
                    suffix=self.workbook.suffix.lower(),
                )
            )

    def write(self, checked: Checked, language: Language) -> tuple[Text, ...]:
        """Write the workbook with what was found; say what was done and what was not."""
        from pairing.writing.annotating import annotate_workbook

        with self._keeping() as kept:
            done = annotate_workbook(self.workbook, self.to, checked.report.findings, checked.reading.roster, language)
        said = text(
            "Marked: {path} ({cells} cells; {findings} findings in the last sheet)",
            path=self.to,
            cells=done.cells,
            findings=done.findings,
        )
        return (*done.notes, *_as_it_was(kept), said)

    def clean(self) -> tuple[Text, ...]:
        """Write the workbook without our marks; say whether there were any."""
        from pairing.writing.annotating import clean_workbook

        with self._keeping() as kept:
            if clean_workbook(self.workbook, self.to):
                return (*_as_it_was(kept), text("Without marks: {path}", path=self.to))
            if kept is not None:
                kept.unlink()
        return (text("{path} has no marks of ours; nothing was written.", path=self.workbook),)

    @contextmanager
    def _keeping(self) -> Iterator[Path | None]:
        """Keep what the result takes the place of, unless that is a marked copy as we wrote it."""
        from pairing.writing.annotating import is_as_annotated

        if not self.to.is_file() or (not self._is_in_place and is_as_annotated(self.to)):
            yield None
            return
        kept = free_backup(self.to)
        shutil.copy2(self.to, kept)
        try:
            yield kept
        except BaseException:
            kept.unlink()
            raise


def _as_it_was(kept: Path | None) -> tuple[Text, ...]:
    return (text("As it was: {path}", path=kept),) if kept is not None else ()


def run_annotating(asked: Asked, wish: Wish, marking: Marking, terminal: Terminal) -> int:
    """Check a roster and mark its workbook; the exit code is that of the check."""
    if wish.audience == "public":
        raise CommandError(
            text("--annotate gives your own workbook back with all that is in it; it is not for --audience public.")
        )
    return run_check(asked, wish, terminal, marking)


def run_cleaning(marking: Marking, terminal: Terminal) -> int:
    """Take the marks out; nothing is checked."""
    for sentence in marking.clean():
        terminal.say(sentence)
    return 0


def refuse_without_annotate(option: str) -> None:
    """Raise CommandError for an option that says more of ``--annotate``, which is not there."""
    raise CommandError(text("{option} belongs to --annotate FILE.xlsx.", option=option))
