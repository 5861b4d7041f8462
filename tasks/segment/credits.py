"""Who signs a text: bylines, datelines, picture credits, and the desk's names at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaozheng.tasks.vocabulary import Vocabulary, built_once

LONGEST_BYLINE = 80
_SEPARATORS = re.compile(r"[\s、，,;；/／|：:（）()【】●■◎]+")
_NOT_IN_AN_AFFILIATION = re.compile(r"[的了是在和与把被说对，。]")
_SENTENCE_MARK = re.compile(r"[。！？!?；”“]")


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
    _dateline: re.Pattern[str]
    _role_token: re.Pattern[str]
    _role: re.Pattern[str]
    _second_role: re.Pattern[str]
    _opinion: re.Pattern[str]
    _photo_word: re.Pattern[str]
    _photo_end: re.Pattern[str]
    _closing: re.Pattern[str]
    _own: frozenset[str]
    _surname: re.Pattern[str]

    def bylines(self, line: str, outlet: str | None = None) -> tuple[str, ...]:
        """Each person or body that the line names, with its role; empty where the line is more than a byline.

        `outlet` is put before the first role where the line itself names none.
        """
        if len(line) > LONGEST_BYLINE or _SENTENCE_MARK.search(line):
            return ()
        found: list[str] = []
        role, named = "", True
        for token in self._tokens(line):
            match = self._role_token.match(token)
            if match and not _NOT_IN_AN_AFFILIATION.search(match["before"]):
                names = self._split_names(match["name"])
                if not all(map(self._is_name, names)):
                    return ()
                before = match["before"]
                if not named:
                    found.append(role)
                if outlet and not role and not match["role"].endswith("通讯员") and not self.outlet.match(before):
                    before = outlet + before
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
        """Whether the line ends in a photographer's or supplier's credit."""
        return self._photo_word.search(line[-8:]) is not None and self._photo_end.search(line[-60:]) is not None

    def closing_start(self, line: str) -> int | None:
        """Where the desk's names begin that end the line (责编某某 责任编辑某某)."""
        match = self._closing.search(line, max(len(line) - 120, 0))
        return match.start() if match else None

    def dateline(self, paragraph: str) -> Dateline | None:
        match = self._dateline.match(paragraph)
        if not match:
            return None
        outlet = match["outlet"]
        named = None if outlet in self._own else outlet
        signed = re.compile(r"\s*[（(]([^（）()]{2,70})[）)]").match(paragraph, match.end())
        year, month, day = (int(match[part]) if match[part] else None for part in ("year", "month", "day"))
        return Dateline(named, year, month, day, self.bylines(signed[1], named) if signed else (), match.end())

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
        return self._surname.fullmatch(token) is not None

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


@built_once
def compile_credits(vocabulary: Vocabulary) -> Credits:
    outlets = vocabulary.entries("outlets")
    credits = vocabulary.entries("credits")
    outlet = _outlet_pattern(outlets)
    any_role = alternatives([c["role"] for c in credits])
    long_role = alternatives([c["role"] for c in credits if len(c["role"]) > 1])
    photo = alternatives([c["role"] for c in credits if c["use"] == "photo" and c["role"] not in ("图", "图片")])
    closing = alternatives([c["role"] for c in credits if c["use"] == "closing" and c["role"] != "编辑"])
    surnames = [s["surname"] for s in vocabulary.entries("surnames")]
    name = rf"(?:{alternatives(surnames)})[一-鿿]{{1,2}}|[一-鿿]{{1,8}}·[一-鿿]{{1,8}}"
    return Credits(
        outlet=re.compile(outlet),
        _dateline=re.compile(
            rf"[\s（(【]*(?P<outlet>{outlet})(?P<place>[一-鿿、 ]{{0,12}}?)"
            r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{0,2})月(?P<day>\d{0,2})日)?\s*(?:综合)?(?:讯|电|消息)(?=[\s（(：:，,】])"
        ),
        _role_token=re.compile(rf"(?P<before>[一-鿿A-Za-z]{{0,16}}?)(?P<role>{long_role}|[文图摄]$)(?P<name>(?:[一-鿿·]{{2,12}})?)$"),
        _role=re.compile(rf"(?:{any_role}|报道)"),
        _second_role=re.compile(rf"((?:{long_role})[一-鿿·]{{2,4}}?)(?=(?:{long_role}))"),
        _opinion=re.compile(alternatives([c["role"] for c in credits if c["use"] == "opinion"])),
        _photo_word=re.compile(rf"(?:{photo})[）)。]?$"),
        _photo_end=re.compile(
            rf"(?:^|[\s。！？”）)、：:（(]|记者|通讯员|中心|公司)(?:[一-鿿·]{{2,12}}[\s、]{{0,2}}){{0,6}}(?:{photo})[）)。]?$"
        ),
        _closing=re.compile(rf"[（(\[]?(?:(?:{closing})[：:\s]{{0,2}}(?:{name})[\s、/|）)\]]{{0,3}}){{1,6}}$"),
        _own=frozenset(o["word"] for o in outlets if o["use"] == "own"),
        _surname=re.compile(name),
    )


def _outlet_pattern(outlets: tuple[dict[str, str], ...]) -> str:
    named = alternatives([o["word"] for o in outlets if o["use"] in ("name", "own")])
    suffixes = alternatives([o["word"] for o in outlets if o["use"] == "suffix"])
    return rf"(?:{named}|[一-鿿]{{2,8}}?(?:{suffixes}))"


def alternatives(words: list[str]) -> str:
    """The words as the branches of a pattern, the longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))
