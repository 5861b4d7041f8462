"""Places that a preposition, a list or a number shows, and that no list of places holds.

Sites that one goes to (在大云收费站) or that stand in a list with such (橘园星球 behind 麓山书院), streets and towns with what lies below
them (高岭街道新塘社区), roads with their number or named by where they lead (107国道, 安祁高速公路)
and the sites on them (安祁高速公路大云收费站), and shops (长沙丰味多五一店).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.compounds import Compound, around
from kaozheng.tasks.extract.lexicon import Lexicon, Suffix
from kaozheng.tasks.extract.spelling import Spelling

_HAN = "\u4e00-\u9fff"
# 城镇, 下乡 and 我镇 are no names.
_NO_TOWN = "城乡村小古县集全各该本我两"
_OF_TOWN = rf"[镇乡](?<![{_NO_TOWN}]镇)(?<![{_NO_TOWN}下家老故山回入水他返]乡)"
_STREET = re.compile(rf"(?:街道|{_OF_TOWN})(?![各全该本的所政党人办中])[{_HAN}]{{2,6}}?(?:社区|村(?![里民干委级医庄貌]))")
_TOWN = re.compile(rf"{_OF_TOWN}(?=党委|人民政府|政府|人大主席|纪委|武装部|副?[镇乡]长)")
_GACHA = re.compile(f"(?<=[旗县镇乡木、])(?:(?![旗县镇乡])[{_HAN}]){{2,6}}?(?:嘎查|苏木)(?![长村达])")
_NO_STREET = re.compile("[的了在和与及个各多全某所有是为从把将对向等这那该每返派到来去]|组织|开展|贫困|示范")
_JOINED = re.compile("[等及和与的]")
_LONGEST_STREET = 5
_TOWNS = ("镇", "乡")
_FARTHEST = 34
# What a road's number is no part of behind it: 20G205.
_NUMBERED = frozenset("0123456789" + string.ascii_letters)
# Most texts have no road; to look for one of several beginnings at each character takes time.
_MAY_BE_ROAD = re.compile(r"[GSXY国省县速](?:\d|道)")
_HIGHWAY = re.compile("高速(?:公路)?")
_OF_HIGHWAY = re.compile(f"[{_HAN}]{{2,3}}段|[，。、；）]|施工|通车|沿线|全线|项目|建设|上|入口|出口|开通|封闭")
_NO_HIGHWAY = frozenset("的条段从在上下进出该各本建全了和与为以及个省市县区州国路现实")
_ROAD_NUMBER = re.compile(r"(?:[GSXY]\d{1,4}|(?<!\d)\d{3})$")
_LONGEST_NUMBER = 5
_NO_CROSSING = re.compile("[的了在和与及到至从往向各个多等是为有将把被]|通往|进入|驶入|沿线|所有")
_HIGHWAY_NAMES = (3, 2)
_ONLY_HAN = re.compile(f"[{_HAN}]+")
_SHOP = re.compile("店(?![员主铺面长家里内外名风务小大])")
_NO_SHOP = re.compile(f"[^{_HAN}]|[的了在等各个这那和与及有开把将被是]|[门酒商分网饭书药首本新小老夜]$|实体|连锁|特产|线下")
_LONGEST_SHOP = 12
_LEAST_SHOP = 3


def find_sites(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """The places of an article so spelt, and the shops, which are organisations."""
    yield from _sites(reading, lexicon, spelling)
    yield from _in_lists(reading, compounds, lexicon)
    yield from _streets(reading, lexicon)
    yield from _towns(reading, lexicon)
    yield from _gachas(reading, compounds, lexicon)
    yield from _roads(reading, compounds, lexicon, spelling)
    yield from _crossings(reading, compounds, lexicon, spelling)
    yield from _shops(reading, compounds, lexicon)


def _sites(reading: Reading, lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    for match in spelling.site.finditer(reading.text):
        start, end = match.span(1)
        suffix = lexicon.suffix(reading.text, start, end)
        whole = reading.tokens[reading.index_at(start)].start == start and reading.tokens[reading.index_at(end - 1)].end == end
        if suffix and suffix.type == "place" and whole and not spelling.no_site.search(match[1]):
            yield Compound(start, end, "place", suffix, ())


def _in_lists(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[Compound]:
    """橘园星球 behind 麓山书院、, 刻木岭乡 behind 四方岗镇、: what ends as a site or a town does and stands beside one in a list."""
    text = reading.text
    for compound in compounds:
        town = compound.suffix is not None and compound.suffix.text in _TOWNS
        if compound.type != "place" or compound.suffix is None or not (town or compound.suffix.kind in ("site", "zone")):
            continue
        at = compound.end
        while text[at : at + 1] == "、":
            end = next((at + 1 + i for i, c in enumerate(text[at + 1 : at + 16]) if not "\u4e00" <= c <= "\u9fff"), at + 16)
            suffix = lexicon.suffix(text, at + 1, end) if end > at + 3 and end < len(text) and text[end] in "、，。等" else None
            if not suffix or suffix.text == text[at + 1 : end] or _JOINED.search(text, at + 1, end):
                break
            fits = _is_town(text, at + 1, end, suffix) if town else suffix.kind == "site" and len(suffix.text) > 1
            if not fits:
                break
            yield Compound(at + 1, end, "place", suffix, ())
            at = end


def _is_town(text: str, start: int, end: int, suffix: Suffix) -> bool:
    return suffix.text in _TOWNS and end - start <= _LONGEST_STREET and not _NO_STREET.search(text, start, end)


def _streets(reading: Reading, lexicon: Lexicon) -> Iterator[Compound]:
    """A street or a town, which begins where a word does, with the community or village below it and the site in that."""
    text = reading.text
    for match in _STREET.finditer(text) if "社区" in text or "村" in text else ():
        start = _begin(reading, match.start())
        if start is None or _NO_STREET.search(text, start, match.end()):
            continue
        suffix = lexicon.suffix(text, start, match.end())
        end, last = _to_site(reading, match.end(), lexicon)
        yield Compound(start, max(end, match.end()), last.type if last else "place", last or suffix, ())


def _towns(reading: Reading, lexicon: Lexicon) -> Iterator[Compound]:
    """A town before its party committee, its government or who heads them, though no list holds it: 草登乡党委书记."""
    for match in _TOWN.finditer(reading.text):
        start = _begin(reading, match.start())
        if start is None:
            start = next((match.start() - n for n in (2, 3) if _opens(reading.text, match.start() - n)), None)
        if start is not None and not _NO_STREET.search(reading.text, start, match.end()):
            yield Compound(start, match.end(), "place", lexicon.suffixes[match.group()], ())


def _gachas(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[Compound]:
    """库伦旗额勒顺镇白音他拉嘎查: a Mongolian village or township, whose name taggers take for people's, with the place before it."""
    text = reading.text
    if "嘎查" not in text and "苏木" not in text:
        return
    before = {c.end: c for c in compounds if c.type == "place"}
    for match in _GACHA.finditer(text):
        suffix, own, hit = lexicon.suffixes[match.group()[-2:]], before.get(match.start()), reading.hit_at.get(match.start())
        hits = own.hits if own else (hit,) if hit and hit.end < match.end() - 2 else ()
        yield Compound(own.start if own else match.start(), match.end(), "place", suffix, hits, own.level if own else "")


