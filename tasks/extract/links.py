"""Links: the place, the period and the actor that a quantity belongs to.

All three are read from what governs the number, in this order: its clause, its sentence, its paragraph, the heading. Places are in
`tasks.extract.places`, periods in `tasks.extract.periods`, the bodies that act or report in `tasks.extract.bodies`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.bodies import Bodies
from kaozheng.tasks.extract.body_deeds import compile_body_deeds
from kaozheng.tasks.extract.borders import Borders
from kaozheng.tasks.extract.changes import compile_changes
from kaozheng.tasks.extract.gazetteer import compile_gazetteer
from kaozheng.tasks.extract.home import Home
from kaozheng.tasks.extract.link_cues import compile_link_cues
from kaozheng.tasks.extract.mentions import ActorMention, DateMention
from kaozheng.tasks.extract.outlet_places import compile_outlet_places
from kaozheng.tasks.extract.period_reading import PeriodReader
from kaozheng.tasks.extract.periods import Periods
from kaozheng.tasks.extract.place_reading import PlaceReader
from kaozheng.tasks.extract.places import Places
from kaozheng.tasks.vocabulary import Vocabulary


class Links:
    """What one article names that numbers can belong to, and the readers that choose from it.

    `counted`: the sentences with numbers, in order; `at_home`: the article and the actors that tell where it is at home, where those are
    others. `name_ends`: where the names of bodies and people end, in order.
    """

    def __init__(
        self,
        article: Article,
        dates: Sequence[DateMention],
        actors: Sequence[ActorMention],
        counted: Sequence[Sentence],
        vocabulary: Vocabulary,
        at_home: tuple[Article, Sequence[ActorMention]] | None = None,
    ) -> None:
        cues, changes = compile_link_cues(vocabulary), compile_changes(vocabulary)
        gazetteer = compile_gazetteer(vocabulary)
        places = [a for a in actors if a.type == "place"]
        others = [a for a in actors if a.type != "place"]
        self.name_ends = [a.end for a in others if a.type != "group"]
        plain, named = at_home or (article, actors)
        settled = [a for a in named if a.type == "place"], [a for a in named if a.type != "place"]
        home = Home(plain, *settled, gazetteer, compile_outlet_places(vocabulary).home(plain), cues)
        self.places = Places(article.string, places, others, home, gazetteer, cues)
        self.periods = Periods(article, dates, cues, changes)
        borders = Borders(article.string)
        self.bodies = Bodies(article.string, others, counted, self.places, borders, cues, compile_body_deeds(vocabulary))
        self.place_reader = PlaceReader(self.places, borders, article.string, cues)
        self.period_reader = PeriodReader(self.periods, article, cues, changes)
