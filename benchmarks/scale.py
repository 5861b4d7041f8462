"""What many documents and many rows cost.

    python benchmarks/scale.py documents [NUMBER]    runs over as many small documents: cold, unchanged, one document changed
    python benchmarks/scale.py rows [MILLIONS]       a table of as many synthetic counts: files, bytes a row, what a query reads

Prints a Markdown table. Documents are of our own making; runs are `kaozheng run --inline`, each a process of its own, start-up included.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PLACES = ("海滨市", "云岭县", "江口区", "北塘镇", "河湾村")
BATCH_ROWS = 2_000  # what a batch of a quarter of a megabyte gives


def write_documents(news: Path, number: int) -> None:
    chance = random.Random(7)
    for i in range(number):
        told = [f"{chance.choice(PLACES)}通报（第{i}期）"]
        for _ in range(chance.randint(1, 6)):
            day = f"2022年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
            told.append(
                f"{day}，{chance.choice(PLACES)}新增确诊病例{chance.randint(1, 300)}例，累计检测{chance.randint(1, 900) / 10}万人次，"
                f"隔离密切接触者{chance.randint(1, 5000)}人。市长李某某要求，“要把防控工作做实做细”。"
            )
        (news / f"{i:06d}.txt").write_text("\n\n".join(told), encoding="utf-8")


def timed_run(news: Path, warehouse: Path) -> tuple[float, str]:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "kaozheng.flows.cli", "run", str(news), "-w", str(warehouse), "--inline", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return time.perf_counter() - begun, done.stdout.splitlines()[-1].strip()


def measure_documents(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        news, warehouse = Path(folder) / "news", Path(folder) / "warehouse"
        news.mkdir()
        write_documents(news, number)
        cold, said = timed_run(news, warehouse)
        print(f"| run over {number:,} documents | seconds | of the cold run | said |\n| --- | --- | --- | --- |")
        print(f"| cold | {cold:.1f} | | {said} |", flush=True)
        for what in ("unchanged", "unchanged", "one changed"):
            if what == "one changed":
                (news / "000100.txt").write_text("海滨市通报\n\n2022年3月1日，海滨市新增确诊病例7例。", encoding="utf-8")
            seconds, said = timed_run(news, warehouse)
            print(f"| {what} | {seconds:.1f} | {seconds / cold:.1%} | {said} |", flush=True)


class Synthetic:
    """Batches of counts, a few a document, of days near to each other, as pages come in."""

    def __init__(self, rows: int) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[object]:
        for first in range(0, self.rows, BATCH_ROWS):
            yield self._batch(first)

    def _batch(self, first: int) -> object:
        import datetime

        import numpy as np
        import pyarrow as pa

        from kaozheng.tasks.tables.contract import COUNTS, MEASURES

        chance = np.random.default_rng(first)
        n = BATCH_ROWS
        documents = [f"{chance.integers(1 << 62):016x}" * 4 for _ in range(n // 10)]
        of = np.repeat(np.arange(n // 10), 10)
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=first * 1000 // self.rows)
        values = chance.integers(1, 100_000, n)
        columns: dict[str, object] = {
            "doc_id": [documents[i] for i in of],
            "article_id": [f"{documents[i][:16]}-a1" for i in of],
            "sentence_id": [f"{documents[i][:16]}-a1-s{j % 10 // 2 + 1}" for j, i in enumerate(of)],
            "text": [f"{value}例" for value in values],
            "raw_start": np.arange(n) % 10 * 40,
            "raw_end": np.arange(n) % 10 * 40 + 6,
            "value": values.astype(float),
            "modifier": ["exact"] * n,
            "unit": ["例"] * n,
            "measure": [MEASURES[i] for i in chance.integers(0, len(MEASURES), n)],
            "aspect": ["incremental"] * n,
            "place": [PLACES[i] for i in chance.integers(0, len(PLACES), n)],
            "date_end": [day + datetime.timedelta(days=int(i)) for i in chance.integers(0, 5, n)],
            "status": ["observed"] * n,
            "count_id": [f"{documents[i][:16]}-a1-c{j % 10}" for j, i in enumerate(of)],
        }
        arrays = [pa.array(columns[f.name], f.type) if f.name in columns else pa.nulls(n, f.type) for f in COUNTS.schema]
        return pa.Table.from_arrays(arrays, schema=COUNTS.schema)


def measure_rows(rows: int) -> None:
    import duckdb
    import pyarrow.parquet as pq

    from kaozheng.tasks.publish.files import write_file
    from kaozheng.tasks.tables.contract import COUNTS

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counts.parquet"
        begun = time.perf_counter()
        write_file(COUNTS, Synthetic(rows), path, None)  # type: ignore[arg-type]
        seconds = time.perf_counter() - begun
        groups = [pq.read_metadata(path).row_group(i) for i in range(pq.read_metadata(path).num_row_groups)]
        print("| what | figure |\n| --- | --- |")
        print(f"| rows, of {rows // BATCH_ROWS:,} batches | {rows:,} |\n| files | 1 |\n| row groups | {len(groups)} |")
        print(f"| bytes a row | {path.stat().st_size / rows:.1f} |\n| seconds to make and write them | {seconds:.0f} |")
        for where in ("measure = 'tests'", "measure = 'tests' and date_end between '2021-06-01' and '2021-06-30'"):
            read = sum(group.num_rows for group in groups if _may_have(group, "tests", "2021-06-01" if "date" in where else None))
            begun = time.perf_counter()
            duckdb.sql(f"select sum(value), count(*) from '{path}' where {where}").fetchall()
            print(f"| rows in the row groups of {where} | {read:,} ({read / rows:.1%}), {time.perf_counter() - begun:.2f} s |")


def _may_have(group: object, measure: str, month: str | None) -> bool:
    """Whether the statistics of a row group leave room for the rows of a measure, and of the month that begins with a day."""
    import datetime

    found = {group.column(i).path_in_schema: group.column(i).statistics for i in range(group.num_columns)}  # type: ignore[attr-defined]
    if not found["measure"].min <= measure <= found["measure"].max:
        return False
    first = datetime.date.fromisoformat(month) if month else None
    return first is None or (found["date_end"].min < first + datetime.timedelta(days=30) and found["date_end"].max >= first)


def main() -> None:
    what, number = [*sys.argv[1:], "", ""][:2]
    if what == "documents":
        measure_documents(int(number or 10_000))
    elif what == "rows":
        measure_rows(int(float(number or 10) * 1_000_000))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
