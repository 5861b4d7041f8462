"""From what a user names (a file, a folder, a glob, a URL) to the places that hold documents."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from urllib.parse import quote_from_bytes, urlsplit
from urllib.request import url2pathname

CORPUS_SUFFIXES = (".jsonl", ".ndjson")
# A README tells of the documents beside it and is none of them; named itself, it is read like any file.
_NO_DOCUMENT = "readme"


@dataclass(frozen=True)
class Location:
    """A place that holds one document, or a corpus of them, one a line.

    `path` is where its bytes lie, None for a URL that is still to be downloaded. `media_type` and `charset` are what the server told.
    """

    uri: str
    name: str
    path: Path | None
    corpus: bool = False
    media_type: str | None = None
    charset: str | None = None


class SourceError(Exception):
    """A place gives no document; the message names it and says why, in one line."""


def locate(sources: Iterable[str | Path], passing_over: Path | None = None) -> tuple[list[Location], list[str]]:
    """The places that `sources` name, each once and in a steady order, and a line for each thing that can't be used.

    Folders are walked whole, without hidden files, READMEs, the folder `passing_over` and links that lead out of them.
    """
    walk = _Walk(None if passing_over is None else os.path.realpath(passing_over))
    for source in sources:
        walk.add(str(source))
    return list(walk.found.values()), walk.problems


class _Walk:
    """Gathers locations under the real path or URL that they stand for, so that none comes twice."""

    def __init__(self, passing_over: str | None) -> None:
        self.passing_over = passing_over
        self.found: dict[str, Location] = {}
        self.problems: list[str] = []

    def add(self, source: str) -> None:
        scheme, divider, _ = source.partition("://")
        if divider and scheme.lower() in ("http", "https"):
            self._add_url(source)
        elif divider and scheme.lower() == "file":
            self._add_path(source, url2pathname(urlsplit(source).path))
        elif divider and scheme.isalnum() and not os.path.lexists(source):
            self.problems.append(f"{source}: cannot fetch by {scheme}, only files, http and https")
        else:
            self._add_path(source, os.path.expanduser(source))  # noqa: PTH111  # Path would drop a glob's trailing slash

    def _add_url(self, source: str) -> None:
        try:
            host = urlsplit(source).hostname
        except ValueError:
            host = None
        if not host:
            self.problems.append(f"{source}: no host in this URL")
            return
        self.found.setdefault(source, Location(source, host, None, _is_corpus(urlsplit(source).path)))

    def _add_path(self, source: str, path: str) -> None:
        if not source.strip():
            self.problems.append("an empty name is no source")
        elif "\0" in path:
            self.problems.append(f"{source!r}: no file can have this name")
        elif os.path.lexists(path):
            self._add_existing(Path(path))
        elif glob.has_magic(path):
            self._add_matches(source, path)
        else:
            self.problems.append(f"{source}: no such file or folder")

    def _add_existing(self, path: Path) -> None:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            self.problems.append(f"{path}: {_why(error)}")
            return
        if stat.S_ISDIR(mode):
            before = len(self.found), len(self.problems)
            walked = self._add_folder(path)
            if not walked and before == (len(self.found), len(self.problems)):
                self.problems.append(f"{path}: no documents in this folder")
        elif stat.S_ISREG(mode):
            self._add_file(path)
        else:
            self.problems.append(f"{path}: neither a file nor a folder")

    def _add_matches(self, source: str, pattern: str) -> None:
        matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute patterns
        taken = 0
        for match in matches:
            path = Path(match)
            if path.is_dir():
                taken += self._add_folder(path)
            else:
                self._add_existing(path)
                taken += 1
        if not taken:
            self.problems.append(f"{source}: no document matches")

    def _add_folder(self, folder: Path) -> int:
        """How many documents the folder has, those found before among them."""
        walked = 0
        root = os.path.realpath(folder)
        for where, entries in self._files(str(folder), root):
            # The same for all files of a folder, and worth more than all else that is done for one.
            real = os.path.join(os.path.realpath(where), "")  # noqa: PTH118  # with a slash at its end
            absolute = Path(os.path.abspath(where))  # noqa: PTH100  # keeps links as the user named them
            uri = absolute.as_uri().rstrip("/")
            for entry in entries:
                walked += self._add_found(entry, absolute / entry.name, real + entry.name, uri, root)
        return walked

    def _add_found(self, entry: os.DirEntry[str], path: Path, real: str, folder_uri: str, root: str) -> bool:
        """Whether an entry of a folder is a document."""
        try:
            if entry.is_symlink():
                if not self._leads_inside(path, root):
                    return False
                real = os.path.realpath(real)
            is_file = entry.is_file()
        except OSError as error:
            self.problems.append(f"{path}: {_why(error)}")
            return False
        if not is_file:
            self.problems.append(f"{path}: neither a file nor a folder")
            return False
        if real not in self.found:
            uri = f"{folder_uri}/{_quoted(entry.name)}"
            self.found[real] = Location(uri, readable(entry.name), path, _is_corpus(entry.name))
        return True

    def _files(self, folder: str, root: str) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
        """`folder` and each folder below it, each with the entries of it that may be documents."""
        waiting = [folder]
        while waiting:
            where = waiting.pop()
            try:
                with os.scandir(where) as found:
                    entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=attrgetter("name"))
            except OSError as error:
                self.problems.append(f"{where}: {_why(error)}")
                continue
            folders = [entry for entry in entries if _is_folder(entry)]
            files = [entry for entry in entries if not _is_folder(entry) and not _is_readme(entry.name)]
            waiting += reversed([entry.path for entry in folders if self._is_walked(entry, root)])
            yield where, files

    def _is_walked(self, folder: os.DirEntry[str], root: str) -> bool:
        """A folder that a link names is walked where it stands, if that is within `root`."""
        if os.path.realpath(folder.path) == self.passing_over:
            return False
        if folder.is_symlink():
            self._leads_inside(Path(folder.path), root)
            return False
        return True

    def _leads_inside(self, link: Path, root: str) -> bool:
        """Whether a link stays within the walked folder; one that does not is a problem, for nobody named what it leads to."""
        try:
            inside = Path(os.path.realpath(link, strict=True)).is_relative_to(root)
        except OSError as error:
            self.problems.append(f"{link}: {_why(error)}")
            return False
        if not inside:
            self.problems.append(f"{link}: this link leads out of the folder; name its target to read it")
            return False
        return True

    def _add_file(self, path: Path) -> None:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100  # keeps links as the user named them
        self.found.setdefault(os.path.realpath(path), Location(absolute.as_uri(), readable(path.name), absolute, _is_corpus(path.name)))


def unreadable(location: Location, error: OSError) -> str:
    """The problem line of a file that can't be read."""
    return f"{location.path}: {_why(error)}"


def readable(name: str) -> str:
    """A file name as text: bytes of it that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to nowhere that may be asked: whoever adds it finds out why
        return False


def _is_readme(name: str) -> bool:
    return (name.rpartition(".")[0] or name).lower() == _NO_DOCUMENT


def _quoted(name: str) -> str:
    """A file name as `Path.as_uri` writes it."""
    return quote_from_bytes(os.fsencode(name))


def _is_corpus(path: str) -> bool:
    return path.lower().endswith(CORPUS_SUFFIXES)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
