"""Readers of a folder whose contents are switched under them, by three ways to name and lay out the file of a table.

    python benchmarks/switches.py [SECONDS]

A link is moved from snapshot to snapshot a hundred times a second; a reader lists the folder behind it and reads all that is there. Names:
`new`, a name for each snapshot; `same`, one name for all; `carried`, one name, and each file carries the data of the one before, as publish
writes it. A read is good if it gives all rows of one snapshot. Prints a Markdown table of bad reads.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.synchronize import Event
from pathlib import Path

SNAPSHOTS = 60
PAUSE = 0.01
READERS = ("pandas", "pyarrow", "polars", "DuckDB")


def rows(snapshot: int) -> int:
    return 20_000 + 77 * snapshot


def write_snapshots(home: Path, names: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from kaozheng.tasks.publish.files import write_file
    from kaozheng.tasks.tables.declaration import Column, Table

    declared = Table("t", "", (Column("snapshot", pa.string(), ""), Column("word", pa.string(), "")))
    before = None
    for snapshot in range(SNAPSHOTS):
        n = rows(snapshot)
        table = pa.table(
            {"snapshot": [f"{snapshot}"] * n, "word": [f"{(i * 7919 + snapshot) % 100_003}" for i in range(n)]}, schema=declared.schema
        )
        path = home / str(snapshot) / "t" / (f"t{snapshot}.parquet" if names == "new" else "t.parquet")
        path.parent.mkdir(parents=True)
        if names == "carried":
            write_file(declared, [table], path, before)
        else:
            pq.write_table(table, path, compression="zstd")
        before = path


def switch_on_and_on(home: Path, stop: Event) -> None:
    """Once through all snapshots. The leap from the last back to the first, which no file carries, is one switch in sixty."""
    from kaozheng.tasks.publish.durable import point

    for snapshot in range(SNAPSHOTS):
        if stop.wait(PAUSE):
            return
        point(home / "current", str(snapshot))


def read(reader: str, folder: str) -> list[tuple[int, int]]:
    """Snapshot and number of rows of all that is found."""
    if reader == "pandas":
        import pandas

        found = Counter(pandas.read_parquet(folder)["snapshot"])
    elif reader == "pyarrow":
        import pyarrow.dataset as ds

        found = Counter(ds.dataset(folder).to_table()["snapshot"].to_pylist())
    elif reader == "polars":
        import polars

        found = Counter(polars.read_parquet(folder)["snapshot"].to_list())
    else:
        import duckdb

        with duckdb.connect() as connection:
            found = Counter(dict(connection.execute(f"select snapshot, count(word) from '{folder}/*.parquet' group by all").fetchall()))
    return [(int(snapshot), n) for snapshot, n in found.items()]


def read_on_and_on(reader: str, home: Path, stop: Event, results: multiprocessing.Queue) -> None:
    reads, bad = 0, Counter[str]()
    read(reader, str(home / "t"))
    results.put(None)
    while not stop.is_set():
        reads += 1
        try:
            found = read(reader, str(home / "t"))
            if len(found) != 1 or found[0][1] != rows(found[0][0]):
                bad["wrong rows" if found else "no rows"] += 1
        except BaseException as error:  # a panic of Polars is no Exception
            bad[type(error).__name__] += 1
    results.put((reads, dict(bad)))


def measure(names: str, reader: str, seconds: float, processes: multiprocessing.context.SpawnContext) -> str:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_snapshots(home, names)
        (home / "current").symlink_to("0")
        (home / "t").symlink_to("current/t")
        stop, results = processes.Event(), processes.Queue()
        task = processes.Process(target=read_on_and_on, args=(reader, home, stop, results))
        task.start()
        results.get()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            switch_on_and_on(home, stop)
        stop.set()
        reads, bad = results.get()
        task.join()
    told = ", ".join(f"{count} {kind}" for kind, count in bad.items())
    return f"{sum(bad.values())} of {reads}{f' ({told})' if told else ''}"


def main() -> None:
    seconds = float(sys.argv[1] if len(sys.argv) > 1 else 5)
    processes = multiprocessing.get_context("spawn")
    print(f"| names | {' | '.join(READERS)} |\n| --- |{' --- |' * len(READERS)}")
    for names in ("new", "same", "carried"):
        print(f"| {names} | {' | '.join(measure(names, reader, seconds, processes) for reader in READERS)} |", flush=True)


if __name__ == "__main__":
    main()
