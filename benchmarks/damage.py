"""The damage lab: break clean texts in every known way, run decode and clean on them, and tell what came back.

    python benchmarks/damage.py [FOLDER] [--seed N] [--passages N] [--markdown]

The texts are our own (`texts/` and the undamaged samples) and those of FOLDER (.txt, .jsonl). What is restored is told by edit distance to
the text that clean gives for the undamaged text; facts are the values and units of the counts that segment and extract find in both. Prints
Markdown: a row a kind of damage, how right the repairs of mis-aligned GBK are by their confidence, and what was changed in undamaged text;
without --markdown also examples of what did not come back.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from damage_batches import fetched, key, text_by_document
from damage_kinds import KINDS, MISALIGNED, UNDAMAGED, Damaged
from damage_score import CONFIDENCES, Judged, Score, facts_of, judged_shifts
from damage_texts import CleanText, own_texts, texts_of

from kaozheng.tasks.batch import Batch, Row
from kaozheng.tasks.clean import clean
from kaozheng.tasks.decode import decode
from kaozheng.tasks.extract.stage import extract
from kaozheng.tasks.segment import segment
from kaozheng.tasks.vocabulary import Vocabulary

MOST_ROUNDS = 40  # over all texts, to gather passages with mis-aligned runs
COLUMNS = (
    "damage", "characters wrong", "after repair", "marked as lost", "restored", "passages whole", "facts found", "false facts",
    "million characters/s",
)  # fmt: skip
EXAMPLES = 3  # of passages that did not come back, a kind


@dataclass
class Lab:
    """What the lab found."""

    scores: dict[str, Score] = field(default_factory=dict)
    shifts: list[Judged] = field(default_factory=list)  # each repair of mis-aligned GBK, once for all pages that have it
    undamaged: int = 0  # characters of undamaged text
    false_repairs: list[Row] = field(default_factory=list)  # ledger rows of judgements on undamaged text


def run(texts: Sequence[CleanText], *, seed: int = 1, passages: int = 100, kinds: Sequence[str] = tuple(KINDS), facts: bool = True) -> Lab:
    """Break `texts` in each of `kinds` and repair them; `passages` with mis-aligned runs are gathered over several pages of each text."""
    vocabulary = Vocabulary.default()
    _warm_up(vocabulary)
    lab = Lab()
    settled = _settled(texts, vocabulary)
    for kind in kinds:
        documents = _documents(kind, texts if kind == UNDAMAGED else settled, seed, passages)
        score = lab.scores[kind] = Score()
        batch = _repaired([d.content for d in documents], vocabulary, score)
        truth = _repaired([d.truth.encode() for d in documents], vocabulary, Score())
        repaired, right = text_by_document(batch), text_by_document(truth)
        ledger = _by_document(batch["repairs"].to_pylist())
        for document in documents:
            score.add_text(document, right[key(document.truth.encode())], repaired.get(key(document.content), ""))
            lab.shifts += judged_shifts(document, ledger.get(key(document.content), ()))
        lab.shifts = list(dict.fromkeys(lab.shifts))
        if facts:
            _compare_facts(score, documents[: len(texts)], batch, truth, vocabulary)
        if kind == UNDAMAGED:
            lab.undamaged = score.truth
            lab.false_repairs = [row for rows in ledger.values() for row in rows if row["before"] is not None]
    return lab


def _settled(texts: Sequence[CleanText], vocabulary: Vocabulary) -> list[CleanText]:
    """The texts as clean leaves them, so that only what the damage did is left to mend."""
    cleaned = text_by_document(_repaired([text.text.encode() for text in texts], vocabulary, Score()))
    return [CleanText(text.name, cleaned[key(text.text.encode())]) for text in texts]


def _documents(kind: str, texts: Sequence[CleanText], seed: int, passages: int) -> list[Damaged]:
    found: list[Damaged] = []
    for number in range(MOST_ROUNDS if kind == MISALIGNED else 1):
        found += [KINDS[kind](text, random.Random(f"{seed} {kind} {text.name} {number}")) for text in texts]
        if sum(len(d.passages) for d in found) >= passages:
            break
    return found


def _warm_up(vocabulary: Vocabulary) -> None:
    """Have all patterns and models built before the clock runs."""
    clean(decode(fetched(["當(dāng)年，种了12\n34棵树。".encode(), "变?yōu)学".encode("gb18030")]), vocabulary), vocabulary)


def _repaired(contents: list[bytes], vocabulary: Vocabulary, score: Score) -> Batch:
    """The batch with the tables of decode and clean; their time and the characters they were given go to `score`."""
    batch = fetched(contents)
    begun = time.process_time()
    decoded = decode(batch, vocabulary)
    batch = {**batch, **decoded, **clean(decoded, vocabulary)}
    score.seconds += time.process_time() - begun
    score.characters += sum(len(str(text)) for text in decoded["decoded"].column("raw_text").to_pylist())
    return batch


def _compare_facts(score: Score, documents: Sequence[Damaged], batch: Batch, truth: Batch, vocabulary: Vocabulary) -> None:
    found, right = (
        _facts(b, vocabulary) for b in (_only(batch, [d.content for d in documents]), _only(truth, [d.truth.encode() for d in documents]))
    )
    for document in documents:
        score.add_facts(right.get(key(document.truth.encode()), Counter()), found.get(key(document.content), Counter()))


def _only(batch: Batch, contents: list[bytes]) -> Batch:
    wanted = pa.array([key(content) for content in contents])
    return {name: table.filter(pc.is_in(table.column("doc_id"), wanted)) for name, table in batch.items()}


def _facts(batch: Batch, vocabulary: Vocabulary) -> dict[str, Counter[str]]:
    batch = {**batch, **segment(batch, vocabulary)}
    return facts_of(extract(batch, vocabulary))


def _by_document(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row["doc_id"]), []).append(row)
    return found


def report(lab: Lab) -> Iterator[str]:
    """The tables, as lines of Markdown."""
    yield "| " + " | ".join(COLUMNS) + " |\n| --- |" + " ---: |" * (len(COLUMNS) - 1)
    for kind, s in lab.scores.items():
        facts = (_share(s.facts_found, s.facts), f"{len(s.false_facts)}") if s.facts else ("", "")
        rate = f"{s.characters / s.seconds / 1e6:.2f}" if s.seconds else ""
        cells = (s.wrong_before, s.wrong, s.lost, f"{s.share_restored:.1%}", _share(s.whole, s.passages), *facts, rate)
        yield f"| {kind} | " + " | ".join(map(str, cells)) + " |"
    if lab.shifts:
        yield "\n| confidence of a repair of mis-aligned GBK | repairs | right |\n| --- | ---: | ---: |"
        for low, high in CONFIDENCES:
            right = [shift.right for shift in lab.shifts if low <= shift.confidence < high]
            yield f"| {low:.1f} to {min(high, 1):.1f} | {len(right)} | {_share(sum(right), len(right))} |"
    if UNDAMAGED in lab.scores:
        changed = Counter[str]()
        for row in lab.false_repairs:
            changed[str(row["kind"])] += int(str(row["n"]))
        kinds = "".join(f", {n} by {kind}" for kind, n in changed.most_common())
        yield f"\nUndamaged text: {changed.total()} of {lab.undamaged} characters changed by a repair that takes judgement{kinds}."


def examples(lab: Lab) -> Iterator[str]:
    for kind, score in lab.scores.items():
        if score.examples:
            yield f"\nnot restored, {kind}:"
            yield from (f"  {example}" for example in score.examples[:EXAMPLES])
        if score.false_facts:
            yield f"facts that the undamaged text does not have, {kind}: {', '.join(score.false_facts[: 10 * EXAMPLES])}"
    wrong = [shift for shift in lab.shifts if not shift.right]
    if wrong:
        yield "\nwrong repairs of mis-aligned GBK: the raw text around it, repaired, the truth, confidence:"
        yield from (f"  {s.context!r}  {s.after}  {s.truth}  {s.confidence:.2f}" for s in wrong[: 10 * EXAMPLES])
    if lab.false_repairs:
        yield "\nchanged in undamaged text:"
        yield from (f"  {row['kind']} {row['before']!r} to {row['after']!r} at {row['raw_start']}" for row in lab.false_repairs)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} of {whole}" if whole else "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, help="more clean texts: .txt and .jsonl")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--passages", type=int, default=100, help="passages with mis-aligned GBK to gather")
    parser.add_argument("--markdown", action="store_true", help="print the tables only")
    asked = parser.parse_args()
    texts = [*own_texts(), *(texts_of(asked.folder) if asked.folder else [])]
    lab = run(texts, seed=asked.seed, passages=asked.passages)
    print("\n".join(report(lab)))
    if not asked.markdown:
        print("\n".join(examples(lab)))


if __name__ == "__main__":
    main()
