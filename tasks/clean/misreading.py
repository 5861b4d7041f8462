"""The ways in which text is decoded wrongly before it reaches us, and what the wrong characters were as bytes.

What Python, Java and browsers do with UTF-8 read as GB18030 or GBK: bytes pair up, two a character, so that three wrong characters
stand for two right ones. A byte that can't begin a pair is lost, one U+FFFD (or, once saved in a narrow charset, one `?`) for it: 0x80
before any byte, and any byte before ASCII below 0x40 or the end. cp936 shows 0x80 as €. Plain GBK loses the pairs that GB18030 adds too,
and all but Python lose both of their bytes for one mark; Windows eats the ASCII character behind a lost byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from kaozheng.tasks.clean import latin_bytes
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.text import Offsets
from kaozheng.tasks.vocabulary import Vocabulary
from kaozheng.tasks.word_model import word_model

Cell = tuple[int | Sequence[int], ...]

MARKS = "\ufffd?"
_LEADS = (*range(0xE3, 0xEA), 0xEF)  # of Chinese characters and punctuation
_CONTINUATIONS = range(0x80, 0xC0)
_NOT_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_CP1252 = {chr(b): bytes([b]).decode("cp1252") for b in range(0x80, 0xA0) if b not in _NOT_IN_CP1252}
_TO_LATIN: dict[int, str] = str.maketrans({shown: byte for byte, shown in _CP1252.items()})
_SHOWN_IN_CP1252 = "".join(_CP1252.values())
_MIXED_SURE = 0.9  # `latin_bytes` chooses among several readings
_CONTINUATION = "\x80-\xbf"
_WIDE_LEAD = "\xe1-\xef"
_SHOWN_CONTINUATION = "\x80-\xbf" + re.escape(_SHOWN_IN_CP1252)

# Cells of a byte stream that was UTF-8. A lost byte is a mark; where the decoder dropped it without one, the sequence is short.
_WHOLE = (
    f"[\xe1-\xec\xee\xef][{_CONTINUATION}]{{2}}|\xed[\x80-\x9f][{_CONTINUATION}]|[\xc2-\xdf][{_CONTINUATION}]"
    f"|\xf0[\x90-\xbf][{_CONTINUATION}]{{2}}"
)
_BROKEN = (
    f"[{_WIDE_LEAD}](?:[{_CONTINUATION}][{MARKS}]|[{MARKS}][{_CONTINUATION}]|[{MARKS}]{{1,2}})"
    f"|[\xc2-\xdf][{MARKS}]|(?<=[{MARKS}])[{_CONTINUATION}]{{2}}"
    f"|[\xe3-\xe9\xef][{_CONTINUATION}](?=[\\x00-\\x7f{_WIDE_LEAD}]|\\Z)"
)
_UTF8_STRETCH = re.compile(f"(?:{_WHOLE}|{_BROKEN})(?:{_WHOLE}|{_BROKEN}|[@-~])*")
_UTF8_PIECE = re.compile(f"(?P<whole>(?:{_WHOLE}|[@-~])+)|{_BROKEN}")
_STRETCH = {
    "utf-8": _UTF8_STRETCH,
    "gb18030": re.compile("(?:[\x81-\xfe][@-~\x80-\xfe])+"),
    "big5hkscs": re.compile("(?:[\xa1-\xf9][@-~\xa1-\xfe])+"),
}
_EURO_PAIR = re.compile(f"(?<=[{_WIDE_LEAD}][{_CONTINUATION}])\x80(?=[{_CONTINUATION}\ufffd])")


class Stream(NamedTuple):
    """The bytes behind a text, a character (below U+0100) a byte, marks as they stand, and the text offset that each comes from.

    `narrow` says that plain GBK, not GB18030, may have been what the text was read as; `sure`, how sure it is that these are the bytes.
    """

    bytes: str
    owners: Offsets
    narrow: bool = False
    sure: float = 1.0


class Piece(NamedTuple):
    """A part of a stream: sequences that are whole, or one that lacks bytes."""

    start: int
    end: int
    whole: bool


@dataclass(frozen=True)
class Misreading:
    """`charset` was what the bytes are in, `read_as` what they were taken for."""

    charset: str
    read_as: str

    def suspected(self, text: str) -> bool:
        """Whether the text holds a sequence that hardly occurs in text that is whole."""
        return any(gate.search(text) for gate in _gate_patterns()[self])

    def stream(self, text: str, vocabulary: Vocabulary) -> Stream:
        if self.read_as == "latin-1":
            if self.charset != "utf-8" and latin_bytes.is_mixed(text, _SHOWN_IN_CP1252):
                return Stream(*latin_bytes.bytes_of(text, self.charset, _TO_LATIN, word_model(vocabulary).characters), sure=_MIXED_SURE)
            return Stream(text.translate(_TO_LATIN), np.arange(len(text), dtype=np.int32))
        cells = list(map(_PAIRS[self.read_as].__getitem__, text))
        lengths = np.fromiter(map(len, cells), np.int32, len(cells))
        owners = np.repeat(np.arange(len(text), dtype=np.int32), lengths)
        stream = Stream("".join(cells), owners, self.charset == "utf-8" and _is_narrow(text))
        return _with_euro_pairs(stream) if self.charset == "utf-8" else stream

    def stretches(self, stream: Stream) -> Iterator[list[Piece]]:
        """The longest parts of the stream that are text in `charset` and begin and end between two characters."""
        pattern = _STRETCH[self.charset]
        at = 0
        while found := pattern.search(stream.bytes, at):
            at = found.start() + 1
            if not _is_border(stream, found.start()):
                continue
            at = found.end()
            if pieces := _trimmed(stream, self._pieces(stream, found.start(), found.end())):
                yield pieces

    def _pieces(self, stream: Stream, start: int, end: int) -> list[Piece]:
        if self.charset != "utf-8":
            return [Piece(start, end, True)]
        return [Piece(*m.span(), m["whole"] is not None) for m in _UTF8_PIECE.finditer(stream.bytes, start, end)]

    def incomplete(self, stream: Stream, piece: Piece) -> Cell:
        """A sequence of UTF-8 that lacks bytes: each byte, or what it can have been where it is lost."""
        seen, after = stream.bytes[piece.start : piece.end], stream.bytes[piece.end : piece.end + 1]
        if _continues(seen[0]):  # the lead went with the byte before it
            return (_LEADS, *map(ord, seen))
        size = 2 if seen[0] < "\xe0" else 3
        if size == 3 and len(seen) == 2 and seen[1] in MARKS:  # one mark for two bytes
            return (ord(seen[0]), _bad_leads(), _CONTINUATIONS)
        followers = seen[1:] + after
        cell = [self._lost(followers[i : i + 1], i == size - 1, stream) if c in MARKS else ord(c) for i, c in enumerate(seen)]
        return tuple(cell) if len(cell) == size else (*cell, self._lost(after, True, stream))

    def _lost(self, before: str, last: bool, stream: Stream) -> Sequence[int]:
        """What a lost byte can have been that stood before `before`, '' at the end of the text; `last` of its sequence."""
        if self.read_as == "latin-1":
            return _NOT_IN_CP1252
        if before and before in MARKS:
            return (0x80,)
        if not "@" <= before <= "\xff":
            return _CONTINUATIONS
        if last and _continues(before):  # it took the next lead with it
            return tuple(b for b in _CONTINUATIONS if not all(_is_pair(b, lead, "gbk") for lead in _LEADS))
        return (0x80, *(b for b in _CONTINUATIONS[1:] if stream.narrow and not _is_pair(b, ord(before), "gbk")))


UTF8_AS_GB18030 = Misreading("utf-8", "gb18030")
UTF8_AS_LATIN = Misreading("utf-8", "latin-1")
GBK_AS_LATIN = Misreading("gb18030", "latin-1")
BIG5_AS_LATIN = Misreading("big5hkscs", "latin-1")
BIG5_AS_GB18030 = Misreading("big5hkscs", "gb18030")
GBK_AS_BIG5 = Misreading("gb18030", "big5hkscs")
# GBK and Big5 before UTF-8: its text read as Latin-1 holds sequences that are valid UTF-8 too, hardly ever the other way round.
MISREADINGS = (UTF8_AS_GB18030, GBK_AS_LATIN, BIG5_AS_LATIN, UTF8_AS_LATIN, BIG5_AS_GB18030, GBK_AS_BIG5)


class _Pairs(dict[str, str]):
    """A character to the bytes that a decoder of GB18030 or Big5 makes it of; those of no pair of bytes to NUL."""

    def __init__(self, charset: str, marks: dict[str, str]) -> None:
        super().__init__(marks)
        self._charset = charset

    def __missing__(self, character: str) -> str:
        encoded = character.encode(self._charset, errors="ignore")
        self[character] = encoded.decode("latin-1") if 1 <= len(encoded) <= 2 else "\0"
        return self[character]


_PAIRS = {
    "gb18030": _Pairs("gb18030", {"\ufffd": "\ufffd", "€": "\x80"}),
    "big5hkscs": _Pairs("big5hkscs", {"\ufffd": "\ufffd"}),
}


def _with_euro_pairs(stream: Stream) -> Stream:
    """€ is 0x80 of cp936 or the pair A2E3 of GB18030: the latter where 0x80 would not go on."""
    places = [m.start() for m in _EURO_PAIR.finditer(stream.bytes)]
    if not places:
        return stream
    return stream._replace(bytes=_EURO_PAIR.sub("\xa2\xe3", stream.bytes), owners=np.insert(stream.owners, places, stream.owners[places]))


def _is_narrow(text: str) -> bool:
    try:
        text.replace("\ufffd", "").replace("€", "").encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _continues(byte: str) -> bool:
    return "\x80" <= byte < "\xc0"


def _is_border(stream: Stream, at: int) -> bool:
    return at == 0 or at == len(stream.bytes) or bool(stream.owners[at] != stream.owners[at - 1])


def _trimmed(stream: Stream, pieces: list[Piece]) -> list[Piece]:
    """Without what stands behind the last border of characters at which a sequence ends."""
    while pieces and not _is_border(stream, pieces[-1].end):
        start, end, whole = pieces.pop()
        last = end - 1
        while last > start and _continues(stream.bytes[last]):
            last -= 1
        if whole and last > start:
            pieces.append(Piece(start, last, True))
    return pieces


@cache
def _is_pair(lead: int, trail: int, charset: str) -> bool:
    return len(bytes((lead, trail)).decode(charset, errors="replace")) == 1


@cache
def _bad_leads() -> tuple[int, ...]:
    """Continuation bytes that make no pair of GBK with some other."""
    return tuple(b for b in _CONTINUATIONS[1:] if not all(_is_pair(b, trail, "gbk") for trail in _CONTINUATIONS))


@cache
def _gates() -> dict[Misreading, tuple[tuple[str, ...], ...]]:
    """Sequences of classes of characters that hardly occur in text that is whole; UTF-8 that was read as Latin-1 before shows in its own
    way."""
    first, second, third = _shown(_LEADS, _CONTINUATIONS), _shown(_CONTINUATIONS, _LEADS), _shown(_CONTINUATIONS, _CONTINUATIONS)
    frequent = _shown(range(0xA4, 0xB0), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))  # the characters that Big5 begins with
    lead_of_latin = _shown((0xC3,), [lead & 0xBF for lead in _LEADS])
    return {
        UTF8_AS_GB18030: ((first, second, third), (lead_of_latin, *5 * (_shown((0xC2, 0xC3), _CONTINUATIONS),))),
        UTF8_AS_LATIN: (("[ã-éï]", *2 * (f"[{_SHOWN_CONTINUATION}]",)), ("Ã", "[£-©¯]", "[ÂÅÆËâ]")),
        GBK_AS_LATIN: (2 * ("[\xb0-\xf7]", "[\xa1-\xfe]"),),
        BIG5_AS_LATIN: (2 * ("[\xa4-\xf9]", "[\xa1-\xfe]"),),
        # Two together stand in mis-aligned GBK too.
        BIG5_AS_GB18030: (4 * (frequent,),),
        GBK_AS_BIG5: (("[ㄛ﹝﹜]", "[\u4e00-\u9fff]"),),  # ，。、
    }


@cache
def _gate_patterns() -> dict[Misreading, tuple[re.Pattern[str], ...]]:
    return {misreading: tuple(re.compile("".join(classes)) for classes in gates) for misreading, gates in _gates().items()}


@cache
def signs() -> tuple[Sign, ...]:
    return tuple(Sign(classes[0], classes[1]) for gates in _gates().values() for classes in gates)


def _shown(leads: Iterable[int], trails: Iterable[int]) -> str:
    """A class of the characters that pairs of these bytes are read as."""
    pairs = (bytes((lead, trail)).decode("gb18030", errors="ignore") for lead in leads for trail in trails)
    return f"[{re.escape(''.join(pairs))}]"