def _opens(text: str, at: int) -> bool:
    return at == 0 or (at > 0 and text[at - 1] in "，。；：、\n")


def _begin(reading: Reading, street: int) -> int | None:
    """Where the name of a street begins: one to five characters back, behind what is no noun."""
    at = None
    for token in reversed(reading.tokens[max(reading.index_at(street) - 4, 0) : reading.index_at(street) + 1]):
        if token.start > street or token.end < (street if at is None else at):
            continue
        if street - token.start > _LONGEST_STREET or token.tag in ("v", "p", "c", "d", "u", "w", "m", "r", "f", "TIME", "PER"):
            break
        at = token.start
    return at if at is not None and at < street else None


def _to_site(reading: Reading, end: int, lexicon: Lexicon) -> tuple[int, Suffix | None]:
    """How far the words behind a community lead to the last word of a site in it: 核酸检测采样点."""
    best: tuple[int, Suffix | None] = (end, None)
    index = reading.index_at(end - 1) if end else 0
    for token in reading.tokens[index : index + 8]:
        if token.end - end > _FARTHEST // 2 or not (token.start < end or lexicon.bridges(reading.text, token)):
            break
        suffix = lexicon.suffix(reading.text, end, token.end) if token.end > end + 1 else None
        if suffix and len(suffix.text) > 1 and suffix.kind in ("site", "body"):
            best = (token.end, suffix)
    return best


