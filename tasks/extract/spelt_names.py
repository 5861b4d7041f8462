"""Names that punctuation or a conjunction spells out, and that no chain of nouns gives whole.

A part in quotation marks (“红马甲”送药队, 君山岛“守护碧水”生态文化公园), two fields joined by 和 (市经济合作和新兴产业局,
计算机与信息工程学院, 组建隔离和转运专班), the bodies of a town that is named before (镇农技站) and of the youth league (团县委), bodies
whose last character is the first of their head's office (县公安局长), all that are of one business (全省税务系统), businesses by their
keeper (老杨家庭农场), and businesses in a list that says so (阿婆粉店、“小城故事”等6家商户). Places so spelt are in `spelt_sites`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.compounds import Compound, around
from kaozheng.tasks.extract.lexicon import NOMINAL, Lexicon
from kaozheng.tasks.extract.listed_bodies import find_again, find_listed, find_offices
from kaozheng.tasks.extract.name_growth import LEVEL
from kaozheng.tasks.extract.spelling import Spelling
from kaozheng.tasks.extract.spelt_sites import find_sites

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(f"“[^“”，。！？；：、\n]{{1,12}}”([{_HAN}]{{2,10}})")
_LONGEST_MIDDLE = 4
_QUOTED_KINDS = frozenset(("body", "working", "site"))
_PLATFORM = "客户端"
_FIELD_WORDS = NOMINAL | {"a", "b", "v"}
_MOST_FIELD_WORDS = 5
_LONGEST_FIELD = 8
_LEAGUE = re.compile("团[省市县区州旗]委(?!员)")
# 开发区|投资促进局, not the 局 of 局面.
_OF_ZONE = re.compile(
    f"(?P<zone>(?<![新老各])(?:开发区|高新区|经开区))(?:分局(?:(?!的)[{_HAN}]{{2,4}}派出所)?|[{_HAN}]{{2,8}}?(?:局(?![面部势限域])|管委会|服务中心))"
)
_TERM = "(?:第[一二三四五六七八九十\\d]{1,4}届)?"
_CONSULTATIVE = re.compile(f"(?:中国人民政治协商会议|(?<![{_HAN}])政协){_TERM}(?![会议])[{_HAN}]{{2,16}}?{_TERM}委员会(?!委员|副?主任)")
_SYSTEM = re.compile(f"(?<=全)([省市县区州])(?![级直属])([{_HAN}]{{2,6}}?)(?:系统(?![性化内外])|(?<=公安|检察|审判|监察)机关)")
_NO_SYSTEM = re.compile("[的各和与及等了]")
_CLAUSE = re.compile("[，。；：！？\n]")
_LONGEST_LIST = 60
_LEAST_MEMBER = 3
_BRACKETED = re.compile(f"（([{_HAN}]{{2,5}})）[{_HAN}]{{0,14}}?(?:有限责任公司|股份有限公司|有限公司|公司)")
_NATIONAL = re.compile(f"中国（([{_HAN}]{{2,5}})）[{_HAN}]{{0,12}}?(?:产业园|试验区|试验港|示范区|合作区|产业基地|科技园)")
_FORMS = frozenset(("集团", "中国", "控股", "股份", "国际"))
_NO_FIRM = frozenset(("v", "p", "c", "u", "w", "m", "r", "d", "q", "f", "TIME"))
_JOINS = frozenset("和与及向由给")
_OFFICE = re.compile("办(?=副?主任|[、，。和与及等]|负责)")
_SERVICE = re.compile("(?P<own>公安(?![局厅部县镇机系分民干交特警工战队院大人学英边武处检派支总出]))|消防|税务")
_PREDICATES = frozenset(("v", "d", "p"))
_SITE = re.compile(
    rf"(?:网|客户端)(?=(?:\d{{4}}年)?(?:\d{{1,2}}月\d{{1,2}}日)?讯|(?:全媒体|首席|特约|见习)?记者|消息|[-—·]{{1,2}}[{_HAN}]{{2,5}}[报网])"
)
_LEAST_SITE = 3
_HAN_ONLY = re.compile(f"[{_HAN}]+")
_SENT = re.compile("(?:对口支援|对口|对口帮扶|支援|驰援|援助|派驻|驻|援)?")


def with_spelt_names(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> list[Compound]:
    """The compounds of an article with those names in the place of their parts."""
    finders = (
        *(_quoted, _all_quoted, _of_two_fields, _founded, _of_towns, _of_zones, _of_league, _headed, _systems, _kept),
        *(
            _listed,
            _consultative,
            _bracketed,
            _zone_of_place,
            _sent,
            _funds,
            _offices,
            _services,
            _news_sites,
            find_listed,
            find_offices,
            find_again,
            find_sites,
        ),
    )
    found = sorted(new for find in finders for new in find(reading, compounds, lexicon, spelling))
    if not found:
        return list(compounds)
    gone: set[int] = set()  # by where they start, for they do not overlap
    added: list[Compound] = []
    for new in found:
        touching = [c for c in around(compounds, new.start, new.end) if c.start not in gone]
        at = len(added)
        while at and added[at - 1].end > new.start:
            at -= 1
        if all(new.start <= c.start and c.end <= new.end for c in (*touching, *added[at:])):
            gone.update(c.start for c in touching)
            added[at:] = [new]
    return sorted([*(c for c in compounds if c.start not in gone), *added], key=lambda c: c.start)


def _quoted(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """A part in quotation marks and a last word soon behind it, with the name that stands right before."""
    text = reading.text
    before = {c.end: c for c in compounds} if "“" in text else {}
    for match in _QUOTED.finditer(text) if "“" in text else ():
        low = match.start(1)
        if LEVEL.match(text, low):
            continue  # “亮出了”县公安局的决心
        for end in range(low + 2, match.end(1) + 1):
            suffix = lexicon.suffix(text, low, end)
            if suffix and len(suffix.text) > 1 and suffix.kind in _QUOTED_KINDS:
                whole = suffix.text != _PLATFORM and not spelling.its_thing.match(text, end)  # “云帆”实验室设备
                if whole and _nominal(reading, low, end - len(suffix.text), lexicon):
                    owner = before.get(match.start())
                    yield Compound(owner.start if owner else match.start(), end, suffix.type, suffix, owner.hits if owner else ())
                break


def _all_quoted(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """“柚果产业联盟”: a name in quotation marks of which the tagger saw but the end."""
    text = reading.text
    for compound in compounds:
        if compound.type != "organisation" or compound.suffix is None or text[compound.end : compound.end + 1] != "”":
            continue
        start = text.rfind("“", max(compound.start - _LONGEST_FIELD, 0), compound.start) + 1
        if 0 < start < compound.start:
            tokens = reading.tokens[reading.index_at(start) : reading.index_at(compound.start - 1) + 1]
            if all(lexicon.bridges(text, token) for token in tokens):
                yield compound._replace(start=start, hits=(), level="", bare=False)


def _nominal(reading: Reading, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what stands between a quoted part and the last word can be inside a name."""
    tokens = reading.tokens[reading.index_at(start) : reading.index_at(end - 1) + 1] if end > start else ()
    return end - start <= _LONGEST_MIDDLE and all(lexicon.bridges(reading.text, token) for token in tokens)


