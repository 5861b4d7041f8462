"""People: tagged names that can be names, names behind titles and credits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.lexicon import Lexicon
from kaozheng.tasks.extract.name_shapes import LONG_ELEMENT, NameShapes
from kaozheng.tasks.extract.nobody import Doubts

_HAN = r"\u4e00-\u9fff"
_BEHIND = re.compile(r"[ \u3000]{1,3}(摄影报道|摄影|供图|供稿|摄|图|文)(?![\u4e00-\u9fff])")
_BEHIND_ROLES = {"摄": "摄影", "图": "供图", "文": "作者"}
# 高兴地说, 笑着说, 也表示: what stands between a name and its verb of speech.
_MANNER = re.compile(rf"(?:[{_HAN}]{{2}}地|[{_HAN}]着|[也还又则却就])$")
# 秦智|追平台: the tagger cuts the last character of a thing's name off.
_THING_CUT = re.compile(rf"[{_HAN}](?:小程序|平台(?!上(?!线)))")
_LONGEST_TITLE = 8
_MOST_PARTS = 3
# A full stop, a name and 摄 are no longer.
_LONGEST_PHOTO = 6
_WITH_VERB = 4
_SAYS = frozenset("说称")
_GOES_ON = frozenset(("w", "v", "d", "p", "c", "u"))
# 安祁段 behind a road or a river is a stretch of it.
_STRETCH = re.compile("(?:高速|公路|国道|省道|铁路|线|江|河)$")
# 麦盖提县 is no name of a person.
_DIVISIONS = frozenset("县镇乡村旗队")
_DOES = frozenset(("v", "d", "p"))
_NO_NAME = frozenset(("p", "d", "c", "u", "r", "m", "w", "t", "TIME", "LOC", "ORG"))
# 交警周末夜查: a time of the week.
_WEEKDAY = re.compile("周末|周[日一二三四五六][早午晚夜晨]|周日$")
_GAPS = (" ", "\u3000")
_THREE = re.compile(f"[{_HAN}]{{3}}")
# 赵立|新任 + 队长: the tagger draws the end of a given name to the verb.
_APPOINTED = re.compile(rf"[{_HAN}](?=任[{_HAN}]{{2}})")
# 郑珊则|说, 郑珊如|是说: how it is said, of which the tagger draws the first character to the name.
_MANNER_DRAWN = re.compile("则|如[是此]")
# 韦 韬: two characters of a name set apart to the width of three.
_APART = re.compile(rf"[ \u3000]{{1,2}}[{_HAN}](?![{_HAN}]{{2}}[ \u3000])")
# The log probability that a word must exceed to be read as one rather than as a given name (安国, 建国).
_RARE = -12.0


class Name(NamedTuple):
    """A person's name in the text; `credit` is the role of a byline that it stands under, `of_outlet` that the paper's people have it."""

    start: int
    end: int
    name: str
    credit: str | None = None
    of_outlet: bool = False


def find_names(reading: Reading, lexicon: Lexicon, shapes: NameShapes, doubts: Doubts) -> list[Name]:
    """The names of people in an article, in order and without overlap."""
    found = [*_credited(reading, lexicon, shapes, doubts)]
    taken = {offset for name in found for offset in range(name.start, name.end)}
    others = [
        find(reading, lexicon, shapes)
        for find in (_tagged, _titled, _employed, _foreign, _speaking, _addressed, _dotted, _of_elements, _in_lists)
    ]
    for name in sorted(chain.from_iterable(others), key=lambda n: (n.start, -n.end)):
        if (
            taken.isdisjoint(range(name.start, name.end))
            and not _WEEKDAY.match(name.name)
            and not reading.in_work(name.start, name.end)
            and not _appoints(reading, lexicon, name)
            and not doubts.nobody(reading, lexicon, name.start, name.end)
        ):
            found.append(name)
            taken.update(range(name.start, name.end))
    return _share_credits(reading.text, sorted(found), shapes)


def _appoints(reading: Reading, lexicon: Lexicon, name: Name) -> bool:
    """市长任组长, 担任组长: what may be a surname and a title, where it tells which office the one before it has."""
    text, start = reading.text, name.start
    if name.name[0] != "任" or lexicon.title_kind(name.name[1:]) is None:
        return False
    before = reading.tokens[reading.index_at(start - 1)] if start else None
    held = before is not None and (before.tag == "PER" or lexicon.ends_in_title(text, max(start - _LONGEST_TITLE, 0), start) is not None)
    return held or text[start - 1 : start] in ("担", "出", "兼") or text[name.end : name.end + 1] == "的"


def _share_credits(text: str, names: Sequence[Name], shapes: NameShapes) -> list[Name]:
    """The credit of names that stand right behind a credit's word, or behind a name that has one."""
    out: list[Name] = []
    for name in names:
        before = text[max(name.start - 16, 0) : name.start].rstrip(" \u3000")
        role = next(r for r in shapes.roles if before.endswith(r)) if before.endswith(shapes.roles) else None
        if not name.credit and role:
            name = name._replace(credit=role, of_outlet=shapes.credits[role])
        elif not name.credit and out and out[-1].credit and not text[out[-1].end : name.start].strip(" \u3000、"):
            name = name._replace(credit=out[-1].credit, of_outlet=out[-1].of_outlet)
        elif not name.credit and (photo := _BEHIND.match(text, name.end)):
            name = name._replace(credit=_BEHIND_ROLES.get(photo[1], photo[1]))
        out.append(name)
    return out


