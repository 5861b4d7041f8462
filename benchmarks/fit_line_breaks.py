"""Fit the weights by which segment judges whether a line of a column goes on in another one, on lines of our own texts.

    python benchmarks/fit_line_breaks.py [--write] [--seed N]

The articles of `texts/pages/`, four to a page, are broken into lines as columns break them. Each line that breaks off is shown with the
line that follows it and with one from elsewhere on the page. Weights come of logistic regression (ridge). Prints how often what follows
scores above what does not, on pages that the weights were not fitted on; `--write` writes weights fitted on all to
`vocabulary/general/line_break_weights.tsv`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from page_articles import SourceArticle, load_articles
from page_setting import columns_of

from kaozheng.tasks.segment.columns.evidence import FEATURES, Evidence, compile_inside
from kaozheng.tasks.segment.continuation import BIAS, compile_continuation
from kaozheng.tasks.vocabulary import HOME, Vocabulary

WEIGHTS = HOME / "general" / "line_break_weights.tsv"
HEADER = (
    "what: how much each feature of a break between two lines tells for the one being what the other goes on in, in nats",
    "source: logistic regression on lines of the project's own texts, benchmarks/fit_line_breaks.py",
    "licence: the project's",
)
WIDTHS = range(14, 23)  # characters
A_PAGE = 4  # articles
RIDGE = 2.0

Matrix = npt.NDArray[np.float64]


def examples(articles: Sequence[SourceArticle], rng: random.Random) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The features of breaks, each with whether the one line follows the other."""
    vocabulary = Vocabulary.default()
    for width in WIDTHS:
        for first in range(0, len(articles), A_PAGE):
            page = [
                line for number in range(first, min(first + A_PAGE, len(articles))) for line in columns_of(articles[number], 0, width, 1)[0]
            ]
            texts = [line.text for line in page]
            evidence = Evidence(compile_continuation(vocabulary), compile_inside(vocabulary), [], 0.0, texts)
            broken = [at for at, line in enumerate(page) if not line.ends]
            for at in broken:
                yield evidence.features(at, at + 1), True
                stranger = rng.randrange(len(page))
                if stranger != at + 1:
                    yield evidence.features(at, stranger), False


def fitted(found: Sequence[tuple[tuple[float, ...], bool]]) -> Matrix:
    """The weight of each feature, and of BIAS."""
    x, y = _matrix(found), np.array([true for _, true in found], float)
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[-1, -1] = 0
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        weights += np.linalg.solve((x.T * (p * (1 - p))) @ x + ridge, x.T @ (y - p) - ridge @ weights)
    return weights


def ranked_right(found: Sequence[tuple[tuple[float, ...], bool]], weights: Matrix) -> float:
    """How often a line that follows scores above one that does not (the area under the ROC curve)."""
    scores, truth = _matrix(found) @ weights, np.array([true for _, true in found])
    true, false = scores[truth], np.sort(scores[~truth])
    return float((np.searchsorted(false, true, "left") + np.searchsorted(false, true, "right")).mean() / (2 * len(false)))


def _matrix(found: Sequence[tuple[tuple[float, ...], bool]]) -> Matrix:
    return np.array([(*features, 1.0) for features, _ in found])


def write(path: Path, weights: Matrix) -> None:
    rows = [f"{name}\t{weight:.2f}" for name, weight in zip((*FEATURES, BIAS), weights, strict=True)]
    path.write_text("\n".join([*(f"# {line}" for line in HEADER), "feature\tweight", *rows, ""]), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    articles = load_articles()
    rng.shuffle(articles)
    half = len(articles) // 2
    for fit_on, tried_on in ((articles[:half], articles[half:]), (articles[half:], articles[:half])):
        weights = fitted(list(examples(fit_on, rng)))
        print(f"ranked right on the other half: {ranked_right(list(examples(tried_on, rng)), weights):.3f}")
    weights = fitted(list(examples(articles, rng)))
    print("\n".join(f"{name:14}{weight:7.2f}" for name, weight in zip((*FEATURES, BIAS), weights, strict=True)))
    if asked.write:
        write(WEIGHTS, weights)


if __name__ == "__main__":
    main()
