"""From locations to batches in the work area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import kaozheng.tasks.fetch as stage
from kaozheng.flows.fingerprints import code_fingerprint, digest
from kaozheng.flows.recall import Recalled, recall, remember, signature
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


def fetch(locations: Sequence[Location], area: WorkArea) -> Fetched:
    """Read each location once and store its documents in batches; a batch that is there already is not written again.

    Where no file has changed since the last time, and what came of them is still there, nothing is read.
    """
    state = signature(locations)
    known_by = None if state is None else digest(area.epoch, _code(), state)
    if known_by is not None and (known := _recalled(known_by, area)):
        return known
    fetched = _read(locations, area)
    # Only if the files are now what they were before they were read.
    if known_by is not None and not fetched.problems and signature(locations) == state:
        keys = [[reference.key for reference in references] for references in (fetched.batches, fetched.drafts)]
        remember(area.root, known_by, Recalled(keys[0], keys[1], fetched.documents))
    return fetched


def _recalled(known_by: str, area: WorkArea) -> Fetched | None:
    known = recall(area.root, known_by)
    if known is None:
        return None
    batches, drafts = (tuple(area.reference(FETCH, key) for key in keys) for keys in (known.batches, known.drafts))
    return Fetched(batches, drafts, known.documents, ()) if all(map(is_sound, (*batches, *drafts))) else None


def _read(locations: Iterable[Location], area: WorkArea) -> Fetched:
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


def _code() -> str:
    return code_fingerprint(f"{stage.__name__}:documents")


def _reference(key: str, area: WorkArea) -> Reference:
    return area.reference(FETCH, digest(area.epoch, _code(), key))


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
