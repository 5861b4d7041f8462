"""Who signs a text: bylines, datelines, picture credits, and the desk's names at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import word_model

LONGEST_BYLINE = 80
_SEPARATORS = re.compile(r"[\s、，,;；/／|｜丨：:（）()【】\[\]●■◎□◆◇▲★○]+")
_NOT_IN_AN_AFFILIATION = re.compile(r"[的了是在和与把被说对，。]")
_SENTENCE_MARK = re.compile(r"[。！？!?；”“]")
_AUTHOR_NOTE = re.compile(
    r"[（(\[【]?(?:本文)?作者(?:(?:(?:系|单位|为|是|简介)\s?[：:]?[^。）)]{2,50}|\s?[：:]\s?(?P<name>[^，,；;。）)（(]{2,12})"
    r"(?:[，,；;（(][^。）)]{2,50}[）)]?)?))[。]?[）)\]】]?$"
)
_PICTURE_NOTE = re.compile(
    r"[（(]?资料(?:图片?|照片)[）)]?[。]?$|(?:新华社|中新社)发(?:[（(][^）)]{2,14}[）)])?[）)]?$|图片来源\s?[/／：:]\s?[^，。：:/]{2,16}$"
)
_ENDS_DATELINE = re.compile("[讯电]|消息(?=[\\s（(：:，,】])")  # the words that a dateline ends in
# 责编某某 二〇二二年三月一日 星期二
_DAY_BEHIND = (
    r"(?:[〇○零一二三四五六七八九\d]{4}年[一二三四五六七八九十\d]{1,2}月[一二三四五六七八九十\d]{1,3}日)?\s{0,2}(?:星期[一二三四五六日天])?"
)
# 转自 is a word of prose too: it parts texts only where a day or a page is left behind the paper.
PRINTED_WORDS = ("原载", "转自", "转载自", "摘自")
PRINTED_IN = r"[（(]?(?:原载于?|(?P<taken>转自|转载自|摘自))\s?[《“]?"
# 某报记者 某某整理, 记者某某／台北报导: what the one who signs has done.
_DONE_BY = re.compile(
    r"((?:记者|通讯员|实习生|评论员)[\s：:]{0,2}[一-鿿·]{2,4}(?:[\s、][一-鿿·]{2,4}){0,3})(?:\s?[/／∕][一-鿿]{0,6}报[道导]|整理|采写|撰写|编写|综合|报道)(?=[）)】\]\s]*$)"
)
_DAY_AT_END = re.compile(r"\s(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?$")
_AUTHOR_LABEL = re.compile(
    r"(?<![一-鿿])(?:作者|记者)\s?[：:]\s?(?P<names>[一-鿿·]{2,4}(?:[\s、，,][一-鿿·]{2,4}(?![一-鿿：:])){0,3})(?![一-鿿])"
)
# A source that no vocabulary knows: a name in Chinese, up to the next label.
_NAMED_SOURCE = re.compile(r"[一-鿿][一-鿿\d·（）]{2,29}?(?=作者|编辑|字号|记者|责编|时间|日期|发布|点击|浏览|阅读|$)")
_SIGNED = re.compile(r"\s*[（(]([^（）()]{2,70})[）)]")
# Who reports, behind a dateline without brackets: 某报讯 记者某某、某某报道：
_REPORTED = re.compile(r"[\s，,]{0,3}((?:记者|通讯员)[一-鿿·\s、，]{2,40}?(?=报道[\s：:])|[^，。：:（）()\n]{2,40}?(?=\s?报道[：:]))")
_NAMES_ALONE = re.compile(r"(?:^|[。！？”]\s{0,40})[（(]([一-鿿·\s、，]{2,18})(?:[/／]\s?[文图摄])?[）)]$")
# The last line of a text says who has written it: 周一帆报道.
_TOLD_BY = re.compile(r"([一-鿿·]{2,4}(?:[\s、][一-鿿·]{2,4}){0,2})\s?(?:报道|采写|整理)")
# Behind the last sentence without brackets: 。文/周一 帆.
_WRITTEN_BY = re.compile(r"(?<=[。！？”])\s?文\s?[/／]\s?([一-鿿]\s?[一-鿿]{1,3})$")
_BRACKET_BEHIND = re.compile(r"(?<=[摄图影])[（(][一-鿿]{2,8}[）)]$")  # whose picture it is: 周一帆摄（云梦视觉）
# Words before a byline that name nobody: 作者：某某日报记者 某某.
_LABELS = ("作者", "供稿")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a report. `outlet` is None where it calls itself 本报; `end` is one past 讯 or 电."""

    outlet: str | None
    year: int | None
    month: int | None
    day: int | None
    bylines: tuple[str, ...]
    end: int


