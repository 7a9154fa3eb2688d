"""Trains the network, with checkpoints from which an interrupted run goes on."""

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from onrecord.errors import TrainingError
from onrecord.training.batches import Style
from onrecord.training.model import Network

OF_MENTIONS = ("mention_tag.", "who.", "antecedents.")
"""How the names of what tells mentions and whom they mean begin."""
Report = Callable[[str], None]
Step = Callable[[Network], Tensor]
"""Computes the loss of one batch."""


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
        replayed: Share of the attributions' batches that a pass has, where they are known already.
        acted: How often a pass has every labelled act and event, which are few and short.
        mentions_only: Whether nothing is trained but what tells mentions and whom they mean, on an
            encoder that stays as it is.
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
    replayed: float = 1.0
    acted: int = 1
    mentions_only: bool = False
    averaged: float = 0.0
    seed: int = 1
    threads: int = 2

    def style(self) -> Style:
        """How articles are shown."""
        return Style(self.restyled, self.rewritten, self.roughened, self.thinned, self.nobody)


class Task(Protocol):
    """Something to learn."""

    def steps(self, draw: random.Random, recipe: Recipe) -> Sequence[Step]:
        """What one pass over everything takes, drawn anew for each."""
        ...

    def measure(self, network: Network, recipe: Recipe) -> dict[str, float]:
        """Losses on what is held out, by their names."""
        ...


def train(
    tasks: Sequence[Task], network: Network, folder: Path, recipe: Recipe, report: Report
) -> None:
    """Trains in place, and leaves ``checkpoint.pt`` and ``log.jsonl`` in `folder`.

    Batches of all tasks take turns, in an order drawn anew for every pass. Where the folder holds a
    checkpoint of the same recipe, the run goes on from it, at the step after the last one saved.

    Args:
        tasks: What is learnt.
        network: Trained in place.
        folder: Made where it is absent.
        recipe: How.
        report: Takes one line at a time.

    Raises:
        TrainingError: If the folder's checkpoint is of another recipe.
    """
    torch.set_num_threads(recipe.threads)
    folder.mkdir(parents=True, exist_ok=True)
    if recipe.mentions_only:
        for name, parameter in network.named_parameters():
            parameter.requires_grad_(name.startswith(OF_MENTIONS))
    learning = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in learning if n.startswith("encoder.")], "lr": recipe.encoder_rate},
        {
            "params": [p for n, p in learning if not n.startswith("encoder.")],
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
    total: int | None = None
    started, done = time.monotonic(), 0
    while epoch < recipe.epochs:
        # An epoch's draw depends on its number alone, so that a resumed run sees the same order.
        draw = random.Random(f"{recipe.seed}/{epoch}")
        torch.manual_seed(recipe.seed * 1000 + epoch * 100 + step)
        steps = [one for task in tasks for one in task.steps(draw, recipe)]
        draw.shuffle(steps)
        total = total or len(steps) * recipe.epochs
        network.train(not recipe.mentions_only)
        running, seen = 0.0, 0
        while step < len(steps):
            share = min(1.0, (epoch * len(steps) + step) / total)
            rise = min(1.0, share / recipe.warmup) if recipe.warmup else 1.0
            fall = min(1.0, (1 - share) / (1 - recipe.warmup))
            for group, top in zip(
                optimizer.param_groups, (recipe.encoder_rate, recipe.head_rate), strict=True
            ):
                group["lr"] = top * min(rise, fall) + 1e-7
            loss = steps[step](network)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            if mean is not None:
                mean.update_parameters(network)
            running, seen, step, done = running + loss.item(), seen + 1, step + 1, done + 1
            if step % 20 == 0 or step == len(steps):
                left = (total - epoch * len(steps) - step) * (time.monotonic() - started) / done
                report(
                    f"epoch {epoch + 1}/{recipe.epochs}, step {step}/{len(steps)}, "
                    f"loss {running / seen:.4f}, {left / 60:.0f} min left"
                )
                running, seen = 0.0, 0
            if step % 100 == 0:
                _save(folder, recipe, state, epoch, step)
        epoch, step = epoch + 1, 0
        figures = measure(tasks, network, recipe)
        if mean is not None:
            averaged = measure(tasks, mean.module, recipe)
            figures |= {f"averaged {name}": value for name, value in averaged.items()}
        with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({"epoch": epoch, **figures}) + "\n")
        report(f"after epoch {epoch}: " + ", ".join(f"{k} {v:.4f}" for k, v in figures.items()))
        _save(folder, recipe, state, epoch, step)
    if mean is not None:
        network.load_state_dict(mean.module.state_dict())


@torch.no_grad()
def measure(tasks: Sequence[Task], network: Network, recipe: Recipe) -> dict[str, float]:
    """Losses of all tasks on what is held out."""
    network.eval()
    figures: dict[str, float] = {}
    for task in tasks:
        figures |= task.measure(network, recipe)
    return figures


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
