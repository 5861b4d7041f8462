"""Who says it: the speaker of a stretch of direct speech, from the words before its opening and behind its closing mark."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.speech import SpeechGrammar

REACH = 120
"""How far from its mark an attribution may stand, in characters."""

_ADVERBS = 10
# No verb of speech is longer with all that stands between it and its mark.
_VERB = 24
_BARE = 4
_BODY_REACH = 500
_SENTENCES_BACK = 6  # quotations count: each ends a sentence or two
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_CLAUSE_END = re.compile(r"[。！？!?\n，；：,;:“]")
# 门上贴着站长…: the sentence opens with something else than him.
_NOT_IN_LEAD = re.compile("[着了的是在]")
_PAUSE = re.compile(r"[，；：,;:、]")
# 他媳妇 is another.
_PRONOUN = re.compile(
    r"(?<![其])[他她](?!们|人|乡|日|的|媳妇|妻子|丈夫|爱人|老伴|父|母|爸|妈|儿|女儿|哥|姐|弟|妹|爷|奶|孙|同事|同学|老师)[^，。；：“”]{0,10}$"
)
_FACED = re.compile("面对[^，。；：“”]{1,16}，")
_SAME_SPEAKER = re.compile(r"(?:继续|接着|随后|紧接着|又|还|并|再次)[^，。；：“”]{0,6}$")
_NAMELESS = re.compile(r"(?:一[位名个些]|有的?|某|不少|许多|很多|多[位名]|几[位名]|[0-9]+[位名余多]*)[\u4e00-\u9fff]{0,6}$")
_PEOPLE = re.compile(r"(?<=是)[\u4e00-\u9fff]{2,10}(?:者|人|员|们|干部|官兵)$")
_OBLIQUE = "为给向对与同跟把被让由以受和"


class Cue(NamedTuple):
    """What stands beside a quotation, and whom it names.

    `kind`: say, state, shown (证明了“…”), colon, words (“…”的誓言), subject (a person goes on as subject), name (a person right
    behind the mark, and a verb of speech) or none.
    """

    kind: str
    speaker: str | None


NO_CUE = Cue("none", None)


class Speakers:
    """Looks for speakers among the actors of one article. `text` is the article's; actors are sorted by where they start."""

    def __init__(self, text: str, actors: Sequence[ActorMention], grammar: SpeechGrammar) -> None:
        self._text = text
        self._grammar = grammar
        named = (a for a in actors if a.type != "place" and not _NAMELESS.match(a.name) and not grammar.office.fullmatch(a.name))
        self._actors = sorted(named, key=lambda a: (a.start, -a.end))
        self._persons = [a for a in self._actors if a.type == "person"]
        self._actor_starts = [a.start for a in self._actors]
        self._person_starts = [a.start for a in self._persons]

    def before(self, opening: int) -> Cue:
        """The cue that ends right before an opening mark at `opening`."""
        low = self.sentence_start(opening)
        near = max(low, opening - _VERB)
        if verb := self._grammar.verb_before.search(self._text, near, opening):
            if verb["shown"]:
                return Cue("shown", None)
            kind = "say" if verb["say"] or verb["mark"] in ("：", ":") else "state"
            return Cue(kind, self._subject(low, verb.start()))
        colon = self._grammar.colon_before.search(self._text, near, opening)
        if colon and not self._grammar.label_before.search(self._text, near, opening):
            return Cue("colon", self._subject(low, opening - 1))
        return NO_CUE

    def behind(self, closing: int, limit: int) -> Cue:
        """The cue that follows a closing mark at `closing`; `limit` is where the next quotation begins."""
        low = closing + 1
        end = _SENTENCE_END.search(self._text, low, min(low + REACH, limit))
        high = end.start() if end else min(low + REACH, limit)
        tail = self._text[low:high]
        if words := self._grammar.own_words.match(tail):
            return Cue("words", self._whose(low, low + words.end("whose")))
        if verb := self._verb_in(tail):
            subject = self._subject(low, low + verb.start())
            direct = any(a.start == low for a in self._between(self._actors, self._actor_starts, low, low + 1))
            return Cue("name" if direct else "say" if verb["say"] else "state", subject)
        person = self._first_person(low, high)
        return Cue("subject", person.name) if person else self._pronoun_subject(low, tail)

    def opens_with_titled(self, closing: int) -> bool:
        """Whether somebody with an office or an occupation opens, in its first clause, the sentence behind a closing mark."""
        low = closing + 1
        end = _CLAUSE_END.search(self._text, low, low + REACH)
        persons = self._between(self._persons, self._person_starts, low, end.start() if end else low + REACH)
        first = persons[0] if persons else None
        if first is None or not first.role or first.role in self._grammar.credits:
            return False
        lead = self._text[low : first.start]
        return lead.endswith(first.role[-2:]) and not _NOT_IN_LEAD.search(lead)

    def going_on(self, opening: int) -> str | None:
        """Who speaks where no verb of speech says so: the person whose deed runs up to the mark (李明指着新房，“…”), else the one
        whom the sentence before it in the paragraph is about."""
        low = self.sentence_start(opening)
        if low < opening:
            person = self._first_person(low, opening) if self._text[opening - 1] in "，,：:" else None
        else:
            start = self.sentence_start(opening - 1)
            person = self._first_person(start, opening) if "\n" not in self._text[opening - 1 : opening] else None
        return person.name if person else None

    def sentence_start(self, offset: int) -> int:
        """Where the sentence that runs up to `offset` begins, at most REACH characters back."""
        low = max(offset - REACH, 0)
        start = max(low, *(self._text.rfind(mark, low, offset) + 1 for mark in "。！？!?\n"))
        while start < offset and self._text[start] in "”’」』":
            start += 1
        return start

    # --- the subject of a verb

    def _verb_in(self, tail: str) -> re.Match[str] | None:
        """The first verb of speech that has a subject before it, and behind it a pause or the end."""
        faced = _FACED.match(tail)  # 面对记者提问，李明说
        for verb in self._grammar.verb.finditer(tail, faced.end() if faced else 0):
            follower = tail[verb.end() : verb.end() + 1]
            if verb.start() and (not follower or follower in "，,。；;：:、！!—…道着" or verb.end() - verb.start() > 1):
                return verb
        return None

    def _subject(self, low: int, verb: int) -> str | None:
        """Who is the subject of a verb at `verb` in the sentence that begins at `low`."""
        head = self._text[low:verb]
        pauses = [m.end() for m in _PAUSE.finditer(head)]
        clause = low + (pauses[-1] if pauses else 0)
        if self._grammar.nobody.search(self._text[clause:verb]):
            return None
        persons = [a for a in self._between(self._persons, self._person_starts, low, verb) if a.end <= verb and not self._is_oblique(a)]
        if persons and persons[-1].start >= clause:
            return persons[-1].name
        if _PRONOUN.search(self._text[clause:verb]):
            return self._last_subject(clause)
        adjacent = self._adjacent(clause, verb)
        if adjacent is not None:
            return adjacent or None
        if persons:
            return persons[-1].name
        if pauses and verb - clause <= _BARE:
            return self._first_body(low, clause)
        return self._last_subject(low) if _SAME_SPEAKER.search(self._text[clause:verb]) else None

    def _adjacent(self, clause: int, verb: int) -> str | None:
        """A role, body or group right before the verb in its clause; '' where one stands there that is nameless, None where none does."""
        bodies = [a for a in self._between(self._actors, self._actor_starts, clause, verb) if a.end <= verb and not self._is_oblique(a)]
        for gap in range(min(_ADVERBS, verb - clause)):
            if not self._text.endswith(self._grammar.roles, clause, verb - gap):
                continue
            role = self._grammar.role.search(self._text, clause, verb - gap)
            if role:
                return self._role_name(role, bodies)
        if bodies and verb - bodies[-1].end <= _ADVERBS:
            nameless = _NAMELESS.search(self._text, clause, bodies[-1].start) or _NAMELESS.search(self._text[clause : bodies[-1].start])
            return "" if nameless else bodies[-1].name
        return None

    def _role_name(self, role: re.Match[str], bodies: Sequence[ActorMention]) -> str:
        """The role with the canonical name of the body that it belongs to, where that is known: 援某地医疗队负责人."""
        phrase = role["phrase"]
        if _NAMELESS.match(phrase):
            return ""
        for body in bodies:
            if role.start() <= body.start and body.end <= role.end():
                return body.name + self._text[body.end : role.end()]
        phrase = re.sub(r"^(?:该|本|这位|那位)", "", phrase)
        office = self._grammar.office.search(phrase)
        kind = phrase[: office.start()] if office else ""
        if not office or not kind:
            return phrase
        earlier = self._between(self._actors, self._actor_starts, role.start() - _BODY_REACH, role.start())
        owner = next((a for a in reversed(earlier) if a.type == "organisation" and a.name.endswith(kind)), None)
        return owner.name + office.group() if owner else phrase

    def _whose(self, low: int, high: int) -> str | None:
        persons = self._between(self._persons, self._person_starts, low, high)
        anybody = persons or self._between(self._actors, self._actor_starts, low, high)
        if anybody:
            return anybody[0].name
        people = _PEOPLE.search(self._text, low, high)
        return people.group() if people else None

    def _first_person(self, low: int, high: int) -> ActorMention | None:
        """The first person of a stretch that it may be about; those who report are not."""
        persons = self._between(self._persons, self._person_starts, low, high)
        return next((a for a in persons if not self._is_oblique(a) and a.role not in self._grammar.credits), None)

    def _first_body(self, low: int, high: int) -> str | None:
        """The body that opens a sentence whose last clause has no subject of its own: 县政府召开会议，要求…"""
        bodies = (
            a for a in self._between(self._actors, self._actor_starts, low, high) if a.type == "organisation" and not self._is_oblique(a)
        )
        return next((a.name for a in bodies), None)

    def _pronoun_subject(self, low: int, tail: str) -> Cue:
        if re.match(r"[他她](?!们)", tail):
            name = self._last_subject(low)
            return Cue("subject", name) if name else NO_CUE
        return NO_CUE

    def _last_subject(self, offset: int) -> str | None:
        """The first person of the nearest sentence before `offset` that names one, a few back at most: he who 他 is."""
        for _ in range(_SENTENCES_BACK):
            low = self.sentence_start(offset)
            person = self._first_person(low, offset)
            if person:
                return person.name
            if low == 0:
                return None
            offset = low - 1
        return None

    def _is_oblique(self, actor: ActorMention) -> bool:
        return self._text[actor.start - 1 : actor.start] in tuple(_OBLIQUE)

    @staticmethod
    def _between(actors: Sequence[ActorMention], starts: Sequence[int], low: int, high: int) -> Sequence[ActorMention]:
        return actors[bisect_left(starts, low) : bisect_left(starts, high)]
