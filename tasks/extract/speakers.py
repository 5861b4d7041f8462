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
_FACED = re.compile("面对[^，。；：“”]{1,16}，")
_SAME_SPEAKER = re.compile(r"(?:继续|接着|随后|紧接着|又|还|并|再次)[^，。；：“”]{0,6}$")
_NAMELESS = re.compile(r"(?:一[位名个些]|有的?|某|不少|许多|很多|多[位名]|几[位名]|[0-9]+[位名余多]*)[\u4e00-\u9fff]{0,6}$")
# 省医院的一名队员: the body is not who speaks.
_ONE_OF = re.compile(r"的?(?:有?一[位名个些]|某|有的|几[位名]|多[位名]|[0-9]+[位名余多])")
# 留守的3名值班员: several are no one speaker.
_COUNTED = re.compile(r"(?<=[0-9])[位名余多]")
# 我对正在接受采访的周砚舟说, 拉着罗小满的手说: who is named is spoken to.
_ADDRESSED = re.compile(r"(?<![针面])[对向跟](?:[^，。；：！？“”此于]{0,14}的)?$")
_HELD = re.compile(r"(?:(?<![接随沿照])着|[拉握抱拦叫]住)$")
_GIVEN = re.compile(r"[给向对为跟][^，。；：！？“”]{0,16}[0-9一二两三四五几][位名]?$")
# 负责人向记者表示, 周砚舟对村里的老人说: who is told stands before the verb and is no part of who tells.
_LISTENER = re.compile(r"(?<![针面反相绝应核])[对向](?![此于阳])[^，。；：！？“”对向]{1,16}$")
# 一边和执勤的队员打着招呼.
_COMPANY = re.compile(r"[和与同跟][^，。；：！？“”]{1,16}(?:打[着了起个]*招呼|拉[着了起]*家常|聊[着了起天]*|交谈|通话|握[着了]*手)$")
_JOINED = ("、", "和", "与")
_LONGEST_POST = 8  # the body before the office of the second of two: 周砚舟、县水利局局长罗小满
_SPOKEN_TO = "的对向跟"  # what may stand before a listener: asked before _ADDRESSED is searched in the _ADDRESS characters there
_ADDRESS = 16
_VERB = 5  # the longest verb of speech, and 了
# 提起李红，邻居们都这样说: many are nobody, but for those whom one speaks to.
_MANY = re.compile("[^，。；：！？“”对向跟给为和与同让请带领着被把由]{1,8}们[^，。；：！？“”]{0,8}")
_PEOPLE = re.compile(r"(?<=是)[\u4e00-\u9fff]{2,10}(?:者|人|员|们|干部|官兵)$")
_OBLIQUE = "为给向对与同跟把被让由以受和“"  # a nickname in marks is named beside somebody's name


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
        if self._text.startswith("\n", low):
            return self._told_below(low + 1, limit)
        end = _SENTENCE_END.search(self._text, low, min(low + REACH, limit))
        high = end.start() if end else min(low + REACH, limit)
        tail = self._text[low:high]
        words = self._grammar.own_words.match(tail)
        if words and not self._between(self._persons, self._person_starts, low + words.end("whose"), low + words.end()):
            return Cue("words", self._whose(low, low + words.end("whose")))
        if verb := self._verb_in(tail):
            subject = self._subject(low, low + verb.start())
            direct = any(a.start == low for a in self._between(self._actors, self._actor_starts, low, low + 1))
            return Cue("name" if direct else "say" if verb["say"] else "state", subject)
        person = self._first_person(low, high)
        if person:
            another = self._is_in_row(person) or self._grammar.of_kin.match(self._text, person.end, high)
            return Cue("subject", None if another else person.name)
        return self._pronoun_subject(low, tail)

    def _told_below(self, low: int, limit: int) -> Cue:
        """“…”, and a paragraph of its own behind it that says no more than who it was: 当晚，周砚舟在日记里写道。"""
        end = _SENTENCE_END.search(self._text, low, min(low + REACH, limit))
        verb = self._grammar.verb_before.search(self._text, low, end.start()) if end else None
        if not end or not verb or not verb["say"] or verb["mark"] or self._text[end.end() : end.end() + 1] not in ("", "\n"):
            return NO_CUE
        persons = self._between(self._persons, self._person_starts, low, verb.start())
        return Cue("say", self._subject(low, verb.start())) if persons else NO_CUE

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
            if self._text[opening - 1] not in "，,：:":
                return None
            person = self._first_person(low, opening)
            if not person and (verb := self._verb_in(self._text[low:opening])):
                return self._subject(low, low + verb.start())
            if not person and self._grammar.pronoun_acts.search(self._text, low, opening):
                return self._last_subject(low)
        else:
            start = self.sentence_start(opening - 1)
            person = self._first_person(start, opening) if "\n" not in self._text[opening - 1 : opening] else None
        return person.name if person else None

    def is_alone(self, name: str, low: int, high: int) -> bool:
        """Whether no other person is named in a stretch."""
        return all(a.name == name for a in self._between(self._persons, self._person_starts, low, high))

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
            if verb.start() and (not follower or follower in "，,。；;：:、！!—…道着“" or verb.end() - verb.start() > 1):
                return verb
        return None

    def _subject(self, low: int, verb: int) -> str | None:
        """Who is the subject of a verb at `verb` in the sentence that begins at `low`."""
        head = self._text[low:verb]
        pauses = [m.end() for m in _PAUSE.finditer(head)]
        clause = low + (pauses[-1] if pauses else 0)
        if self._grammar.nobody.search(self._text[clause:verb]):
            return None
        told = _LISTENER.search(self._text, clause, verb) or _COMPANY.search(self._text, clause, verb)
        verb = told.start() if told else verb
        named = [a for a in self._between(self._persons, self._person_starts, low, verb) if a.end <= verb]
        persons = [a for a in named if not self._is_oblique(a)]
        another = bool(persons) and self._grammar.of_kin.match(self._text, persons[-1].end, verb) is not None
        if persons and persons[-1].start >= clause:
            return None if another or self._is_in_row(persons[-1]) else persons[-1].name
        if _MANY.fullmatch(self._text, clause, verb):
            return None
        if again := self._named_again(clause, verb):
            return again
        if named and named[-1].start > clause and self._text[clause] == "我":
            return None
        if self._grammar.pronoun.search(self._text[clause:verb]):
            return self._last_subject(clause)
        if "”" in self._text[max(clause, verb - _ADVERBS) : verb]:
            return None  # a pen name: 网友“山里人”问
        adjacent = self._adjacent(clause, verb)
        if adjacent is not None:
            return adjacent or None
        if persons:
            return None if another else persons[-1].name
        if pauses and verb - clause <= _BARE:
            return self._first_body(low, clause)
        return self._last_subject(low) if _SAME_SPEAKER.search(self._text[clause:verb]) else None

    def _adjacent(self, clause: int, verb: int) -> str | None:
        """A role, body or group right before the verb in its clause; '' where one stands there that is nameless, None where none does."""
        named = (a for a in self._between(self._actors, self._actor_starts, clause, verb) if a.end <= verb and not self._is_oblique(a))
        bodies = [a for a in named if not _GIVEN.search(self._text, clause, a.start)]
        for gap in range(min(_ADVERBS, verb - clause)):
            if not self._text.endswith(self._grammar.roles, clause, verb - gap):
                continue
            role = self._grammar.role.search(self._text, clause, verb - gap)
            if role and _COUNTED.match(self._text, role.start()):
                return None if _GIVEN.search(self._text, clause, role.start()) else ""
            if role:
                return self._role_name(role, bodies)
        if bodies and verb - bodies[-1].end <= _ADVERBS:
            if bodies[-1].type == "group" or _ONE_OF.match(self._text, bodies[-1].end, verb):
                return ""
            nameless = _NAMELESS.search(self._text, clause, bodies[-1].start) or _NAMELESS.search(self._text[clause : bodies[-1].start])
            return "" if nameless else bodies[-1].name
        return None

    def _named_again(self, clause: int, verb: int) -> str | None:
        """Who a clause is about that opens with what stood before his name a little earlier: 老人赵秀兰……老人拉着她的手说。"""
        noun = self._grammar.again.match(self._text, clause, verb)
        if not noun:
            return None
        earlier = self._between(self._persons, self._person_starts, clause - 2 * REACH, clause)
        return next((a.name for a in reversed(earlier) if self._text.endswith(noun["noun"], 0, a.start)), None)

    def _role_name(self, role: re.Match[str], bodies: Sequence[ActorMention]) -> str:
        """The role with the canonical name of the body that it belongs to, where that is known: 援某地医疗队负责人."""
        phrase = role["phrase"]
        if _NAMELESS.match(phrase):
            return ""
        for body in bodies:
            if role.start() <= body.start and body.end <= role.end():
                return body.name + self._text[body.end : role.end()]
        phrase = re.sub(r"^据?(?:该|本|这位|那位)?", "", phrase)
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
            if low == 0 or self._grammar.kin_speaks.search(self._text, low, offset):
                return None
            offset = low - 1
        return None

    def _is_oblique(self, actor: ActorMention) -> bool:
        text, start = self._text, actor.start
        if text[start - 1 : start] in tuple(_OBLIQUE) or (
            text[actor.end : actor.end + 1] == "的" and _HELD.search(text, max(start - 2, 0), start)
        ):
            return True
        if actor.role and text.endswith(actor.role, 0, start):
            start -= len(actor.role)
        if _CLAUSE_END.match(text, actor.end) and self._grammar.told.search(text, max(start - _VERB, 0), start):
            return True
        return text[start - 1 : start] in tuple(_SPOKEN_TO) and _ADDRESSED.search(text, max(start - _ADDRESS, 0), start) is not None

    def _is_in_row(self, person: ActorMention) -> bool:
        """Whether a person is named beside another with nothing but his office between: 周砚舟、罗小满在询问."""
        i = bisect_left(self._person_starts, person.start)
        return any(self._joins(*self._persons[k : k + 2]) for k in (i - 1, i) if 0 <= k < len(self._persons) - 1)

    def _joins(self, one: ActorMention, other: ActorMention) -> bool:
        between = self._text[one.end : other.start]
        if not between.startswith(_JOINED):
            return False
        post = between[1:]
        if not post or self._grammar.kinship.fullmatch(post):
            return True
        return other.role is not None and post.endswith(other.role) and len(post) <= len(other.role) + _LONGEST_POST

    @staticmethod
    def _between(actors: Sequence[ActorMention], starts: Sequence[int], low: int, high: int) -> Sequence[ActorMention]:
        return actors[bisect_left(starts, low) : bisect_left(starts, high)]
