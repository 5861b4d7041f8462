"""Files that appear whole or not at all and outlive a power cut, and the lock that keeps publishers apart."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class BusyError(Exception):
    """Another process holds the lock."""


def sync(path: Path) -> None:
    """Force a file, or the entries of a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(path: Path, content: bytes) -> None:
    """Write a file in one step: readers find the old content or the new, never a part."""
    building = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        building.write_bytes(content)
        sync(building)
        building.replace(path)
    except OSError:
        building.unlink(missing_ok=True)
        raise
    sync(path.parent)


def point(link: Path, target: str) -> None:
    """Let a symbolic link name `target` from one moment to the next, whether or not it named something else before."""
    building = link.with_name(f".{link.name}.{os.getpid()}")
    building.unlink(missing_ok=True)
    building.symlink_to(target)
    try:
        building.replace(link)
    except OSError:
        building.unlink(missing_ok=True)
        raise
    sync(link.parent)


def share(source: Path, target: Path) -> None:
    """Give a file a second name; copy it where the file system knows no hard links."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
        sync(target)


def discard(folder: Path) -> None:
    """Remove a folder that nobody may find half removed: it loses its name first. What can't be deleted now stays hidden for next time."""
    hidden = folder if folder.name.startswith(".") else folder.with_name(f".removed-{folder.name}-{os.getpid()}")
    with suppress(OSError):
        if hidden != folder:
            folder.rename(hidden)
        shutil.rmtree(hidden)


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock file `path`, waiting up to `patience` seconds for it, then BusyError. The system frees it when the process dies."""
    deadline = time.monotonic() + patience
    with path.open("a") as file:
        while not _try_lock(file.fileno()):
            if time.monotonic() > deadline:
                raise BusyError(f"another process has held {path} for over {patience:g} s")
            time.sleep(min(0.05, patience))
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
