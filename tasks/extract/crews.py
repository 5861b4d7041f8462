"""Crews as actors: whose people they are, what they serve as, and the leaders of several bodies together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.body_deeds import BodyDeeds
from kaozheng.tasks.extract.credited import Name
from kaozheng.tasks.extract.groups import Group, leaders_level
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.offices import Placed
from kaozheng.tasks.extract.roles import Roles
from kaozheng.tasks.text import Span

LONGEST_SPAN = 80
"""No name of a body is longer, in characters."""

_LEAST_CREW = 3
# 王辰院士团队 is a group, with the person in it.
_TEAM = re.compile("(?:院士|教授|主任|博士|名医)?(?:专家|科研|创新)?团队")
_NUMBER = r"[\d一二三四五六七八九十百千万两]{0,8}[余多]?[名位个]?[余多]?$"
_COUNTED = re.compile(_NUMBER)
# 医院|20名医护人员, 公司|生产车间里，60多名员工
_OWNED = re.compile(rf"(?:派驻)?(?:的|全体|所有|大多数|大部分|多数|部分|广大)?(?:[\u4e00-\u9fff]{{0,4}}生产车间[里内]?，?)?{_NUMBER}")
_EMPLOYEES = ("员工", "职工", "工人")
_EMPLOYERS = ("公司", "集团", "厂", "加油站", "超市", "店")
# 两位专家 behind their names are these people.
_APPOSED = re.compile(r"[\d两二三四五六七八九十]+[位名个]$")
_SERVING = re.compile(r"担任([\u4e00-\u9fff、]{2,24}?)(?=[，。；\n])")
_LEADERS = re.compile("(?:主要|分管|有关|相关)?(?:领导|负责人|负责同志)(?![小组干下班力人们层级和机岗责])")


def find_crews(
    reading: Reading, groups: Sequence[Group], placed: Sequence[Placed], roles: Roles, people: Sequence[Name]
) -> list[ActorMention]:
    """Groups that are neither a person's title nor a part of an organisation's name."""
    titles = sorted([*(Span(roles.chain_start(name), name.end + 1) for name in people), *roles.said])
    names = [Span(p.compound.start, p.compound.end) for p in placed]
    ends = [span.end for span in names]
    out = []
    starts, stops = {name.start for name in people}, {name.end for name in people}
    for group in groups:
        group = _behind_names(group, names)
        here = Span(group.start, group.end)
        if (group.end + 1 in starts and roles.text[group.end] in "为是：") or _is_apposed(reading.text, group, stops):
            continue
        if touching(titles, here) or any(span.end - span.start >= here.end - here.start for span in touching(names, here)):
            continue
        at = bisect_right(ends, group.start) - 1
        level = leaders_level(group)
        place = roles.names.level_name(level, group.start) if level else None
        serving = _SERVING.match(reading.text, group.end)
        affiliation = (_owner(reading, placed, at, group, roles.names.deeds) if at >= 0 else None) or (place if serving else None)
        out.append(
            ActorMention(
                group.start, group.end, "group", (place or "") + group.name, serving[1] if serving else None, affiliation, None,
                "home" if place else "written",
            )
        )  # fmt: skip
    return out + [ActorMention(n.start, m.end(), "group", n.name + m.group()) for n in people if (m := _TEAM.match(reading.text, n.end))]


def find_leaders(text: str, placed: Sequence[Placed]) -> Iterator[ActorMention]:
    """省委、省政府领导: the leaders of two bodies, beside the bodies themselves."""
    for first, second in pairwise(placed):
        if {first.compound.type, second.compound.type} == {"organisation"} and text[first.compound.end : second.compound.start] == "、":
            leaders = _LEADERS.match(text, second.compound.end)
            if leaders:
                name = first.name + text[first.compound.end : leaders.end()]
                yield ActorMention(first.compound.start, leaders.end(), "group", name, None, None, None, first.basis)


def _owner(reading: Reading, placed: Sequence[Placed], last: int, group: Group, deeds: BodyDeeds) -> str | None:
    """Whose people a group is: of the body, or the zone or community, right before it, or of the body that sends them.

    Employees are those of the firm that their sentence names.
    """
    text, (compound, name, _, _) = reading.text, placed[last]
    organisation = compound.type == "organisation"
    if (organisation or compound.suffix is not None) and _OWNED.fullmatch(text, compound.end, group.start):
        return name
    sent = deeds.sending.match(text, compound.end, group.start) if organisation else None
    if sent and _COUNTED.fullmatch(text, sent.end(), group.start):
        return name
    if not group.name.endswith(_EMPLOYEES):
        return None
    sentence = reading.article.sentence_at(group.start)
    while last >= 0 and placed[last].compound.start >= sentence.start:
        compound, name, _, _ = placed[last]
        if compound.type == "organisation" and ((compound.suffix and compound.suffix.kind == "firm") or name.endswith(_EMPLOYERS)):
            return name
        last -= 1
    return None


def _is_apposed(text: str, group: Group, stops: set[int]) -> bool:
    number = _APPOSED.search(text, max(group.start - 4, 0), group.start)
    return number is not None and number.start() in stops


def _behind_names(group: Group, names: Sequence[Span]) -> Group:
    """全体党员 in 云龙社区全体党员: a group without what belongs to the name before it."""
    around = touching(names, Span(group.start, group.end))
    cut = max((span.end for span in around if span.start < group.start < span.end <= group.end - _LEAST_CREW), default=0)
    return Group(cut, group.end, group.name[cut - group.start :]) if cut else group


def touching(spans: Sequence[Span], here: Span) -> list[Span]:
    """Those of sorted spans, the longest of bounded length, that overlap `here`."""
    low = bisect_left(spans, (here.start - LONGEST_SPAN, 0))
    high = bisect_left(spans, (here.end, 0))
    return [span for span in spans[low:high] if span.end > here.start]
