"""The DAG, declared once: which stages run on a batch, in which order, on what code and vocabulary each depends.

Prefect (`flows.pipeline`) and `--inline` (`flows.inline`) both run what stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaozheng.tasks.batch import Batch
    from kaozheng.tasks.vocabulary import Vocabulary


@dataclass(frozen=True)
class Stage:
    """A stage by name, and where its function is: 'package:function', imported where it runs."""

    name: str
    function: str
    retries: int = 0

    def load(self) -> Callable[[Batch, Vocabulary], Batch]:
        from importlib import import_module

        module, _, name = self.function.partition(":")
        return getattr(import_module(module), name)  # type: ignore[no-any-return]


# What happens to each batch, one after the other. `fetch` before them makes the batches; `publish` after them takes them all.
BATCH_STAGES = (
    Stage("decode", "kaozheng.tasks.decode:decode"),
    Stage("clean", "kaozheng.tasks.clean:clean"),
    Stage("segment", "kaozheng.tasks.segment:segment"),
    Stage("extract", "kaozheng.tasks.extract.stage:extract"),
    Stage("prepare", "kaozheng.tasks.publish.prepare:prepare"),
)
