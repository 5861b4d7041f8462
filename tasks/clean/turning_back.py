"""One misreading of a text undone: which stretches are proved to be mojibake, and what each of their characters was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kaozheng.tasks.clean.draft import LOST
from kaozheng.tasks.clean.lost_bytes import DocumentModel
from kaozheng.tasks.clean.misreading import MARKS, Misreading, Piece, Stream
from kaozheng.tasks.clean.script import simplified
from kaozheng.tasks.commonness import common_characters
from kaozheng.tasks.text import AlignedText, Offsets
from kaozheng.tasks.vocabulary import Vocabulary

LEAST_COMMON = 0.8  # share of common characters in what a short stretch turns into
LEAST_COMMON_LONG = 0.2  # the same for LONG characters and more, whose being valid is proof by itself
LONG = 8
MOST_COMMON_BEFORE = 0.7  # share of common characters in a stretch of mojibake; in whole text it is 0.997
LEAST_WORDS = 0.4  # share of characters in words of the dictionary, where nearly all bytes are valid in the right charset
NEAR = 40  # ASCII characters that part two stretches of one chain at most
CONTEXT = 60  # repaired characters before a lost one that its choice is shown
FOLLOWING = 2  # and behind it
_SPACED = re.compile(r"\d[\d.]{0,12} [^\x00-\x7f]")  # a number that a space parts from the ideograph behind it
_TIGHT = re.compile(r"[^\x00-\x7f]\d|\d[^\x00-\x7f]")
_REST_OF_TAG = re.compile(r"/[a-z]{1,6}>")
_SPACE_EATEN = 0.8  # how sure it is that the character eaten before such a number is the space that parts it from what stands before
_WESTERN = frozenset(map(chr, range(0x80, 0x180))) | frozenset("€‚ƒ„†‡ˆ‰‹‘’“”•–—˜™›")  # common in text that was decoded wrongly twice

Confidence = npt.NDArray[np.float64]


class Turned(NamedTuple):
    """A text whose origins lie in the text before, and how sure each of its characters is."""

    text: AlignedText
    confidence: Confidence


class _Stretch(NamedTuple):
    """The text offsets of a run of wrong characters, the pieces of its bytes, and what each says; '' for one that lacks bytes."""

    start: int
    end: int
    pieces: list[Piece]
    texts: list[str]


def turn_back(misreading: Misreading, text: str, vocabulary: Vocabulary) -> Turned | None:
    """The text with this misreading undone; None where nothing proves that it is there."""
    stream = misreading.stream(text, vocabulary)
    stretches = [s for pieces in misreading.stretches(stream) if (s := _stretch(misreading, stream, pieces))]
    proofs = [_is_proved(misreading, text, s) for s in stretches]
    if not any(proofs):
        return None
    accepted = list(_accepted(text, stretches, proofs))
    model = DocumentModel(_restored_part(text, accepted), vocabulary)
    spaced = _SPACED.search(text) is not None and _TIGHT.search(text) is None
    rebuilding = _Rebuilding(misreading, text, stream, model, _eating(misreading, stream, accepted), spaced)
    following = {p.start: t[:FOLLOWING] for s in accepted for p, t in zip(s.pieces, s.texts, strict=True)}
    at = 0
    for stretch in accepted:
        rebuilding.keep(at, stretch.start)
        at = stretch.end
        for piece, right in zip(stretch.pieces, stretch.texts, strict=True):
            if piece.whole:
                rebuilding.restore(piece, right)
            else:
                at = max(at, rebuilding.choose(piece, following.get(piece.end, "")))
    rebuilding.keep(at, len(text))
    return rebuilding.result()


class _Eating(IntEnum):
    """Whether a `?` at the end of a sequence has eaten the ASCII character behind it too."""

    NEVER = 0
    UNLESS_READ = 1  # only where the sequence can't be read without that
    ALWAYS = 2


def _eating(misreading: Misreading, stream: Stream, accepted: list[_Stretch]) -> _Eating:
    """Windows eats the ASCII character behind a byte that it lost, which leaves a `?` for both; it shows 0x80 alone as €.

    Other decoders show that as `?` as well. Those of them that eat are known by a `?` before the rest of a tag, or before a character
    with which what they lost would have made a pair.
    """
    if misreading.read_as == "latin-1":
        return _Eating.NEVER
    pieces = [p for s in accepted for p in s.pieces if not p.whole]
    broken = [stream.bytes[p.start : p.end] for p in pieces]
    if not any(seen[1] == "?" and len(seen) == 3 and seen[2] not in MARKS for seen in broken):
        return _Eating.ALWAYS
    has_eaten = any(_has_eaten(stream, piece, seen) for piece, seen in zip(pieces, broken, strict=True))
    return _Eating.UNLESS_READ if has_eaten else _Eating.NEVER


def _has_eaten(stream: Stream, piece: Piece, seen: str) -> bool:
    """Whether the `?` at the end of a sequence can't stand for 0x80, the one byte that is lost before the lead byte of another."""
    if len(seen) != 3 or seen[2] != "?" or seen[1] in MARKS:
        return False
    if _REST_OF_TAG.match(stream.bytes, piece.end):
        return True
    if stream.bytes[piece.end : piece.end + 1] < "\xe3":
        return False
    right = (seen[:2] + "\x80").encode("latin-1").decode("utf-8", errors="replace")
    if right == "\u3000":  # which stands alone within a line nowhere but in lists
        return stream.bytes[piece.start - 1 : piece.start] >= "\x80" and stream.bytes[piece.end : piece.end + 2] != "\xe3\x80"
    return right not in common_characters()


