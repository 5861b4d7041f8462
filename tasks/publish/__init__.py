"""Publish: prepared batches become a snapshot that readers see all at once or not at all. Where things lie is told in `layout`."""

from pathlib import Path

SQL = Path(__file__).resolve().parents[2] / "sql"
KEPT = 5  # snapshots that stay if not told otherwise
