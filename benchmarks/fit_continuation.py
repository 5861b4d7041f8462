"""Fit the weights by which segment judges whether a text goes on where another one breaks off, on cuts in our own texts.

    python benchmarks/fit_continuation.py [--write] [--seed N]

Every paragraph of `texts/` and `texts/pages/` is cut at random places where a page could cut it. A true rest is told from the rest of
another paragraph and from a paragraph's beginning (models `break` and `rest`, the latter by how the paragraph begins too), and a rest from
a beginning (model `start`). Weights come of logistic regression (Newton's method, ridge), each class weighing the same. Prints what weights
fitted on `texts/pages/` alone do on the other texts;
`--write` writes those fitted on everything to `vocabulary/general/continuation_weights.tsv`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from damage_texts import own_texts
from page_articles import Part, load_articles

from kaozheng.tasks.segment.continuation import BIAS, Continuation, Features, compile_continuation
from kaozheng.tasks.segment.page_words import PageWords
from kaozheng.tasks.vocabulary import HOME, Vocabulary

WEIGHTS = HOME / "general" / "continuation_weights.tsv"
HEADER = (
    "what: what features of a break between two texts (models break, rest) and of a paragraph's beginning (model start) tell, in nats",
    "source: logistic regression on cuts in the project's own texts, benchmarks/fit_continuation.py",
    "licence: the project's",
)
CUTS = 4  # a paragraph
STAYS = 10  # characters on either side of a cut
RIDGE = 1.0
_NOT_FIRST, _NOT_LAST, _ENDS = "，。、；：！？”’）》」』%％…", "“‘（《「『", "。！？；：”…"
# No text of ours is cut before a mark, or in a number before its point: what these tell is given, not fitted.
GIVEN = {"break": {"mark": 3.0}, "rest": {"mark": 3.0}, "start": {"mark": 3.0}}


class Example(NamedTuple):
    """The features of a break or a beginning, and whether it is a true rest."""

    features: Features
    true: bool


class Cut(NamedTuple):
    page: int
    left: str
    right: str


def paragraphs_of_pages() -> list[list[str]]:
    return [[block.text for block in article.body if block.part is Part.PARAGRAPH] for article in load_articles()]


def paragraphs_of_texts() -> list[list[str]]:
    return [[paragraph for paragraph in text.paragraphs[1:] if len(paragraph) > 2 * STAYS] for text in own_texts()]


def cuts_of(texts: Sequence[Sequence[str]], rng: random.Random) -> list[Cut]:
    found = (_cut(number, paragraph, rng) for number, text in enumerate(texts) for paragraph in text for _ in range(CUTS))
    return [cut for cut in found if cut]


def _cut(page: int, paragraph: str, rng: random.Random) -> Cut | None:
    if len(paragraph) < 3 * STAYS:
        return None
    at = rng.randrange(STAYS, len(paragraph) - STAYS)
    while at < len(paragraph) - STAYS // 2 and (paragraph[at] in _NOT_FIRST or paragraph[at - 1] in _NOT_LAST):
        at += 1
    return None if paragraph[at - 1] in _ENDS else Cut(page, paragraph[:at], paragraph[at:])


def breaks(model: Continuation, texts: Sequence[Sequence[str]], rng: random.Random) -> list[Example]:
    """For each cut its true rest, the rest of another cut and a paragraph's beginning."""
    return _examples(model.break_features, texts, rng)


def rests(model: Continuation, texts: Sequence[Sequence[str]], rng: random.Random) -> list[Example]:
    """The same for what stands at the beginning of a paragraph."""
    return _examples(model.rest_features, texts, rng)


def _examples(features_of: Callable[[str, str, PageWords], Features], texts: Sequence[Sequence[str]], rng: random.Random) -> list[Example]:
    cuts, beginnings = cuts_of(texts, rng), [paragraph for text in texts for paragraph in text[1:]]
    found = []
    for page, left, right in cuts:
        # The page as it would be dumped: with the break in it.
        words = PageWords([*(paragraph for paragraph in texts[page] if paragraph != left + right), left, right])
        found.append(Example(features_of(left, right, words), True))
        strangers = (rng.choice(cuts).right, rng.choice(beginnings))
        found += [Example(features_of(left, stranger, words), False) for stranger in strangers if stranger != right]
    return found


def starts(model: Continuation, texts: Sequence[Sequence[str]], rng: random.Random) -> list[Example]:
    """The rests of cuts and the beginnings of paragraphs."""
    rests = [Example(model.start_features(cut.right), True) for cut in cuts_of(texts, rng)]
    return rests + [Example(model.start_features(paragraph), False) for text in texts for paragraph in text[1:]]


def fit(examples: Sequence[Example], given: dict[str, float]) -> dict[str, float]:
    """Weights by feature, and BIAS; both classes weigh the same."""
    names = [name for name in examples[0].features if name not in given]
    x = np.array([[*(example.features[name] for name in names), 1.0] for example in examples])
    y = np.array([example.true for example in examples], float)
    share = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    ridge = RIDGE * np.eye(len(names) + 1)
    ridge[-1, -1] = 0
    weights = np.zeros(len(names) + 1)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        curvature = (x * (share * p * (1 - p))[:, None]).T @ x + ridge
        weights += np.linalg.solve(curvature, x.T @ (share * (y - p)) - ridge @ weights)
    return {**dict(zip([*names, BIAS], map(float, weights), strict=True)), **given}


def ranked_right(examples: Sequence[Example], weights: dict[str, float]) -> float:
    """How often a true rest scores above a false one (the area under the ROC curve)."""
    scores = [weights[BIAS] + sum(weights[name] * value for name, value in example.features.items()) for example in examples]
    true = np.array([score for score, example in zip(scores, examples, strict=True) if example.true])
    false = np.array([score for score, example in zip(scores, examples, strict=True) if not example.true])
    return float(((true[:, None] > false).mean() + (true[:, None] >= false).mean()) / 2)


def write(path: Path, fitted: dict[str, dict[str, float]]) -> None:
    rows = [f"{model}\t{feature}\t{weight:.2f}" for model, weights in fitted.items() for feature, weight in weights.items()]
    path.write_text("\n".join([*(f"# {line}" for line in HEADER), "model\tfeature\tweight", *rows, ""]), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights fitted on all texts")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    language = compile_continuation(Vocabulary.default())
    pages, texts = paragraphs_of_pages(), paragraphs_of_texts()
    makers: dict[str, Callable[[Continuation, Sequence[Sequence[str]], random.Random], list[Example]]]
    makers = {"break": breaks, "rest": rests, "start": starts}
    fitted = {}
    for name, examples_of in makers.items():
        rng = random.Random(asked.seed)
        learned, held_out = examples_of(language, pages, rng), examples_of(language, texts, rng)
        right = ranked_right(held_out, fit(learned, GIVEN[name]))
        print(f"{name}: {len(learned)} examples, ranked right on {len(held_out)} of other texts {right:.3f}")
        fitted[name] = fit(examples_of(language, [*pages, *texts], rng), GIVEN[name])
    if asked.write:
        write(WEIGHTS, fitted)


if __name__ == "__main__":
    main()