@dataclass(frozen=True)
class Credits:
    """What a vocabulary knows of signatures. All methods take one line without line breaks."""

    outlet: re.Pattern[str]
    desk: re.Pattern[str]
    _signature: re.Pattern[str]
    _dateline: re.Pattern[str]
    _role_token: re.Pattern[str]
    _role: re.Pattern[str]
    _second_role: re.Pattern[str]
    _opinion: re.Pattern[str]
    _photo_word: re.Pattern[str]
    _photo_end: re.Pattern[str]
    _agency_picture: re.Pattern[str]
    _closing_word: re.Pattern[str]
    _closing: re.Pattern[str]
    _desk_line: re.Pattern[str]
    _own: frozenset[str]
    _no_source: re.Pattern[str]
    _surname: re.Pattern[str]
    _no_names: frozenset[str]
    _nameless: re.Pattern[str]
    _words: Set[str]

    def bylines(self, line: str, outlet: str | None = None) -> tuple[str, ...]:
        """Each person or body that the line names, with its role; empty where the line is more than a byline.

        `outlet` is put before the first role where the line itself names none.
        """
        if len(line) > LONGEST_BYLINE or _SENTENCE_MARK.search(line):
            return ()
        line = _DONE_BY.sub(self._who_did, _BRACKET_BEHIND.sub("", line) if line.endswith(("）", ")")) else line)
        note = _AUTHOR_NOTE.match(line)
        if note and note["name"]:
            return tuple(f"作者 {name}" for name in self.names(note["name"]))
        found: list[str] = []
        role, named = "", True
        for token in self._tokens(line):
            match = self._role_token.match(token)
            if match and role and (name := self._name_before(match)):
                found.append(f"{role} {name}")
                named = True
            elif match and not _NOT_IN_AN_AFFILIATION.search(match["before"]):
                names = self._split_names(match["name"])
                if not all(map(self._is_name, names)):
                    return ()
                before = match["before"]
                if not named and role not in _LABELS:
                    found.append(role)
                if outlet and not role and not match["role"].endswith("通讯员") and not self.outlet.match(before):
                    before = outlet + before
                if not names and match["role"] == "摄影报道" and self._is_name(before):
                    before, names = "", [before]
                role, named = before + match["role"], bool(names)
                found += [f"{role} {name}" for name in names]
            elif role and self._role.fullmatch(token):
                named = True
            elif role and all(self._is_name(name) for name in self._split_names(token)):
                found += [f"{role} {name}" for name in self._split_names(token)]
                named = True
            elif self.outlet.fullmatch(token):
                outlet = token
            else:
                return ()
        if not named:
            found.append(role)
        return tuple(found)

    def _who_did(self, deed: re.Match[str]) -> str:
        """Role and names before the deed, without the place that somebody reports from: 记者某某 某某 某地报道."""
        names, _, last = deed[1].rpartition(" ")
        return names if " " in names.strip() and deed[0].endswith("报道") and not self._is_name(last) else deed[1]

    def _name_before(self, token: re.Match[str]) -> str | None:
        """The name in 某某摄 behind a role, or the one that ends in 文 or 图."""
        name = token["before"] if token["role"] == "摄" else token[0] if token["role"] in "文图" else ""
        return name if self._is_name(name) else None

    def header_bylines(self, line: str) -> tuple[str, ...]:
        """Who a line of date and source says has written the text: 作者:某某, or a byline with the day behind it."""
        if labelled := _AUTHOR_LABEL.search(line):
            names = self._tokens(labelled["names"])
            return tuple(f"作者 {name}" for name in names) if all(map(self._is_name, names)) else ()
        if not (day := _DAY_AT_END.search(line)):
            return ()
        outlet = self.outlet.match(line)
        return self.bylines(line[: day.start()]) or (self._sure_names(line[outlet.end() : day.start()].strip()) if outlet else ())

    def signature(self, paragraph: str) -> tuple[str, ...]:
        """Who signs in brackets behind the last sentence: 。（记者 某某 通讯员 某某）, or with the names alone; or in a line of its own."""
        if told := _TOLD_BY.fullmatch(paragraph) or _WRITTEN_BY.search(paragraph, max(len(paragraph) - 12, 0)):
            return self._sure_names(told[1].replace(" ", "") if told.re is _WRITTEN_BY else told[1])
        if not paragraph.endswith(("）", ")")):
            return ()
        match = self._signature.search(paragraph[-LONGEST_BYLINE:])
        if match:
            pictured = self.is_photo_credit(match[0]) and "报道" not in match[0]
            return () if pictured else self.bylines(match[0].strip())
        alone = _NAMES_ALONE.search(paragraph, max(len(paragraph) - LONGEST_BYLINE, 0))
        return self._sure_names(alone[1].strip()) if alone else ()

    def opening(self, paragraph: str) -> tuple[str, ...]:
        """Who signs in brackets before the first sentence: （记者 某某 通讯员 某某）近日…"""
        signed = _SIGNED.match(paragraph) if paragraph[:1] in "（(" else None
        return self.bylines(signed[1]) if signed else ()

    def _sure_names(self, line: str) -> tuple[str, ...]:
        """The names of a line of names alone, of which none is a word (相关, 江苏)."""
        names = self.names(line) if not self.outlet.search(line) else ()
        return names if self._words.isdisjoint(names) else ()

    def names(self, line: str) -> tuple[str, ...]:
        """The names of a line that holds one to four names and nothing else, else empty; three or four names may have lost their spaces."""
        tokens = self._tokens(line) if len(line) <= 20 else []
        if len(tokens) == 1 and len(line) in (9, 12):
            tokens = self._split_names(line)
        ok = 0 < len(tokens) <= 4 and all(2 <= len(t) <= 4 and self._is_name(t) for t in tokens)
        return tuple(tokens) if ok else ()

    def is_opinion(self, line: str) -> bool:
        return self._opinion.search(line) is not None

    def is_photo_credit(self, line: str) -> bool:
        """Whether the line ends in a photographer's or supplier's credit, or in a note that the picture is an old one or an agency's."""
        end = line[-24:]
        if ("资料" in end or "社发" in end or "图片来源" in end) and _PICTURE_NOTE.search(end):
            return True
        if line.endswith(("）", ")")):
            line = _BRACKET_BEHIND.sub("", line[-80:])
        return self._photo_word.search(line[-8:]) is not None and self._photo_end.search(line[-60:]) is not None

    def is_agency_picture(self, line: str) -> bool:
        """Whether the line is an agency's credit of a picture and nothing else: 某社发（某某 摄）."""
        return line.rstrip("）)。").endswith("摄") and self._agency_picture.fullmatch(line) is not None

    def is_author_note(self, line: str) -> bool:
        """Whether the line tells who the author is: （作者：某某，单位：某校）, （作者系某局干部）."""
        return len(line) <= LONGEST_BYLINE and _AUTHOR_NOTE.match(line) is not None

    def closing_start(self, line: str) -> int | None:
        """Where the desk's names begin that end the line (责编某某 责任编辑某某)."""
        if self._desk_line.fullmatch(line):
            return 0
        low = max(len(line) - 120, 0)
        match = self._closing.search(line, low) if self._closing_word.search(line, low) else None
        return match.start() if match else None

    def dateline(self, paragraph: str, at: int = 0) -> Dateline | None:
        """The dateline that stands at `at`, where a report opens."""
        match = self._dateline.match(paragraph, at) if _ENDS_DATELINE.search(paragraph, at) else None
        if not match:
            return None
        outlet = match["outlet"]
        named = None if outlet in self._own else outlet
        signed = _SIGNED.match(paragraph, match.end()) or _REPORTED.match(paragraph, match.end())
        year, month, day = (int(match[part]) if match[part] else None for part in ("year", "month", "day"))
        bylines = self.bylines(signed[1], named) or self.names(signed[1].strip()) if signed else ()
        return Dateline(named, year, month, day, bylines, match.end())

    def find_dateline(self, paragraph: str, start: int, end: int) -> int | None:
        """Where the first dateline stands that begins in `paragraph[start:end]` and says its day, or who reports, or that it is 本报's."""
        if not _ENDS_DATELINE.search(paragraph, start, end + LONGEST_BYLINE):
            return None
        for match in self._dateline.finditer(paragraph, start, end + LONGEST_BYLINE):
            at = match.start("outlet")
            if at >= end:
                return None
            if match["own"] or match["month"] or _SIGNED.match(paragraph, match.end()):
                return at
        return None

    def source(self, written: str) -> str | None:
        """Who is meant by what stands behind 来源：, an outlet that is known or one by its name; None for 本站, 网络 and their like."""
        known = self.outlet.search(written)
        if known:
            end = known.end() + written.startswith("网", known.end())
            return written[known.start() : end] if known[0] not in self._own else None
        named = _NAMED_SOURCE.match(written)
        return named[0] if named and not self._no_source.search(named[0]) else None

    def outlet_in(self, byline: str) -> str | None:
        """The outlet that a byline starts with, unless it calls itself 本报."""
        match = self.outlet.match(byline)
        return match[0] if match and match[0] not in self._own else None

    def _split_names(self, run: str) -> list[str]:
        """The names in a run without spaces: several of three characters, or of two, where each starts with a family name; else the run."""
        for size in (3, 2):
            names = [run[i : i + size] for i in range(0, len(run), size)]
            if len(run) > 3 and len(run) % size == 0 and all(self._surname.fullmatch(name) for name in names):
                return names
        return [run] if run else []

    def _is_name(self, token: str) -> bool:
        return self._surname.fullmatch(token) is not None and token not in self._no_names and token[-1] != "网"

    def naming(self, bylines: Iterable[str]) -> list[str]:
        """Those of the bylines that name somebody: a role alone, such as 记者 or 新华社记者, is a label that lost its name."""
        return [byline for byline in bylines if self._is_name(byline) or not self._nameless.fullmatch(byline)]

    def _tokens(self, line: str) -> list[str]:
        line = self._second_role.sub(r"\1 ", line)
        joined = re.sub(r"([文图])[/／]([文图])", r"\1∕\2", line.strip())
        tokens: list[str] = []
        for token in _SEPARATORS.split(joined):
            # A name of two characters is often set with a space inside.
            if len(token) == 1 and tokens and len(tokens[-1]) == 1:
                tokens[-1] += token
            elif token:
                tokens.append(token)
        return [t.replace("∕", "/") for t in tokens]


