"""The readings of a character in pinyin."""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def readings_of(character: str) -> tuple[str, ...]:
    """The toned readings of a character, the usual one first; none for a private-use one."""
    from pypinyin.pinyin_dict import pinyin_dict

    return tuple(unicodedata.normalize("NFC", r) for r in pinyin_dict.get(ord(character), "").split(",") if r)
