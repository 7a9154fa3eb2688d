"""Which articles are learnt, and which are not; always the same ones."""

import random
from pathlib import Path
from typing import Final

from onrecord.training.data import Article, load

HELD_OUT: Final = 40
"""Articles of the training part that no step learns: they calibrate, and tell of overfitting."""


def folder_of(data: Path) -> Path:
    """The folder that holds the labelled files: the one named, or `attribution` in it."""
    return data / "attribution" if (data / "attribution").is_dir() else data


def split(data: Path, articles: int | None = None) -> tuple[list[Article], list[Article]]:
    """The articles of PolNeAR's training part that are held out, and those that are learnt.

    Args:
        data: The folder of labelled files, or the one above it.
        articles: Only so many of them, to try the way out; None for all.

    Raises:
        TrainingError: If they are not there.
    """
    found = sorted(load(folder_of(data) / "polnear.train.jsonl.gz"), key=lambda one: one.id)
    random.Random(7).shuffle(found)
    if articles is not None:
        found = found[:articles]
    held_out = min(HELD_OUT, len(found) // 3)
    return found[:held_out], found[held_out:]


def never_learnt(data: Path, articles: int | None = None) -> list[Article]:
    """What no step learns: the articles held out, and PolNeAR's development part if it is there.

    Raises:
        TrainingError: If the training part is not there.
    """
    held_out, _ = split(data, articles)
    development = folder_of(data) / "polnear.dev.jsonl.gz"
    return [*held_out, *(load(development)[:articles] if development.exists() else ())]
