"""Whether a break stands in the middle of a word."""

from __future__ import annotations

CONTEXT = 8  # characters on each side that the segmenter is shown


def straddles(before: str, after: str) -> bool:
    """Whether a word of the dictionary begins in `before` and ends in `after`."""
    import rjieba

    left = before[-CONTEXT:]
    at = 0
    for token in rjieba.cut(left + after[:CONTEXT], False):
        if at < len(left) < at + len(token):
            return True
        at += len(token)
    return False
