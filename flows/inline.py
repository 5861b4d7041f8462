"""All stages in this process, one after the other, without Prefect: for notebooks, tests and small jobs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kaozheng.flows.course import carry_out
from kaozheng.flows.progress import Progress, Quiet
from kaozheng.flows.settings import Settings
from kaozheng.flows.stages import Failure, Job, Plan, failure, run_job
from kaozheng.flows.summary import Summary
from kaozheng.flows.work import WorkArea
from kaozheng.tasks.fetch.locations import Location, SourceError
from kaozheng.tasks.fetch.web import UnreachableError, download

if TYPE_CHECKING:
    from kaozheng.flows.fetching import Fetched
    from kaozheng.tasks.publish.stage import Published


def run(settings: Settings, progress: Progress | None = None) -> Summary:
    """A whole run in this process. Raises WorkError or PublishError where nothing can be done."""
    return carry_out(settings, InlineRunner(settings.retry_delays), progress or Quiet())


class InlineRunner:
    """What a run needs that finds something to do is imported when it does. `retry_delays`: seconds before each further try."""

    def __init__(self, retry_delays: Sequence[float]) -> None:
        self._retry_delays = retry_delays

    def download(self, locations: Sequence[Location], folder: Path) -> list[Location | SourceError]:
        return [self._download(location, folder) for location in locations]

    def _download(self, location: Location, folder: Path) -> Location | SourceError:
        for delay in (*self._retry_delays, None):
            try:
                return download(location, folder)
            except UnreachableError as error:
                if delay is None:
                    return error
                time.sleep(delay)
            except SourceError as error:
                return error
        raise AssertionError("the last try returns")

    def fetch(self, locations: Sequence[Location], area: WorkArea) -> Fetched:
        from kaozheng.flows.fetching import fetch

        return fetch(locations, area)

    def advance(self, due: Sequence[tuple[Plan, Sequence[Job]]], step: Callable[[], None]) -> list[Failure]:
        failures = []
        for plan, jobs in due:
            for job in jobs:
                try:
                    _run(job)
                except Exception as error:  # one bad batch must not cost the others
                    failures.append(failure(plan, job.stage.name, error))
                    break
                step()
        return failures

    def publish(self, prepared: Sequence[Path], warehouse: Path, keep: int) -> Published:
        from kaozheng.tasks.publish.stage import publish

        return publish(prepared, warehouse, keep)


def _run(job: Job) -> None:
    """A job with as many tries as its stage allows."""
    for tries_left in range(job.stage.retries, -1, -1):
        try:
            run_job(job)
            return
        except Exception:
            if not tries_left:
                raise
