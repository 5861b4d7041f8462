"""Sets of words looked for in short texts: the longest at a place, the first, all of them.

An automaton takes the same time whatever the number of words, an alternation of a thousand nouns thirty times that of one.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class WordSet:
    """Words, none of which may be empty."""

    def __init__(self, words: Iterable[str]) -> None:
        self._list = sorted(set(words))
        self._known = frozenset(self._list)
        lengths: dict[str, set[int]] = {}
        for word in self._list:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        # As fast as the wholly unrolled automaton, and built in an eighth of the time.
        self._automaton = AhoCorasick(self._list, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)

    def end(self, text: str, start: int, stop: int) -> int:
        """Where the longest word ends that begins at `start` and ends by `stop`; `start` where none does."""
        for length in self._lengths.get(text[start : start + 1], ()):
            if start + length <= stop and text[start : start + length] in self._known:
                return start + length
        return start

    def first(self, text: str) -> str | None:
        """The word that begins first in `text`, the longest at that place."""
        found = self._automaton.find_matches_as_indexes(text) if text else ()
        return self._list[found[0][0]] if found else None

    def all(self, text: str) -> list[tuple[str, int, int]]:
        """The words of `text` with their spans, from left to right without overlap, the longest at each place."""
        found = self._automaton.find_matches_as_indexes(text) if text else ()
        return [(self._list[index], start, end) for index, start, end in found]
