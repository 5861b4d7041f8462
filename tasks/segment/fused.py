"""Pages that lost their line breaks: captions, sources and a second article run into one line of prose.

Only what leaves a sure mark is cut out: a photographer's credit behind the sentences it belongs to, 原载于…版 or 转自…版 between two
articles, a dateline behind the end of a sentence with the headline over it, headline and byline before the first sentence, the desk's
names at the end. Everything else stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kaozheng.tasks.segment.credits import PRINTED_IN, PRINTED_WORDS, Credits, alternatives, compile_credits, may_hold_dateline
from kaozheng.tasks.segment.edges import is_unbalanced
from kaozheng.tasks.segment.lines import Kind, Line
from kaozheng.tasks.vocabulary import Vocabulary, built_once

SHORTEST_FUSED = 300
LONGEST_FUSED_CAPTION = 200
_LONGEST_HEAD = 80
_LONGEST_NAME = 12
_SHORTEST_HEADLINE = 6
_LONGEST_HEADLINE = 60
_SENTENCE_END = re.compile(r"[。！？…][”’」』）)]*\s*")
_CITED = re.compile(r"[据由从自引转载刊登在与和及、，：:“《（(]\s?$")
_PARTED = re.compile(r"[。；;]|[，、：:]$")
_TOLD_BY = re.compile(r"\s*(?:[说问在从向对到来去走看获了见告拨与和跟随再又就也的一]|表示|介绍|报道|采访|电话|联系|发现|体验|注意)")
_SENTENCE = re.compile(r"[^。！？]*[。！？]")
_CAPTION_OPENS = re.compile(r"\d{0,2}月\d{0,2}日|图为|[近日]日[，,]|连日来")
_SERIES = re.compile(r"(?:——|—)?(?:[一二三四五六七八九十](?:谈|论|评|问|说)|再[谈论])")
_SHORTEST_TITLE = 4
_LONGEST_GIVEN = 2
# 闻令|而动, 王晓东|局长: what stands before it signs nothing.
_GOES_ON = re.compile(
    r"[而之则以于的地得即就]|[一-鿿]{0,4}(?:书记|主席|总理|省长|市长|县长|区长|部长|局长|主任|同志|先生|女士|教授|院长|说|介绍|表示)"
)


@dataclass(frozen=True)
class FusedSplitter:
    credits: Credits
    _photo: re.Pattern[str]
    _first_printed: re.Pattern[str]
    _reporter: re.Pattern[str]
    _double: frozenset[str]

    def split(self, lines: list[Line]) -> list[Line]:
        """The same lines, each fused one cut into its parts."""
        parts: list[Line] = []
        for number, line in enumerate(lines):
            if line.kind not in (Kind.PROSE, Kind.DATELINE):
                parts.append(line)
                continue
            head = self._signed_start(line) if number == 0 else []
            parts += head
            rest = _cut(line, head[-1].end - line.start, line.end - line.start, Kind.PROSE) if head else line
            parts.extend(self._split(rest))
        return parts

    def _split(self, line: Line) -> list[Line]:
        cuts: list[tuple[int, int, Kind]] = list(self._datelines(line.text))
        text = line.text
        if len(text) >= SHORTEST_FUSED:
            for match in self._photo.finditer(text) if "摄" in text else ():
                start = self._caption_start(text, match.start("credit"), cuts[-1][1] if cuts and cuts[-1][2] is Kind.CAPTION else 0)
                if start is not None and match.end() < len(text):
                    cuts.append((start, match.end(), Kind.CAPTION))
            printed = self._first_printed.finditer(text) if any(word in text for word in PRINTED_WORDS) else ()
            cuts += [(m.start(), m.end(), Kind.CLOSING) for m in printed]
            closing = self.credits.closing_start(text)
            if closing:
                cuts.append((closing, len(text), Kind.CLOSING))
        return [line] if not cuts else list(self._pieces(line, sorted(cuts)))

    def _pieces(self, line: Line, cuts: list[tuple[int, int, Kind]]) -> list[Line]:
        """The line cut up. A dateline is a border without length: it tells what the text behind it is."""
        pieces: list[Line] = []
        at, after_source, opens = 0, False, line.kind
        for start, end, kind in [*cuts, (len(line.text), len(line.text), Kind.PROSE)]:
            if line.text[at:start].strip():
                head = self._head(line, at, start) if after_source else []
                pieces += head
                begin = head[-1].end - line.start if head else at
                pieces.append(_cut(line, begin, start, opens))
                opens, after_source = Kind.PROSE, False
            if kind is Kind.DATELINE:
                opens = kind
            elif kind is Kind.HEADING:
                pieces += _headline(line, start, end)
            elif end > start:
                pieces.append(_cut(line, start, end, kind))
                after_source = kind is Kind.CLOSING
            at = max(at, end)
        return pieces

    def _datelines(self, text: str) -> Iterator[tuple[int, int, Kind]]:
        """The borders where a dateline opens another report in mid-line, and the headline between it and the sentence before."""
        if not may_hold_dateline(text):
            return
        for end in _SENTENCE_END.finditer(text):
            at = end.end()
            found = self.credits.find_dateline(text, at, at + _LONGEST_HEADLINE)
            if found is None or found >= len(text):
                continue
            over = text[at:found].rstrip()
            if not over:
                yield found, found, Kind.DATELINE
            elif len(over) >= _SHORTEST_HEADLINE and not _PARTED.search(over) and not _CITED.search(over) and not is_unbalanced(over):
                yield at, at + len(over), Kind.HEADING
                yield found, found, Kind.DATELINE

    def _signed_start(self, line: Line) -> list[Line]:
        """Headline and byline that stand before the first sentence of a page in one line with it."""
        import rjieba

        match = self._reporter.match(line.text) if "记者" in line.text else None
        if not match or is_unbalanced(match["headline"]):
            return []
        at = match.end()
        for token, tag in rjieba.tag(line.text[at : at + _LONGEST_NAME]):
            if token.strip() and not (tag == "nr" and self.credits.names(token)):
                break
            at += len(token)
        names = line.text[match.end() : at].strip()
        if not names or _TOLD_BY.match(line.text[at : at + 4]):
            return []
        signed = _cut(line, match.start("role"), at, Kind.BYLINE)
        return [*_headline(line, 0, len(match["headline"].rstrip())), signed]

    def _caption_start(self, text: str, credit: int, floor: int) -> int | None:
        """Where the sentences begin that a credit closes: the nearest of the last three that opens like a caption."""
        window = max(floor, credit - LONGEST_FUSED_CAPTION)
        starts = [window + m.start() for m in _SENTENCE.finditer(text[window:credit])]
        starts = [s for s in starts if s > window or window == floor]
        return next((s for s in reversed(starts[-3:]) if _CAPTION_OPENS.match(text, s)), None)

    def _head(self, line: Line, start: int, end: int) -> list[Line]:
        """Headline and author of an article that follows 原载于…版 without a break, where a name parts them from its first sentence."""
        sentence = line.text[start : min(end, start + _LONGEST_HEAD)].split("。")[0]
        series = _SERIES.search(sentence, _SHORTEST_TITLE)
        floor = series.end() + 1 if series else _SHORTEST_HEADLINE
        for at, stop in self._signatures(sentence):
            if at >= floor and not _GOES_ON.match(sentence, stop):
                return [*_headline(line, start, start + at), _cut(line, start + at, start + stop, Kind.NAMES)]
        return []

    def _signatures(self, sentence: str) -> Iterator[tuple[int, int]]:
        """What may be a name by its words: 王晓东, or a surname with the word behind it (赵|大川, 东方|竹)."""
        import rjieba

        at = 0
        words = rjieba.tag(sentence)
        for (word, tag), (following, _) in pairwise([*words, ("", "")]):
            end = at + len(word)
            if tag == "nr" and len(word) in (2, 3) and word not in self._double and self.credits.names(word):
                yield at, end
            elif (
                (word in self._double or (tag == "nr" and len(word) == 1))
                and 0 < len(following) <= _LONGEST_GIVEN
                and self.credits.names(word + following)
            ):
                yield at, end + len(following)
            at = end


def _headline(line: Line, start: int, end: int) -> list[Line]:
    series = _SERIES.search(line.text, start + _SHORTEST_TITLE, end)
    borders = [start, series.start(), end] if series else [start, end]
    return [_cut(line, a, b, Kind.HEADING) for a, b in pairwise(borders)]


def _cut(line: Line, start: int, end: int, kind: Kind) -> Line:
    """A piece of a line, without white space around it."""
    piece = line.text[start:end]
    text = piece.strip()
    begin = line.start + start + len(piece) - len(piece.lstrip())
    return Line(begin, begin + len(text), kind, text, fused=True)


@built_once
def compile_fused_splitter(vocabulary: Vocabulary) -> FusedSplitter:
    credits = compile_credits(vocabulary)
    surnames = alternatives([s["surname"] for s in vocabulary.entries("surnames")])
    double = frozenset(s["surname"] for s in vocabulary.entries("surnames") if len(s["surname"]) > 1)
    signed = rf"[一-鿿]{{0,16}}?(?:记者|通讯员)[一-鿿 、]{{2,24}}?|(?:{surnames})[一-鿿]{{1,2}}"
    photo = rf"(?<=[。！？])(?P<credit>{signed})\s?摄(?:影报道)?(?![氏影像取制录入])"
    printed = (
        rf"{PRINTED_IN}{credits.outlet.pattern}[》”]?\s?(?(taken)(?=\d{{0,4}}年\d{{0,2}}月|第?[A-Z]?\d{{0,3}}版))"
        r"\d{0,4}年?\d{0,2}月?\d{0,2}日?\s?第?[A-Z]?\d{0,3}版?[）)]?"
    )
    reporter = rf"(?P<headline>[^。；，,]{{6,40}}?)\s?(?P<role>(?:本报|本网|{credits.outlet.pattern})[一-鿿]{{0,6}}?记者)\s?"
    return FusedSplitter(credits, re.compile(photo), re.compile(printed), re.compile(reporter), double)
