"""What looks like a person's name and is nobody's: a place, one of the goods of a list, an ordinary word.

A word that a title stands before, or a verb of speech behind, is somebody's name all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaozheng.tasks.extract.actor_reading import PERSON, Reading
from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.lexicon import Lexicon
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_HAN = "\u4e00-\u9fff"
_NUMBER = "(?:[\\d一二三四五六七八九十百两多几]{1,4}余?[种类样款个批件]?)"
# 乡镇|干部, 村|民, 社区|工作人员: people of a place.
_OF_A_SITE = "民干领书主负党委工医居老长志镇街"
_GOES_ON = frozenset("、等")
# 松一松, 成了成
_A_LITTLE = re.compile(f"([{_HAN}])[一了]\\1")
_LITTLE = frozenset("小老阿")
# The log probability above which a word of two characters is one rather than a name.
COMMON = -11.7
# 李家 are all who live in a house.
_HOUSE = "家"
_OF_HOUSE = 3
_WHOLE = 3
_BESIDE = ("、", "和", "与")
_SITES = frozenset("边湾坪沟坝岭冲坳屋桥店庄营堡寨坡塘垭嘴口圩")
# 东石 is nobody where a 东石镇 is told of.
_DIVISIONS = ("镇", "乡", "村", "县", "街道", "社区")
_OFFICES = (2, 3, 4)
# 从福州、宁德: a preposition that is a surname too.
PREPOSITIONS = frozenset("从由自向往至到在于和与及对因按经")


@dataclass(frozen=True, eq=False)
class Doubts:
    """`goods`, `sites`: behind a name in a list the rest of it, which says that goods or places are listed. `never_last`: characters that
    end no name. `inside`: behind a name what makes a place or a paper of it, `firm` the word of a business. `addresses`: what people are
    called behind their surnames. `speech`: verbs of it.
    """

    goods: re.Pattern[str]
    sites: re.Pattern[str]
    never_last: frozenset[str]
    inside: re.Pattern[str]
    firm: re.Pattern[str]
    addresses: frozenset[str]
    speech: re.Pattern[str]

    def nobody(self, reading: Reading, lexicon: Lexicon, start: int, end: int) -> bool:
        """Whether a span that looks like a name is none."""
        text = reading.text
        word = text[start:end]
        if word in lexicon.not_names or _A_LITTLE.fullmatch(word) or lexicon.title_kind(word) or _is_place(reading, lexicon, start, end):
            return True
        if word[1:] in self.addresses:
            return False
        if _of_a_site(reading, lexicon, start, end):
            return True
        if text[end : end + 1] in _GOES_ON and (self.goods.match(text, end) or self.sites.match(text, end)):
            return True
        if firm := self.firm.match(text, end):
            return not _titled(text, start, lexicon) or any(lexicon.title_kind(text[firm.end() : firm.end() + n]) for n in _OFFICES)
        doubtful = _is_word(word, lexicon) and (lexicon.title_kind(text[end : end + 2]) is None or _begins_with_word(word, lexicon))
        doubtful = doubtful or word[-1] in self.never_last or self.inside.match(text, end) is not None or _of_a_place(text, word)
        doubtful = doubtful and not _titled(text, start, lexicon) and self.speech.match(text, end) is None
        return doubtful and not _among_people(reading, lexicon, start, end)


@built_once
def compile_doubts(vocabulary: Vocabulary) -> Doubts:
    kinds = ("goods", "quality", "site", "line")
    goods, quality, site, line = (any_of(e["word"] for e in vocabulary.entries("things") if e["kind"] == kind) for kind in kinds)
    others = rf"(?:、[{_HAN}]{{1,6}}"
    rest = rf"{others}){{0,6}}等{_NUMBER}?"
    return Doubts(
        re.compile(rf"{rest}{quality}?{goods}"),
        re.compile(rf"{rest}(?:{site}(?![{_OF_A_SITE}])|{line})|{others}?){{1,6}}{line}"),
        frozenset(e["character"] for e in vocabulary.entries("never_last")),
        re.compile("里(?![外应里程])|报(?:记者|讯|社)"),
        re.compile(any_of(e["word"] for e in vocabulary.entries("spelt_names") if e["role"] == "kept")),
        frozenset(e["word"] for e in vocabulary.entries("forms_of_address")),
        re.compile(any_of(e["verb"] for e in vocabulary.entries("speech_verbs"))),
    )


def _is_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is hardly a name: 洪水, 小雨, 申请书, which is made of another word; not a statesman that dictionaries have."""
    if lexicon.coined(word):
        return False
    if len(word) > 2:
        return not (lexicon.coined(word[:2]) and lexicon.coined(word[1:]))
    return word[0] in _LITTLE or lexicon.words[word] > COMMON


def _begins_with_word(word: str, lexicon: Lexicon) -> bool:
    """宣传 in 宣传部: whether a word that dictionaries have begins with a common one, so that the office behind it is of it."""
    return len(word) == _WHOLE and not lexicon.coined(word) and lexicon.words.get(word[:2], COMMON) > COMMON


def _among_people(reading: Reading, lexicon: Lexicon, start: int, end: int) -> bool:
    """张国庆 in 李斌、左克平、张国庆: whether a word stands in a list beside three characters that are no word and name somebody."""
    index = reading.index_at(start)
    if reading.tokens[index][:2] != (start, end):
        return False
    for at, mark in ((index - 2, start - 1), (index + 2, end)):
        other = reading.tokens[at] if 0 <= at < len(reading.tokens) and reading.text[mark : mark + 1] in _BESIDE else None
        if other and other.tag == PERSON and other.end - other.start == _WHOLE and lexicon.coined(reading.text[other.start : other.end]):
            return True
    return False


def _of_a_site(reading: Reading, lexicon: Lexicon, start: int, end: int) -> bool:
    """三溪村|杨朱|安置点: whether a word stands right between a place's name and the whole last word of a site's."""
    text, index = reading.text, reading.index_at(start)
    before = reading.tokens[index - 1] if index else None
    if before is None or before.end != start or before.tag != "LOC":
        return False
    for token in reading.tokens[reading.index_at(end) : reading.index_at(end) + 2] if end < len(text) else ():
        suffix = lexicon.suffix(text, end, token.end) if token.end > end + 1 else None
        if suffix and suffix.text == text[end : token.end] and suffix.kind == "site":
            return True
    return False


def _of_a_place(text: str, word: str) -> bool:
    """Whether two characters are a house's, or the name of a place without what it is, which the text tells elsewhere."""
    if len(word) == _OF_HOUSE and word[1] == _HOUSE:
        return word[2] in _SITES  # 李家边
    return len(word) == 2 and (word[1] == _HOUSE or any(word + division in text for division in _DIVISIONS))


def _titled(text: str, start: int, lexicon: Lexicon) -> bool:
    return lexicon.title_before(text, start) is not None


def _is_place(reading: Reading, lexicon: Lexicon, start: int, end: int) -> bool:
    """康乐 in 永靖、康乐、和政, 雷波 in 雷波县委, 从福州: what the gazetteer's names that mean places here cover."""
    hit = reading.hit_at.get(start)
    if hit and hit.end > end:
        return True
    if hit and hit.end == end:
        return not _titled(reading.text, start, lexicon)
    after = reading.hit_at.get(start + 1)
    return after is not None and after.end == end and reading.text[start] in PREPOSITIONS