def _credited(reading: Reading, lexicon: Lexicon, shapes: NameShapes, doubts: Doubts) -> Iterator[Name]:
    """Names behind 记者, 通讯员, 摄影 …: several share one role, and a name may be set apart (韦 韬).

    Between 记者 and 摄 are names alone, which a page without list commas runs together.
    """
    for match in shapes.credit_run.finditer(reading.text):
        role, begin = match["role"], match.start("names")
        if (first := shapes.one_name.match(reading.text, begin)) and doubts.nobody(reading, lexicon, begin, first.end()):
            continue  # 统筹|从福州、宁德
        for name in shapes.one_name.finditer(reading.text, match.start("names"), match.end("names")):
            yield Name(name.start(), name.end(), re.sub(r"\s", "", name.group()), role, shapes.credits[role])
    yield from _between_credits(reading.text, shapes)
    for part in reading.article.part_spans("byline"):
        word = reading.text[part.start : part.end]
        # A byline of nothing but a name, which the tagger may not know: 东方竹.
        if len(word) > 2 and shapes.surname(word) is not None and word[:2] in shapes.surnames:
            yield Name(part.start, part.end, word)
    last = reading.text.rstrip()
    if last.endswith("摄") and (alone := shapes.photo_alone.search(last, max(len(last) - _LONGEST_PHOTO, 0))):
        yield Name(*alone.span("name"), alone["name"], _BEHIND_ROLES["摄"])
    for run in shapes.photo_run.finditer(reading.text) if "摄" in reading.text else ():
        at = run.start("names")
        for word in shapes.parted(run["names"]) if not shapes.credit_run.match(reading.text, run.start()) else ():
            yield Name(at, at + len(word), word, run["role"], shapes.credits[run["role"]])
            at += len(word)


def _between_credits(text: str, shapes: NameShapes) -> Iterator[Name]:
    """Whoever stands between two words of credits has a name, whatever the surname: 编辑 火佳音 校对."""
    for match in shapes.between.finditer(text):
        name = match["name"]
        if shapes.surname(name) is None and name not in shapes.words and name[:2] not in shapes.words:
            yield Name(*match.span("name"), name, match["role"], shapes.credits[match["role"]])


