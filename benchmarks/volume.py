"""What a warehouse of many rows costs as a whole: publishing, publishing again, checking, asking, and asking of the past.

    python benchmarks/volume.py [MILLIONS]    of synthetic counts, ten a document; one if not given

Prints a Markdown table. Each step is a process of its own, as from the command line, with the memory that it took at most. What is
published second lacks one batch and has another, so that there is a past, and all that is not shared is written anew. Needs about a
gigabyte of disk a million counts, most of it for the staged batches.
"""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scale import BATCH_ROWS, Synthetic

if TYPE_CHECKING:
    import pyarrow as pa

RAW = "海滨市通报新增确诊病例。" * 40
SENTENCES = 5  # a document; each has two counts
LONGEST_SHOWN = 100
CLI = [sys.executable, "-m", "kaozheng.flows.cli"]
PUBLISH = """
import sys
from pathlib import Path
from kaozheng.tasks.publish.stage import publish
publish([*map(Path, sys.stdin.read().split())], Path(sys.argv[1]))
"""
QUESTIONS = {
    "one measure and month": "select count(value) from counts where measure = 'tests' and date_end between '2021-06-01' and '2021-06-30'",
    "one measure by month": "select date_trunc('month', date_end) as m, sum(value) from counts where measure = 'tests' group by m",
    "counts_by_day, one day": "select count(*) from counts_by_day where day = '2021-06-01'",
    "evidence of one document": "select count(raw) from evidence where doc_id = (select min(doc_id) from documents)",
    "document_history": "select count(*), count(superseded_by) from document_history where last_snapshot is not null",
}


class Cost(NamedTuple):
    """Seconds by the clock, and MiB of memory at most."""

    seconds: float
    memory: float


def measured(command: list[str], told: str = "") -> tuple[Cost, str]:
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    process.stdin.write(told)
    process.stdin.close()
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[:4]} gave {process.returncode}: {said}")
    return Cost(time.perf_counter() - begun, usage.ru_maxrss / 1024), said


def stage(folder: Path, rows: int) -> list[Path]:
    """Batches as `prepare` leaves them."""
    from kaozheng.tasks.batch import write_batch

    paths = []
    for number, counts in enumerate(Synthetic(rows, shuffled=False)):
        paths.append(folder / f"b{number:06d}")
        write_batch(_batch(counts, number), paths[-1])
    return paths


def _batch(counts: pa.Table, number: int) -> dict[str, pa.Table]:
    """The counts, and the documents, articles and sentences that they refer to; the other tables are empty."""
    from kaozheng.tasks.tables.contract import ARTICLES, COUNTS, DOCUMENTS, TABLES
    from kaozheng.tasks.tables.contract import SENTENCES as SENTENCE_TABLE
    from kaozheng.tasks.tables.staging import QUARANTINE

    now = datetime.datetime.now(datetime.UTC)
    documents, articles, sentences = [], [], []
    found = dict.fromkeys(zip(*(counts[name].to_pylist() for name in ("doc_id", "article_id")), strict=True))
    for place, (doc_id, article_id) in enumerate(found):
        name = f"{number:06d}-{place:03d}.txt"
        documents.append(
            {
                "doc_id": doc_id,
                "uri": f"file:///news/{name}",
                "uris": [],
                "source_name": name,
                "fetched_at": now,
                "media_type": "text/plain",
            }
            | {"charset": "utf-8", "charset_basis": "valid", "n_bytes": len(RAW.encode()), "n_chars": len(RAW), "published_basis": "none"}
            | {"raw_text": RAW, "status": "published"}
        )
        article = {"doc_id": doc_id, "article_id": article_id}
        articles.append(
            article | {"position": 1, "bylines": [], "kind": "news", "text": RAW, "fragments": [{"raw_start": 0, "raw_end": len(RAW)}]}
        )
        sentences += [
            article | {"sentence_id": f"{article_id}-s{i}", "paragraph": 0, "position": i, "part": "body", "text": RAW[: len(RAW) // 5]}
            | {"raw_start": 0, "raw_end": len(RAW)}
            for i in range(1, SENTENCES + 1)
        ]  # fmt: skip
    made = {DOCUMENTS.name: documents, ARTICLES.name: articles, SENTENCE_TABLE.name: sentences}
    tables = {table.name: table.rows(made.get(table.name, [])) for table in (*TABLES, QUARANTINE)}
    return tables | {COUNTS.name: counts}


def measure(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, warehouse = Path(folder), Path(folder) / "warehouse"
        staged = stage(home / "staged", rows)
        print(f"| {rows:,} counts of {rows // 10:,} documents in {len(staged):,} batches | seconds | MiB at most |\n| --- | ---: | ---: |")
        for what, batches in (("published", staged[1:]), ("one batch of another", staged[:-1])):
            _tell(what, *measured([sys.executable, "-c", PUBLISH, str(warehouse)], "\n".join(map(str, batches))))
        _tell("check", *measured([*CLI, "check", str(warehouse)]))
        for what, question in QUESTIONS.items():
            _tell(what, *measured([*CLI, "query", question, "-w", str(warehouse), "-f", "csv"]))
        for what in ("one measure and month", "document_history"):
            _tell(
                f"{what}, as of the first", *measured([*CLI, "query", QUESTIONS[what], "-w", str(warehouse), "-f", "csv", "--as-of", "1"])
            )


def _tell(what: str, cost: Cost, said: str) -> None:
    shown = " ".join(said.split()[-1:]) if len(said) < LONGEST_SHOWN else ""
    print(f"| {what}{f' ({shown})' if shown else ''} | {cost.seconds:.1f} | {cost.memory:,.0f} |", flush=True)


if __name__ == "__main__":
    measure(int(float(sys.argv[1] if len(sys.argv) > 1 else 1) * 1_000_000) // BATCH_ROWS * BATCH_ROWS)
