"""Faults in a publisher in a process of its own: at the n-th thing that it does to a file it dies, or the disk fails.

Python tells audit hooks of each file that is opened and each name that is made, moved or removed, before it happens. What libraries write
by themselves is limited by the size that the system lets a file have.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

from kaozheng.tasks.publish.stage import PublishError, publish

STEPS = ("open", "os.mkdir", "os.link", "os.rename", "os.symlink", "os.remove", "os.rmdir", "os.truncate")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Steps:
    """An audit hook that counts what is done below a folder and calls `fault` at step `at`."""

    def __init__(self, folder, at=None, fault=None):
        self.folder, self.at, self.fault, self.seen = str(folder), at, fault, []

    def __call__(self, event, arguments):
        if event in STEPS and any(str(each).startswith(self.folder) for each in arguments[:2]) and self._changes(event, arguments):
            self.seen.append(event)
            if len(self.seen) == self.at:
                self.fault(event)

    def _changes(self, event, arguments):
        # Reading changes nothing; but what Arrow wrote without Python's knowledge is opened once more to be synced.
        return event != "open" or bool(arguments[2] & _WRITES) or Path(str(arguments[0])).suffix == ".parquet"


def kill(_event):
    os.kill(os.getpid(), signal.SIGKILL)


def disk_full(_event):
    raise OSError(28, "No space left on device")


def refused(_event):
    raise PermissionError(13, "Permission denied")


def count_steps(batches, warehouse, pipe):
    """Publish without a fault and send what was done."""
    steps = Steps(warehouse)
    sys.addaudithook(steps)
    publish(batches, warehouse, keep=2)
    pipe.send(steps.seen)


def publish_with_fault(batches, warehouse, at, fault):
    """Publish with a fault at a step. Exits with 0 if published, 1 if refused in one line, else as Python does."""
    sys.addaudithook(Steps(warehouse, at, fault))
    _publish(batches, warehouse)


def publish_with_small_files(batches, warehouse, most):
    """Publish where no file can be longer than `most` bytes, as if the disk were full from there on."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    _publish(batches, warehouse)


def _publish(batches, warehouse):
    try:
        publish(batches, warehouse, keep=2)
    except PublishError as error:
        os._exit(1 if "\n" not in str(error) else 2)
