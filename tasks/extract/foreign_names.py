"""Names of people that are written by their sound: of several parts with dots, of known parts, or of characters that transliterate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.credited import Name
from kaozheng.tasks.extract.lexicon import Lexicon
from kaozheng.tasks.extract.name_shapes import LONG_ELEMENT, NameShapes

_HAN = r"\u4e00-\u9fff"
_MOST_PARTS = 3
_DOTS = frozenset("·•")
# 麦盖提县 is no name of a person.
_DIVISIONS = frozenset("县镇乡村旗队")
_SAID = re.compile(rf"(?:[{_HAN}]{{2}}地|[{_HAN}]着)?[说称讲笑]|表示|告诉|介绍|[，。、]")


def find_foreign(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """乔尔杰维奇 in 主帅乔尔杰维奇说: a run of characters that transliterate, behind a title."""
    for match in shapes.transliterated.finditer(reading.text):
        if lexicon.title_before(reading.text, match.start()) is not None:
            yield Name(*match.span(), match.group())


def find_dotted(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """Names of several parts, whole where the tagger cuts them, and without the title before them: 前锋|买买提江·图尔荪."""
    text = reading.text
    for match in shapes.dotted.finditer(text) if "·" in text else ():
        dot = text.index("·", match.start())
        start = next((at for at in range(match.start(), dot) if _begins(reading, lexicon, at)), match.start())
        if text[match.end() - 2] in _DOTS:
            continue  # 流金·多彩
        yield Name(start, match.end(), text[start : match.end()])


def find_of_elements(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """次仁顿珠: two parts of names side by side are one, whatever the tagger sees; so is a long one (宝力道)."""
    text = reading.text
    found = shapes.parts.find_matches_as_indexes(text)
    at = 0
    while at < len(found):
        last = at
        while last + 1 < len(found) and last - at < _MOST_PARTS - 1 and found[last + 1][1] == found[last][2]:
            last += 1
        start, end = found[at][1], found[last][2]
        if called := shapes.address.match(text, end):
            yield Name(start, called.end(), text[start : called.end()])
        elif last > at or (end - start >= LONG_ELEMENT and text[end : end + 1] not in _DIVISIONS):
            yield Name(start, end, text[start:end])
        elif _SAID.match(text, end) and lexicon.title_before(text, start) is not None:
            yield Name(start, end, text[start:end])  # 村民|加布|感激地说
        at = last + 1


def _begins(reading: Reading, lexicon: Lexicon, at: int) -> bool:
    """Whether a name may begin at an offset: behind a title, or where a word does that no title begins."""
    if lexicon.title_before(reading.text, at) is not None:
        return True
    token = reading.tokens[reading.index_at(at)]
    return token.start == at and lexicon.title_kind(reading.text[at : token.end]) is None
