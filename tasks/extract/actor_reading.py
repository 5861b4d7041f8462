"""An article as the finders of actors read it: its words, and the gazetteer's names that mean places here."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.body_deeds import BodyDeeds
from kaozheng.tasks.extract.gazetteer import Division, Gazetteer, Hit
from kaozheng.tasks.extract.tagger import Tagger, Token, tokens

NAME_TAGS = frozenset(("LOC", "ORG"))
PERSON = "PER"
_ALL_NAMES = NAME_TAGS | {PERSON}

# 自鄂返湘, 沿湘鄂边界, 湘鄂两地: a province's one-character name, alone behind a word of motion or place, or two together.
_BEFORE_ABBREVIATION = frozenset("自环沿涉援赴返抵离入来驰访由从至到经往在抗出进回去飞游")
_NOT_ABBREVIATION = frozenset("籍军菜语剧绣潭江西东中方商式医州")
WORK_TITLE = re.compile(r"《[^《》\n]{1,80}》")
# 习近平新时代中国特色社会主义思想 is no mention of a person or a country.
_NO_ACTOR = re.compile(rf"{WORK_TITLE.pattern}|(?:[一-鿿]{{2,3}}新时代)?中国特色(?:社会主义)?(?:思想)?")
_DATELINE = re.compile(r"本[报网台刊社站][一-鿿]{2,8}?(?=[讯电][\s（(])")
_ENDS_BODY = "局委厅部院会府办馆司团学心行队社台镇乡校"
_DIVISION_ENDS = frozenset("县区州旗")
_DIVISION_OWN = _DIVISION_ENDS | set("省市")
# 永兴镇 and 鼓楼街道 are no 永兴县 and no 鼓楼区.
_TOWN_FOLLOWS = re.compile(
    "镇(?![区域守])|乡(?![村镇亲贤友情音愁土])|村(?![民镇级庄寨支组干里委两])|街道|[铺坝湾桥店寨塘沟坪岭](?=出入口|出口|入口|收费站|服务区|[镇乡村]|社区)"
)
# 右江河谷 and 嫩江、松花江等大江 are rivers, no 右江区 and no 嫩江市.
_RIVER_FOLLOWS = re.compile(
    "河[谷畔]|两岸|沿岸|流域|水位|水域|[上中下]游|[干支]流|奔流|航道|(?:、[一-鿿]{1,3}[江河湖]){0,6}等(?:大江|江河|河流|湖泊|\\d{0,2}条)"
)
# 峨眉山、瓦屋山 are no 峨眉山市.
_HILL_FOLLOWS = re.compile("、[一-鿿]{1,4}山(?![一-鿿]?[市县区镇乡村])")
# 北京路, 衡阳水库 and 青岛小区 are elsewhere.
_NAMESAKE = re.compile("水库|灌区|水电站|电站|大道|[中东南西北]?路(?![局政段线网况口灯])|街(?![道头巷区])|小区|垸|水闸")
# 四川南部 is no 南部县.
_PART = re.compile("[东西南北中]部$")
_BEFORE_PLACE = frozenset("省市在到赴向从对往由自去回来至于为是讯")
_WITHIN, _LEADS_TO, _DEPUTES = re.compile("其中"), re.compile("[通前]往"), re.compile("代表")
_OWNED = re.compile("旗下(?:的?(?:全资|控股|核心)?(?:子公司|企业|品牌))?")
_PNEUMONIA = re.compile("感染的肺炎")
_DEPUTY = (2, 3)
_HAN = re.compile("[一-鿿]+")
_ENDS_OFFICE = frozenset("长理记任席事裁")
_OFFICE_OF = re.compile("华为(?P<body>[一-鿿]{2,24}[长理记任席事裁员官])(?=[，。；、\n（]|$)")
_NO_TOKEN = Token(-1, -1, "w")
# 与市局: no shorter name holds what was drawn to it.
_LEAST_DRAWN = 3
_LIST_MARKS = ("、", "和", "及")
_UNITS_OF_TIME = frozenset("年月日")
_NUMBER_BEFORE = re.compile(r"\d\s?$")


class Reading:
    """`tokens` have offsets in the article's text and cover its sentences; `hits` are the gazetteer's names that mean places here.

    `named`: the indices of tokens that the tagger calls bodies or places, `people`: of those that it calls people. `works`: spans of titles
    of works, 《…》, and of thoughts, in which no actor acts.
    """

    def __init__(self, article: Article, tokens: tuple[Token, ...], hits: tuple[Hit, ...]) -> None:
        self.article = article
        self.text = article.string
        self.tokens = tokens
        self.starts = [token[0] for token in tokens]
        names = _indices(tokens, _ALL_NAMES)
        self.named = [i for i in names if tokens[i].tag != PERSON]
        self.people = [i for i in names if tokens[i].tag == PERSON]
        self.hits = hits
        self.hit_at = {hit.start: hit for hit in hits}
        self.hit_by_end = {hit.end: hit for hit in hits}
        self.works = [m.span() for m in _NO_ACTOR.finditer(self.text)] if "《" in self.text or "中国特色" in self.text else []

    def index_at(self, offset: int) -> int:
        """The index of the token that holds `offset`."""
        at = bisect_right(self.starts, offset)
        return at - 1 if at else 0

    def in_work(self, start: int, end: int) -> bool:
        at = bisect_right(self.works, (end, 0)) - 1
        return at >= 0 and start < self.works[at][1]


def read(document: Sequence[Article], tagger: Tagger, gazetteer: Gazetteer, deeds: BodyDeeds) -> list[Reading]:
    """A reading of each article; the tagger sees the sentences of the whole document at once."""
    tagged = iter(tagger.words([article.string[s.start : s.end] for article in document for s in article.sentences]))
    texts = [article.string for article in document]
    words = [
        _parted(
            article.string,
            _without_wire(article.string, list(chain.from_iterable(tokens(next(tagged), s.start) for s in article.sentences))),
            deeds,
        )
        for article in document
    ]
    seen = [_real_hits(text, found, gazetteer) for text, found in zip(texts, words, strict=True)]
    words = [_one_each(found, kept) for found, (kept, _) in zip(words, seen, strict=True)]
    full = {hit.divisions[0] for text, (kept, _) in zip(texts, seen, strict=True) for hit in kept if _in_full(text, hit)}
    return [
        Reading(article, tuple(found), tuple(sorted(kept + _named_in_full(found, waiting, full)) if full and waiting else kept))
        for article, found, (kept, waiting) in zip(document, words, seen, strict=True)
    ]


def _one_each(words: Sequence[Token], hits: Sequence[Hit]) -> Sequence[Token]:
    """The words, a run of known places that a page without list commas makes one word of parted: 西安|汉中|安康."""
    borders = [left.end for left, right in pairwise(hits) if left.end == right.start and not inside(right, left)]
    cuts: dict[int, list[int]] = {}
    for border in borders:
        index = _index_at(words, border)
        if words[index].start < border < words[index].end and words[index].tag == "LOC":
            cuts.setdefault(index, []).append(border)
    return _with_parts(words, {i: _cut(words[i], own) for i, own in cuts.items()})


def _cut(token: Token, borders: Sequence[int]) -> list[Token]:
    return [Token(start, end, token.tag) for start, end in pairwise([token.start, *borders, token.end])]


def _indices(words: Sequence[Token], tags: Collection[str]) -> list[int]:
    return [i for i, token in enumerate(words) if token[2] in tags]  # by number, which takes half as long as by name


def _index_at(words: Sequence[Token], offset: int) -> int:
    """The index of the last word that begins at `offset` or before it, -1 where none does."""
    return bisect_left(words, (offset + 1,)) - 1


def _with_parts(words: Sequence[Token], parts: Mapping[int, Sequence[Token]]) -> Sequence[Token]:
    """The words, some of them, by index and in order, in their parts."""
    if not parts:
        return words
    out: list[Token] = []
    at = 0
    for index, own in parts.items():
        out += words[at:index]
        out += own
        at = index + 1
    out += words[at:]
    return out


def _in_full(text: str, hit: Hit) -> bool:
    """Whether a place is named in full, or is beyond doubt where people are from (永新籍)."""
    return text.startswith(hit.divisions[0].name, hit.start) or text[hit.end : hit.end + 1] == "籍"


def _named_in_full(words: Sequence[Token], waiting: Sequence[Hit], full: Collection[Division]) -> list[Hit]:
    """Doubtful short names that are whole words, where the document names the place in full: 莎车 beside 莎车县."""
    known = [hit for hit in waiting if any(d in full for d in hit.divisions)] if words else []
    return [hit for hit in known if words[_index_at(words, hit.start)][:2] == hit[:2]]


def _without_wire(text: str, words: Sequence[Token]) -> Sequence[Token]:
    """The words, the place of a dateline apart from what ends it: 本报|云梦|讯（记者…）."""
    parts: dict[int, Sequence[Token]] = {}
    for match in _DATELINE.finditer(text) if "本" in text else ():
        index, end = _index_at(words, match.end()), match.end()
        token = words[index] if index >= 0 else None
        if token and token.tag in NAME_TAGS and token.end == end + 1:
            parts[index] = token._replace(end=end, tag="LOC"), Token(end, end + 1, "n")
    return _with_parts(words, parts)


def _parted(text: str, words: Sequence[Token], deeds: BodyDeeds) -> Sequence[Token]:
    """The words, what the tagger drew to a name apart: 联合 | 县妇联, 市公安局 | 和 | 县教育局, 县委 | 书记."""
    by_word = dict(chain.from_iterable(part(text, words) for word, part in _DRAWN_BY_WORD if words and word in text))
    words = _with_parts(words, dict(sorted(by_word.items())))
    parts: dict[int, Sequence[Token]] = {}
    for index in _indices(words, NAME_TAGS):
        token = words[index]
        found = deeds.drawn.search(text, token.start, token.end) if token.end - token.start >= _LEAST_DRAWN else None
        if found:
            parts[index] = list(_parts(text, token, found))
        elif _is_village(text, words, index):
            parts[index - 1], parts[index] = [words[index - 1]._replace(end=token.end, tag="LOC")], []
        elif text[token.start] in _UNITS_OF_TIME and _NUMBER_BEFORE.search(text, max(token.start - 2, 0), token.start):
            parts[index] = (Token(token.start, token.start + 1, "n"), token._replace(start=token.start + 1))  # 5 | 月 | 县教育局
    return _with_parts(words, parts)


def _is_village(text: str, words: Sequence[Token], index: int) -> bool:
    """张秋镇|赵周|李新村: whether the end of a village's name stands behind what the tagger takes for somebody, right behind a town."""
    town, person, token = words[index - 2 : index + 1] if index > 1 else (_NO_TOKEN,) * 3
    adjacent = person.tag == PERSON and person.end == token.start and town.end == person.start
    return adjacent and town.tag in NAME_TAGS and text[town.end - 1] in "镇乡" and text[token.end - 1] == "村"


