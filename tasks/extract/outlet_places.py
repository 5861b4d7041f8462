"""Where an outlet is at home: 东台日报 in 东台市, whatever else its articles name."""

from __future__ import annotations

from dataclasses import dataclass

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.gazetteer import LEVELS, Division, Gazetteer, compile_gazetteer
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_OPENING = 240  # characters of an article that tell where its news is from


@dataclass(frozen=True)
class OutletPlaces:
    """`known`: the places of outlets whose names do not tell them, None for those of the whole country."""

    gazetteer: Gazetteer
    known: dict[str, Division | None]

    def home(self, article: Article) -> Division | None:
        """Where the outlet of an article is at home; None where that does not name the place and opens with those of other provinces."""
        place = self.of(article.outlet)
        if place is None or place.short in article.string:
            return place
        opening = [h.divisions[0] for h in self.gazetteer.find(article.string[:_OPENING]) if h.sure and h.divisions[0].code]
        return place if not opening or any(d.province == place.province for d in opening) else None

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
    return OutletPlaces(gazetteer, known)
