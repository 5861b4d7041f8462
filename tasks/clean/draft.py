"""What a repair sees: the text so far, the raw text that it came from, and the vocabulary; and how to walk its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kaozheng.tasks.text import AlignedText, Span
from kaozheng.tasks.vocabulary import Vocabulary

IDEOGRAPHS = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PRIVATE_USE = "\ue000-\uf8ff"
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_WIDE = re.compile(f"[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff{IDEOGRAPHS}{PRIVATE_USE}\uff01-\uff60\uffe0-\uffe6“”‘’—…]")
_LINE = re.compile(r"[^\n]+")
_SENTENCE_MARK = re.compile("[。！？；]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A document on its way through the repairs."""

    text: AlignedText
    raw: str
    vocabulary: Vocabulary

    @property
    def string(self) -> str:
        return self.text.string

    def raw_width(self, start: int, end: int) -> int:
        """Columns that `string[start:end]` took in the raw text, where it was wrapped: a Chinese character two, an ASCII character one."""
        raw = self.text.raw_span(start, end)
        return columns(self.raw[raw.start : raw.end])


def columns(string: str) -> int:
    """Width in columns: a Chinese character two, an ASCII character one."""
    return len(string) + len(_WIDE.findall(string))


def lines(string: str) -> Iterator[Span]:
    """The lines that hold more than white space, without their trailing white space."""
    for line in _LINE.finditer(string):
        content = line[0].rstrip()
        if content:
            yield Span(line.start(), line.start() + len(content))


def is_prose(line: str) -> bool:
    """Whether a line reads as running text: a sentence mark and the length of a sentence, mostly Chinese."""
    return len(line) >= 20 and _SENTENCE_MARK.search(line) is not None and len(_IDEOGRAPH.findall(line)) * 2 > len(line)
