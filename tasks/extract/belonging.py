"""What people belong to where their own titles name nothing: the body named before, or what the people listed with them belong to.

公司董事长 is the head of the firm named last, 队长 that of the 队; in 院长程广、副院长曹磊 the second has the first one's hospital, and
in 民警孙峰、李力 the second is what the first is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kaozheng.tasks.vocabulary import Vocabulary, built_once

# A list of people goes on.
BESIDE = re.compile("[、，和及与]|以及")
_LONGEST_HOLDER = 6
FIRM_ENDS = frozenset(("公司", "集团"))


@built_once
def compile_holders(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """By an office's or a bare body's word, the ends of names of bodies that it can belong to."""
    ends: dict[str, tuple[str, ...]] = {}
    for entry in vocabulary.entries("office_holders"):
        ends[entry["holder"]] = (*ends.get(entry["holder"], ()), entry["body_end"])
    return ends


def body_ends(role: str, holders: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The ends of names of bodies that a role can be held in: by the bare body that it begins with, else by its last office."""
    for length in range(min(_LONGEST_HOLDER, len(role) - 1), 0, -1):
        if ends := holders.get(role[:length]):
            return ends
    last = role.rpartition("、")[2]
    return next((holders[last[-n:]] for n in range(min(_LONGEST_HOLDER, len(last)), 1, -1) if last[-n:] in holders), ())


def nearest(names: Sequence[tuple[str, bool]], ends: tuple[str, ...]) -> str | None:
    """The last of some names with one of some ends; a firm (True) may go by its trade name."""
    firms = not FIRM_ENDS.isdisjoint(ends)
    return next((name for name, firm in reversed(names) if name.endswith(ends) or (firm and firms)), None)
