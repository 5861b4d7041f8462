"""Where the model is asked: clauses that a dictionary reads through hold no name that it could find.

A clause is left to the dictionary where all its words are known, none is a name of a person or body or a place that the gazetteer lacks,
and nothing in it is a title, a crew or the end of an organisation's name, whose borders rest on the model's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.gazetteer import compile_gazetteer
from kaozheng.tasks.extract.lexicon import NOMINAL, Lexicon, compile_lexicon
from kaozheng.tasks.extract.tagger import DictionaryTagger, Tagger, Word, default_tagger
from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import word_model

# Log probability from which a character is taken to stand as a word of its own; below, two in a row are a word that no dictionary has.
_COMMON_ALONE = -7.0
_NAMES = frozenset(("PER", "ORG", "nz", "j"))  # j: short forms (中联重科)
_MADE_UP = frozenset("najqz")  # first letters of the tags that names have which no dictionary has
_DIVISIONS = tuple("县区市州旗镇乡村")
_CLAUSE_ENDS = frozenset("，；：。！？")
_LISTED_BODIES = "局厅委办部院"
_LEAST_CONTEXT = 12  # characters of a clause from which the model reads it as well alone as in its sentence
_HAN = re.compile("[\u4e00-\u9fff]")


class _Part(NamedTuple):
    """`sentence[start:end]`, the dictionary's words of it, and whether the model is asked for its own."""

    start: int
    end: int
    words: list[Word]
    is_open: bool


@dataclass(frozen=True)
class Asking:
    """A tagger that asks `model` only about clauses in which names may stand, and takes the dictionary's words for the rest.

    `cues`: words with which names stand; `alone`: characters that are common as words; `places`: those that the gazetteer is sure of;
    `no_names`: words that are no names, though no dictionary has them; `ends`: last words of names of one character.
    """

    model: Tagger
    dictionary: DictionaryTagger
    cues: AhoCorasick
    alone: frozenset[str]
    places: frozenset[str]
    no_names: frozenset[str]
    ends: frozenset[str]

    def words(self, sentences: Sequence[str]) -> list[list[Word]]:
        read = self.dictionary.words(sentences)
        parts = [_with_context(list(self._clauses(*own))) for own in zip(sentences, read, strict=True)]
        asked = [sentence[p.start : p.end] for sentence, own in zip(sentences, parts, strict=True) for p in own if p.is_open]
        answers = iter(self.model.words(asked))
        return [[word for part in own for word in (next(answers) if part.is_open else part.words)] for own in parts]

    def _clauses(self, sentence: str, words: Iterable[Word]) -> Iterator[_Part]:
        """The clauses of a sentence, of which `words` are the dictionary's."""
        start = at = 0
        own: list[Word] = []
        for word in words:
            own.append(word)
            at += word[0]
            if at == len(sentence) or (sentence[at - 1] in _CLAUSE_ENDS and sentence[at] not in _CLAUSE_ENDS):
                yield _Part(start, at, own, self._is_open(sentence, start, at, own))
                start, own = at, []

    def _is_open(self, sentence: str, start: int, end: int, words: Iterable[Word]) -> bool:
        """Whether names may stand in a clause."""
        if self.cues.find_matches_as_indexes(sentence[start:end]):
            return True
        at = start
        lone = noun = False
        for length, tag in words:
            if noun and length == 1 and sentence[at] in self.ends:
                return True
            if tag in _NAMES or (tag == "LOC" and not self._settled(sentence, at, at + length)):
                return True
            if length > 1 and tag[0] in _MADE_UP and self._is_made_up(sentence[at : at + length]):
                return True
            rare = length == 1 and sentence[at] not in self.alone and _HAN.match(sentence, at) is not None
            if rare and lone:
                return True
            lone, noun = rare, length > 1 and tag in NOMINAL
            at += length
        return False

    def _is_made_up(self, word: str) -> bool:
        """Whether the dictionary has joined characters to a word that it does not have (听潮 before 县)."""
        return not self.dictionary.knows(word) and word not in self.no_names

    def _settled(self, sentence: str, start: int, end: int) -> bool:
        """Whether a place is one that the gazetteer has, and not the beginning of another (河口 + 村)."""
        longer = sentence[end : end + 1] in _DIVISIONS and sentence[end - 1] not in _DIVISIONS
        return not longer and sentence[start:end] in self.places


def _with_context(clauses: Sequence[_Part]) -> list[_Part]:
    """Clauses that are read alike as one part; what stands beside a short clause that the model reads, it reads too."""
    short = [i for i, clause in enumerate(clauses) if clause.is_open and clause.end - clause.start < _LEAST_CONTEXT]
    beside = {i + step for i in short for step in (-1, 1)}
    parts: list[_Part] = []
    for i, clause in enumerate(clauses):
        is_open = clause.is_open or i in beside
        if parts and parts[-1].is_open == is_open:
            parts[-1] = _Part(parts[-1].start, clause.end, parts[-1].words + clause.words, is_open)
        else:
            parts.append(clause._replace(is_open=is_open))
    return parts


@built_once
def compile_asking(vocabulary: Vocabulary) -> Tagger:
    """The tagger of this process, asked sparingly where it is a model."""
    model = default_tagger()
    if isinstance(model, DictionaryTagger):
        return model
    alone = frozenset(word for word, probability in word_model(vocabulary).words.items() if len(word) == 1 and probability > _COMMON_ALONE)
    lexicon = compile_lexicon(vocabulary)
    places = compile_gazetteer(vocabulary).sure
    ends = frozenset(suffix for suffix in lexicon.suffixes if len(suffix) == 1)
    return Asking(model, DictionaryTagger(), _cues(lexicon, vocabulary), alone, places, lexicon.not_names, ends)


def _cues(lexicon: Lexicon, vocabulary: Vocabulary) -> AhoCorasick:
    ends = {s.text for s in lexicon.suffixes.values() if s.kind == "zone" or (s.type == "organisation" and s.kind != "firm")}
    crews = {e["group"] for e in vocabulary.entries("groups")}
    listed = {end + "等" for end in _LISTED_BODIES}  # 局等 is no word, though dictionaries read one
    return AhoCorasick(sorted(word for word in ends | crews | listed | set(lexicon.titles) if len(word) > 1))


@dataclass(frozen=True)
class Told:
    """The words of sentences that were read before, as `read_ahead` gives them."""

    known: Mapping[str, list[Word]]

    def words(self, sentences: Sequence[str]) -> list[list[Word]]:
        return [self.known[sentence] for sentence in sentences]


def read_ahead(documents: Iterable[Sequence[Article]], tagger: Tagger) -> Told:
    """The words of many documents at once: a network reads many sentences faster than few, and wire copy is read once."""
    sentences = list(dict.fromkeys(a.string[s.start : s.end] for document in documents for a in document for s in a.sentences))
    return Told(dict(zip(sentences, tagger.words(sentences), strict=True)))
