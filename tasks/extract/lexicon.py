"""What the finders of actors know about words: last words of names, titles, and the tokens that can stand inside a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.belonging import compile_holders
from kaozheng.tasks.extract.tagger import Token
from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import word_model

NOMINAL = frozenset(("n", "nz", "nw", "vn", "an", "s", "f", "LOC", "ORG"))
LEVELS = frozenset("省市县区州")

_LONGEST_TITLE = 8
_ORDINAL = re.compile(r"首[批支]$|第[一二三四五六七八九十百\d]{1,3}(?:批|届|期|支|个|次)?$|[一二三四五六七八九十]$")
# 援疆 in 第九批援疆医疗队, 援疆民丰 in 援疆民丰工作组
_AID = re.compile("援[\u4e00-\u9fff]{1,4}")
# 智能 in 智能制造, 智能车间 is what something is like, not whose it is.
_LIKE = {"智能": re.compile("制造|生产|车间|工厂|化|家居|设备|装备|系统|终端|机器人|手机|网联|交通|电网|产线|装置|仓")}
_TEAM_ENDS = frozenset("组队")
LONGEST_SUFFIX = 12
_CENTRE = "中央"
# 会同|国家移民局, 副部长兼|应急管理部
_AND = "兼"
_HOME, _SECOND, _MINISTRY = "中国", "和", "部"
_DEPARTMENT = "部门"  # 水利部门 are of any level
_LEAST_OWN = 3
# 中央国务院 are two.
_ATTRIBUTES = NOMINAL | {"b", "a", "j", "l", "m"}
_WORDS_BEFORE_THING = "[\u4e00-\u9fff]{0,8}?"
_PARTY_ENDS = frozenset("委院会协大")
LEAST_IN_ONE = 4


class Suffix(NamedTuple):
    """The last word of a name. `type`: organisation or place; `kind` as in the vocabulary files."""

    text: str
    type: str
    kind: str


@dataclass(frozen=True)
class Lexicon:
    suffixes: dict[str, Suffix]
    suffix_ends: frozenset[str]
    long_bodies: frozenset[str]
    titles: dict[str, str]
    title_ends: frozenset[str]
    office_heads: AhoCorasick
    inner: frozenset[str]
    not_names: frozenset[str]
    central_automaton: AhoCorasick
    working: AhoCorasick
    trades: re.Pattern[str]
    only_trades: re.Pattern[str]
    words: Mapping[str, float]
    holders: Mapping[str, tuple[str, ...]]
    addresses: Mapping[str, tuple[str, ...]]
    own_teams: frozenset[str]
    associations: re.Pattern[str]
    of_centre: re.Pattern[str]
    jobs: AhoCorasick
    branches: tuple[str, ...]
    joins: frozenset[str]

    def coined(self, word: str) -> bool:
        """Whether a word is none that the language has."""
        return word not in self.words

    def central(self, reading: Reading) -> dict[int, int]:
        """Start and end of bodies named without a place: 党中央, 国务院. 中央 in 中央空调 is none."""
        found = {}
        for _, start, end in self.central_automaton.find_matches_as_indexes(reading.text):
            token = reading.tokens[reading.index_at(start)] if reading.tokens else None
            if reading.text[start:end] in self.not_names or (token and self._longer_central(reading.text, token, start, end)):
                continue
            if reading.text.startswith(_DEPARTMENT, end - 1) or self._abroad(reading, start, end):
                continue
            if reading.text[start:end] == _CENTRE and self.of_centre.match(reading.text, end) and self._one_noun(reading, end):
                continue
            named = token is None or token.tag == "ORG" or (token.tag == "LOC" and token.start == start)
            drawn = token is not None and (reading.text[token.start : start] in self.joins or reading.text[start - 1 : start] == _AND)
            if named or drawn or (token and token.start >= start and token.end <= end):
                found[start] = end
        return found

    def _one_noun(self, reading: Reading, at: int) -> bool:
        """中央|救灾资金, but 中央|下拨救灾资金: whether nothing but a noun of several words stands between 中央 and a thing of its own."""
        thing = self.of_centre.match(reading.text, at)
        tokens = reading.tokens[reading.index_at(at) : reading.index_at(thing.end() - 1)] if thing and reading.tokens else ()
        return all(token.tag in _ATTRIBUTES for token in tokens)

    @staticmethod
    def _abroad(reading: Reading, start: int, end: int) -> bool:
        """Whether a body is another country's (葡萄牙|外交部长), or the second field of a ministry of one (欧洲和|外交部长)."""
        second = reading.text[end - 1] == _MINISTRY and reading.text[start - 1 : start] == _SECOND
        before = reading.hit_by_end.get(start - second)
        return before is not None and before.divisions[0].level == "world" and before.divisions[0].name != _HOME

    @staticmethod
    def _longer_central(text: str, token: Token, start: int, end: int) -> bool:
        """Whether the tagger makes a whole name of 中央 and what follows: 中央芭蕾舞团."""
        own = text[start:end] == _CENTRE and token.tag == "ORG" and token.start == start and token.end - end >= _LEAST_OWN
        return own and text[token.end - 1] not in _PARTY_ENDS

    def suffix(self, text: str, start: int, end: int) -> Suffix | None:
        """The longest known last word of `text[start:end]`."""
        if text[end - 1] not in self.suffix_ends:
            return None
        for length in range(min(LONGEST_SUFFIX, end - start), 0, -1):
            found = self.suffixes.get(text[end - length : end])
            if found:
                return found
        return None

    @staticmethod
    def tells_how(suffix: Suffix, text: str, end: int) -> bool:
        """Whether the word of a trade that ends at `end` but describes what stands behind it."""
        return suffix.text in _LIKE and _LIKE[suffix.text].match(text, end) is not None

    def title_kind(self, word: str) -> str | None:
        """office or job where `word` is a title, with or without a prefix (副, 常务副 …); None where it is none."""
        return self.titles.get(word)

    def office_prefix(self, text: str, start: int, end: int) -> int | None:
        """Where a name could begin behind the office that a token is or begins with (主任 in 主任何报翔); None without one."""
        if self.title_kind(text[start:end]) == "office":
            return end
        for at in range(min(end - 2, start + 8), start + 1, -1):
            if self.title_kind(text[start:at]) == "office":
                return at
        return None

    def title_before(self, text: str, end: int) -> int | None:
        """Where the title right before an offset begins; None where none stands there."""
        return self.ends_in_title(text, 0, end)

    def ends_in_title(self, text: str, start: int, end: int) -> int | None:
        """Where the title begins that `text[start:end]` ends in, the longest; None where it ends in none."""
        if end < 1 or text[end - 1] not in self.title_ends:
            return None
        titles = self.titles
        for at in range(max(start, end - _LONGEST_TITLE), end - 1):
            if text[at:end] in titles:
                return at
        return None

    def bridges(self, text: str, token: Token) -> bool:
        """Whether a token can stand inside the name of an organisation or place."""
        if token.tag in NOMINAL:
            return True
        word = text[token.start : token.end]
        if word in self.inner or (token.tag == "v" and (self._in_one(text, token) or self._ends_one(text, token))):
            return True
        return (token.tag == "m" and _ORDINAL.match(word) is not None) or _AID.fullmatch(word) is not None

    def _ends_one(self, text: str, token: Token) -> bool:
        """专家|组, of which the tagger takes the end for a verb."""
        if token.end - token.start > 1 or text[token.start] not in _TEAM_ENDS:
            return False
        last = self.suffix(text, max(token.start - 2, 0), token.end)
        return last is not None and len(last.text) > 2

    def _in_one(self, text: str, token: Token) -> bool:
        """防控应急指挥部, which the tagger takes for one verb."""
        last = self.suffix(text, token.start, token.end) if token.end - token.start > LEAST_IN_ONE else None
        return last is not None and len(last.text) > 2 and text[token.start : token.start + 2] in self.inner


