"""Headlines that nobody signs: told from subheads by what stands above and below them.

A line that could be either is weighed on several counts, none of which decides: whether the paragraph below repeats its words, opens like
a report or goes on with the article above, shares that article's words; whether the line says who does what, how long it is, and whether
the lines like it above and below are cut to the same measure, as subheads are; whether the article above has just been closed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kaozheng.tasks.segment.continuation import Continuation, compile_continuation
from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import word_counts

LOOK = 320
"""Characters on each side of a line whose words are compared."""
_WORD = re.compile(r"[一-鿿]{2,}|[A-Za-z]{2,}")
_OPENING = 24  # characters in which a report says its day or its source
_REPORT = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日(?:[，,]|[上下]午|晚|至)|[近日昨今前]日[，,上下晚]?|[昨今]天|近期|日前|连日来|最近|近年来|"
    r"记者.{0,12}?(?:获悉|了解到)|从.{2,20}?(?:获悉|了解到|传来)|据.{2,16}?(?:消息|通报|介绍|统计|预计|了解)|预计"
)
_GOES_ON = re.compile(
    r"[“‘]|[他她它](?!们县)|这[一些个里样是，]|该[市县区镇村局院校公]|同时|此外|另外|除此|除了|不仅|不仅如此|与此同时|而|但|然而|其中|对此|为此|于是|接下来|"
    r"随后|目前|如今|现在|下一步|今年(?:以来)?|去年|截至|据介绍|据了解"
)
_LABEL_COLON = re.compile(r"[：:]$")
_ALL_SPEECH = re.compile(r"[“「‘].*[”」’][。！？]?$")
_HALVES = re.compile(r"[\s，、：:；·—]+")
_DIGITS = re.compile(r"\d|[一二三四五六七八九十百千万]{2,}")
_NOTICE = re.compile("(?:公告|通告|启事|公示|任免名单|更正|声明|讣告|公开信|倡议书)$")
_LETTER = re.compile(r"\w")
_CHANCE, _CERTAIN = 1.0, 4.0  # log odds that any line has with one of several rests; above which more tells no more
_COHERENT = 0.15  # from here on more words in common tell no more
Features = dict[str, float]
# Set by hand after a logistic regression over some 500 headlines and subheads, of our own articles (benchmarks/texts/pages) and of real
# pages. On made pages no subhead of 320 passes `stretches.ON_A_PAGE`, and three in four unsigned headlines do.
_WEIGHTS = {
    "bias": 0.5,
    "echoed": 1.2,
    "cohesion": -1.9,
    "titled": -0.9,
    "report": 0.4,
    "goes_on": -0.4,
    "short": -0.9,
    "long": 1.0,
    "clauses": -0.9,
    "predicate": 0.3,
    "named": 0.8,
    "number": 0.4,
    "notice": 2.5,
    "parallel": -1.4,
    "among": -0.8,
    "reported": 1.0,
    "lines": 1.3,
    "open": 0.8,
    "closed": 2.0,
    "apart": 0.8,
    "speech": -3.0,
    "rest": -1.0,
    "midway": -0.5,
    "runs_on": -0.8,
    "rest_below": -1.0,
}


@dataclass(frozen=True)
class Surroundings:
    """A line that may be a headline, and what stands around it on the page.

    `headline`: its lines. `above`: the headline and paragraphs of the article that it may be a subhead of, `subheads` those of that article
    so far, `reported_above` whether that opens with a dateline, for short reports seldom have subheads. `below`: the paragraphs down to
    the next such line, `others` the next such lines, `rests` the paragraphs further down that begin in the middle of a sentence.
    `end_above`: the paragraph above where it breaks off, else empty; `closed_above`: a signature or a line of the page's own stands there
    instead. `set_apart`: by a blank line, on a page that does not part paragraphs so.
    """

    headline: Sequence[str]
    above: Sequence[str]
    below: Sequence[str]
    subheads: Sequence[str]
    others: Sequence[str]
    rests: Sequence[str]
    end_above: str
    closed_above: bool
    set_apart: bool
    reported_above: bool


@dataclass(frozen=True)
class HeadlineModel:
    """How rare words are, and how much each count weighs."""

    language: Continuation
    _rarity: Mapping[str, float]
    _weights: Mapping[str, float]

    def evidence(self, around: Surroundings) -> float:
        """Log odds that the line is the headline of an article of its own."""
        return sum(self._weights.get(name, 0.0) * value for name, value in self.features(around).items())

    def features(self, around: Surroundings) -> Features:
        line = max(around.headline, key=len)
        size = len(_letters(line))
        lede = around.below[0] if around.below else ""
        tags = _tags(line)
        return {
            "bias": 1.0,
            "echoed": self._shared("".join(around.headline), lede[:LOOK]),
            "cohesion": min(self._shared("".join(around.below)[:LOOK], _window(around.above)), _COHERENT) / _COHERENT,
            "titled": self._shared(line, _window(around.above)),
            "report": float(_REPORT.search(lede[:_OPENING]) is not None),
            "goes_on": float(_GOES_ON.match(lede) is not None),
            "short": max(0.0, 9 - size) / 4,
            "long": 0.0 if "，" in line else max(0.0, min(size, 20) - 11) / 4,
            "clauses": float(line.count("，")),
            "predicate": float(_tells(tags)),
            "named": float(any(tag in ("ns", "nt", "nz", "nr") for _, tag in tags)),
            "notice": float(_NOTICE.search(line) is not None),
            "number": float(_DIGITS.search(line) is not None),
            "parallel": max((_likeness(line, other) for other in (*around.subheads, *around.others)), default=0.0),
            "among": float(bool(around.subheads)),
            "open": float(bool(around.end_above)),
            "rest": max(self.language.log_odds(around.end_above, around.headline[0]), 0.0) if around.end_above else 0.0,
            "midway": max(self.language.midway(lede), 0.0) if lede else 0.0,
            "runs_on": max(self.language.log_odds(around.headline[-1], lede), 0.0) if lede else 0.0,
            "rest_below": self._goes_on_in(around.headline[-1], around.rests),
            "closed": float(around.closed_above),
            "apart": float(around.set_apart),
            "reported": float(around.reported_above),
            "lines": float(len(around.headline) > 1),
            "speech": float(_ALL_SPEECH.match(line) is not None or _LABEL_COLON.search(line) is not None),
        }

    def _goes_on_in(self, line: str, rests: Sequence[str]) -> float:
        """How surely one of the rests goes on with a line that breaks off."""
        odds = max((self.language.rest_odds(line, rest) for rest in rests), default=0.0)
        return min(max(odds - _CHANCE, 0.0), _CERTAIN)

    def _shared(self, text: str, other: str) -> float:
        """How much of the words of one text stands in another, rare ones counting more; 0 to 1."""
        words = self._words(text)
        total = sum(words.values())
        return sum(weight for word, weight in words.items() if word in other) / total if total else 0.0

    def _words(self, text: str) -> dict[str, float]:
        import rjieba

        words: dict[str, float] = {}
        for token in rjieba.cut(text, hmm=True):
            if _WORD.fullmatch(token):
                words[token] = self._rarity.get(token, 1.0)
        return words


def _window(paragraphs: Sequence[str]) -> str:
    """The beginning and the end of an article, for a long one wanders from its subject."""
    text = "\n".join(paragraphs)
    return text if len(text) <= 3 * LOOK else text[: 3 * LOOK // 2] + "\n" + text[-3 * LOOK // 2 :]


def _letters(text: str) -> str:
    return "".join(_LETTER.findall(text))


def _tags(line: str) -> list[tuple[str, str]]:
    import rjieba

    return list(rjieba.tag(line))


def _tells(tags: Sequence[tuple[str, str]]) -> bool:
    """Whether a line says who does what: a noun, and a verb of two characters behind it."""
    seen = False
    for word, tag in tags:
        if seen and tag.startswith("v") and len(word) > 1:
            return True
        seen |= tag.startswith("n") and len(word) > 1
    return False


def _likeness(line: str, other: str) -> float:
    """How much two lines are cut to one measure: as many parts, about as long. 0 to 1."""
    parts, others = ([len(_letters(part)) for part in _HALVES.split(text) if part] for text in (line, other))
    if len(parts) != len(others):
        return 0.0
    apart = sum(abs(a - b) for a, b in zip(parts, others, strict=True)) / len(parts)
    if len(parts) > 1:
        return max(0.0, 1 - apart / (2 + len(parts)))
    return max(0.0, 1 - apart / 3) if sum(parts) <= 14 else max(0.0, 0.5 - apart / 6)


@built_once
def compile_headline_model(vocabulary: Vocabulary) -> HeadlineModel:
    counts = word_counts(vocabulary)
    total = math.log(sum(counts.values()))
    rarest = total - math.log(50)
    rarity = {word: (total - math.log(count)) / rarest for word, count in counts.items() if len(word) > 1}
    return HeadlineModel(compile_continuation(vocabulary), rarity, _WEIGHTS)