def _cut_within(text: str, words: Sequence[Token]) -> Iterator[tuple[int, Sequence[Token]]]:
    """其|中州工商联: a name that begins with the end of 其中."""
    for match in _WITHIN.finditer(text):
        at = match.start() + 1
        index = _index_at(words, at)
        token = words[index]
        if index >= 0 and token.start == at and token.tag in NAME_TAGS and token.end - at > 1:
            yield index, (token._replace(start=at + 1),)


def _deputing(text: str, words: Sequence[Token]) -> Iterator[tuple[int, Sequence[Token]]]:
    """总经理|易燕|代表|公司: somebody behind an office whom the tagger makes one body with whom he acts for."""
    for match in _DEPUTES.finditer(text):
        verb, end = match.span()
        index = _index_at(words, verb)
        before, token = words[index - 1 : index + 1] if index > 0 else (_NO_TOKEN, _NO_TOKEN)
        named = token.tag == "ORG" and end <= token.end and verb - token.start in _DEPUTY and _HAN.fullmatch(text, token.start, verb)
        if named and before.end == token.start and text[before.end - 1] in _ENDS_OFFICE:
            rest = [token._replace(start=end)] if end < token.end else []
            yield index, (Token(token.start, verb, "PER"), Token(verb, end, "v"), *rest)


