"""The Prefect flow: a task for fetch, one for each stage on each batch, one for publish; the stages work in the process pool."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from prefect import Task, flow, runtime
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from kaozheng.flows import dag
from kaozheng.flows.course import carry_out
from kaozheng.flows.fetching import FETCH, Fetched, fetch
from kaozheng.flows.pool import WorkPool
from kaozheng.flows.progress import Progress, Quiet
from kaozheng.flows.server import api
from kaozheng.flows.settings import RETRY_DELAYS, Settings, SettingsError
from kaozheng.flows.stages import Failure, Job, Plan, failure, run_job
from kaozheng.flows.summary import Summary
from kaozheng.flows.work import Reference, WorkArea
from kaozheng.tasks.fetch.locations import Location, SourceError
from kaozheng.tasks.fetch.web import UnreachableError, download
from kaozheng.tasks.publish import KEPT
from kaozheng.tasks.publish.stage import Published, publish

FLOW = "kaozheng"
# Batches under way for each worker: one being done, one waiting, so that no worker waits for Prefect.
BATCHES_A_WORKER = 2
LEAST_THREADS = 8
STAGE_RETRY_DELAY = 2.0

_progress: ContextVar[Progress] = ContextVar("progress", default=Quiet())  # noqa: B039  # it has no state


def run(settings: Settings, progress: Progress | None = None) -> Summary:
    """A whole run under Prefect. Raises WorkError, PublishError, ServerError or SettingsError where nothing can be done."""
    task_runner(settings)  # before a server is started for nothing
    shown = _progress.set(progress or Quiet())
    try:
        with api():
            state: Any = pipeline(**settings.plain(), return_state=True)
            answer = state.result(raise_on_failure=False)
    finally:
        _progress.reset(shown)
    if isinstance(answer, Summary):
        return answer
    raise answer


# Dask and Ray send the flow along with each task, by value: what it names must be found by name on the other side, so it holds no more.
@flow(name=FLOW, persist_result=False, validate_parameters=False)
def pipeline(
    sources: list[str],
    warehouse: str,
    workers: int | None = None,
    runner: str = "threads",
    full: bool = False,
    retry_delays: Sequence[float] = RETRY_DELAYS,
    keep: int = KEPT,
    cluster: str | None = None,
) -> Any:
    """Publish the documents of `sources` into `warehouse`. Its parameters are plain values, so a deployment can schedule it.

    The state of its run is Failed where the exit status of `kaozheng run` would not be 0; its message is the summary.
    """
    settings = Settings.of(
        sources, warehouse, workers=workers, runner=runner, full=full, retry_delays=retry_delays, keep=keep, cluster=cluster
    )  # fmt: skip
    return _state(_carried_out(settings))


def _carried_out(settings: Settings) -> Summary:
    with _work(settings) as work, task_runner(settings) as tasks:
        return carry_out(settings, PrefectRunner(settings, tasks, work), _progress.get())


def _state(summary: Summary) -> Any:
    kind = Failed if summary.exit_status else Completed
    said = "\n".join([*summary.problems, *summary.failures, summary.as_text()])
    if runtime.deployment.id:  # on a schedule, the run's own process is the one to say what came of it
        print(said, flush=True)
    return kind(message=said, data=summary)


@contextmanager
def _work(settings: Settings) -> Iterator[Callable[[Job], Reference]]:
    """What a stage's task calls: the process pool, or on a cluster the job itself, where the task is."""
    if settings.runner != "threads":
        yield run_job
        return
    with WorkPool(settings.workers) as pool:
        yield pool.run


def task_runner(settings: Settings) -> Any:
    """Prefect's task runner that the settings name, not started. Raises SettingsError where it is not installed."""
    if settings.runner == "threads":
        return ThreadPoolTaskRunner(max_workers=max(LEAST_THREADS, BATCHES_A_WORKER * settings.workers))
    try:
        if settings.runner == "dask":
            from prefect_dask.task_runners import DaskTaskRunner

            own = {
                "n_workers": settings.workers,
                "threads_per_worker": 1,
                "scheduler_kwargs": {"allowed_failures": 0, "dashboard": False},
            }
            return DaskTaskRunner(address=settings.cluster) if settings.cluster else DaskTaskRunner(cluster_kwargs=own)
        from prefect_ray import RayTaskRunner  # type: ignore[import-not-found]

        quiet = {"log_to_driver": False, "logging_level": "ERROR"}
        own = {"num_cpus": settings.workers, "include_dashboard": False}
        return RayTaskRunner(address=settings.cluster, init_kwargs=quiet if settings.cluster else quiet | own)
    except ImportError as error:
        raise SettingsError(f"the {settings.runner} runner is not installed: pip install 'kaozheng[{settings.runner}]'") from error


