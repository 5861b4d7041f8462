"""Bodies named without a place: in a list behind one whose place they share (县公安局、司法局、投资促进局), or by themselves (教育局)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaozheng.tasks.extract.actor_reading import NAME_TAGS, Reading
from kaozheng.tasks.extract.compounds import Compound, around
from kaozheng.tasks.extract.lexicon import LEVELS, LONGEST_SUFFIX, Lexicon, Suffix
from kaozheng.tasks.extract.spelling import Spelling

_LEVELS = LEVELS | set("旗盟")
_MARKS = frozenset("、和与及")
# 市中医院 may share its place, 长沙某银行 does not.
_PUBLIC = tuple("局厅委联会府协大院办心队")
_OFFICE = re.compile(
    "(?![各有相其全])(?:市场|区域|城乡|乡村|社区|(?![省市县区州旗盟镇乡村])[\u4e00-\u9fff]){1,9}?(?<![布格结大全时出破开定饭餐客])[局厅](?![面部势限域促])"
)
_OFFICE_END = re.compile("[局厅](?![面部势限域促])")
_LEAST_OFFICE = 3
_PARTED_END = re.compile("中心|总队|支队|大队|公司|银行|法院|检察院|[局厅](?![面部势限域促])")
_LEAST_AGAIN = 4
_MOST_PARTS = 3
_ANY = frozenset(("协会", "学会", "商会", "委员会", "分院", "联合会", "基金会", "促进会", "研究会", "理事会", "董事会", "监事会"))


def find_listed(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """The bodies that are named without the place, or the level, of the one that their list begins with."""
    text = reading.text
    for first in compounds:
        if text[first.end : first.end + 1] not in _MARKS or not _leads(first, text):
            continue
        at = first.end
        while text[at : at + 1] in _MARKS and (found := _body(reading, at + 1, lexicon)):
            if any(c.hits or c.level for c in around(compounds, at + 1, found[0])):
                break
            yield Compound(at + 1, found[0], "organisation", found[1], (), "", True)
            at = found[0]


def find_offices(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """教育局 by itself, which taggers take for any noun."""
    for match in _OFFICE_END.finditer(reading.text) if reading.tokens else ():
        token = reading.tokens[reading.index_at(match.start())]
        if token.end == match.end() and token.end - token.start >= _LEAST_OFFICE and token.tag not in NAME_TAGS:
            suffix = lexicon.suffixes.get(reading.text[token.start : token.end])
            if suffix and suffix.kind == "body" and not around(compounds, token.start, token.end):
                yield Compound(token.start, token.end, "organisation", suffix, (), "", True)


def find_again(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon, _spelling: Spelling) -> Iterator[Compound]:
    """消防救援|局 by itself, which taggers part, where a body named before ends in these words."""
    tokens, text = reading.tokens, reading.text
    bodies = [c for c in compounds if c.type == "organisation" and c.end - c.start > _LEAST_AGAIN and not c.bare]
    for match in _PARTED_END.finditer(text) if bodies and tokens else ():
        index = reading.index_at(match.start())
        if tokens[index].end != match.end() or around(compounds, *match.span()):
            continue
        start = match.end()
        for token in reversed(tokens[max(index - _MOST_PARTS, 0) : index + 1]):
            if token.end != start or token.tag in NAME_TAGS or not lexicon.bridges(text, token):
                break
            start = token.start
            last = lexicon.suffix(text, start, match.end())
            named = match.end() - start >= _LEAST_AGAIN and last is not None and last.kind == "body"
            if named and last and any(c.end <= start and text.endswith(text[start : match.end()], c.start + 1, c.end) for c in bodies):
                yield Compound(start, match.end(), "organisation", last, (), "", True)
                break


def _leads(body: Compound, text: str) -> bool:
    placed = bool(body.hits or body.level or text[body.start] in _LEVELS)
    named = body.type == "organisation" and placed and not body.bare
    return named and body.suffix is not None and body.suffix.kind == "body" and text.endswith(_PUBLIC, body.start, body.end)


def _body(reading: Reading, start: int, lexicon: Lexicon) -> tuple[int, Suffix] | None:
    """The end and the last word of a public body named without a place from `start` on."""
    text = reading.text
    if text[start : start + 1] in _LEVELS and not text.startswith("市场", start):
        return None
    for end in range(start + LONGEST_SUFFIX, start + 1, -1):
        suffix = lexicon.suffixes.get(text[start:end])
        if suffix and suffix.kind == "body" and suffix.type == "organisation":
            generic = suffix.text in _ANY or suffix.text in lexicon.not_names or not suffix.text.endswith(_PUBLIC)
            return None if generic else (end, suffix)
    office = _OFFICE.match(text, start)
    if office is None:
        return None
    tokens = reading.tokens[reading.index_at(start) : reading.index_at(office.end() - 1) + 1]
    last = lexicon.suffix(text, start, office.end())
    return (office.end(), last) if last and all(lexicon.bridges(text, token) for token in tokens) else None
