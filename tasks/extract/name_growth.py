"""How far a name goes on: from its known beginning over words that can stand inside one to the farthest last word of a name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kaozheng.tasks.extract.actor_reading import NAME_TAGS, Reading
from kaozheng.tasks.extract.lexicon import Lexicon, Suffix
from kaozheng.tasks.extract.tagger import Token

LONGEST = 34
BREAKS_NAME = "将把对向与和在由被"
# What towns and villages may follow in a chain of addresses.
HOLDS_BELOW = ("区", "县", "旗", "镇", "乡", "街道", "市")
AFTER_TITLE = re.compile("组|团|队|会|室|站|工作|系统|库|培训|服务")
LEVEL = re.compile(
    r"自治区(?!级)|地区(?=[\u4e00-\u9fff]{1,12}(?:局|委|院|署))"
    r"|[旗盟](?<![国党红军战彩锦同联].)(?=委|政府|行署|人大|政协|[\u4e00-\u9fff]{1,9}局)"
    r"|[省市县区州](?!民(?![政宗族建盟革航])|[场区内域份会级值容际属直外旗面块下里长]|州|市|县|管(?=[医企高干辖县学])|道(?![路德教])|城(?![管乡市建投关镇]))"
)
# Offices that begin with the word of a body, and those who live in a village for their work.
_WHOLE = frozenset("省市")
# 湘江市第一批支援 | 湖北省荆门市医疗队
_SENT_TO = ("支援", "驰援", "援助", "帮扶", "派驻", "驻", "援", "赴")
_AT = "在"
_NOT_ITS_OWN = (
    "驻村",
    "境内",
    "董事会秘书",
    "监事会主席",
    "理事会主席",
    "董事会主席",
    "各地",
    "各县",
    "各市",
    "各区",
    "各乡",
    "各镇",
    "附近",
    "旗下",
)
# 水利部 | 指导 | 湖南省水利厅, but 市水利局指导组
_INSTRUCTS = re.compile("(?:指导|督导|督促|调度|协调)(?!小?组|队|中心|站|处|办|委|工作|领导|科|司|所|局|专班)")
# 县公安局 | 县城花鼓剧院: no part of a body.
_TOWN_ITSELF = ("县城", "城区")
_BRANCH_OF_TOWN = re.compile("城区?(?:支行|分局|支局|分理处|分社|营业部|供电所|税务所|中队|大队|分公司|校区|院区)")


class Growth:
    """Grows the names of one article; `central` are the bodies named without a place, by where they start."""

    def __init__(self, reading: Reading, lexicon: Lexicon, central: Mapping[int, int]) -> None:
        self.reading, self.lexicon, self.central = reading, lexicon, central
        self.text, self.tokens = reading.text, reading.tokens

    def grow(self, start: int, own_end: int, own: Suffix | None) -> tuple[int, Suffix] | None:
        """The farthest end with a known last word that words of one name lead to from `own_end`; None where there is none."""
        if own_end < len(self.text) and self.text[own_end] in BREAKS_NAME:
            return None
        best: tuple[int, Suffix] | None = None
        at = own_end
        at_index = self.reading.index_at(own_end)
        first = self.tokens[at_index]
        if first.start < own_end and self._begins_within(start, own_end, first.end):
            return None
        last = own
        first_tag = self.tokens[self.reading.index_at(start)].tag
        for token in self.tokens[at_index : at_index + LONGEST]:
            if max(token.start, own_end) != at or token.end - start > LONGEST or not self.lexicon.bridges(self.text, token):
                break
            if token.start > own_end and self._names_division(token.start):
                break
            if token.start >= own_end and self._stops(token.start, token.end, last, best is not None or own is not None, token.tag):
                break
            at = token.end
            suffix = self.lexicon.suffix(self.text, start + 1 if token.start >= own_end else own_end, at)
            if suffix and token.start == own_end and suffix.kind == "settlement" and self._any_settlement(own_end, suffix):
                break
            placed = self.reading.hit_at.get(start)
            tagged = token.start == own_end and own is None and first_tag == "ORG" and (placed is None or placed.end < own_end)
            if suffix and self._ends_name(suffix, token, tagged):
                best, last = (at, suffix), suffix
            elif suffix and suffix.kind in ("unit", "party"):
                best = self._before_part(own_end, at - len(suffix.text)) or best
            elif token.tag == "LOC" and token.start >= own_end and token.end - token.start > 2 and not suffix:
                best = (at, Suffix("", "place", "site"))
        return best

    def at_once(self, start: int) -> tuple[int, Suffix] | None:
        """A long last word of organisations right at `start`, though the tagger cuts otherwise (联防联控 | 机制电视电话, 防 | 指)."""
        if association := self.lexicon.associations.match(self.text, start):
            return association.end(), self.lexicon.suffixes[association.group()]
        if self.text[start : start + 2] not in self.lexicon.long_bodies:
            return None
        for length in range(9, 3, -1):
            suffix = self.lexicon.suffixes.get(self.text[start : start + length])
            if suffix and suffix.kind in ("body", "working", "department"):
                return start + length, suffix
        return None

    def _names_division(self, at: int) -> bool:
        """东石镇 | 爱心企业 | 福建省…公司: whether a province or a city is named in full behind words, and no branch of it."""
        hit = self.reading.hit_at.get(at)
        whole = hit is not None and self.text[hit.end - 1] in _WHOLE and at not in self.reading.hit_by_end
        free = whole and not self.text.endswith(_SENT_TO, 0, at)
        return free and hit is not None and not self.text.startswith(self.lexicon.branches, hit.end)

    def _any_settlement(self, end: int, suffix: Suffix) -> bool:
        """街道 + 社区干部: a bare word for a settlement behind a town or a street is none of a name."""
        return self.text.endswith(HOLDS_BELOW, 0, end) and len(suffix.text) > 1 and self.text.startswith(suffix.text, end)

    def _before_part(self, start: int, end: int) -> tuple[int, Suffix] | None:
        """怀化高新区 before 党委 in 怀化高新区党委书记: where the name ends without the part that belongs to the title."""
        suffix = self.lexicon.suffix(self.text, start, end) if end > start else None
        return (end, suffix) if suffix and self.whole(suffix) else None

    @staticmethod
    def whole(suffix: Suffix) -> bool:
        """Whether a last word is proof of a whole name, not of a part of one."""
        return suffix.kind not in ("unit", "party", "firm") and len(suffix.text) > 1

    def _begins_within(self, own: int, start: int, end: int) -> bool:
        """Whether another known name begins inside a word: 党中央国务院 is two. A firm may have places inside (中石油长沙分公司)."""
        return any(at in self.central or (own not in self.central and at in self.reading.hit_at) for at in range(start, end))

    def _ends_name(self, suffix: Suffix, token: Token, tagged: bool) -> bool:
        """Whether a last word ends a name in a token; `tagged`: right behind what the tagger calls an organisation (圣湘 + 生物)."""
        if suffix.kind in ("unit", "party"):
            return not self.title_follows(token.end)
        if suffix.kind == "firm":
            return (token.tag in NAME_TAGS or tagged) and not self.lexicon.tells_how(suffix, self.text, token.end)
        return len(suffix.text) > 1 or token.tag in ("LOC", "ORG", "nz") or token.end - token.start == 1 or suffix.type == "organisation"

    def _stops(self, start: int, end: int, last: Suffix | None, complete: bool, tag: str) -> bool:
        """Whether a word that could stand inside a name begins something else here."""
        text = self.text
        if self.lexicon.title_kind(text[start:end]) == "office" and not AFTER_TITLE.match(text, end):
            return True
        if complete and not AFTER_TITLE.match(text, end + 1) and self.lexicon.title_kind(text[start : end + 1]) == "office":
            return True  # 特勤大队一中队|中队|长
        if (text[start:end] == "干部" and not text.startswith(("学", "培"), end)) or text.startswith(_NOT_ITS_OWN, start):
            return True
        if tag == "v" and _INSTRUCTS.match(text, start):
            return True
        if last and last.kind == "body" and text.startswith(_TOWN_ITSELF, start) and not _BRANCH_OF_TOWN.match(text, start + 1):
            return True
        if complete and text[start:end] in self.lexicon.joins and self._name_begins(end):
            return True
        hit = self.reading.hit_at.get(start)
        if hit and not complete and not text.endswith(_SENT_TO, 0, start):
            return hit.end >= end
        if end - start > 1 and text[start] == _AT:
            return True  # 永州三中|在校党总支的倡导下
        if start in self.central or (complete and tag == "ORG" and LEVEL.match(text, start)):
            return True
        if complete and (hit or tag in NAME_TAGS):
            own = self.lexicon.suffix(text, start, end)
            if last and own and own.text == last.text and last.type == "place":
                return True
            branch = hit is not None and text.startswith(self.lexicon.branches, hit.end)
            return hit is not None and not branch and last is not None and last.type == "organisation"
        return False

    def _name_begins(self, at: int) -> bool:
        """Whether another name begins behind a verb: 农商银行联合|青山镇人民政府, but 联合工作组."""
        named = at in self.reading.hit_at or self.tokens[self.reading.index_at(at)].tag in NAME_TAGS
        return named or LEVEL.match(self.text, at) is not None

    def title_follows(self, end: int) -> bool:
        """Whether a title begins at `end`, at once or behind parts of an organisation: 外科 + 党支部 + 书记."""
        index = self.reading.index_at(end)
        for token in self.tokens[index : index + 3]:
            if token.start < end:
                return False
            if token.start == end and (title := self._title_at(token)):
                return not self._is_crew(*title)
            suffix = self.lexicon.suffix(self.text, token.start, token.end)
            if token.start != end or not suffix or suffix.kind not in ("unit", "party"):
                return False
            end = token.end
        return False

    def _title_at(self, token: Token) -> tuple[str, int] | None:
        """The kind and the end of a title that begins with a token, the longest; None where none does."""
        for stop in sorted({token.end, *range(token.start + 2, token.start + 5)}, reverse=True):
            if kind := self.lexicon.title_kind(self.text[token.start : stop]):
                return kind, stop
        return None

    def _is_crew(self, kind: str, end: int) -> bool:
        """Whether a title is what several people are, none of whom is named: 检验科 | 检测员 | 承担."""
        follower = self.tokens[self.reading.index_at(end)] if end < len(self.text) else None
        return kind == "job" and follower is not None and follower.tag in ("v", "vn", "d", "p")
