"""What many documents and many rows cost.

    python benchmarks/scale.py documents [NUMBER]    runs over as many small documents: cold, unchanged, one document changed
    python benchmarks/scale.py rows [MILLIONS]       a table of as many synthetic counts: files, bytes a row, what a query reads
    python benchmarks/scale.py shuffled [MILLIONS]   the same where documents do not come in by day but in any order

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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

PLACES = ("海滨市", "云岭县", "江口区", "北塘镇", "河湾村")
BATCH_ROWS = 2_000  # what a batch of a quarter of a megabyte gives
DAYS = 1000
MONTH = ("2021-06-01", "2021-06-30")
QUERIES = ("measure = 'tests'", f"measure = 'tests' and date_end between '{MONTH[0]}' and '{MONTH[1]}'")


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
    """Batches of counts, ten a document. The days of a batch are near to each other and go on with the batches, as pages come in day by
    day; or, `shuffled`, those of each document are any of a thousand.
    """

    def __init__(self, rows: int, *, shuffled: bool) -> None:
        self.rows, self.shuffled = rows, shuffled

    def __iter__(self) -> Iterator[object]:
        for first in range(0, self.rows, BATCH_ROWS):
            yield self._batch(first)

    def _batch(self, first: int) -> object:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        from kaozheng.tasks.tables.contract import COUNTS
        from kaozheng.tasks.tables.values import MEASURES

        chance = np.random.default_rng(first)
        n = BATCH_ROWS
        documents = pa.array([chance.bytes(32).hex() for _ in range(n // 10)])
        ids = documents.take(pa.array(np.repeat(np.arange(n // 10), 10)))
        article = pc.binary_join_element_wise(pc.utf8_slice_codeunits(ids, 0, 16), "a1", "-")
        within = np.arange(n) % 10
        values = chance.integers(1, 100_000, n)
        columns: dict[str, object] = {
            "doc_id": ids,
            "article_id": article,
            "sentence_id": _numbered(article, "s", within // 2 + 1),
            "text": pc.binary_join_element_wise(pa.array(values).cast(pa.string()), "例", ""),
            "raw_start": within * 40,
            "raw_end": within * 40 + 6,
            "value": values.astype(float),
            "modifier": ["exact"] * n,
            "unit": ["例"] * n,
            "measure": pa.array(MEASURES).take(pa.array(chance.integers(0, len(MEASURES), n))),
            "aspect": ["incremental"] * n,
            "place": pa.array(PLACES).take(pa.array(chance.integers(0, len(PLACES), n))),
            "date_end": np.datetime64("2020-01-01") + self._days(first, chance),
            "status": ["observed"] * n,
            "count_id": _numbered(article, "c", within),
        }
        arrays = [_array(columns.get(field.name), field.type) for field in COUNTS.schema]
        return pa.Table.from_arrays(arrays, schema=COUNTS.schema)

    def _days(self, first: int, chance: np.random.Generator) -> np.ndarray:
        if self.shuffled:
            return chance.integers(0, DAYS, BATCH_ROWS // 10).repeat(10)
        return first * DAYS // self.rows + chance.integers(0, 5, BATCH_ROWS)


def _numbered(articles: object, kind: str, numbers: np.ndarray) -> object:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(articles, pc.binary_join_element_wise(kind, pa.array(numbers).cast(pa.string()), ""), "-")


def _array(values: object, kind: object) -> object:
    import pyarrow as pa

    if values is None:
        return pa.nulls(BATCH_ROWS, kind)
    return values.cast(kind) if isinstance(values, pa.Array) else pa.array(values, kind)


def measure_rows(rows: int, *, shuffled: bool) -> None:
    import resource

    import pyarrow.parquet as pq

    from kaozheng.tasks.publish.files import write_file
    from kaozheng.tasks.tables.contract import COUNTS

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counts.parquet"
        begun = time.perf_counter()
        write_file(COUNTS, Synthetic(rows, shuffled=shuffled), path, None)  # type: ignore[arg-type]
        seconds = time.perf_counter() - begun
        groups = pq.read_metadata(path).num_row_groups
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print("| what | figure |\n| --- | --- |")
        print(f"| rows, of {rows // BATCH_ROWS:,} batches | {rows:,} |\n| files | 1 |\n| row groups | {groups} |")
        print(f"| bytes a row | {path.stat().st_size / rows:.1f} |")
        print(f"| seconds to make and write them, MB of memory at most | {seconds:.0f}, {memory:,.0f} |")
        for where in QUERIES:
            print(f"| rows in the row groups of {where} | {what_it_reads(path, where)} |", flush=True)


def what_it_reads(path: Path, where: str) -> str:
    import duckdb
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(i) for i in range(metadata.num_row_groups)]
    read = sum(group.num_rows for group in groups if _may_have(group, "tests", MONTH if "date_end" in where else None))
    begun = time.perf_counter()
    ((found,),) = duckdb.sql(f"select count(value) from '{path}' where {where}").fetchall()
    seconds = time.perf_counter() - begun
    return f"{read:,} ({read / metadata.num_rows:.2%}), of which it wants {found:,}; {seconds:.2f} s"


def _may_have(group: object, measure: str, days: tuple[str, str] | None) -> bool:
    """Whether the statistics of a row group leave room for the rows of a measure, and of the days from one to another."""
    import datetime

    found = {group.column(i).path_in_schema: group.column(i).statistics for i in range(group.num_columns)}  # type: ignore[attr-defined]
    if not found["measure"].min <= measure <= found["measure"].max:
        return False
    if days is None:
        return True
    first, last = map(datetime.date.fromisoformat, days)
    return bool(found["date_end"].min <= last and found["date_end"].max >= first)


def main() -> None:
    what, number = [*sys.argv[1:], "", ""][:2]
    if what == "documents":
        measure_documents(int(number or 10_000))
    elif what in ("rows", "shuffled"):
        measure_rows(int(float(number or 10) * 1_000_000), shuffled=what == "shuffled")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
