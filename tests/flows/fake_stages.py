"""Stages that do little and tell that they ran, in whatever process: a line in the file that STAGE_LOG names.

A document with 败 fails its batch in `fake_clean`, one with 停 fails it until the second try, one with 亡 kills the process.
"""

from __future__ import annotations

import os
from pathlib import Path

from kaozheng.flows.dag import Stage
from kaozheng.tasks.batch import Rows, UnusableError, by_document
from kaozheng.tasks.tables.contract import ARTICLES, SENTENCES
from kaozheng.tasks.tables.staging import DECODED

STAGES = (
    Stage("decode", "fake_stages:decode"),
    Stage("clean", "fake_stages:clean", retries=1),
    Stage("segment", "fake_stages:segment"),
    Stage("prepare", "kaozheng.tasks.publish.prepare:prepare"),
)


def _tell(stage, text=""):
    with Path(os.environ["STAGE_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{stage} {text}\n")


def decode(batch, _vocabulary):
    _tell("decode")
    carried = {column.name for column in DECODED.columns}

    def work(row, out):
        if row["content"] is None:
            raise UnusableError(row["reason"])
        text = row["content"].decode()
        known = {name: value for name, value in row.items() if name in carried}
        told = {"charset": "utf-8", "charset_basis": "valid", "n_chars": len(text), "raw_text": text, "published_on": None}
        out.add(DECODED, {**known, **told})

    return by_document("decode", (DECODED,), batch["fetched"].to_pylist(), work)


def clean(batch, _vocabulary):
    _tell("clean")
    texts = "".join(batch["decoded"].column("raw_text").to_pylist())
    if "亡" in texts:
        os._exit(9)
    if "败" in texts:
        raise RuntimeError("this batch\nfails")
    if "停" in texts:
        _tell("stop")
        if Path(os.environ["STAGE_LOG"]).read_text(encoding="utf-8").count("stop") == 1:
            raise OSError("the disk is away")
    return Rows(()).batch()


def segment(batch, _vocabulary):
    _tell("segment")
    out = Rows((ARTICLES, SENTENCES))
    for row in batch["decoded"].to_pylist():
        article, text = f"{row['doc_id'][:16]}-a1", row["raw_text"]
        span = {"raw_start": 0, "raw_end": len(text)}
        out.add(ARTICLES, {
            "doc_id": row["doc_id"], "article_id": article, "position": 1, "title": None, "subtitle": None, "bylines": [], "outlet": None,
            "dateline_on": None, "published_on": None, "kind": "news", "text": text, "fragments": [span],
        })  # fmt: skip
        out.add(SENTENCES, {
            "doc_id": row["doc_id"], "article_id": article, "sentence_id": f"{article}-s1", "paragraph": 0, "position": 1, "part": "body",
            "text": text, **span,
        })  # fmt: skip
    return out.batch()
