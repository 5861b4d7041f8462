"""Finds the document of a warehouse that a user means."""

from __future__ import annotations

import re

from kaozheng.tasks.publish.query import Ask, QueryError
from kaozheng.tasks.tables.validation import literal

CLOSE_NAMES = 5  # that are offered where no document has the name
SHORTEST_PREFIX = 6  # of a doc_id
_TOLD = "doc_id, source_name, uri, media_type, charset, n_chars, published_on, published_basis, status, reason"


def document_named(ask: Ask, wanted: str) -> dict[str, object]:
    """What `documents` says of the document with that source_name, with a uri that ends so, or a doc_id that begins so.

    Raises QueryError where no document, or more than one, is meant.
    """
    text = literal(wanted)
    conditions = [f"source_name = {text}"]
    if len(wanted) >= SHORTEST_PREFIX and re.fullmatch("[0-9a-fA-F]+", wanted):
        conditions.append(f"starts_with(doc_id, lower({text}))")
    conditions.append(f"ends_with(uri, {text}) or len(list_filter(uris, lambda u: ends_with(u, {text}))) > 0")
    for condition in conditions:
        columns, rows = ask(f"select {_TOLD} from documents where {condition} order by doc_id limit {CLOSE_NAMES + 1}")
        if len(rows) > 1:
            told = ", ".join(f"{str(row[0])[:12]} ({row[2]})" for row in rows[:CLOSE_NAMES])
            raise QueryError(
                f"{wanted} is more than one document, name it by its doc_id: {told}{', ...' if len(rows) > CLOSE_NAMES else ''}"
            )
        if rows:
            return dict(zip(columns, rows[0], strict=True))
    _, close = ask(
        f"select source_name from documents group by source_name order by jaro_winkler_similarity(source_name, {text}) desc, source_name "
        f"limit {CLOSE_NAMES}",
    )
    names = ", ".join(str(name) for (name,) in close)
    raise QueryError(f"no document {wanted} in the warehouse" + (f"; the closest names are {names}" if names else ", which has none"))
