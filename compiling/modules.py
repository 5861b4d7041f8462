"""Which modules are compiled: those that run for each mention, line or character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from compiling.spelling import Tuples, keeps_in_dataclass, named_tuples

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


def named_tuples_of_all(root: Path) -> dict[str, Tuples]:
    """The named tuples of all modules of `tasks`, compiled or not, by the name that a module is imported by."""
    paths = [path.relative_to(root) for path in sorted(root.glob("tasks/**/*.py"))]
    return {"kaozheng." + ".".join(path.with_suffix("").parts): named_tuples((root / path).read_text(encoding="utf-8")) for path in paths}
