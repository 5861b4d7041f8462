"""Groups: crews and roles that act (党员干部, 医护人员, 志愿者) and the people of a place (湖南人民).

Each is mentioned once a sentence, without its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_LONGEST_PREDICATE = 3
# 一村一辅警
_ONE_EACH = "一[\u4e00-\u9fff]一"
_LEADERS = re.compile("(省|市|县|区|州)级(?=领导)")
# 援鄂医护人员, 湘籍企业家
_AID = re.compile(r"(?:援(?!的)[\u4e00-\u9fff]|[\u4e00-\u9fff]籍)$")
# “百名专家进乡村”
_MOTTO = re.compile(r"“[^“”，。]{0,4}[百千万]名$")
_LONGEST_MOTTO = 8
_BEFORE_PART, _BEHIND_PART = ("“", "+"), ("+", "”")
_LONGEST_MODIFIER = 4
_MOST_MODIFIERS = 3


class Group(NamedTuple):
    start: int
    end: int
    name: str


@dataclass(frozen=True, eq=False)
class GroupWords:
    """`crews` with the `modifiers` that their names begin with.

    `goes_on`: what behind a crew's word makes it a part of another (志愿者协会). `predicate`: the end of what says that somebody is one, or
    that anyone is who is that (我是党员, 一个党员). `people`: what makes a group of a place before it.
    """

    crews: AhoCorasick
    modifiers: frozenset[str]
    goes_on: re.Pattern[str]
    predicate: re.Pattern[str]
    people: re.Pattern[str]


@built_once
def compile_groups(vocabulary: Vocabulary) -> GroupWords:
    contexts = vocabulary.entries("group_contexts")

    def of_role(role: str) -> str:
        return "|".join(e["word"] + (f"(?![{e['unless']}])" if e["unless"] else "") for e in contexts if e["role"] == role)

    return GroupWords(
        crews=AhoCorasick([e["group"] for e in vocabulary.entries("groups")], matchkind=MatchKind.LeftmostLongest),
        modifiers=frozenset(e["modifier"] for e in vocabulary.entries("group_modifiers")),
        goes_on=re.compile(of_role("behind")),
        predicate=re.compile(f"(?:{of_role('before')}|{_ONE_EACH})$"),
        people=re.compile(of_role("place")),
    )


def find_groups(reading: Reading, words: GroupWords) -> list[Group]:
    """The groups of an article in order, the first mention of each name in a sentence."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for group in sorted([*_crews(reading, words), *_peoples(reading, words)]):
        key = (reading.article.sentence_at(group.start).sentence_id, group.name)
        if key not in seen and not reading.in_work(group.start, group.end):
            seen.add(key)
            kept.append(group)
    return kept


def _crews(reading: Reading, words: GroupWords) -> Iterator[Group]:
    text = reading.text
    for _, start, end in words.crews.find_matches_as_indexes(text):
        if words.goes_on.match(text, end) or _in_formula(text, start, end) or not _on_borders(reading, start, end):
            continue
        if _MOTTO.search(text, max(start - _LONGEST_MOTTO, 0), start):
            continue
        begin = _with_modifiers(text, start, words.modifiers)
        if text.startswith("籍", begin + 1):
            begin = _origin(reading, begin + 1)
        if words.predicate.search(text, max(begin - _LONGEST_PREDICATE, 0), begin):
            continue
        yield Group(begin, end, text[begin:end])


def _in_formula(text: str, start: int, end: int) -> bool:
    """Whether a word is a part of “干部+群众”, which has no numbers: 2名网格员+1名民警 are people."""
    beside = text[start - 1 : start], text[end : end + 1]
    return "+" in beside and beside[0] in _BEFORE_PART and beside[1] in _BEHIND_PART


def _on_borders(reading: Reading, start: int, end: int) -> bool:
    """Whether a match is made of whole words: 预备党员 does not give 党员."""
    if not reading.tokens:
        return True
    first, last = reading.tokens[reading.index_at(start)], reading.tokens[reading.index_at(end - 1)]
    return first.start == start and last.end <= end + 1


def leaders_level(group: Group) -> str | None:
    """The level whose leaders a group is, 市 of 市级领导; None for others."""
    match = _LEADERS.match(group.name)
    return match[1] if match else None


def _with_modifiers(text: str, start: int, modifiers: frozenset[str]) -> int:
    for _ in range(_MOST_MODIFIERS):
        size = next((n for n in range(_LONGEST_MODIFIER, 0, -1) if start >= n and text[start - n : start] in modifiers), 0)
        if not size and start >= 2 and _AID.search(text, start - 2, start):
            size = 2
        if not size:
            break
        start -= size
    return start


def _origin(reading: Reading, end: int) -> int:
    """Where the place begins that people are from, which ends right before 籍: 永春 in 永春籍."""
    home = reading.hit_by_end.get(end)
    if home or not reading.tokens:
        return home.start if home else end - 1
    return min(reading.tokens[reading.index_at(end - 1)].start, end - 1)


def _peoples(reading: Reading, words: GroupWords) -> Iterator[Group]:
    """湖南人民, 湖北人: a place and its people."""
    text = reading.text
    for hit in reading.hits:
        match = words.people.match(text, hit.end)
        if match:
            yield Group(hit.start, match.end(), text[hit.start : match.end()])
