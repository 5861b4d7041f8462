"""The bytes behind text of two-byte charsets that was read as Latin-1, but as UTF-8 wherever two bytes happened to be valid there.

Pages do so that mend mojibake character by character: of 让加拿大 in GBK, C8 C3 BC D3 C4 C3 B4 F3, they show C3 BC as ü and C3 B4 as ô. So
ü is the byte FC or the two bytes C3 BC, and only how all bytes of a run pair up tells which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from kaozheng.tasks.clean.script import simplified
from kaozheng.tasks.text import Offsets

_WESTERN = "\x80-\u07ff\u3400-\u4dbf"
_MIXED = re.compile("[\u0100-\u07ff\u3400-\u4dbf]")
_TWICE_COST, _BROKEN_COST, _ALONE_COST = 1.5, 12.0, 0.5
_ORDINARY = 13.0  # a character less likely than e to the minus this speaks against the pair that makes it
_UNKNOWN = -4.0


class _Way(NamedTuple):
    """One way to read a run so far: how well it reads, and the bytes of its last character with the way before them."""

    score: float
    bytes: str = ""
    before: _Way | None = None


def is_mixed(text: str, single: str) -> bool:
    """Whether a text of Latin-1 holds characters that only UTF-8 can have put there. `single`: those that stand for one byte of cp1252."""
    return any(c not in single for c in _MIXED.findall(text))


def bytes_of(text: str, charset: str, single: Mapping[int, str], known: Mapping[str, float]) -> tuple[str, Offsets]:
    """The bytes behind a text, a character each, with the text offset that each comes from.

    `single`: the byte of each of cp1252's own characters; `known`: log probabilities of Chinese characters.
    """
    shown = re.escape("".join(map(chr, single)))
    run = re.compile(f"[{_WESTERN}{shown}](?:[@-~]?[{_WESTERN}{shown}])*[@-~]?")
    parts: list[str] = []
    lengths = np.ones(len(text), np.int32)
    at = 0
    for found in run.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        for offset, piece in enumerate(_best(found[0], charset, single, known), start=found.start()):
            parts.append(piece)
            lengths[offset] = len(piece)
    parts.append(text[at:])
    return "".join(parts), np.repeat(np.arange(len(text), dtype=np.int32), lengths)


def _best(run: str, charset: str, single: Mapping[int, str], known: Mapping[str, float]) -> list[str]:
    """The bytes of each character of a run, as they pair up best. Ways that wait for the same second byte are judged together."""
    ways: dict[str, _Way] = {"": _Way(0.0)}
    for character in run:
        reached: dict[str, _Way] = {}
        for lead, way in ways.items():
            for piece, cost in _readings(character, single):
                gained, pending = _fed(lead, piece, charset, known)
                score = way.score + gained - cost
                if pending not in reached or score > reached[pending].score:
                    reached[pending] = _Way(score, piece, way)
        ways = reached
    last = max(ways.items(), key=lambda item: item[1].score - (_BROKEN_COST if item[0] else 0.0))[1]
    return list(_unrolled(last))[::-1]


def _unrolled(way: _Way) -> Iterator[str]:
    while way.before is not None:
        yield way.bytes
        way = way.before


def _readings(character: str, single: Mapping[int, str]) -> Iterator[tuple[str, float]]:
    """The bytes that a character may stand for, and what it costs to think so."""
    point = ord(character)
    if point < 0x80:
        yield character, 0.0
        return
    utf8 = character.encode().decode("latin-1")
    if point <= 0xFF or point in single:
        yield single.get(point, character), 0.0
        yield utf8, _TWICE_COST
        return
    yield utf8, 0.0
    if point > 0x7FF:  # read so twice: E3 AC BD were C3 A3 AC BD
        yield utf8[0].encode().decode("latin-1") + utf8[1:], _TWICE_COST


def _fed(lead: str, piece: str, charset: str, known: Mapping[str, float]) -> tuple[float, str]:
    """What bytes behind a lead byte, or behind none, add to the score, and the lead byte that is left waiting."""
    score = 0.0
    for byte in piece:
        if lead:
            if whole := _pair(lead + byte, charset):
                score += _ORDINARY + known[whole] if whole in known else _UNKNOWN
                lead = ""
                continue
            score -= _BROKEN_COST
        lead = byte if byte > "\x80" else ""
        score -= 0.0 if lead else _ALONE_COST
    return score, lead


@lru_cache(maxsize=1 << 15)
def _pair(two: str, charset: str) -> str | None:
    """The character of two bytes in Simplified script, None where they are none."""
    whole = two.encode("latin-1").decode(charset, errors="replace")
    return simplified(whole) if len(whole) == 1 and whole != "\ufffd" else None
