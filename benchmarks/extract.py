"""How fast and how fully dates and counts are found, beside JioNLP and Recognizers-Text on the same paragraphs.

    python benchmarks/extract.py [SOURCE ...] [--peers PYTHON]

SOURCE: folders of texts (.txt, .jsonl), by default our own texts. The peers are optional: --peers names a Python that has them (`jionlp`;
`recognizers-text-suite` with `emoji<2`), by default this one; one that is missing is left out and named. Each runs alone on one core and
sees each text once, after a warm-up on other texts: processor time of that one pass. Ours take in the links of each count to place,
period and actor; the actors themselves are found before.

Then hard texts: a megabyte each of one thing over and over, against the time per character of the ordinary text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from damage_batches import fetched
from damage_texts import SAMPLES, own_texts, texts_of
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


def ours(documents: Sequence[Article], warm: Sequence[Article], vocabulary: Vocabulary) -> list[Timed]:
    """Dates alone, and dates and counts with their links, in one pass over the documents."""
    _pass(warm, [find_actors([document], vocabulary)[0] for document in warm], vocabulary)
    dates, counts = _pass(documents, [find_actors([document], vocabulary)[0] for document in documents], vocabulary)
    both = Timed("ours, dates and counts", dates.seconds + counts.seconds, dates.hits + counts.hits)
    return [dates._replace(name="ours, dates alone"), both]


def _pass(documents: Sequence[Article], actors: Sequence[Sequence[ActorMention]], vocabulary: Vocabulary) -> tuple[Timed, Timed]:
    seconds, hits = [0.0, 0.0], [0, 0]
    for document, known in zip(documents, actors, strict=True):
        begun = time.process_time()
        dates = find_dates(document, vocabulary)
        between = time.process_time()
        counts = find_counts(document, dates, known, vocabulary)
        seconds = [seconds[0] + between - begun, seconds[1] + time.process_time() - between]
        hits = [hits[0] + len(dates), hits[1] + len(counts)]
    return Timed("dates", seconds[0], hits[0]), Timed("counts", seconds[1], hits[1])


def peer(name: str, python: str, paragraphs: Sequence[str], warm: Sequence[str]) -> Timed | None:
    """A peer on the same paragraphs, after others to warm up; None where that Python does not have it."""
    script = Path(__file__).with_name("extract_peers.py")
    done = subprocess.run([python, str(script), name], input=json.dumps([paragraphs, warm]), capture_output=True, text=True)
    if done.returncode == 3:
        return None
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.strip()}")
    found = json.loads(done.stdout.strip().splitlines()[-1])
    return Timed(PEERS[name], found["seconds"], found["hits"])


def hard(unit: str, vocabulary: Vocabulary) -> float:
    """Seconds per character of dates and counts on one thing over and over."""
    documents = read([unit * (HARD_CHARACTERS // len(unit))], vocabulary)
    return sum(timed.seconds for timed in _pass(documents, [[]] * len(documents), vocabulary)) / HARD_CHARACTERS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, metavar="SOURCE")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    asked = parser.parse_args()
    vocabulary = Vocabulary.default()
    own = [text.text for text in own_texts()]
    texts = [text.text for source in asked.sources for text in texts_of(source)] or own
    # One page without digits too: what only such pages ask for is built when the first of them comes.
    others_of_ours = [*(article.alone for article in load_articles()), (SAMPLES / "stripped-digits.txt").read_text(encoding="utf-8")]
    documents, warm = read(texts, vocabulary), read(others_of_ours, vocabulary)
    paragraphs, others = ([line for document in some for line in document.string.split("\n")] for some in (documents, warm))
    characters = sum(map(len, paragraphs))
    timed = ours(documents, warm, vocabulary)
    missing = []
    for name in PEERS:
        found = peer(name, asked.peers, paragraphs, others)
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
