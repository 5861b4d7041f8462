"""Items behind numbers: the counted noun phrase that begins there (3万名|白衣战士).

Word classes come from rjieba; the vocabulary of counted nouns says where a phrase has reached its head, and the vocabulary of links which
words may part it from its number. Every look stops at the border of the clause.
"""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from kaozheng.tasks.extract.borders import MARKS, PHRASE_BORDER
from kaozheng.tasks.extract.nouns import Noun, Nouns
from kaozheng.tasks.text import Span

_WINDOW = 26
_OUTCOMES = frozenset(("cases_cured", "cases_deaths"))
_NARROWING = frozenset(("cases_confirmed", "tests", "vaccinations", "quarantined", "frequency"))
# What is named by the goods in front of it: 3条口罩|生产线.
_MAKERS = frozenset(("facilities", "enterprises", "projects", "teams", "staff"))
# What is named by whose it is: 6个乡镇|卫生院.
_NAMED_BY_OWNERS = frozenset(("facilities", "teams"))
# 14个市州|定点医院: each of these has several, so they are what is counted.
_HAVE_SEVERAL = frozenset("省市州县区")
# Behind a number these begin a predicate, not what is counted.
_NO_ITEM = frozenset(MARKS + "、 为是系均已有含属未经")
_OPENS_ATTRIBUTES = frozenset("系有未经")
_OF_ATTRIBUTES = frozenset(("n", "vn", "b", "a", "l"))
_ATTRIBUTED = 8
JOINT = re.compile("[、和及]|以及")
"""What joins the nouns of a list."""
# Things that people are named by (3名社区干部): behind a number of people they narrow the noun that follows.
_THINGS = frozenset(("facilities", "enterprises", "projects", "zones", "supplies", "beds", "teams", "households", "other"))
_OF_SUMS = ("元", "%")
_INVOLVED = "涉案"
_ECONOMY = "economy_value"
_OF_PEOPLE = frozenset(("staff", "volunteers", "party_members", "population"))
_QUOTES = {"“": "”", "‘": "’", "《": "》"}
_BEHIND_QUOTE = 10
_DEED = 2
# 20例|涉及变异株: what is told of them is not what they are.
_OF_BEINGS = frozenset(("例", "宗"))
_WHO = frozenset("者人员")
_DIVISIONS = frozenset("省市县")
_GOES_ON = re.compile("[的者]")
_KINDS = "大类"
_ABLE = ("可", "不可")
_OF_EVENTS = frozenset("轮次场批届项期起")
_PLACED = frozenset("上中下里内外前后")
_NUMERALS = frozenset("一两二三四五六七八九十数几多")
# 339个地级及|以上|城市
_AND_MORE = "以上"
# 12条|10千伏线路, 15个|5A级景区: how large or good a thing is.
_RATED = re.compile(r"\d+(?:\.\d+)?(?:千伏|[kK][Vv]|万?吨级|英寸|寸|座|匹|排)|\d[A-Z]级(?:（含）|\(含\))?(?:及?以上)?")


@lru_cache(maxsize=8192)
def tags(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(text))


def item_after(text: str, start: int, limit: int, nouns: Nouns, verbs: bool, people: bool, unit: str = "") -> Span | None:
    """The noun phrase that begins at `start`; `limit` is where the next number begins.

    `verbs`: it may begin with one (受影响的企业); `people`: what is counted are people (3名社区干部); `unit` is what it is counted in.
    """
    if start >= limit:
        return None
    opening = text[start]
    if opening in _QUOTES:
        return _quoted(text, start, limit, nouns, people)
    if (opening in _NO_ITEM and not _is_attribute(text[start : start + _ATTRIBUTED], nouns)) or (
        opening in nouns.next_openings and nouns.of_the_next.match(text, start, limit)
    ):
        return None
    if opening.isdigit() and (rated := _RATED.match(text, start, limit)):
        found = item_after(text, rated.end(), limit, nouns, verbs, people, unit)
        return Span(start, found.end) if found else None
    if is_no_word(opening) or nouns.dealt_on(text, start, limit):
        return None
    stop = start + _WINDOW if limit - start > _WINDOW else limit
    border = PHRASE_BORDER.search(text, start, stop)
    stop = border.start() if border else stop
    found = _walk(text[start:stop], nouns, verbs, people, unit)
    if found and start + found.end == limit and border is None:
        found = _without_next(text[start:limit], found, nouns)
    if found and unit in _OF_BEINGS and _is_predicate(text[start : start + found.end], nouns):
        return None
    if found and people and opening == "的" and not nouns.ending(text[start : start + found.end]):
        return None  # 2万人的|烟火气
    if found and opening == "的" and unit in _OF_SUMS and text[: start + found.end].endswith(nouns.deeds_are):
        return None  # 变卖获利5万元的|犯罪事实
    return Span(start + found.start, start + found.end) if found else None


