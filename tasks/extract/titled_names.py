"""Names that the tagger does not see: between what somebody is and what he does or says, or what he is politely called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaozheng.tasks.extract.actor_reading import PERSON, Reading
from kaozheng.tasks.extract.credited import Name
from kaozheng.tasks.extract.lexicon import Lexicon
from kaozheng.tasks.extract.name_shapes import NameShapes
from kaozheng.tasks.extract.nobody import COMMON

_HAN = r"\u4e00-\u9fff"
# 高兴地说, 笑着说, 也表示: what stands between a name and its verb of speech.
_MANNER = re.compile(rf"(?:[{_HAN}]{{2}}地|[{_HAN}]着|[也还又则却就])$")
_POLITE = re.compile("女士|先生")
_USUAL = frozenset(("v", "vn", "n", "w", "m"))
_DOES = frozenset(("v", "d", "p"))
_NO_NAME = frozenset(("p", "d", "c", "u", "r", "m", "w", "t", "TIME", "LOC", "ORG"))
# 石 of 石局长
_SURNAME_TAGS = frozenset(("n", "nz", "nr", PERSON))
_BEFORE_SURNAME = frozenset(("ORG", "LOC", "w"))
_WHOLE = 3
_THREE = re.compile(f"[{_HAN}]{{3}}")
CLAUSE_ENDS = ("，", "、", "。", "；")
# The log probability that a word must exceed to be read as one rather than as a given name (安国, 建国).
_RARE = -12.0
_HAN_NAME = re.compile(f"[{_HAN}]{{2,3}}")


def find_titled(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """A common surname and one or two characters between an office and a verb of speaking, a comma and the like."""
    text = reading.text
    for _, at, _ in lexicon.office_heads.find_matches_as_indexes(text, overlapping=True) if reading.tokens else ():
        token = reading.tokens[reading.index_at(at)]
        if token.tag == PERSON or token.end - at < 2 or _called_by_office(reading, at):
            continue
        if token.start < at and lexicon.title_kind(text[at : token.end]) != "office":
            continue  # 市委书记 is one word
        begin = lexicon.office_prefix(text, at, token.end)
        if begin is None and lexicon.title_kind(text[at : token.end + 1]) == "office":
            begin = token.end + 1  # 代区|长续明
        if begin is None:
            continue
        match = shapes.after_title.match(text, begin)
        if (
            match
            and reading.tokens[reading.index_at(match.end() - 1)].end == match.end()
            and not _ordinary(reading, match.start(), match.end(), lexicon)
            and not _to_somebody(reading, match.start(), match.end())
        ):
            yield Name(match.start(), match.end(), match.group())
        elif not match and (end := next((begin + n for n in (3, 2) if _rare(reading, begin, begin + n, lexicon, shapes)), None)):
            yield Name(begin, end, text[begin:end])


def _called_by_office(reading: Reading, at: int) -> bool:
    """周 before 市长: whether an office is what somebody is called, so that no name follows it."""
    before = reading.tokens[reading.index_at(at - 1)] if at else None
    return before is not None and before.tag == PERSON and before[:2] == (at - 1, at)


def find_headed(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """石局长 in 省工信厅石局长: a common surname that is a word of its own, behind a body or a mark, and an office."""
    text, tokens = reading.text, reading.tokens
    for _, at, _ in lexicon.office_heads.find_matches_as_indexes(text, overlapping=True) if tokens else ():
        if text[at - 1 : at] not in shapes.common:
            continue
        index = reading.index_at(at - 1)
        whole = tokens[index][:2] == (at - 1, at) and tokens[index].tag in _SURNAME_TAGS
        title = whole and lexicon.title_kind(text[at : tokens[index + 1].end]) == "office"
        if title and (not index or tokens[index - 1].tag in _BEFORE_SURNAME):
            yield Name(at - 1, tokens[index + 1].end, text[at - 1 : tokens[index + 1].end])


def _rare(reading: Reading, start: int, end: int, lexicon: Lexicon, shapes: NameShapes) -> bool:
    """主任计青柱，: whether a surname, common or not, and one or two characters, none of them of a word, end a clause behind an office.

    Three may have a verb behind them: 总经理郐占生|陪同.
    """
    text = reading.text
    if text[start : start + 1] not in shapes.surnames or not _HAN_NAME.fullmatch(text, start, end) or not lexicon.coined(text[start:end]):
        return False
    own = reading.tokens[reading.index_at(start) : reading.index_at(end - 1) + 1]
    known = any(t.tag in _NO_NAME or (t.end - t.start > 1 and not lexicon.coined(text[max(t.start, start) : t.end])) for t in own)
    seen = any(t.tag == PERSON and t.end - t.start > 1 for t in own)
    drawn = own[0].start < start and len(own) == 1  # 代区|长续明
    if known or seen or not (own[0].start == start or drawn) or own[-1].end != end:
        return False
    if text[end : end + 1] in CLAUSE_ENDS:
        return True
    following = reading.tokens[reading.index_at(end)] if end < len(text) else None
    acts = following is not None and following.tag in _DOES and end - start == _WHOLE
    return acts and not any(t.end - t.start == 1 and t.tag in _DOES for t in own)


def find_courteous(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """巡视员妥佳女士: a surname, common or not, between a title and what one calls people politely."""
    text = reading.text
    for polite in _POLITE.finditer(text):
        end = polite.start()
        for start in (end - 3, end - 2):
            named = start > 0 and text[start] in shapes.surnames and _HAN_NAME.fullmatch(text, start, end)
            if named and lexicon.coined(text[start:end]) and lexicon.title_before(text, start) is not None:
                yield Name(start, end, text[start:end])
                break


def find_employed(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """A common surname and two characters, none of them of a word, between an occupation and what somebody does: 村民|付立|军|正在."""
    text, tokens = reading.text, reading.tokens
    for _, begin, start in lexicon.jobs.find_matches_as_indexes(text):
        if text[start : start + 1] not in shapes.common or not tokens:
            continue
        end, index = start + 3, reading.index_at(start)
        own = [t for t in tokens[index : index + 3] if t.start < end]
        last = index + len(own)
        drawn = tokens[index][:2] == (begin, end)  # 花农常明征
        whole = (tokens[index].start == start and own[-1].end == end and tokens[reading.index_at(begin)].start == begin) or drawn
        known = any(t.tag == "w" or (t.end - t.start > 1 and not lexicon.coined(text[t.start : t.end])) for t in own)
        if whole and not known and last < len(tokens) and tokens[last].tag in _DOES:
            yield Name(start, end, text[start:end])


def find_speaking(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """Names between a title and a verb of speech."""
    for verb in shapes.speech.finditer(reading.text):
        for find in (_said_by_surname, _said_by_office):
            if name := find(reading, verb, lexicon, shapes):
                yield name


def _said_by_surname(reading: Reading, verb: re.Match[str], lexicon: Lexicon, shapes: NameShapes) -> Name | None:
    """Two or three characters that begin with a surname: 员工曾高华感叹."""
    text = reading.text
    said = verb.start()
    inside = reading.tokens[reading.index_at(said)]
    if inside.start < said and not lexicon.coined(text[inside.start : verb.end()]):
        return None  # 王明报|道
    manner = _MANNER.search(text, max(said - 4, 0), said)
    end = manner.start() if manner else said
    for start in (end - 3, end - 2):
        if _to_somebody(reading, start, end):
            return None
        if start < 0 or text[start] not in shapes.surnames or (end - start == 2 and text[start] not in shapes.common):
            continue
        if shapes.words.get(text[start + 1 : end], _RARE) > _RARE or text[start:end] in shapes.words:
            continue
        if lexicon.title_before(text, start) is not None and not _ordinary(reading, start, end, lexicon):
            return Name(start, end, text[start:end])
    return None


def _to_somebody(reading: Reading, start: int, end: int) -> bool:
    """向|李强: whether a span is a preposition or a conjunction and a name of its own."""
    index = reading.index_at(max(start, 0))
    own = reading.tokens[index : index + 2]
    return len(own) == 2 and own[0].tag in ("p", "c") and own[1].tag == PERSON and (own[0].start, own[1].end) == (start, end)


def _said_by_office(reading: Reading, verb: re.Match[str], lexicon: Lexicon, shapes: NameShapes) -> Name | None:
    """Three characters that are no word between an office and a verb of speech are a name, whatever the surname: 局长官晓棠介绍."""
    text, tokens, end = reading.text, reading.tokens, verb.start()
    start = end - 3
    if start < 2 or text[start] in shapes.surnames or _THREE.fullmatch(text, start, end) is None:
        return None
    title = lexicon.title_before(text, start)
    if title is None or lexicon.title_kind(text[title:start]) != "office":
        return None
    own = tokens[reading.index_at(start) : reading.index_at(end - 1) + 1]
    if title <= own[0].start < start:
        if lexicon.title_before(text, own[0].end) is not None:
            return None  # 总支书|记李红: a longer title goes on
        own = own[1:]  # 局长官|晓棠: the surname was drawn to the title
    whole = own and title < own[0].start <= start + 1 and own[-1].end == end
    another = whole and own[0].tag == "v" and own[-1].tag == PERSON and shapes.plausible(text[own[-1].start : end])  # 请|张敏
    known = any(t.tag in _NO_NAME or (t.end - t.start > 1 and not lexicon.coined(text[t.start : t.end])) for t in own)
    return Name(start, end, text[start:end]) if whole and not another and not known else None


def _ordinary(reading: Reading, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a span is one ordinary word; three characters that begin with a surname are hardly ever one behind an office unless two of
    them are (任务|重), nor are two that no dictionary has."""
    token, text = reading.tokens[reading.index_at(start)], reading.text
    if end - start == _WHOLE and token[:2] == (start, end - 1) and lexicon.words.get(text[start : end - 1], COMMON) > COMMON:
        return True
    short = end - start < _WHOLE and (token.tag in _USUAL or not lexicon.coined(text[start:end]))
    return token.start == start and token.end >= end and (token.end > end or short)
