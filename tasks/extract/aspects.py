"""The aspect of a count in its sentence: by its words, by what it is a part of, by the flow of a notice.

A notice tells first what is new and then the total, or the other way round, and says so once: 新增确诊病例3例…出院2例. This is its flow.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kaozheng.tasks.extract.borders import CLAUSE_BORDER, PHRASE_BORDER, behind_last
from kaozheng.tasks.extract.case_words import compile_case_words
from kaozheng.tasks.extract.changes import compile_changes
from kaozheng.tasks.extract.counted_items import PRICED
from kaozheng.tasks.extract.measures import (
    CASES,
    DEEDS,
    DOERS,
    OF_WHOLES,
    PEOPLE,
    TOTAL,
    aspect_of,
    compile_cues,
    deed_aspect,
    done_aspect,
    found_aspect,
    is_countable,
    total_aspect,
    worded_aspect,
)
from kaozheng.tasks.extract.nouns import Nouns, compile_nouns
from kaozheng.tasks.extract.periods import Periods
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.readings import Reading, governing_words, statement
from kaozheng.tasks.extract.surroundings import Words
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary

# Who is released is no stock, though who is in quarantine is.
_NEW = "新增"
_STRUCK_OFF = "核减"
_TURNED = ("转", "转为")
_RELEASED = ("解除", "已解除", "累计解除")
_FLOWING = frozenset(("cumulative", "incremental"))
# 每次往返要花50分钟, 平均审理41天: how long it takes, no length a day.
_EACH_TIME = re.compile("每[次场趟节局轮]|平均(?!每[天日])")
# 每名学生补助, but not 每到一处; 每百户拥有, 平均每个书屋新增.
_EACH = re.compile("每(?![到当逢隔])[^，。；：、每\\n]{1,12}$")
_EACH_HUNDRED = re.compile("(?:平均每|每1?[百千万0])[^，。；：每\\n]{1,30}$")
_TITLES = re.compile(r"《[^》]*》")
# 企业将超过900家，带动就业5万人: what a plan goes on with.
_NEXT_CLAUSE = re.compile("[，、](?!其中|目前|现|已|仍|今|去|截)[^，。；、：了\n]{0,12}$")
# 一天翻身6次, 一天要跑四趟: how often a day.
_A_DAY = re.compile("一[天日][^，。；、：]{0,5}$")
# 在甲、乙等5个区县: how long a list is, or who is dealt with (对16个乡镇).
_SIZE_OF_LIST = re.compile("(?:等|对|沿[河江线湖海])$")
# 为92家企业|减免房租: whom a deed behind them is done for, unless that is still to come.
_FOR = re.compile("(?<![将成称作认评])(?:为|给)(?:[^，。；、\\d]{0,8}的)?$")
# 全镇1.6万户, 社区有居民3900户: how large a place is.
_HELD = re.compile(
    "(?:全[省市州县区旗镇乡村]|(?:社区|小区|村|镇|街道)(?:里|内)?(?:现|共|一共|总共)?有)(?:现|共|一共|总共)?有?(?:居民|住户|农户|村民|群众)?$"
)
_HOME = re.compile("(?:社区|小区)$")
# 一天要看30份病历, 一台机子一天能耕35亩: how much a day, though 一天 is no word of a rate by itself.
_DONE_A_DAY = re.compile("(?<![第前后头\\d])一[天日](?:最多|可以|[要能可得会过]){1,2}[^，。；、：]{0,3}$")
# 能力为36万管，目前已达98万管
_BY_NOW = re.compile("[，、](?:目前|现在|现|如今)?(?:已经?)?(?:达到?|提升[到至]|增至)$")
# 主要预期目标是：新增就业5万人；粮食产量80万吨: a heading whose list tells what is planned, to the end of the sentence.
_HEADS_PLANS = re.compile("^(?!.*(?:实现|完成|达成)).*(?:目标|任务|计划|规划)(?:任务|值)?(?:是|为|如下)?[:：]")
_OPEN = frozenset((None, "incremental", "current", "rate", TOTAL))
_BY_NOW_THERE = re.compile("已|目前|现[有在]")
_OF_THE_NEXT = re.compile("[已有中]")
_BEHIND = 12
_BY = "被"
# “青年成长计划”项目: a name tells of no plan.
_QUOTED = re.compile("“[^”]{1,20}”")
# 已种8万亩，占计划面积|98%: how much of a plan is done.
_OF_A_PLAN = re.compile("(?:占|达到?|相当于)[^，。；：]{0,10}(?:计划|任务|目标|规划)[^，。；：]{0,6}$")
# 力争完成任务的|70%
_OF_A_TASK = re.compile("(?:力争|争取|确保)[^，。；]{0,24}的$")
# 全村876人，其中贫困户32户; 馆藏3万件，其中一级文物86件: parts of a stock, where a part by itself would be a total.
_STOCKS = frozenset((("population", "households"), ("other", "other")))
_AGE = re.compile(r"\d+岁")
# 消防车8辆，消防员35名: what comes with its crew; 5起8人: what somebody did.
_INCIDENTS = frozenset(("起", "件", "宗"))
_WITH_CREW = frozenset(("辆", "台", "架", "艘", "支"))
# Between the things of a list that one deed governs.
_ONLY_MARKS = re.compile(r"\s*[，、]?\s*共?\s*")
_ALL_ADDED = re.compile("(?:累计|总共|共计|合计|共)[净新]?[增减].?了?$")
_NEAR = 14
# 将|超过900家: a hedge behind it tells of a plan.
_WILL = "将"
_BEFORE_HEDGE = 2


class Aspects:
    """Gives the counts of one article their aspects, from left to right."""

    def __init__(self, text: str, periods: Periods, vocabulary: Vocabulary) -> None:
        self._text = text
        self._periods = periods
        self._cues = compile_cues(vocabulary)
        self._cases = compile_case_words(vocabulary)
        self._nouns: Nouns = compile_nouns(vocabulary)
        self._changes = compile_changes(vocabulary)
        self._flow: str | None = None
        self._plans = False

    def begin_paragraph(self) -> None:
        self._flow = None

    def tell(self, quantity: Quantity, reading: Reading, words: Words, last: Reading | None) -> None:
        """Give a reading its aspect, and its context for the next; `last` is what was counted before it."""
        if reading.measure in CASES and (stated := self._periods.stated(quantity.start - len(words.label.text), quantity.start)):
            self._flow = "cumulative" if stated.as_of else "incremental" if stated.end else self._flow
        self._tell(quantity, reading, words, last)
        if (reading.measure in CASES or reading.measure == "positives") and reading.aspect in _FLOWING and not words.part:
            self._flow = reading.aspect

    def handed_on(self, reading: Reading, words: Words, last: Reading | None) -> Reading:
        """What the next number may continue: behind 其中重症2例 the parts of a total go on (死亡1例), behind 首例确诊病例 the cases."""
        if reading.measure == "ordinal_round" and reading.category == "case":
            noun = self._nouns.ending(reading.item or "")
            return replace(reading, measure=self._nouns[noun].measure if noun else "cases_confirmed")
        stock = words.part and reading.aspect == "current" and self._cases.is_severe(reading.item) and not words.label.among
        return replace(reading, aspect=last.aspect) if stock and last else reading

    def _tell(self, quantity: Quantity, reading: Reading, words: Words, last: Reading | None) -> None:
        reading.context = governing_words(last, words)
        if last and words.bare and not words.tail and not reading.span and reading.measure == last.measure and last.measure in CASES:
            # The next part of a list (岳阳市3例、益阳市5例) is as the one before it, what is new beside a total (累计9例，新增3例) is not.
            reading.aspect = "incremental" if _NEW in words.label.text else last.aspect
            return
        if reading.category == "composed" or (words.category == "length" and reading.item in self._nouns.deeds):
            return  # 驰援400公里: how far, no work done
        if words.category == "money" and PRICED.match(self._text, quantity.end):
            return
        if words.category not in ("duration", "times") and "一" in words.label.text and _DONE_A_DAY.search(words.label.text):
            reading.aspect = "rate"
            return
        usual = self._usual(reading, words)
        told = self._worded(quantity, reading, words)
        if "每" in reading.context and told != "target":
            told = self._for_each(reading, words) or told
        if told == "incremental" and (planned := self._next_of_a_plan(words, last)):
            told = planned  # 计划建成充电桩2000个，新增停车位5000个
        if told in _OPEN and self._is_planned(quantity, words):
            told = "target"
        if told == "cumulative" and words.label.compared and not _ALL_ADDED.search(words.label.text):
            told = None  # 新收案件总数|增加70万件
        if told is None or told == TOTAL:
            total = total_aspect(self._cues, reading.measure) if told else None
            # The first that tells it decides.
            told = (
                self._changed_by(words)
                or self._planned(quantity)
                or self._in_care(quantity, reading)
                or self._next_of_a_plan(words, last)
                or self._done(quantity, reading, words, usual)
                or self._next_of_a_deed(reading, words, last, usual)
                or total
            )
        confirmed = reading.measure == "cases_confirmed" and reading.category == "case"
        if confirmed and told is None and self._turned_into(reading, words):
            told = "incremental"
        severe = confirmed and self._cases.is_severe(reading.item if words.label.among else self._own_item(quantity, reading))
        if severe and told in _FLOWING and (words.label.among or not words.part):
            reading.measure = "other"
        inherited = self._inherited(reading, words, last, severe)
        if not told and not inherited:
            told = self._found(reading, words)
        reading.aspect = aspect_of(self._cues, quantity, words.category, reading.measure, told, inherited, usual)

    def _turned_into(self, reading: Reading, words: Words) -> bool:
        """重型病例转|危重型病例5例: whether what is counted, or what it is among, became so."""
        if reading.span is not None:
            return self._text.endswith(_TURNED, 0, reading.span.start)
        return reading.item is not None and any(turned + reading.item in words.label.outside for turned in _TURNED)

    def _own_item(self, quantity: Quantity, reading: Reading) -> str | None:
        """The item that stands with the number itself."""
        return reading.item if reading.span or quantity.kind == "zero" else None

    def _usual(self, reading: Reading, words: Words) -> str:
        """The aspect that the counted noun has by itself, else its unit; '' where neither has one."""
        if reading.item and reading.item.startswith(_RELEASED):
            return "cumulative"
        noun = self._nouns.ending(reading.item) if reading.item else None
        usual = self._nouns[noun].aspect if noun else ""
        if not usual:
            return self._cues.aspects.get(("unit", reading.unit or ""), "")
        listed = usual == "current" and reading.measure == "other" and _SIZE_OF_LIST.search(words.label.text) is not None
        return "" if listed else usual

    # --- what a number's own words tell

    def _worded(self, quantity: Quantity, reading: Reading, words: Words) -> str | None:
        """累计, 新增, 计划, 共有: what words around it tell, unless they are of something else."""
        if quantity.kind == "zero":
            return self._of_zero(quantity, reading)
        if reading.measure == "frequency" and _A_DAY.search(reading.context):
            return "rate"  # 一天翻身6次
        context = statement(reading.context)
        if "”" in context:
            context = _QUOTED.sub("", context)
        told = worded_aspect(self._cues, reading.measure, context, "" if quantity.kind == "ordinal" else words.tail)
        if told == "target" and words.category == "share" and self._of_something(words.label.text):
            return None
        if told == "rate" and reading.measure == "duration" and _EACH_TIME.search(reading.context):
            return None
        return told

    def _is_planned(self, quantity: Quantity, words: Words) -> bool:
        """Whether a heading (主要目标是：) or a day to come (到2025年) makes its sentence tell of a plan; what is there by now is none."""
        label = words.label.text
        if words.first:
            self._plans = _HEADS_PLANS.search(label) is not None
        published = self._periods.published
        if "年" in label and published and (stated := self._periods.stated(quantity.start - len(label), quantity.start)):
            self._plans = stated.as_of and stated.end is not None and stated.end > published
        return self._plans and _BY_NOW_THERE.search(words.label.own) is None

    def _of_something(self, label: str) -> bool:
        """Whether a share is told of what was planned or is the limit, and is no plan itself: 不超过承载量的60%, 占计划面积98%."""
        return (label.endswith("的") and not _OF_A_TASK.search(label)) or _OF_A_PLAN.search(label) is not None

    def _of_zero(self, quantity: Quantity, reading: Reading) -> str | None:
        own = self._text[quantity.start : quantity.end]
        if "清零" in own or self._cases.in_care.match(own[1:]):
            return "current"
        if "新" in own:
            return "incremental"
        # 无疑似病例: who is suspected is never summed up.
        return "current" if reading.measure == "cases_suspected" else worded_aspect(self._cues, reading.measure, own, "")

    def _changed_by(self, words: Words) -> str | None:
        """比年初增加200人, 重症病例减少2例, 核减确诊病例1例: by how much, not how many there are."""
        return "incremental" if words.label.compared or _STRUCK_OFF in words.label.own else None

    def _planned(self, quantity: Quantity) -> str | None:
        """企业将|超过900家: a plan by its hedge."""
        if quantity.start == quantity.number_start:
            return None
        at = self._text.rfind(_WILL, max(quantity.start - _BEFORE_HEDGE, 0), quantity.number_start)
        return "target" if at >= 0 and self._nouns.plans.match(self._text, at, quantity.number_start) else None

    def _for_each(self, reading: Reading, words: Words) -> str | None:
        """每名学生补助1000元, 每百户拥有汽车43辆、冰箱98台: a rate, whatever was done."""
        if words.category == "money":
            return "rate" if _EACH.search(words.label.text) else None
        return "rate" if _EACH_HUNDRED.search(statement(reading.context)) else None

    def _in_care(self, quantity: Quantity, reading: Reading) -> str | None:
        """在院治疗患者3例."""
        item = self._own_item(quantity, reading) if reading.category in PEOPLE and reading.measure in CASES else None
        return "current" if item and self._cases.in_care.match(item) else None

    def _done(self, quantity: Quantity, reading: Reading, words: Words, usual: str) -> str | None:
        """What a deed in the clause tells, before the number or behind what it counts: 派出医生30名, 127家企业|复工."""
        if usual == "none" or reading.measure not in DEEDS or not is_countable(reading.measure, reading.category):
            return None
        near = _TITLES.sub("", reading.context) if "》" in reading.context else reading.context
        ahead = _NEAR + (reading.span.end - reading.span.start if reading.span and reading.span.end <= quantity.start else 0)
        clause = behind_last(CLAUSE_BORDER, near)
        # 组建突击队、服务队、宣讲队18支: one deed governs the whole list.
        deed = deed_aspect(self._cues, clause if "、" in clause[-ahead:] else clause[-ahead:])
        if deed or reading.measure not in DOERS:
            return deed
        behind = self._behind(quantity, reading.span, words.limit)
        done = done_aspect(self._cues, behind)
        if done or not (done_for := deed_aspect(self._cues, behind)):
            return done or self._held(reading, words, behind)
        return done_for if _FOR.search(words.label.text) or self._suffered(behind) else None

    def _suffered(self, behind: str) -> str | None:
        """212人|被约谈."""
        at = behind.find(_BY)
        return deed_aspect(self._cues, behind[at:]) if at >= 0 else None

    def _held(self, reading: Reading, words: Words, behind: str) -> str | None:
        """How many households a place has: a stock, where nothing was done to them."""
        label = words.label.text
        held = reading.measure == "households" and (_HELD.search(label) or (not behind and _HOME.search(label)))
        return "current" if held else None

    def _behind(self, quantity: Quantity, item: Span | None, limit: int) -> str:
        """The words behind a number and its item, in their clause; none where the next number (28个县|22万人受灾) is at `limit` at once."""
        if item and ("done", self._text[item.start : item.end]) in self._cues.aspects:
            item = None  # 3人|死亡 are counted by what became of them
        at = max(quantity.end, item.end) if item else quantity.end
        if at == limit or self._text.startswith("的", at):
            return ""
        border = PHRASE_BORDER.search(self._text, at, at + _BEHIND)
        end = border.start() if border else at + _BEHIND
        if at < limit <= end and _OF_THE_NEXT.match(self._text, at):
            return ""  # 60个项目|已开工|28个
        behind = self._text[at:end]
        return behind if "岁" not in behind else _AGE.split(behind)[0]  # 6个省份|60岁以上人群接种率

    # --- what tells it where its own words do not

    def _next_of_a_plan(self, words: Words, last: Reading | None) -> str | None:
        """企业将超过900家，带动就业5万人."""
        planned = last is not None and last.aspect == "target" and not words.first
        return "target" if planned and _NEXT_CLAUSE.match(words.label.text) else None

    def _next_of_a_deed(self, reading: Reading, words: Words, last: Reading | None, usual: str) -> str | None:
        """发放手册200份，光盘100张; 出动消防车8辆，25名消防员."""
        if last is None or words.first or last.aspect != "cumulative" or usual == "none" or not self._is_next_of_list(reading, words, last):
            return None
        if reading.measure not in DEEDS or not is_countable(reading.measure, reading.category):
            return None
        deed = deed_aspect(self._cues, behind_last(CLAUSE_BORDER, last.context))
        if deed:
            reading.context = last.context
        return deed

    def _is_next_of_list(self, reading: Reading, words: Words, last: Reading) -> bool:
        """Whether nothing but marks and its noun stands between a number and the one before; people go on with people or vehicles."""
        label = words.label.text
        if words.before and (noun := self._text[words.before.start : words.before.end]) not in self._nouns.deeds:
            label = label.removesuffix(noun)
        if _ONLY_MARKS.fullmatch(label) is None:
            return False
        if reading.category == "person" and not (last.unit in _INCIDENTS and "，" not in label):
            return last.category == "person" or last.unit in _WITH_CREW
        return "，" not in label or label != words.label.text

    def _found(self, reading: Reading, words: Words) -> str | None:
        """发现3例."""
        return found_aspect(self._cues, reading.measure, words.label.text)

    def _inherited(self, reading: Reading, words: Words, last: Reading | None, severe: bool) -> str | None:
        """The aspect of what a number is a part of or goes on with, else that of the notice so far."""
        if last and self._shares_aspect(last, reading, words):
            if words.label.among and not severe and self._cases.is_severe(last.item):
                return self._flow or last.aspect  # 重症4例。确诊病例中，甲市9例: as what it is among, not as those told last
            # 累计报告确诊病例508例，其中重症33例: who is gravely ill is a stock, whatever the total is.
            stock = severe and last.aspect == "cumulative" and not self._are_sorted(reading, last)
            return "current" if stock else last.aspect
        if reading.measure in CASES or (reading.measure == "positives" and reading.span is None):
            return "current" if severe and self._flow else self._flow
        return self._flow if reading.measure == "quarantined" and reading.item and reading.item.startswith(_RELEASED) else None

    def _shares_aspect(self, last: Reading, reading: Reading, words: Words) -> bool:
        """Whether a number has the aspect of the one before: as a part of it, or as the next of a list."""
        if words.part and (last.category in PEOPLE or last.category == "visits") and reading.category in PEOPLE:
            return True
        if words.part and last.aspect == "current" and (last.measure, reading.measure) in _STOCKS:
            return True
        if words.part and last.measure == reading.measure != "other":
            return last.category not in OF_WHOLES  # 占24.37%，其中回族人口为17万人: what a share is part of is no rate
        if last.aspect == "current" and reading.measure == "households" and words.label.text == "、" and _HELD.search(last.context):
            return True  # 全村6个组、520户
        if words.first or last.measure != reading.measure:
            return False
        onto = self._changes.onto.fullmatch(words.label.text) or (last.aspect == "rate" and _BY_NOW.fullmatch(words.label.text))
        if last.unit == reading.unit and onto:
            return True  # 能力由5000管提升到2万管
        if words.listed and last.aspect == "current" and last.measure == "households":
            return True  # 共有家庭户29万户，集体户1万户
        if reading.measure in CASES and reading.span is None and not words.label.own:
            return True  # 新增病例中，9例有旅行史，|12例有接触史
        return words.label.continues or (self._cases.is_severe(last.item) and self._cases.is_severe(reading.item))

    def _are_sorted(self, *readings: Reading) -> bool:
        """Whether cases are told by how ill they are, the mild ones too (轻型38例、普通型24例、重型1例): no stock of the gravely ill."""
        return any(reading.item and self._cases.mild.search(reading.item) for reading in readings)