def _without_next(text: str, phrase: Span, nouns: Nouns) -> Span:
    """A phrase that reaches to the next number, without a deed of which that counts the object: 督导|发现问题|40个."""
    at, named = 0, False
    for word, tag in tags(text):
        if named and tag == "v" and word in nouns.deeds and at > phrase.start and text[at - 1] != "的":
            return Span(phrase.start, at)
        named = named or tag[0] == "n"
        at += len(word)
    return phrase


def _is_attribute(text: str, nouns: Nouns) -> bool:
    """Whether a word begins a text that narrows a noun, though its first character often begins a predicate: 有关|部门, 未成年人."""
    word, tag = tags(text)[0]
    if text[0] not in _OPENS_ATTRIBUTES or len(word) == 1 or tag not in _OF_ATTRIBUTES:
        return False
    return word not in nouns.stops or nouns.at(text, len(word), len(text)) > len(word)


def _is_predicate(phrase: str, nouns: Nouns) -> bool:
    """Whether a phrase begins with a verb and ends in no noun that is counted."""
    return tags(phrase)[0][1] == "v" and "的" not in phrase and phrase[-1] not in _WHO and nouns.ending(phrase) is None


def is_no_word(character: str) -> bool:
    """Whether a character is white space or a digit; asked for each word, where a pattern would take several times as long."""
    return character.isspace() or character.isdecimal()


def _quoted(text: str, start: int, limit: int, nouns: Nouns, people: bool) -> Span | None:
    """312支“连心小队”: the name in the quotation marks, or the known noun behind them (5辆“雷锋号”志愿服务车)."""
    close = text.find(_QUOTES[text[start]], start + 1, min(start + _WINDOW, limit))
    if close < 0:
        return None
    behind = text[close + 1 : min(close + _BEHIND_QUOTE, limit)]
    named = _walk(behind, nouns, False, people) if behind else None
    if named and nouns.ending(behind[: named.end]) and behind[:_DEED] not in nouns.deeds:
        return Span(close + 1 + named.start, close + 1 + named.end)
    return Span(start + 1, close)


