"""The lost numbers of stripped pages: how many of a text's numbers are told as lost once its digits are gone.

    python benchmarks/stripped.py [FOLDER] [--misses]

Each text (our own, the undamaged samples, and those of FOLDER) is stripped as some sites do: no digits, Latin letters, quotation marks,
list commas or ends of paragraphs. Of the counts of the undamaged text that are written in digits it tells how many have a count with a null
value where their number stood. The other rows with a null value are told apart: those where some number stood (a date's, a name's), and
those where none did, which are wrong. A value in place of one that is gone would be invented.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from damage_batches import fetched, key
from damage_texts import SAMPLES, CleanText, own_texts, texts_of

from kaozheng.tasks.batch import Batch, Row
from kaozheng.tasks.clean import clean
from kaozheng.tasks.decode import decode
from kaozheng.tasks.extract.stage import extract
from kaozheng.tasks.segment import segment
from kaozheng.tasks.vocabulary import Vocabulary

GONE = re.compile(r"[0-9A-Za-z%.+~“”‘’、：:；;—\-()（）《》！？·\s]")
NUMBER = re.compile(r"[0-9][0-9.,]*")
WHOLE = (
    "accident-notice", "annual-result", "appointments", "border-port", "company-news", "donors", "football-final", "gym-complaint",
    "hospital-news", "honours", "liangshan-village", "press-briefing", "rail-police", "rider-commentary", "school-opening", "science-award",
    "shanghai-aid", "teachers-day", "tourism-festival", "university-news", "verdict", "yangtze-bank",
)  # fmt: skip
SHOWN = 12  # characters on either side of a miss


@dataclass(frozen=True)
class Stripped:
    """A text without digits: a line of its title, and one of all the rest. `at` has for each character how many stay before it."""

    name: str
    whole: str
    text: str
    at: list[int]


@dataclass
class Score:
    """Sums over the texts."""

    numbers: int = 0  # counts of the undamaged texts that are written in digits
    told: int = 0  # those with a lost count in their place
    elsewhere: int = 0  # lost counts where a digit stood that counts nothing
    wrong: int = 0  # lost counts where no digit stood
    invented: list[str] = field(default_factory=list)  # values that the undamaged text has not in that place
    misses: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.told / max(self.numbers, 1)

    @property
    def precision(self) -> float:
        return 1 - self.wrong / max(self.told + self.elsewhere + self.wrong, 1)


def whole_texts() -> list[CleanText]:
    """Our own texts that nothing is wrong with."""
    found = {text.name: text for text in own_texts()}
    for name in WHOLE:
        found[name] = CleanText(name, (SAMPLES / f"{name}.txt").read_text(encoding="utf-8").strip())
    return list(found.values())


def strip(text: CleanText) -> Stripped:
    head = text.text.find("\n")
    kept = [i == head or not GONE.match(c) for i, c in enumerate(text.text)]
    left = "".join(c for c, stays in zip(text.text, kept, strict=True) if stays)
    return Stripped(text.name, text.text, left, [0, *accumulate(map(int, kept))])


def run(texts: Sequence[CleanText]) -> Score:
    """What extract tells of the numbers of `texts` once they are stripped."""
    vocabulary = Vocabulary.default()
    pages = [strip(text) for text in texts]
    found = _counts([*(p.whole for p in pages), *(p.text for p in pages)], vocabulary)
    score = Score()
    for page in pages:
        _judge(page, found[key(page.whole.encode())], found[key(page.text.encode())], score)
    return score


def _counts(texts: Sequence[str], vocabulary: Vocabulary) -> dict[str, list[Row]]:
    contents = [text.encode() for text in texts]
    batch: Batch = fetched(contents)
    for stage in (decode, clean, segment, extract):
        batch = {**batch, **stage(batch, vocabulary)}
    rows: dict[str, list[Row]] = {key(content): [] for content in contents}
    for row in batch["counts"].select(["doc_id", "raw_start", "raw_end", "value", "status"]).to_pylist():
        rows[row["doc_id"]].append(row)
    return rows


def _judge(page: Stripped, whole: list[Row], stripped: list[Row], score: Score) -> None:
    counted = [number for row in whole if (number := NUMBER.search(page.whole, row["raw_start"], row["raw_end"])) is not None]
    lost = {(row["raw_start"], row["raw_end"]) for row in stripped if row["status"] == "lost"}
    told = _matched([page.at[number.start()] for number in counted], lost)
    score.numbers += len(counted)
    score.told += len(told)
    lost -= set(told.values())
    for here in (page.at[number.start()] for n, number in enumerate(counted) if n not in told):
        score.misses.append(f"{page.name}: {_around(page.text, here, here)}")
    places = {page.at[number.start()] for number in NUMBER.finditer(page.whole)}
    known = [(page.at[row["raw_start"]], page.at[row["raw_end"]], row["value"]) for row in whole]
    for row in stripped:
        start, end = row["raw_start"], row["raw_end"]
        here = row["value"] is not None and any(start <= at <= end for at in places)
        if here and not any(a < end and start < b and value == row["value"] for a, b, value in known):
            score.invented.append(f"{page.name}: {_around(page.text, start, end)} {row['value']:g}")
    for start, end in sorted(lost):
        if any(start <= at <= end for at in places):
            score.elsewhere += 1
        else:
            score.wrong += 1
            score.faults.append(f"{page.name}: {_around(page.text, start, end)}")


def _matched(places: Sequence[int], lost: set[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """The lost count of each place that has one: as many as can be where a count stands for one number (augmenting paths)."""
    held: dict[tuple[int, int], int] = {}

    def take(n: int, tried: set[tuple[int, int]]) -> bool:
        for span in sorted(lost - tried):
            if span[0] <= places[n] <= span[1]:
                tried.add(span)
                if span not in held or take(held[span], tried):
                    held[span] = n
                    return True
        return False

    for n in range(len(places)):
        take(n, set())
    return {n: span for span, n in held.items()}


def _around(text: str, start: int, end: int) -> str:
    return f"{text[max(start - SHOWN, 0) : start]}[{text[start:end]}]{text[end : end + SHOWN]}".replace("\n", "⏎")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="more texts: .txt, or .jsonl with `text`")
    parser.add_argument("--misses", action="store_true", help="list the numbers that are not told, and what is wrong")
    arguments = parser.parse_args()
    score = run(texts_of(arguments.folder) if arguments.folder else whole_texts())
    print("| numbers | told as lost | other numbers told | told where none stood | invented |\n| ---: | ---: | ---: | ---: | ---: |")
    print(f"| {score.numbers} | {score.told} ({score.recall:.3f}) | {score.elsewhere} | {score.wrong} | {len(score.invented)} |")
    if arguments.misses:
        print("\n".join(("", "misses", *score.misses, "", "where none stood", *score.faults, "", "invented", *score.invented)))


if __name__ == "__main__":
    main()
