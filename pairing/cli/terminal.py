"""The planner's terminal: what is said on it, in which language, and how far a long task has come."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from pairing.text import Language, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console, RenderableType

PATIENCE: Final = 1.0
"""Seconds a task may take before a bar says how far it is."""


class Steps(Protocol):
    """What a task tells of its way."""

    def step(self, message: Text) -> None:
        """Begin the next step."""

    def note(self, message: Text) -> None:
        """Say more of the step under way."""


class _Silence:
    """Steps that nobody watches."""

    def step(self, message: Text) -> None:
        """Say nothing."""

    def note(self, message: Text) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command speaks: answers on standard output, progress on standard error."""

    language: Language
    quiet: bool = False

    def say(self, message: Text) -> None:
        """Say a sentence, unless the planner wants quiet."""
        if not self.quiet:
            self.answer(message)

    def answer(self, message: Text) -> None:
        """Say what was asked for, however quiet it is to be."""
        print(message.render(self.language))  # noqa: T201 - speaking is what a terminal is for

    def space(self) -> None:
        """Leave a line empty."""
        if not self.quiet:
            print()  # noqa: T201 - as above

    def show(self, picture: Callable[[int, int | None], RenderableType]) -> None:
        """Draw what knows how to fill a width and, on a screen, a height; a file has no height."""
        console = _console()
        height = console.height if console.is_terminal else None
        console.print(picture(console.width, height))

    @contextmanager
    def progress(self, steps: int | None) -> Iterator[Steps]:
        """Give what a task of ``steps`` steps, if their number is known, tells of its way.

        A bar shows after a second, on a screen only.
        """
        if self.quiet or not sys.stderr.isatty():
            yield _Silence()
            return
        bar = _Bar(self.language, steps)
        try:
            yield bar
        finally:
            bar.stop()

    @contextmanager
    def count(self, message: Text) -> Iterator[Callable[[Text, int, int], None]]:
        """Give what a task tells of the things it works through: which kind, how many are done, how many there are.

        After a second a screen shows how many a second and how long it will still take.
        """
        if self.quiet or not sys.stderr.isatty():
            yield lambda _kind, _done, _all: None
            return
        counter = _Counter(message, self.language)
        try:
            yield counter.tell
        finally:
            counter.stop()


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


class _Counter:
    """A rich progress bar with a rate and the time left, shown when patience ends."""

    def __init__(self, message: Text, language: Language) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._language: Language = language
        self._message = message.render(language)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task(self._message, total=None, rate="")
        self._begun = time.monotonic()

    def tell(self, kind: Text, done: int, whole: int) -> None:
        """Say how far it is."""
        passed = time.monotonic() - self._begun
        rate = f"{done / passed:,.0f}/s" if passed > 0 else ""
        description = f"{self._message} · {kind.render(self._language)}"
        self._progress.update(self._task, completed=done, total=whole, description=description, rate=rate)
        if passed > PATIENCE:
            self._progress.start()

    def stop(self) -> None:
        """Take the bar away."""
        self._progress.stop()


class _Bar:
    """A rich progress bar that begins to show when patience ends."""

    def __init__(self, language: Language, steps: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._language = language
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("", total=steps)
        self._begun = 0
        self._lock = threading.Lock()
        self._over = False
        self._timer = threading.Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def step(self, message: Text) -> None:
        """Name the step that begins; those before it are done."""
        self.note(message)
        self._progress.update(self._task, completed=self._begun)
        self._begun += 1

    def note(self, message: Text) -> None:
        """Say more of the step under way."""
        self._progress.update(self._task, description=message.render(self._language))

    def stop(self) -> None:
        """Take the bar away."""
        self._timer.cancel()
        with self._lock:
            self._over = True
            self._progress.stop()

    def _show(self) -> None:
        with self._lock:
            if not self._over:
                self._progress.start()