@built_once
def compile_lexicon(vocabulary: Vocabulary) -> Lexicon:
    suffixes = {e["suffix"]: Suffix(e["suffix"], "place", e["kind"]) for e in vocabulary.entries("place_suffixes")}
    suffixes |= {e["suffix"]: Suffix(e["suffix"], "organisation", e["kind"]) for e in vocabulary.entries("organisation_suffixes")}
    working = sorted(s.text for s in suffixes.values() if s.kind in ("working", "department", "party"))
    trades = any_of(s.text for s in suffixes.values() if s.kind == "firm" and len(s.text) > 1)
    titles = _with_prefixes(vocabulary)
    not_names = frozenset(e["word"] for e in vocabulary.entries("not_names"))
    central = [e["name"] for e in vocabulary.entries("central_bodies")]
    return Lexicon(
        suffixes=suffixes,
        suffix_ends=frozenset(s[-1] for s in suffixes),
        # The first two characters of whole bodies' and working bodies' words of four and more.
        long_bodies=frozenset(s.text[:2] for s in suffixes.values() if len(s.text) > 3 and s.kind in ("body", "working", "department")),
        titles=titles,
        title_ends=frozenset(title[-1] for title in titles),
        office_heads=AhoCorasick(sorted({title[:2] for title, kind in titles.items() if kind == "office"})),
        inner=frozenset(e["word"] for e in vocabulary.entries("organisation_inner")),
        not_names=not_names,
        central_automaton=AhoCorasick(
            [*central, *(w for w in not_names if w.startswith((_CENTRE, *central)) and w not in central)],
            matchkind=MatchKind.LeftmostLongest,
        ),
        working=AhoCorasick(working, matchkind=MatchKind.LeftmostLongest),
        trades=re.compile(trades),
        only_trades=re.compile(f"{trades}+"),
        words=word_model(vocabulary).words,
        holders=compile_holders(vocabulary),
        addresses=_addresses(vocabulary),
        # 党员服务队 is a name enough where 服务队 is any.
        own_teams=frozenset(s.text for s in suffixes.values() if s.kind == "working" and len(s.text) > 3 and s.text.endswith("队")),
        associations=re.compile(
            any_of(e["word"] for e in vocabulary.entries("spelt_names") if e["role"] == "association") + "(?![挥导战])"
        ),
        of_centre=re.compile(_WORDS_BEFORE_THING + any_of(e["word"] for e in vocabulary.entries("things") if e["kind"] == "central")),
        jobs=AhoCorasick(sorted(title for title, kind in titles.items() if kind == "job"), matchkind=MatchKind.LeftmostLongest),
        branches=tuple(e["word"] for e in vocabulary.entries("branches")),
        joins=frozenset(e["word"] for e in vocabulary.entries("body_deeds") if e["role"] == "joins"),
    )


def _addresses(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """By a form of address the offices of people who are called so: 老师 is said to a 教师, a 讲师 and a 教授."""
    offices: dict[str, tuple[str, ...]] = {}
    for entry in vocabulary.entries("address_titles"):
        offices[entry["address"]] = (*offices.get(entry["address"], ()), entry["title"])
    return offices


def _with_prefixes(vocabulary: Vocabulary) -> dict[str, str]:
    """Every title alone and behind every prefix: look-ups are then one step."""
    titles = {e["title"]: e["kind"] for e in vocabulary.entries("titles")}
    prefixed = {e["prefix"] + title: kind for e in vocabulary.entries("title_prefixes") for title, kind in titles.items()}
    return prefixed | titles
