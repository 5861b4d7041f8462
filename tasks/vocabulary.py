"""Vocabulary: domain knowledge as data files, read once and known by their contents.

A domain is a folder of tab-separated files. A file starts with comment lines, `# what:`, `# source:` and `# licence:` among
them, then a line of column names, then a row a line. Files of one name in several domains are one table: a new domain is a
new folder and no new code.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, wraps
from pathlib import Path
from typing import TypeVar

HOME = Path(__file__).resolve().parent.parent / "vocabulary"
REQUIRED_HEADER = ("what", "source", "licence")

atexit.register(gc.unfreeze)  # so that what other modules leave behind is collected at the end, or they report it as leaked

Built = TypeVar("Built")
Entry = dict[str, str]


class VocabularyError(ValueError):
    """A vocabulary file is not as the format asks; the message names file and line."""


@dataclass(frozen=True)
class Vocabulary:
    """The domain folders in force, in order. Equal folders are equal vocabularies, so anything built from one can be cached on it."""

    folders: tuple[Path, ...]

    @cached_property
    def _hash(self) -> int:
        return hash(self.folders)

    def __hash__(self) -> int:
        """Kept, because every look-up of what was built from a vocabulary needs it."""
        return self._hash

    def __reduce__(self) -> tuple[Callable[[tuple[Path, ...]], Vocabulary], tuple[tuple[Path, ...]]]:
        """Unpickled it is one object in each process, so that what was built from it is found without comparing paths."""
        return _known, (self.folders,)

    @staticmethod
    def default() -> Vocabulary:
        """All domains that come with the project."""
        return _known(tuple(sorted(p for p in HOME.iterdir() if p.is_dir() and not p.name.startswith(("_", ".")))))

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The rows of `name`.tsv over all domains, each a dict by column name; a cell left empty is ''."""
        paths = [folder / f"{name}.tsv" for folder in self.folders]
        found = [path for path in paths if path.is_file()]
        if not found:
            raise VocabularyError(f"no {name}.tsv in {', '.join(str(f) for f in self.folders)}")
        return tuple(entry for path in found for entry in read_entries(path))

    @property
    def fingerprint(self) -> str:
        """Changes with any byte of any vocabulary file."""
        return _fingerprint(self.folders)


@cache
def _known(folders: tuple[Path, ...]) -> Vocabulary:
    return Vocabulary(folders)


@cache
def _fingerprint(folders: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.glob("*.tsv")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def built_once(build: Callable[[Vocabulary], Built]) -> Callable[[Vocabulary], Built]:
    """Cache what is compiled from a vocabulary (automata, patterns) for the life of the process.

    It is frozen out of the garbage collector's sight: these are millions of objects that it would walk again and again, and never free.
    """

    @cache
    @wraps(build)
    def once(vocabulary: Vocabulary) -> Built:
        built = build(vocabulary)
        gc.freeze()
        return built

    return once


def read_entries(path: Path) -> list[Entry]:
    """The rows of one file; VocabularyError where it is not as the format asks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    for key in REQUIRED_HEADER:
        if not any(line.startswith(f"# {key}:") for line in header):
            raise VocabularyError(f"{path}: its header lacks '# {key}:'")
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise VocabularyError(f"{path}: no line of column names")
    columns = numbered[0][1].split("\t")
    width, entries = len(columns), []
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) != width:
            if len(cells) > width:
                raise VocabularyError(f"{path}, line {number}: {len(cells)} cells for {width} columns")
            cells += [""] * (width - len(cells))
        entries.append(dict(zip(columns, cells, strict=True)))
    return entries
