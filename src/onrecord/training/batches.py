"""Labelled articles to what one training step takes.

Windows are packed from whole paragraphs, as reading packs them, starting at a paragraph drawn anew
for every pass so that each paragraph is seen with other neighbours.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from onrecord.engine import tokens, windows
from onrecord.engine.crf import TAGS, Floats
from onrecord.engine.pairs import Tag, candidates, pair_features, sentence_numbers
from onrecord.engine.tokens import Pieces, Words
from onrecord.training.data import Article, Gold, Labelled, Opinion, label, restyle, roughen
from onrecord.training.rewrite import rewrite


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its labels; places of tags are words of the window."""

    words: Words
    window: windows.Window
    text: str
    reader: int
    marks: Opinion  # what is to be tagged, for certain or by probability
    inner: list[Tag] | None
    linked: Labelled  # what the linker is shown: people's labels, thinned
    complete: list[bool]  # of each tag of `linked`: whether what it belongs to is in the window


@dataclass(frozen=True, slots=True)
class Style:
    """How articles are shown in one pass; `attribution.Recipe` says what each share means."""

    restyled: float = 0.0
    rewritten: float = 0.0
    roughened: float = 0.0
    thinned: float = 0.0
    nobody: float = 1.0


@dataclass(frozen=True, slots=True)
class Labelling:
    """One article as one pass shows it."""

    text: str
    words: Words
    reader: int
    marks: Opinion
    gold: Labelled
    inner: list[Tag] | None


def examples(
    articles: list[Article],
    pieces: Pieces,
    draw: random.Random,
    inner: dict[str, list[Gold]],
    style: Style,
) -> list[Example]:
    """Cuts every article into windows once, in an order drawn anew."""
    out = []
    for article in articles:
        shown, deep = article, inner.get(article.id)
        if article.readings and draw.random() < style.rewritten:
            article, deep = rewrite(article, draw), None
            shown = article
        if article.readings and draw.random() < style.roughened:
            shown, deep = roughen(article, draw), None
        elif draw.random() < style.restyled:
            shown = restyle(article, draw)
        words = tokens.cut(shown.text, pieces)
        if shown.opinion is not None and len(shown.opinion.tags) != len(words):
            shown = article  # other marks made other words
            words = tokens.cut(shown.text, pieces)
        if not len(words):
            continue
        number = draw.randrange(len(shown.readings)) if shown.readings else None
        told = bool(shown.readers) and draw.random() >= style.nobody
        reading = shown.readings[number] if number is not None else []
        gold = label(words, reading)
        marks = _certain(gold, words) if number is not None else shown.opinion
        if marks is None:
            raise ValueError(f"neither a person nor a teacher has read {article.id}")
        article_ = Labelling(
            shown.text,
            words,
            shown.readers[number] if told and number is not None else 0,
            marks,
            gold,
            label(words, deep).tags if deep is not None else None,
        )
        out += [_example(article_, window, style.thinned, draw) for window in pack(words, draw)]
    draw.shuffle(out)
    return out


def _certain(gold: Labelled, words: Words) -> Opinion:
    """What a person marked, as probabilities."""
    tags = np.eye(len(TAGS), dtype=np.float32)[_sequence(gold.tags, len(words))]
    steps = np.zeros((len(words), len(TAGS), len(TAGS)), np.float32)
    steps[1:] = tags[:-1, :, None] * tags[1:, None, :]
    return Opinion(tags, steps)


def pack(words: Words, draw: random.Random) -> list[windows.Window]:
    """Whole paragraphs to windows; a paragraph that does not fit in one is cut."""
    bounds = np.append(words.first, len(words.pieces))
    opens = [*np.flatnonzero(words.features[:, 1]).tolist(), len(words)]
    room = windows.WINDOW - 2
    cuts = [0]
    if len(opens) > 3:
        cuts.append(opens[draw.randrange(1, min(6, len(opens) - 1))])
    while cuts[-1] < len(words):
        begin = cuts[-1]
        fits = int(np.searchsorted(bounds, bounds[begin] + room, side="right")) - 1
        end = max((o for o in opens if begin < o <= fits), default=max(begin + 1, fits))
        cuts.append(end)
    spans = [(a, b) for a, b in pairwise(cuts) if bounds[b] - bounds[a] <= room]
    if len(cuts) > 2 and bounds[cuts[1]] > room:
        # The drawn start left more before it than fits: pack that from the front.
        a = 0
        while a < cuts[1]:
            b = min(cuts[1], int(np.searchsorted(bounds, bounds[a] + room, side="right")) - 1)
            b = max(a + 1, b)
            spans.append((a, b))
            a = b
    return [windows.Window(a, b, a, b) for a, b in spans]


