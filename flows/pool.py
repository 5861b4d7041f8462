"""The one pool of processes that does the work of all stages, for threads that wait for it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from kaozheng.flows.stages import Job, run_job
from kaozheng.flows.work import Reference

# Never fork: the calling process has threads, whose locks a fork would copy in whatever state they are in.
_START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


class WorkerDiedError(Exception):
    """A worker process died of a job, killed for its memory or crashed in a library."""


class WorkPool:
    """Processes that start with the first job. `run` may be called from many threads."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> WorkPool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def run(self, job: Job) -> Reference:
        """Do a job in a worker and wait for it. Raises what the job raises, WorkerDiedError where it kills its worker even when alone."""
        executor = self._shared()
        try:
            return executor.submit(run_job, job).result()
        except BrokenProcessPool:
            self._drop(executor)
        # Some job killed a worker, and with it the pool. Alone in a process, each job that it hit shows whether it was the one.
        with _processes(1) as alone:
            try:
                return alone.submit(run_job, job).result()
            except BrokenProcessPool as error:
                raise WorkerDiedError("the process died, out of memory or by a crash in a library") from error

    def _shared(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._executor is None:
                self._executor = _processes(self._workers)
            return self._executor

    def _drop(self, executor: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._executor is executor:
                self._executor = None
        executor.shutdown(wait=False)


def _processes(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context(_START), initializer=_begin_worker)


def _begin_worker() -> None:
    """One thread a worker, for there is a worker a core; and none outlives the run, however that ends."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
