"""Human-labelled attributions as training documents.

PolNeAR (Newell, Margolin and Ruths 2018) comes as JSON Lines, one article a line: ``id``, ``text``
and ``annotations`` by annotator, each a list of source, cue and content spans in code points. Where
several people read an article, one of them is drawn anew for every pass, so that the model sees
where people differ.
"""

import gzip
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.engine.pairs import Tag
from onrecord.engine.tokens import Words
from onrecord.errors import TrainingError

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution as a person marked it; spans in code points."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Article:
    """One labelled text: an attribution list for every annotator."""

    id: str
    text: str
    readings: list[list[Gold]]


def load(path: Path) -> list[Article]:
    """Reads a labelled file.

    Raises:
        TrainingError: If it is absent or a line of it is not as described above.
    """
    if not path.exists():
        raise TrainingError(
            f"{path} is not there",
            "Pass --data the folder that holds polnear.train.jsonl.gz and polnear.dev.jsonl.gz.",
        )
    articles = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
                readings = [
                    [
                        Gold(
                            *(
                                [(s, e) for s, e in one[role]]
                                for role in ("source", "cue", "content")
                            )
                        )
                        for one in attributions
                    ]
                    for attributions in record["annotations"].values()
                ]
                articles.append(Article(record["id"], record["text"], readings))
            except (KeyError, TypeError, ValueError) as error:
                raise TrainingError(
                    f"{path}, line {number} is no labelled article: {error!r}",
                    "Each line needs id, text and annotations.",
                ) from error
    return articles


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's labels over its words.

    Attributes:
        tags: Flat spans in the order of the text; where two overlap, the earlier labelled stays.
        links: Pairs of places in `tags`: a source or content, and its cue.
    """

    tags: list[Tag]
    links: list[tuple[int, int]]


def label(words: Words, golds: Sequence[Gold]) -> Labelled:
    """Turns spans of code points into tags over words, cut at paragraph ends."""
    taken = [False] * len(words)
    by_place: dict[tuple[int, int, int], int] = {}
    tags: list[Tag] = []
    links: list[tuple[int, int]] = []
    for gold in golds:
        cue: int | None = None
        for role, spans in ((1, gold.cue), (0, gold.source), (2, gold.content)):
            for start, end in spans:
                for begin, stop in _runs(words, start, end):
                    key = (begin, stop, role)
                    if key not in by_place:
                        if any(taken[begin:stop]):
                            continue
                        taken[begin:stop] = [True] * (stop - begin)
                        by_place[key] = len(tags)
                        tags.append(Tag(begin, stop, role))
                    if role == 1:
                        cue = by_place[key] if cue is None else cue
                    elif cue is not None:
                        links.append((by_place[key], cue))
    order = sorted(range(len(tags)), key=lambda i: tags[i].begin)
    rank = {old: new for new, old in enumerate(order)}
    return Labelled([tags[i] for i in order], [(rank[a], rank[b]) for a, b in links])


def _runs(words: Words, start: int, end: int) -> list[tuple[int, int]]:
    """The words that begin within the span, as one run for each paragraph."""
    begin = int(words.starts.searchsorted(start, side="left"))
    # A span that begins within a word takes that word too.
    if begin and words.ends[begin - 1] > start:
        begin -= 1
    stop = int(words.starts.searchsorted(end, side="left"))
    runs = []
    while begin < stop:
        paragraph = words.paragraphs[begin]
        cut = min(stop, int(words.paragraphs.searchsorted(paragraph, side="right")))
        runs.append((begin, cut))
        begin = cut
    return runs


_MARKS = {
    "straight": ('"', '"'),
    "curly": ("“", "”"),
    "single": ("‘", "’"),
    "straight single": ("'", "'"),
    "angled": ("«", "»"),
    "german": ("„", "“"),
}
_QUOTED = re.compile(r"“([^“”\n]*)”|\"([^\"\n]*)\"")


def restyle(article: Article, draw: random.Random) -> Article:
    """Gives an article other quotation marks, keeping every offset right.

    News comes with marks of many styles and PolNeAR mostly with two, so that a model trained on it
    as it is learns two characters instead of what quotations are. Only marks of one character are
    put in, which leaves the length alone.
    """
    style = draw.choice(["straight", "curly", "single", "straight single", "angled", "german"])
    opening, closing = _MARKS[style]
    text = _QUOTED.sub(lambda m: opening + m[0][1:-1] + closing, article.text)
    return Article(article.id, text, article.readings)
