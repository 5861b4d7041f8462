"""What a person is and where: role and affiliation from the titles that stand before and after a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kaozheng.tasks.extract import title_marks as marks
from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.belonging import BESIDE, FIRM_ENDS, body_ends, nearest
from kaozheng.tasks.extract.canonical import Names
from kaozheng.tasks.extract.compounds import Compound
from kaozheng.tasks.extract.credited import Name
from kaozheng.tasks.extract.lexicon import LEVELS, Lexicon
from kaozheng.tasks.extract.offices import NOTHING, Placed, Role
from kaozheng.tasks.extract.tagger import Token
from kaozheng.tasks.extract.titles_behind import apposed, title_behind
from kaozheng.tasks.text import Span

LONGEST_CHAIN = 56

_TELLS = frozenset("为：叫的")
_MARKS = ("、", "，")
_AS = ("为", "叫")
_LISTED = frozenset("、，（")
_REACH = 8
_HEADMASTER, _POSTED = "校长", "驻"
_LEADS = ("书记", "队长")
_NATIVE, _ALSO = "籍", "兼"
_OF = "的"
_OUR = ("我", "全", "本", "该")
_BODY_ENDS = frozenset("院校局厂所")
_WARD_ENDS = frozenset("科室部处")
_POINTED_REACH = 10
_AGED_REACH = 16
_FORMER_LEVELS = frozenset("市县")


class Roles:
    """The roles of one article. `placed` are its compounds in order."""

    def __init__(self, reading: Reading, lexicon: Lexicon, placed: Sequence[Placed], names: Names, people: Sequence[Name]) -> None:
        self.reading, self.lexicon, self.placed, self.names = reading, lexicon, placed, names
        self.text = reading.text
        self.starts = [p.compound.start for p in placed]
        self.people = {offset for n in people for offset in (n.start, n.end - 1)}
        self._chains: dict[int, tuple[int, int]] = {}
        self.said: list[Span] = []  # the titles behind names that say who those are

    def of(self, name: Name) -> Role:
        """The role that the words around a name give it."""
        if name.credit:
            return Role(name.credit, self._outlet(name) if name.of_outlet else None)
        before = self._behind(name) or self._told(name) or self._above(name) or self._aged(name) or self._before(name.start)
        after = title_behind(self.reading, self.lexicon, name.end)
        if before == NOTHING:
            before = self._owner(name) if after else self._said_of(name)
            after = after or (apposed(self.reading, self.lexicon, self.people, name.end) if before == NOTHING else None)
        role = "、".join(r for r in (before.role, after if after not in (before.role or "").split("、") else None) if r) or None
        implied = self.names.party if after == "总书记" else self._implied(after, name.end)
        return Role(role, before.affiliation or (implied if after else None))

    def chain_start(self, name: Name) -> int:
        """Where the titles before a name begin; the name's own start where there are none."""
        return self._chain(name.start)[0] if not name.credit else name.start

    def _said_of(self, name: Name) -> Role:
        """周正，江州援藏工作组组长，; 杨新是江州某公司董事长。: the office that a clause of nothing else gives whom it is told of."""
        told = marks.IS.match(self.text, name.end)
        ends = marks.CLAUSE_END.search(self.text, told.end(), told.end() + LONGEST_CHAIN) if told else None
        if told is None or ends is None or self.lexicon.ends_in_title(self.text, told.end(), ends.start()) is None:
            return NOTHING
        role = self._before(ends.start()) if self._chain(ends.start())[0] == told.end() else NOTHING
        certain = told["one"] or (role.role and self.lexicon.title_kind(role.role) and self.text[name.end] != "：")
        if not (role.affiliation or (role.role and certain)):
            return NOTHING
        self.said.append(Span(told.end(), ends.start()))
        return role

    def _owner(self, name: Name) -> Role:
        """县医院 in 县医院的周琴护士: the body whose people somebody is of whom the title stands behind the name."""
        end = name.start - 1
        at = bisect_left(self.starts, end) - 1
        placed = self.placed[at] if at >= 0 and self.text[end : name.start] == _OF else None
        owns = placed is not None and placed.compound.end == end and placed.compound.type == "organisation"
        return Role(None, placed.name) if placed and owns else NOTHING

    def _above(self, name: Name) -> Role | None:
        """The titles that are all of the line above the one that holds but a name, as records of press conferences set them."""
        start, end = name.start, name.end
        if self.text[start - 1 : start] != "\n" or self.text[end : end + 1] not in ("", "\n"):
            return None
        stop = len(self.text[:start].rstrip())
        if self.lexicon.title_before(self.text, stop) is None:
            return None
        return self._before(stop) if self.text[self._chain(stop)[0] - 1 : self._chain(stop)[0]] in ("", "\n") else None

    def _outlet(self, name: Name) -> str | None:
        """The paper named just before a byline's role, else the article's outlet."""
        at = bisect_left(self.starts, name.start) - 1
        for placed in reversed(self.placed[max(at - 2, 0) : at + 1]):
            if placed.compound.type == "organisation" and marks.TO_CREDIT.fullmatch(self.text, placed.compound.end, name.start):
                return placed.name
        return self.reading.article.outlet

    def continued(self, name: Name, own: Role, previous: tuple[Name, Role] | None) -> Role:
        """The role of a name in a list of people, by that of the one before it: 民警孙峰、李力; 院长程广、副院长曹磊."""
        if previous is None or name.credit or previous[0].credit or own.affiliation:
            return own
        before, (role, affiliation) = previous
        if not own.role:
            beside = marks.BESIDE_NAME.fullmatch(self.text, before.end, name.start)
            if beside is None or (role or affiliation) is None or not self._titled(before):
                return own
            if beside["mark"] in marks.AND and self.lexicon.title_kind((role or "").rpartition("、")[2][-2:]) != "job":
                return own  # 县长李明和王强
            return Role(None if beside["said"] else role, affiliation)
        gap = self.text[before.end : max(self.chain_start(name), before.end + 1)]
        office = own.role.rpartition("、")[2]
        # 区委书记…、副区长…: the second is no head of the committee's.
        ends = body_ends(office, self.lexicon.holders)
        fits = self.lexicon.title_kind(office) == "office" or (
            bool(ends) and (affiliation or "").endswith(ends) and not self._names_own(office)
        )
        held = BESIDE.fullmatch(gap) is not None and fits and not marks.LEVEL_OFFICE.match(office)
        return own._replace(affiliation=affiliation) if held else own

    def _titled(self, name: Name) -> bool:
        """Whether titles stand before a name or before the list that it is in."""
        return self.chain_start(name) < name.start or self.text[name.start - 1 : name.start] in ("、", "：")

    def _told(self, name: Name) -> Role | None:
        """队长为李明, 现任局长的李明: what the word before 为 or a colon says that a person is; 县医院：李明、王英 are of it."""
        end = name.start - 1
        if self.text[end : name.start] == "：" and self.text[name.end : name.end + 1] in _LISTED and (body := self._heading(end)):
            return Role(None, body)
        if self.text[end : name.start] in _AS and marks.HELD.match(self.text, name.end) is None:
            return None
        if self.text[end : name.start] not in _TELLS or self.lexicon.title_before(self.text, end) is None:
            return None
        return self._before(end) if self._chain(end)[0] - 1 not in self.people else None

    def _heading(self, end: int) -> str | None:
        """The body that is all that stands in a line up to `end`."""
        at = bisect_left(self.starts, end) - 1
        placed = self.placed[at] if at >= 0 else None
        if placed is None or placed.compound.end != end or placed.compound.type != "organisation":
            return None
        return placed.name if self.text[placed.compound.start - 1 : placed.compound.start] in ("", "\n") else None

    def _aged(self, name: Name) -> Role | None:
        """患者 in 患者、90岁的曲奶奶."""
        low = max(name.start - _AGED_REACH, 0)
        said = marks.AGED.search(self.text, low, name.start) if self.text.find("、", low, name.start) >= 0 else None
        title = self.lexicon.ends_in_title(self.text, said.start(), said.end()) if said else None
        return Role(self.text[title : said.end()], None) if said and title is not None else None

    def _behind(self, name: Name) -> Role | None:
        """The office that a list gives in the rest of a name's line: 曾勇 市应急管理局科长."""
        row = marks.ROW.match(self.text, name.end) if self.text[name.start - 1 : name.start] in ("", "\n") else None
        return self._before(row.end()) if row and self.lexicon.ends_in_title(self.text, row.start(1), row.end()) is not None else None

    # --- titles before the name

    def _chain(self, end: int) -> tuple[int, int]:
        """`_read_chain`, which is asked again and again of one name."""
        found = self._chains.get(end)
        if found is None:
            found = self._chains[end] = self._read_chain(end)
        return found

    def _read_chain(self, end: int) -> tuple[int, int]:
        """The span of words before `end` that may be titles and what they belong to."""
        stop = end
        while stop and self.text[stop - 1] in " \u3000”":
            stop -= 1
        start = stop
        index = self.reading.index_at(stop - 1) if stop else -1
        segment_end = stop
        title = self.lexicon.title_before(self.text, stop)
        at = self.reading.index_at(title) if title is not None else index
        if title is not None and at < index and self.reading.tokens[at].start == title:
            start, index = title, at - 1  # 副总|编
        crossed = 0
        while index >= 0:
            token = self.reading.tokens[index]
            if token.start < start < token.end and self.lexicon.title_kind(self.text[token.start : start]):
                token = token._replace(end=start)
            if token.end != start or stop - token.start > LONGEST_CHAIN or token.start in self.people:
                break
            word = self.text[token.start : token.end]
            if word in marks.MEETS:
                break
            part = (
                self._covering(token.end)
                or self._owns(token, start, stop)
                or self._begins_ward(token, start, title)
                or token.tag in marks.CHAIN_TAGS
                or word in marks.CHAIN_WORDS
                or (word == "，" and self._ends_in_office(token.start))
                or self.lexicon.bridges(self.text, token)
            )
            titled = self.lexicon.title_kind(word) or self.lexicon.title_kind(self.text[token.start : segment_end])
            if not part and not titled and not self._names_part(token.start, start):
                break
            if word in _MARKS:
                segment_end = token.start
                crossed = token.end if word == "，" and not crossed else crossed
            start = token.start
            index -= 1
        if crossed and start and self.text[start - 1] not in marks.CLAUSE_BEGINS:
            start = crossed
        return (start if title is None else min(start, title)), stop

    def _ends_in_office(self, end: int) -> bool:
        """市委常委、秘书长 before a comma and another office of the same person."""
        title = self.lexicon.title_before(self.text, end)
        return title is not None and self.lexicon.title_kind(self.text[title:end]) == "office"

    def _owns(self, token: Token, start: int, stop: int) -> bool:
        """的 in 县医院的护士, between a name and the title that is all that follows."""
        of = marks.OF.match(self.text, token.start)
        if of is None or of.end() != start or self.text.endswith(marks.GUESTS, 0, stop):
            return False
        if token.start == of.start() and self.text[token.start] != _OF:
            token = self.reading.tokens[max(self.reading.index_at(token.start) - 1, 0)]  # 的|一名
        if self.text[token.start : token.end] != _OF or not self._covering(token.start):
            return False
        return self.lexicon.ends_in_title(self.text, start, stop) is not None

    def _begins_ward(self, token: Token, start: int, title: int | None) -> bool:
        """感染 in 县医院感染疾病科主任: whether what may be a verb begins the name of a department right behind a body's."""
        ward = title is not None and start < title and self.text[title - 1] in _WARD_ENDS
        return ward and token.tag == "v" and self._covering(token.start)

    def _names_part(self, at: int, start: int) -> bool:
        """感染 before 科, 流 and 调 before 队: whether a word tells which part of a body a bare last word means."""
        part = marks.PART.match(self.text, at)
        return (
            part is not None
            and part.end() - start in (1, 2)
            and self.reading.tokens[self.reading.index_at(part.end() - 1)].start == part.end() - 1
        )

    def _covering(self, end: int) -> bool:
        """Whether a compound covers the character before `end`."""
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and self.placed[at].compound.end >= end

    def _before(self, end: int) -> Role:
        start, stop = self._chain(end)
        segments = self._segments(start, stop)
        if not segments:
            return NOTHING
        roles: list[str] = []
        affiliations: list[str] = []
        for first, (low, high) in enumerate(segments):
            self._read_segment(low, high, first == 0, roles, affiliations)
        role = "、".join(r for r in roles if r not in marks.NO_ROLE) or None
        if role and not affiliations:
            affiliations += self._pointed_at(start, stop) or self._headed_by(role, start)
        return Role(role, "、".join(dict.fromkeys(affiliations)) or self._implied(role, stop))

    def _segments(self, start: int, stop: int) -> list[tuple[int, int]]:
        """The parts between 、 from the right that each end in a title; the last one may end in a role noun or an organisation."""
        found: list[tuple[int, int]] = []
        high = stop
        while high > start:
            low = max(*(self.text.rfind(mark, start, high) + 1 for mark in _MARKS), start)
            title = self.lexicon.ends_in_title(self.text, low, high)
            if title is None and (found or not self._role_noun(high)):
                break
            found.append((low, high))
            high = low - 1
        return found[::-1]

    def _role_noun(self, end: int) -> bool:
        if self._organisation_ending(end):
            return True
        token = self.reading.tokens[self.reading.index_at(end - 1)]
        return token.tag == "n" and marks.ROLE_NOUN.search(self.text[token.start : end]) is not None and end - token.start > 1

    def _organisation_ending(self, end: int) -> bool:
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and self.placed[at].compound.end == end and self.placed[at].compound.type == "organisation"

    def _read_segment(self, low: int, high: int, first: bool, roles: list[str], affiliations: list[str]) -> None:
        """One part of the titles: what it belongs to, and the title behind it. 国家卫健委副主任国家疾控局局长 is two."""
        inside = [p for p in self.placed[bisect_left(self.starts, low) :] if p.compound.start < high and p.compound.end <= high + 1]
        led = self.text.endswith(_LEADS, low, high)  # 派驻某村的第一书记
        inside = [p for p in inside if led or self.text[p.compound.start - 1 : p.compound.start] != _POSTED or p.compound.type != "place"]
        inside = [p for i, p in enumerate(inside) if self._belongs(p, inside[i + 1].compound.start if i + 1 < len(inside) else high)]
        at = low = self._past_of(low)  # 一位|乡村教师
        if inside and self.text[inside[0].compound.start - 1] == _ALSO:  # 国务委员兼|外交部长
            roles.append(self.text[low : inside[0].compound.start - 1])
        for i, placed in enumerate(inside):
            compound = placed.compound
            until = inside[i + 1].compound.start if i + 1 < len(inside) else high
            title = self.lexicon.ends_in_title(self.text, compound.start, until)
            # 国家防总|秘书长, but 局长 of 县公安局
            own = title is None or (title == compound.end - 1 and self.lexicon.title_kind(self.text[compound.end : until]))
            begin = compound.end if own or title is None else min(compound.end, title)
            begin = self._past_of(begin + self.text.startswith(_NATIVE, begin))  # 永新籍企业家, 县医院的护士
            role = self.text[begin:until]
            part = bool(affiliations) and marks.PART_OF_BODY.fullmatch(self.text, compound.start, compound.end)
            if (compound.type == "organisation" and not part) or self._official(placed, role):
                affiliations.append(placed.name)
            if self.text[compound.end : until] in ("代表", "委员") and self.text.endswith(("政协", "人大"), compound.start, compound.end):
                affiliations[-1:] = []
                begin = compound.start
            if role:
                roles.append(self.text[self._kept_from(compound, begin, first and i == 0) : until].rstrip(_ALSO))
            at = until
        if at < high and not inside:
            roles.append(self.text[self._title_start(low, high) : high])

    def _past_of(self, at: int) -> int:
        """Behind 的, 一名 and 的一名, where they stand at an offset."""
        of = marks.OF.match(self.text, at)
        return of.end() if of else at

    def _belongs(self, placed: Placed, until: int) -> bool:
        """A compound counts where a title, or nothing, follows it up to the next one."""
        end = placed.compound.end
        return end >= until or self.lexicon.ends_in_title(self.text, placed.compound.start, until) is not None or until - end <= 8

    def _kept_from(self, compound: Compound, begin: int, first: bool) -> int:
        """Where the role begins: 怀化市委副书记 is 市委副书记, 省政协副主席 stays, a full name goes; later parts keep theirs."""
        if compound.type == "place":
            return begin
        if self.text[begin - 1] == _OF:
            return begin
        level = compound.hits[-1].end - 1 if compound.hits else 0
        level += bool(level) and self.text[level + 1] in _FORMER_LEVELS and self.text[level] not in LEVELS  # 蓬莱|市委
        if compound.hits and self.text.startswith(marks.SHORT_BODY, level + 1):
            return level
        starts_with_level = bool(compound.level) or self.text[compound.start] in "省市县区州"
        return compound.start if starts_with_level or not first else begin

    def _official(self, placed: Placed, role: str) -> bool:
        """Whether a place before a title is what the title is held in: 安化县副县长, not 汉寿农民工."""
        at = self.lexicon.ends_in_title(role, 0, len(role)) if len(role) > 1 else None
        kind = self.lexicon.title_kind(role[at:]) if at is not None else None
        if placed.compound.hits and not FIRM_ENDS.isdisjoint(body_ends(role, self.lexicon.holders)):
            return False  # 招商漳州|副总经理: no city has one
        written = self.text[placed.compound.start : placed.compound.end]
        return kind == "office" or (kind is not None and written.endswith(("社区", "村", "街道", "小区", "镇", "乡", "站", "馆")))

    def _title_start(self, low: int, high: int) -> int:
        """A title with the words that make it one (感染控制专家), without what merely stands before."""
        at = self.lexicon.ends_in_title(self.text, low, high)
        token_start = self.reading.tokens[self.reading.index_at(high - 1)].start
        first = self.reading.tokens[self.reading.index_at(low)]
        # 我省|著名歌唱家, 旁边|村民
        if led := marks.LED_BY.search(self.text, low, high):
            low = led.end()  # 报告会由|校党委书记, 该县|计生中心主任
        if self.text[low - 1 : low] in _OUR or (first.tag in ("f", "s") and first.end < high):
            low = max(first.end, low + 1) if first.end < high else low
        return low if high - low <= 14 else min(x for x in (at, token_start) if x is not None)

    def _pointed_at(self, at: int, end: int) -> list[str]:
        """该局 + 包保责任人: the body of that kind named before."""
        pointed = marks.POINTED.search(self.text, max(at - _POINTED_REACH, 0), end)
        if pointed is None:
            return []
        before = self.placed[max(bisect_left(self.starts, at) - _REACH, 0) : bisect_left(self.starts, at)]
        ends = self.lexicon.holders.get(pointed[1], (pointed[1],))
        body = nearest([(p.name, p.compound.suffix is not None and p.compound.suffix.kind == "firm") for p in before], ends)
        return [body] if body else []

    def _headed_by(self, role: str, at: int) -> list[str]:
        """加油站经理 manages the 加油站 named before, 公司董事长 the firm, 队长 the 队."""
        before = self.placed[max(bisect_left(self.starts, at) - _REACH, 0) : bisect_left(self.starts, at)]
        for length in range(min(len(role) - 2, 6), 1, -1):
            head = self.lexicon.suffixes.get(role[:length])
            if head and self.lexicon.title_kind(role[length:]) and (own := [p.name for p in before if p.name.endswith(head.text)]):
                return own[-1:]
        ends = body_ends(role, self.lexicon.holders) if not self._names_own(role) else ()
        low = self.text.rfind("\n", 0, max(self.text.rfind("\n", 0, at), 0)) + 1
        near = [(p.name, p.compound.suffix is not None and p.compound.suffix.kind == "firm") for p in before if p.compound.start >= low]
        if role.endswith(_HEADMASTER):
            near = [(name, firm) for name, firm in near if not marks.FACULTY.search(name)]
        body = nearest(near, ends) if ends else None
        return [body] if body else []

    def _names_own(self, role: str) -> bool:
        """二院护士: whether a body stands before a title, though it be none that is known."""
        title = self.lexicon.ends_in_title(role, 0, len(role))
        return title is not None and title > 1 and role[title - 1] in _BODY_ENDS

    def _implied(self, role: str | None, at: int) -> str | None:
        """省长 without a place is the governor of the article's province, 镇长 heads the town named before."""
        if town := marks.TOWN_OFFICE.match(role or ""):
            before = self.placed[max(bisect_left(self.starts, at) - _REACH, 0) : bisect_left(self.starts, at)]
            return next((p.name for p in reversed(before) if p.compound.type == "place" and p.name.endswith(town[1])), None)
        match = marks.LEVEL_OFFICE.search(role or "")
        return self.names.level_name(match[1], at) if match else None
