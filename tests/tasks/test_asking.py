"""Where the model is asked, and that it is asked no more than that."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from kaozheng.tasks.extract.asking import Asking, compile_asking, read_ahead
from kaozheng.tasks.extract.tagger import DictionaryTagger
from kaozheng.tasks.vocabulary import Vocabulary


def article(text):
    return SimpleNamespace(string=text, sentences=[SimpleNamespace(start=m.start(), end=m.end()) for m in re.finditer("[^。]+。", text)])


class Counting:
    """A model that calls every sentence one name and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def words(self, sentences):
        self.asked += sentences
        return [[(len(sentence), "ORG")] for sentence in sentences]


@pytest.fixture
def asking():
    made = compile_asking(Vocabulary.default())
    assert isinstance(made, Asking)
    return Asking(Counting(), made.dictionary, made.cues, made.alone, made.places, made.no_names, made.ends)


@pytest.mark.parametrize(
    "sentence, is_open",
    [
        ("当日新增确诊病例3例，均在集中隔离点发现。", False),
        ("累计报告病例125例，其中治愈出院98例。", False),
        ("请大家戴口罩，少聚集。", False),
        ("李明说，大家辛苦了。", True),  # a name that the dictionary has
        ("翁以宁说，大家辛苦了。", True),  # one that it does not have
        ("听潮县发出通知。", True),  # a place that neither it nor the gazetteer has
        ("长风队赢了。", True),  # a word that may be the end of a name
        ("省委作出部署。", True),
        ("志愿者来了。", True),
    ],
)
def test_only_open_sentences_reach_the_model(asking, sentence, is_open):
    words = asking.words([sentence])
    assert asking.model.asked == ([sentence] if is_open else [])
    assert words == (asking.model.words([sentence]) if is_open else DictionaryTagger().words([sentence]))


def test_clauses_without_names_are_left_to_the_dictionary(asking):
    """A short clause is asked about with those beside it."""
    named, beside, plain = "李明说，", "大家要多喝水，", "请大家戴口罩，少聚集。"
    words = asking.words([named + beside + plain])
    assert asking.model.asked == [named + beside]
    assert words == [[(len(named + beside), "ORG"), *DictionaryTagger().words([plain])[0]]]


def test_answers_come_back_in_order(asking):
    sentences = ["李明说，大家辛苦了。", "请大家戴口罩。", "省委作出部署。"]
    assert [len(words) == 1 for words in asking.words(sentences)] == [True, False, True]


def test_wire_copy_is_read_once(asking):
    one, other = article("李明说，大家辛苦了。李明说，大家辛苦了。"), article("李明说，大家辛苦了。")
    told = read_ahead([[one], [other]], asking)
    assert asking.model.asked == ["李明说，大家辛苦了。"]
    assert told.words(["李明说，大家辛苦了。"]) == asking.words(["李明说，大家辛苦了。"])
