"""People: tagged names that can be names, names behind titles and credits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.credited import Name, find_credited, share_credits
from kaozheng.tasks.extract.foreign_names import find_dotted, find_foreign, find_of_elements
from kaozheng.tasks.extract.lexicon import Lexicon
from kaozheng.tasks.extract.name_shapes import NameShapes
from kaozheng.tasks.extract.nobody import PREPOSITIONS, Doubts
from kaozheng.tasks.extract.titled_names import CLAUSE_ENDS, find_courteous, find_employed, find_headed, find_speaking, find_titled

_HAN = r"\u4e00-\u9fff"
# 秦智|追平台: the tagger cuts the last character of a thing's name off.
_THING_CUT = re.compile(rf"[{_HAN}](?:小程序|平台(?!上(?!线)))")
_DEPUTY = "副"
_HEAD = "长"
_MOVES = frozenset("走站坐蹲跪跑躺扛拎")
_MOVES_ON = frozenset("进到在来上向出过下起着了入访街遍近回")
_WHOLE = 3
_WITH_VERB = 4
_SAYS = frozenset("说称")
_GOES_ON = frozenset(("w", "v", "d", "p", "c", "u"))
# 安祁段 behind a road or a river is a stretch of it.
_STRETCH = re.compile("(?:高速|公路|国道|省道|铁路|线|江|河)$")
# 交警周末夜查: a time of the week.
_WEEKDAY = re.compile("周末|周[日一二三四五六][早午晚夜晨]|周日$")
_GAPS = (" ", "\u3000")
# 角某、多某 are people whatever they are called; 曲某 behind a title is one where no noun follows, as it does in 于某|小区.
_UNNAMED = re.compile(rf"(?P<one>[{_HAN}])某{{1,2}}(?:(?P<listed>(?:[、和与及][{_HAN}]某{{1,2}})+)|(?![{_HAN}]?某))")
_UNNAMED_ONE = re.compile(rf"[{_HAN}]某{{1,2}}(?=[、和与及]|\Z)")
_HAN_NAME = re.compile(f"[{_HAN}]{{2,3}}")
# One or two names of two or three characters, with their marks.
_LISTED_GAPS = range(4, 10)
# 白宝|强，: what an adjective that ends a clause behind somebody's title is the last character of.
_CUT_OFF = ("a", "an", "ng")
# 赵立|新任 + 队长: the tagger draws the end of a given name to the verb.
_APPOINTED = re.compile(rf"[{_HAN}](?=任[{_HAN}]{{2}})")
# 郑珊则|说, 郑珊如|是说: how it is said, of which the tagger draws the first character to the name.
_MANNER_DRAWN = re.compile("则|如[是此]")
# 韦 韬: two characters of a name set apart to the width of three.
_APART = re.compile(rf"[ \u3000]{{1,2}}[{_HAN}](?![{_HAN}]{{2}}[ \u3000])")


def find_names(reading: Reading, lexicon: Lexicon, shapes: NameShapes, doubts: Doubts) -> list[Name]:
    """The names of people in an article, in order and without overlap."""
    # A byline of but a name stands there as that of its credit too: the credit, found first, is kept.
    found = [*{name.start: name for name in reversed([*find_credited(reading, lexicon, shapes, doubts)])}.values()]
    taken = {offset for name in found for offset in range(name.start, name.end)}
    others = [find(reading, lexicon, shapes) for find in _FINDERS]
    for name in sorted((_less_move(n, reading.text) for n in chain.from_iterable(others)), key=lambda n: (n.start, -n.end)):
        if (
            taken.isdisjoint(range(name.start, name.end))
            and not _WEEKDAY.match(name.name)
            and not reading.in_work(name.start, name.end)
            and not _appoints(reading, lexicon, name)
            and not doubts.nobody(reading, lexicon, name.start, name.end)
        ):
            found.append(name)
            taken.update(range(name.start, name.end))
    found.sort()
    return share_credits(reading.text, sorted([*found, *_between_names(reading, found, lexicon)]), shapes)


def _less_move(name: Name, text: str) -> Name:
    """张梅|走进 without how somebody moves, which goes on behind it; 张小站 is all of a name."""
    drawn = len(name.name) == name.end - name.start == _WHOLE and name.name[-1] in _MOVES and text[name.end : name.end + 1] in _MOVES_ON
    return name._replace(end=name.end - 1, name=name.name[:-1]) if drawn else name


def _between_names(reading: Reading, names: Sequence[Name], lexicon: Lexicon) -> Iterator[Name]:
    """能荣 in 张桂明、能荣、陈洪海: what is no word, nor ends as a body or place does, between two names of a list is one too."""
    text = reading.text
    for before, behind in pairwise(names):
        if behind.start - before.end not in _LISTED_GAPS or text[before.end] != "、" or text[behind.start - 1] != "、":
            continue
        at = before.end + 1
        for word in text[at : behind.start - 1].split("、"):
            end = at + len(word)
            if _HAN_NAME.fullmatch(word) and lexicon.coined(word) and not lexicon.suffix(text, at, end) and not lexicon.title_kind(word):
                own = reading.tokens[reading.index_at(at) : reading.index_at(end - 1) + 1]
                named = at in reading.hit_at or any(token.tag in ("LOC", "ORG") for token in own)
                if not named and (own[0].start, own[-1].end) == (at, end):
                    yield Name(at, end, word)
            at = end + 1


def _appoints(reading: Reading, lexicon: Lexicon, name: Name) -> bool:
    """市长任组长, 担任组长: what may be a surname and a title, where it tells which office the one before it has."""
    text, start = reading.text, name.start
    if name.name[0] != "任" or lexicon.title_kind(name.name[1:]) is None:
        return False
    before = reading.tokens[reading.index_at(start - 1)] if start else None
    held = before is not None and (before.tag == "PER" or lexicon.title_before(text, start) is not None)
    return held or text[start - 1 : start] in ("担", "出", "兼") or text[name.end : name.end + 1] == "的"


def _tagged(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    for index in reading.people:
        token, end = reading.tokens[index], _name_end(reading, index, lexicon, shapes)
        if reading.text[token.start : token.start + 2] in shapes.surnames:
            end = _behind_double(reading, index, end)
        start = _surname_before(reading, index, lexicon, shapes)
        word = reading.text[start:end].rstrip()
        end = start + len(word)
        called = word[1:2] == _DEPUTY and word[0] in shapes.surnames and lexicon.title_kind(word[1:]) is not None  # 周副书记
        # 司长|比耶
        called = called or (shapes.sounds.fullmatch(word) is not None and _titled_before(reading, start, lexicon))
        if (called or shapes.plausible(word)) and not _is_thing(reading.text, start, end, shapes):
            yield Name(start, end, shapes.joined(word))


def _titled_before(reading: Reading, start: int, lexicon: Lexicon) -> bool:
    return lexicon.title_before(reading.text, start) is not None


def _surname_before(reading: Reading, index: int, lexicon: Lexicon, shapes: NameShapes) -> int:
    """Where the name begins that a tagged word of two characters is, or ends: behind an office its surname may be cut off (冒|小琴)."""
    start = reading.tokens[index].start
    before = reading.tokens[index - 1] if index else None
    if before is None or before[:2] != (start - 1, start) or reading.tokens[index].end - start != 2:
        return start
    usual, own = (reading.text[at] in shapes.common for at in (start - 1, start))
    cut = usual and not own if before.tag in ("p", "c") else reading.text[start - 1] in shapes.surnames and (usual or not own)
    return start - 1 if cut and lexicon.title_before(reading.text, start - 1) is not None else start


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
    if token.end - token.start == 2 and reading.text.startswith(_HEAD, token.end):
        headed = lexicon.title_kind(reading.text[token.start + 1 : token.end + 1]) == "office"  # 逄站|长
        return token.end + headed
    if token.end - token.start == 3 and (manner := _MANNER_DRAWN.match(reading.text, token.end - 1)):
        return token.end - _is_said(reading.text, manner.end(), shapes)
    if token.end - token.start == 2 and (_is_cut(reading, index, lexicon) or _drawn_to_title(reading, index, lexicon)):
        return token.end + 1
    appointed = _APPOINTED.match(reading.text, token.end) if token.end - token.start == 2 else None
    takes_office = appointed and reading.tokens[index + 1].end == appointed.end() + 1 and _title_at(reading, index + 2, lexicon)
    if appointed and takes_office and reading.text[appointed.start() : appointed.end() + 1] not in shapes.appointments:
        return appointed.end()
    return token.end


def _is_cut(reading: Reading, index: int, lexicon: Lexicon) -> bool:
    """副区长白宝|强，: whether the clause of a name behind a title ends with one character more, an adjective."""
    start, end, _ = reading.tokens[index]
    following = reading.tokens[index + 1] if index + 1 < len(reading.tokens) else None
    if following is None or following[:2] != (end, end + 1) or following.tag not in _CUT_OFF:
        return False
    ends = reading.text[end + 1 : end + 2] in CLAUSE_ENDS
    return ends and lexicon.title_before(reading.text, start) is not None


def _drawn_to_title(reading: Reading, index: int, lexicon: Lexicon) -> bool:
    """张付|同书记: whether the word behind a name is no title but would be one without its first character."""
    following = reading.tokens[index + 1] if index + 1 < len(reading.tokens) else None
    if following is None or following.start != reading.tokens[index].end or following.end - following.start < _WHOLE:
        return False
    word = reading.text[following.start : following.end]
    return lexicon.title_kind(word[1:]) is not None and lexicon.title_kind(word) is None and lexicon.coined(word)


def _is_said(text: str, at: int, shapes: NameShapes) -> bool:
    return text[at : at + 1] in _SAYS or shapes.speech.match(text, at) is not None


def _title_at(reading: Reading, index: int, lexicon: Lexicon) -> bool:
    tokens = reading.tokens[index : index + 1]
    return bool(tokens) and lexicon.title_kind(reading.text[tokens[0].start : tokens[0].end]) is not None


def _given_name(reading: Reading, index: int, lexicon: Lexicon) -> int:
    """Where a name ends of which the tagger knew but the surname: with the next word, behind a title with two characters if need be."""
    start, end = reading.tokens[index].start, reading.tokens[index].end
    titled = lexicon.title_before(reading.text, start) is not None
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


def _in_lists(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """Names that a gap sets apart in lists of donors and honours: 村民 原守义 2000元; 曾勇（男） 市应急管理局科长."""
    text = reading.text
    for match in shapes.set_apart.finditer(text):
        end = match.start() - (text[match.start() - 1 : match.start()] in _GAPS)
        if lexicon.title_before(text, end) is not None:
            yield Name(*match.span("name"), match["name"])
    for match in shapes.listed.finditer(text) if " " in text or "\u3000" in text else ():
        if lexicon.ends_in_title(text, match.start("rest"), match.end("rest")) is not None:
            yield Name(*match.span("name"), shapes.joined(match["name"]))


def _addressed(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """曲奶奶, 刘某, 李女士, and 老周 behind what he is."""
    for match in shapes.addressed.finditer(reading.text):
        token = reading.tokens[reading.index_at(match.start())] if reading.tokens else None
        if token is None or token.start == match.start():
            yield Name(match.start(), match.end(), match.group())
    for match in shapes.nicknames.finditer(reading.text):
        token = reading.tokens[reading.index_at(match.start())]
        titled = lexicon.title_before(reading.text, match.start()) is not None
        if titled and (token.start, token.end) == match.span():
            yield Name(*match.span(), match.group())


def _unnamed(reading: Reading, lexicon: Lexicon, shapes: NameShapes) -> Iterator[Name]:
    """角某、多某 in a list of such, and 曲某 behind what he is, where the tagger sees no name."""
    text = reading.text
    for match in _UNNAMED.finditer(text) if "某" in text else ():
        if match["listed"]:
            for one in _UNNAMED_ONE.finditer(match.group()):
                start, end = match.start() + one.start(), match.start() + one.end()
                yield Name(start, end, text[start:end])
        elif match["one"] in shapes.surnames and match["one"] not in PREPOSITIONS:
            following = reading.tokens[reading.index_at(match.end())] if match.end() < len(text) else None
            ends = following is None or (following.start == match.end() and following.tag in _GOES_ON)
            if ends and lexicon.title_before(text, match.start()) is not None:
                yield Name(*match.span(), match.group())


_FINDERS = (
    *(_tagged, find_titled, find_headed, find_courteous, find_employed, find_foreign, find_speaking),
    *(_addressed, _unnamed, find_dotted, find_of_elements, _in_lists),
)
