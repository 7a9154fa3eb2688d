"""The shipped weights, their digests, and the card that says what they are good for."""

from pathlib import Path


def folder() -> Path:
    """Where the shipped weights are."""
    return Path(__file__).parent / "attribution"
