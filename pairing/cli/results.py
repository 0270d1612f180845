"""What a plan makes of a roster, written in the form the roster has, with the plan that undoes it beside it."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pairing.cli.asking import CommandError
from pairing.cli.delivery import free_backup, refuse_existing, write_json
from pairing.errors import OutputError
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.cli.asking import Asked
    from pairing.planning.applying import Applied
    from pairing.reading.reading import Reading
    from pairing.text import Language, Text

UNDO: Final = text("undo")
"""What the name of the plan that undoes another one ends with."""
NO_ROSTER: Final = frozenset({".csv", ".tsv", ".txt", ".xls", ".xlsm", ".ods", ".et", ".json", ".parquet"})
"""Endings of what is not written as a roster: it is a workbook (.xlsx) or a folder."""


_NOTHING: Final[tuple[Text, ...]] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Where the result goes."""

    path: Path
    in_place: bool = False
    """It takes the place of the roster, which is kept beside it."""

    def refuse_for(self, reading: Reading, asked: Asked) -> None:
        """Raise OutputError for a name that does not fit the form of what was read: a ledger comes back as one."""
        if _is_ledger(reading, asked):
            from pairing.writing.ledger import refuse_name

            refuse_name(_file(asked), self.path)
        elif self.path.suffix.lower() in NO_ROSTER:
            raise OutputError(
                text(
                    "{path}: a roster is written as a workbook, whose name ends in .xlsx, or as a folder. Choose "
                    "another name with --to.",
                    path=self.path,
                )
            )


@dataclass(frozen=True, eq=False)
class Result:
    """What was written."""

    path: Path
    undo: Path
    kept: Path | None
    """The roster as it was, where the result took its place."""
    notes: tuple[Text, ...]


def target_of(asked: Asked, to: Path | None, *, in_place: bool) -> Target:
    """Settle where the result goes; raises CommandError where that is not said, OutputError where something is."""
    source = asked.place if isinstance(asked.place, Path) else None
    if in_place:
        return Target(_in_place(source, to), in_place=True)
    if to is None:
        raise CommandError(
            text("--to is missing: the roster to write; --in-place writes onto {path}.", path=asked.title)
        )
    if source is not None and to.resolve() == source.resolve():
        raise OutputError(
            text("{path} is the roster itself. --in-place writes onto it, and keeps it as {path}.bak.", path=to)
        )
    refuse_existing(to, text("{path} exists already; choose another name.", path=to))
    return Target(to)


def _in_place(source: Path | None, to: Path | None) -> Path:
    if source is None:
        raise CommandError(text("--in-place: the roster is on a server; write a file with --to and `pairing sync` it."))
    if to is not None and to.resolve() != source.resolve():
        raise CommandError(text("--in-place writes onto {path}; leave out --to {to}.", path=source, to=to))
    return source


def write_result(reading: Reading, asked: Asked, target: Target, applied: Applied, language: Language) -> Result:
    """Write the result and the plan that undoes it; raises OutputError, with nothing written, where that fails."""
    effective = applied.undo.effective
    with _keeping(target) as kept:
        roster, notes = applied.roster, _NOTHING
        if _is_ledger(reading, asked):
            from pairing.writing.ledger import write_ledger

            written = write_ledger(_file(asked), target.path, reading.roster, applied.roster, effective)
            roster, notes = written.roster, written.notes
        else:
            from pairing.writing import write_roster

            write_roster(roster, target.path, language=language, files=_kind(reading, asked))
    undo = undo_file(target.path, language)
    write_json(applied.undo.model_copy(update={"roster_sha256": roster.sha256}).to_json(), str(undo))
    return Result(target.path, undo, kept, notes)


def undo_file(result: Path, language: Language) -> Path:
    """Name the plan that undoes a result; one there already is another's."""
    stem = result.stem if result.suffix.lower() in {".xlsx", *NO_ROSTER} else result.name
    names = (f"{stem}-{UNDO.render(language)}{'' if n == 1 else n}.json" for n in count(1))
    return next(path for name in names if not (path := result.with_name(name)).exists())


@contextmanager
def _keeping(target: Target) -> Iterator[Path | None]:
    """Keep what the result takes the place of, unless it does not come to that."""
    if not target.in_place:
        yield None
        return
    kept = free_backup(target.path)
    shutil.copytree(target.path, kept) if target.path.is_dir() else shutil.copy2(target.path, kept)
    try:
        yield kept
    except BaseException:
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
        raise


def _is_ledger(reading: Reading, asked: Asked) -> bool:
    return reading.form == "ledger" and isinstance(asked.place, Path)


def _file(asked: Asked) -> Path:
    assert isinstance(asked.place, Path)  # noqa: S101 - what is on a server is no ledger
    return asked.place


def _kind(reading: Reading, asked: Asked) -> Literal["csv", "parquet"]:
    """Tell the kind of files a folder is made of."""
    folder = asked.place if reading.form == "folder" and isinstance(asked.place, Path) else None
    return "parquet" if folder is not None and any(folder.glob("*.parquet")) else "csv"
