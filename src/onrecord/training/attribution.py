"""Attributions as something to learn: the losses of tags and of links."""

import random
from dataclasses import dataclass, field
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.engine.tokens import Pieces
from onrecord.training.batches import Batch, Example, Links, Style, batch, examples
from onrecord.training.data import Article, Gold
from onrecord.training.loop import Recipe, Step
from onrecord.training.model import Network, PairScorer, span_vectors

EARLY = 0.15
"""Weight of what the early layers say in the loss."""


@dataclass(frozen=True, slots=True)
class Attributions:
    """The task of finding who said what.

    Attributes:
        articles: What is learnt.
        held_out: What the losses are told of.
        pieces: The vocabulary.
        inner: Second-level attributions by article id; what has none teaches nothing of that level.
    """

    articles: list[Article]
    held_out: list[Article]
    pieces: Pieces
    inner: dict[str, list[Gold]] = field(default_factory=dict)

    def steps(self, draw: random.Random, recipe: Recipe) -> list[Step]:
        """See `loop.Task`."""
        windows = examples(self.articles, self.pieces, draw, self.inner, recipe.style())
        chosen = [windows[i : i + recipe.batch] for i in range(0, len(windows), recipe.batch)]
        draw.shuffle(chosen)
        kept = chosen[: max(1, round(recipe.replayed * len(chosen)))]
        return [partial(_loss, part) for part in kept]

    def measure(self, network: Network, recipe: Recipe) -> dict[str, float]:
        """See `loop.Task`: the mean loss for each word, by part."""
        found = examples(self.held_out, self.pieces, random.Random(0), {}, Style())
        sums: dict[str, float] = {}
        count = 0
        for i in range(0, len(found), recipe.batch):
            _, parts = losses(network, batch(found[i : i + recipe.batch]))
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value
            count += 1
        return {name: value / count for name, value in sums.items()}


def _loss(chosen: list[Example], network: Network) -> Tensor:
    return losses(network, batch(chosen))[0]


def losses(network: Network, part: Batch) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch for each of its words, and its parts."""
    ids = torch.from_numpy(part.inputs.ids)
    with torch.autocast("cpu", torch.bfloat16):
        tag, inner, link, early = network.learn(
            ids,
            torch.from_numpy(part.inputs.features),
            torch.from_numpy(part.inputs.mask),
            part.readers,
        )
    tag, inner, link = tag.float(), inner.float(), link.float()
    words = len(part.rows)
    sequences = part.sequences
    flat = network.crf.soft_loss(
        tag[part.rows, part.columns][sequences.places],
        sequences.tags,
        sequences.steps,
        sequences.lengths,
    )
    parts = {"tags": flat}
    said = [functional.log_softmax(one.float()[part.rows, part.columns], -1) for one in early]
    if said:
        parts["early"] = -EARLY * torch.stack([(part.marks * one).sum() for one in said]).sum()
    chosen = sequences.has_inner
    if chosen.any():
        parts["inner"] = network.inner_crf.loss(
            inner[part.rows, part.columns][sequences.places[chosen]],
            sequences.inner[chosen],
            sequences.lengths[chosen],
        )
    table = link[part.rows, part.columns]
    if part.sources is not None:
        parts["sources"] = link_loss(network.sources, table, part.sources)
    if part.contents is not None:
        parts["contents"] = link_loss(network.contents, table, part.contents)
    total = torch.stack(list(parts.values())).sum() / words
    return total, {name: value.item() / words for name, value in parts.items()}


def link_loss(scorer: PairScorer, table: Tensor, links: Links) -> Tensor:
    """Summed negative log-likelihood that each group chooses one of its right candidates."""
    vectors = span_vectors(table, links.spans[:, 0], links.spans[:, 1])
    pairs = scorer.pairs(vectors[links.pairs[:, 0]], vectors[links.pairs[:, 1]], links.features)
    pairs = torch.cat([pairs, torch.full((1,), -1e4)])  # what padding refers to
    scores = torch.cat([pairs[links.groups], scorer.none(vectors[links.owners])[:, None]], 1)
    right = scores.masked_fill(~links.right, -1e4)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(right, 1)).sum()
