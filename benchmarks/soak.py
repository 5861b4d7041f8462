"""One writer and five readers on one warehouse: does any read fail, or see more than one snapshot?

    python benchmarks/soak.py [MINUTES]

The writer runs the whole pipeline over and over, on documents that change each time, all of them and in number; each tells the number of
its edition. A reader loops over what the contract promises it: DIR/counts by pandas, polars, pyarrow and DuckDB, and the views of
DIR/warehouse.duckdb. In what it reads all rows must be of one edition, and all of that edition there. Prints a Markdown table; the exit
status is 1 if anything went wrong.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

FIRST = 1000
Rows = list[tuple[int, int]]  # edition and number of rows


def documents(edition: int) -> int:
    return 12 + 5 * (edition % 4)


def write_edition(news: Path, edition: int) -> None:
    for path in news.iterdir():
        path.unlink()
    for number in range(documents(edition)):
        text = f"海滨市通报\n\n2022年3月{1 + number % 28}日，海滨市第{number + 1}区新增确诊病例{edition}例。\n"
        (news / f"{number:03d}.txt").write_text(text, encoding="utf-8")


def publish_on_and_on(news: Path, warehouse: Path, seconds: float, results: multiprocessing.Queue) -> None:
    from kaozheng.flows import inline
    from kaozheng.flows.settings import Settings

    settings = Settings.of([news], warehouse)
    end, edition, errors = time.monotonic() + seconds, FIRST, Counter[str]()
    while time.monotonic() < end:
        edition += 1
        write_edition(news, edition)
        summary = inline.run(settings)
        if summary.exit_status or not summary.changed:
            errors[summary.as_text()] += 1
    results.put(("writer: kaozheng run --inline", edition - FIRST, edition - FIRST, dict(errors)))


def by_pandas(warehouse: Path) -> Rows:
    import pandas

    counts = pandas.read_parquet(warehouse / "counts").query("measure == 'cases_confirmed'")
    return [(int(value), len(rows)) for value, rows in counts.groupby("value")]


def by_polars(warehouse: Path) -> Rows:
    import polars

    counts = polars.read_parquet(warehouse / "counts").filter(polars.col("measure") == "cases_confirmed")
    return [(int(value), n) for value, n in counts.group_by("value").len().rows()]


def by_pyarrow(warehouse: Path) -> Rows:
    import pyarrow.dataset as ds

    counts = ds.dataset(warehouse / "counts").to_table(columns=["value"], filter=ds.field("measure") == "cases_confirmed")
    return [(int(value), n) for value, n in Counter(counts["value"].to_pylist()).items()]


_BY_EDITION = "select value::int, count(*) from {} where measure = 'cases_confirmed' group by value"


def by_duckdb_files(warehouse: Path) -> Rows:
    import duckdb

    with duckdb.connect() as connection:
        return connection.execute(_BY_EDITION.format(f"read_parquet('{warehouse}/counts/**/*.parquet')")).fetchall()


def by_duckdb_views(warehouse: Path) -> Rows:
    """Two tables at once: each document has its one count."""
    import duckdb

    with duckdb.connect(str(warehouse / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(_BY_EDITION.format("(from documents left join counts using (doc_id))")).fetchall()


READERS: dict[str, Callable[[Path], Rows]] = {
    "pandas.read_parquet(DIR/counts)": by_pandas,
    "polars.read_parquet(DIR/counts)": by_polars,
    "pyarrow.dataset(DIR/counts)": by_pyarrow,
    "DuckDB, DIR/counts/**/*.parquet": by_duckdb_files,
    "DuckDB, views of DIR/warehouse.duckdb": by_duckdb_views,
}


def read_on_and_on(name: str, warehouse: Path, seconds: float, results: multiprocessing.Queue) -> None:
    end, reads, seen, errors = time.monotonic() + seconds, 0, set[int](), Counter[str]()
    while time.monotonic() < end:
        reads += 1
        try:
            found = READERS[name](warehouse)
            if len(found) == 1 and found[0][1] == documents(found[0][0]):
                seen.add(found[0][0])
            else:
                errors[f"not one whole edition: {found[:3]}"] += 1
        except Exception as error:
            errors[f"{type(error).__name__}: {' '.join(str(error).split())[:150]}"] += 1
    results.put((name, reads, len(seen), dict(errors)))


def main() -> None:
    from kaozheng.flows import inline
    from kaozheng.flows.settings import Settings

    seconds = 60 * float(sys.argv[1] if len(sys.argv) > 1 else 10)
    with tempfile.TemporaryDirectory() as folder:
        news, warehouse = Path(folder) / "news", Path(folder) / "warehouse"
        news.mkdir()
        write_edition(news, FIRST)
        inline.run(Settings.of([news], warehouse))
        processes = multiprocessing.get_context("spawn")
        results = processes.Queue()
        tasks = [processes.Process(target=publish_on_and_on, args=(news, warehouse, seconds, results))]
        tasks += [processes.Process(target=read_on_and_on, args=(name, warehouse, seconds, results)) for name in READERS]
        for task in tasks:
            task.start()
        told = [results.get() for _ in tasks]
        for task in tasks:
            task.join()
    print(f"{seconds:.0f} s\n\n| who | publishes or reads | editions | errors |\n| --- | --- | --- | --- |")
    for name, times, editions, errors in sorted(told, key=lambda each: (each[0] in READERS, each[0])):
        print(f"| {name} | {times} | {editions} | {sum(errors.values())} |")
    for name, _, _, errors in told:
        for error, times in errors.items():
            print(f"{name}: {times} × {error}")
    sys.exit(any(errors for *_, errors in told))


if __name__ == "__main__":
    main()
