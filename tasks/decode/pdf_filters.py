"""The filters that pack the streams of a PDF file, undone up to a number of bytes, and as leniently as PDFium does (ISO 32000-1, 7.4)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import numpy as np

# What a filter is called in a stream's dictionary, in full and in short.
_NAMES = {
    b"FlateDecode": "flate", b"Fl": "flate", b"LZWDecode": "lzw", b"LZW": "lzw", b"RunLengthDecode": "run_length", b"RL": "run_length",
    b"ASCII85Decode": "ascii85", b"A85": "ascii85", b"ASCIIHexDecode": "hex", b"AHx": "hex",
}  # fmt: skip
_NAME = re.compile(rb"/(" + b"|".join(_NAMES) + rb")\b")
_FILTER_ELSEWHERE = re.compile(rb"/Filter\s{1,4}(\d{1,9})\s{1,4}(\d{1,5})\s{1,4}R\b")
_OBJECT_LENGTH = 200  # bytes of an object that holds nothing but names of filters
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LATE_CHANGE = re.compile(rb"/EarlyChange\s{1,4}0\b")
_NO_HEX, _NO_ASCII85 = re.compile(rb"[^0-9A-Fa-f]+"), re.compile(rb"[^!-uz]+")
_CLEAR, _END, _FIRST, _MOST_CODES = 256, 257, 258, 4096


def filters_of(dictionary: bytes, content: bytes) -> list[Callable[[bytes, int], bytes]]:
    """How to undo the filters of a stream with a dictionary, in order; each takes what is packed and the most bytes to unpack."""
    dictionary = _without_escapes(dictionary)
    if elsewhere := _FILTER_ELSEWHERE.search(dictionary):
        told = re.search(rb"(?<!\d)%b\s{1,4}%b\s{1,4}obj\b" % elsewhere.groups(), content)
        dictionary += _without_escapes(content[told.end() : told.end() + _OBJECT_LENGTH].partition(b"endobj")[0]) if told else b"/Fl"
    undo = {
        "flate": _flate,
        "lzw": _late_lzw if _LATE_CHANGE.search(dictionary) else _early_lzw,
        "run_length": _run_length,
        "ascii85": _ascii85,
        "hex": _hex,
    }
    return [undo[_NAMES[name]] for name in _NAME.findall(dictionary)]


def _without_escapes(names: bytes) -> bytes:
    """Names as PDFium reads them: /Fl#61te is /Flate."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), names)


def _flate(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _early_lzw(packed: bytes, most: int) -> bytes:
    return _lzw(packed, most, 1)


def _late_lzw(packed: bytes, most: int) -> bytes:
    return _lzw(packed, most, 0)


def _lzw(packed: bytes, most: int, early: int) -> bytes:
    """`early`: how many codes before it must a code grows by a bit."""
    start = [bytes([i]) for i in range(256)] + [b"", b""]
    table, last, width = list(start), b"", 9
    out: list[bytes] = []
    size = buffer = held = 0
    for byte in packed:
        buffer, held = buffer << 8 | byte, held + 8
        if held < width:
            continue
        held -= width
        code, buffer = buffer >> held, buffer & (1 << held) - 1
        if code == _CLEAR:
            table, last, width = list(start), b"", 9
            continue
        if code == _END or code > len(table) or (code == len(table) and not last) or size >= most:
            break
        found = table[code] if code < len(table) else last + last[:1]
        if last and len(table) < _MOST_CODES:
            table.append(last + found[:1])
        out.append(found)
        size, last = size + len(found), found
        width = min(max((len(table) + early).bit_length(), 9), 12)
    return b"".join(out)[:most]


def _run_length(packed: bytes, most: int) -> bytes:
    out: list[bytes] = []
    size = at = 0
    while at < len(packed) and (length := packed[at]) != 128 and size < most:
        run = packed[at + 1 : at + 2 + length] if length < 128 else packed[at + 1 : at + 2] * (257 - length)
        at += 2 + length if length < 128 else 2
        out.append(run)
        size += len(run)
    return b"".join(out)[:most]


def _ascii85(packed: bytes, most: int) -> bytes:
    digits = _NO_ASCII85.sub(b"", packed.partition(b"~")[0]).replace(b"z", b"!!!!!")
    groups = np.frombuffer(digits + b"u" * (-len(digits) % 5), np.uint8).reshape(-1, 5).astype(np.uint64) - 33
    words = groups @ np.array([85**4, 85**3, 85**2, 85, 1], np.uint64)
    return words.astype(">u4").tobytes()[: min(len(digits) * 4 // 5, most)]


def _hex(packed: bytes, most: int) -> bytes:
    digits = _NO_HEX.sub(b"", packed.partition(b">")[0])[: 2 * most]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