def may_hold_dateline(text: str) -> bool:
    """Whether a text has a word that a dateline ends in."""
    return _ENDS_DATELINE.search(text) is not None


@built_once
def compile_credits(vocabulary: Vocabulary) -> Credits:
    outlets = vocabulary.entries("outlets")
    credits = vocabulary.entries("credits")
    outlet = _outlet_pattern(outlets)
    signing = [c["role"] for c in credits if c["use"] != "desk"]
    any_role, long_role = alternatives(signing), alternatives([role for role in signing if len(role) > 1])
    photo = alternatives([c["role"] for c in credits if c["use"] == "photo" and c["role"] not in ("图", "图片")])
    closing = alternatives([c["role"] for c in credits if c["use"] == "closing" and c["role"] != "编辑"])
    surname = alternatives([s["surname"] for s in vocabulary.entries("surnames")])
    name = rf"(?:{surname})[一-鿿]{{1,2}}|[一-鿿]{{1,8}}·[一-鿿]{{1,8}}"
    desk = _desk_pattern(credits, surname)
    roles = {c["role"] for c in credits}
    tools = alternatives([e["label"] for e in vocabulary.entries("header_labels") if e["field"] == "other" and e["label"] not in roles])
    return Credits(
        outlet=re.compile(outlet),
        desk=re.compile(desk),
        _signature=re.compile(
            rf"(?<=[。！？”])\s?(?:[（(](?P<bracketed>[^（）()。]{{0,16}}(?:{long_role})[^（）()。]{{2,40}})[）)]|(?P<note>[（(](?:本文)?作者[^（）()。]{{2,60}}[）)]))$"
        ),
        _dateline=re.compile(_dateline_pattern(outlets, outlet)),
        _role_token=re.compile(rf"(?P<before>[一-鿿A-Za-z·]{{0,16}}?)(?P<role>{long_role}|[文图摄]$)(?P<name>(?:[一-鿿·]{{2,12}}?)?)摄?$"),
        _role=re.compile(rf"(?:{any_role}|报道)"),
        _second_role=re.compile(rf"((?:{long_role})[一-鿿·]{{2,4}}?)(?=(?:{long_role}))"),
        _opinion=re.compile(alternatives([c["role"] for c in credits if c["use"] == "opinion"])),
        _photo_word=re.compile(rf"(?:{photo})[）)。]?$"),
        _photo_end=re.compile(
            rf"(?:^|[\s。！？”）)、：:（(]|记者|通讯员|中心|公司)(?:[一-鿿·]{{2,12}}[\s、]{{0,2}}){{0,6}}(?:[一-鿿]\s[一-鿿])?(?:{photo})[）)。]?$"
        ),
        _agency_picture=re.compile(rf"[（(]?{outlet}发?\s?[（(]?\s?[一-鿿·]{{2,4}}(?:[\s、][一-鿿·]{{2,4}}){{0,2}}\s?摄\s?[）)]{{0,2}}。?"),
        _closing_word=re.compile(closing),
        _closing=re.compile(
            rf"[（(\[]?(?:编辑(?:{name})\s?(?={closing}))?(?:(?:{closing})[：:\s/／丨|｜]{{0,2}}(?:{name})[\s、/|）)\]]{{0,3}}){{1,6}}{_DAY_BEHIND}$"
        ),
        _desk_line=re.compile(
            rf"[（(\[【]?(?:{desk}[\s、/／|｜丨）)\]】]{{0,4}}){{1,10}}(?:[（(\[【]?(?:{tools})[）)\]】]?\s{{0,3}}){{0,6}}"
        ),
        _no_source=re.compile(alternatives([o["word"] for o in outlets if o["use"] in ("own", "nobody")])),
        _own=frozenset(o["word"] for o in outlets if o["use"] == "own"),
        _surname=re.compile(name),
        _no_names=frozenset(e["word"] for e in vocabulary.entries("not_names")) | roles,
        _nameless=re.compile(
            rf"(?:{outlet})?(?:{alternatives([c['role'] for c in credits if c['use'] != 'opinion'])})|[一-鿿]{{0,6}}(?:[文图摄]|图片)"
        ),
        _words=word_model(vocabulary).words.keys(),
    )


