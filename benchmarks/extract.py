"""How fast and how fully dates and counts are found, beside JioNLP and Recognizers-Text on the same paragraphs.

    python benchmarks/extract.py [SOURCE ...] [--peers PYTHON]

SOURCE: folders of texts (.txt, .jsonl), by default our own texts. The peers are optional: --peers names a Python that has them (`jionlp`;
`recognizers-text-suite` with `emoji<2`), by default this one; one that is missing is left out and named. Each runs alone on one core, and
the times are processor time. Ours take in the links of each count to place, period and actor; the actors themselves are found before.

Then hard texts: a megabyte each of one thing over and over, against the time per character of the ordinary text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from damage_batches import fetched
from damage_texts import own_texts, texts_of
from page_articles import load_articles

from kaozheng.tasks.article import Article, articles
from kaozheng.tasks.batch import Batch
from kaozheng.tasks.clean import clean
from kaozheng.tasks.decode import decode
from kaozheng.tasks.extract.actors import find_actors
from kaozheng.tasks.extract.counts import find_counts
from kaozheng.tasks.extract.dates import find_dates
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.segment import segment
from kaozheng.tasks.vocabulary import Vocabulary

ROUNDS = 3
HARD = ("2021年", "7", "一", "、", "三十", "第一", "1例，", "4月1日，")
HARD_CHARACTERS = 1_000_000
PEERS = {"jionlp": "JioNLP, dates alone", "recognizers": "Recognizers-Text, numbers and dates"}


class Timed(NamedTuple):
    """What a finder took on the same text, in seconds, and how much it found."""

    name: str
    seconds: float
    hits: int


def read(texts: Sequence[str], vocabulary: Vocabulary) -> list[Article]:
    """The articles of the texts, each a document."""
    batch: Batch = fetched(text.encode() for text in texts)
    decoded = decode(batch, vocabulary)
    batch = {**batch, **decoded, **clean(decoded, vocabulary)}
    return list(articles({**batch, **segment(batch, vocabulary)}))


def ours(documents: Sequence[Article], vocabulary: Vocabulary) -> Iterator[Timed]:
    """Dates alone, then dates and counts with their links, best of some rounds."""
    actors = [find_actors([document], vocabulary)[0] for document in documents]
    for name, with_counts in (("ours, dates alone", False), ("ours, dates and counts", True)):
        rounds = [_round(documents, actors, vocabulary, with_counts=with_counts) for _ in range(ROUNDS + 1)][1:]
        yield Timed(name, min(seconds for seconds, _ in rounds), rounds[0][1])


def _round(
    documents: Sequence[Article], actors: Sequence[Sequence[ActorMention]], vocabulary: Vocabulary, *, with_counts: bool
) -> tuple[float, int]:
    hits = 0
    begun = time.process_time()
    for document, known in zip(documents, actors, strict=True):
        dates = find_dates(document, vocabulary)
        hits += len(dates)
        if with_counts:
            hits += len(find_counts(document, dates, known, vocabulary))
    return time.process_time() - begun, hits


def peer(name: str, python: str, paragraphs: Sequence[str]) -> Timed | None:
    """A peer on the same paragraphs; None where that Python does not have it."""
    script = Path(__file__).with_name("extract_peers.py")
    done = subprocess.run([python, str(script), name], input=json.dumps(paragraphs), capture_output=True, text=True)
    if done.returncode == 3:
        return None
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.strip()}")
    found = json.loads(done.stdout.strip().splitlines()[-1])
    return Timed(PEERS[name], found["seconds"], len(found["hits"]))


def hard(unit: str, vocabulary: Vocabulary) -> float:
    """Seconds per character of dates and counts on one thing over and over."""
    documents = read([unit * (HARD_CHARACTERS // len(unit))], vocabulary)
    seconds, _ = _round(documents, [[]] * len(documents), vocabulary, with_counts=True)
    return seconds / HARD_CHARACTERS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, metavar="SOURCE")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    asked = parser.parse_args()
    vocabulary = Vocabulary.default()
    texts = [text.text for source in asked.sources for text in texts_of(source)] or [
        *(text.text for text in own_texts()),
        *(article.alone for article in load_articles()),
    ]
    documents = read(texts, vocabulary)
    paragraphs = [line for document in documents for line in document.string.split("\n")]
    characters = sum(map(len, paragraphs))
    timed = list(ours(documents, vocabulary))
    missing = []
    for name in PEERS:
        found = peer(name, asked.peers, paragraphs)
        timed += [found] if found else []
        missing += [] if found else [name]
    slowest = next((t for t in timed if t.name == PEERS["jionlp"]), None)
    print(f"{characters:,} characters\n\n| | characters/s | hits | times JioNLP |\n| --- | ---: | ---: | ---: |")
    for t in timed:
        ratio = f"{slowest.seconds / t.seconds:.1f}" if slowest else ""
        print(f"| {t.name} | {characters / t.seconds:,.0f} | {t.hits} | {ratio} |")
    if missing:
        print(f"\nnot installed for {asked.peers}: {', '.join(missing)}")
    ordinary = timed[1].seconds / characters
    print("\n| a megabyte of | microseconds a character | times ordinary text |\n| --- | ---: | ---: |")
    for unit in HARD:
        spent = hard(unit, vocabulary)
        print(f"| {unit} | {1e6 * spent:.2f} | {spent / ordinary:.2f} |", flush=True)


if __name__ == "__main__":
    main()
