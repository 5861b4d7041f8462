"""Runs of mis-aligned GBK, as mirror pages make them: found, read byte by byte, and restored where one reading stands out.

The damage: somewhere in a page held as GBK a byte was put in, or an ASCII character behind the first half of a character. The
decoder shows the pair that this broke as `?`, eats both its bytes, and then reads every pair one byte off, until an ASCII trail
byte or the next such insertion brings it back. So each character of a run is known from the second byte of one shown character and
the first of the next; only the first lead byte and the last trail byte of a run are gone, and for those the word model chooses
among the characters that have the other half.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeGuard

import numpy as np

from kaozheng.tasks.clean.draft import IDEOGRAPHS, LOST, PRIVATE_USE, Draft
from kaozheng.tasks.clean.gb18030 import LEADS, TRAILS, as_bytes, as_character, is_trail
from kaozheng.tasks.clean.readings import readings_of
from kaozheng.tasks.clean.script import convert, simplified
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.repair import Repair
from kaozheng.tasks.word_model import Beginnings, WordModel, word_model

KIND = "gbk_shift"
SIGNS = (Sign(r"\?"),)
LEAST_GAIN = 1.5  # log probability a character by which a reading must beat the text as it stands
LEAST_MARGIN = 1.0  # and the best character its rivals; what beats them by less is not settled
LEAST_GAIN_ELSEWHERE = 4.0
DETERMINED_GAIN = 2.5
PLAIN_COST = 6.0  # of a character of ordinary text
LETTER_COST = 6.0  # such pages have made full-width letters half-width, and few there were
UNSETTLED = 0.5  # of a place left open: that something is gone is sure, that nothing can be said of it is not
SIGN_EATEN = 0.8  # how sure it is that a bracket is gone where one closes that nothing opens, or the space before a name
LOOK_BACK = 400
MOST_MARKS = 8
LONGEST_RUN = 64
MARKS_IN_RUN = 2
BEAM = 16
CONTEXT = 6
_FULL_WIDTH = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
_AS_MARKS = str.maketrans({mark: _FULL_WIDTH[mark] for mark in "?!,;:()"})
_PINYIN = "a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹ"
_REST_OF_GLOSS = re.compile(f"([{_PINYIN}]{{1,7}})[)）]")
_GLOSS = re.compile(f"[(（][{_PINYIN}]{{1,7}}[)）]")
_REST_OF_TAG = re.compile(r"/[a-z]{1,6}>")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_QUOTES = re.compile("[“”]")
_BALANCED = "“”，、"  # the marks that `_Context._balance` looks at
_WIDE = f"[{IDEOGRAPHS}{PRIVATE_USE}]"
# What an opening bracket of the text and the byte behind it are shown as, behind the 。 of the byte before it: 省（ is ?。▍ or ?。ㄗ.
_BRACKET_SHOWN = "[\u2550-\u2595\u3105-\u3129āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüê]"
# What may follow the `?` that a run starts with: its pairs, a closing mark and the rest of a tag, the rest of a gloss.
_START = re.compile(
    f"(?<!\\?)\\?(?=[?!！？;；:：<]{{0,2}}{_WIDE}|。{_BRACKET_SHOWN}|[?!！]{{1,2}}\\?|[?!！;；,，]{{1,2}}[@-~€]|[{_PINYIN}]{{1,7}}[)）]\\S)"
)
_BEFORE_MARK = re.compile(r"[，。、：；！？“”‘’（）《》「」…—,:;!?()\s]|$")
_BRACKETED = re.compile(r"[^（）()\n]{1,40}[)）]")
_ROLE, _NAME = re.compile("(?:[记記]者|通[讯訊][员員]|[编編][辑輯])$"), re.compile(f"{_WIDE}{{2,3}}(?!{_WIDE})")
# A term in quotation marks, not what somebody says: 打造“借船出海”模式.
_TERM = re.compile(f"[{IDEOGRAPHS}]“[^“”，。！？；：]{{1,10}}$")
_ENDS_IN_QUOTE = re.compile("[。！？，]”")
_DAMAGE = re.compile(f"[?□{PRIVATE_USE}]")
_OF_SUCH_A_PAGE = re.compile(f"[{PRIVATE_USE}]|{_WIDE}{_GLOSS.pattern}")


@dataclass(frozen=True, slots=True)
class _Path:
    """A way through the bytes of a run.

    `choices`: the characters that may stand at each place; `ends`: the text offset behind what each was read from; `lost`: whether the run
    ends with a character that was eaten whole; `letters`: how many ASCII letters and digits were taken for full-width ones.
    """

    choices: tuple[tuple[str, ...], ...] = ()
    ends: tuple[int, ...] = ()
    lost: bool = False
    letters: int = 0

    @property
    def end(self) -> int:
        return self.ends[-1]

    def then(self, choices: tuple[str, ...], end: int, *, lost: bool = False) -> _Path:
        return _Path((*self.choices, choices), (*self.ends, end), lost, self.letters)


@dataclass(frozen=True, slots=True)
class _Reading:
    path: _Path
    text: str
    score: float


def restore_shifted(draft: Draft) -> list[Repair]:
    """A repair for each character of the runs that a reading explains better than the text as it stands.

    A character that no reading settles, and one that was eaten whole, becomes LOST.
    """
    string, model = draft.string, word_model(draft.vocabulary)
    # A page with glosses or private-use characters is of the sites that do this damage, and so is one where a run spoke for itself.
    suspect = _OF_SUCH_A_PAGE.search(string) is not None
    repairs = _all_restored(string, model, suspect=suspect)
    return repairs if suspect or not repairs else _all_restored(string, model, suspect=True)


def _all_restored(string: str, model: WordModel, *, suspect: bool) -> list[Repair]:
    repairs: list[Repair] = []
    for start in (m.start() for m in _START.finditer(string)):
        # Where every other character is a `?` no reading is worth the search.
        if (repairs and start < repairs[-1].end) or string.count("?", start, start + LONGEST_RUN) > MOST_MARKS:
            continue
        repairs += _restored(string, start, _as_repaired(string, start, repairs), model, suspect=suspect)
    return repairs


def _as_repaired(string: str, end: int, repairs: Sequence[Repair]) -> str:
    """The line up to `end`, at most LOOK_BACK characters of it, with the repairs made so far."""
    low = max(end - LOOK_BACK, 0)
    low = max(low, string.rfind("\n", low, end) + 1)
    pieces: list[str] = []
    for repair in reversed(repairs):
        if repair.start < low:
            break
        pieces += (string[repair.end : end], repair.after)
        end = repair.start
    pieces.append(string[low:end] if low < end else "")
    return "".join(reversed(pieces))


def _restored(string: str, start: int, before: str, model: WordModel, *, suspect: bool) -> list[Repair]:
    paths = [*_paths(string, start, model)]
    if not paths:
        return []
    context = _Context(string, start, max(path.end for path in paths), before, model)
    readings = sorted((r for path in paths for r in context.readings(path)), key=lambda r: -r.score)
    if not readings or not (suspect or _IDEOGRAPH.search(readings[0].text) or context.closes_speech(readings[0].text)):
        return []
    best = readings[0]
    gain = (best.score - context.literal) / len(best.text)
    rival = max((r.score for r in readings if r.path.end != best.path.end), default=context.literal)
    if gain < (LEAST_GAIN if suspect else LEAST_GAIN_ELSEWHERE) or best.score - rival < LEAST_MARGIN:
        return []
    return [*_character_repairs(start, best, readings, gain, _eaten(string, best.path.end, _without_glosses(before) + best.text))]


def _eaten(string: str, end: int, before: str) -> str:
    """The ASCII character that was eaten whole before `end`: a space between 记者 and a name, a bracket where one closes that nothing
    opens, else LOST."""
    if _ROLE.search(before) and _NAME.match(string, end):
        return " "
    opened = max(map(before.rfind, "(（")) > max(map(before.rfind, ")）"))
    return "（" if not opened and _BRACKETED.match(string, end) else LOST


def _character_repairs(start: int, best: _Reading, readings: Sequence[_Reading], gain: float, eaten: str) -> Iterator[Repair]:
    """A repair a character, each with an origin of its own; what was eaten whole has the closing `?`."""
    ends = (start + 1, *best.path.ends[:-1]) if best.path.lost else best.path.ends
    for place, (character, end) in enumerate(zip(best.text, ends, strict=True)):
        margin = _margin(best, place, readings)
        settled = margin >= LEAST_MARGIN
        sure = _confidence(margin, gain) if settled else UNSETTLED
        yield Repair(start, end, character if settled else LOST, KIND, sure, lossy=not settled)
        start = end
    if best.path.lost:
        yield Repair(start, best.path.end, eaten, KIND, UNSETTLED if eaten == LOST else SIGN_EATEN, lossy=eaten == LOST)


def _margin(best: _Reading, place: int, readings: Sequence[_Reading]) -> float:
    """By how much the best reading beats those that have another character at a place; endless where none has."""
    here = simplified(best.text[place])
    others = (
        r.score for r in readings if r.path.end == best.path.end and len(r.text) == len(best.text) and simplified(r.text[place]) != here
    )
    return best.score - max(others, default=-math.inf)


def _confidence(margin: float, gain: float) -> float:
    """The share of such repairs that proved right in the damage lab (`python benchmarks/damage.py`).

    A character that the bytes determine has an endless margin; one that the word model chose is never quite as sure.
    """
    if math.isinf(margin):
        return 0.99 if gain >= DETERMINED_GAIN else 0.85
    return 0.92 if margin >= 6 else 0.8 if margin >= 3 else 0.7


# --- reading the bytes


def _paths(string: str, start: int, model: WordModel) -> Iterator[_Path]:
    """All ways to read the run that starts at the `?` at `start`, without such as hold a character that running text never has."""
    for end, lead in _openings(string, start):
        yield from _walk(string, end, lead, _Path(), MARKS_IN_RUN, start + LONGEST_RUN, model)


def _openings(string: str, start: int) -> Iterator[tuple[int, int | None]]:
    """Where the shifted pairs begin, and the lead byte that `?` ate where a gloss tells it.

    A gloss is put behind the pair that it was found as, so the byte before `?` and the lead byte together are a character of that
    reading.
    """
    if gloss := _REST_OF_GLOSS.match(string, start + 1):
        before = as_bytes(_without_glosses(string[max(0, start - 12) : start])[-1:] or " ")
        if before and len(before) == 2:
            for lead in LEADS:
                if _is_read(as_character(before[1], lead), gloss[1]):
                    yield gloss.end(), lead
    yield start + 1, None


def _walk(string: str, at: int, lead: int | None, path: _Path, marks: int, limit: int, model: WordModel) -> Iterator[_Path]:
    while at < min(len(string), limit):
        shown = string[at]
        if shown == "?":
            if lead is not None:
                yield from _closings(string, at, lead, path)
            if not marks:
                return
            marks -= 1
        found = as_bytes(shown)
        if found is None:
            return
        if len(found) == 1:
            if lead is not None and (whole := as_character(lead, found[0]) if is_trail(found[0]) else None):
                yield path.then((whole,), at + 1)
            found = as_bytes(_FULL_WIDTH[shown]) if shown in _FULL_WIDTH else None
            if found is None:
                return
            path = replace(path, letters=path.letters + shown.isalnum())
        whole = as_character(lead, found[0]) if lead is not None else None
        next_choices = (whole,) if whole and model.knows(simplified(whole)) else _with_trail(found[0]) if lead is None else ()
        if not next_choices:
            return
        path, lead, at = path.then(next_choices, at + 1), found[1], at + 1


def _closings(string: str, at: int, lead: int, path: _Path) -> Iterator[_Path]:
    """The run ends at the `?` at `at`, which ate the trail byte of the last character and one byte more."""
    last = _with_lead(lead)
    after = at + 1
    if gloss := _REST_OF_GLOSS.match(string, after):
        if read := tuple(c for c in last if _is_read(c, gloss[1])):
            yield path.then(read, gloss.end())
        return
    if last:
        tag = _REST_OF_TAG.match(string, after)
        yield path.then(last, tag.end() if tag else after, lost=not tag and not _BEFORE_MARK.match(string, after))


@cache
def _with_trail(trail: int) -> tuple[str, ...]:
    return tuple(filter(_is_plain, (as_character(lead, trail) for lead in LEADS)))


@cache
def _with_lead(lead: int) -> tuple[str, ...]:
    return tuple(filter(_is_plain, (as_character(lead, trail) for trail in TRAILS)))


def _is_plain(character: str | None) -> TypeGuard[str]:
    """Whether a character may stand in running text: an ideograph or a mark of the first rows."""
    return character is not None and ("\u4e00" <= character <= "\u9fff" or character in "，。、：；！？“”‘’（）《》…—·")


def _is_read(character: str | None, reading: str) -> bool:
    return character is not None and reading in readings_of(character)


# --- choosing


class _Context:
    """What stands around a run, as the word model sees it."""

    def __init__(self, string: str, start: int, end: int, before: str, model: WordModel) -> None:
        self._model = model
        self._left = _DAMAGE.split(convert(_without_glosses(before[-40:])))[-1][-CONTEXT:]
        self._string, self._end = string, end
        self._right = _DAMAGE.split(convert(_without_glosses(string[end : end + 20])).split("\n")[0])[0][:CONTEXT]
        self._open = before.count("“") > before.count("”")
        self._in_term = _TERM.search(before) is not None
        self._weighed = Beginnings(model)
        (self.literal,) = self._scores([convert(_without_glosses(string[start:end])).translate(_AS_MARKS)])

    def readings(self, path: _Path) -> list[_Reading]:
        """The best texts of a path, with scores that can be compared with those of other paths."""
        # What comes behind the next `?` is another run, of which nothing is known yet.
        rest, _, beyond = self._string[path.end : self._end].partition("?")
        rest = convert(_without_glosses(rest))
        cost = LETTER_COST * path.letters + PLAIN_COST * len(_without_glosses(beyond))
        beam = [""]
        for place, choices in enumerate(path.choices):
            known = [choice for choice in choices if simplified(choice) in self._model.characters]
            if len(beam) * len(known) <= BEAM:
                beam = [text + choice for text in beam for choice in known]
            else:
                ahead = "".join(c[0] for c in path.choices[place + 1 : place + 4] if len(c) == 1)
                beam = self._best(beam, known, convert(ahead) or (rest + self._right)[:CONTEXT])
        scores = self._scores(_converted(beam), rest)
        return [_Reading(path, text, score - cost) for text, score in zip(beam, scores, strict=True)]

    def closes_speech(self, text: str) -> bool:
        """Whether a text ends the speech that is open before the run."""
        return self._open and text.endswith("”")

    def _best(self, texts: Sequence[str], choices: Sequence[str], closing: str) -> list[str]:
        """The BEAM best of the texts with one of the characters `choices` behind each."""
        beginnings = [self._left + text for text in _converted(texts)]
        scores = self._weighed.extended(beginnings, [simplified(choice) for choice in choices], closing + self._right)
        telling = [choice if choice in _BALANCED else LOST for choice in choices]
        for row, text in enumerate(texts):
            balances = {choice: self._balance(text + choice + closing) for choice in set(telling)}
            scores[row] += [balances[choice] for choice in telling]
        best = np.argsort(-scores, axis=None, kind="stable")[:BEAM].tolist()
        return [texts[at // len(choices)] + choices[at % len(choices)] for at in best]

    def _scores(self, texts: Sequence[str], closing: str = "") -> list[float]:
        """How well each text, with what closes it behind it, stands between what is on its left and on its right."""
        found = self._weighed.log_probabilities([self._left + text for text in texts], closing + self._right)
        return [score + self._balance(text + closing) for score, text in zip(found, texts, strict=True)]

    def _balance(self, text: str) -> float:
        """Closing marks close something and opening ones open it: each that does not is unlikely."""
        faults, is_open = 0, self._open
        for mark in _QUOTES.findall(text):
            faults += (mark == "“") == is_open
            is_open = mark == "“"
        faults += self._in_term and (end := _ENDS_IN_QUOTE.search(text)) is not None and "“" not in text[: end.start()]
        ends = not self._right
        faults += ends and (is_open or text.endswith(("，", "、")))
        return -5.0 * faults


def _converted(texts: Sequence[str]) -> list[str]:
    """`convert` of each text, in one call: no word goes over a line end."""
    return convert("\n".join(texts)).split("\n") if texts else []


def _without_glosses(string: str) -> str:
    return _GLOSS.sub("", string)