def _dateline_pattern(outlets: tuple[dict[str, str], ...], outlet: str) -> str:
    """讯 and 电 are parts of many words: behind 本报 or a day they end a dateline, elsewhere only where a mark or a space follows."""
    own = alternatives([o["word"] for o in outlets if o["use"] == "own"])
    mark = r"(?=[\s（(：:，,】]|\d{1,2}月\d)"
    word, wire = r"(?<![通资短快简喜音])讯(?![息员问号道])", r"电(?![视话力子影台商网器池脑梯动])"
    return (
        rf"[\s（(【]*(?P<outlet>(?P<own>{own})|{outlet}"
        r"|[一-鿿]{2,6}?(?:[报网台]|新闻|在线|发布)(?=讯[\s（(]|\d{1,2}月\d{1,2}日[讯电]))(?P<place>[一-鿿、 ]{0,12}?)"
        r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{0,2})月(?P<day>\d{0,2})日)?\s*(?:综合)?"
        rf"(?:(?(own){word}|(?(month){word}|{word}{mark}))|(?(month){wire}|电{mark})|消息{mark})"
    )


def _desk_pattern(credits: tuple[dict[str, str], ...], surname: str) -> str:
    """A role of the desk with the names behind it. A mark stands between, but for words that are nothing else (责编某某)."""
    roles = alternatives([c["role"] for c in credits if c["use"] in ("closing", "desk")])
    sure = alternatives(
        [c["role"] for c in credits if c["use"] == "closing" and "编" in c["role"] and c["role"] != "编辑"] + ["校对", "版式"]
    )
    name = r"(?:[一-鿿]\s?[一-鿿](?![一-鿿])|[一-鿿]{2,4})"
    page = r"(?:第?[一二三四五六七八九十\d]{1,2}版\s?)?"
    together = rf"{page}(?:(?:{roles})\s?[/／、]\s?)?(?:{roles})"
    behind = rf"{together}\s?[：:/／|｜丨\s]\s?{name}(?:[\s、，,]{{1,2}}(?!{roles}){name}){{0,3}}"
    return rf"(?:{behind}|(?:{sure})(?:{surname})[一-鿿]{{1,2}})"


def _outlet_pattern(outlets: tuple[dict[str, str], ...]) -> str:
    named = alternatives([o["word"] for o in outlets if o["use"] in ("name", "own")])
    suffixes = alternatives([o["word"] for o in outlets if o["use"] == "suffix"])
    return rf"(?:{named}|(?!据)[一-鿿]{{2,8}}?(?:{suffixes}))"


def alternatives(words: list[str]) -> str:
    """The words as the branches of a pattern, the longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))
