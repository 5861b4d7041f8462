"""The stages on a batch as jobs: what there is to do, doing it, and what becomes of a batch whose job fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kaozheng.flows.dag import Stage
from kaozheng.flows.fingerprints import code_fingerprint, digest
from kaozheng.flows.work import Reference, WorkArea, is_sound, store
from kaozheng.tasks.vocabulary import Vocabulary

if TYPE_CHECKING:
    from kaozheng.tasks.batch import Row

SET_ASIDE = "set_aside"
_REASON_LENGTH = 300


@dataclass(frozen=True)
class Job:
    """One stage on one batch. `inputs` are the outputs of all stages before it."""

    stage: Stage
    inputs: tuple[Reference, ...]
    output: Reference
    vocabulary: Vocabulary


@dataclass(frozen=True)
class Plan:
    """All jobs on a batch, in order. Their keys follow from the batch's key, so what is done already is known before anything runs."""

    fetched: Reference
    jobs: tuple[Job, ...]

    @property
    def prepared(self) -> Reference:
        return self.jobs[-1].output

    @property
    def outputs(self) -> tuple[Reference, ...]:
        return (self.fetched, *(job.output for job in self.jobs))

    def to_do(self) -> tuple[Job, ...]:
        """The jobs from the first on whose output is not there."""
        if is_sound(self.prepared):
            return ()
        return next((self.jobs[i:] for i, job in enumerate(self.jobs) if not is_sound(job.output)), ())


@dataclass(frozen=True)
class Failure:
    """A batch that was given up, in which stage and why."""

    plan: Plan
    stage: str
    reason: str

    def told(self) -> str:
        """The failure in one line."""
        return f"batch {self.plan.fetched.key[:12]}: {self.reason}"


def plan(fetched: Reference, stages: Sequence[Stage], area: WorkArea, vocabulary: Vocabulary) -> Plan:
    """The jobs on a fetched batch. An output's key is of its input's key, its code, the libraries and the vocabulary."""
    outputs = [fetched]
    jobs = []
    for stage in stages:
        key = digest(stage.name, code_fingerprint(stage.function), vocabulary.fingerprint, outputs[-1].key)
        output = area.reference(stage.name, key)
        jobs.append(Job(stage, tuple(outputs), output, vocabulary))
        outputs.append(output)
    return Plan(fetched, tuple(jobs))


def run_job(job: Job) -> Reference:
    """Do a job, wherever it is called, and give the reference to its output. Raises whatever its stage raises."""
    from kaozheng.tasks.batch import read_batch

    if not is_sound(job.output):
        batch = read_batch(reference.path for reference in job.inputs)
        store(job.stage.load()(batch, job.vocabulary), job.output)
    return job.output


def failure(plan: Plan, stage: str, error: BaseException) -> Failure:
    told = " ".join(str(error).split())[:_REASON_LENGTH]
    return Failure(plan, stage, f"{stage} failed on its batch: {type(error).__name__}{': ' if told else ''}{told}")


def set_aside(failed: Failure, area: WorkArea) -> Reference:
    """A prepared batch in which each document of a failed one is quarantined with the reason. Raises what the last stage raises."""
    from kaozheng.tasks.batch import read_batch
    from kaozheng.tasks.tables.staging import FETCHED, QUARANTINE

    last = failed.plan.jobs[-1]
    reference = area.reference(SET_ASIDE, digest(SET_ASIDE, last.output.key, failed.reason))
    if not is_sound(reference):
        fetched = read_batch([failed.plan.fetched.path])[FETCHED.name]
        rows: list[Row] = [
            {"doc_id": doc_id, "stage": failed.stage, "reason": failed.reason, "fault": True}
            for doc_id in fetched.column("doc_id").to_pylist()
        ]
        store(last.stage.load()({FETCHED.name: fetched, QUARANTINE.name: QUARANTINE.rows(rows)}, last.vocabulary), reference)
    return reference
