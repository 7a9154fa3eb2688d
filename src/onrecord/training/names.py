"""More sentences with names: the English Web Treebank's by UNER, and CrossNER's of politics.

UNER (Mayhew et al. 2024) marks persons, organisations and places; CrossNER (Liu et al. 2021) kinds
of its own, of which some are ours. Neither marks nationalities, so none is wrong there.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from onrecord.errors import TrainingError
from onrecord.training.mentions import Marked, from_tags

TOGETHER: Final = 8
"""Sentences that are made one text."""
_UNER: Final = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_POLITICS: Final = {
    "person": "person",
    "politician": "person",
    "organisation": "organisation",
    "politicalparty": "organisation",
    "country": "place",
    "location": "place",
}


def load_uner(path: Path) -> list[Marked]:
    """Reads UNER: number, token, tag and more, a blank line between sentences.

    Raises:
        TrainingError: If the file is absent.
    """
    return _read(path, 1, 2, _UNER)


def load_crossner(path: Path) -> list[Marked]:
    """Reads CrossNER: one token a line with its tag, a blank line between sentences.

    Raises:
        TrainingError: If the file is absent.
    """
    return _read(path, 0, 1, _POLITICS)


def _read(path: Path, token: int, tag: int, kinds: Mapping[str, str]) -> list[Marked]:
    if not path.exists():
        raise TrainingError(f"{path} is not there", "Pass --data the folder above it.")
    sentences = list(_sentences(path, token, tag))
    return [
        from_tags(f"{path.parent.name}/{i}", sentences[i : i + TOGETHER], dict(kinds))
        for i in range(0, len(sentences), TOGETHER)
    ]


def _sentences(path: Path, token: int, tag: int) -> Iterator[list[tuple[str, str]]]:
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        found = [(row[token], row[tag]) for row in rows if len(row) > tag and row[token].strip()]
        if found:
            yield found