def _tagged(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    for index in reading.people:
        token, end = reading.tokens[index], _name_end(reading, index, lexicon, shapes)
        if reading.text[token.start : token.start + 2] in shapes.surnames:
            end = _behind_double(reading, index, end)
        start = _surname_before(reading, index, lexicon, shapes)
        word = reading.text[start:end]
        if shapes.plausible(word) and not _is_thing(reading.text, start, end, shapes):
            yield Name(start, end, shapes.joined(word))


def _surname_before(reading: Reading, index: int, lexicon: Lexicon, shapes: NameShapes) -> int:
    """Where the name begins that a tagged word of two characters is, or ends: behind an office its surname may be cut off (冒|小琴)."""
    start = reading.tokens[index].start
    before = reading.tokens[index - 1] if index else None
    if before is None or before[:2] != (start - 1, start) or reading.tokens[index].end - start != 2:
        return start
    usual, own = (reading.text[at] in shapes.common for at in (start - 1, start))
    cut = usual and not own if before.tag in ("p", "c") else reading.text[start - 1] in shapes.surnames and (usual or not own)
    return start - 1 if cut and lexicon.ends_in_title(reading.text, max(start - 1 - _LONGEST_TITLE, 0), start - 1) is not None else start


def _is_thing(text: str, start: int, end: int, shapes: NameShapes) -> bool:
    """余亩, 田长制, 安祁段, 苗苗通小程序: whether what the tagger calls a name is a measure or belongs to a thing."""
    word = text[start:end]
    if (word[0] == "余" and word[1:] in shapes.units) or word.endswith("长制"):
        return True
    if word[-1] == "段" and _STRETCH.search(text, max(start - 2, 0), start):
        return True
    return (len(word) == 2 and _THING_CUT.match(text, end) is not None) or shapes.thing_behind.match(text, end) is not None


def _behind_double(reading: Reading, index: int, end: int) -> int:
    """Where a name with a double surname ends, that the tagger has cut (贺兰|征) or drawn a verb to (贺兰征说)."""
    size = end - reading.tokens[index].start
    if size == _WITH_VERB and reading.text[end - 1] in _SAYS:
        return end - 1
    following = reading.tokens[index + 1] if index + 1 < len(reading.tokens) else None
    cut = following is not None and size == 2 and following.start == end and following.end - end == 1 and following.tag not in _GOES_ON
    return end + 1 if cut else end


def _name_end(reading: Reading, index: int, lexicon: Lexicon, shapes: NameShapes) -> int:
    """Where the name ends that a tagged word is or begins."""
    token = reading.tokens[index]
    if token.end - token.start == 1:
        return _given_name(reading, index, lexicon)
    if token.end - token.start == 3 and (manner := _MANNER_DRAWN.match(reading.text, token.end - 1)):
        return token.end - _is_said(reading.text, manner.end(), shapes)
    appointed = _APPOINTED.match(reading.text, token.end) if token.end - token.start == 2 else None
    takes_office = appointed and reading.tokens[index + 1].end == appointed.end() + 1 and _title_at(reading, index + 2, lexicon)
    if appointed and takes_office and reading.text[appointed.start() : appointed.end() + 1] not in shapes.appointments:
        return appointed.end()
    return token.end


def _is_said(text: str, at: int, shapes: NameShapes) -> bool:
    return text[at : at + 1] in _SAYS or shapes.speech.match(text, at) is not None


def _title_at(reading: Reading, index: int, lexicon: Lexicon) -> bool:
    tokens = reading.tokens[index : index + 1]
    return bool(tokens) and lexicon.title_kind(reading.text[tokens[0].start : tokens[0].end]) is not None


def _given_name(reading: Reading, index: int, lexicon: Lexicon) -> int:
    """Where a name ends of which the tagger knew but the surname: with the next word, behind a title with two characters if need be."""
    start, end = reading.tokens[index].start, reading.tokens[index].end
    titled = lexicon.ends_in_title(reading.text, max(start - _LONGEST_TITLE, 0), start) is not None
    if apart := _APART.match(reading.text, end):
        return apart.end()
    for token in reading.tokens[index + 1 : index + 3]:
        single = token.end - token.start == 1
        if token.start != end or token.end - start > 3 or not (token.tag in ("n", "nz", "nr") or (titled and token.tag != "w")):
            break
        end = token.end
        if not single or not titled:
            break
    return end


def _titled(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """A common surname and one or two characters between an office and a verb of speaking, a comma and the like."""
    text = reading.text
    for _, at, _ in lexicon.office_heads.find_matches_as_indexes(text, overlapping=True) if reading.tokens else ():
        token = reading.tokens[reading.index_at(at)]
        if token.start != at or token.tag == "PER" or token.end - token.start < 2:
            continue
        begin = lexicon.office_prefix(text, token.start, token.end)
        if begin is None:
            continue
        match = shapes.after_title.match(text, begin)
        if (
            match
            and reading.tokens[reading.index_at(match.end() - 1)].end == match.end()
            and not _ordinary(reading, match.start(), match.end())
            and not _to_somebody(reading, match.start(), match.end())
        ):
            yield Name(match.start(), match.end(), match.group())


def _employed(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """A common surname and two characters, none of them of a word, between an occupation and what somebody does: 村民|付立|军|正在."""
    text, tokens = reading.text, reading.tokens
    for _, begin, start in lexicon.jobs.find_matches_as_indexes(text):
        if text[start : start + 1] not in shapes.common or not tokens:
            continue
        end, index = start + 3, reading.index_at(start)
        own = [t for t in tokens[index : index + 3] if t.start < end]
        last = index + len(own)
        whole = tokens[index].start == start and own[-1].end == end and tokens[reading.index_at(begin)].start == begin
        known = any(t.tag == "w" or (t.end - t.start > 1 and not lexicon.coined(text[t.start : t.end])) for t in own)
        if whole and not known and last < len(tokens) and tokens[last].tag in _DOES:
            yield Name(start, end, text[start:end])


def _foreign(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """乔尔杰维奇 in 主帅乔尔杰维奇说: a run of characters that transliterate, behind a title."""
    for match in shapes.transliterated.finditer(reading.text):
        if lexicon.ends_in_title(reading.text, max(match.start() - _LONGEST_TITLE, 0), match.start()) is not None:
            yield Name(*match.span(), match.group())


def _speaking(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
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
        if lexicon.ends_in_title(text, max(start - _LONGEST_TITLE, 0), start) is not None and not _ordinary(reading, start, end):
            return Name(start, end, text[start:end])
    return None


def _to_somebody(reading: Reading, start: int, end: int) -> bool:
    """向|李强: whether a span is a preposition or a conjunction and a name of its own."""
    index = reading.index_at(max(start, 0))
    own = reading.tokens[index : index + 2]
    return len(own) == 2 and own[0].tag in ("p", "c") and own[1].tag == "PER" and (own[0].start, own[1].end) == (start, end)


def _said_by_office(reading: Reading, verb: re.Match[str], lexicon: Lexicon, shapes: NameShapes) -> Name | None:
    """Three characters that are no word between an office and a verb of speech are a name, whatever the surname: 局长官晓棠介绍."""
    text, tokens, end = reading.text, reading.tokens, verb.start()
    start = end - 3
    if start < 2 or text[start] in shapes.surnames or _THREE.fullmatch(text, start, end) is None:
        return None
    title = lexicon.ends_in_title(text, max(start - _LONGEST_TITLE, 0), start)
    if title is None or lexicon.title_kind(text[title:start]) != "office":
        return None
    own = tokens[reading.index_at(start) : reading.index_at(end - 1) + 1]
    if title <= own[0].start < start:
        if lexicon.ends_in_title(text, max(start - _LONGEST_TITLE, 0), own[0].end) is not None:
            return None  # 总支书|记李红: a longer title goes on
        own = own[1:]  # 局长官|晓棠: the surname was drawn to the title
    whole = own and title < own[0].start <= start + 1 and own[-1].end == end
    another = whole and own[0].tag == "v" and own[-1].tag == "PER" and shapes.plausible(text[own[-1].start : end])  # 请|张敏
    known = any(t.tag in _NO_NAME or (t.end - t.start > 1 and not lexicon.coined(text[t.start : t.end])) for t in own)
    return Name(start, end, text[start:end]) if whole and not another and not known else None


def _in_lists(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """Names that a gap sets apart in lists of donors and honours: 村民 原守义 2000元; 曾勇（男） 市应急管理局科长."""
    text = reading.text
    for match in shapes.set_apart.finditer(text):
        end = match.start() - (text[match.start() - 1 : match.start()] in _GAPS)
        if lexicon.ends_in_title(text, max(end - _LONGEST_TITLE, 0), end) is not None:
            yield Name(*match.span("name"), match["name"])
    for match in shapes.listed.finditer(text) if " " in text or "\u3000" in text else ():
        if lexicon.ends_in_title(text, match.start("rest"), match.end("rest")) is not None:
            yield Name(*match.span("name"), shapes.joined(match["name"]))


def _ordinary(reading: Reading, start: int, end: int) -> bool:
    """Whether a span is one ordinary word; three characters that begin with a surname are hardly ever one behind an office."""
    token = reading.tokens[reading.index_at(start)]
    return token.start == start and token.end >= end and (token.end > end or end - start < 3)


def _addressed(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """曲奶奶, 刘某, 李女士, and 老周 behind what he is."""
    for match in shapes.addressed.finditer(reading.text):
        token = reading.tokens[reading.index_at(match.start())] if reading.tokens else None
        if token is None or token.start == match.start():
            yield Name(match.start(), match.end(), match.group())
    for match in shapes.nicknames.finditer(reading.text):
        token = reading.tokens[reading.index_at(match.start())]
        titled = lexicon.ends_in_title(reading.text, max(match.start() - _LONGEST_TITLE, 0), match.start()) is not None
        if titled and (token.start, token.end) == match.span():
            yield Name(*match.span(), match.group())


def _dotted(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """Names of several parts, whole where the tagger cuts them, and without the title before them: 前锋|买买提江·图尔荪."""
    text = reading.text
    for match in shapes.dotted.finditer(text) if "·" in text else ():
        dot = text.index("·", match.start())
        start = next((at for at in range(match.start(), dot) if _begins(reading, lexicon, at)), match.start())
        yield Name(start, match.end(), text[start : match.end()])


def _of_elements(reading: Reading, _lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
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
        at = last + 1


def _begins(reading: Reading, lexicon: Lexicon, at: int) -> bool:
    """Whether a name may begin at an offset: behind a title, or where a word does that no title begins."""
    if lexicon.ends_in_title(reading.text, max(at - _LONGEST_TITLE, 0), at) is not None:
        return True
    token = reading.tokens[reading.index_at(at)]
    return token.start == at and lexicon.title_kind(reading.text[at : token.end]) is None
