"""Items before numbers: the counted noun phrase that ends there (党员干部|65名), up to the words that link it to the number."""

from __future__ import annotations

import re
from functools import lru_cache

from kaozheng.tasks.extract.borders import UP_TO_LIST_BORDER
from kaozheng.tasks.extract.items import is_no_word, tags
from kaozheng.tasks.extract.nouns import Nouns
from kaozheng.tasks.text import Span

_WINDOW = 26
_CLOSED = ("）", ")")
# 规上企业（含停产企业）达80家
_ASIDE = re.compile("[（(][^（()）]*[）)]$")
# 常住人口[2]
_FOOTNOTE = re.compile(r"\[\d{1,2}\]$")
# 返沪|人员, 来川|人员
COMING = re.compile("(?:[返来抵]|(?<![撤隔脱分])离)[\u4e00-\u9fff]{1,2}$")
_OPENINGS = {"”": "“", "’": "‘", "》": "《"}
_LONGEST_TITLE = 60
# 及时发现, 定向培养: four characters that a tagger takes for one word.
_SET_PHRASE = 4
# 未结案件, 在办案件, 再审案件
_NOT_YET = frozenset("未在待再拟")
_OPEN = 2
# 不|合格10批次
_NEGATIONS = frozenset("不未非")
_OF_WHICH = "其中"
_WHERE = frozenset("上下中里内")
_LONGEST_CLAUSE = 12
# 海上|人员, 网上|订单
_WHERE_AT = frozenset("上下外内")
# 可|移动文物, 受|影响企业, 涉|电话卡犯罪
_INVOLVED = "涉"
_PREFIXES = frozenset((_INVOLVED, "受", "可", "不可"))
# 前期|项目, 近期|任务
_PERIOD = "期"
# 规模达300亩，人均|0.8亩: who a figure is divided among is not what it counts.
_PER_HEAD = ("人均", "户均")
_MAINLY = "主要"
_DISPOSABLE = ("一次性", "d")
_WHOLE = frozenset("全我本该各")
_EACH_OR_ONLY = frozenset("各只才就")
_JOINS = frozenset("、和及")
_JOINT = re.compile("(?:、|以及|[和及])$")
_LONGEST_JOINT = 2
_LONGEST_LIST = 6
_OUTCOMES = frozenset(("cases_cured", "cases_deaths"))
_OF_NAMES = frozenset(("nr", "nt", "nrt", "nrfg"))
_LEVELS = frozenset("国省市县区州镇乡村")


def item_before(text: str, low: int, start: int, nouns: Nouns, verbs: bool) -> Span | None:
    """The noun phrase that ends before `start`, not reaching back over `low` or the border of the clause; a name in quotation marks is one.

    `verbs`: a verb may stand for it (抢救10次).
    """
    if low >= start:
        return None
    close = start if text[start - 1] in _OPENINGS else nouns.unlinked(text, low, start)  # “80后”|有130人
    if close > low and (opening := _OPENINGS.get(text[close - 1])):
        quoted = text.rfind(opening, max(low, close - _LONGEST_TITLE), close - 1) + 1
        return Span(quoted, close - 1) if quoted else None
    floor = low
    if start - low > _WINDOW:
        low = start - _WINDOW
    found = _phrase_before(text[low:start], nouns, verbs)
    if found is None:
        return None
    begin = low + found.start
    before = text[begin - 1] if begin > floor else ""
    if before and before in _NEGATIONS:
        begin -= 1
    elif before == "的":
        begin = _clause_before(text, low, begin, nouns)
    elif before and before in _JOINS:
        begin = _list_before(text, floor, begin, nouns)
    return Span(begin, low + found.end)


def _list_before(text: str, low: int, start: int, nouns: Nouns) -> int:
    """Where the list begins whose last phrase is at `start` (口罩和|防护服, 城镇、|农村居民), else `start`: names of somebody are none."""
    at = start
    for _ in range(_LONGEST_LIST):
        joint = _JOINT.search(text, max(low, at - _LONGEST_JOINT), at)
        if joint is None:
            break
        end = joint.start()
        window = max(low, end - _WINDOW)
        found = _phrase_before(text[window:end], nouns, False)
        if found is None or window + found.end < end:
            break
        noun = nouns.ending(text[window + found.start : end])
        if nouns[noun].measure in _OUTCOMES if noun else tags(text[window + found.start : end])[-1][1] in _OF_NAMES:
            break
        at = window + found.start
    return at


