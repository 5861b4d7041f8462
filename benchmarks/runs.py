"""Time cold and second runs, with Prefect and inline, on given sources.

    python benchmarks/runs.py SOURCE... [--inline-only]

Prints a Markdown table: wall seconds of each run and what the command said. Each kind of run has a warehouse of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path


def timed(arguments: list[str]) -> tuple[float, int, str]:
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "kaozheng.flows.cli", *arguments], capture_output=True, text=True)
    said = (done.stdout + done.stderr).strip().splitlines()
    return time.perf_counter() - begun, done.returncode, said[0] if said else ""


def main() -> None:
    sources = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not sources:
        sys.exit(__doc__)
    kinds = {"inline": ["--inline"]} | ({} if "--inline-only" in sys.argv else {"prefect": []})
    print("| run | seconds | exit | said |\n| --- | --- | --- | --- |")
    for kind, flags in kinds.items():
        with tempfile.TemporaryDirectory() as folder:
            for which in ("cold", "second"):
                seconds, status, said = timed(["run", *sources, "--warehouse", str(Path(folder) / "warehouse"), *flags])
                print(f"| {kind}, {which} | {seconds:.1f} | {status} | {said} |", flush=True)


if __name__ == "__main__":
    main()
