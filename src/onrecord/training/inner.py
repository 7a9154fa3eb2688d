"""What sources say that others said: second-level labels, which nobody annotated.

PolNeAR marks no attribution within another's content. A model trained on its first level reads each
marked content as if it were a text of its own, and what it finds there becomes the labels of the
second level, which the final network learns to see in the same pass (self-training).
"""

from collections.abc import Callable

from onrecord.document import Document
from onrecord.engine.session import Engine
from onrecord.engine.within import SHORTEST
from onrecord.extract import attributions
from onrecord.statement import Attribution
from onrecord.training.data import Article, Gold

SURE = 1 / 3
"""Below this the teacher's find is no label. The teacher is not calibrated yet: a third is what its
confidence says of five probabilities whose product is a half."""


def label_inner(
    articles: list[Article], teacher: Engine, report: Callable[[str], None]
) -> dict[str, list[Gold]]:
    """Labels the second level of every article; offsets are those of the article."""
    labels: dict[str, list[Gold]] = {}
    for number, article in enumerate(articles, 1):
        parts = {part for gold in article.readings[0] for part in gold.content}
        chosen = [
            (start, Document(f"{article.id}@{start}", article.text[start:end]))
            for start, end in sorted(parts)
            if len(article.text[start:end].split()) >= SHORTEST
        ]
        found: list[Gold] = []
        if chosen:
            for (start, _), analysis in zip(
                chosen, teacher.analyse([document for _, document in chosen]), strict=True
            ):
                found += [
                    _shift(one, start)
                    for one in attributions(analysis)
                    if one.source and one.cue and one.confidence >= SURE
                ]
        labels[article.id] = found
        if number % 100 == 0 or number == len(articles):
            report(f"second level labelled in {number} of {len(articles)} articles")
    return labels


def _shift(attribution: Attribution, offset: int) -> Gold:
    return Gold(
        *(
            [(span.start + offset, span.end + offset) for span in attribution.spans(role)]
            for role in ("source", "cue", "content")
        )
    )
