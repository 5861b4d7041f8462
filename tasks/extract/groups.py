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

# What makes a crew's word a part of another: 志愿者协会, 党员徽章; 战士组成 and 党员站出来 go on otherwise.
_GOES_ON = re.compile(
    "作风|考核|监督|任[免用命]|选拔|档案|人事|教育(?!工)|队伍建设|组(?![成织建])|会(?![同议让在不将把])|节|证(?![明实])|室|站(?![出在上立起])|制|库|协会|服(?!务|从)|帽|岗|卡|徽章|身份|形象|之家|热线|学校|家属|子女|学院|大学|医院|培训"
)
# 我是党员, 追认为党员, 一个党员: what somebody is, or anyone who is that.
_PREDICATE = re.compile("(?:是|认为|成为|担任|出任|当上|一[名位个]|确诊的?|感染的?|阳性的?|一[\u4e00-\u9fff]一)$")
_LONGEST_PREDICATE = 3
_LEADERS = re.compile("(省|市|县|区|州)级(?=领导)")
_PEOPLE = re.compile(
    "人民(?![法检政医武代公银路广军币日警])|儿女|决策者|人(?![民大数口员均才士力社流工类次文物事生行气居间造格权车气防寿保名体们])"
)
# 援鄂医护人员, 湘籍企业家
_AID = re.compile(r"(?:援[\u4e00-\u9fff]|[\u4e00-\u9fff]籍)$")
_LONGEST_MODIFIER = 4
_MOST_MODIFIERS = 3


class Group(NamedTuple):
    start: int
    end: int
    name: str


@dataclass(frozen=True)
class GroupWords:
    automaton: AhoCorasick
    modifiers: frozenset[str]


@built_once
def compile_groups(vocabulary: Vocabulary) -> GroupWords:
    words = [e["group"] for e in vocabulary.entries("groups")]
    return GroupWords(
        AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), frozenset(e["modifier"] for e in vocabulary.entries("group_modifiers"))
    )


def find_groups(reading: Reading, words: GroupWords) -> list[Group]:
    """The groups of an article in order, the first mention of each name in a sentence."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for group in sorted([*_crews(reading, words), *_peoples(reading)]):
        key = (reading.article.sentence_at(group.start).sentence_id, group.name)
        if key not in seen and not reading.in_work(group.start, group.end):
            seen.add(key)
            kept.append(group)
    return kept


def _crews(reading: Reading, words: GroupWords) -> Iterator[Group]:
    text = reading.text
    for _, start, end in words.automaton.find_matches_as_indexes(text):
        if _GOES_ON.match(text, end) or not _on_borders(reading, start, end):
            continue
        begin = _with_modifiers(text, start, words.modifiers)
        if _PREDICATE.search(text, max(begin - _LONGEST_PREDICATE, 0), begin):
            continue
        yield Group(begin, end, text[begin:end])


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


def _peoples(reading: Reading) -> Iterator[Group]:
    """湖南人民, 湖北人: a place and its people."""
    text = reading.text
    for hit in reading.hits:
        match = _PEOPLE.match(text, hit.end)
        if match:
            yield Group(hit.start, match.end(), text[hit.start : match.end()])
