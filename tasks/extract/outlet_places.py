"""Where an outlet is at home: 东台日报 in 东台市, whatever else its articles name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.gazetteer import LEVELS, Division, Gazetteer, compile_gazetteer
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_OPENING = 240  # characters of an article that tell where its news is from


@dataclass(frozen=True)
class OutletPlaces:
    """`known`: the places of outlets whose names do not tell them, None for those of the whole country; `dateline`: the opening of a text
    that names its outlet."""

    gazetteer: Gazetteer
    known: dict[str, Division | None]
    dateline: re.Pattern[str]

    def home(self, article: Article) -> Division | None:
        """Where the outlet of an article is at home; None where that does not name the place and opens with those of other provinces."""
        place = self.of(article.outlet or self._of_dateline(article.string))
        if place is None or place.short in article.string:
            return place
        opening = [h.divisions[0] for h in self.gazetteer.find(article.string[:_OPENING]) if h.sure and h.divisions[0].code]
        return place if not opening or any(d.province == place.province for d in opening) else None

    def _of_dateline(self, text: str) -> str | None:
        """The outlet that a dateline names: 潜江网讯, 仙桃日报4月3日讯."""
        dateline = self.dateline.search(text, 0, _OPENING)
        return dateline["outlet"] if dateline else None

    def of(self, outlet: str | None) -> Division | None:
        """The division whose name an outlet begins with, the largest that is called so; None where several are."""
        if not outlet:
            return None
        if outlet in self.known:
            return self.known[outlet]
        hit = next(iter(self.gazetteer.find(outlet)), None)
        if hit is None or hit.start > 0 or not hit.divisions[0].code:
            return None
        first, *others = hit.divisions
        return None if any(LEVELS[d.level] == LEVELS[first.level] for d in others) else first


@built_once
def compile_outlet_places(vocabulary: Vocabulary) -> OutletPlaces:
    gazetteer = compile_gazetteer(vocabulary)
    known = {e["outlet"]: gazetteer.by_code.get(e["code"]) for e in vocabulary.entries("outlet_places")}
    media = any_of(e["word"] for e in vocabulary.entries("link_cues") if e["role"] == "media")
    dateline = rf"(?:^|\n)\s*(?P<outlet>[\u4e00-\u9fff]{{2,6}}?{media})(?:\d{{1,2}}月\d{{1,2}}日)?讯"
    return OutletPlaces(gazetteer, known, re.compile(dateline))
