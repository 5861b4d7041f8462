"""The course of a run, the same on every runner: fetch, the stages on each batch that needs them, publish, clearing up.

Where the last run still stands there is none of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kaozheng.flows import dag
from kaozheng.flows.progress import Progress
from kaozheng.flows.settings import Settings
from kaozheng.flows.stages import Failure, Job, Plan, plan, set_aside
from kaozheng.flows.standing import basis, remember, standing
from kaozheng.flows.summary import Summary
from kaozheng.flows.work import Reference, WorkArea, opened
from kaozheng.tasks.fetch.locations import Location, SourceError, locate
from kaozheng.tasks.vocabulary import Vocabulary

if TYPE_CHECKING:
    from kaozheng.flows.fetching import Fetched
    from kaozheng.tasks.publish.stage import Published


class Runner(Protocol):
    """How the tasks of a run are carried out. Each method returns when all that it was given is done."""

    def download(self, locations: Sequence[Location], folder: Path) -> list[Location | SourceError]:
        """Each location downloaded, or why it was not, in the same order."""

    def fetch(self, locations: Sequence[Location], area: WorkArea) -> Fetched: ...

    def advance(self, due: Sequence[tuple[Plan, Sequence[Job]]], step: Callable[[], None]) -> list[Failure]:
        """Do the jobs of each plan in their order, calling `step` after each; those of a plan that fails end there."""

    def publish(self, prepared: Sequence[Path], warehouse: Path, keep: int) -> Published: ...


def carry_out(settings: Settings, runner: Runner, progress: Progress) -> Summary:
    """The whole run. Raises WorkError where the warehouse can't be worked on, PublishError where nothing could be published."""
    begun = time.monotonic()
    with opened(settings.warehouse, anew=settings.full) as area:
        progress.phase("fetch")
        locations, problems = locate(settings.sources, passing_over=settings.warehouse)
        known_by = None if problems else basis(settings, area, locations)
        summary = standing(settings, area, known_by) if known_by else None
        if summary is None:
            summary = _worked(settings, runner, progress, area, locations, problems)
            # Only if the files are now what they were before they were read.
            if known_by and known_by == basis(settings, area, locations):
                remember(settings, area, known_by, summary)
    return replace(summary, seconds=time.monotonic() - begun)


def _worked(
    settings: Settings, runner: Runner, progress: Progress, area: WorkArea, locations: Sequence[Location], unusable: Sequence[str]
) -> Summary:
    fetched, unreached = _fetch(runner, area, locations)
    problems = (*unusable, *unreached)
    vocabulary = Vocabulary.default()
    plans = [plan(batch, dag.BATCH_STAGES, area, vocabulary) for batch in fetched.batches]
    due = [(each, jobs) for each in plans if (jobs := each.to_do())]
    if due:
        progress.phase("stages", sum(len(jobs) for _, jobs in due))
    failures = runner.advance(due, progress.step)
    prepared, lost = _prepared(plans, failures, area)
    told = (*(failure.told() for failure in failures), *lost)
    if not prepared:
        return Summary(str(settings.warehouse), problems=problems, failures=told)
    progress.phase("publish")
    published = runner.publish([reference.path for reference in prepared], settings.warehouse, settings.keep)
    area.collect((*prepared, *fetched.drafts, *(output for each in plans for output in each.outputs)))
    return Summary(
        str(settings.warehouse), published.snapshot, published.changed, published.documents, *published.changes,
        published.rows, tuple((document.source_name, document.reason) for document in published.quarantined),
        faults=sum(document.fault for document in published.quarantined),
        batches_done=len(due) - len(failures), batches_unchanged=len(plans) - len(due), notes=_notes(), problems=problems, failures=told,
    )  # fmt: skip


def _notes() -> tuple[str, ...]:
    from kaozheng.tasks.extract.tagger import why_no_model

    reason = why_no_model()
    return (reason,) if reason else ()


def _fetch(runner: Runner, area: WorkArea, locations: Sequence[Location]) -> tuple[Fetched, tuple[str, ...]]:
    remote = [location for location in locations if location.path is None]
    answers = dict(zip(remote, runner.download(remote, area.downloads), strict=True)) if remote else {}
    problems = [str(answer) for answer in answers.values() if isinstance(answer, SourceError)]
    reached = [answer for location in locations if isinstance(answer := answers.get(location, location), Location)]
    fetched = runner.fetch(reached, area)
    return fetched, (*problems, *fetched.problems)


def _prepared(plans: Sequence[Plan], failures: Sequence[Failure], area: WorkArea) -> tuple[list[Reference], list[str]]:
    """What to publish of each plan, its quarantined documents where it failed; and a line for each plan that gives nothing."""
    failed = {failure.plan.fetched: failure for failure in failures}
    prepared, unusable = [], []
    for each in plans:
        if each.fetched not in failed:
            prepared.append(each.prepared)
            continue
        try:
            prepared.append(set_aside(failed[each.fetched], area))
        except Exception as error:  # the stage that makes documents of a batch is the very one that fails
            unusable.append(f"the documents of batch {each.fetched.key} could not even be quarantined: {type(error).__name__}: {error}")
    return prepared, unusable