@lru_cache(maxsize=8192)
def _walk(text: str, nouns: Nouns, verbs: bool, people: bool, unit: str = "") -> Span | None:
    """The phrase that begins `text`, up to its head: a known noun, else the last noun before a verb, an adverb or its 的.

    A clause of its own (满载口罩的|货车) ends in a 的 behind which something stands that the `unit` counts.
    """
    at, begin, end, acted = 0, 0, None, False
    stop = len(text)
    verbs = verbs or "的" in text[:4]
    clause = _clause_end(text, nouns, unit) if unit and "的" in text else 0
    for word, tag in tags(text):
        after = at + len(word)
        if after <= clause:
            at = begin = after
            continue
        if at == 0 and word in nouns.narrowing and nouns.at(text, 0, stop) <= after:
            at, end = after, after if nouns.ending(word) else None
            continue
        if at == 0 and (named := _narrowed_by(word, tag, text, nouns)):
            return Span(0, _to_head(text, 0, named, stop, nouns, people, unit))
        if (
            at == 0
            and people
            and word in nouns.deeds
            and text[after : after + 1] != "的"
            and not nouns.ahead(text, after, min(after + 4, stop))
        ):
            break
        known = nouns.ending(text[begin:after])
        if known in nouns.narrowing and after < stop:
            known = None  # 24个在建重点|工业项目
        if known and nouns[known].unit in _OF_SUMS and (people or (end and unit == "个" and nouns[known].measure == _ECONOMY)):
            break  # 16个村|损失严重
        if known and unit == "元" and nouns[known].unit != unit and (sum_end := _sum_ahead(text, after, nouns)):
            return Span(begin, sum_end)  # 企业|发展专项信贷资金
        if known and people and nouns[known].measure in _THINGS and not text.startswith("的"):
            head = _to_head(text, begin, after, stop, nouns)
            known = nouns.ending(text[begin:head])
            known = None if known and nouns[known].measure in _THINGS else known
        if known and len(known) > 1 and (tag[0] in "nvkgjlaibzmq" or len(word) > 1):
            if (
                end
                and known == word
                and tag[0] == "v"
                and (unit in _OF_SUMS or nouns[known].unit != unit)
                and not nouns.ahead(text, after, min(after + 4, stop))
            ):
                break
            return Span(begin, _with_next(text, begin, _to_head(text, begin, after, stop, nouns, people, unit), stop, nouns))
        able = word in _ABLE and tags(text[after:stop] or "，")[0][1] in ("v", "vn")
        narrows = at == 0 and tag in _OF_ATTRIBUTES and nouns.at(text, after, stop) > after  # 有关|部门
        begun = word in nouns.stops and not able and not narrows and "的" not in text[after:stop]
        if begun or (end and _is_told_of(text, at, stop, tag, nouns)):
            end = end or (at if text[:at] in _DIVISIONS else None)
            break
        if word == "的":
            if end and not acted:
                break
            begin, end, acted = after, None, False
        elif tag[0] in "njli" or tag in ("vn", "an", "eng") or known == word:
            end = after
        elif (tag == "zg" and (word == text or text[after : after + 1] == "的")) or (word in nouns.tools and acted and end is None):
            end = after  # 11个县, 10余个|诊疗|台
        elif word in nouns.events and not people and unit in _OF_EVENTS:
            end = after  # 第一轮|督察
        elif able:
            pass  # 全国|可|移动文物
        elif word == _KINDS[-1] and text.startswith(_KINDS, at - 1):
            end = after  # 25个食品|大类
        elif unit == "元" and tag[0] == "v" and _is_of_sum(text, after, nouns):
            pass  # 36万元电信诈骗|涉案|资金
        elif (tag[0] == "v" and not verbs) or not _may_pass(text, word, tag, after, stop, end is not None, nouns):
            named = nouns.at(text, 0, stop) if at == 0 else 0
            if named > after:
                return Span(0, _to_head(text, 0, named, stop, nouns))  # a tagger reads 高速口 as an adverb and a classifier
            break
        acted = acted or tag in ("v", "p")
        at = after
    if end is None and clause and (noun := nouns.first(text, clause)):
        end = text.index(noun, clause) + len(noun)
    return Span(begin, end) if end else None


def _is_told_of(text: str, at: int, stop: int, tag: str, nouns: Nouns) -> bool:
    """Whether what begins at `at` behind a noun is told of it: a set phrase, a deed that goes on, an adjective that no noun follows."""
    if tag == "i" or nouns.aspects.match(text, at, stop) or nouns.dealt_on(text, at, stop):
        return True
    if tag == "l" and text[at : at + 2] in nouns.stops:
        return True  # 流域|开展调查
    # 房屋|不同程度损坏, 党代会报告|中明确提出, but 食品|大类.
    told = (tag == "a" and not text.startswith(_KINDS, at)) or (tag == "f" and text[at] in _PLACED)
    return told and not nouns.ahead(text, at, stop) and not _GOES_ON.search(text, at, stop)


def _narrowed_by(word: str, tag: str, text: str, nouns: Nouns) -> int:
    """The end of the known noun that `word`, which begins `text` and is no noun, narrows (一次性|医用口罩, 抵边|执勤点), else 0."""
    if word not in nouns.narrowing and (tag != "d" or len(word) == 1 or word in nouns.stops):
        return 0
    named = nouns.at(text, len(word), len(text))
    return named if named > len(word) else nouns.at(text, 0, len(text))


def _clause_end(text: str, nouns: Nouns, unit: str) -> int:
    """Where the clause ends that narrows what is counted (5辆|装满蔬菜的|货车): 0 where the unit counts a noun in it."""
    clause = text.find("的")
    inside = nouns.last(text[:clause])
    if clause < 1 or (inside and nouns[inside].unit == unit):
        return 0
    behind = nouns.first(text, clause + 1)
    return clause + 1 if behind and nouns[behind].unit == unit != "个" else 0


def _with_next(text: str, begin: int, end: int, stop: int, nouns: Nouns) -> int:
    """Where a list ends whose first noun ends at `end`: 12个部门|和单位, where the next is of its kind; else `end`."""
    while (joint := JOINT.match(text, end, stop)) and (noun := nouns.ending(text[begin:end])):
        after = nouns.at(text, joint.end(), stop)
        if after in (joint.end(), len(text)) or not is_alike(nouns[noun], nouns[text[joint.end() : after]]):
            break
        begin, end = joint.end(), after
    return end


