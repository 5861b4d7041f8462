"""Direct speech: what stands between quotation marks and is somebody's words, not a name, a slogan, a scare quote or a verse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.mentions import ActorMention, QuoteMention
from kaozheng.tasks.extract.speakers import NO_CUE, Cue, Speakers
from kaozheng.tasks.extract.speech import SpeechGrammar, compile_speech
from kaozheng.tasks.extract.turns import find_turns
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary

LONGEST = 1500
"""No quotation is longer, in characters: what goes on has lost its closing mark."""
LONGEST_UNCLOSED = 400
LONGEST_OVER_PARAGRAPHS = 600

_LEAST_SAID = 4
_LONGEST_NICKNAME = 8
_LONGEST_ROW = 3
"""Speech beside speech is looked for so many quotations before and behind."""

_MARK = re.compile("[“”「」]")
_OPENING = "“「"
_ENDS = "。！？!?…"
_END_RUN = re.compile(r"[。！？!?…]+[’』]?")
_LOST_CLOSING = re.compile(r"\?[！!？?]?|？！(?=\S)|[\ue000-\uf8ff\ufffd]")
_OWN_PERSON = re.compile(r"我|咱|俺|您|你")
_PARTS = re.compile(r"[，。；！？、,;!?\s…—]+")


class Marked(NamedTuple):
    """What stands between two marks, at the offsets `opening` and `closing`; None where the closing one was lost."""

    opening: int
    start: int
    end: int
    closing: int | None


def find_quotes(article: Article, actors: Sequence[ActorMention], vocabulary: Vocabulary) -> list[QuoteMention]:
    """The stretches of direct speech of an article in text order, without their marks, each with its speaker's canonical name or None.

    A stretch whose closing mark was lost ends at the damage, else with its paragraph or before the next opening mark. The turns of a
    transcript are speech without marks, and what is quoted in a turn is part of it.
    """
    turns = find_turns(article, actors, vocabulary)
    marked = _marked_speech(article, actors, vocabulary)
    if not turns:
        return marked
    own = [q for q in marked if not any(turn.start <= q.start < turn.end for turn in turns)]
    return sorted([*turns, *own], key=lambda q: q.start)


def _marked_speech(article: Article, actors: Sequence[ActorMention], vocabulary: Vocabulary) -> list[QuoteMention]:
    """The speech that stands between quotation marks."""
    text = article.string
    grammar = compile_speech(vocabulary)
    speakers = Speakers(text, actors, grammar)
    headlines = [span for part in ("title", "subtitle") for span in article.part_spans(part)]
    quotations = _quotations(text)
    cues = _cues(text, quotations, speakers)
    found: list[QuoteMention] = []
    last_cue = NO_CUE
    for i, quotation in enumerate(quotations):
        before, behind = cues[i]
        in_headline = any(s.start <= quotation.start < s.end for s in headlines)
        if _continues(text, quotations, i, found):
            before = last_cue
        if (
            _is_speech(text, quotation, before, behind, grammar, in_headline)
            or (not in_headline and _is_said_before_a_deed(text, quotation, behind, speakers))
            or _is_said_beside(text, quotations, i, cues, grammar)
        ):
            speaker = _speaker(text, quotation, before, behind)
            if _is_answered(text, quotations, i):
                speaker = before.speaker
            elif speaker is None and before.kind == "none" and _is_unattributed(text, quotation, behind):
                speaker = speakers.going_on(quotation.opening) or _who_spoke_above(text, quotation, found, speakers)
            found.append(QuoteMention(quotation.start, quotation.end, speaker))
            last_cue = before if before.kind != "none" else behind
    return found


# --- what stands between marks


def _quotations(text: str) -> list[Marked]:
    """Every stretch between an opening mark and its closing one, and those whose closing mark is lost; one pass."""
    marks = list(_MARK.finditer(text))
    found: list[Marked] = []
    opening: int | None = None
    inner = 0
    for i, mark in enumerate(marks):
        if mark.group() in _OPENING:
            if opening is None:
                opening = mark.start()
            elif not inner and _is_nested(text, marks, i, opening):
                inner = 1
            else:
                found.append(_unclosed(text, opening, mark.start()))
                opening, inner = mark.start(), 0
        elif inner:
            inner = 0
        elif opening is not None:
            found.append(_closed(text, opening, mark.start()))
            opening = None
    if opening is not None:
        found.append(_unclosed(text, opening, len(text)))
    return [q for q in found if q.start < q.end]


def _is_nested(text: str, marks: Sequence[re.Match[str]], i: int, opening: int) -> bool:
    """Whether an opening mark inside an open quotation begins one within it: two closing marks follow in the same paragraph."""
    after = marks[i + 1 : i + 3]
    if len(after) < 2 or any(m.group() in _OPENING for m in after) or after[1].start() - opening > LONGEST_UNCLOSED:
        return False
    return "\n" not in text[opening : after[1].start()]


def _closed(text: str, opening: int, closing: int) -> Marked:
    """The quotation, unless its length or a paragraph that ends whole inside it says that its own closing mark was lost."""
    start = opening + 1
    if closing - start <= LONGEST:
        inner = text[start:closing]
        breaks = [m.start() for m in re.finditer(r"\n+", inner)] if "\n" in inner else []
        cut_in_sentence = all(inner[:b].rstrip()[-1:] not in _ENDS for b in breaks)
        if not breaks or cut_in_sentence or closing - start <= LONGEST_OVER_PARAGRAPHS:
            return Marked(opening, *_trimmed(text, start, closing), closing)
    return _unclosed(text, opening, closing)


def _unclosed(text: str, opening: int, limit: int) -> Marked:
    """A quotation whose closing mark was lost: up to the trace of it, else to the last sentence end of its paragraph."""
    start = opening + 1
    limit = min(limit, start + LONGEST_UNCLOSED)
    paragraph = text.find("\n", start, limit)
    limit = paragraph if paragraph >= 0 else limit
    if trace := _LOST_CLOSING.search(text, start, limit):
        lost = trace.end() if trace.group()[0] in "?？" else trace.start()
        return Marked(opening, *_trimmed(text, start, lost), None)
    ends = [m.end() for m in _END_RUN.finditer(text, start, limit)]
    if ends and limit in (paragraph, len(text)) and _OWN_PERSON.search(text, ends[-1], limit):
        ends.append(limit)  # the paragraph breaks off while somebody still speaks of himself
    return Marked(opening, *_trimmed(text, start, ends[-1] if ends else limit), None)


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


# --- what stands beside them


def _cues(text: str, quotations: Sequence[Marked], speakers: Speakers) -> list[tuple[Cue, Cue]]:
    """The cues before and behind each quotation. Of quotations without a word between them, all have what follows the last."""
    cues: list[tuple[Cue, Cue]] = []
    behind = NO_CUE
    for i in range(len(quotations) - 1, -1, -1):
        one = quotations[i]
        limit = quotations[i + 1].opening if i + 1 < len(quotations) else len(text)
        if one.closing is None:
            behind = speakers.behind(one.end - 1, limit)
        elif not _adjoin(text, one, limit):
            behind = speakers.behind(one.closing, _next_speech(text, quotations, i + 1))
        cues.append((speakers.before(one.opening), behind))
    return cues[::-1]


def _adjoin(text: str, one: Marked, next_opening: int) -> bool:
    """Whether nothing but spaces stands between a quotation and the next one."""
    between = text[(one.closing or one.end) + 1 : next_opening]
    return next_opening < len(text) and not between.strip() and "\n" not in between


def _next_speech(text: str, quotations: Sequence[Marked], i: int) -> int:
    """Where the first quotation from the i-th on begins that is no nickname: “…。”人称“石榴嫂”的周砚舟说."""
    while i < len(quotations):
        one = quotations[i]
        if one.closing is None or one.end - one.start > _LONGEST_NICKNAME or _PARTS.search(text, one.start, one.end):
            return one.opening
        i += 1
    return len(text)


def _is_answered(text: str, quotations: Sequence[Marked], i: int) -> bool:
    """Whether quotation i asks what the next one answers at once, so that what stands behind tells of who answers: “怕吗？”“不怕。”"""
    if i + 1 == len(quotations) or not _adjoin(text, quotations[i], quotations[i + 1].opening):
        return False
    asks = [text[q.end - 1 : q.end] in ("？", "?") for q in quotations[i : i + 2]]
    return quotations[i].closing is not None and asks == [True, False]


def _continues(text: str, quotations: Sequence[Marked], i: int, found: Sequence[QuoteMention]) -> bool:
    """Whether quotation i stands beside speech as one more of its kind: 要求“…”，“…”."""
    if not i or not found or found[-1].start != quotations[i - 1].start:
        return False
    closing = quotations[i - 1].closing
    return closing is not None and text[closing + 1 : quotations[i].opening].strip() in ("，", "、", "；", ",")


def _is_unattributed(text: str, quotation: Marked, behind: Cue) -> bool:
    """Whether nothing behind a quotation says whose it is: who goes on as subject spoke no clause in the middle of a sentence."""
    return behind.kind == "none" or (behind.kind == "subject" and not _begins_sentence(text, quotation.opening))


def _who_spoke_above(text: str, quotation: Marked, found: Sequence[QuoteMention], speakers: Speakers) -> str | None:
    """Who spoke last in the same paragraph, where nobody else is named since."""
    last = found[-1] if found else None
    if last is None or last.speaker is None or "\n" in text[last.end : quotation.opening]:
        return None
    return last.speaker if speakers.is_alone(last.speaker, last.end, quotation.opening) else None


def _speaker(text: str, quotation: Marked, before: Cue, behind: Cue) -> str | None:
    """Who is named before the mark, else behind it. A person who just goes on as subject speaks only what opens a sentence."""
    if before.kind in ("say", "state", "colon"):
        return before.speaker
    if behind.kind == "subject" and not _begins_sentence(text, quotation.opening):
        return None
    return behind.speaker


# --- whether it is speech


def _is_speech(text: str, quotation: Marked, before: Cue, behind: Cue, grammar: SpeechGrammar, in_headline: bool) -> bool:
    inner = text[quotation.start : quotation.end]
    head = text[max(quotation.opening - 12, 0) : quotation.opening]
    tail = text[quotation.closing + 1 : quotation.closing + 16] if quotation.closing is not None else ""
    if not inner or grammar.proverb_before.search(head):
        return False
    spoken = before.kind in ("say", "colon") or behind.kind in ("words", "name")
    if in_headline and not spoken:
        return False
    ends_whole = inner.rstrip("’』")[-1:] in _ENDS
    label = grammar.label_of if ends_whole else grammar.label
    labelled = bool(grammar.label_before.search(head) or label.match(tail)) and behind.kind != "words"
    if quotation.closing is None:
        broken_off = spoken and _OWN_PERSON.search(inner) is not None
        return (ends_whole or broken_off) and len(inner) >= 6 and not labelled and (spoken or _begins_sentence(text, quotation.opening))
    if labelled or (_is_verse(inner) and not spoken):
        return before.kind == "colon" and ends_whole
    if ends_whole:
        return len(inner) >= 4 or spoken or behind.kind != "none"
    return _is_clause_of_speech(text, quotation, inner, before, behind, tail) and (spoken or not inner.endswith(grammar.labels))


def _is_said_beside(text: str, quotations: Sequence[Marked], i: int, cues: Sequence[tuple[Cue, Cue]], grammar: SpeechGrammar) -> bool:
    """Whether a quotation of several parts stands in a row with one that is speech, with no word between: “快，上船”“慢点，我扶你”."""
    one = quotations[i]
    inner = text[one.start : one.end]
    if one.closing is None or not _PARTS.search(inner):
        return False
    first = last = i
    while first > max(i - _LONGEST_ROW, 0) and _adjoin(text, quotations[first - 1], quotations[first].opening):
        first -= 1
    while last < min(i + _LONGEST_ROW, len(quotations) - 1) and _adjoin(text, quotations[last], quotations[last + 1].opening):
        last += 1
    beside = (j for j in range(first, last + 1) if j != i)
    return any(_is_speech(text, quotations[j], *cues[j], grammar, in_headline=False) for j in beside)


def _is_said_before_a_deed(text: str, quotation: Marked, behind: Cue, speakers: Speakers) -> bool:
    """“宁可…，不让….”站长李明扛起沙袋: what opens a sentence, ends as one and has a titled person behind it is his, even lines too."""
    if quotation.closing is None or behind.kind not in ("subject", "say", "state"):
        return False
    whole = text[quotation.end - 1] in _ENDS and quotation.end - quotation.start >= _LEAST_SAID
    return whole and _begins_sentence(text, quotation.opening) and speakers.opens_with_titled(quotation.closing)


def _is_clause_of_speech(text: str, quotation: Marked, inner: str, before: Cue, behind: Cue, tail: str) -> bool:
    """Whether a quotation that does not end as a sentence does is speech all the same."""
    if tail.startswith("的") and behind.kind != "words":
        return len(inner) >= 12 and bool(_OWN_PERSON.search(inner))
    clause = len(inner) >= 8 and not _is_list(inner)
    if before.kind in ("say", "colon"):
        return clause or (tail[:1] in "。！？；，,!?;\n" and len(inner) >= 2)
    if before.kind == "shown":
        return clause
    if before.kind == "state":
        return clause or (len(inner) >= 6 and not _is_list(inner) and tail[:1] in "。，；,;")
    if behind.kind == "words":
        return len(inner) >= 6
    begins, pause = _begins_sentence(text, quotation.opening), tail[:1] in "，,"
    if inner[-1] in "，," and begins:
        return behind.kind in ("say", "state", "name", "subject")
    if begins and behind.kind in ("say", "state", "subject") and pause:
        return clause or (behind.kind == "say" and len(inner) >= 3)
    if begins and behind.kind == "name":
        return len(inner) >= 3
    long = len(inner) >= 12 or _END_RUN.search(inner) is not None
    return long and bool(_OWN_PERSON.search(inner)) and not _is_list(inner)


def _begins_sentence(text: str, opening: int) -> bool:
    before = text[max(opening - 4, 0) : opening].rstrip(" \u3000")
    return not before or before[-1] in "。！？!?…\n”」）)"  # a bracket closes the dateline


def _is_verse(inner: str) -> bool:
    """Two or more lines of five or of seven syllables each."""
    lines = [p for p in _PARTS.split(inner) if p]
    return len(lines) > 1 and len(lines) % 2 == 0 and {len(p) for p in lines} in ({5}, {7}) and not _OWN_PERSON.search(inner)


def _is_list(inner: str) -> bool:
    """Parts of one length without a pronoun: a slogan."""
    parts = [p for p in _PARTS.split(inner) if p]
    return len(parts) > 1 and len({len(p) for p in parts}) == 1 and not _OWN_PERSON.search(inner)
