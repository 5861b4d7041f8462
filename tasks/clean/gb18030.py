"""Characters as the byte pairs of GBK, with the private-use assignments of GB18030-2000 that Python's codec no longer makes.

Python's gb18030 maps U+E000 to U+E765 to the user-defined rows; the glyph slots of GB18030-2000 that had no Unicode character yet stood at
U+E766 and above (GB 18030-2000, annex; the same table as in Unicode's CJKV material of 2000).
"""

from __future__ import annotations

from functools import cache

# First private-use character, first byte pair, how many.
_SLOTS = (
    (0xE766, 0xA2AB, 6), (0xE76C, 0xA2E3, 2), (0xE76E, 0xA2EF, 2), (0xE770, 0xA2FD, 2), (0xE772, 0xA4F4, 11), (0xE77D, 0xA5F7, 8),
    (0xE785, 0xA6B9, 8), (0xE78D, 0xA6D9, 7), (0xE794, 0xA6EC, 2), (0xE796, 0xA6F3, 1), (0xE797, 0xA6F6, 9), (0xE7A0, 0xA7C2, 15),
    (0xE7AF, 0xA7F2, 13), (0xE7BC, 0xA896, 11), (0xE7C7, 0xA8BC, 1), (0xE7C8, 0xA8BF, 1), (0xE7C9, 0xA8C1, 4), (0xE7CD, 0xA8EA, 21),
)  # fmt: skip
_PAIRS = {chr(first + i): (pair + i).to_bytes(2, "big") for first, pair, size in _SLOTS for i in range(size)}
EURO = 0x80  # cp936 shows the lone byte as €


@cache
def as_bytes(character: str) -> bytes | None:
    """One byte for ASCII and €, two for what GBK holds, None for anything else."""
    if character == "€":
        return bytes([EURO])
    if character in _PAIRS:
        return _PAIRS[character]
    try:
        encoded = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return encoded if len(encoded) <= 2 else None


@cache
def as_character(lead: int, trail: int) -> str | None:
    """The character of a byte pair, None where GBK has none."""
    try:
        character = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return character if len(character) == 1 else None


def is_trail(byte: int) -> bool:
    return 0x40 <= byte <= 0xFE and byte != 0x7F


LEADS = range(0x81, 0xFF)
TRAILS = tuple(filter(is_trail, range(0x40, 0xFF)))