def _clause_before(text: str, low: int, start: int, nouns: Nouns) -> int:
    """Where the short clause begins that a 的 joins to the phrase at `start` (居住在城镇的|人口), else `start`: a deed has an object."""
    border = UP_TO_LIST_BORDER.match(text, low, start)
    begin = border.end() if border else low
    clause = text[begin : start - 1]
    if not 1 < len(clause) <= _LONGEST_CLAUSE or any(map(is_no_word, clause)):
        return start
    first, tag = tags(clause)[0]
    acts = tag == "v" and len(first) > 1 and first[-1] not in _WHERE and first not in nouns.deeds
    return begin if acts and not nouns.aspects.match(clause) else start


@lru_cache(maxsize=8192)
def _phrase_before(text: str, nouns: Nouns, verbs: bool) -> Span | None:
    """The noun phrase that ends `text`, up to the words that link it to the number."""
    end = nouns.unlinked(text, 0, len(text))
    if text.startswith(_PER_HEAD, end - 1):
        end -= 1
    if text[end - 1 : end] == "]" and (mark := _FOOTNOTE.search(text, 0, end)):
        end = mark.start()
    if text[end - 1 : end] in _CLOSED and (aside := _ASIDE.search(text, 0, end)):
        end = aside.start()
    noun = nouns.ending(text[:end])
    if noun and text.startswith(_OF_WHICH, end - len(noun) - 1):
        noun = nouns.ending(text[end - len(noun) + 1 : end])  # 其中|小学, no 中小学
    border = UP_TO_LIST_BORDER.match(text, 0, end)
    begin = border.end() if border else 0
    if begin >= end:
        return None
    if noun:
        head = end - len(noun)
        if noun == "人员" and (coming := COMING.search(text, 0, head)):
            head = coming.start()
        elif qualified := nouns.qualified(text, head):
            return Span(qualified.start(), end)
        if nouns[noun].measure.startswith("cases") or noun.endswith(("病例", "感染者")):
            return Span(head, end)
        # 窗户 ends in 户 and is none: what one character names is read as a word first.
        known = end if len(noun) == 1 else head if head > begin else begin
        start = _phrase_start(text, begin, known, end, nouns, verbs)
        start = start if start < head else head
        return None if text[start:end] in nouns.tools else Span(_opened(text, start, head, end, nouns), end)
    phrase = _phrase_start(text, begin, end, end, nouns, verbs)
    return Span(phrase, end) if phrase < end else None


def topic(clause: str, nouns: Nouns) -> str:
    """What a clause is about: its first noun phrase before a predicate (犯罪人数|继续增多, 常住人口|与五年前相比); '' where it has none."""
    at, end = 0, 0
    words = tags(clause)
    for n, (word, tag) in enumerate(words):
        if (tag[0] in "dpcr" and end) or word in nouns.stops:
            break
        if tag[0] == "v" and tag != "vn" and not (n + 1 < len(words) and words[n + 1][1][0] == "n"):
            break
        at += len(word)
        if tag[0] in "njl" or tag == "vn":
            end = at
    return noun_phrase(clause[:end], nouns) if end else ""


def noun_phrase(text: str, nouns: Nouns, verbs: bool = False) -> str:
    """The noun phrase that `text` ends in, without the words that link it to what follows; '' where it ends in none.

    `verbs`: a verb may stand for it.
    """
    span = item_before(text, 0, len(text), nouns, verbs)
    return text[span.start : span.end] if span else ""


def _opened(text: str, start: int, head: int, end: int, nouns: Nouns) -> int:
    """Where the phrase starts without the deed or aspect in front of it (日产口罩), unless one stands before it (投入|抢修人员)."""
    found = nouns.openers.match(text, start, head) if text[start] in nouns.opener_openings else None
    if not found or nouns.equips(text[start : found.end()], text, found.end()):
        return start
    if text[head:end] in nouns.bound and any(text[max(start - size, 0) : start] in nouns.deeds for size in (2, 3)):
        return start
    return found.end()


