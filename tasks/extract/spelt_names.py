"""Names that punctuation or a conjunction spells out, and that no chain of nouns gives whole.

A part in quotation marks (“红马甲”送药队, 君山岛“守护碧水”生态文化公园), two fields joined by 和 (市经济合作和新兴产业局,
计算机与信息工程学院), the bodies of a town that is named before (镇农技站) and of the youth league (团县委), bodies whose last character
is the first of their head's office (县公安局长), and sites that a preposition shows (在大云收费站).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.compounds import Compound
from kaozheng.tasks.extract.lexicon import NOMINAL, Lexicon
from kaozheng.tasks.extract.name_growth import LEVEL

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(f"“[^“”，。！？；：、\n]{{1,12}}”([{_HAN}]{{2,10}})")
_LONGEST_MIDDLE = 4
_QUOTED_KINDS = frozenset(("body", "working", "site"))
_PLATFORM = "客户端"
_TWO_FIELDS = re.compile(f"[和与](?<=[{_HAN}]{{2}}.)(?![省市县区州镇乡])[{_HAN}]{{2,10}}?(局|厅|委员会|学院|办公室)(?![{_HAN}]?[长员])")
_FIELD_WORDS = NOMINAL | {"a", "b", "v"}
_MOST_FIELD_WORDS = 5
_LONGEST_FIELD = 8
_TOWN_BODY = re.compile(
    "[镇乡](?<![城乡村小古县集全各该本·].)(?![镇村里上街区级政党人长风土贤亲愁])"
    f"[{_HAN}]{{0,5}}?(?:站|卫生院|服务中心|派出所|司法所|财政所|中心校|敬老院)(?![牌台点])"
)


_LEAGUE = re.compile("团[省市县区州旗]委(?!员)")
_HEAD = re.compile("(?:局|厅|支队|大队|总队)(?=长(?![期效远达久江春沙]))")
_SITE = re.compile(
    rf"(?:[在到从至赴]|位于|来到|走进|抵达|途经)([{_HAN}]{{2,6}}?(?:收费站|服务区|火车站|高铁站|汽车站|客运站|检查站|水库|大桥|隧道|码头|机场|广场|公园|景区"
    "|体育馆|体育场|体育中心|会展中心|农贸市场|批发市场|产业园|科技园|工业园|纪念馆|博物馆|美术馆|大厦|示范区))"
)
_NO_SITE = re.compile(
    "[的了各每个全本该这那几多某和与及将把被在到从为并也所新建成设]|一[个座处家]|重点|旅游|热门|大型|现代|国家|城市|文化广场|农业|当地|附近|周边|沿线|红色|休闲|相关|高速服务区|高速公路|地铁"
)


def with_spelt_names(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon) -> list[Compound]:
    """The compounds of an article with those names in the place of their parts."""
    finders = (_quoted, _of_two_fields, _of_towns, _of_league, _headed, _sites)
    found = sorted(new for find in finders for new in find(reading, compounds, lexicon))
    out = list(compounds)
    for new in found:
        touching = [c for c in out if c.start < new.end and c.end > new.start]
        if all(new.start <= c.start and c.end <= new.end for c in touching):
            out = [c for c in out if c not in touching] + [new]
    return sorted(out, key=lambda c: c.start)


def _quoted(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[Compound]:
    """A part in quotation marks and a last word soon behind it, with the name that stands right before."""
    text = reading.text
    before = {c.end: c for c in compounds}
    for match in _QUOTED.finditer(text) if "“" in text else ():
        low = match.start(1)
        for end in range(low + 2, match.end(1) + 1):
            suffix = lexicon.suffix(text, low, end)
            if suffix and len(suffix.text) > 1 and suffix.kind in _QUOTED_KINDS:
                if suffix.text != _PLATFORM and _nominal(reading, low, end - len(suffix.text), lexicon):
                    owner = before.get(match.start())
                    yield Compound(owner.start if owner else match.start(), end, suffix.type, suffix, owner.hits if owner else ())
                break


def _nominal(reading: Reading, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what stands between a quoted part and the last word can be inside a name."""
    tokens = reading.tokens[reading.index_at(start) : reading.index_at(end - 1) + 1] if end > start else ()
    return end - start <= _LONGEST_MIDDLE and all(lexicon.bridges(reading.text, token) for token in tokens)


def _of_two_fields(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[Compound]:
    """A level or a place, a field, 和, and a field with the last word of a body; a faculty needs no place."""
    starts = {c.start: c for c in compounds}
    for match in _TWO_FIELDS.finditer(reading.text):
        start = _field_start(reading, match.start(), match[1] == "学院", lexicon)
        suffix = lexicon.suffix(reading.text, match.start() + 1, match.end())
        if start is not None and suffix:
            first = starts.get(start)
            level = LEVEL.match(reading.text, start)
            yield Compound(
                start, match.end(), "organisation", suffix, first.hits if first else (), level.group() if level and not first else ""
            )


def _field_start(reading: Reading, end: int, faculty: bool, lexicon: Lexicon) -> int | None:
    """Where a body's name begins whose first field ends at `end`: at a level, a place, or with a faculty's own field."""
    text = reading.text
    index = reading.index_at(end - 1)
    if reading.tokens[index].end != end:
        return None
    for token in reversed(reading.tokens[max(index - _MOST_FIELD_WORDS, 0) : index + 1]):
        if end - token.start > _LONGEST_FIELD or token.tag not in _FIELD_WORDS or lexicon.suffix(text, token.start, token.end):
            return None
        if token.start in reading.hit_at or LEVEL.match(text, token.start):
            return token.start
        if faculty and not "\u4e00" <= text[token.start - 1 : token.start] <= "\u9fff":
            return token.start
    return None


def _of_league(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[Compound]:
    for match in _LEAGUE.finditer(reading.text):
        if reading.text[match.start() - 1 : match.start()] not in ("集", "青"):
            yield Compound(*match.span(), "organisation", lexicon.suffixes["团委"], (), match.group()[1])


def _headed(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[Compound]:
    """县公安局 in 县公安局长: words from a level or a place up to the character that the office shares."""
    for match in _HEAD.finditer(reading.text):
        index = reading.index_at(match.start())
        start = _field_start(reading, reading.tokens[index].start, False, lexicon) if reading.tokens[index].start == match.start() else None
        suffix = lexicon.suffix(reading.text, start, match.end()) if start is not None else None
        if start is not None and suffix:
            level = LEVEL.match(reading.text, start)
            hit = reading.hit_at.get(start)
            yield Compound(start, match.end(), "organisation", suffix, (hit,) if hit else (), level.group() if level and not hit else "")


def _sites(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[Compound]:
    for match in _SITE.finditer(reading.text):
        start, end = match.span(1)
        suffix = lexicon.suffix(reading.text, start, end)
        whole = reading.tokens[reading.index_at(start)].start == start and reading.tokens[reading.index_at(end - 1)].end == end
        if suffix and suffix.type == "place" and whole and not _NO_SITE.search(match[1]):
            yield Compound(start, end, "place", suffix, ())


def _of_towns(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[Compound]:
    for match in _TOWN_BODY.finditer(reading.text):
        suffix = lexicon.suffix(reading.text, match.start(), match.end())
        if suffix and suffix.type == "organisation" and reading.tokens[reading.index_at(match.start())].start == match.start():
            yield Compound(match.start(), match.end(), "organisation", suffix, ())
