"""Documents cut into batches at borders that their contents set: a change in one re-cuts only its neighbourhood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from kaozheng.tasks.batch import Row
from kaozheng.tasks.tables.staging import FETCHED

MEAN_SIZE = 256 << 10  # bytes of content between two borders, on average
MOST_SIZE = 1 << 20
MOST_DOCUMENTS = 2000
# A document costs something however short it is.
_BASE_WEIGHT = 128
_IDENTITY = ("doc_id", "uri", "uris", "source_name", "title", "published", "media_type", "charset_declared", "reason")


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Runs of rows in their order, of MEAN_SIZE on average. Only a document that is larger by itself makes a batch over MOST_SIZE.

    Whether a border follows a document depends on its id and size alone: of the range of ids, a share of size / MEAN_SIZE is chosen.
    """
    batch: list[Row] = []
    size = 0
    for row in rows:
        weight = _BASE_WEIGHT + _length(row)
        if batch and size + weight > MOST_SIZE:
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += weight
        if len(batch) >= MOST_DOCUMENTS or int(str(row["doc_id"])[:12], 16) * MEAN_SIZE < weight << 48:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def batch_key(rows: Iterable[Row]) -> str:
    """The identity of a batch: all that its documents are, save when they were fetched."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps([row[name] for name in _IDENTITY], ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


class Distinct:
    """Lets each document pass once and keeps, by doc_id, where else its bytes were seen."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()
        self.elsewhere: dict[str, list[str]] = {}

    def __call__(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            doc_id = str(row["doc_id"])
            digest = bytes.fromhex(doc_id)
            if digest in self._seen:
                self.elsewhere.setdefault(doc_id, []).append(str(row["uri"]))
            else:
                self._seen.add(digest)
                yield row

    def __len__(self) -> int:
        return len(self._seen)


def with_uris(fetched: pa.Table, elsewhere: Mapping[str, Sequence[str]]) -> pa.Table | None:
    """The table `fetched` with its `uris` completed; None where they are complete as they are."""
    rows: list[Row] = fetched.select(["doc_id", "uri", "uris"]).to_pylist()
    if not any(row["doc_id"] in elsewhere for row in rows):
        return None
    uris = [list(dict.fromkeys(uri for uri in elsewhere.get(str(row["doc_id"]), ()) if uri != row["uri"])) for row in rows]
    field = FETCHED.schema.field("uris")
    return fetched.set_column(fetched.schema.get_field_index("uris"), field, pa.array(uris, field.type))


def identity_rows(fetched: pa.Table) -> list[Row]:
    """What `batch_key` needs of the table `fetched`."""
    return fetched.select(list(_IDENTITY)).to_pylist()


def _length(row: Row) -> int:
    content = row["content"]
    return len(content) if isinstance(content, bytes) else 0
