"""Whether a compiled install finds what the sources find, row by row.

    python benchmarks/compiled.py PYTHON SOURCE...

PYTHON: that of the compiled install (`make compiled` makes one in .venv-compiled). Both run SOURCE... inline into a warehouse of their own,
and each published table must hold the same rows, but for the times of the run. Prints how long each took, and the rows of each table;
exit status 1 where any differs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

from kaozheng.tasks.tables.contract import TABLES

OF_THE_RUN = {"fetched_at"}


def ran(python: str, sources: list[str], warehouse: Path) -> float:
    """Seconds of a run into `warehouse`."""
    begun = time.perf_counter()
    command = [python, "-m", "kaozheng.flows.cli", "run", *sources, "--inline", "--quiet", "--warehouse", str(warehouse)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 2:
        sys.exit(f"{python}: {done.stderr.strip()}")
    return time.perf_counter() - begun


def version(python: str) -> str:
    return subprocess.run([python, "-m", "kaozheng.flows.cli", "--version"], capture_output=True, text=True, check=True).stdout.strip()


def rows(warehouse: Path, table: str) -> list[dict[str, object]]:
    found = pq.read_table(warehouse / table / f"{table}.parquet")
    return found.drop_columns([name for name in found.column_names if name in OF_THE_RUN]).to_pylist()


def main() -> None:
    python, *sources = sys.argv[1:] or sys.exit(__doc__)
    if not version(python).endswith("(compiled)"):
        sys.exit(f"{python} has no compiled kaozheng: make compiled")
    with tempfile.TemporaryDirectory() as folder:
        plain, compiled = Path(folder) / "plain", Path(folder) / "compiled"
        seconds = {"interpreted": ran(sys.executable, sources, plain), "compiled": ran(python, sources, compiled)}
        print("".join(f"{name}: {spent:.1f} s\n" for name, spent in seconds.items()), flush=True)
        differ = False
        print("| table | rows | the same |\n| --- | ---: | --- |")
        for table in TABLES:
            ours, theirs = rows(plain, table.name), rows(compiled, table.name)
            same = ours == theirs
            differ |= not same
            apart = sum(a != b for a, b in zip(ours, theirs, strict=False)) + abs(len(ours) - len(theirs))
            print(f"| {table.name} | {len(ours)} | {'yes' if same else f'NO: {apart} differ'} |")
    sys.exit(differ)


if __name__ == "__main__":
    main()
