"""How much of a damaged text came back: by characters, by passages, by facts, and by the confidence of each repair."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from damage_kinds import Damaged
from damage_mirror import Mirrored

from kaozheng.tasks.batch import Batch, Row
from kaozheng.tasks.clean.script import convert
from kaozheng.tasks.text import code_points

LOST = "□\ufffd"  # marks of a character that is gone for good, by clean and by decode
SHIFT_KIND = "gbk_shift"
CONTEXT = 6  # characters on either side of a repair
_ANY_MARK = re.compile(f"[{LOST}]")
CONFIDENCES = ((0.9, 1.01), (0.7, 0.9), (0.0, 0.7))


class Judged(NamedTuple):
    """A repair of a mis-aligned run, whether it is right, and what stood there."""

    confidence: float
    right: bool
    context: str  # the raw text that it repairs, and some on either side
    after: str
    truth: str


@dataclass
class Score:
    """Sums over the documents of one kind of damage."""

    truth: int = 0  # characters
    wrong_before: int = 0  # characters by edit distance, as plain UTF-8 shows the bytes
    wrong: int = 0  # after the repair, but for those marked as lost
    lost: int = 0
    passages: int = 0
    whole: int = 0  # passages restored but for what is marked as lost
    facts: int = 0  # of the undamaged text
    facts_found: int = 0  # of these, in the damaged text
    examples: list[str] = field(default_factory=list)  # where each passage that was not restored parts from the truth
    false_facts: list[str] = field(default_factory=list)
    characters: int = 0  # given to decode and clean
    seconds: float = 0.0

    def add_text(self, damaged: Damaged, truth: str, repaired: str) -> None:
        """`truth`: what clean gives for the undamaged text; `repaired`: for the damaged one."""
        plain = damaged.content.decode("utf-8", errors="replace")
        self.truth += len(_body(truth))
        self.wrong_before += distance(_body(plain), _body(truth)) + sum(map(plain.count, LOST))
        self.wrong += distance(_body(repaired), _body(truth))
        self.lost += sum(map(repaired.count, LOST))
        text = _standard(repaired)
        missing = [passage for passage in map(_standard, damaged.passages) if not restored(passage, text)]
        self.passages += len(damaged.passages)
        self.whole += len(damaged.passages) - len(missing)
        self.examples += [_parting(passage, text) for passage in missing]

    def add_facts(self, clean: Counter[str], damaged: Counter[str]) -> None:
        self.facts += clean.total()
        self.facts_found += (clean & damaged).total()
        self.false_facts += (damaged - clean).elements()

    @property
    def share_restored(self) -> float:
        """Of the characters that the damage made wrong; 1 where it made none wrong."""
        return 1 - (self.wrong + self.lost) / max(self.wrong_before, 1) if self.wrong + self.lost else 1.0


def distance(a: str, b: str) -> int:
    """Edit distance in which a mark for a lost character stands for any one character.

    O(len(a) * len(b)), a row of numpy a character of `a`.
    """
    if a == b:
        return 0
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    end = next((i for i, (x, y) in enumerate(zip(a[start:][::-1], b[start:][::-1], strict=False)) if x != y), min(len(a), len(b)) - start)
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    other, at = code_points(b), np.arange(len(b) + 1)
    row = at.copy()
    for i, character in enumerate(a, 1):
        through = row[:-1] + (other != ord(character) if character not in LOST else 0)
        row = np.concatenate(([i], np.minimum(through, row[1:] + 1)))
        row = np.minimum.accumulate(row - at) + at
    return int(row[-1])


def restored(passage: str, text: str) -> bool:
    """Whether a passage stands in a text, as it is or with characters marked as lost; both in standard form."""
    if passage in text:
        return True
    marked = (line.strip() for line in text.splitlines() if any(mark in line for mark in LOST))
    return any(re.fullmatch(_ANY_MARK.sub(".", re.escape(line)), passage) for line in marked)


def facts_of(batch: Batch) -> dict[str, Counter[str]]:
    """By document, the values that its counts have, with their units."""
    found: dict[str, Counter[str]] = {}
    for row in batch["counts"].select(["doc_id", "value", "unit"]).to_pylist():
        if row["value"] is not None:
            found.setdefault(row["doc_id"], Counter())[f"{row['value']:g} {row['unit']}"] += 1
    return found


def judged_shifts(damaged: Damaged, repairs: Sequence[Row]) -> list[Judged]:
    """Each repair of a mis-aligned run against what stood there."""
    judged: list[Judged] = []
    starts = np.cumsum([0, *(len(m.text) + 1 for m in damaged.mirrored)])
    paragraphs = damaged.truth.split("\n")
    for row in repairs:
        if row["kind"] != SHIFT_KIND:
            continue
        number = int(np.searchsorted(starts, int(str(row["raw_start"])), side="right")) - 1
        low, high = (int(str(row[key])) - int(starts[number]) for key in ("raw_start", "raw_end"))
        truths = _truths(damaged.mirrored[number], paragraphs[number], low, high)
        after = str(row["after"] or "")
        right = any(_equal(after, truth) for truth in truths)
        judged.append(
            Judged(
                float(str(row["confidence"])),
                right,
                damaged.mirrored[number].text[max(low - CONTEXT, 0) : high + CONTEXT],
                after,
                truths[0],
            )
        )
    return judged


def _truths(mirrored: Mirrored, paragraph: str, low: int, high: int) -> list[str]:
    """What stood at `low` to `high` of a mirrored paragraph: with, and without, a character of which only half stands there."""
    touched = [o for o in mirrored.origins[low:high] if o]
    if not touched:
        return [""]
    first, last = min(o[0] for o in touched), max(o[1] for o in touched) + 1
    shared_before = any(o and o[1] >= first for o in mirrored.origins[:low])
    shared_behind = any(o and o[0] < last for o in mirrored.origins[high:])
    return [paragraph[first + a : last - b] for a in range(1 + shared_before) for b in range(1 + shared_behind)]


def _equal(after: str, truth: str) -> bool:
    after, truth = _standard(after), _standard(truth)
    return len(after) == len(truth) and all(a == b or a in LOST for a, b in zip(after, truth, strict=True))


def _standard(text: str) -> str:
    """The text in one script and width."""
    return unicodedata.normalize("NFKC", convert(text))


def _body(text: str) -> str:
    """A text with one line end between paragraphs, however many it has."""
    return re.sub(r"\s*\n\s*", "\n", text.strip())


def _parting(passage: str, text: str) -> str:
    """Where a passage and the text part: some characters before, then what the passage has and what the text has."""
    low, high = 0, len(passage)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if passage[:middle] in text else (low, middle - 1)
    at = text.find(passage[:low]) + low
    return f"{passage[max(low - 12, 0) : low]}[-{passage[low : low + 16]}-]{{+{text[at : at + 16]}+}}".replace("\n", "⏎")
