"""Whether a text goes on where another one breaks off: a small language model of breaks.

What speaks for it is weighed by logistic regression: a word across the break, parts of speech that go together, characters that stand
together elsewhere on the page, quotation marks and brackets, a number and its unit. The words and the shares of parts of speech are those
of jieba (MIT); the weights come of cuts in our own texts (`benchmarks/fit_continuation.py` writes them).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import mul

from kaozheng.tasks.segment.edges import closes, crossing_word, is_open, starts_inside_sentence, starts_item, unmatched
from kaozheng.tasks.segment.page_words import PageWords
from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import ALONE, WordModel, word_model

WINDOW = 6  # characters on each side of a break: a word is four long at most, and one more says where it begins
REMEMBERED = 1 << 13  # beginnings of paragraphs
BIAS = "bias"
_RAREST = 0.0005
LONGEST_WORD_GAIN = 12.0
LEAST_GAIN = 0.5
_NEVER_ALONE = math.log(ALONE)
LONG_CLAUSE = 20
SHORT_CLAUSE = 5
_LOOK = 120  # characters of a paragraph in which its marks are matched, and of which its clauses are measured
_TAIL = re.compile(rf"[^\W_]{{1,{WINDOW}}}$")
_HEAD = re.compile(rf"[^\W_]{{1,{WINDOW}}}")
_CLAUSE = re.compile(r"[^，。、；：！？,;:!?“”（）《》\s]*")
_FIRST_CLAUSE = re.compile(rf"[^，。；：！？、]{{0,{_LOOK}}}([，。；：！？、]?)")
_DIGIT_END = re.compile(r"\d$")
UNIT_START = re.compile(
    r"[\d万亿余多个名例人元月日年时分岁家户吨米公千支次位台辆条亩头件份届号项层栋间所座艘架株册页升克斤度倍成环片批组种场处盒箱袋瓶只副枚平立毫厘%％.∶]"
    r"|百分|小时|星期"
)
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月|\d{1,2}[日时]|[今昨近]|目前|当天")

_BEGINNING = ("alone", "single", "date", "short", "ends")

Features = dict[str, float]


_NO_PAGE = PageWords()


@dataclass(frozen=True)
class Continuation:
    """Judges the edges of stretches of repaired Chinese text; white space at the edges is the caller's to take off.

    Constant time: a window of characters on each side counts, for the balance of marks `left` and `right` as far as _LOOK reaches.
    """

    words: WordModel
    _shares: Mapping[tuple[str, int], Mapping[str, float]]
    weights: Mapping[str, Mapping[str, float]]

    def log_odds(self, left: str, right: str, page: PageWords = _NO_PAGE) -> float:
        """Evidence in nats that `right` goes on where `left` breaks off, against another text's beginning or rest.

        0 tells nothing, above 0 speaks for it, below 0 against it. `left` is taken to break off: a final mark is the caller's to see.
        """
        return _weighed(self.weights["break"], self.break_features(left, right, page))

    def rest_odds(self, left: str, right: str, page: PageWords = _NO_PAGE) -> float:
        """As `log_odds`, for a `right` with which a paragraph of the page begins: how paragraphs begin weighs too."""
        return _weighed(self.weights["rest"], self.rest_features(left, right, page))

    def midway(self, right: str) -> float:
        """Evidence in nats that a paragraph is the rest of one whose beginning stands elsewhere, against one that begins here."""
        return self._midways(right[: _LOOK + 1])

    @cached_property
    def _midways(self) -> Callable[[str], float]:
        return lru_cache(maxsize=REMEMBERED)(lambda right: _weighed(self.weights["start"], self.start_features(right)))

    def break_features(self, left: str, right: str, page: PageWords = _NO_PAGE) -> Features:
        """What `log_odds` weighs."""
        tail, head = _first(_TAIL.search(left[-WINDOW:])), _first(_HEAD.match(right))
        return self._word_features(tail, head, page) | _mark_features(left[-_LOOK:], right)

    def rest_features(self, left: str, right: str, page: PageWords = _NO_PAGE) -> Features:
        """What `rest_odds` weighs."""
        beginning = self.start_features(right)
        return self.break_features(left, right, page) | {f"begins_{name}": beginning[name] for name in _BEGINNING}

    def start_features(self, right: str) -> Features:
        """What `midway` weighs; to be read only. It rests on the first _LOOK characters and one more, and is remembered by them."""
        return self._beginnings(right[: _LOOK + 1])

    @cached_property
    def _beginnings(self) -> Callable[[str], Features]:
        return lru_cache(maxsize=REMEMBERED)(self._start_features)

    def _start_features(self, right: str) -> Features:
        import rjieba

        tokens = rjieba.tag(_first(_HEAD.match(right)))
        word, tag = tokens[0] if tokens else ("", "")
        clause = _FIRST_CLAUSE.match(right)
        single = _is_single(word)
        return {
            "tag": self.start_evidence(tag) if tag else 0.0,
            "alone": self.alone(word) if single else 0.0,
            "single": float(single),
            "quote": float(right[:1] in "“《"),
            "date": float(_DATE.match(right) is not None),
            "digit": float(right[:1].isdigit()),
            "item": float(starts_item(right)),
            "closes": float(bool(unmatched(right[:_LOOK])[0])),
            "mark": float(starts_inside_sentence(right)),
            "short": max(0.0, SHORT_CLAUSE - clause.end()) if clause else 0.0,
            "ends": float(clause is not None and clause[1] in ("。", "；", "！", "？")),
        }

    def crossing(self, tail: str, head: str) -> float:
        """Nats by which the best division into words of both together beats the best one with a border between them; never below 0."""
        if tail[-1:] + head[:1] not in self.words.pairs:
            return 0.0
        apart = self.words.log_probability(tail) + self.words.log_probability(head)
        return max(self.words.log_probability(tail + head) - apart, 0.0)

    def agreement(self, word: str, tag: str, following: str) -> float:
        """Nats by which a word of the tag `following` is likelier behind this one than at the beginning of a text."""
        shares = self._shares.get((tag, min(len(word), 2)), {})
        return math.log(shares.get(following, _RAREST)) - math.log(self._shares["", 0].get(following, _RAREST))

    def _word_features(self, tail: str, head: str, page: PageWords) -> Features:
        import rjieba

        found = dict.fromkeys(
            ("crossing", "crossing_word", "tags", "tags_agree", "start", "alone_left", "alone_right", "pairs", "triples"), 0.0
        )
        if not head:
            return found
        behind = rjieba.tag(head)[0]
        found["start"] = self.start_evidence(behind[1])
        if not tail:
            return found
        if seen := page.count(tail[-1] + head[0]):
            found["pairs"] = math.log1p(seen)
            found["triples"] = float(page.holds(tail[-2:] + head[0])) + float(page.holds(tail[-1] + head[:2]))
        found["crossing_word"] = float(crossing_word(tail, head) is not None)
        gain = self.crossing(tail, head)
        if gain >= LEAST_GAIN:
            found["crossing"] = min(gain, LONGEST_WORD_GAIN)
            return found
        before = rjieba.tag(tail)[-1]
        found["tags"] = self.agreement(*before, behind[1])
        found["tags_agree"] = max(found["tags"], 0.0)
        found["alone_left"] = self.alone(before[0]) if _is_single(before[0]) else 0.0
        found["alone_right"] = self.alone(behind[0]) if _is_single(behind[0]) else 0.0
        return found

    def start_evidence(self, tag: str) -> float:
        """Nats by which a word of this tag is likelier at the beginning of a text than anywhere."""
        return math.log(self._shares["", 0].get(tag, _RAREST)) - math.log(self._shares["", -1].get(tag, _RAREST))

    def alone(self, character: str) -> float:
        """Log share of the uses of a character in which it is a word by itself, from _NEVER_ALONE to 0."""
        used = self.words.characters.get(character)
        return min(self.words.words.get(character, used) - used + _NEVER_ALONE, 0.0) if used is not None else _NEVER_ALONE


def _mark_features(left: str, right: str) -> Features:
    opened, closed = unmatched(left)[1], unmatched(right)[0]
    closing = bool(closed and opened and closes(opened[-1], closed[0]))
    number, unit = _DIGIT_END.search(left) is not None, UNIT_START.match(right) is not None
    clause = last_clause(left) + first_clause(right[:_LOOK])
    return {
        "closing": float(closing),
        "closing_stranger": float(bool(closed) and not closing),
        "left_open": float(bool(opened) and not closed and not is_open(right)),
        "number_unit": float(number and unit),
        "number_alone": float(number and not unit),
        "digit": float(right[:1].isdigit()),
        "quote": float(right[:1] in "“《"),
        "item": float(starts_item(right)),
        "mark": float(starts_inside_sentence(right)),
        "comma": float(left[-1:] in "，、"),
        "long": max(0, clause - LONG_CLAUSE) / 10,
        "short": float(max(0, SHORT_CLAUSE - clause)),
    }


def first_clause(text: str) -> int:
    """Characters before the first mark or white space."""
    found = _CLAUSE.match(text)
    return found.end() if found else 0


def last_clause(text: str) -> int:
    """Characters behind the last mark or white space."""
    return first_clause(text[::-1])


def _weighed(weights: Mapping[str, float], features: Features) -> float:
    told: float = sum(map(mul, map(weights.__getitem__, features), features.values()))
    return weights[BIAS] + told


def _first(match: re.Match[str] | None) -> str:
    return match[0] if match else ""


def _is_single(word: str) -> bool:
    return len(word) == 1 and "一" <= word <= "鿿"


@built_once
def compile_continuation(vocabulary: Vocabulary) -> Continuation:
    shares: dict[tuple[str, int], dict[str, float]] = {}
    anywhere: dict[str, float] = {}
    for entry in vocabulary.entries("tag_transitions"):
        share = float(entry["share"])
        shares.setdefault((entry["tag"], int(entry["length"])), {})[entry["next"]] = share
        anywhere[entry["next"]] = anywhere.get(entry["next"], 0.0) + share
    shares["", -1] = {tag: share / len(shares) for tag, share in anywhere.items()}
    weights: dict[str, dict[str, float]] = {}
    for entry in vocabulary.entries("continuation_weights"):
        weights.setdefault(entry["model"], {})[entry["feature"]] = float(entry["weight"])
    return Continuation(word_model(vocabulary), shares, weights)