def _appointed(text: str, words: Sequence[Token]) -> Iterator[tuple[int, Sequence[Token]]]:
    """乔丽华|为|平定县法院审判员: the firm that a tagger sees in the end of a name and 为, where a body and an office follow."""
    for match in _OFFICE_OF.finditer(text):
        start, verb, end = match.start(), match.start() + 1, match.start("body")
        index = _index_at(words, start)
        before, token = words[index - 1 : index + 1] if index > 0 else (_NO_TOKEN, _NO_TOKEN)
        body = token if token.end > end else words[index + 1] if index + 1 < len(words) else _NO_TOKEN
        if before.tag == PERSON and before.end - before.start == 2 and before.end == token.start == start and body.tag in NAME_TAGS:
            yield index - 1, (before._replace(end=verb),)
            yield index, (Token(verb, end, "v"), *([token._replace(start=end)] if token.end > end else []))


def _on_the_way(text: str, words: Sequence[Token]) -> Iterator[tuple[int, Sequence[Token]]]:
    """关口村|通往|镇内: what the tagger makes one place of."""
    for match in _LEADS_TO.finditer(text):
        at, end = match.span()
        index = _index_at(words, at)
        token = words[index]
        if index >= 0 and end <= token.end and token.tag in NAME_TAGS:
            parts = (token._replace(end=at), Token(at, end, "v"), token._replace(start=end))
            yield index, [part for part in parts if part.start < part.end]


