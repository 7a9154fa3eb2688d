"""What trained networks think of texts, for another to learn from.

A network learns more from the probabilities that others give than from labels alone (Hinton,
Vinyals and Dean 2015), and for a sequence of tags those are the marginals of its words and steps
(Wang et al. 2020). Several teachers' are averaged.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from onrecord.engine.crf import Floats, both_ways
from onrecord.engine.session import Encoder, scored
from onrecord.engine.tokens import Ints, Pieces, cut
from onrecord.training.data import Article, Opinion

Teacher = tuple[Encoder, Floats, Floats]
"""An encoder and its CRF's scores to start and to step."""


def ask(
    articles: Sequence[Article],
    teachers: Sequence[Teacher],
    pieces: Pieces,
    report: Callable[[str], None],
) -> list[Article]:
    """Gives every article its teachers' opinion."""
    found = []
    for i, article in enumerate(articles, 1):
        words = cut(article.text, pieces)
        opinions = []
        for encoder, start, step in teachers:
            [(_, scores)] = scored([words], encoder)
            opinions.append(_posterior(scores.tags, words.paragraphs, start, step))
        tags = np.mean([one.tags for one in opinions], 0)
        steps = np.mean([one.steps for one in opinions], 0)
        found.append(
            replace(article, opinion=Opinion(tags.astype(np.float32), steps.astype(np.float16)))
        )
        if i % 50 == 0 or i == len(articles):
            report(f"teachers read {i} of {len(articles)} reports")
    return found


def _posterior(scores: Floats, paragraphs: Ints, start: Floats, step: Floats) -> Opinion:
    tags = np.zeros_like(scores)
    steps = np.zeros((*scores.shape, scores.shape[1]), np.float32)
    cuts = [0, *(np.flatnonzero(np.diff(paragraphs)) + 1).tolist(), len(scores)]
    for a, b in pairwise(cuts):
        if a == b:
            continue
        one = both_ways(scores[None, a:b], np.array([b - a]), start, step)
        tags[a:b] = one.tags()[0]
        steps[a + 1 : b] = one.steps()[0]
    return Opinion(tags, steps)
