"""What a run is asked to do."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kaozheng.tasks.publish import KEPT

RUNNERS = ("threads", "dask", "ray")
RETRY_DELAYS = (1.0, 4.0, 15.0)


class SettingsError(ValueError):
    """The settings ask for what can't be done; the message says why in one line."""


@dataclass(frozen=True)
class Settings:
    """`runner` is where Prefect runs the tasks: threads of this process with the work in a pool of processes, or a Dask or Ray cluster:
    that of the address `cluster`, else one of `workers` processes on this machine, for the time of the run.

    `retry_delays` are the seconds before each further try at what may pass by itself: a server that does not answer. `keep` snapshots stay.
    """

    sources: tuple[str, ...]
    warehouse: Path
    workers: int
    runner: str = "threads"
    full: bool = False
    retry_delays: tuple[float, ...] = RETRY_DELAYS
    keep: int = KEPT
    cluster: str | None = None

    @classmethod
    def of(
        cls,
        sources: Iterable[str | Path],
        warehouse: str | Path,
        *,
        workers: int | None = None,
        runner: str = "threads",
        full: bool = False,
        retry_delays: Iterable[float] = RETRY_DELAYS,
        keep: int | None = None,
        cluster: str | None = None,
    ) -> Settings:
        """The settings with their defaults filled in: as many workers as there are cores. Raises SettingsError."""
        if runner not in RUNNERS:
            raise SettingsError(f"no runner is called {runner}, only {', '.join(RUNNERS)}")
        if workers is not None and workers < 1:
            raise SettingsError(f"{workers} workers can do no work")
        if keep is not None and keep < 1:
            raise SettingsError("at least the current snapshot is kept")
        if cluster and runner == "threads":
            raise SettingsError("a cluster is of dask or of ray: name the runner too")
        names = tuple(str(source) for source in sources)
        if not names:
            raise SettingsError("no source is named")
        return cls(names, Path(warehouse), workers or _cores(), runner, full, tuple(retry_delays), keep or KEPT, cluster)

    def plain(self) -> dict[str, Any]:
        """What `of` takes, as values that JSON knows."""
        return asdict(self) | {"sources": list(self.sources), "warehouse": str(self.warehouse), "retry_delays": list(self.retry_delays)}


def _cores() -> int:
    """The cores that this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
