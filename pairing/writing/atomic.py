"""Output that is whole or not there: written beside its target and renamed into place (DESIGN §11)."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pairing.errors import OutputError, reason_of
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replacing(target: str | Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well it becomes ``target``, else ``target`` is untouched.

    Raises OutputError when the folder cannot be made or written to.
    """
    target = Path(target)
    with _beside(target) as folder:
        draft = folder / target.name
        yield draft
        draft.replace(target)


@contextmanager
def replacing_folder(target: str | Path) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends well it takes the place of ``target``, else nothing changes.

    An old folder of that name is removed only after the new one is complete. Raises OutputError when ``target`` is a
    file or cannot be written.
    """
    target = Path(target)
    if target.exists() and not target.is_dir():
        raise OutputError(text("{path} is a file; a folder was expected.", path=target))
    with _beside(target) as folder:
        draft, old = folder / "new", folder / "old"
        draft.mkdir()
        yield draft
        if target.exists():
            target.rename(old)
        draft.rename(target)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise cannot_write(target, error) from error
    try:
        yield folder
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def cannot_write(target: Path, error: OSError) -> OutputError:
    """Make the fault of an output that the system refused."""
    return OutputError(
        text(
            "{path} cannot be written ({reason}). Close it in other programs, or choose another place with --to.",
            path=target,
            reason=reason_of(error),
        )
    )