def _stretch(misreading: Misreading, stream: Stream, pieces: list[Piece]) -> _Stretch | None:
    start, end = int(stream.owners[pieces[0].start]), int(stream.owners[pieces[-1].end - 1]) + 1
    try:
        texts = [stream.bytes[p.start : p.end].encode("latin-1").decode(misreading.charset) if p.whole else "" for p in pieces]
    except UnicodeDecodeError:
        return None
    return _Stretch(start, end, pieces, texts)


def _is_proved(misreading: Misreading, text: str, stretch: _Stretch) -> bool:
    """Whether a stretch alone shows that the text was misread."""
    right = [c for c in "".join(stretch.texts) if c > "\x7f"]
    if len(right) < 2 or (len(right) < LONG and _share_before(text, stretch) >= MOST_COMMON_BEFORE):
        return False
    common = common_characters()
    share = sum(c in common or c in _WESTERN or c == "\ufffd" for c in right) / len(right)
    if misreading.charset != "utf-8":
        return share >= LEAST_COMMON and _share_in_words("".join(right)) >= LEAST_WORDS
    enough_western = len(right) >= LONG // 2 or not all(c in _WESTERN for c in right)
    return enough_western and share >= (LEAST_COMMON_LONG if len(right) >= LONG else LEAST_COMMON)


def _accepted(text: str, stretches: list[_Stretch], proofs: list[bool]) -> Iterator[_Stretch]:
    """What is proved, and what proves little by itself but fits: 10鏈 between such as are proved, with only ASCII between them."""
    for chain in _chains(text, list(zip(stretches, proofs, strict=True))):
        beside_proof = any(proved for _, proved in chain)
        yield from (s for s, proved in chain if proved or _fits(text, s, beside_proof))


def _chains(text: str, judged: list[tuple[_Stretch, bool]]) -> Iterator[list[tuple[_Stretch, bool]]]:
    chain: list[tuple[_Stretch, bool]] = []
    for stretch, proved in judged:
        if chain and (stretch.start - chain[-1][0].end > NEAR or not text[chain[-1][0].end : stretch.start].isascii()):
            yield chain
            chain = []
        chain.append((stretch, proved))
    if chain:
        yield chain


def _fits(text: str, stretch: _Stretch, beside_proof: bool) -> bool:
    right = [c for c in "".join(stretch.texts) if c > "\x7f"]
    common = common_characters()
    rare = sum(c not in common and c not in _WESTERN and c != "\ufffd" for c in right)
    if beside_proof:  # a name may hold a rare character
        return rare <= 1 + (1 - LEAST_COMMON) * len(right)
    return rare <= (1 - LEAST_COMMON) * len(right) and _share_before(text, stretch) < MOST_COMMON_BEFORE


def _share_before(text: str, stretch: _Stretch) -> float:
    wrong = [c for c in text[stretch.start : stretch.end] if c > "\x7f" and c not in MARKS]
    common = common_characters()
    return sum(c in common and c not in _WESTERN for c in wrong) / max(len(wrong), 1)


def _share_in_words(text: str) -> float:
    import rjieba

    return sum(len(word) for word in rjieba.cut("".join(map(simplified, text)), False) if len(word) > 1) / max(len(text), 1)


def _restored_part(text: str, accepted: list[_Stretch]) -> str:
    """All that stands whole in the text, NUL for what does not."""
    parts: list[str] = []
    at = 0
    for stretch in accepted:
        parts += (text[at : stretch.start], *(t or "\0" for t in stretch.texts))
        at = stretch.end
    return "".join((*parts, text[at:]))


