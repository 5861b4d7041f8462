"""Words that hedge a number: 约, 超过 before it, 余 and 左右 behind number or unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_OVER = ("超过", "突破", "超出")
# 最多一天接种2.3万剂次: the day of the most.
_RECORD_DAY = re.compile(r"最[多少]一(?:天|日|周|个月)(?=[\u4e00-\u9fff])(?!时间|内|左右)")


@dataclass(frozen=True, slots=True)
class Hedges:
    """Words that hedge a number, longest first: before it (约, 超过) and behind number or unit (余, 左右).

    `counting` are the words behind which 一 counts (新增一例); elsewhere it is an article.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    counting: re.Pattern[str]
    meaning: dict[str, str]
    last_characters: frozenset[str]
    first_characters: frozenset[str]

    def behind(self, text: str, at: int) -> str:
        """The hedge at `at`, the longest; '' where none stands there."""
        found = self.after.match(text, at) if text[at : at + 1] in self.first_characters else None
        return found.group() if found else ""


@built_once
def compile_hedges(vocabulary: Vocabulary) -> Hedges:
    rows = vocabulary.entries("number_modifiers")
    before = sorted((r["word"] for r in rows if r["position"] == "before"), key=len, reverse=True)
    after = sorted({r["word"] for r in rows if r["position"] in ("between", "after")}, key=len, reverse=True)
    counting = any_of(r["word"] for r in rows if r["position"] == "one")
    return Hedges(
        re.compile(f"(?:{'|'.join(map(re.escape, before))})$"),
        re.compile(f"(?:{'|'.join(map(re.escape, after))})"),
        re.compile(f"{counting}$"),
        {r["word"]: r["modifier"] for r in rows if r["position"] != "one"},
        frozenset(word[-1] for word in before),
        frozenset(word[0] for word in after),
    )


def hedge_before(text: str, start: int, bare: bool, hedges: Hedges) -> tuple[int, str | None]:
    """Where the hedge before a number starts, and what it means; (start, None) without one."""
    if bare and text.endswith(_OVER, 0, start):
        return start - 2, "more_than"
    if bare and start and text[start - 1] in "上过破成" and text[max(start - 2, 0) : start] not in ("以上", "网上", "线上"):
        return start - 1, "at_least" if text[start - 1] == "上" else "more_than"
    found = hedges.before.search(text, start - 5 if start > 5 else 0, start)
    if not found or _RECORD_DAY.match(text, found.start()):
        return start, None
    meaning = hedges.meaning[found.group()]
    return (start, None) if meaning == "exact" else (found.start(), meaning)
