"""Screening: whether a table plainly keeps what its declaration says of columns, key, references and spans, by Arrow's own kernels.

It errs on one side alone: a table that passes breaks none of these, and one that does not is for `validation` to judge. So the tables of a
run, which nearly always keep their declarations, need no queries but those of the rules that are written in SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kaozheng.tasks.tables.contract import DOCUMENTS, FRAGMENTS
from kaozheng.tasks.tables.declaration import Column, Reference, Table

Indices = npt.NDArray[np.int64]


def passes(declared: Table, tables: Mapping[str, pa.Table]) -> bool:
    """Whether the table of a declaration breaks nothing but, maybe, its rules. `tables` holds what it refers to as well."""
    table = tables[declared.name]
    return (
        all(_keeps_column(table[column.name], column) for column in declared.columns)
        and len(first_of_each(table, declared.key)) == table.num_rows
        and all(_is_whole(table, reference, tables[reference.table]) for reference in declared.references)
        and _lies_inside(table, declared, tables)
    )


def first_of_each(table: pa.Table, key: Sequence[str]) -> Indices:
    """The first row with each value of the key, in row order; all rows where there is no key."""
    codes = np.zeros(table.num_rows, np.int64)
    if not key or not table.num_rows:
        return np.arange(table.num_rows)
    for name in key:
        own = _codes(table[name])
        codes = np.unique(codes * (own.max() + 1) + own, return_inverse=True)[1]
    return np.sort(np.unique(codes, return_index=True)[1])


def _codes(column: pa.ChunkedArray[Any]) -> Indices:
    """A number for each value, the same for the same one; null is a value of its own."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    codes: Indices = encoded.indices.to_numpy().astype(np.int64)
    return codes


def _keeps_column(column: pa.ChunkedArray[Any], declared: Column) -> bool:
    if declared.null is None and column.null_count:
        return False
    if declared.values and not set(pc.unique(column).to_pylist()) <= {*declared.values, None}:
        return False
    if declared.least is not None and not _all(pc.greater_equal(column, pa.scalar(declared.least))):
        return False
    return declared.most is None or _all(pc.less_equal(column, pa.scalar(declared.most)))


def _is_whole(table: pa.Table, reference: Reference, referred: pa.Table) -> bool:
    column = table[reference.column]
    found = pc.index_in(column, value_set=referred[reference.key].combine_chunks())
    if found.null_count > column.null_count:
        return False
    # A reference other than to the document must stay within the document.
    return reference.column == "doc_id" or _all(pc.equal(pc.take(referred["doc_id"], found), table["doc_id"]))


def _lies_inside(table: pa.Table, declared: Table, tables: Mapping[str, pa.Table]) -> bool:
    """Whether all spans end inside their documents."""
    documents = tables[DOCUMENTS.name]
    for column in declared.columns:
        if column.name == "raw_end" or column.type == FRAGMENTS:
            lengths = pc.take(documents["n_chars"], pc.index_in(table["doc_id"], value_set=documents["doc_id"].combine_chunks()))
            ends = table[column.name]
            if column.type == FRAGMENTS:
                lengths = pc.take(lengths, pc.list_parent_indices(ends))
                ends = pc.struct_field(pc.list_flatten(ends), "raw_end")
            return _all(pc.less_equal(ends, lengths))
    return True


def _all(true: Any) -> bool:
    """Whether none is false; what is unknown is not."""
    return bool(pc.all(true, min_count=0).as_py())
