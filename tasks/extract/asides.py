"""Asides: bodies that a text names without their doing what it counts.

Who wrote the article, whom something is done to or for, with whom, where or by whose order; examples of what is counted, and crews that
are the object of a deed. What is left acts, or tells the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from kaozheng.tasks.extract.body_deeds import BodyDeeds
from kaozheng.tasks.extract.borders import opened_before
from kaozheng.tasks.extract.items import tags
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.place_mentions import EXAMPLE_MARKS

CLAUSE_BEGINS = frozenset("，。；：！？、”\n \u3000")
"""Behind these a clause, or what is listed, begins."""

# 向县医院捐赠, 对县医院检查, 受县政府委托
_TO = frozenset("向给为对受")
# 作为县医院, 因为
_NO_TO = frozenset(("作为", "因为", "成为", "名为", "认为", "以为", "称为", "更为", "均为", "分别为"))
# 向某镇居民|某人借款
_TOWARDS = re.compile("[向给][^，。；：、\\n\\d的]{2,8}$")
_ADDRESS = 10
# 在县医院, 接到县政府通知; but 现在|县医院, 了解到|县医院
_AT = frozenset("在到至")
_NO_AT = frozenset(("现在", "解到", "看到", "听到", "见到", "想到"))
_BY = "由"
# 以某人为首的车队
_LED_BY, _AS_HEAD = "以", ("为首", "为代表", "为主", "为核心")
_PASSED = "经"
_PASSES_ON = frozenset("经托")
_FROM = "从"
# 企业与|县医院共建: it acts with somebody who has no name
_WITH = frozenset("与同跟和")
_LIST = 80
_INCLUDING = ("（含", "包括")
# 在某县物流园内的|某物流公司|分部内查获
_WITHIN = re.compile(r"[^，。；、\n\d在]{0,6}?(?:内(?![科设外部])|里)")
_AT_SOME_SITE = re.compile(r"在[^，。；：\n]*$")
_SITE = 40
# 县医院里, 县医院门诊大厅里
_ROOM = re.compile(r"里|中(?=，?有)|门[前口]|附近|[^，。；、\n\d]{0,4}(?:大厅|车间|院区|厂区)[里内中，]")
# 自红十字会发布公告以来, 除某某的辩护人外: what frames the statement and is not its subject.
_FRAME = re.compile(r"[自从][^，。；\n]{2,40}?(?:以来|至今)|除[^。；\n]{2,40}?外(?=，)")
_FRAMED = ("以来", "至今", "外，")
_DATELINE = re.compile(r"[^，。；\n（(\d]{0,8}(?:\d{1,4}[年月日号]){0,3}(?:[讯电](?=\s?[（(\d])|消息|报道)")
_WIRE = ("讯", "电")
_LONGEST_PHRASE = 30
_LAST_CLAUSE = re.compile(r"(?s:.*)[，。；：！？、“”\n \u3000]")
_NOMINAL = frozenset("nmqbsft")
_OF_NOUNS = frozenset(("的", "等", "地", "等地", "余", "多", "各", "全", "名", "级"))
_LONGEST_COINED = 24
_ENDS_SPEECH = frozenset("，。！？；")
_NO_PREDICATE = frozenset("的、和与及等中里…+0123456789")
# 5支|医疗队、3个小组; 卫生服务中心|15个，
_COUNTED = re.compile(r"\d[余多]?[支个名位组家]$")
_COUNTED_BEHIND = re.compile(r"\d[\d.]*[余多]?[个家所处支](?=[，。；、（）\n])")
_LONGEST_BEFORE = 6
_COUNTS = 24
_COUNTS_BETWEEN = re.compile(r"(?:\d{1,5}[^，。；、\n\d]{1,6}){1,3}[、和]")
# 县医院|迁建、长江路改造等6个项目
_WORKS = re.compile(r"[^，。；：、\n\d]{0,10}(?:项目|工程|[改扩迁新]建|改造)(?=[、等])")


class Asides:
    """Tells of the bodies of one article which are aside."""

    def __init__(self, text: str, cues: LinkCues, deeds: BodyDeeds, actors: Sequence[ActorMention]) -> None:
        self._text = text
        self._cues, self._deeds = cues, deeds
        persons = {a.start for a in actors if a.type == "person"}
        self._teams = {a.start for a in actors if a.type == "group" and a.start in persons}

    def none(self, body: ActorMention) -> bool:
        """Whether a body is who wrote the article, or a crew that does not open its clause; 某院士团队 acts, not he in its name."""
        if body.start in self._teams:
            return body.type == "person"
        if self._is_coined(body):
            return True
        return (body.type == "group" and not self._opens(body)) or self._signs(body)

    def less(
        self, bodies: Sequence[ActorMention], joined: Callable[[ActorMention, ActorMention], bool]
    ) -> tuple[list[ActorMention], list[int]]:
        """The bodies without those aside, and where lists of examples begin; `joined` tells whether two bodies act as one."""
        kept, examples = self._less_examples(self._unframed(bodies))
        return [b for b in self._less_receivers(kept, joined) if not self._cues.orders.match(self._text, b.end)], examples

    def _opens(self, crew: ActorMention) -> bool:
        """Whether a crew opens its clause as its subject: 社区干部走访了300户."""
        if self._text[crew.end : crew.end + 1] in _NO_PREDICATE:
            return False
        before = self._text[crew.start - 1 : crew.start]
        return not before or before in CLAUSE_BEGINS or self._heads(crew)

    def _heads(self, crew: ActorMention) -> bool:
        """40余名|干部走访了300户, 乙县54个部门的|党员干部…: whether nothing but what tells of a crew stands before it in its clause."""
        low = max(crew.start - _LONGEST_PHRASE, 0)
        opening = _LAST_CLAUSE.match(self._text, low, crew.start)
        if not opening and low:
            return False
        words = tags(self._text[opening.end() if opening else 0 : crew.start])
        return all((tag[0] in _NOMINAL or tag == "vn" or word in _OF_NOUNS) and word not in self._deeds.calls_on for word, tag in words)

    def _is_coined(self, body: ActorMention) -> bool:
        """“支部进网、党员联网”: whether a body is but named in the name of something; it may have its own name in quotation marks."""
        opened = self._text.rfind("“", max(body.start - _LONGEST_COINED, 0), body.start)
        closed = self._text.find("”", body.end, body.end + _LONGEST_COINED) if opened >= 0 else -1
        if closed < 0 or self._text.find("”", opened, closed) >= 0 or (body.start == opened + 1 and body.end == closed):
            return False
        return _ENDS_SPEECH.isdisjoint(self._text[opened:closed])

    def _signs(self, body: ActorMention) -> bool:
        """Whether a body is who wrote the article, or its paper."""
        if body.role and body.role.endswith(self._cues.credited):
            return True
        if body.type == "person":
            # 太原4月3日电（王某 李某）
            opened = opened_before(self._text, body.start)
            return opened > 0 and self._text[max(opened - 2, 0) : opened].rstrip()[-1:] in _WIRE
        return body.type == "organisation" and self._is_paper(body)

    def _is_paper(self, body: ActorMention) -> bool:
        """江城日报4月2日讯（, 据江城网消息, 江城日报记者李某."""
        if self._cues.writer.match(self._text, body.end):
            return True
        line = _DATELINE.match(self._text, body.end)
        return line is not None and (line.group()[-1] in _WIRE or body.name.endswith(self._cues.media))

    def _unframed(self, bodies: Sequence[ActorMention]) -> list[ActorMention]:
        """The bodies without those of a clause that but frames a statement, and those whose family is meant (李强的妻子)."""
        text = self._text
        frames = [m.span() for m in _FRAME.finditer(text)] if any(word in text for word in _FRAMED) else []
        others = [b for b in bodies if b.type != "person" or not self._deeds.of_kin.match(text, b.end)]
        return [b for b in others if not any(low < b.start < high for low, high in frames)]

    def _less_receivers(self, bodies: Sequence[ActorMention], joined: Callable[[ActorMention, ActorMention], bool]) -> list[ActorMention]:
        """The bodies without those that receive or pass on (向县医院和县中学捐赠) and the one that stands for all provinces."""
        kept: list[ActorMention] = []
        receiver: ActorMention | None = None
        ends = {b.end for b in bodies}
        for body in bodies:
            if kept and joined(kept[-1], body):
                kept.append(body)
            elif self._is_aside(body, ends) or (receiver and self._goes_with(receiver, body, joined)):
                receiver = body
            elif not self._cues.sums_up(self._text, body.start):
                kept.append(body)
        return kept

    def _goes_with(self, aside: ActorMention, body: ActorMention, joined: Callable[[ActorMention, ActorMention], bool]) -> bool:
        """县医院和县中学; 调派某大队2车9人、|某中队3车"""
        return joined(aside, body) or (
            0 < body.start - aside.end <= _COUNTS and _COUNTS_BETWEEN.fullmatch(self._text, aside.end, body.start) is not None
        )

    def _is_aside(self, body: ActorMention, ends: Collection[int]) -> bool:
        """Whether something is but done to or for a body, with it, at it, by way of it or by its order; `ends` are where bodies end."""
        text, start = self._text, body.start
        if body.role and text.endswith(body.role, 0, start):
            start -= len(body.role)
        before = text[max(start - _LONGEST_BEFORE, 0) : start]
        last = before[-1:]
        if last == _LED_BY and text.startswith(_AS_HEAD, body.end):
            return True
        if last in _TO:
            return before[-2:] not in _NO_TO
        if body.type == "person" and _TOWARDS.search(text, max(start - _ADDRESS, 0), start):
            return True
        if last in _AT:
            return before[-2:] not in _NO_AT
        if before.endswith(_INCLUDING) or before.endswith(self._deeds.acted_on):
            return True
        if self._is_source(before, body.end) or self._is_place(start, body):
            return True
        joins = before.endswith(self._deeds.joins)
        if last in _WITH and not joins:
            return start - 1 not in ends and (last != "和" or self._deeds.partner.match(text, body.end) is not None)
        # ，会同最高法、公安部, 前往县医院、县中学等5所
        opens = joins or last == "、"
        return opens and self._deeds.led_list.search(text, max(start - _LIST, 0), start) is not None

    def _is_source(self, before: str, end: int) -> bool:
        """从县医院调来, 通过市红十字会捐赠, 经市政府批准, 按照市政府要求."""
        text, last = self._text, before[-1:]
        if last == _FROM:
            return self._cues.learnt.match(text, end) is None
        if last == _PASSED and self._deeds.approved.match(text, end):
            return True
        if before.endswith(self._deeds.by_order):
            return self._deeds.ordered.match(text, end) is not None and self._cues.report.match(text, end) is None
        if before.endswith(self._deeds.through):
            return last not in _PASSES_ON or self._deeds.onward.match(text, end) is not None
        return last == _BY and self._deeds.passes_on.match(text, end) is not None

    def _is_place(self, start: int, body: ActorMention) -> bool:
        """县医院里, 在物流园内的某公司分部内: whether a body is where something happens; 5支医疗队、3个小组: or what is counted."""
        text = self._text
        if body.type == "person":
            return False
        if _ROOM.match(text, body.end) or _COUNTED_BEHIND.match(text, body.end):
            return True
        if text[body.end : body.end + 1] == "、" and _COUNTED.search(text, max(start - 3, 0), start):
            return True
        return _WITHIN.match(text, body.end) is not None and _AT_SOME_SITE.search(text, max(start - _SITE, 0), start) is not None

    def _less_examples(self, bodies: Sequence[ActorMention]) -> tuple[list[ActorMention], list[int]]:
        """The bodies without those that are but examples of what is counted (福胖子面馆等30家餐饮店, 张三、李四等4人), and where
        lists of examples begin."""
        kept: list[ActorMention] = []
        examples: list[int] = []
        example, following = False, len(self._text)
        for body in reversed(bodies):
            marked = self._is_example(body.end)
            listed = example and self._is_listed(body.end, following)
            example = marked or listed
            following = body.start
            if example:
                examples[len(examples) - listed :] = [body.start]
            else:
                kept.append(body)
        return kept[::-1], examples[::-1]

    def _is_example(self, end: int) -> bool:
        if self._text[end : end + 1] in EXAMPLE_MARKS:
            return self._cues.example.match(self._text, end) is not None
        return _WORKS.match(self._text, end) is not None and self._cues.examples.match(self._text, end) is not None

    def _is_listed(self, end: int, following: int) -> bool:
        """甲公司、乙公司, 甲公司产业园项目、乙公司, 甲集团|乙公司: whether a body stands in a list with the one behind it."""
        between = self._text[end:following]
        return between in ("", "、") or (between.endswith("、") and _WORKS.match(self._text, end) is not None)
