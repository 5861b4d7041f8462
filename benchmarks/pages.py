"""The page lab: set our own articles on newspaper pages, dump these as converters do, and tell how the pipeline reads them.

    python benchmarks/pages.py [--pages N] [--seed N] [--layout NAME]... [--no-facts] [--misses] [--write FOLDER]

Each page has three to five articles of `texts/pages/`. Facts are compared with those of the same articles, each a document by itself below
the same line of paper and day.
Prints a Markdown row a layout (`page_setting.py` tells what they are, `page_score.py` what is measured).
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from damage_batches import fetched, key
from page_articles import SourceArticle, load_articles
from page_score import Score, facts_of
from page_setting import LAYOUTS, Page, page_of

from kaozheng.tasks.batch import Batch
from kaozheng.tasks.clean import clean
from kaozheng.tasks.decode import decode
from kaozheng.tasks.extract.stage import extract
from kaozheng.tasks.segment import segment
from kaozheng.tasks.vocabulary import Vocabulary

ARTICLES_A_PAGE = (3, 4, 5)
COLUMNS = (
    "layout",
    "pages",
    "articles",
    "joints",
    "jumps right, made, true",
    "titles",
    "furniture kept out",
    "facts",
    "articles found, true",
)
SHOWN = 40


def pages_of(articles: Sequence[SourceArticle], layout: str, pages: int, seed: int) -> list[Page]:
    """So many pages, each drawn from `articles` by its own random numbers."""
    made = []
    for number in range(pages):
        rng = random.Random(f"{seed} {layout} {number}")
        made.append(page_of(rng.sample(list(articles), min(rng.choice(ARTICLES_A_PAGE), len(articles))), layout, rng))
    return made


def run(
    articles: Sequence[SourceArticle], *, layouts: Sequence[str] = tuple(LAYOUTS), pages: int = 40, seed: int = 1, facts: bool = True
) -> dict[str, Score]:
    """The scores by layout."""
    vocabulary = Vocabulary.default()
    scores = {}
    for layout in layouts:
        score = scores[layout] = Score()
        made = pages_of(articles, layout, pages, seed)
        batch = read([page.text for page in made], vocabulary)
        rows: dict[str, list[dict[str, object]]] = {}
        for row in batch["articles"].to_pylist():
            if row["kind"] != "caption":
                rows.setdefault(row["doc_id"], []).append(row)
        for page in made:
            score.add_page(page, rows.get(key(page.text.encode()), []))
        if facts:
            found = _facts(batch, vocabulary)
            for page, right in zip(made, _true_facts(made, vocabulary), strict=True):
                score.add_facts(right, found.get(key(page.text.encode()), Counter()))
    return scores


def read(texts: Sequence[str], vocabulary: Vocabulary) -> Batch:
    batch = fetched(text.encode() for text in texts)
    decoded = decode(batch, vocabulary)
    batch = {**batch, **decoded, **clean(decoded, vocabulary)}
    return {**batch, **segment(batch, vocabulary)}


def _true_facts(pages: Sequence[Page], vocabulary: Vocabulary) -> list[Counter[str]]:
    """For each page the facts of its articles, each read alone."""
    alone = [[f"{page.header}\n\n{article.alone}" for article in page.articles] for page in pages]
    found = _facts(read([text for texts in alone for text in texts], vocabulary), vocabulary)
    return [sum((found.get(key(text.encode()), Counter()) for text in texts), Counter[str]()) for texts in alone]


def _facts(batch: Batch, vocabulary: Vocabulary) -> dict[str, Counter[str]]:
    return facts_of({**batch, **extract(batch, vocabulary)})


def report(scores: dict[str, Score]) -> Iterator[str]:
    """The table, as lines of Markdown."""
    yield "| " + " | ".join(COLUMNS) + " |\n| --- |" + " ---: |" * (len(COLUMNS) - 1)
    for layout, s in scores.items():
        facts = f"{s.facts_f1:.3f}" if s.facts else ""
        kept_out = f"{s.furniture_kept_out / s.furniture:.3f}" if s.furniture else ""
        joints = (f"{s.joints_f1:.3f}" if s.jumps else "", f"{s.jumps_right}, {s.jumps_made}, {s.jumps}")
        cells = (s.pages, f"{s.articles_f1:.3f}", *joints, f"{s.titles_found / s.titles:.3f}", kept_out, facts, f"{s.found}, {s.expected}")
        yield f"| {layout} | " + " | ".join(map(str, cells)) + " |"


def examples(scores: dict[str, Score]) -> Iterator[str]:
    for layout, score in scores.items():
        yield f"\n{layout}:"
        yield from (f"  {miss}" for miss in score.misses[:SHOWN])
        for name, facts in (("lost", score.lost_facts), ("false", score.false_facts)):
            yield f"  {name} facts: " + ", ".join(f"{fact} ×{n}" for fact, n in facts.most_common(SHOWN))


def write(folder: Path, articles: Sequence[SourceArticle], layouts: Sequence[str], pages: int, seed: int) -> None:
    """Each page as a text file, with what is true of it as JSON beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for layout in layouts:
        for number, page in enumerate(pages_of(articles, layout, pages, seed)):
            path = folder / f"{layout}-{number:03d}.txt"
            path.write_text(page.text, encoding="utf-8", newline="")
            truth = {"articles": [a.name for a in page.articles], "fragments": page.fragments, "furniture": page.furniture}
            path.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=40, help="pages a layout (40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", action="append", choices=LAYOUTS, help="this layout only; may be repeated")
    parser.add_argument("--no-facts", action="store_true", help="leave out what takes most of the time")
    parser.add_argument("--misses", action="store_true", help="print jumps and facts that are wrong or missing")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the pages and their truth instead")
    asked = parser.parse_args()
    articles, layouts = load_articles(), asked.layout or list(LAYOUTS)
    if asked.write:
        write(asked.write, articles, layouts, asked.pages, asked.seed)
        return
    scores = run(articles, layouts=layouts, pages=asked.pages, seed=asked.seed, facts=not asked.no_facts)
    print("\n".join(report(scores)))
    if asked.misses:
        print("\n".join(examples(scores)))


if __name__ == "__main__":
    main()
