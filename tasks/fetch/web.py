"""URLs: one download each, into a file, from which the document is then read like any other."""

from __future__ import annotations

import dataclasses
import hashlib
import time
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kaozheng.tasks.fetch.limits import CHUNK, DOWNLOAD_LIMIT, MOST_TIMES, UNPACKED_FREELY, in_mib
from kaozheng.tasks.fetch.locations import Location, SourceError

if TYPE_CHECKING:
    import httpx

CORPUS_TYPES = ("application/jsonl", "application/jsonlines", "application/x-jsonlines", "application/x-ndjson", "application/ndjson")
REDIRECTS = 5
PATIENCE = 20.0  # seconds without an answer, or between two parts of one
WHOLE_PATIENCE = 600.0  # seconds for one download
OK = 200
PASSING_STATUS = (408, 425, 429, 500, 502, 503, 504)


class UnreachableError(SourceError):
    """The server could not be asked or was overloaded: another try may succeed."""


def download(location: Location, folder: Path) -> Location:
    """The same location with a `path` in `folder` and what the server told of the bytes.

    Raises UnreachableError where another try may help, SourceError where none will, OSError where the file can't be written.
    """
    import httpx

    name = hashlib.sha256(location.uri.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    path = folder / (name + PurePosixPath(urlsplit(location.uri).path).suffix[:16])
    folder.mkdir(parents=True, exist_ok=True)
    agent = {"User-Agent": f"kaozheng/{version('kaozheng')}"}
    try:
        with (
            httpx.Client(follow_redirects=True, max_redirects=REDIRECTS, timeout=PATIENCE, headers=agent) as client,
            client.stream("GET", location.uri) as response,
        ):
            _refuse_status(location.uri, response.status_code, response.reason_phrase)
            _store(location.uri, response, path)
            told = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            charset = response.charset_encoding
    except (httpx.InvalidURL, httpx.TooManyRedirects, httpx.UnsupportedProtocol) as error:
        raise SourceError(f"{location.uri}: {_in_one_line(error)}") from error
    except httpx.HTTPError as error:
        raise UnreachableError(f"{location.uri}: {_in_one_line(error)}") from error
    corpus = location.corpus or told in CORPUS_TYPES
    return dataclasses.replace(location, path=path, corpus=corpus, media_type=told or None, charset=charset)


def _refuse_status(uri: str, status: int, phrase: str) -> None:
    if status != OK:
        kind = UnreachableError if status in PASSING_STATUS else SourceError
        raise kind(f"{uri}: the server answered {status} {phrase}".rstrip())


def _store(uri: str, response: httpx.Response, path: Path) -> None:
    size, deadline = 0, time.monotonic() + WHOLE_PATIENCE
    with path.open("wb") as file:
        for chunk in response.iter_bytes(CHUNK):
            size += len(chunk)
            if size > DOWNLOAD_LIMIT:
                raise SourceError(f"{uri}: more than {in_mib(DOWNLOAD_LIMIT)}")
            if size > UNPACKED_FREELY and size > MOST_TIMES * response.num_bytes_downloaded:
                raise SourceError(f"{uri}: unpacks to more than {MOST_TIMES} times its size")
            if time.monotonic() > deadline:
                raise UnreachableError(f"{uri}: not done after {WHOLE_PATIENCE:.0f} s")
            file.write(chunk)


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