def _roads(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    text = reading.text
    road = lexicon.suffixes["国道"]
    for match in spelling.road.finditer(text) if _MAY_BE_ROAD.search(text) else ():
        if len(match.group()) > 3 and text[match.start() - 1 : match.start()] not in _NUMBERED:
            yield Compound(*match.span(), "place", road, ())
    for match in _HIGHWAY.finditer(text) if "高速" in text else ():
        over = around(compounds, match.start(), match.end())
        named = next((c for c in over if c.end in (match.end(), match.start() + 2) and c.start < match.start()), None)
        led = named is not None and all(hit.end - hit.start == 1 for hit in named.hits)  # 京沪高速
        if named and led and named.type == "organisation":
            yield named._replace(end=match.end(), type="place", suffix=road)
        elif named is None and _OF_HIGHWAY.match(text, match.end()) and (start := _led(reading, match.start(), lexicon)) is not None:
            yield Compound(start, match.end(), "place", road, ())


def _crossings(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, spelling: Spelling) -> Iterator[Compound]:
    """G60沪昆高速醴陵东收费站: a road and the site on it that is named with it are one place."""
    text = reading.text
    for match in spelling.crossing.finditer(text) if "高速" in text or "公路" in text or "道" in text else ():
        at, behind = match.span("road")
        road = next((c for c in around(compounds, at, behind) if c.start < at and c.type == "place"), None)
        start = road.start if road else _led(reading, at, lexicon)
        named = at if start is None else start
        if number := _ROAD_NUMBER.search(text, max(named - _LONGEST_NUMBER, 0), named):
            start = number.start()
        if start is not None and not _NO_CROSSING.search(text, behind, match.end()):
            yield Compound(start, match.end(), "place", lexicon.suffixes["收费站"], road.hits if road else ())


def _led(reading: Reading, at: int, lexicon: Lexicon) -> int | None:
    """Where the name of a highway begins, two or three characters of the places that it joins; None where they are a word."""
    for size in _HIGHWAY_NAMES:
        start = at - size
        name = reading.text[max(start, 0) : at]
        named = _ONLY_HAN.fullmatch(name) is not None and _NO_HIGHWAY.isdisjoint(name) and lexicon.coined(name)
        if named and start >= 0 and reading.tokens[reading.index_at(start)].start == start:
            return start
    return None


def _shops(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[Compound]:
    """A place, or a firm, and the name of a shop, in which there is a word that the language has not."""
    text = reading.text
    by_end = {c.end: c for c in compounds} if "店" in text else {}
    for match in _SHOP.finditer(text):
        own = by_end.get(match.end())
        if own and own.type == "place" and not (own.suffix and own.suffix.text):
            yield own._replace(type="organisation")
        if own:
            continue
        low = max(match.start() - _LONGEST_SHOP, 0)
        for compound in around(compounds, low, match.start()):
            if not low <= compound.end <= match.start() - _LEAST_SHOP:
                continue
            name = text[compound.end : match.start()]
            if not _NO_SHOP.search(name) and lexicon.coined(name):
                yield Compound(compound.start, match.end(), "organisation", None, compound.hits)
                break
