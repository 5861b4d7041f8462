"""Units that stand alone on a page that has lost its digits: 派出辆消防车, 自驾公里, 设置安置点处.

Elsewhere such words are too often something else, so only an article whose body has no digit, and whose losses show that it had some, is
read so. Where words begin and end is jieba's answer; what may stand around a unit is in `vocabulary/general/bare_units.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.units import Units, compile_units
from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import word_model

Word = tuple[str, str]
"""A word and its part of speech."""

_HEDGES = frozenset("余多近约")
_NO_UNIT_BEFORE = _HEDGES | {"每秒", "每小时", "每分钟"}
_PAUSES = frozenset("，。；、：！？,;）)\n")
# What makes a unit the end of a word of number or choice: 这辆, 每户, 几名, 两名.
# jieba takes these together with the unit behind them: 由|张, 向|名.
_LEADING = frozenset("由向从共和给把将被让请派")
_BEFORE_UNIT = _HEDGES | {"个"}
_ENDS_WORDS = frozenset("次家场轮天位栋列班")
_NO_ITEM = frozenset("人们长里中外内上下前后")
_PARTS_OF_UNITS = frozenset(("小时", "月"))
# 签到|了户: the word that jieba cuts most often behind 了.
_HOUSEHOLD = "户"
_PAIR = 2
_DETERMINERS = frozenset("这那每各哪几某该本一二两三四五六七八九十百千万亿半数首第整单双多全同")


@dataclass(frozen=True)
class BareUnits:
    """By unit the places where it may stand; the units that it may be; the words of the language."""

    where: dict[str, frozenset[str]]
    units: Units
    words: Mapping[str, float]


@built_once
def compile_bare_units(vocabulary: Vocabulary) -> BareUnits:
    where: dict[str, set[str]] = {}
    for entry in vocabulary.entries("bare_units"):
        where.setdefault(entry["unit"], set()).add(entry["where"])
    return BareUnits({unit: frozenset(found) for unit, found in where.items()}, compile_units(vocabulary), word_model(vocabulary).words)


def scan_bare_units(text: str, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """The units of a stripped page whose number is gone, in order."""
    import rjieba

    bare = compile_bare_units(vocabulary)
    words = rjieba.tag(text)
    end = 0
    for n, (word, _) in enumerate(words):
        start, end = end, end + len(word)
        glue = _glue(word, text[end : end + 1], bare)
        if glue is None:
            continue
        unit_start = start + (glue == "front")
        if _stands_alone(bare.where[text[unit_start:end]], text[unit_start - 1 : unit_start], Around(words, n, glue)):
            unit = bare.units.at(text[unit_start:end], 0)
            if unit:
                first = unit_start - (text[unit_start - 1 : unit_start] in _BEFORE_UNIT)
                yield Quantity(first, end, unit_start, end, None, None, "missing", unit, "lost", "lost")


def _glue(word: str, following: str, bare: BareUnits) -> str | None:
    """How a unit ends a word: '' where it is the word, 'front' where jieba has glued it to what is before it; None where no unit does.

    安置|点处 at a pause, 他|向名|医生.
    """
    if word in bare.where:
        return ""
    if len(word) != _PAIR or word[1] not in bare.where or word in bare.words:
        return None
    if word[0] in _LEADING or (following in _PAUSES and word[1] not in _ENDS_WORDS):
        return "front"
    return None


@dataclass(frozen=True)
class Around:
    """The words around a unit, which is word `n` or its end."""

    words: Sequence[Word]
    n: int
    glue: str

    @property
    def word(self) -> Word:
        return self.words[self.n]

    @property
    def before(self) -> Word | None:
        return self.words[self.n - 1] if self.n and not self.glue else None

    @property
    def counted(self) -> Word | None:
        """The word before the unit, a hedge passed over: 通行证|多|张."""
        hedged = self.before is not None and self.before[0] in _HEDGES and self.n > 1
        return self.words[self.n - 2] if hedged else self.before

    def after(self, distance: int = 1) -> Word:
        return self.words[self.n + distance] if self.n + distance < len(self.words) else ("\n", "x")


def _stands_alone(where: frozenset[str], character: str, around: Around) -> bool:
    """Whether only a number can have stood before a unit; `character` is before it. 件件 says every one."""
    before = around.before
    doubled = around.word[0] == around.after()[0] or (before is not None and around.word[0] == before[0])
    if doubled or (character in _DETERMINERS and character not in _HEDGES):
        return False
    if "any" in where and (before is None or before[1] != "m" or before[0] in _NO_UNIT_BEFORE):
        return True
    leading = around.glue and character in _LEADING
    if around.after()[0][0] in _PAUSES:
        counted = around.counted
        noun_before = counted[1][0] in "nl" if counted else bool(around.glue) and not leading
        verb_before = before is not None and (before[1][0] == "v" or (before[0] == "了" and around.word[0] != _HOUSEHOLD))
        return ("behind" in where and noun_before) or ("done" in where and verb_before)
    if not _noun_follows(around):
        return False
    if before is None or before[1][0] not in "rn":
        return "before" in where
    return "named" in where and before[1][0] == "n"


def _noun_follows(around: Around) -> bool:
    """处级干部, 轻伤人员: a noun, or one behind a word that says which."""
    word, tag = around.after()
    if word in _PARTS_OF_UNITS:
        return False
    if tag[0] in "nijlbs" and word[0] not in _NO_ITEM:
        return True
    return (tag[0] in "av" or tag == "z") and around.after(2)[1][0] in "nl"
