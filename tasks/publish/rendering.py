"""The result of a query as text: an aligned table, CSV or JSON."""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import re
import shutil
from collections.abc import Sequence
from decimal import Decimal

from rich.cells import cell_len, set_cell_size

FORMATS = ("table", "csv", "json")
NULL = "NULL"
WIDEST_CELL = 60
NARROWEST_CELL = 12
# What a terminal would obey rather than show: control characters and those that turn the direction of writing.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

Rows = Sequence[Sequence[object]]


def as_table(columns: Sequence[str], rows: Rows, width: int) -> str:
    """Aligned columns, numbers to the right, with long text cut; a record a block where `width` terminal cells can't hold the columns.

    Chinese counts as two cells a character. Ends with the number of rows.
    """
    cells = [[_shown(value) for value in row] for row in rows]
    names = [_shown(name) for name in columns]
    widths = [min(max(map(cell_len, column)), WIDEST_CELL) for column in zip(names, *cells, strict=True)]
    count = f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"
    if not _narrowed(widths, width):
        return "\n".join([*_blocks(names, cells, width), count])
    right = [bool(rows) and all(row[i] is None or _is_number(row[i]) for row in rows) for i in range(len(names))]
    lines = [_line(names, widths, right), "  ".join("─" * w for w in widths)]
    lines += [_line(row, widths, right) for row in cells]
    return "\n".join([*lines, count])


def as_csv(columns: Sequence[str], rows: Rows) -> str:
    """RFC 4180 with a header line: a null is empty, dates are ISO 8601, lists and structs JSON."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return out.getvalue().rstrip("\n")


def as_json(columns: Sequence[str], rows: Rows) -> str:
    """An array of objects, one a line: dates are ISO 8601; what JSON has no number for (infinity) is null. Repeated names get a number."""
    names = _distinct(columns)
    lines = [json.dumps(dict(zip(names, map(_plain, row), strict=True)), ensure_ascii=False) for row in rows]
    return "[" + ",\n ".join(lines) + "]"


def rendered(columns: Sequence[str], rows: Rows, fmt: str, width: int | None = None) -> str:
    """Any of FORMATS; `width` is the terminal's, in cells, for a table."""
    if fmt == "table":
        return as_table(columns, rows, width or shutil.get_terminal_size((160, 50)).columns)
    return {"csv": as_csv, "json": as_json}[fmt](columns, rows)


# --- aligned tables


def _narrowed(widths: list[int], width: int) -> bool:
    """Narrow the widest columns, in place, until all fit; False where they can't without cutting to nothing."""
    excess = sum(widths) + 2 * (len(widths) - 1) - width
    while excess > 0:
        widest = max(range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= NARROWEST_CELL:
            return False
        widths[widest] -= 1
        excess -= 1
    return True


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    return "  ".join(map(_fitted, cells, widths, right)).rstrip()


def _fitted(cell: str, width: int, right: bool) -> str:
    size = cell_len(cell)
    if size > width:
        return set_cell_size(set_cell_size(cell, width - 1).rstrip() + "…", width)
    return " " * (width - size) + cell if right else cell + " " * (width - size)


def _blocks(names: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> list[str]:
    label = max(map(cell_len, names))
    lines = []
    for number, row in enumerate(cells, 1):
        lines.append(f"── row {number} ".ljust(min(width, 40), "─"))
        for name, cell in zip(names, row, strict=True):
            room = max(width - label - 2, NARROWEST_CELL)
            lines.append(f"{set_cell_size(name, label)}  {_fitted(cell, min(cell_len(cell), room), False)}".rstrip())
    return lines


def _shown(value: object) -> str:
    if value is None:
        return NULL
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_shown(item)}' for key, item in value.items())}}}"
    return _UNPRINTABLE.sub(_escaped, str(value))


def _escaped(found: re.Match[str]) -> str:
    return "⏎" if found[0] == "\n" else f"\\u{ord(found[0]):04x}"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


# --- plain values


def _csv_cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, (list, dict)) else plain


def _plain(value: object) -> object:
    """A value in JSON's types."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value.hex() if isinstance(value, bytes) else str(value)


def _distinct(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    distinct = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name}_{seen[name] - 1}")
    return distinct
