"""People that credits and signatures name: bylines, photographers, names in brackets behind the last sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.lexicon import Lexicon
from kaozheng.tasks.extract.name_shapes import NameShapes
from kaozheng.tasks.extract.nobody import Doubts

# 郭大山 摄, 郭大山摄（资料图）
_BEHIND = re.compile(r"(?:[ \u3000]{1,3}|(?=摄(?:[（\n]|$)))(摄影报道|摄影|供图|供稿|摄|图|文)(?![\u4e00-\u9fff])")
_BEHIND_ROLES = {"摄": "摄影", "图": "供图", "文": "作者"}
# A full stop, a name and 摄 are no longer.
_LONGEST_PHOTO = 6
_LONGEST_SIGNATURE = 60


class Name(NamedTuple):
    """A person's name in the text; `credit` is the role of a byline that it stands under, `of_outlet` that the paper's people have it."""

    start: int
    end: int
    name: str
    credit: str | None = None
    of_outlet: bool = False


def find_credited(reading: Reading, lexicon: Lexicon, shapes: NameShapes, doubts: Doubts) -> Iterator[Name]:
    """Names behind 记者, 通讯员, 摄影 …: several share one role, and a name may be set apart (韦 韬).

    Between 记者 and 摄 are names alone, which a page without list commas runs together.
    """
    for match in shapes.credit_run.finditer(reading.text):
        role, begin = match["role"], match.start("names")
        if (first := shapes.one_name.match(reading.text, begin)) and (
            doubts.nobody(reading, lexicon, begin, first.end()) or _is_done(reading, lexicon, begin, first.end())
        ):
            continue  # 统筹|从福州、宁德
        for name in shapes.one_name.finditer(reading.text, match.start("names"), match.end("names")):
            yield Name(name.start(), name.end(), re.sub(r"\s", "", name.group()), role, shapes.credits[role])
    yield from _between_credits(reading.text, shapes)
    for part in reading.article.part_spans("byline"):
        word = reading.text[part.start : part.end]
        # A byline of nothing but a name, which the tagger may not know: 东方竹.
        if len(word) > 2 and shapes.surname(word) is not None and word[:2] in shapes.surnames:
            yield Name(part.start, part.end, word)
    last = reading.text.rstrip()
    if last.endswith("摄") and (alone := shapes.photo_alone.search(last, max(len(last) - _LONGEST_PHOTO, 0))):
        yield Name(*alone.span("name"), alone["name"], _BEHIND_ROLES["摄"])
    yield from _signing(reading, last, lexicon, shapes, doubts)
    for run in shapes.photo_run.finditer(reading.text) if "摄" in reading.text else ():
        at = run.start("names")
        for word in shapes.parted(run["names"]) if not shapes.credit_run.match(reading.text, run.start()) else ():
            yield Name(at, at + len(word), word, run["role"], shapes.credits[run["role"]])
            at += len(word)


def _is_done(reading: Reading, lexicon: Lexicon, start: int, end: int) -> bool:
    """记者|才|发现: whether an adverb and a word stand where the name of a credit would."""
    first, last = reading.tokens[reading.index_at(start)], reading.tokens[reading.index_at(end - 1)]
    return (
        first.tag == "d"
        and (first.start, last.start, last.end) == (start, start + 1, end)
        and not lexicon.coined(reading.text[start + 1 : end])
    )


def _signing(reading: Reading, text: str, lexicon: Lexicon, shapes: NameShapes, doubts: Doubts) -> Iterator[Name]:
    """The names alone in brackets behind the last sentence: 。（刘 婧）."""
    signed = shapes.signed.search(text, max(len(text) - _LONGEST_SIGNATURE, 0)) if text.endswith("）") else None
    for name in shapes.one_name.finditer(text, *signed.span("names")) if signed else ():
        if not doubts.nobody(reading, lexicon, name.start(), name.end()):
            yield Name(name.start(), name.end(), shapes.joined(name.group()))


def _between_credits(text: str, shapes: NameShapes) -> Iterator[Name]:
    """Whoever stands between two words of credits has a name, whatever the surname: 编辑 火佳音 校对."""
    for match in shapes.between.finditer(text):
        name = match["name"]
        if shapes.surname(name) is None and name not in shapes.words and name[:2] not in shapes.words:
            yield Name(*match.span("name"), name, match["role"], shapes.credits[match["role"]])


def _share_photo(text: str, names: list[Name], last: Name) -> None:
    """郝敏 孙立 摄: give the names that stand right before the last one its credit."""
    end = last.start
    for at in range(len(names) - 1, -1, -1):
        gap = text[names[at].end : end]
        if names[at].credit or not gap or gap.strip(" \u3000、"):
            break
        names[at], end = names[at]._replace(credit=last.credit), names[at].start


def share_credits(text: str, names: Sequence[Name], shapes: NameShapes) -> list[Name]:
    """The credit of names that stand right behind a credit's word, or behind a name that has one."""
    out: list[Name] = []
    for name in names:
        before = text[max(name.start - 16, 0) : name.start].rstrip(" \u3000")
        role = shapes.credit_at_end(before)
        if not name.credit and role:
            name = name._replace(credit=role, of_outlet=shapes.credits[role])
        elif not name.credit and out and out[-1].credit and not text[out[-1].end : name.start].strip(" \u3000、"):
            name = name._replace(credit=out[-1].credit, of_outlet=out[-1].of_outlet)
        elif not name.credit and (photo := _BEHIND.match(text, name.end)):
            name = name._replace(credit=_BEHIND_ROLES.get(photo[1], photo[1]))
            _share_photo(text, out, name)
        out.append(name)
    return out