def _clip(tags: list[Tag], window: windows.Window) -> tuple[list[Tag], dict[int, int]]:
    kept: list[Tag] = []
    ranks: dict[int, int] = {}
    for i, tag in enumerate(tags):
        begin, end = max(tag.begin, window.begin), min(tag.end, window.end)
        if begin < end:
            ranks[i] = len(kept)
            kept.append(replace(tag, begin=begin - window.begin, end=end - window.begin))
    return kept, ranks


def _example(
    article: Labelling, window: windows.Window, thinned: float, draw: random.Random
) -> Example:
    words, gold = article.words, article.gold
    tags, ranks = _clip(gold.tags, window)
    complete = [True] * len(tags)
    for i in gold.unlinked & ranks.keys():
        complete[ranks[i]] = False
    links = []
    for a, b in gold.links:
        if a in ranks and b in ranks:
            links.append((ranks[a], ranks[b]))
        else:
            for i in (a, b):
                if i in ranks:
                    complete[ranks[i]] = False
    part = cut_out(words, window)
    inner = _clip(article.inner, window)[0] if article.inner is not None else None
    kept = slice(window.begin, window.end)
    return Example(
        part,
        windows.Window(0, len(part), 0, len(part)),
        article.text,
        article.reader,
        Opinion(article.marks.tags[kept], article.marks.steps[kept]),
        inner,
        *_thin(Labelled(tags, links), complete, thinned, draw),
    )


def _thin(
    gold: Labelled, complete: list[bool], share: float, draw: random.Random
) -> tuple[Labelled, list[bool]]:
    """Takes out some spans, so that what belonged to them belongs to nothing.

    In gold labels hardly a content is without its cue, but the tagger overlooks one cue in four. A
    linker that never saw such a content gives it to whatever cue stands nearest.
    """
    kept = [i for i in range(len(gold.tags)) if draw.random() >= share]
    rank = {old: new for new, old in enumerate(kept)}
    links = [(rank[a], rank[b]) for a, b in gold.links if a in rank and b in rank]
    return Labelled([gold.tags[i] for i in kept], links), [complete[i] for i in kept]


def cut_out(words: Words, window: windows.Window) -> Words:
    """A window's words with their own pieces, counted from 0."""
    kept = slice(window.begin, window.end)
    begin = words.first[window.begin]
    end = words.first[window.end] if window.end < len(words) else len(words.pieces)
    return Words(
        words.starts[kept],
        words.ends[kept],
        words.paragraphs[kept],
        words.features[kept],
        words.pieces[begin:end],
        words.first[kept] - begin,
    )


@dataclass(frozen=True, slots=True)
class Sequences:
    """Paragraphs of a batch side by side, longest first.

    Attributes:
        places: Of shape [sequences, words]: rows of the batch's word table, 0 where padded.
        lengths: Of shape [sequences].
        tags: Of shape [sequences, words, tags]: how probable each is; nothing where padded.
        steps: Of shape [sequences, tags, tags]: how often each step is expected.
        inner: Of shape [sequences, words]: tags of the second level.
        has_inner: Of shape [sequences]: whether the second level is labelled.
    """

    places: Tensor
    lengths: Tensor
    tags: Tensor
    steps: Tensor
    inner: Tensor
    has_inner: Tensor


