"""How a cost grows with the length of a text, measured so that a busy machine does not decide the answer."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

RUNS = 3


def grows_linearly(work: Callable[[int], object], short: int = 4_000, factor: int = 8) -> bool:
    """Whether `work(n)` takes in proportion to n: a quadratic one takes `factor` times longer than this allows."""
    work(100)  # compiles
    base = max(_least(work, short), 0.004)
    return any(_least(work, factor * short, runs=1) < 3 * factor * base for _ in range(RUNS))


def _least(work: Callable[[int], object], size: int, runs: int = RUNS) -> float:
    """The best of some runs in seconds of this process, without the collector's pauses."""
    gc.collect()
    gc.disable()
    try:
        return min(_seconds(work, size) for _ in range(runs))
    finally:
        gc.enable()


def _seconds(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun
