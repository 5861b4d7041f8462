"""The kinds of damage: each makes from a clean text the bytes of a broken document whose truth is known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import damage_mirror as mirror
from damage_texts import CleanText

DECOY_NUMBERS = (
    "当前位置：首页 > 新闻中心 > 正文",
    "字号：大 中 小 打印 点击数：{}",
    "分享到：微信 微博 QQ空间",
    "上一篇：某县新增企业{}家",
    "下一篇：某市转移群众{}人",
    "责任编辑：甲乙",
    "举报电话：0000-00{}",
    "版权所有 某某网 ICP备000{}号-1",
)
_WRAP = (15, 31)  # characters of a wrapped line
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_STRIPPED = re.compile(r"[0-9A-Za-z%“”‘’、：:—()（）]")
_SENTENCE = re.compile("[^。！？]*[。！？]”?")


@dataclass(frozen=True)
class Damaged:
    """A broken document.

    `passages`: the paragraphs of the truth that the damage fell upon; `mirrored`: of a mirror page, its paragraphs, each a line.
    """

    name: str
    content: bytes
    truth: str
    passages: list[str]
    mirrored: list[mirror.Mirrored] = field(default_factory=list)


Damage = Callable[[CleanText, random.Random], Damaged]


def by_text(change: Callable[[str, random.Random], str], charset: str = "utf-8") -> Damage:
    """Damage that changes the paragraphs, one by one, or only their charset."""

    def damage(clean: CleanText, chance: random.Random) -> Damaged:
        changed = [change(p, chance) for p in clean.paragraphs]
        touched = [p for p, c in zip(clean.paragraphs, changed, strict=True) if p != c or charset != "utf-8"]
        return Damaged(clean.name, "\n".join(changed).encode(charset, errors="replace"), "\n".join(clean.paragraphs), touched)

    return damage


def glossed(*, tones: bool = True, brackets: str = "()") -> Damage:
    def damage(clean: CleanText, chance: random.Random) -> Damaged:
        table = mirror.page_table(chance)
        return by_text(lambda p, _: mirror.gloss(p, table, tones=tones, brackets=brackets))(clean, chance)

    return damage


def misaligned(clean: CleanText, chance: random.Random) -> Damaged:
    """A mirror page; its passages are the paragraphs with a run. Sentences are put together anew, so that each page has runs of its own."""
    table, punctuation = mirror.page_table(chance), chance.choice(mirror.PUNCTUATION)
    sentences = [s for p in clean.paragraphs for s in _SENTENCE.findall(p) if s.count("“") == s.count("”")]
    chance.shuffle(sentences)
    paragraphs = ["".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4)]
    shown = [mirror.mirror(p, table, punctuation) for p in paragraphs]
    with_run = [p for p, s in zip(paragraphs, shown, strict=True) if s.runs]
    return Damaged(clean.name, "\n".join(s.text for s in shown).encode(), "\n".join(paragraphs), with_run, shown)


def read_as(true: str, mistaken: str) -> Damage:
    """Bytes of the charset `true` that somebody read as `mistaken` and saved as UTF-8."""
    return by_text(lambda p, _: p.encode(true, errors="replace").decode(mistaken, errors="replace"))


def wrapped(separator: str) -> Damage:
    def damage(clean: CleanText, chance: random.Random) -> Damaged:
        width = chance.randint(*_WRAP)
        pieces = [separator.join(p[i : i + width] for i in range(0, len(p), width)) for p in clean.paragraphs]
        touched = [p for p in clean.paragraphs if len(p) > width]
        return Damaged(clean.name, "\n\n".join(pieces).encode(), "\n".join(clean.paragraphs), touched)

    return damage


def numbers_broken(paragraph: str, chance: random.Random) -> str:
    """A line end in the middle of every third number or so, as bulletins have it."""
    broken = lambda m: m[0][:1] + "\n" + m[0][1:] if len(m[0]) > 1 and not chance.randrange(3) else m[0]  # noqa: E731
    return _NUMBER.sub(broken, paragraph)


def spaced(paragraph: str, _: random.Random) -> str:
    """Spaces around numbers, as PDF text has them."""
    return re.sub(r"(?<=[\u4e00-\u9fff，])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])", " ", paragraph)


def furnished(clean: CleanText, chance: random.Random) -> Damaged:
    """Page furniture around the text, with numbers that count nothing."""
    furniture = [line.format(chance.randint(100, 9999)) for line in DECOY_NUMBERS]
    text = "\n".join(clean.paragraphs)
    page = "\n".join([furniture[0], clean.paragraphs[0], *furniture[1:3], *clean.paragraphs[1:], *furniture[3:]])
    return Damaged(clean.name, page.encode(), text, clean.paragraphs)


def cut(charset: str) -> Damage:
    """The last byte is missing."""

    def damage(clean: CleanText, chance: random.Random) -> Damaged:
        whole = by_text(lambda p, _: p)(clean, chance)
        return Damaged(clean.name, whole.truth.encode(charset)[:-1], whole.truth, clean.paragraphs[-1:])

    return damage


def strays(paragraph: str, chance: random.Random) -> str:
    return "".join(mirror.traditional(c) if not chance.randrange(20) else c for c in paragraph)


def in_traditional(paragraph: str, _: random.Random) -> str:
    return mirror.in_script(paragraph, "s2t")


def in_taiwan_script(paragraph: str, _: random.Random) -> str:
    """In Traditional script with the variants that Big5 has: 為, not 爲."""
    return mirror.in_script(paragraph, "s2tw")


def as_it_is(clean: CleanText, _: random.Random) -> Damaged:
    return Damaged(clean.name, clean.text.encode(), clean.text, [])


def unchanged(paragraph: str, _: random.Random) -> str:
    return paragraph


UNDAMAGED, MISALIGNED, STRIPPED = "nothing", "mis-aligned GBK", "digits stripped"
KINDS: dict[str, Damage] = {
    UNDAMAGED: as_it_is,
    "glosses, toned": glossed(),
    "glosses, toneless": glossed(tones=False),
    "glosses, full-width brackets": glossed(brackets="（）"),
    "commas doubled": by_text(lambda p, _: p.replace("，", "，,")),
    "Traditional script": by_text(in_traditional),
    "stray Traditional characters": by_text(strays),
    MISALIGNED: misaligned,
    "UTF-8 read as GB18030": read_as("utf-8", "gb18030"),
    "UTF-8 read as Latin-1": read_as("utf-8", "latin-1"),
    "GBK read as Latin-1": read_as("gbk", "latin-1"),
    "hard wraps": wrapped("\n"),
    "line ends in numbers": by_text(numbers_broken),
    "PDF spaces at line ends": wrapped(" "),
    "spaces around numbers": by_text(spaced),
    STRIPPED: by_text(lambda p, _: _STRIPPED.sub("", p)),
    "site furniture": furnished,
    "last byte missing, UTF-8": cut("utf-8"),
    "last byte missing, GB18030": cut("gb18030"),
    "charset UTF-8 with BOM": by_text(unchanged, "utf-8-sig"),
    "charset GB18030": by_text(unchanged, "gb18030"),
    "charset GBK": by_text(unchanged, "gbk"),
    "charset Big5-HKSCS": by_text(in_taiwan_script, "big5hkscs"),
    "charset UTF-16": by_text(unchanged, "utf-16"),
    "charset UTF-16LE without BOM": by_text(unchanged, "utf-16-le"),
}
