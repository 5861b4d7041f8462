"""The region that an article is about: what settles names that several places share, and what 省委 and 市政府 belong to.

It is read from the document itself: the paper's home, the title, and how often each province and city is named, in the article above all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaozheng.tasks.extract.gazetteer import LEVELS, Division, Gazetteer, Hit

_OUTLET_WEIGHT, _TITLE_WEIGHT, _OWN_WEIGHT = 8, 2, 4


Weights = dict[str, int]
"""By the code of a province or prefecture, how often or with what weight it is named."""


class Mentions(NamedTuple):
    """How often each province and prefecture is named, by code."""

    provinces: Weights
    prefectures: Weights

    def add(self, others: Mentions, weight: int = 1) -> None:
        for own, new in zip(self, others, strict=True):
            for code, number in new.items():
                own[code] = own.get(code, 0) + weight * number


@dataclass(frozen=True)
class Region:
    """Provinces and prefectures by weight; `province` and `city` are the heaviest, None where the document names none.

    `outlet`: where the article's outlet is at home.
    """

    provinces: Weights
    prefectures: Weights
    province: Division | None
    city: Division | None
    cities: tuple[Division, ...] = ()
    outlet: Division | None = None

    def city_of(self, level: str) -> Division | None:
        """The city whose paper tells, else the heaviest prefecture of a level: what 市 means in a city's report from a region (喀什地区)
        far away."""
        return self.of_outlet(level) or next((city for city in self.cities if city.name.endswith(level)), self.city)

    def of_outlet(self, level: str) -> Division | None:
        """The city, county or district whose paper tells, where it is of a level."""
        own = self.outlet
        return own if own and own.level != "province" and own.name.endswith(level) else None

    def choose(self, divisions: Sequence[Division]) -> Division | None:
        """What a name means in this document: the largest division (吉林 is the province), among equals the one where it is at home.

        None where several are equally likely.
        """
        if len(divisions) == 1:
            return divisions[0]
        top = [d for d in divisions if LEVELS[d.level] == LEVELS[divisions[0].level]]
        if len(top) == 1:
            return top[0]
        weights = [(3 * self.prefectures.get(d.code[:4] + "00", 0) + self.provinces.get(d.province, 0), d) for d in top]
        best = max(weight for weight, _ in weights)
        chosen = [d for weight, d in weights if weight == best]
        return chosen[0] if best and len(chosen) == 1 else None


def _is_of_several(divisions: Sequence[Division]) -> bool:
    """Whether the largest divisions of a name lie in several provinces."""
    return len({d.province for d in divisions if d.level == divisions[0].level}) > 1


def count_places(hits: Iterable[Hit]) -> Mentions:
    """The provinces and prefectures that names point to; names that lie in several provinces point nowhere."""
    provinces: Weights = {}
    prefectures: Weights = {}
    for _, _, divisions, sure, _ in hits:
        code = divisions[0].code
        if not sure or not code or (len(divisions) > 1 and _is_of_several(divisions)):
            continue
        province, prefecture = code[:2] + "0000", code[:4] + "00"
        provinces[province] = provinces.get(province, 0) + 1
        if code != province:
            prefectures[prefecture] = prefectures.get(prefecture, 0) + 1
    return Mentions(provinces, prefectures)


def _of_division(division: Division) -> Mentions:
    return Mentions({division.province: 1}, {} if division.level == "province" else {division.code[:4] + "00": 1})


def together(counts: Iterable[Mentions]) -> Mentions:
    """What several texts name."""
    whole = Mentions({}, {})
    for own in counts:
        whole.add(own)
    return whole


def find_region(gazetteer: Gazetteer, document: Mentions, article: Mentions, outlet: Division | None, title: str) -> Region:
    """The region of an article from the names in its document and, with more weight, in itself, its title and its outlet's home."""
    named = together((document,))
    named.add(article, _OWN_WEIGHT)
    if title:
        named.add(count_places(gazetteer.find(title)), _TITLE_WEIGHT)
    if outlet:
        named.add(_of_division(outlet), _OUTLET_WEIGHT)
    provinces, cities = _by_weight(gazetteer, named.provinces), _by_weight(gazetteer, named.prefectures)
    return Region(*named, next(iter(provinces), None), next(iter(cities), None), cities, outlet)


def _by_weight(gazetteer: Gazetteer, weights: Weights) -> tuple[Division, ...]:
    """The divisions by their weight, the greatest first; the first named among equals."""
    codes = sorted(weights, key=weights.__getitem__, reverse=True)
    return tuple(gazetteer.by_code[code] for code in codes if code in gazetteer.by_code)
