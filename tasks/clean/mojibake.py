"""Mojibake: text that was decoded in the wrong charset before it reached us, turned back where the round trip proves it.

The wrong characters are made into the bytes that they were, and these read in the right charset, stretch by stretch; what is whole
beside them is not touched. A character whose bytes are partly lost is chosen where context proves it, else `□` stands for it, so that a
number that it touches reads as damaged.

Three characters of UTF-8 read as GB18030 stand for two right ones, which share the middle one as their evidence: each right character
has the raw span of all its bytes, while the ledger, whose rows do not overlap, gives a shared character to the first of the two.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kaozheng.tasks.clean.draft import LOST, Draft
from kaozheng.tasks.clean.misreading import MISREADINGS
from kaozheng.tasks.clean.turning_back import Confidence, turn_back
from kaozheng.tasks.commonness import common_characters
from kaozheng.tasks.repair import Repair
from kaozheng.tasks.text import AlignedText

KIND = "charset"
MOST_PASSES = 4  # text may have been decoded wrongly twice, and in several ways


class Reread(NamedTuple):
    """The text turned back, and the ledger's repairs in coordinates of the text before: one a restored character."""

    text: AlignedText
    repairs: list[Repair]


def restore(draft: Draft) -> Reread | None:
    """The draft with its mojibake turned back; None where it has none."""
    if not any(m.suspected(draft.string) for m in MISREADINGS):
        return None
    text, confidence = AlignedText.raw(draft.string), np.ones(len(draft.text))
    for _ in range(MOST_PASSES):
        suspects = (m for m in MISREADINGS if m.suspected(text.string))
        turned = next(filter(None, (turn_back(m, text.string, draft.vocabulary) for m in suspects)), None)
        if turned is None:
            break
        confidence = turned.confidence * _least(confidence, turned.text)
        text = turned.text.through(text)
    if text.string == draft.string or _share_common(text.string) <= _share_common(draft.string):
        return None
    text = _without_replacement_characters(text, draft.string)
    return Reread(text.through(draft.text), _repairs(draft.string, text, confidence))


def _least(confidence: Confidence, text: AlignedText) -> Confidence:
    """The lowest confidence among the characters that each character of `text` comes from; no span is longer than a few."""
    least = confidence[text.starts]
    for step in range(1, int((text.ends - text.starts).max(initial=1))):
        inside = text.starts + step < text.ends
        least = np.where(inside, np.minimum(least, confidence[np.minimum(text.starts + step, len(confidence) - 1)]), least)
    return least


def _share_common(string: str) -> float:
    foreign, common = [c for c in string if c > "\x7f" and c != "\ufffd"], common_characters()
    return sum(c in common for c in foreign) / max(len(foreign), 1)


def _changed(before: str, text: AlignedText) -> list[bool]:
    one = (text.ends - text.starts == 1).tolist()
    return [not single or before[start] != after for single, start, after in zip(one, text.starts.tolist(), text.string, strict=True)]


def _without_replacement_characters(text: AlignedText, before: str) -> AlignedText:
    """U+FFFD that came to light is a character gone for good; one that stood in the text stays as it is."""
    if "\ufffd" not in text.string:
        return text
    changed = _changed(before, text)
    string = "".join(LOST if c == "\ufffd" and new else c for c, new in zip(text.string, changed, strict=True))
    return AlignedText(string, text.starts, text.ends, text.joints)


def _repairs(before: str, text: AlignedText, confidence: Confidence) -> list[Repair]:
    """A repair a restored character; those that come from the same characters alone share one."""
    repairs: list[Repair] = []
    at = 0
    cells = zip(text.starts.tolist(), text.ends.tolist(), text.string, confidence.tolist(), _changed(before, text), strict=True)
    for start, end, after, sure, changed in cells:
        if not changed:
            at = end
        elif end > at:
            repairs.append(Repair(max(start, at), end, after, KIND, sure, after == LOST))
            at = end
        else:
            last = repairs.pop()
            repairs.append(Repair(last.start, last.end, last.after + after, KIND, min(last.confidence, sure), LOST in last.after + after))
    return repairs