class _Part(NamedTuple):
    """Some right text. `begin`, `end`: in the text before where it is KEPT or CHOSEN as a whole, else in the stream."""

    string: str
    begin: int
    end: int
    origin: int
    sure: float = 1.0


_KEPT, _WHOLE, _CHOSEN = range(3)


@dataclass
class _Rebuilding:
    """The right text as it grows."""

    misreading: Misreading
    text: str
    stream: Stream
    model: DocumentModel
    eating: _Eating
    spaced: bool  # all numbers of the text stand between spaces
    parts: list[_Part] = field(default_factory=list)

    def keep(self, start: int, end: int) -> None:
        if start < end:
            self.parts.append(_Part(self.text[start:end], start, end, _KEPT))

    def restore(self, piece: Piece, right: str) -> None:
        """A piece whose bytes are all there."""
        self.parts.append(_Part(right, piece.start, piece.end, _WHOLE, self.stream.sure))

    def choose(self, piece: Piece, following: str) -> int:
        """A piece that lacks bytes, before text that begins with `following`. What is lost is U+FFFD, for a later pass may find it out.

        Returns the text offset behind it, which is behind a tag whose first character was eaten with it.
        """
        start, end = int(self.stream.owners[piece.start]), int(self.stream.owners[piece.end - 1]) + 1
        cell, after = self.misreading.incomplete(self.stream, piece), self.stream.bytes[piece.end : piece.end + 1]
        right, sure = self.model.choose(cell, self._left(), following or (after if after < "\x80" else ""))
        eaten, tag = self._has_eaten(piece, after, right), None
        if eaten:
            tag = _REST_OF_TAG.match(self.text, end)
            right, sure = self.model.choose((*cell[:-1], range(0x80, 0xC0)), self._left(), "\n" if tag else LOST)
        behind = tag.end() if tag else end
        self.parts.append(_Part("\ufffd" if right == LOST else right, start, behind, _CHOSEN, sure))
        if eaten and not tag:
            is_space = self.spaced and right >= "\u4e00" and _SPACED.match(self.text, end)
            self.parts.append(_Part(" ", end - 1, end, _CHOSEN, _SPACE_EATEN) if is_space else _Part("\ufffd", end - 1, end, _CHOSEN))
        return behind

    def _has_eaten(self, piece: Piece, after: str, right: str) -> bool:
        """Whether a character is gone with the last byte of a sequence, which would be `right` before `after` if none is."""
        if self.eating is _Eating.NEVER or self.stream.bytes[piece.end - 1] != "?" or after in ("", "\n") or "\x80" <= after < "\xc0":
            return False
        return self.eating is _Eating.ALWAYS or after < "\x80" or right in (LOST, "\u3000")

    def _left(self) -> str:
        left = ""
        for part in reversed(self.parts):
            left = part.string[-CONTEXT:] + left
            if len(left) >= CONTEXT:
                break
        return left

    def result(self) -> Turned:
        string = "".join(p.string for p in self.parts)
        lengths = np.array([len(p.string) for p in self.parts])
        begin, end, origin, sure = (np.repeat(np.array(column), lengths) for column in list(zip(*self.parts, strict=True))[1:])
        sizes = np.where(origin == _WHOLE, self._sizes(string), 1)
        before = np.cumsum(sizes) - sizes
        at = begin + before - np.repeat(before[np.cumsum(lengths) - lengths], lengths)
        first, last = (np.minimum(x, len(self.stream.owners) - 1) for x in (at, at + sizes - 1))
        starts = np.choose(origin, (at, self.stream.owners[first], begin))
        ends = np.choose(origin, (at + 1, self.stream.owners[last] + 1, end))
        # A character within the last wrong character of the one before it (ASCII in the second byte of a pair) has that one for itself.
        inside = np.flatnonzero((ends[1:] <= ends[:-1]) & (starts[1:] > starts[:-1]))
        ends[inside] = starts[inside + 1]
        return Turned(AlignedText(string, starts.astype(np.int32), ends.astype(np.int32)), sure.astype(np.float64))

    def _sizes(self, string: str) -> Offsets:
        """Bytes that each character has in the right charset."""
        points = np.frombuffer(string.encode("utf-32-le", errors="surrogatepass"), np.uint32)
        if self.misreading.charset != "utf-8":
            return np.where(points < 0x80, 1, 2).astype(np.int32)
        return (1 + (points >= 0x80).astype(np.int32) + (points >= 0x800) + (points >= 0x10000)).astype(np.int32)
