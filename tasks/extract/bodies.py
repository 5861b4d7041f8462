"""Bodies: who did or reported what a number counts.

The body or person named last before the number in its half of the sentence is the actor, several that act together are one (甲、乙). A
place is one where it does something itself (湖南派出30人). Bodies that stand beside the deed (`tasks.extract.asides`) are none, nor is one
that the text has left for something else. Without an actor of its own a count keeps who reported the figures earlier in its paragraph
(据市卫健委通报).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from kaozheng.tasks.article import Sentence
from kaozheng.tasks.extract.asides import CLAUSE_BEGINS, Asides
from kaozheng.tasks.extract.body_deeds import BodyDeeds
from kaozheng.tasks.extract.borders import PHRASE_END, Borders
from kaozheng.tasks.extract.items import tags
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.place import Place
from kaozheng.tasks.extract.places import Places

_start = attrgetter("start")
_NO_SUBJECT = frozenset("在于对向为从自由赴抵")
# A search for one first character goes at ten times the speed of one for any of several.
_ANAPHORS = [re.compile(f"{pronoun}(公司|企业|集团|厂|院|局|中心|所|站|行)") for pronoun in "该本"]
# How many organisations back a pronoun may refer.
_REACH = 20
_LONGEST_SENTENCE = 300
_SHARED_FIRST = 4
_LONGEST_BESIDE = 12
_LONGEST_TITLES = 20
_LONGEST_SUBJECT = 16
_PASSIVE = "被"
_IN_ALL = re.compile("等(?:共计?|一共|总计|合计)$")
# How many characters behind its subject a deed ends.
_DEED = 22
_PEOPLE = frozenset(("population", "staff", "volunteers", "party_members"))
# Employees do what their firm does.
_OWN_SUBJECTS = frozenset(("population", "volunteers", "party_members", "other"))
_STATES = frozenset(("economy_rate", "positives"))
_AMOUNTS = frozenset(("economy_rate", "economy_value", "media_reach", "positives", "age", "duration", "distance_area"))
_OF_FIRMS = frozenset(("economy_rate", "economy_value", "production", "sales"))
# ，访问量近千万人次; ，员工由6人增加到30人
_AMOUNT = re.compile("(?:[量额率数值价费比期]|面积|收入|损失|能力|成本|规模|总投资)[^，。；、]{0,4}$|[由从为达有是占]$")
# 消防员90人、|60艘舟艇
_LISTED_COUNT = re.compile(r"\d[万余多]{0,2}[^，。；、\d]{1,8}、$")
# 记者从近日召开的|市统计局|新闻发布会上|获悉
_AT_BRIEFING = re.compile("(?:召开|举行)?的?(?:新闻|情况)?(?:发布|通报|通气)会上")
_NO_SOURCE = frozenset(("根据", "依据", "证据", "数据"))
_SHARE = re.compile("[率比增降]|提高")
_MEETING = re.compile("第?[\\d一二三四五六七八九十百]{1,4}[届次]")
# 督办的|案件: a phrase that a body only belongs to
_OF_PHRASE = re.compile("[^，。；、\\d]{1,6}的")
_SUBJECT_BEHIND = frozenset(("", *"，。；：！？、\n “”（）》日月年时前后来间中由和及与"))
_AND = frozenset("和与及")
_JOINS_COUNTS = frozenset("、和与及")
_TOWARDS = frozenset("向为给对")
_SENT_REACH = 6
_WORDS = 4
# 大力 is a noun to the tagger.
_HOW = re.compile("[大全奋着]力")
_NOUNS = frozenset(("n", "nt", "nz", "j", "r"))
# 法院查明，被告人捕鱼5次
_FINDS = re.compile("(?:经?审理)?(?:查明|认为|认定)")
_LISTS = frozenset("、和与及等")
_FIRM = frozenset(("公司", "企业", "集团", "厂"))


class Bodies:
    """The bodies of one article, for look-up by offset. `counted`: its sentences with numbers, in order; those of others are passed over,
    but where somebody tells numbers (据市卫健委通报)."""

    def __init__(
        self,
        text: str,
        actors: Sequence[ActorMention],
        counted: Sequence[Sentence],
        places: Places,
        borders: Borders,
        cues: LinkCues,
        deeds: BodyDeeds,
    ) -> None:
        self._text = text
        self._borders = borders
        self._places = places
        self._cues, self._deeds = cues, deeds
        asides = Asides(text, cues, deeds, actors)
        near = self._near(self._with_anaphors(actors, asides), counted)
        self._bodies, self._examples = asides.less([a for a in near if not asides.none(a)], self._joined)
        self._starts = [b.start for b in self._bodies]
        reporters = [b for b in self._bodies if self._reports(b)]
        self._reporting = frozenset(b.start for b in reporters)
        # Somebody without an office tells of himself alone.
        self._reporters = [b for b in reporters if b.type != "person" or b.role]
        self._reporter_starts = [b.start for b in self._reporters]

    def actor(self, sentence_start: int, start: int, number: int, measure: str) -> str | None:
        """Who did or reported the count that starts at `start`, None where no body before it in its sentence or paragraph did.

        `number` is where its digits start: a deed may be its item (检测91万人).
        """
        # 在海拔1200米的卡口: where somebody is, not what he does.
        if measure == "age" or (measure == "distance_area" and self._text[start - 1 : start] == "在"):
            return None
        low = self._borders.statement(sentence_start, start)
        last = self._last(low, start, number)
        own = self._bodies[last] if last >= 0 else None
        if own and self._in_another_clause(own, start):
            return None
        place = self._acting_place(max(own.end, low) if own else low, start, number)
        if own and (place is None or "，" not in self._text[own.end : place.at]):
            if self._does(own, start, number, measure):
                return self._together(last)
            return self._reporter(start) if own.type == "group" else None
        if place and start == number and measure in _OWN_SUBJECTS and self._text[start - 1] == "，" and self._begins_subject(number):
            return None
        if place and self._tells(place, start, measure):
            return self._places.joined(place).name
        if place:
            return own.name if own and own.start in self._reporting else None
        return self._reporter(start) or self._sends(sentence_start, low, start, number)

    def _last(self, low: int, start: int, number: int) -> int:
        """The index of the body named last in text[low:start], outside brackets that are closed there; -1 without one.

        A count within the name of a body (某市|第一批医疗队) is none of its.
        """
        last = bisect_left(self._starts, start) - 1
        while last >= 0 and self._bodies[last].end > number:
            last -= 1
        while last >= 0 and self._starts[last] >= low:
            closing = self._text.find("）", self._bodies[last].end, start)
            if closing < 0 or self._text.find("（", self._bodies[last].end, closing) >= 0:
                return last
            last -= 1
        return -1

    def _does(self, own: ActorMention, start: int, number: int, measure: str) -> bool:
        """Whether a body before a count in its statement does or tells what is counted, rather than being but named there."""
        if self._is_counted(own, start, number, measure):
            return False
        if own.type == "person" and self._deeds.taken.fullmatch(self._text, own.end, start):
            return False
        if own.start in self._reporting:
            return True
        return not (self._stands_alone(own, start, number, measure) or self._is_left(own, start, measure))

    def _is_left(self, own: ActorMention, start: int, measure: str) -> bool:
        """Whether the text has gone on to something else than what a body does."""
        said = self._text[own.end : start]
        # 某人查看了大棚，据悉大棚有20座
        if "，据" in said:
            return True
        if own.type == "person":
            return False
        # 市政府第7次会议, 市政协十二届三次会议 are none of its deeds.
        if not said:
            return measure == "ordinal_round" and _MEETING.match(self._text, start) is not None
        if _MEETING.fullmatch(said):
            return True
        if "，" not in said:
            return False
        # 市医院接到电话：…, 某人站在市医院门前，“…
        if said.find("：") > 0 or "，“" in said:
            return True
        # 查处市公安局督办的案件，: a clause in which it is but part of a phrase
        if (said[0] == "的" or _OF_PHRASE.match(said)) and self._text[own.start - 1 : own.start] not in _SUBJECT_BEHIND:
            return True
        other = self._places.last(own.end, start)
        return other is not None and self._text[other.at - 1] == "，" and other.kind != "aside"

    def _in_another_clause(self, own: ActorMention, start: int) -> bool:
        """甲获一等奖，乙等4名同学…: whether the clause of a count begins with an example of what is counted."""
        at = bisect_left(self._examples, start) - 1
        if at < 0 or self._examples[at] < own.end:
            return False
        # 县长某某和甲公司、乙公司等10家企业: he is named in their list.
        return self._text[self._examples[at] - 1] in CLAUSE_BEGINS or self._text[own.end : self._examples[at]] in _AND

    def _is_subject(self, place: Place) -> bool:
        """Whether a place stands for itself, rather than for what is there (全国|铁路) or is done to it (投资|湖南)."""
        acts = self._cues.running.match(self._text, place.end) or self._cues.deed.match(self._text, place.end)
        if not acts and not _HOW.match(self._text, place.end):
            behind = tags(self._text[place.end : place.end + _WORDS])
            if behind and behind[0][1] in _NOUNS:
                return False
        before = self._text[place.at - 1 : place.at]
        if before in _SUBJECT_BEHIND or not before:
            return True
        words = tags(self._text[max(place.at - _WORDS, 0) : place.at])
        return not words or words[-1][1][0] not in "vp"

    def _is_counted(self, body: ActorMention, start: int, number: int, measure: str) -> bool:
        """王调兵、宋英杰两位青年, 李明和80多位司机: whether a person is one of those counted or acted on by them, or a crew itself."""
        said = self._text[body.end : start]
        # 某人被两名法警带进: those who are counted do it.
        if said[-1:] == _PASSIVE:
            return True
        # 市医疗队和|90余人检测队出发; 医疗队由|9名医生组成
        if (start == number and said in _JOINS_COUNTS) or said == "由":
            return True
        # 张三、省经委领导、90余名客商到场: they are in one list.
        if said[-1:] == "、" and measure in (*_PEOPLE, "other") and len(said) <= _LONGEST_BESIDE and not self._cues.deed.search(said):
            return "，" not in said
        # 代表、委员以及亲属等共计20余人
        if body.type != "organisation" and measure in (*_PEOPLE, "other") and _IN_ALL.search(said) and not self._cues.deed.search(said):
            return True
        if body.type == "organisation":
            # 县医院收治的30名患者: whose patients they are.
            return measure.startswith("cases") and self._text[start - 1 : start] == "的"
        return (said in ("", "、") and measure in _PEOPLE) or said in ("和", "与", "及")

    def _stands_alone(self, body: ActorMention, start: int, number: int, measure: str) -> bool:
        """Whether a clause behind that of a body is but a noun and its number (，访问量近千万人次), or a share behind that of a crew."""
        said = self._text[body.end : start]
        if body.type == "group" and "，" in said:
            if start == number and said[-1] in "，、" and not _LISTED_COUNT.search(said):
                return True
            if measure in _STATES or _AMOUNT.search(self._text, start, number):
                return True
            return measure == "other" and not self._goes_on(body.end + said.rfind("，") + 1, number)
        if start == number and measure in _OWN_SUBJECTS and said.endswith("，") and self._begins_subject(number):
            return True
        listed = measure == "donations" or measure.startswith("cases")
        if body.type != "organisation" or start == number or listed or not said.endswith("，"):
            return False
        # 甲公司销售轿车9万辆，营业收入8亿元
        if measure in _OF_FIRMS and body.name.endswith(self._cues.firm):
            return False
        return measure in _AMOUNTS or _AMOUNT.search(self._text, start, number) is not None

    def _begins_subject(self, number: int) -> bool:
        """，90名党员|编入网格: whether what is counted does something itself."""
        clause = PHRASE_END.search(self._text, number)
        words = tags(self._text[number : min(clause.start() if clause else number, number + _LONGEST_SUBJECT)])
        after = next((at for at, (_, tag) in enumerate(words) if tag[0] not in "mqnbaf"), len(words))
        return 1 < after < len(words) and words[after][1] == "v" and any(tag[0] == "n" for _, tag in words[:after])

    def _goes_on(self, clause: int, number: int) -> bool:
        """官兵赶到现场，救出3只小狗: whether a clause begins with one more deed rather than with what has a share or a rate."""
        words = tags(self._text[clause:number])
        return bool(words) and words[0][1][0] in "vd" and not _SHARE.search(self._text, clause, number)

    def _tells(self, place: Place, start: int, measure: str) -> bool:
        """Whether a place that does something does what is counted: it has its cases and its shares as they are told in one clause."""
        said = self._text[place.end : start]
        return "，" not in said or not (measure.startswith("cases") or measure in _STATES)

    def _sends(self, sentence_start: int, low: int, start: int, number: int) -> str | None:
        """Who a clause without a subject is about that but sends people (选派3名干部下沉社区): the body that opens the sentence, else the
        article's own place."""
        sent = self._deeds.sent_from_home.search(self._text, max(number - _SENT_REACH, low - 1, 0), number)
        if sent is None or self._places.last(low, start):
            return None
        first = bisect_left(self._starts, sentence_start)
        if first < len(self._starts) and self._starts[first] < low:
            return self._bodies[first].name
        default = self._places.default
        return default.name if default else None

    def _acting_place(self, low: int, start: int, number: int) -> Place | None:
        """The place named last before a number, where it is the subject of a deed: 湖南派出30人."""
        place = self._places.last(low, start)
        if (
            place is None
            or place.kind == "sum"
            or self._text[place.at - 1 : place.at] in _NO_SUBJECT
            or self._text[start - 1 : start] == "的"
        ):
            return None
        if self._cues.deed.search(self._text, place.end, min(place.end + _DEED, number)) and self._is_subject(place):
            return place
        # 湖南先后向58个国家的侨胞捐赠: the deed stands behind whom it is done to.
        given = self._text[number - 1 : number] in _TOWARDS and self._cues.sending.search(self._text, number, number + _DEED)
        return place if given and number - place.end <= 2 * _DEED else None

    def _together(self, last: int) -> str:
        """The body at an index with those that it acts with: 省人社厅会同长沙市人社局."""
        first = last
        while first > 0 and last - first < _SHARED_FIRST and self._joined(self._bodies[first - 1], self._bodies[first]):
            first -= 1
        if first == last:
            return self._bodies[last].name
        return "、".join(dict.fromkeys(b.name for b in self._bodies[first : last + 1]))

    def _joined(self, left: ActorMention, right: ActorMention) -> bool:
        gap = right.start - left.end
        if 0 < gap <= 2 and self._cues.together.fullmatch(self._text, left.end, right.start):
            return True
        if right.type != "person" or not 0 < gap <= _LONGEST_TITLES:
            return False
        if self._deeds.with_kin.fullmatch(self._text, left.end, right.start):
            return True
        # 镇长李江、副镇长周源
        titled = right.role is not None and left.type == "person" and self._text.endswith(right.role, left.end, right.start)
        return titled and self._cues.together.fullmatch(self._text, left.end, right.start - len(right.role or "")) is not None

    def _reports(self, body: ActorMention) -> bool:
        """据市卫健委通报, 记者从市统计局获悉: whether a body tells numbers."""
        before = self._text[max(body.start - 2, 0) : body.start]
        # 据某局报告, but 根据某局线报
        if (before.endswith("据") and before not in _NO_SOURCE) or self._cues.report.match(self._text, body.end):
            return True
        told = _AT_BRIEFING.match(self._text, body.end)
        return (told is not None or before.endswith("从")) and self._cues.learnt.match(
            self._text, told.end() if told else body.end
        ) is not None

    def _reporter(self, start: int) -> str | None:
        """The body that reported the numbers of a paragraph so far."""
        at = bisect_left(self._reporter_starts, start) - 1
        return self._reporters[at].name if at >= 0 and self._reporters[at].start >= self._borders.paragraph(start) else None

    def _near(self, bodies: Sequence[ActorMention], counted: Sequence[Sentence]) -> list[ActorMention]:
        """The bodies of the counted sentences, and of all of a paragraph up to the last of them where one before it tells numbers."""
        starts = [body.start for body in bodies]
        near: list[ActorMention] = []
        for low, group in groupby(counted, lambda sentence: self._borders.paragraph(sentence.start)):
            sentences = list(group)
            passed = bisect_left(starts, low)
            mine: list[ActorMention] = []
            between: list[ActorMention] = []
            for sentence in sentences:
                first, stop = bisect_left(starts, sentence.start, passed), bisect_left(starts, sentence.end, passed)
                between += bodies[passed:first]
                mine += bodies[first:stop]
                passed = stop
            near += bodies[bisect_left(starts, low) : passed] if any(map(self._reports, between)) else mine
        return near

    def _with_anaphors(self, bodies: Sequence[ActorMention], asides: Asides) -> Sequence[ActorMention]:
        """The bodies with 该公司, 该院 as what was named last of that kind, and 他 and 她 as the person named last."""
        pronouns = list(self._cues.persons_again.finditer(self._text)) if "他" in self._text or "她" in self._text else []
        anaphors = [match for pattern in _ANAPHORS for match in pattern.finditer(self._text)]
        bare = [(at, word) for word in self._cues.bare_bodies for at in self._opening(word)]
        persons = [b for b in bodies if b.type == "person" and not asides.none(b)] if pronouns else []
        organisations = [b for b in bodies if b.type == "organisation" and not asides.none(b)] if anaphors or bare else []
        found = [*_persons_again(pronouns, persons), *self._bodies_again(anaphors, bare, organisations, asides)]
        return sorted([*bodies, *found], key=_start) if found else bodies

    def _bodies_again(
        self, anaphors: Sequence[re.Match[str]], bare: Sequence[tuple[int, str]], organisations: Sequence[ActorMention], asides: Asides
    ) -> Iterator[ActorMention]:
        """该公司, and 公司 where it opens a clause, as mentions of what was named last of that kind."""
        starts = [o.start for o in organisations]
        for match in anaphors:
            number = bisect_left(starts, match.start())
            if meant := self._meant(organisations[max(number - _REACH, 0) : number], match, asides):
                yield ActorMention(match.start(), match.end(), "organisation", meant.name)
        for at, word in bare:
            ends = (word, *self._cues.bare_bodies[word], *(self._cues.firm if word in _FIRM else ()))
            number = bisect_left(starts, at)
            same = next((o for o in reversed(organisations[max(number - _REACH, 0) : number]) if o.name.endswith(ends)), None)
            if same and same.end <= at:
                yield ActorMention(at, at + len(word), "organisation", same.name)

    def _opening(self, word: str) -> Iterator[int]:
        """Where a word opens a clause and no list: 公司 in ，公司投入300万元."""
        at = self._text.find(word)
        while at >= 0:
            end = at + len(word)
            opens = not at or self._text[at - 1] in CLAUSE_BEGINS
            if opens and self._text[end : end + 1] not in _LISTS and not _FINDS.match(self._text, end):
                yield at
            at = self._text.find(word, end)

    def _meant(self, bodies: Sequence[ActorMention], anaphor: re.Match[str], asides: Asides) -> ActorMention | None:
        """The body named last that a pronoun may mean, or one that acts in its sentence: 县法院按照省高院部署，…该院."""
        fitting = [body for body in bodies if self._is_referred_to(body, anaphor)]
        at = anaphor.start()
        begin = self._text.rfind("。", max(at - _LONGEST_SENTENCE, 0), at)
        if len(fitting) > 1 and fitting[-2].start > max(begin, at - _LONGEST_SENTENCE):
            acting = {body.start for body in asides.less([b for b in bodies if b.start > begin], self._joined)[0]}
            fitting = [body for body in fitting if body.start in acting] or fitting
        return fitting[-1] if fitting else None

    def _is_referred_to(self, body: ActorMention, anaphor: re.Match[str]) -> bool:
        """Whether 该公司 may mean a body: one of that kind, or one of the same sentence that is no authority."""
        if body.name.endswith(anaphor[1]):
            return True
        if anaphor[1] not in _FIRM:
            return False
        if body.name.endswith(self._cues.firm):
            return True
        if anaphor.start() - body.end > _LONGEST_SENTENCE or body.name.endswith(self._cues.authority + self._cues.media):
            return False
        return "。" not in self._text[body.end : anaphor.start()]


def _persons_again(pronouns: Sequence[re.Match[str]], persons: Sequence[ActorMention]) -> list[ActorMention]:
    """他 and 她 as mentions of the person named last."""
    starts = [p.start for p in persons]
    named = ((bisect_left(starts, m.start()) - 1, m) for m in pronouns)
    return [persons[at]._replace(start=m.start(), end=m.end()) for at, m in named if at >= 0]
