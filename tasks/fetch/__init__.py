"""fetch: from sources (files, folders, globs, URLs, JSONL corpora) to the bytes of documents, each known by its contents, in batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kaozheng.tasks.fetch.corpus import corpus_rows
from kaozheng.tasks.fetch.files import file_row
from kaozheng.tasks.fetch.locations import Location

if TYPE_CHECKING:
    from kaozheng.tasks.batch import Row


def documents(location: Location) -> Iterator[Row]:
    """The documents at a location as rows of `fetched`, read as they are asked for. Raises OSError where the file can't be read.

    A URL has to be downloaded first (`web.download`): ValueError where it was not.
    """
    if location.path is None:
        raise ValueError(f"{location.uri} is not downloaded")
    if location.corpus:
        yield from corpus_rows(location, location.path)
    else:
        yield file_row(location, location.path)
