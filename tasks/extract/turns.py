"""Speech without quotation marks: the turns of an interview or a broadcast, each a paragraph with its speaker's label at the head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.mentions import ActorMention, QuoteMention
from kaozheng.tasks.vocabulary import Vocabulary, built_once

LEAST_TURNS = 3
"""So many turns of named persons make a transcript without anybody who asks."""

# 主持人：您好。 [罗平]您好。 县水利局局长罗平：水退了。
_HEAD = re.compile(
    r"^[ \u3000]*(?:[\[【](?P<bracketed>[^\[\]【】\n]{1,20})[\]】][：:]?|(?P<label>[^\n：:，。！？!?；“”]{1,30})[：:])(?!“)[ \u3000]*\n?",
    re.M,
)
# A turn holds a sentence that ends: 主持人：罗平 is a credit.
_WHOLE = re.compile(r"[。！？!?]")
# 我国 and 我市 are no sign of somebody who speaks.
_OWN_PERSON = re.compile(r"我(?![国省市县区州镇乡村院校军党])|咱|俺|您|你")


@built_once
def compile_labels(vocabulary: Vocabulary) -> re.Pattern[str]:
    """What the head of a turn is where it names nobody; `named` where it means one speaker all the same."""
    entries = vocabulary.entries("interview_labels")
    named, nameless = (any_of(e["label"] for e in entries if bool(e["named"]) is one) for one in (True, False))
    return re.compile(rf"(?P<named>{named})|{nameless}")


def find_turns(article: Article, actors: Sequence[ActorMention], vocabulary: Vocabulary) -> list[QuoteMention]:
    """The turns of a transcript in text order, each up to the end of its paragraph and without its label.

    A text is taken for one where somebody who interviews has a turn, or where several turns are named persons' and one of them speaks of
    himself or to another: a report that gives one answer or two in this way is none.
    """
    text = article.string
    heads = list(_HEAD.finditer(text))
    if not heads:
        return []
    labels = compile_labels(vocabulary)
    persons = {a.end: a.name for a in actors if a.type == "person"}
    initials = _initials(persons.values())
    headlines = [span for part in ("title", "subtitle") for span in article.part_spans(part)]
    turns: list[QuoteMention] = []
    asked = spoken = False
    for head in heads:
        end = text.find("\n", head.end())
        end = len(text) if end < 0 else end
        group = "label" if head["label"] else "bracketed"
        written = head[group].strip()
        label = labels.fullmatch(written)
        person = persons.get(head.start(group) + len(head[group].rstrip())) or initials.get(written)
        if not (label or person) or not _WHOLE.search(text, head.end(), end) or any(s.start <= head.start() < s.end for s in headlines):
            continue
        asked = asked or label is not None
        spoken = spoken or _OWN_PERSON.search(text, head.end(), end) is not None
        speaker = person or (label["named"] if label else None)
        turns.append(QuoteMention(head.end(), end, speaker))
    return turns if asked or (spoken and len(turns) >= LEAST_TURNS) else []


def _initials(names: Iterable[str]) -> dict[str, str]:
    """Whom a surname alone means, where one person of the text bears it: 罗：水退了。"""
    by_surname: dict[str, set[str]] = {}
    for name in names:
        by_surname.setdefault(name[0], set()).add(name)
    return {surname: min(bearers) for surname, bearers in by_surname.items() if len(bearers) == 1}
