"""Which modules are compiled: those that run for each mention, line or character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from compiling.spelling import keeps_in_dataclass

COMPILED = (
    "tasks/repair.py",
    "tasks/word_model.py",
    "tasks/commonness.py",
    "tasks/clean/*.py",
    "tasks/segment/*.py",
    "tasks/segment/columns/*.py",
    "tasks/extract/*.py",
)
# They run once for a vocabulary, and mypyc does not take their (*LIST,).
ONCE = ("tasks/extract/date_patterns.py", "tasks/extract/date_pieces.py")
# What numpy gives is checked against a type that mypyc guesses.
_WITH_NUMPY = re.compile(r"^import numpy", re.MULTILINE)


def modules(root: Path) -> Iterator[Path]:
    """The files to compile, relative to `root`; a package's own file stays Python."""
    for pattern in COMPILED:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root)
            if path.name != "__init__.py" and name.as_posix() not in ONCE and _can_be(path.read_text(encoding="utf-8")):
                yield name


def _can_be(source: str) -> bool:
    return not _WITH_NUMPY.search(source) and not keeps_in_dataclass(source)
