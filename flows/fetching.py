"""From locations to batches in the work area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import kaozheng.tasks.fetch as stage
from kaozheng.flows.fingerprints import code_fingerprint, digest
from kaozheng.flows.work import Reference, WorkArea, is_sound, store
from kaozheng.tasks.batch import Row, read_batch
from kaozheng.tasks.fetch.batches import Distinct, batch_key, batches, identity_rows, with_uris
from kaozheng.tasks.fetch.locations import Location, unreadable
from kaozheng.tasks.tables.staging import FETCHED

FETCH = "fetch"


@dataclass(frozen=True)
class Fetched:
    """`batches` in their order; `drafts` are batches as they were before later documents turned out to be the same bytes again."""

    batches: tuple[Reference, ...]
    drafts: tuple[Reference, ...]
    documents: int
    problems: tuple[str, ...]


def fetch(locations: Iterable[Location], area: WorkArea) -> Fetched:
    """Read each location once and store its documents in batches; a batch that is there already is not written again."""
    problems: list[str] = []
    distinct = Distinct()
    drafts = [_stored(rows, area) for rows in batches(distinct(_rows(locations, problems)))]
    final = [_completed(draft, distinct, area) for draft in drafts] if distinct.elsewhere else drafts
    replaced = tuple(draft for draft, reference in zip(drafts, final, strict=True) if draft != reference)
    return Fetched(tuple(final), replaced, len(distinct), tuple(problems))


def _rows(locations: Iterable[Location], problems: list[str]) -> Iterator[Row]:
    for location in locations:
        try:
            yield from stage.documents(location)
        except OSError as error:
            problems.append(unreadable(location, error))


def _reference(key: str, area: WorkArea) -> Reference:
    return area.reference(FETCH, digest(area.epoch, code_fingerprint(f"{stage.__name__}:documents"), key))


def _stored(rows: list[Row], area: WorkArea) -> Reference:
    reference = _reference(batch_key(rows), area)
    if not is_sound(reference):
        store({FETCHED.name: FETCHED.rows(rows)}, reference)
    return reference


def _completed(draft: Reference, distinct: Distinct, area: WorkArea) -> Reference:
    """The batch with all places where its documents were seen."""
    table = with_uris(read_batch([draft.path])[FETCHED.name], distinct.elsewhere)
    if table is None:
        return draft
    reference = _reference(batch_key(identity_rows(table)), area)
    if not is_sound(reference):
        store({FETCHED.name: table}, reference)
    return reference
