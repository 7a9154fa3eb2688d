"""Trains the attribution network, with checkpoints from which an interrupted run goes on."""

import json
import math
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from onrecord.engine.tokens import Pieces
from onrecord.errors import TrainingError
from onrecord.training.batches import Batch, Example, Links, Style, batch, examples
from onrecord.training.data import Article, Gold
from onrecord.training.model import Network, PairScorer, span_vectors

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one run trains.

    Attributes:
        epochs: Passes over the articles.
        batch: Windows in a step.
        encoder_rate: Highest learning rate of the encoder.
        head_rate: Highest learning rate of everything else.
        warmup: Share of the steps over which the rates rise.
        restyled: Share of the articles that are given other quotation marks.
        rewritten: Share of the articles that are rewritten by `rewrite.rewrite`.
        roughened: Share of the articles that are spoilt in one of the ways of `roughen`.
        thinned: Share of the spans that the linker is not shown.
        nobody: Share of the articles whose reader is not told.
        averaged: What a step leaves of the running average of weights; 0 keeps none.
        seed: Of everything that is drawn.
        threads: Of the processor.
    """

    epochs: int = 5
    batch: int = 12
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.08
    restyled: float = 0.25
    rewritten: float = 0.0
    roughened: float = 0.0
    thinned: float = 0.0
    nobody: float = 1.0
    averaged: float = 0.0
    seed: int = 1
    threads: int = 2

    def style(self) -> Style:
        """How articles are shown."""
        return Style(self.restyled, self.rewritten, self.roughened, self.thinned, self.nobody)


EARLY = 0.15
"""Weight of what the early layers say in the loss."""


def train(
    articles: list[Article],
    held_out: list[Article],
    pieces: Pieces,
    network: Network,
    folder: Path,
    recipe: Recipe,
    report: Report,
    inner: dict[str, list[Gold]] | None = None,
) -> None:
    """Trains in place, and leaves ``checkpoint.pt`` and ``log.jsonl`` in `folder`.

    Where the folder holds a checkpoint of the same recipe, the run goes on from it, at the step
    after the last one saved.

    Args:
        articles: What is learnt.
        held_out: What the loss is told of after every epoch.
        pieces: The vocabulary.
        network: Trained in place.
        folder: Made where it is absent.
        recipe: How.
        report: Takes one line at a time.
        inner: Second-level attributions by article id; where given, that level is trained too.

    Raises:
        TrainingError: If the folder's checkpoint is of another recipe.
    """
    torch.set_num_threads(recipe.threads)
    folder.mkdir(parents=True, exist_ok=True)
    groups = [
        {"params": network.encoder.parameters(), "lr": recipe.encoder_rate},
        {
            "params": [p for n, p in network.named_parameters() if not n.startswith("encoder.")],
            "lr": recipe.head_rate,
        },
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    mean = (
        AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe.averaged))
        if recipe.averaged
        else None
    )
    state = Run(network, optimizer, mean)
    epoch, step = _resume(folder, recipe, state, report)
    inner = inner or {}
    total: int | None = None
    started, done = time.monotonic(), 0
    while epoch < recipe.epochs:
        # An epoch's draw depends on its number alone, so that a resumed run sees the same order.
        draw = random.Random(f"{recipe.seed}/{epoch}")
        torch.manual_seed(recipe.seed * 1000 + epoch * 100 + step)
        windows = examples(articles, pieces, draw, inner, recipe.style())
        steps = math.ceil(len(windows) / recipe.batch)
        total = total or steps * recipe.epochs
        network.train()
        running, seen = 0.0, 0
        while step < steps:
            chosen = windows[step * recipe.batch : (step + 1) * recipe.batch]
            share = min(1.0, (epoch * steps + step) / total)
            rise = min(1.0, share / recipe.warmup) if recipe.warmup else 1.0
            fall = min(1.0, (1 - share) / (1 - recipe.warmup))
            for group, top in zip(
                optimizer.param_groups, (recipe.encoder_rate, recipe.head_rate), strict=True
            ):
                group["lr"] = top * min(rise, fall) + 1e-7
            loss, _ = losses(network, batch(chosen))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            if mean is not None:
                mean.update_parameters(network)
            running, seen, step, done = running + loss.item(), seen + 1, step + 1, done + 1
            if step % 20 == 0 or step == steps:
                left = (total - epoch * steps - step) * (time.monotonic() - started) / done
                report(
                    f"epoch {epoch + 1}/{recipe.epochs}, step {step}/{steps}, "
                    f"loss {running / seen:.4f}, {left / 60:.0f} min left"
                )
                running, seen = 0.0, 0
            if step % 100 == 0:
                _save(folder, recipe, state, epoch, step)
        epoch, step = epoch + 1, 0
        figures = measure(network, held_out, pieces, recipe) if held_out else {}
        if mean is not None and held_out:
            averaged = measure(mean.module, held_out, pieces, recipe)
            figures |= {f"averaged {name}": value for name, value in averaged.items()}
        with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({"epoch": epoch, **figures}) + "\n")
        report(f"after epoch {epoch}: " + ", ".join(f"{k} {v:.4f}" for k, v in figures.items()))
        _save(folder, recipe, state, epoch, step)
    if mean is not None:
        network.load_state_dict(mean.module.state_dict())


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that a step changes."""

    network: Network
    optimizer: torch.optim.Optimizer
    mean: AveragedModel | None


def _save(folder: Path, recipe: Recipe, run: Run, epoch: int, step: int) -> None:
    state = {
        "recipe": asdict(recipe),
        "network": run.network.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        "mean": run.mean.state_dict() if run.mean is not None else {},
        "epoch": epoch,
        "step": step,
    }
    torch.save(state, folder / "checkpoint.tmp")
    (folder / "checkpoint.tmp").replace(folder / "checkpoint.pt")


def _resume(folder: Path, recipe: Recipe, run: Run, report: Report) -> tuple[int, int]:
    path = folder / "checkpoint.pt"
    if not path.exists():
        return 0, 0
    state = torch.load(path, weights_only=True)
    if state["recipe"] != asdict(recipe):
        raise TrainingError(
            f"{path} was made with another recipe",
            "Choose another folder, or remove this one to begin anew.",
        )
    run.network.load_state_dict(state["network"])
    run.optimizer.load_state_dict(state["optimizer"])
    if run.mean is not None:
        run.mean.load_state_dict(state["mean"])
    report(f"going on from {path}, epoch {state['epoch'] + 1}, step {state['step']}")
    return int(state["epoch"]), int(state["step"])


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


@torch.no_grad()
def measure(
    network: Network, articles: list[Article], pieces: Pieces, recipe: Recipe
) -> dict[str, float]:
    """The mean loss for each word, by part, on articles that were not learnt."""
    network.eval()
    found: list[Example] = examples(articles, pieces, random.Random(0), {}, Style())
    sums: dict[str, float] = {}
    count = 0
    for i in range(0, len(found), recipe.batch):
        _, parts = losses(network, batch(found[i : i + recipe.batch]))
        for name, value in parts.items():
            sums[name] = sums.get(name, 0.0) + value
        count += 1
    return {name: value / count for name, value in sums.items()}
