"""How many characters a second decode and clean take on one core, beside one OpenCC pass over the same text.

    python benchmarks/clean_speed.py [--seconds S]

The texts are our own, made up into documents of 1,000 to 7,000 characters (up to 20 kB), in a batch of a megabyte, the unit of work of a
run. Damaged is: Traditional script, every twelfth character or so glossed, commas doubled. Times are processor time, the best of several
rounds, and take in the Arrow tables that a stage reads and writes. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

import damage_mirror
from damage_batches import fetched
from damage_texts import own_texts

from kaozheng.tasks.clean import clean
from kaozheng.tasks.decode import decode
from kaozheng.tasks.vocabulary import Vocabulary

BATCH_BYTES = 1_000_000
SHORTEST, LONGEST = 1000, 7000  # characters of a document


def documents(seed: int = 1) -> list[str]:
    """A batch of documents, each of paragraphs of our texts in any order."""
    chance = random.Random(seed)
    paragraphs = [p for text in own_texts() for p in text.paragraphs]
    made: list[str] = []
    while sum(len(d.encode()) for d in made) < BATCH_BYTES:
        wanted, document = chance.randint(SHORTEST, LONGEST), ""
        while len(document) < wanted:
            document += chance.choice(paragraphs) + "\n"
        made.append(document)
    return made


def damaged(texts: list[str], seed: int = 1) -> list[str]:
    table = damage_mirror.page_table(random.Random(seed))
    return [damage_mirror.gloss(text, table).replace("，", "，,") for text in texts]


def rate(work: Callable[[], object], characters: int, seconds: float) -> float:
    """Million characters a second, best of the rounds that fit into `seconds`, after one to warm up."""
    work()
    best, spent = float("inf"), 0.0
    while spent < seconds:
        begun = time.process_time()
        work()
        took = time.process_time() - begun
        best, spent = min(best, took), spent + took
    return characters / best / 1e6


def measured(texts: list[str], seconds: float) -> dict[str, float]:
    from opencc import OpenCC

    vocabulary, converter = Vocabulary.default(), OpenCC("t2s")
    raw = fetched(text.encode() for text in texts)
    decoded = decode(raw, vocabulary)
    characters = sum(map(len, texts))
    return {
        "decode": rate(lambda: decode(raw, vocabulary), characters, seconds),
        "clean": rate(lambda: clean(decoded, vocabulary), characters, seconds),
        "decode and clean": rate(lambda: clean(decode(raw, vocabulary), vocabulary), characters, seconds),
        "one OpenCC pass": rate(lambda: [converter.convert(text) for text in texts], characters, seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=3.0, help="time for each figure")
    seconds = parser.parse_args().seconds
    whole = documents()
    figures = {"clean text": measured(whole, seconds), "fully damaged text": measured(damaged(whole), seconds)}
    names = list(next(iter(figures.values())))
    print("| million characters a second | " + " | ".join(names) + " |\n| --- |" + " --- |" * len(names))
    for text, row in figures.items():
        print(f"| {text} | " + " | ".join(f"{row[name]:.2f}" for name in names) + " |")


if __name__ == "__main__":
    main()