def _sum_ahead(text: str, at: int, nouns: Nouns) -> int:
    """The end of the noun for sums of money that ends the words from `at` on, none of which is a verb before a noun; else 0."""
    noun = nouns.first(text, at)
    if not noun or nouns[noun].unit != "元":
        return 0
    end = text.index(noun, at) + len(noun)
    return end if all(tag[0] in "nba" or tag == "vn" or word == _INVOLVED for word, tag in tags(text[at:end])) else 0


def _is_of_sum(text: str, at: int, nouns: Nouns) -> bool:
    """Whether a noun for sums of money begins at `at`."""
    after = nouns.at(text, at, len(text))
    return after > at and nouns[text[at:after]].unit == "元"


def is_alike(noun: Noun, other: Noun) -> bool:
    """Whether two nouns are counted together: things of one measure, or people; no sum and no rate is one."""
    of_sums = noun.unit in _OF_SUMS or other.unit in _OF_SUMS
    return not of_sums and (noun.measure == other.measure or {noun.measure, other.measure} <= _OF_PEOPLE)


def _to_head(text: str, begin: int, at: int, stop: int, nouns: Nouns, people: bool = True, unit: str = "") -> int:
    """Where a phrase ends whose known noun is but a part of a longer one (核酸检测|机构) or narrows the next (新冠肺炎|确诊病例).

    Other than of `people`, it may say whose sites or crews are counted (6个乡镇|卫生院), or which of what the `unit` counts (6家重点|企业).

    What became of the counted (3例确诊病例|出院) is no part of it; alone it is what is counted (3例治愈出院病例).
    """
    known = nouns.ending(text[begin:at])
    became = known is not None and nouns[known].measure in _OUTCOMES
    for after in range(min(at + 3, stop), at, -1):
        longer = nouns.ending(text[begin:after])
        if longer and after - len(longer) < at and (became or nouns[longer].measure not in _OUTCOMES):
            at = after
            break
    if text.startswith(_KINDS, at):
        return at + len(_KINDS)
    if not people:
        at = _of_whose(text, at, stop, nouns, unit)
    while (noun := nouns.ending(text[begin:at])) and (became or nouns[noun].measure in _NARROWING or nouns[noun].measure == "supplies"):
        after = nouns.at(text, at, stop)
        if nouns[noun].measure == "supplies" and (after == at or nouns[text[at:after]].measure not in _MAKERS):
            break
        if after == at or (not became and nouns[text[at:after]].measure in _OUTCOMES):
            break
        at = after
    return at


def _of_whose(text: str, at: int, stop: int, nouns: Nouns, unit: str) -> int:
    """The end of the sites or crews that known nouns up to `at` and directly behind it name (乡镇|卫生院), else `at`."""
    ahead, owned = at, False
    while (after := nouns.at(text, ahead, stop)) > ahead:
        if owned:
            return at  # 14个区县|医院|患者: what stands behind is of another phrase
        noun = nouns[text[ahead:after]]
        owned = (noun.measure in _NAMED_BY_OWNERS and text[at - 1] not in _HAVE_SEVERAL) or (
            noun.unit == unit != "个" and noun.measure not in _OUTCOMES
        )
        ahead = after
    return ahead if owned else at


def _may_pass(text: str, word: str, tag: str, after: int, stop: int, has_noun: bool, nouns: Nouns) -> bool:
    """Whether a word that is no noun may stand inside the phrase."""
    if word == _AND_MORE or text.startswith(_AND_MORE, after):
        return True
    if word == "、" or tag[0] == "c" or word == "等":
        return nouns.ahead(text, after, stop)
    if tag[0] in "abzkmqtfsgy" or word in _DIVISIONS:
        return True
    if tag[0] == "v" and has_noun and text[after : after + 1] in _NUMERALS:
        return False  # 6名徒弟赶制一批订单: the verb has an object of its own
    if tag[0] == "v" and has_noun:
        clause = text.find("的", after, stop)
        return nouns.ahead(text, after, min(after + 4, stop)) or (clause > 0 and nouns.ahead(text, clause, stop))
    if tag[0] == "v":
        return True
    return not has_noun and "的" in text[after:stop]
