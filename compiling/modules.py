"""Which modules are compiled: those that run for each mention, line or character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

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
# In a compiled class a `cached_property` is worked out anew each time; and what numpy gives is checked against a type that mypyc guesses.
NOT_WITH = re.compile(r"^(?:import numpy|from functools import .*\bcached_property\b)", re.MULTILINE)


def modules(root: Path) -> Iterator[Path]:
    """The files to compile, relative to `root`; a package's own file stays Python."""
    for pattern in COMPILED:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root)
            if path.name != "__init__.py" and name.as_posix() not in ONCE and not NOT_WITH.search(path.read_text(encoding="utf-8")):
                yield name
