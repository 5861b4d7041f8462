"""How fast and how fully dates and counts are found, beside JioNLP and Recognizers-Text on the same paragraphs.

    python benchmarks/extract.py [SOURCE ...] [--peers PYTHON] [--rounds N]

SOURCE: folders of texts (.txt, .jsonl), by default our own texts. The peers are optional: --peers names a Python that has them (`jionlp`;
`recognizers-text-suite` with `emoji<2`), by default this one; one that is missing is left out and named. Each runs alone on one core, in a
process of its own, and sees each text once, after a warm-up on other texts: processor time of that one pass. All take turns, --rounds
times (5), for cores are not steady: the middle of each is told, and the ratio of the rounds from lowest to highest. Ours take in the
links of each count to place, period and actor; the actors themselves are found before.

Then hard texts: a megabyte each of one thing over and over, against the time per character of the ordinary text.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
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


def ours(texts: Sequence[str], warm: Sequence[str]) -> list[Timed]:
    """Dates alone, and dates and counts with their links, in one pass over the texts."""
    vocabulary = Vocabulary.default()
    for some in (warm, texts):
        documents = read(some, vocabulary)
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


def round_of(texts: Sequence[str], warm: Sequence[str], paragraphs: Sequence[Sequence[str]], python: str) -> list[Timed]:
    """All finders once, one behind the other; a peer that is not there is left out."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        timed: list[Timed] = pool.apply(ours, (texts, warm))
    found = [peer(name, python, *paragraphs) for name in PEERS]
    return timed + [one for one in found if one]


def told(rounds: Sequence[Sequence[Timed]], characters: int) -> None:
    """Print the middle of the rounds for each finder, and its speed as times JioNLP's, round by round."""
    print(f"{characters:,} characters, {len(rounds)} rounds\n\n| | characters/s | hits | times JioNLP |\n| --- | ---: | ---: | ---: |")
    against = [next((one.seconds for one in timed if one.name == PEERS["jionlp"]), None) for timed in rounds]
    for turns in zip(*rounds, strict=True):
        speed = characters / median(turn.seconds for turn in turns)
        ratios = sorted(slow / turn.seconds for slow, turn in zip(against, turns, strict=True) if slow)
        ratio = f"{median(ratios):.1f} ({ratios[0]:.1f} to {ratios[-1]:.1f})" if ratios else ""
        print(f"| {turns[0].name} | {speed:,.0f} | {turns[0].hits} | {ratio} |")
    missing = PEERS.keys() - {name for name, called in PEERS.items() if any(called == one.name for one in rounds[0])}
    if missing:
        print(f"\nnot installed there: {', '.join(sorted(missing))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, metavar="SOURCE")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    asked = parser.parse_args()
    vocabulary = Vocabulary.default()
    texts = [text.text for text in (own_texts() if not asked.sources else (t for source in asked.sources for t in texts_of(source)))]
    # One page without digits too: what only such pages ask for is built when the first of them comes.
    warm = [*(article.alone for article in load_articles()), (SAMPLES / "stripped-digits.txt").read_text(encoding="utf-8")]
    paragraphs = [[line for document in read(some, vocabulary) for line in document.string.split("\n")] for some in (texts, warm)]
    characters = sum(map(len, paragraphs[0]))
    rounds = [round_of(texts, warm, paragraphs, asked.peers) for _ in range(asked.rounds)]
    told(rounds, characters)
    ordinary = median(timed[1].seconds for timed in rounds) / characters
    print("\n| a megabyte of | microseconds a character | times ordinary text |\n| --- | ---: | ---: |")
    for unit in HARD:
        spent = hard(unit, vocabulary)
        print(f"| {unit} | {1e6 * spent:.2f} | {spent / ordinary:.2f} |", flush=True)


if __name__ == "__main__":
    main()
