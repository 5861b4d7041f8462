"""How a quantity was read, and the words that govern it."""

from __future__ import annotations

from dataclasses import dataclass

from kaozheng.tasks.extract.borders import STATEMENT_BORDER, behind_last
from kaozheng.tasks.extract.surroundings import Words
from kaozheng.tasks.text import Span

_CONTEXT = 60


@dataclass(slots=True)
class Reading:
    """How a quantity was read, and the words that its aspect came from."""

    measure: str
    item: str | None
    span: Span | None
    unit: str | None
    aspect: str = "none"
    context: str = ""
    category: str = ""


def text_of(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


def statement(context: str) -> str:
    """The part of `context` behind the last border of statements."""
    return behind_last(STATEMENT_BORDER, context)


def own_label(words: Words) -> str:
    """The label without what still tells of the number before it."""
    return words.label.text if words.first else words.label.own


def _goes_on_anew(last: Reading, words: Words) -> bool:
    """新增泊位300个，充电桩60个, but not 日增企业52家，返岗人数2万人."""
    return words.listed and last.aspect == "incremental" and last.category == words.category


def governing_words(last: Reading | None, words: Words) -> str:
    """The words that govern a number: its label, in a list those of the list's head too (新增泊位300个，充电桩60个)."""
    if last and not words.first and (words.label.continues or not words.label.text.strip() or _goes_on_anew(last, words)):
        return last.context[-_CONTEXT:] + words.label.text
    return own_label(words)
