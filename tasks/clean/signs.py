"""Signs of damage: which repairs a text can need at all, by the characters that it holds and by which follow which.

Most of what a run reads is not damaged. So each repair names the signs without which it never changes anything, and one look at the
characters of all documents of a batch tells which repairs each of them needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kaozheng.tasks.clean.classes import members
from kaozheng.tasks.text import code_points

_BEYOND = 0xFFFF  # stands for all characters beyond the basic plane, which are no signs; itself it is none either
_BETWEEN = "\n"  # what a text is followed by: a pattern's `$` stands there too
MOST = 32


class Sign(NamedTuple):
    """A character of the class `first`, followed by one of the class `second`, or by anything where that is empty. Both as patterns."""

    first: str
    second: str = ""


class SignReader:
    """Looks for the signs of several repairs at once: time in proportion to the text, whatever their number."""

    def __init__(self, of_repairs: Sequence[Sequence[Sign]]) -> None:
        """`of_repairs`: the signs of each repair, MOST in all at most."""
        signs = [(sign, repair) for repair, own in enumerate(of_repairs) for sign in own]
        if len(signs) > MOST:
            raise ValueError(f"{len(signs)} signs of damage, but no more than {MOST} are told apart")
        self._firsts, self._seconds = (np.zeros(_BEYOND + 1, np.uint32) for _ in range(2))
        for bit, (sign, _) in enumerate(signs):
            self._firsts[np.flatnonzero(members(sign.first, _BEYOND))] |= np.uint32(1 << bit)
            self._seconds[np.flatnonzero(members(sign.second, _BEYOND)) if sign.second else slice(None)] |= np.uint32(1 << bit)
        self._repairs = [repair for _, repair in signs]

    def read(self, texts: Sequence[str]) -> list[frozenset[int]]:
        """For each text the numbers of the repairs of which it holds a sign."""
        if not texts:
            return []
        points = np.minimum(code_points("".join(text + _BETWEEN for text in texts)), _BEYOND)
        shown = self._firsts[points]
        shown[:-1] &= self._seconds[points[1:]]
        ends = np.cumsum([len(text) + 1 for text in texts])
        shown[ends - 1] = 0
        found = np.bitwise_or.reduceat(shown, np.concatenate(([0], ends[:-1])))
        known = {bits: self._repairs_of(bits) for bits in set(found.tolist())}
        return [known[bits] for bits in found.tolist()]

    def _repairs_of(self, bits: int) -> frozenset[int]:
        return frozenset(repair for bit, repair in enumerate(self._repairs) if bits >> bit & 1)