def _phrase_start(text: str, begin: int, head: int, end: int, nouns: Nouns, verbs: bool) -> int:
    """Where the noun phrase that ends at `end` begins, whose known head begins at `head` (`end` where none is known).

    `verbs`: a lone verb stands for what is counted (抢救10次).
    """
    at = head
    words = tags(text[begin:head])
    for n in range(len(words) - 1, -1, -1):
        word, tag = words[n]
        if is_no_word(word[0]) or (word[0] in _WHOLE and word[-1] in _LEVELS):
            break
        if (len(word) == 1 and word in nouns.heads and at == end) or (
            end - at == 1 and text[at] in nouns.heads and (tag[0] in "nv" or len(word) == 2)
        ):
            at -= len(word)
            continue
        if at == end and word in nouns.tools and n and words[n - 1][1][0] == "v" and len(words[n - 1][0]) > 1:
            deed = words[n - 1][0]
            named = deed not in nouns.deeds or (n > 1 and words[n - 2][1][0] in "nvlj")
            at -= 1 + (len(deed) if named else 0)
            break
        if at == end and len(word) == 2 and word[0] in _EACH_OR_ONLY and not nouns.ending(word):
            break  # 早晚|各播|4遍: an adverb and a verb that a tagger takes for one word
        deed = word[2:] if len(word) == _SET_PHRASE and tags(word[:2])[0][1][0] != "n" else word
        if nouns.equips(word, text, at) or (n and word in nouns.deeds and _of_a_deed(words[n - 1], text[at:end], nouns)):
            at -= len(word)
            continue
        if word in _PREFIXES and at < end and (word == _INVOLVED or _is_narrowing(text[at:end])):
            at -= len(word)
            break
        if deed in nouns.deeds and (at < end or tag[0] == "v" or deed != word or nouns.aspects.fullmatch(word)):
            break
        if tag[0] == "v" and tag != "vn":
            if at < end and not _narrows(word, text[at:end], words[n - 1] if n else None, nouns):
                break
            if at == end and (not verbs or len(word) < 2):
                break
            at -= len(word)
            if at + len(word) == end:
                break
        elif (
            (tag[0] in "nvbajlkg" and (tag != "ns" or nouns.ending(word)))
            or tag in ("i", "eng")
            or (tag == "z" and at < end)
            or (word == "以上" and at < end)
            or (at < end and (word in nouns.narrowing or (tag == "f" and word[-1] == _PERIOD)))
            or (tag == "s" and at < end and word[-1] in _WHERE_AT and (n == 0 or words[n - 1][1] != "p"))
        ):
            at -= len(word)
        else:
            break
    return at


def _is_narrowing(phrase: str) -> bool:
    """Whether a phrase begins with a deed that narrows the noun behind it: 移动|文物, 影响|企业."""
    (first, tag), *rest = tags(phrase)
    return tag == "vn" and bool(rest) and len(first) > 1


def _of_a_deed(word_before: tuple[str, str], phrase: str, nouns: Nouns) -> bool:
    """Whether a deed narrows the `phrase` behind it: 投入|抢修|人员, 脐橙|种植|面积."""
    if phrase not in nouns.bound:
        return False
    return word_before[0] in nouns.deeds or (word_before[1][0] in "nl" and phrase != "人员")


def _narrows(verb: str, phrase: str, word_before: tuple[str, str] | None, nouns: Nouns) -> bool:
    """Whether a verb belongs to the phrase behind it: its head can't stand alone (办结|率), or it has a verb before it (投入|抢险|队员)."""
    if len(phrase) == 1 or phrase in nouns.bound:
        return True
    if len(verb) == _OPEN and verb[0] in _NOT_YET:
        return True
    if word_before and (word_before[1] == "b" or word_before == _DISPOSABLE) and word_before[0] != _MAINLY:
        return True  # 国有|控股|企业, 一次性|灭菌|手套
    if word_before is None or len(verb) == 1 or nouns.plans.fullmatch(word_before[0]):
        return False
    return word_before[0] in nouns.deeds or word_before[1] == "v"
