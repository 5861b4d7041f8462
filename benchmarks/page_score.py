"""How a page was read: whose each character is, where reading jumps, and whether the facts are those of the articles by themselves.

articles   B-cubed F1 of the division of the body characters into articles: for each character, how much of its article is with it, and how
           much of what is with it belongs there (Bagga and Baldwin 1998); a character in no article stands alone
joints     F1 of the places where reading jumps: pairs of characters that follow each other in an article and not on the page
facts      F1 of the numbers with their units, the dates, the people and the quotes
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from page_setting import Page

from kaozheng.tasks.batch import Batch, Row

Span = tuple[int, int]
_SIGNED = ("header", "byline")
_FACTS: dict[str, Callable[[Row], str]] = {
    "counts": lambda row: f"{row['value']} {row['value_high']} {row['unit']} {row['measure']}",
    "dates": lambda row: f"{row['date_start']} {row['date_end']} {row['time_start']}",
    "actors": lambda row: str(row["name"]) if row["type"] == "person" else "",
    "quotes": lambda row: letters(str(row["text"])),
}
"""By table: what two rows must share to be one fact; '' for a row that is none."""


@dataclass
class Score:
    """Sums over pages of one layout."""

    pages: int = 0
    articles: float = 0.0
    found: int = 0
    expected: int = 0
    titles: int = 0
    titles_found: int = 0
    furniture: int = 0
    furniture_kept_out: int = 0
    jumps: int = 0
    jumps_made: int = 0
    jumps_right: int = 0
    facts: int = 0
    facts_made: int = 0
    facts_right: int = 0
    misses: list[str] = field(default_factory=list)
    false_facts: Counter[str] = field(default_factory=Counter)
    lost_facts: Counter[str] = field(default_factory=Counter)

    @property
    def articles_f1(self) -> float:
        return self.articles / max(self.pages, 1)

    @property
    def joints_f1(self) -> float:
        return f1(self.jumps_right, self.jumps_made, self.jumps)

    @property
    def facts_f1(self) -> float:
        return f1(self.facts_right, self.facts_made, self.facts)

    def add_page(self, page: Page, rows: Sequence[Row]) -> None:
        """`rows`: of the table `articles`, captions left out."""
        shown = [i for i, character in enumerate(page.text) if not character.isspace()]
        owner = {i: number for number, spans in enumerate(page.fragments) for i in _visible(page.text, spans)}
        orders = [[i for i in _visible(page.text, _spans(row)) if i in owner] for row in rows]
        self.pages += 1
        self.found += len(rows)
        self.expected += len(page.articles)
        self.articles += b_cubed({i: number for number, order in enumerate(orders) for i in order}, owner)
        self._add_titles(page, rows)
        inside = {i for row in rows for i in _visible(page.text, _spans(row))}
        furniture = list(_visible(page.text, page.furniture))
        self.furniture += len(furniture)
        self.furniture_kept_out += sum(i not in inside for i in furniture)
        next_body = _next_body(shown, owner)
        right = jumps((list(_visible(page.text, spans)) for spans in page.fragments), next_body)
        made = jumps(orders, next_body)
        self.jumps += len(right)
        self.jumps_made += len(made)
        self.jumps_right += len(right & made)
        for kind, pairs in (("missed", right - made), ("wrong", made - right)):
            self.misses += [f"{kind} {page.text[max(a - 9, 0) : a + 1]!r} to {page.text[b : b + 10]!r}" for a, b in sorted(pairs)]

    def _add_titles(self, page: Page, rows: Sequence[Row]) -> None:
        titles = {letters(str(row["title"] or "")) for row in rows}
        self.titles += len(page.articles)
        self.titles_found += sum(letters("".join(article.title)) in titles for article in page.articles)

    def add_facts(self, right: Counter[str], made: Counter[str]) -> None:
        self.facts += right.total()
        self.facts_made += made.total()
        self.facts_right += (right & made).total()
        self.false_facts += made - right
        self.lost_facts += right - made


def f1(hit: int, made: int, right: int) -> float:
    return 2 * hit / (made + right) if made + right else 1.0


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def b_cubed(made: dict[int, int], right: dict[int, int]) -> float:
    """Mean F1 over the characters of `right`; each maps a character to its article."""
    alone = {i: made.get(i, -1 - i) for i in right}
    both = Counter((alone[i], article) for i, article in right.items())
    made_sizes, right_sizes = Counter(alone.values()), Counter(right.values())
    precision = sum(n * n / made_sizes[a] for (a, _), n in both.items()) / len(right)
    recall = sum(n * n / right_sizes[b] for (_, b), n in both.items()) / len(right)
    return 2 * precision * recall / (precision + recall)


def jumps(orders: Iterable[Sequence[int]], next_body: dict[int, int | None]) -> set[Span]:
    """The pairs of neighbours in a reading order that are not neighbours on the page, what is no body aside."""
    return {(a, b) for order in orders for a, b in pairwise(order) if next_body[a] != b}


def facts_of(batch: Batch) -> dict[str, Counter[str]]:
    """By document: its numbers with their units, dates, people and quotes, as strings to compare; headers and signatures left out."""
    parts = {row["sentence_id"]: row["part"] for row in batch["sentences"].select(["sentence_id", "part"]).to_pylist()}
    found: dict[str, Counter[str]] = {}
    for name, fact in _FACTS.items():
        for row in batch[name].to_pylist():
            if parts[row["sentence_id"]] not in _SIGNED and (told := fact(row)):
                found.setdefault(row["doc_id"], Counter())[told] += 1
    return found


def _next_body(shown: Sequence[int], owner: dict[int, int]) -> dict[int, int | None]:
    """For each body character the next one on the page."""
    found: dict[int, int | None] = {}
    following: int | None = None
    for i in reversed(shown):
        if i in owner:
            found[i] = following
            following = i
    return found


def _visible(text: str, spans: Iterable[Span]) -> Iterable[int]:
    return (i for start, end in spans for i in range(start, end) if not text[i].isspace())


def _spans(row: Row) -> list[Span]:
    fragments: list[dict[str, int]] = row["fragments"]  # type: ignore[assignment]
    return [(fragment["raw_start"], fragment["raw_end"]) for fragment in fragments]
