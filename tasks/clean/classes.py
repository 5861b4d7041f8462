"""Which characters a class of a pattern holds, as a table: so all characters of a text are asked about at once."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt


def members(characters: str, size: int) -> npt.NDArray[np.bool_]:
    """For each code point below `size` whether its character is of the class, which is a pattern of one character."""
    table = np.zeros(size, np.bool_)
    for run in re.finditer(f"(?:{characters})+", "".join(map(chr, range(size)))):
        table[run.start() : run.end()] = True
    return table
