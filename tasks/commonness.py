"""The characters that Chinese text is mostly made of: by them a right reading of bytes is told from a wrong one."""

from __future__ import annotations

from functools import cache


@cache
def common_characters() -> frozenset[str]:
    """The characters of the first levels of GB2312 and Big5, and Chinese punctuation.

    They are 99.7 % of the Chinese characters of a newspaper in either script, and a third of those of wrongly decoded text.
    """
    first = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail)).decode("gb2312", errors="ignore")
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    second = bytes(b for lead in range(0xA4, 0xC7) for trail in trails for b in (lead, trail)).decode("big5", errors="ignore")
    return frozenset(first) | frozenset(second) | frozenset("　，。、；：？！（）《》〈〉「」『』【】“”‘’—…·～％①②③④⑤⑥⑦⑧⑨⑩\xa0")
