"""Where the model is asked: sentences that a dictionary reads through hold no name that it could find.

A sentence is left to the dictionary where all its words are known, none is a name of a person or body or a place that the gazetteer lacks,
and nothing in it is a title, a crew or the end of an organisation's name, whose borders rest on the model's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.gazetteer import compile_gazetteer
from kaozheng.tasks.extract.lexicon import Lexicon, compile_lexicon
from kaozheng.tasks.extract.tagger import DictionaryTagger, Tagger, Word, default_tagger
from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import word_model

# Log probability from which a character is taken to stand as a word of its own; below, two in a row are a word that no dictionary has.
_COMMON_ALONE = -7.0
_NAMES = frozenset(("PER", "ORG", "nz", "j"))  # j: short forms (中联重科)
_DIVISIONS = tuple("县区市州旗镇乡村")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Asking:
    """A tagger that asks `model` only about sentences in which names may stand, and takes the dictionary's words for the rest."""

    model: Tagger
    dictionary: Tagger
    cues: AhoCorasick
    alone: frozenset[str]
    places: frozenset[str]

    def words(self, sentences: Sequence[str]) -> list[list[Word]]:
        found = self.dictionary.words(sentences)
        wanted = [i for i, sentence in enumerate(sentences) if self.is_open(sentence, found[i])]
        for i, words in zip(wanted, self.model.words([sentences[i] for i in wanted]), strict=True):
            found[i] = words
        return found

    def is_open(self, sentence: str, words: Iterable[Word]) -> bool:
        """Whether names may stand in a sentence, of which `words` are the dictionary's."""
        if self.cues.find_matches_as_indexes(sentence):
            return True
        at = 0
        lone = False
        for length, tag in words:
            if tag in _NAMES or (tag == "LOC" and not self._settled(sentence, at, at + length)):
                return True
            rare = length == 1 and sentence[at] not in self.alone and _HAN.match(sentence, at) is not None
            if rare and lone:
                return True
            lone = rare
            at += length
        return False

    def _settled(self, sentence: str, start: int, end: int) -> bool:
        """Whether a place is one that the gazetteer has, and not the beginning of another (河口 + 村)."""
        longer = sentence[end : end + 1] in _DIVISIONS and sentence[end - 1] not in _DIVISIONS
        return not longer and sentence[start:end] in self.places


@built_once
def compile_asking(vocabulary: Vocabulary) -> Tagger:
    """The tagger of this process, asked sparingly where it is a model."""
    model = default_tagger()
    if isinstance(model, DictionaryTagger):
        return model
    alone = frozenset(word for word, probability in word_model(vocabulary).words.items() if len(word) == 1 and probability > _COMMON_ALONE)
    return Asking(model, DictionaryTagger(), _cues(compile_lexicon(vocabulary), vocabulary), alone, compile_gazetteer(vocabulary).sure)


def _cues(lexicon: Lexicon, vocabulary: Vocabulary) -> AhoCorasick:
    ends = {s.text for s in lexicon.suffixes.values() if s.kind == "zone" or (s.type == "organisation" and s.kind != "firm")}
    crews = {e["group"] for e in vocabulary.entries("groups")}
    return AhoCorasick(sorted(word for word in ends | crews | set(lexicon.titles) if len(word) > 1))


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
