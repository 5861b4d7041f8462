"""How the time of clean and segment grows with a page: one page of each layout, made longer and longer.

    python benchmarks/segment_speed.py [--layout NAME]... [--sizes N N ...]

A longer page has more articles, the same ones over again with a number in each paragraph, for what a page says twice is taken out, set as
`page_setting.py` sets them. The exponent is the slope of log time over
log length (least squares): 1 is in proportion to length, 2 quadratic. Prints a Markdown row a layout.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import replace

import numpy as np
from damage_batches import fetched
from page_articles import SourceArticle, load_articles
from page_setting import LAYOUTS, page_of

from kaozheng.tasks.clean import clean
from kaozheng.tasks.decode import decode
from kaozheng.tasks.segment import segment
from kaozheng.tasks.vocabulary import Vocabulary

SIZES = (20_000, 80_000, 320_000, 1_000_000)  # characters
SEED = 1


def page_text(articles: list[SourceArticle], layout: str, size: int) -> str:
    """One page of at least `size` characters."""
    rng = random.Random(f"{SEED} {layout}")
    mean = sum(len(article.alone) for article in articles) / len(articles)
    chosen = [_edition(rng.choice(articles), number) for number in range(int(size / mean) + 1)]
    return page_of(chosen, layout, rng).text


def _edition(article: SourceArticle, number: int) -> SourceArticle:
    """An article as no other page has it."""
    blocks = [replace(block, text=f"在第{number}站，{block.text}") for block in article.blocks]
    return replace(article, title=[f"{line}（{number}）" for line in article.title], blocks=blocks)


def seconds(text: str, vocabulary: Vocabulary) -> tuple[float, float]:
    """The time that clean and segment take on one document."""
    batch = fetched([text.encode()])
    decoded = decode(batch, vocabulary)
    begun = time.process_time()
    cleaned = clean(decoded, vocabulary)
    between = time.process_time()
    segment({**batch, **decoded, **cleaned}, vocabulary)
    return between - begun, time.process_time() - between


def exponent(sizes: list[int], times: list[float]) -> float:
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layout", action="append", choices=LAYOUTS)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    asked = parser.parse_args()
    articles, vocabulary = load_articles(), Vocabulary.default()
    seconds(page_text(articles, "dumped", 5_000), vocabulary)  # builds all patterns and models before the clock runs
    print("| layout | characters | clean, s | segment, s | segment, characters/s | exponent of segment |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for layout in asked.layout or LAYOUTS:
        texts = [page_text(articles, layout, size) for size in asked.sizes]
        times = [seconds(text, vocabulary) for text in texts]
        slope = exponent([len(text) for text in texts], [segmented for _, segmented in times])
        cleaned, segmented = times[-1]
        size = len(texts[-1])
        print(f"| {layout} | {size:,} | {cleaned:.1f} | {segmented:.1f} | {size / segmented:,.0f} | {slope:.2f} |", flush=True)


if __name__ == "__main__":
    main()
