"""The work area, DIR/.work: the output of each stage on each batch as a folder `<stage>/<key>/`, found again while its key stays the same.

A folder appears whole or not at all, so a run that died is taken up where it stopped. What no run needs any more is collected.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kaozheng.tasks.publish.durable import BusyError, locked, replace

if TYPE_CHECKING:
    from kaozheng.tasks.batch import Batch

WORK = ".work"
DOWNLOADS = "downloads"
_EPOCH = "epoch"
_LOCK = "lock"
_LOCK_PATIENCE = 1.0


@dataclass(frozen=True)
class Reference:
    """The output of a stage on a batch: what travels between tasks in place of the rows."""

    stage: str
    key: str
    path: Path


class WorkError(Exception):
    """The work area can't be used; the message says why in one line."""


@dataclass(frozen=True)
class WorkArea:
    """`epoch` is part of all keys: a new one makes everything be done anew."""

    root: Path
    epoch: str

    @property
    def downloads(self) -> Path:
        return self.root / DOWNLOADS

    def reference(self, stage: str, key: str) -> Reference:
        return Reference(stage, key, self.root / stage / key)

    def collect(self, kept: Iterable[Reference]) -> None:
        """Remove all that is not `kept`: outputs of other inputs or other code, leftovers of crashes, downloads."""
        wanted = {reference.path for reference in kept}
        for stage in self.root.iterdir():
            if stage.is_dir():
                for entry in stage.iterdir():
                    if entry not in wanted:
                        _remove(entry)


@contextmanager
def opened(warehouse: Path, *, anew: bool = False) -> Iterator[WorkArea]:
    """The work area of a warehouse, for one run at a time. `anew` begins a new epoch. Raises WorkError."""
    root = warehouse / WORK
    epoch = root / _EPOCH
    with ExitStack() as stack:
        try:
            root.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(root / _LOCK, _LOCK_PATIENCE))
            if anew:
                replace(epoch, uuid.uuid4().hex.encode())
            area = WorkArea(root, epoch.read_text(encoding="utf-8") if epoch.exists() else "")
        except BusyError as error:
            raise WorkError(f"another run is at work on {warehouse}") from error
        except OSError as error:
            raise WorkError(f"{warehouse} can be no warehouse: {(error.strerror or str(error)).lower()}") from error
        yield area


def is_sound(reference: Reference) -> bool:
    """Whether the output is there as it was written: a power cut may leave files that are cut off or full of zeros."""
    from kaozheng.tasks.batch import is_whole

    return is_whole(reference.path)


def store(batch: Batch, reference: Reference) -> None:
    """Write an output in place of one that is not sound."""
    from kaozheng.tasks.batch import write_batch

    if reference.path.exists():
        _remove(reference.path)
    write_batch(batch, reference.path)


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()