@dataclass(frozen=True, slots=True)
class Links:
    """The pairs of a batch for one scorer, and the groups among which one is right.

    Attributes:
        spans: Of shape [spans, 2]: first word and one past the last, in the batch's word table.
        pairs: Of shape [pairs, 2]: rows of `spans`.
        features: Of shape [pairs, features].
        groups: Of shape [groups, candidates]: rows of `pairs`, -1 where padded.
        owners: Of shape [groups]: the row of `spans` that the group decides for.
        right: Of shape [groups, candidates + 1]: which are right; the last says nothing is.
    """

    spans: Tensor
    pairs: Tensor
    features: Tensor
    groups: Tensor
    owners: Tensor
    right: Tensor

    @classmethod
    def padded(
        cls,
        spans: Sequence[tuple[int, int]],
        pairs: Sequence[tuple[int, int]],
        features: Sequence[npt.NDArray[np.int64]],
        groups: Sequence[Sequence[int]],
        owners: Sequence[int],
        right: Sequence[Sequence[bool]],
    ) -> "Links | None":
        """Pads groups to the widest; None where there is nothing to choose among.

        Args:
            spans: As above.
            pairs: As above.
            features: Of the pairs, in parts that follow each other.
            groups: The rows of `pairs` of each group.
            owners: As above.
            right: Of each group's pairs, whether they are right, and last whether nothing is.
        """
        if not groups or not pairs:
            return None
        widest = max(map(len, groups))
        rows = torch.full((len(groups), widest), -1, dtype=torch.long)
        truth = torch.zeros(len(groups), widest + 1, dtype=torch.bool)
        for k, (group, good) in enumerate(zip(groups, right, strict=True)):
            rows[k, : len(group)] = torch.tensor(group, dtype=torch.long)
            truth[k, : len(group)] = torch.tensor(good[:-1], dtype=torch.bool)
            truth[k, -1] = good[-1]
        return cls(
            torch.tensor(spans),
            torch.tensor(pairs),
            torch.tensor(np.concatenate(features)),
            rows,
            torch.tensor(owners),
            truth,
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """One training step."""

    inputs: windows.Inputs
    rows: Tensor  # of each word of the word table: its window
    columns: Tensor  # and its first piece's place there
    readers: Tensor  # of each window
    marks: Tensor  # of each word of the word table: the probability of each tag
    sequences: Sequences
    sources: Links | None
    contents: Links | None


def batch(chosen: list[Example]) -> Batch:
    """Lays examples side by side."""
    inputs = windows.inputs([(example.words, example.window) for example in chosen])
    rows, columns, offset = [], [], 0
    paragraphs: list[tuple[int, int, Floats, Floats, list[int], bool]] = []
    parts: list[tuple[Example, int]] = []
    for i, example in enumerate(chosen):
        words = example.words
        n = len(words)
        rows += [i] * n
        columns += np.minimum(
            windows.places(words, example.window), inputs.ids.shape[1] - 1
        ).tolist()
        marks = example.marks
        deep = _sequence(example.inner or [], n)
        starts = [0, *(np.flatnonzero(np.diff(words.paragraphs)) + 1).tolist(), n]
        for a, b in pairwise(starts):
            steps = marks.steps[a + 1 : b].sum(0, dtype=np.float32)
            known = example.inner is not None
            paragraphs.append((offset + a, b - a, marks.tags[a:b], steps, deep[a:b], known))
        parts.append((example, offset))
        offset += n
    paragraphs.sort(key=lambda paragraph: -paragraph[1])
    longest = paragraphs[0][1]
    places = torch.zeros(len(paragraphs), longest, dtype=torch.long)
    tags, inner = torch.zeros(*places.shape, len(TAGS)), torch.zeros_like(places)
    for k, (start, length, flat, _, deep, _) in enumerate(paragraphs):
        places[k, :length] = torch.arange(start, start + length)
        tags[k, :length] = torch.from_numpy(flat)
        inner[k, :length] = torch.tensor(deep)
    sequences = Sequences(
        places,
        torch.tensor([paragraph[1] for paragraph in paragraphs]),
        tags,
        torch.from_numpy(np.stack([paragraph[3] for paragraph in paragraphs])),
        inner,
        torch.tensor([paragraph[5] for paragraph in paragraphs]),
    )
    return Batch(
        inputs,
        torch.tensor(rows),
        torch.tensor(columns),
        torch.tensor([example.reader for example in chosen]),
        torch.from_numpy(np.concatenate([example.marks.tags for example in chosen])),
        sequences,
        _links(parts, 0),
        _links(parts, 2),
    )


def _sequence(tags: list[Tag], length: int) -> list[int]:
    out = [0] * length
    for tag in tags:
        out[tag.begin] = 1 + 2 * tag.role
        for i in range(tag.begin + 1, tag.end):
            out[i] = 2 + 2 * tag.role
    return out


def _links(parts: list[tuple[Example, int]], role: int) -> Links | None:
    spans: list[tuple[int, int]] = []
    pairs: list[tuple[int, int]] = []
    features, groups, owners, right = [], [], [], []
    for example, offset in parts:
        tags = example.linked.tags
        found = candidates(tags)
        found = found[[tags[a].role == role for a, _ in found]] if len(found) else found
        base, first = len(spans), len(pairs)
        spans += [(tag.begin + offset, tag.end + offset) for tag in tags]
        pairs += [(base + a, base + b) for a, b in found.tolist()]
        if len(found):
            sentences = sentence_numbers(example.text, example.words)
            features.append(pair_features(example.words, sentences, tags, found))
        gold = set(example.linked.links)
        # A content chooses among cues, a cue among sources.
        owner_role, column = (2, 0) if role == 2 else (1, 1)
        for i, tag in enumerate(tags):
            if tag.role != owner_role or not example.complete[i]:
                continue
            mine = np.flatnonzero(found[:, column] == i) if len(found) else np.zeros(0, int)
            good = [tuple(found[m].tolist()) in gold for m in mine]
            linked = any(i in link and tags[link[0]].role == role for link in gold)
            if linked and not any(good):
                continue
            groups.append([first + int(m) for m in mine])
            owners.append(base + i)
            right.append([*good, not linked])
    return Links.padded(spans, pairs, features, groups, owners, right)
