"""What mirror pages do to a text, byte for byte: Traditional script in GBK, glosses put in without regard to characters, bytes inserted
before punctuation, and a decoder that eats both bytes of a pair that it does not know.

`tasks/clean` works back from such text; this works forward, from the mechanism alone, and remembers what each character was.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

# Characters that mirror sites gloss: a page takes its table from these.
GLOSSED = (
    "當時紀實發點個數戰衛習堅強領導團結經濟續態獻學節調區達錯風險準報應環統運聯機鄉醫務遠設構嚴現復產內關護規計進協優負業穩驗網據術費執擴隊轉擔細"
    "質監創標揚項農藍認鎮責補絡預價獎財貿對開說長線這過會還為無動種樣際書員問題間馬車電話氣總號練辦處幾萬億從頭輪難護顯縣島壓溫漲減斷連隻場"
)
TABLE_SIZE = 90
ALIKE = "后里于只干斗谷几"  # stand for several Traditional characters, and mirror sites leave them
INSERTED = 0x1A  # stands for the byte that is put before punctuation: no trail byte, and not shown where it falls between characters
PUNCTUATION = ((0xA3A1, 0xA3BF, 0xA3BB, 0xA1A2), (0xA3A1, 0xA3BF, 0xA3BB, 0xA1A2, 0xA1A3))  # on one site, on another
# Pairs that cp936 shows as private-use characters where Python's codecs know other ones or none: first code point, first pair, how many.
PRIVATE_USE = (
    (0xE766, 0xA2AB, 6), (0xE76C, 0xA2E3, 2), (0xE76E, 0xA2EF, 2), (0xE770, 0xA2FD, 2), (0xE772, 0xA4F4, 11), (0xE77D, 0xA5F7, 8),
    (0xE785, 0xA6B9, 8), (0xE78D, 0xA6D9, 7), (0xE794, 0xA6EC, 2), (0xE796, 0xA6F3, 1), (0xE797, 0xA6F6, 9), (0xE7A0, 0xA7C2, 15),
    (0xE7AF, 0xA7F2, 13), (0xE7BC, 0xA896, 11), (0xE7C7, 0xA8BC, 1), (0xE7C8, 0xA8BF, 1), (0xE7C9, 0xA8C1, 4), (0xE7CD, 0xA8EA, 21),
)  # fmt: skip
_PAIR_OF_PRIVATE_USE = {pair + i: chr(code + i) for code, pair, n in PRIVATE_USE for i in range(n)}
NONE = -1  # the origin of a byte that was put in
_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))


@dataclass(frozen=True)
class Mirrored:
    """A paragraph as the mirror shows it."""

    text: str
    origins: list[tuple[int, int] | None]  # for each character, the first and the last of the paragraph that it has bytes of
    runs: int  # pairs that the decoder did not know


@cache
def traditional(character: str) -> str:
    """The character that mirror sites put in place of a Simplified one."""
    return character if character in ALIKE else in_script(character, "s2tw")


def in_script(text: str, configuration: str) -> str:
    """`text` by one of OpenCC's configurations, where it keeps the length."""
    converted = str(_converter(configuration).convert(text))
    return converted if len(converted) == len(text) else text


@cache
def _converter(configuration: str) -> OpenCC:
    return OpenCC(configuration)


@cache
def pinyin(character: str) -> str:
    """The first reading; '' where none is known."""
    from pypinyin.pinyin_dict import pinyin_dict

    return unicodedata.normalize("NFC", pinyin_dict.get(ord(character), "").split(",")[0])


def toneless(reading: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", reading).translate(_TONE_MARKS))


def page_table(chance: random.Random) -> list[str]:
    """The characters that one page glosses, in the order in which they are replaced."""
    return chance.sample(sorted(set(GLOSSED)), TABLE_SIZE)


def gloss(text: str, table: list[str], *, tones: bool = True, brackets: str = "()") -> str:
    """`text` in Traditional script with every character of the table glossed."""
    known = {c: f"{c}{brackets[0]}{pinyin(c) if tones else toneless(pinyin(c))}{brackets[1]}" for c in table}
    return "".join(known.get(c, c) for c in map(traditional, text))


def mirror(paragraph: str, table: list[str], punctuation: tuple[int, ...]) -> Mirrored:
    """The paragraph as a mirror page shows it."""
    content, origins = _encoded(paragraph)
    for character in table:
        gloss_bytes = f"({pinyin(character)})".encode("gbk", errors="ignore")
        content, origins = _inserted(content, origins, character.encode("gbk"), gloss_bytes, behind=True)
    for pair in punctuation:
        content, origins = _inserted(content, origins, pair.to_bytes(2, "big"), bytes([INSERTED]), behind=False)
    return _shown(content + b"</p>", [*origins, *[NONE] * 4])


def _encoded(paragraph: str) -> tuple[bytes, list[int]]:
    content, origins = bytearray(), []
    for i, character in enumerate(paragraph):
        encoded = traditional(character).encode("gbk", errors="replace")
        content += encoded
        origins += [i] * len(encoded)
    return bytes(content), origins


def _inserted(content: bytes, origins: list[int], where: bytes, what: bytes, *, behind: bool) -> tuple[bytes, list[int]]:
    """`what` put before or behind each `where`, be it one character or halves of two."""
    pieces, moved, at = [], [], 0
    while (found := content.find(where, at)) >= 0:
        border = found + len(where) if behind else found
        pieces += [content[at:border], what, content[border : found + len(where)]]
        moved += [*origins[at:border], *[NONE] * len(what), *origins[border : found + len(where)]]
        at = found + len(where)
    return b"".join([*pieces, content[at:]]), moved + origins[at:]


def _shown(content: bytes, origins: list[int]) -> Mirrored:
    shown: list[str] = []
    spans: list[tuple[int, int] | None] = []
    at = runs = 0
    while at < len(content):
        size = 2 if content[at] > 0x80 else 1
        piece = content[at : at + size]
        character = _character(piece)
        runs += size == 2 and character == "?"
        if piece != bytes([INSERTED]):
            known = [o for o in origins[at : at + size] if o != NONE]
            shown.append(character)
            spans.append((known[0], known[-1]) if known else None)
        at += size
    text = "".join(shown)
    if text.endswith("</p>"):  # the tag is whole, and no reader sees it
        text, spans = text[:-4], spans[:-4]
    return Mirrored(text, spans, runs)


def _character(piece: bytes) -> str:
    """What the mirror's decoder makes of one byte or a pair, in half width where there is one."""
    if len(piece) == 1:
        return "€" if piece == b"\x80" else piece.decode("ascii", errors="replace")
    if (pair := int.from_bytes(piece, "big")) in _PAIR_OF_PRIVATE_USE:
        return _PAIR_OF_PRIVATE_USE[pair]
    try:
        character = piece.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    if len(character) != 1:
        return "?"
    return chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character
