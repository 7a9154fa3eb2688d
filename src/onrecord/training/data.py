"""Human-labelled attributions as training documents.

PolNeAR (Newell, Margolin and Ruths 2018) comes as JSON Lines, one article a line: ``id``, ``text``
and ``annotations`` by annotator, each a list of source, cue and content spans in code points. Where
several people read an article, one of them is drawn anew for every pass, so that the model sees
where people differ. Each of its annotators has habits, and so has each other corpus: a reader's
number stands for them.
"""

import gzip
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from onrecord.engine.crf import Floats
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
class Opinion:
    """What other models think of a text.

    Attributes:
        tags: Of shape [words, 7]: the probability of each of `engine.crf.TAGS`.
        steps: Of shape [words, 7, 7]: of each pair of the tag before and the word's own.
    """

    tags: Floats
    steps: Floats


@dataclass(frozen=True, slots=True)
class Article:
    """One text to learn from.

    Attributes:
        id: Its name.
        text: Its characters.
        readings: An attribution list for every annotator; none where nobody has read it.
        readers: The annotators' numbers, from 1, as many as readings; empty for nobody in
            particular.
        opinion: What teachers think of it; its words are those of `text` as it stands.
    """

    id: str
    text: str
    readings: list[list[Gold]]
    readers: tuple[int, ...] = ()
    opinion: Opinion | None = None


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
    names: dict[str, int] = {}
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
                readers = tuple(
                    names.setdefault(name, len(names) + 1) for name in record["annotations"]
                )
                articles.append(Article(record["id"], record["text"], readings, readers))
            except (KeyError, TypeError, ValueError) as error:
                raise TrainingError(
                    f"{path}, line {number} is no labelled article: {error!r}",
                    "Each line needs id, text and annotations.",
                ) from error
    return articles


TOGETHER = 1500
"""Characters of an article that is joined from others, about."""


def joined(texts: Sequence[Article], together: int = TOGETHER) -> list[Article]:
    """Puts short texts that one reader read alone one after the other, as paragraphs of articles.

    Some corpora have single sentences, and a window of one sentence is mostly padding.

    Args:
        texts: Each with one reading.
        together: Characters from which on no further text is put into the same article.
    """
    found: list[Article] = []
    for text in texts:
        last = found[-1] if found else None
        if last is None or last.readers != text.readers or len(last.text) > together:
            found.append(text)
            continue
        start = len(last.text) + 2
        moved = [
            Gold(
                *(
                    [(s + start, e + start) for s, e in spans]
                    for spans in (gold.source, gold.cue, gold.content)
                )
            )
            for gold in text.readings[0]
        ]
        found[-1] = replace(
            last, text=f"{last.text}\n\n{text.text}", readings=[[*last.readings[0], *moved]]
        )
    return found


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's labels over its words.

    Attributes:
        tags: Flat spans in the order of the text; where two overlap, the earlier labelled stays.
        links: Pairs of places in `tags`: a source or content, and its cue.
        unlinked: Places of what has a source and no cue that could join them: what it belongs to
            cannot be said, which does not mean that it belongs to nothing.
    """

    tags: list[Tag]
    links: list[tuple[int, int]]
    unlinked: frozenset[int] = frozenset()


def label(words: Words, golds: Sequence[Gold]) -> Labelled:
    """Turns spans of code points into tags over words, cut at paragraph ends."""
    taken = [False] * len(words)
    by_place: dict[tuple[int, int, int], int] = {}
    tags: list[Tag] = []
    links: list[tuple[int, int]] = []
    unlinked: set[int] = set()
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
                    elif gold.source:
                        unlinked.add(by_place[key])
    order = sorted(range(len(tags)), key=lambda i: tags[i].begin)
    rank = {old: new for new, old in enumerate(order)}
    return Labelled(
        [tags[i] for i in order],
        [(rank[a], rank[b]) for a, b in links],
        frozenset(rank[i] for i in unlinked),
    )


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
    return replace(article, text=text)


_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_POINTS = re.compile(r"[^\w\s]")


def roughen(article: Article, draw: random.Random) -> Article:
    """Spoils an article in one of the ways in which texts come spoilt, labels kept right.

    A closing mark is lost, everything is in capitals or in small letters, there is no punctuation,
    or a quotation runs on over paragraphs that each open with a mark of their own.
    """
    way = draw.choice(["unclosed", "capitals", "small", "unpointed", "running on", "running on"])
    text = article.text
    if way == "running on":
        return _run_on(article, draw)
    if way == "unclosed":
        spoilt = _QUOTED.sub(lambda m: m[0][:-1] + " " if draw.random() < 0.5 else m[0], text)
    elif way == "unpointed":
        spoilt = _POINTS.sub(" ", text)
    else:
        spoilt = text.upper() if way == "capitals" else text.lower()
    if len(spoilt) != len(text):  # some letters have no counterpart of one character
        return article
    return replace(article, text=spoilt, opinion=None)


def _run_on(article: Article, draw: random.Random) -> Article:
    """Ends a paragraph after some of the sentences within quotations."""
    cuts = []
    for quoted in _QUOTED.finditer(article.text):
        cuts += [
            (end.start() + quoted.start(), quoted[0][0])
            for end in _SENTENCE_END.finditer(quoted[0])
            if draw.random() < 0.5
        ]
    if not cuts:
        return article
    parts, done = [], 0
    for place, mark in cuts:
        parts += [article.text[done:place], "\n\n" + mark]
        done = place + 1
    starts = np.array([place for place, _ in cuts])

    def moved(place: int) -> int:
        return place + 2 * int((starts < place).sum())  # two characters more for each cut

    def both(spans: Spans) -> Spans:
        return [(moved(s), moved(e)) for s, e in spans]

    readings = [
        [Gold(both(gold.source), both(gold.cue), both(gold.content)) for gold in reading]
        for reading in article.readings
    ]
    text = "".join([*parts, article.text[done:]])
    return replace(article, text=text, readings=readings, opinion=None)