def _of_two_fields(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """A level or a place, a field, 和, and a field with the last word of a body; a faculty needs no place."""
    starts = {c.start: c for c in compounds}
    for match in spelling.fields.finditer(reading.text):
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


def _founded(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """隔离和转运专班 in 组建隔离和转运专班: the compound of the second field with the first, which is none by itself."""
    text = reading.text
    working = [c for c in compounds if c.suffix and c.suffix.kind == "working" and text[c.start - 1 : c.start] in ("和", "与")]
    if not working:
        return
    founded = [m.span("name") for m in spelling.deeds.of_two_fields.finditer(text)]
    for compound in working:
        at = bisect_left(founded, (compound.start,)) - 1
        start = founded[at][0] if at >= 0 and compound.start < founded[at][1] else None
        first = text[start : compound.start - 1] if start is not None else ""
        if start is None or around(compounds, start, compound.start - 1) or lexicon.suffix(first, 0, len(first)):
            continue
        yield compound._replace(start=start, bare=False)


def _of_zones(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """开发区投资促进局: the office of a development zone, with the place that stands right before it."""
    text = reading.text
    before = {c.end: c for c in compounds if c.type == "place"} if "区" in text else {}
    for match in _OF_ZONE.finditer(text) if "开发区" in text or "新区" in text or "经开区" in text else ():
        suffix = lexicon.suffix(text, match.start(), match.end())
        tokens = reading.tokens[reading.index_at(match.end("zone")) : reading.index_at(match.end() - 1) + 1]
        if suffix and suffix.type == "organisation" and all(lexicon.bridges(text, token) for token in tokens):
            owner = before.get(match.start())
            yield Compound(owner.start if owner else match.start(), match.end(), "organisation", suffix, owner.hits if owner else ())


def _consultative(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """政协第十三届汉口市委员会: the committee of the consultative conference, by its long name."""
    for match in _CONSULTATIVE.finditer(reading.text) if "委员会" in reading.text else ():
        yield Compound(*match.span(), "organisation", lexicon.suffixes["委员会"], ())


def _of_league(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    for match in _LEAGUE.finditer(reading.text):
        if reading.text[match.start() - 1 : match.start()] not in ("集", "青"):
            yield Compound(*match.span(), "organisation", lexicon.suffixes["团委"], (), match.group()[1])


def _headed(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """县公安局 in 县公安局长: words from a level or a place up to the character that the office shares."""
    for match in spelling.head.finditer(reading.text):
        index = reading.index_at(match.start())
        start = _field_start(reading, reading.tokens[index].start, False, lexicon) if reading.tokens[index].start == match.start() else None
        suffix = lexicon.suffix(reading.text, start, match.end()) if start is not None else None
        if start is not None and suffix:
            level = LEVEL.match(reading.text, start)
            hit = reading.hit_at.get(start)
            yield Compound(start, match.end(), "organisation", suffix, (hit,) if hit else (), level.group() if level and not hit else "")


def _of_towns(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    for match in spelling.town.finditer(reading.text):
        suffix = lexicon.suffix(reading.text, match.start(), match.end())
        if suffix and suffix.type == "organisation" and reading.tokens[reading.index_at(match.start())].start == match.start():
            yield Compound(match.start(), match.end(), "organisation", suffix, ())


def _systems(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """税务系统 of all of a province: its bodies of one business together."""
    for match in _SYSTEM.finditer(reading.text) if "系统" in reading.text or "机关" in reading.text else ():
        if not _NO_SYSTEM.search(match[2]) and not spelling.thing.search(match[2]):  # 全市预警系统 is a thing
            yield Compound(*match.span(), "organisation", lexicon.suffixes["系统"], (), match[1])


def _kept(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """老杨家庭农场: a person's name right before the word of a business."""
    text = reading.text
    for match in spelling.kept.finditer(text):
        token = reading.tokens[reading.index_at(match.start() - 1)] if match.start() and reading.tokens else None
        if token and token.tag == "PER" and token.end == match.start():
            suffix = lexicon.suffix(text, token.start, match.end())
            yield Compound(token.start, match.end(), "organisation", suffix, (), of_person=True)


def _bracketed(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """江海（宁波）食品有限公司: a firm with its place, or 集团, in brackets."""
    text = reading.text
    for match in _BRACKETED.finditer(text) if "）" in text and "公司" in text else ():
        start = _firm_start(reading, match.start())
        if start is not None and (match[1] in _FORMS or match.start(1) in reading.hit_at):
            hit = reading.hit_at.get(start)
            yield Compound(start, match.end(), "organisation", lexicon.suffixes["公司"], (hit,) if hit else ())


def _zone_of_place(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """中国（江州）信息安全产业园: a zone of the country with its place in brackets."""
    for match in _NATIONAL.finditer(reading.text) if "中国（" in reading.text else ():
        suffix = lexicon.suffix(reading.text, match.start(), match.end())
        if suffix and match.start(1) in reading.hit_at:
            yield Compound(*match.span(), suffix.type, suffix, ())


def _firm_start(reading: Reading, end: int) -> int | None:
    """Where the words of a firm's name begin that end right before a bracket."""
    at = None
    for token in reading.tokens[reading.index_at(end - 1) :: -1]:
        if end - token.start > _LONGEST_FIELD or token.tag in _NO_FIRM or not "\u4e00" <= reading.text[token.start] <= "\u9fff":
            break
        at = token.start
    if at is not None and reading.text[at] in _JOINS and end - at > 2:
        at += 1
    return at


def _sent(reading: Reading, compounds: Sequence[Compound], _lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """海东省对口支援湖北荆门医疗队, 县水利局驻白水村工作队: a body or a place, where it sends people to, and what they are."""
    text = reading.text
    for first, last in pairwise(compounds):
        if last.type != "organisation" or last.suffix is None or last.suffix.kind != "working" or last.bare:
            continue
        between = text[first.end : last.start]
        if (between == "" and first.type == "organisation" and last.hits) or (between and _SENT.fullmatch(between)):
            yield first._replace(end=last.end, type="organisation", suffix=last.suffix)


def _offices(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """县委办, 市新闻办 before their directors or in a list, which taggers cut behind 县委 and 市新闻."""
    text = reading.text
    for compound in compounds:
        end = compound.end + 1
        if compound.type == "organisation" and _OFFICE.match(text, compound.end):
            office = lexicon.suffix(text, compound.start, end)
            if text[compound.end - 1] == "委" or (office is not None and len(office.text) > 1):
                yield compound._replace(end=end)


def _services(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """永州公安破获: the police of a place, and its 消防 and 税务 where they do something."""
    text = reading.text
    for hit in reading.hits if reading.tokens else ():
        service = _SERVICE.match(text, hit.end)
        if service is None:
            continue
        behind = reading.tokens[reading.index_at(service.end())] if service.end() < len(text) else None
        if service["own"] or (behind and behind.start == service.end() and behind.tag in _PREDICATES):
            yield Compound(hit.start, service.end(), "organisation", lexicon.suffixes["警方"], (hit,))


def _news_sites(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """江城网 that signs the news or tells it, of which taggers see but the place."""
    text = reading.text
    for match in _SITE.finditer(text) if ("网" in text or "客户端" in text) and reading.tokens else ():
        index = reading.index_at(match.start())
        start = reading.tokens[index].start
        while match.end() - start < _LEAST_SITE and index and reading.tokens[index - 1].end == start:
            index -= 1
            if reading.tokens[index].tag not in NOMINAL:
                break
            start = reading.tokens[index].start
        if place := reading.hit_by_end.get(start):
            start = place.start  # 永州|零距离网
        fits = _LEAST_SITE <= match.end() - start <= _LONGEST_FIELD and _HAN_ONLY.fullmatch(text, start, match.end())
        if fits and text[start : match.end()] not in lexicon.not_names:
            yield Compound(start, match.end(), "organisation", lexicon.suffixes["新闻网"], ())


def _funds(reading: Reading, _compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """省财政下达资金: the treasury of a level, where it does something with money."""
    text = reading.text
    for match in spelling.funds.finditer(text) if "财政" in text else ():
        hit = reading.hit_by_end.get(match.start() + 1)
        start = hit.start if hit else match.start()
        yield Compound(start, match.end(), "organisation", lexicon.suffixes["财政局"], (hit,) if hit else (), "" if hit else match[1])


def _listed(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """阿婆粉店 and 小城故事 in a list of businesses, where one of them shows that they are names."""
    text = reading.text
    people = {reading.tokens[i].end for i in reading.people}
    for match in spelling.listed.finditer(text) if spelling.counted.search(text) else ():
        members = [_member(reading, start, end) for start, end in _members(text, match, spelling)]
        named = [(start, end) for start, end in members if end not in people]  # 县领导李海、周红及星源集团等8家企业负责人
        spans = [(start, end) for start, end in named if end - start >= _LEAST_MEMBER or text[start - 1] == "“"]
        quoted = any("“" in text[start - 1 : end] for start, end in spans)
        known = any(c.type == "organisation" for start, end in spans for c in around(compounds, start, end))
        if quoted or known or match["shop"]:
            for start, end in spans:
                hit = reading.hit_at.get(start)
                if "“" in text[start - 1 : end] or lexicon.coined(text[start:end]):
                    suffix = lexicon.suffix(text, start, end)
                    yield Compound(start, end, "organisation", suffix, (hit,) if hit else (), of_person=True)


def _members(text: str, last: re.Match[str], spelling: Spelling) -> Iterator[tuple[int, int]]:
    """The members of a list from the beginning of its clause to the last of them."""
    low = max(last.start() - _LONGEST_LIST, 0)
    for border in _CLAUSE.finditer(text, low, last.start()):
        low = border.end()
    own = spelling.member.match(text, last.start())
    end = text.index("等", own.end() - 1 if own and text[own.end() - 1] == "等" else last.start())
    for part in re.finditer("[^、]+", text[low:end]):
        yield low + part.start(), low + part.end()


def _member(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """A member without its quotation marks, if it is all in them, and without the verb before the first one (组织|老街坊豆腐坊)."""
    text = reading.text
    if text[start] == "“" and text[end - 1] == "”":
        return start + 1, end - 1
    opening = text.find("“", start, end)
    if opening >= 0:
        return opening, end
    for token in reversed(reading.tokens[reading.index_at(start) : reading.index_at(end - 1) + 1]):
        if token.start >= start and token.end < end and token.tag in ("v", "p", "c", "d", "r", "u", "m"):
            return token.end, end
    return start, end
