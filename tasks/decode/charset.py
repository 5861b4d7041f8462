"""Which charset a document's bytes are in, and its text.

The order of trust: a byte order mark, strict UTF-8, what is declared, what the bytes look like. GB2312 and GBK are read as GB18030 and
Big5 as Big5-HKSCS, of which they are subsets. The measure of a reading is the share of its characters that are in common use.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kaozheng.tasks.batch import UnusableError
from kaozheng.tasks.commonness import common_characters

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs", "ascii": "utf-8"}
CHINESE = ("gb18030", "big5hkscs", "utf-8")
SAMPLE = 1 << 16  # bytes or characters that are enough to judge a reading by
PLAUSIBLE = 0.85  # share of common characters in a right reading; wrong ones of Chinese stay below 0.7
SURE = 0.98  # share above which what is declared needs no comparison
CLEARLY = 0.05  # by how much another reading must be better to be taken for what is declared
MOST_DAMAGE = 0.1  # share of undecodable sequences above which no reading is believed
_MARKING = "kaozheng.marking"
_MARKED = re.compile("\ud800([\udc00-\udcff]*)")
_DECLARATION = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_:.-]{2,24})", re.IGNORECASE)
_XML_DECLARATION = re.compile(rb"\s{0,16}<\?xml\b[^>]{0,100}?\bencoding\s{0,4}=\s{0,4}[\"']([A-Za-z0-9_:.-]{2,24})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Loss:
    """One U+FFFD in the text, and the bytes it stands for; b'' where they are not known."""

    at: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` is `content.decode(charset, errors="replace")`; `basis` is one of `documents.charset_basis`."""

    text: str
    charset: str
    basis: str
    losses: tuple[Loss, ...] = ()


def declared_in(content: bytes) -> str | None:
    """The charset that a page's own markup claims, as written."""
    head = content[:4096]
    found = _XML_DECLARATION.match(head) or _DECLARATION.search(head)
    return found[1].decode("ascii") if found else None


def read(content: bytes, declared: str | None) -> Reading:
    """The text of `content`; UnusableError where no charset fits."""
    for mark, charset in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _whole(content, charset, "bom")
    if b"\0" in content and (wide := _wide(content)):
        return _whole(content, wide, "detected")
    if reading := _utf8(content):
        return reading
    if (named := _codec(declared)) and _is_credible(content, named):
        return _whole(content, named, "declared")
    if wide := _wide(content):
        return _whole(content, wide, "detected")
    return _detected(content, named)


def losses_shown(text: str) -> tuple[Loss, ...]:
    """The losses that stand in a text layer, whose bytes can no longer be told."""
    return tuple(Loss(m.start(), b"") for m in re.finditer("\ufffd", text))


def _utf8(content: bytes) -> Reading | None:
    """Strict UTF-8, be it cut inside its last character."""
    try:
        return Reading(content.decode("utf-8"), "utf-8", "valid")
    except UnicodeDecodeError as error:
        cut = error.end == len(content) and error.reason == "unexpected end of data"
        return _decode(content, "utf-8", "valid") if cut and not content[: error.start].isascii() else None


def _is_credible(content: bytes, declared: str) -> bool:
    """Whether what is declared fits, and no other charset fits clearly better: a few characters of GBK may look like Big5."""
    score = _score(content, declared)
    return score >= SURE or (score >= PLAUSIBLE and score + CLEARLY >= max(_score(content, charset) for charset in CHINESE))


def _detected(content: bytes, declared: str | None) -> Reading:
    best = max(CHINESE, key=lambda charset: _score(content, charset))
    if _score(content, best) >= PLAUSIBLE:
        return _whole(content, best, "detected")
    if declared and not _decode(content[:SAMPLE], declared, "declared").losses:
        return _whole(content, declared, "declared")
    from charset_normalizer import from_bytes

    guess = from_bytes(content[:SAMPLE]).best()
    return _whole(content, _codec(guess.encoding if guess else None) or best, "detected")


def _whole(content: bytes, charset: str, basis: str) -> Reading:
    """The reading of all of `content`, unless more of it is lost than can be believed."""
    text = content.decode(charset, errors="replace")
    lost = text.count("\ufffd")
    if not lost:
        return Reading(text, charset, basis)
    if lost > 1 and lost > MOST_DAMAGE * _foreign(text):
        raise UnusableError(f"not text: no charset fits its bytes, {lost} sequences can't be decoded even as {charset}")
    return _decode(content, charset, basis)


def _codec(name: str | None) -> str | None:
    """Python's name of the charset to decode by where `name` is declared."""
    try:
        known = codecs.lookup(name.strip()).name if name else ""
        "".encode(known or "utf-8")  # base64, zip and the like are codecs too, but not of text
    except (LookupError, ValueError):
        return None
    return SUPERSETS.get(known, known) or None


def _decode(content: bytes, charset: str, basis: str) -> Reading:
    try:
        return Reading(content.decode(charset), charset, basis)
    except UnicodeDecodeError:
        pass
    marked = content.decode(charset, errors=_MARKING)
    losses: list[Loss] = []
    pieces: list[str] = []
    at = end = 0
    for found in _MARKED.finditer(marked):
        pieces += (marked[end : found.start()], "\ufffd")
        at += found.start() - end
        losses.append(Loss(at, bytes(ord(c) & 0xFF for c in found[1])))
        at, end = at + 1, found.end()
    return Reading("".join((*pieces, marked[end:])), charset, basis, tuple(losses))


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Mark what can't be decoded with its bytes, in surrogates, which no decoder gives."""
    assert isinstance(error, UnicodeDecodeError)
    return "\ud800" + "".join(chr(0xDC00 | b) for b in error.object[error.start : error.end]), error.end


codecs.register_error(_MARKING, _mark)


def _wide(content: bytes) -> str | None:
    """UTF-16 without a byte order mark, where it is plain to see."""
    sample = content[: min(SAMPLE, len(content) & ~1)]
    for charset in ("utf-16-le", "utf-16-be"):
        text = sample.decode(charset, errors="replace")
        plain = sum(c in common_characters() or " " <= c <= "~" or c in "\r\n\t" for c in text)
        if len(text) >= 4 and plain > 0.95 * len(text):
            return charset
    return None


def _score(content: bytes, charset: str) -> float:
    """1 for a charset that gives only characters in common use beyond ASCII, less for rare ones and much less for losses."""
    reading = _decode(content[:SAMPLE], charset, "detected")
    foreign = [c for c in reading.text if c > "\x7f" and c != "\ufffd"]
    if not foreign:
        return 0.0 if reading.losses else 1.0
    common = common_characters()
    cut_at_end = bool(reading.losses) and reading.losses[-1].at == len(reading.text) - 1
    damage = (len(reading.losses) - cut_at_end) / len(foreign)
    return sum(c in common for c in foreign) / len(foreign) - 5 * damage


def _foreign(text: str) -> int:
    """How many characters are beyond ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))