class PrefectRunner:
    """Each piece of work is a task run of `tasks`, a task runner. Tasks take and give references; nothing else goes through Prefect."""

    def __init__(self, settings: Settings, tasks: TaskRunner[Any], work: Callable[[Job], Reference]) -> None:
        self._tasks = tasks
        # On a cluster a job that kills its worker takes those along that waited there; what failed is tried once more, alone.
        self._blames_neighbours = settings.runner != "threads"
        self._most_under_way = BATCHES_A_WORKER * settings.workers
        delays = list(settings.retry_delays)
        self._download = _task(download, "download", len(delays), delays, _may_pass)
        self._stages = {stage.name: _task(work, stage.name, stage.retries, STAGE_RETRY_DELAY) for stage in dag.BATCH_STAGES}

    def download(self, locations: Sequence[Location], folder: Path) -> list[Location | SourceError]:
        return [_answer(future) for future in [self._submit(self._download, location, folder) for location in locations]]

    def fetch(self, locations: Sequence[Location], area: WorkArea) -> Fetched:
        fetched: Fetched = self._submit(_task(partial(fetch, locations, area), FETCH)).result()
        return fetched

    def publish(self, prepared: Sequence[Path], warehouse: Path, keep: int) -> Published:
        published: Published = self._submit(_task(partial(publish, prepared, warehouse, keep), "publish")).result()
        return published

    def advance(self, due: Sequence[tuple[Plan, Sequence[Job]]], step: Callable[[], None]) -> list[Failure]:
        failed = self._advance(due, step, self._most_under_way)
        if self._blames_neighbours:
            failed = [found for failure, jobs in failed for found in self._advance([(failure.plan, jobs)], step, 1)]
        return [failure for failure, _ in failed]

    def _advance(
        self, due: Sequence[tuple[Plan, Sequence[Job]]], step: Callable[[], None], most_under_way: int
    ) -> list[tuple[Failure, Sequence[Job]]]:
        """A few batches at a time, each going on to its next stage as soon as it is done with one: no thread waits for another task.

        Gives the batches that failed, each with its jobs from the one that did.
        """
        waiting = deque(due)
        done: SimpleQueue[tuple[Plan, Sequence[Job], PrefectFuture[Reference]]] = SimpleQueue()
        failed: list[tuple[Failure, Sequence[Job]]] = []
        under_way = 0

        def start(plan: Plan, jobs: Sequence[Job], after: PrefectFuture[Reference] | None = None) -> None:
            future = self._submit(self._stages[jobs[0].stage.name], jobs[0], after=after)
            future.add_done_callback(lambda finished: done.put((plan, jobs, finished)))

        while waiting or under_way:
            while waiting and under_way < most_under_way:
                start(*waiting.popleft())
                under_way += 1
            plan, jobs, future = done.get()
            try:
                future.result()
            except Exception as error:  # one bad batch must not cost the others
                failed.append((failure(plan, jobs[0].stage.name, error), jobs))
                under_way -= 1
                continue
            step()
            if len(jobs) > 1:
                start(plan, jobs[1:], future)
            else:
                under_way -= 1
        return failed

    def _submit(self, task: Task[..., Any], *arguments: Any, after: PrefectFuture[Any] | None = None) -> PrefectFuture[Any]:
        future: PrefectFuture[Any] = self._tasks.submit(task, {"arguments": arguments}, wait_for=[after] if after else None)
        return future


def _task(
    function: Callable[..., Any], name: str, retries: int = 0, delays: float | list[float] = 0, passing: Callable[..., bool] | None = None
) -> Task[..., Any]:
    """A Prefect task that keeps nothing: what it gives lies in the work area. Prefect looks through arguments, so many go in a partial."""

    def work(*arguments: Any) -> Any:
        return function(*arguments)

    return Task(
        work,
        name=name,
        retries=retries,
        retry_delay_seconds=delays,
        retry_condition_fn=passing,
        persist_result=False,
        cache_policy=NO_CACHE,
    )


def _answer(future: PrefectFuture[Location]) -> Location | SourceError:
    try:
        return future.result()
    except SourceError as error:
        return error


def _may_pass(task: Task[..., Any], run: object, state: Any) -> bool:  # noqa: ARG001  # what Prefect calls it with
    return isinstance(state.result(raise_on_failure=False), UnreachableError)
