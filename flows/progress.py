"""How a run shows that it is alive: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

LINE_INTERVAL = 5.0  # seconds


class Progress(Protocol):
    """Told of each phase as it begins (`total` steps, None if unknown), and of each step done."""

    def phase(self, name: str, total: int | None = None) -> None: ...

    def step(self) -> None: ...


class Quiet:
    """Shows nothing."""

    def phase(self, name: str, total: int | None = None) -> None:
        pass

    def step(self) -> None:
        pass


class Lines:
    """A line at the start of a phase, about every five seconds within it, and at its end. Where nobody reads them any more (`… | head`),
    the run goes on without."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._name, self._done, self._total, self._last = "", 0, 0, 0.0
        self.unread = False

    def phase(self, name: str, total: int | None = None) -> None:
        self._name, self._done, self._total = name, 0, total or 0
        self._say(f"{name}: {total} steps" if total else name)

    def step(self) -> None:
        self._done += 1
        if self._done == self._total or time.monotonic() - self._last >= LINE_INTERVAL:
            self._say(f"{self._name}: {self._done} of {self._total}")

    def _say(self, text: str) -> None:
        self._last = time.monotonic()
        if not self.unread:
            try:
                print(text, file=self._stream, flush=True)
            except BrokenPipeError:
                self.unread = True


class Bar:
    """One bar, which starts anew for each phase."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        columns = (SpinnerColumn(), TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.display = RichProgress(*columns, console=Console(stderr=True), transient=True)
        self._task = self.display.add_task("", total=None)

    def phase(self, name: str, total: int | None = None) -> None:
        self.display.reset(self._task, description=name, total=total)

    def step(self) -> None:
        self.display.advance(self._task)


@contextmanager
def shown(*, quiet: bool) -> Iterator[Progress]:
    """The progress display that fits where standard error goes."""
    if quiet:
        yield Quiet()
    elif sys.stderr.isatty():
        bar = Bar()
        with bar.display:
            yield bar
    else:
        yield Lines(sys.stderr)
