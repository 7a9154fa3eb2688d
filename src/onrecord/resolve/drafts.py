"""What is known of an actor while its report is read."""

from dataclasses import dataclass, field
from typing import Final

from onrecord.document import Span
from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import Mention as Marked
from onrecord.statement import ActorKind, Post

NEAR: Final = 6
"""Words before a noun that may belong to its phrase."""


@dataclass(slots=True)
class Draft:
    """An actor of a report.

    Attributes:
        kind: What it is taken for.
        names: The places of its names, in order.
        via: For the place of each of its mentions how it is known, the place of the mention that it
            leads to, if any, and how surely.
        posts: What it is stated to be.
        part_of: Numbers of the drafts that it is a part of.
        country: ISO 3166-1 alpha-3; empty where unknown.
        name: The fullest name.
    """

    kind: ActorKind
    names: list[int] = field(default_factory=list)
    via: dict[int, tuple[str, int | None, float | None]] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    part_of: set[int] = field(default_factory=set)
    country: str = ""
    name: str = ""


def span_of(analysis: Analysis, one: Marked) -> Span:
    """The characters of a mention."""
    words = analysis.words
    return analysis.document.span(int(words.starts[one.begin]), int(words.ends[one.end - 1]))