def _under(text: str, words: Sequence[Token]) -> Iterator[tuple[int, Sequence[Token]]]:
    """云河集团|旗下|全资子公司|云河食品公司: a firm and one of its own whom the tagger makes one."""
    for match in _OWNED.finditer(text):
        index = _index_at(words, match.start())
        token = words[index]
        if index >= 0 and token.start < match.start() and match.end() <= token.end and token.tag in NAME_TAGS:
            rest = [token._replace(start=match.end())] if match.end() < token.end else []
            yield index, [token._replace(end=match.start()), Token(*match.span(), "n"), *rest]


def _infected(text: str, words: Sequence[Token]) -> Iterator[tuple[int, Sequence[Token]]]:
    """感染|的|肺炎: what the disease was called at first is one noun, in the names of those who fought it."""
    for match in _PNEUMONIA.finditer(text):
        first, last = _index_at(words, match.start()), _index_at(words, match.end() - 1)
        if 0 <= first < last:
            yield first, (Token(words[first].start, words[last].end, "n"),)
            yield from ((index, ()) for index in range(first + 1, last + 1))


# Words that taggers draw to names, and what then parts them; the last is what they part.
_DRAWN_BY_WORD = (
    *(("其中", _cut_within), ("代表", _deputing), ("华为", _appointed), ("往", _on_the_way), ("旗下", _under)),
    ("感染的肺炎", _infected),
)


def _parts(text: str, token: Token, drawn: re.Match[str]) -> Iterator[Token]:
    start, end = drawn.span()
    if drawn["office"]:
        yield token._replace(end=start)
        yield Token(start, end, "n")
    elif token.tag == "ORG" and (start == token.start or drawn["sends"] or text[start - 1] in _ENDS_BODY):
        if start > token.start:
            yield Token(token.start, start, "LOC" if drawn["sends"] else token.tag)
        yield Token(start, end, "v")
        if end < token.end:
            yield Token(end, token.end, "n" if drawn["sends"] else token.tag)
    else:
        yield token


def inside(lower: Hit, upper: Hit) -> bool:
    """Whether what one name means can lie inside what another means."""
    return any(d.within(p) for d in lower.divisions for p in upper.divisions)


def _real_hits(text: str, tokens: Sequence[Token], gazetteer: Gazetteer) -> tuple[list[Hit], list[Hit]]:
    """The names that are places in this text: not parts of other words, and with support where the name alone is no proof.

    The second list is of those that lack support.
    """
    short = _abbreviations(text, gazetteer)
    hits = gazetteer.find(text)
    if short:
        # 在鄂州市: a longer name that is proof by itself wins.
        longer = {hit.start for hit in hits if hit.sure}
        short = [hit for hit in short if hit.start not in longer]
    begins = {hit.start for hit in short}
    if short:
        hits = sorted(short + [h for h in hits if h.start not in begins and h.end - 1 not in begins])
    kept: list[Hit] = []
    waiting: list[Hit] = []
    for hit in hits:
        sure = hit.start in begins or (hit.sure and hit.start - 1 in begins) or (hit.sure and _goes_on(hit, kept))
        verdict = True if sure else _verdict(text, hit, tokens)
        if verdict is None:
            verdict = _goes_on(hit, kept) and not _PART.search(text, hit.start, hit.end)
            if not verdict:
                waiting.append(hit)
        if verdict:
            kept.append(hit)
    listed = _listed(text, kept, waiting) if waiting else []
    return (sorted(kept + listed), [hit for hit in waiting if hit not in listed]) if listed else (kept, waiting)


def _goes_on(hit: Hit, kept: Sequence[Hit]) -> bool:
    """民和 behind 海东市: whether a name stands right behind that of what it lies in."""
    return bool(kept) and kept[-1].end == hit.start and inside(hit, kept[-1])


