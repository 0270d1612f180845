"""Output that never costs the planner a file of hers (DESIGN §11).

Everything is written into a folder of its own first and moved into place when it is complete. What we wrote is
remembered in the folder, so that running a command again replaces its own files only: one that somebody has changed
since, or that was there before, is kept as ``.bak``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from pairing.cli.asking import file_of
from pairing.errors import OutputError
from pairing.text import text
from pairing.writing.atomic import cannot_write, replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pairing.text import Text

MEMORY: Final = ".pairing-files.json"
"""The file in an output folder that remembers what we wrote: relative path → (command, hash)."""

NOTE: Final = (
    "本文件记录 pairing 写过的文件,再次运行时只替换这些文件。 What pairing wrote here: it replaces nothing else."
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What has been put into a folder, and what of the planner's was moved aside for it."""

    folder: Path
    files: tuple[Path, ...]
    kept: tuple[Path, ...] = ()


def deliver(folder: Path, command: str, inputs: Iterable[Path], write: Callable[[Path], None]) -> Delivered:
    """Let ``write`` fill an empty folder, then move its files into ``folder``.

    Files of an earlier run of ``command`` that are not written any more are removed, unless they were changed. Raises
    OutputError when the folder cannot be written, or a file would take the place of an input.
    """
    with _drafts(folder) as draft:
        write(draft)
        names = sorted(path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file())
        refuse_overwriting_inputs([folder / name for name in names], inputs)
        remembered = _remembered(folder)
        kept = [_put(draft / name, folder / name, remembered.get(name, ("", ""))[1]) for name in names]
        _remove_stale(folder, command, names, remembered)
        _remember(folder, command, names, remembered)
    return Delivered(folder, tuple(folder / name for name in names), tuple(path for path in kept if path))


def refuse_overwriting_inputs(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Raise OutputError when an output is one of the inputs, or in a folder of them, by whatever name."""
    files = [file for path in inputs for file in (path.iterdir() if path.is_dir() else (path,))]
    taken = {file.resolve() for file in files}
    for output in outputs:
        if output.resolve() in taken:
            raise OutputError(
                text(
                    "{path} is an input of this command and would be written over; choose another name with --to.",
                    path=output,
                )
            )


def json_files(where: str | None) -> tuple[Path, ...]:
    """Give the file that ``--json`` names, if it names one: ``-`` is standard output."""
    return () if where is None or where == "-" else (file_of(where),)


def write_json(written: str, where: str) -> None:
    """Write JSON where ``--json`` says."""
    if where == "-":
        sys.stdout.write(written + "\n")
        return
    with replacing(where) as draft:
        draft.write_text(written + "\n", encoding="utf-8")


def refuse_existing(path: Path, why: Text) -> None:
    """Raise OutputError with the reason given when there is something at ``path`` already."""
    if path.exists():
        raise OutputError(why)


def free_backup(path: Path) -> Path:
    """Name what is kept of a file or folder that is to be written over: ``.bak``, ``.bak1`` where that is taken."""
    names = (path.with_name(f"{path.name}.bak{number or ''}") for number in count())
    return next(name for name in names if not name.exists())


@contextmanager
def _drafts(folder: Path) -> Iterator[Path]:
    if folder.exists() and not folder.is_dir():
        raise OutputError(text("{path} is a file; a folder was expected.", path=folder))
    made = None
    was_there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".pairing-", dir=folder))
        yield made
    except OSError as error:
        raise cannot_write(Path(error.filename2 or error.filename or folder), error) from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        if not was_there:
            with suppress(OSError):  # it holds what was delivered
                folder.rmdir()


def _put(draft: Path, target: Path, hash_written: str) -> Path | None:
    """Move a file into place; give where the planner's own file of that name was moved to, if there was one."""
    kept = None
    if target.exists() and _hash(target) not in {hash_written, _hash(draft)}:
        kept = free_backup(target)
        target.replace(kept)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(target)
    return kept


def _remove_stale(folder: Path, command: str, names: list[str], remembered: Mapping[str, tuple[str, str]]) -> None:
    for name, (writer, hash_written) in remembered.items():
        path = folder / name
        ours = writer == command and name not in names and path.resolve().is_relative_to(folder.resolve())
        if ours and path.is_file() and _hash(path) == hash_written:
            path.unlink()


def _remembered(folder: Path) -> dict[str, tuple[str, str]]:
    try:
        content = json.loads((folder / MEMORY).read_text(encoding="utf-8"))
        files = cast("dict[str, list[str]]", content["files"])
        return {name: (writer, hash_written) for name, (writer, hash_written) in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # nothing remembered: every file there is the planner's own


def _remember(folder: Path, command: str, names: list[str], remembered: Mapping[str, tuple[str, str]]) -> None:
    others = {name: entry for name, entry in remembered.items() if entry[0] != command}
    files = others | {name: (command, _hash(folder / name)) for name in names}
    words = json.dumps({"schema": "pairing.files/1", "note": NOTE, "files": files}, ensure_ascii=False, indent=1)
    (folder / MEMORY).write_text(words + "\n", encoding="utf-8")


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