def _abbreviations(text: str, gazetteer: Gazetteer) -> list[Hit]:
    found: list[Hit] = []
    for match in gazetteer.abbreviation_pattern.finditer(text):
        start, end = match.span()
        alone = end - start == 1 and text[start - 1 : start] not in _BEFORE_ABBREVIATION
        if alone or text[end : end + 1] in _NOT_ABBREVIATION:
            continue
        found += [Hit(at, at + 1, (gazetteer.abbreviations[text[at]],), True) for at in range(start, end)]
    return found


def _verdict(text: str, hit: Hit, tokens: Sequence[Token]) -> bool | None:
    """True for a place, False for a part of another word, None where the words don't tell."""
    if text.startswith("新中国", hit.start - 1) or text.startswith("区域", hit.end - 1):
        return False
    if hit.divisions[0].level == "county" and _names_another(text, hit):
        return False
    at = _index_at(tokens, hit.start)
    token = tokens[at] if at >= 0 else None
    if token is None or token.end <= hit.start:
        return True if hit.sure else None
    if token.tag == PERSON and hit.end <= token.end and token.end - token.start > hit.end - hit.start:
        return False
    following = tokens[at + 1] if token.end == hit.end - 1 and at + 1 < len(tokens) else None
    if following and hit.end - hit.start == 2 and following.tag in NAME_TAGS and following.end > hit.end:
        return False  # 中|东海大道
    named = token.tag in NAME_TAGS
    if named and token.end >= hit.end and _NAMESAKE.match(text, hit.end) and text[hit.end - 1] not in _DIVISION_OWN:
        return False
    if named and token.start == hit.start:
        # 竹溪区 is not the 竹溪 that is a county.
        if token.end > hit.end and text[hit.end] in _DIVISION_ENDS and text[hit.end - 1] not in _DIVISION_ENDS:
            return False
        return None if hit.sight else True
    if token.start < hit.start:
        short_in_word = token.tag not in NAME_TAGS and hit.end - hit.start < 3 and text[hit.start - 1] not in _BEFORE_ABBREVIATION
        if token.end < hit.end and named and hit.sure and token.end == hit.end - 1 and text[token.end] in _DIVISION_OWN:
            return True  # 辽宁省抚顺|市委书记
        if token.end < hit.end or short_in_word:
            return False
    return True if hit.sure else None


def _names_another(text: str, hit: Hit) -> bool:
    """Whether a county's name is but begins a town's or a river's, stands in quotation marks, or is 和 and a level (新坪镇和县农业局)."""
    start, end = hit.start, hit.end
    if text.startswith("和县", start):
        return "\u4e00" <= text[start - 1 : start] <= "\u9fff" and text[start - 1] not in _BEFORE_PLACE
    if text[end - 1] in _DIVISION_ENDS:
        return False
    name = text[start:end]
    if not hit.sure and hit.divisions[0].name not in text and _is_town_elsewhere(name, text):
        return True
    if text[start - 1 : start] == "“" and text[end : end + 1] == "”":
        return True
    water = text[end - 1] in "江河湖" and _RIVER_FOLLOWS.match(text, end) is not None
    hill = text[end - 1] == "山" and hit.divisions[0].name[-1] == "市" and _HILL_FOLLOWS.match(text, end) is not None
    return water or hill or _TOWN_FOLLOWS.match(text, end) is not None


def _is_town_elsewhere(name: str, text: str) -> bool:
    """Whether a text tells of a town of a name, and so not of the county that bears it far away."""
    told = name + "镇" in text or name + "乡" in text
    return told and re.search(f"{name}(?:镇(?![区域守])|乡(?![村镇亲贤友情音愁土]))", text) is not None


def _listed(text: str, kept: Sequence[Hit], waiting: Sequence[Hit]) -> list[Hit]:
    """Doubtful names that stand in a list with a place of their own kind: 武昌、汉阳 beside 江岸区, 汉中安康 where the commas are lost."""
    found: list[Hit] = []
    ends = {hit.end: hit for hit in kept}
    begins = {hit.start: hit for hit in kept}
    for hit in waiting:
        before = ends.get(hit.start - text.startswith(_LIST_MARKS, hit.start - 1))
        after = begins.get(hit.end + text.startswith(_LIST_MARKS, hit.end))
        if any(other and _akin(hit, other) for other in (before, after)):
            found.append(hit)
            ends[hit.end] = hit
    return found


def _akin(hit: Hit, other: Hit) -> bool:
    return any(a.parent and a.parent == b.parent for a in hit.divisions for b in other.divisions)
