"""Mentions as something to learn: the losses of their tags, and of whom they refer back to.

A mention chooses among those before it, or none, and every one that stands for the same is right
(Lee et al. 2017). Corpora mark different things: where one does not say whether a word is of a
kind, no kind is wrong there.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.engine import tokens, windows
from onrecord.engine.antecedents import antecedent_features, candidates
from onrecord.engine.mentions import KINDS, MENTION_TAGS, PRONOUNS, Mention
from onrecord.engine.pairs import sentence_numbers
from onrecord.engine.tokens import Pieces, Words
from onrecord.training.attribution import link_loss
from onrecord.training.batches import Links, cut_out, pack
from onrecord.training.loop import Recipe, Step
from onrecord.training.mentions import Marked
from onrecord.training.model import Network

WEIGHT = 2.0
"""How much whom a mention refers to counts beside what it is: of the first there is far less."""
UNNAMED = 0.2
"""Share of the mentions whose kind is not shown: taggers err, and some corpora do not say."""


@dataclass(frozen=True, slots=True)
class Showing:
    """One window with its labels; places of mentions are words of the window.

    Attributes:
        text: The whole document's characters.
        words: The window's words.
        window: All of it.
        reader: The number of the corpus's habits.
        allowed: Of shape [words, tags]: what each word may be; None where nothing is known.
        mentions: In the order of the text.
        groups: A mention, what it may refer to, and which of that is right; the last says nothing.
    """

    text: str
    words: Words
    window: windows.Window
    reader: int
    allowed: npt.NDArray[np.bool_] | None
    mentions: list[Mention]
    groups: list[tuple[int, list[int], list[bool]]]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The task of finding mentions and whom they stand for.

    Attributes:
        learnt: Each text and the number of its corpus's habits.
        held_out: What the losses are told of.
        pieces: The vocabulary.
        batch: Windows in a step, more than of attributions since most are short.
    """

    learnt: Sequence[tuple[Marked, int]]
    held_out: Sequence[tuple[Marked, int]]
    pieces: Pieces
    batch: int = 14

    def steps(self, draw: random.Random, recipe: Recipe) -> list[Step]:
        """See `loop.Task`."""
        found = []
        for marked, reader in self.learnt:
            told = reader if draw.random() >= recipe.nobody else 0
            found += showings(marked, told, self.pieces, draw)
        # Windows of a like length together, so that little is padding; then in any order.
        found.sort(key=lambda one: (-(len(one.words.pieces) // 24), draw.random()))
        steps: list[Step] = []
        begin = 0
        while begin < len(found):
            longest = len(found[begin].words.pieces) // 24 * 24 + 24
            count = self.batch * max(1, windows.WINDOW // longest)
            steps.append(partial(_loss, found[begin : begin + count]))
            begin += count
        return steps

    def measure(self, network: Network, recipe: Recipe) -> dict[str, float]:
        """See `loop.Task`: the mean loss for each word, and how often a choice is right."""
        draw = random.Random(0)
        sums: dict[str, float] = {}
        count = 0
        found = [s for marked, _ in self.held_out for s in showings(marked, 0, self.pieces, draw)]
        for i in range(0, len(found), recipe.batch):
            _, parts = losses(network, found[i : i + recipe.batch])
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value
            count += 1
        return {name: value / max(1, count) for name, value in sums.items()}


def showings(marked: Marked, reader: int, pieces: Pieces, draw: random.Random) -> list[Showing]:
    """Cuts a text into windows, with what is known of the mentions in each."""
    words = tokens.cut(marked.text, pieces)
    if not len(words):
        return []
    places = [(*_words(words, one.start, one.end), one) for one in marked.mentions]
    allowed = _allowed(words, places, marked.complete)
    found = []
    for window in pack(words, draw):
        part = cut_out(words, window)
        mine = [
            (b - window.begin, e - window.begin, one)
            for b, e, one in places
            if window.begin <= b and e <= window.end
        ]
        mentions: list[Mention] = []
        entities: list[int | None] = []
        for b, e, one in mine:
            cls = one.kind or PRONOUNS.get(marked.text[one.start : one.end].lower(), "other")
            if cls == "other" and marked.complete:
                continue  # an event or a thought, which nobody resolves
            if cls in KINDS and draw.random() < UNNAMED:
                cls = "other"
            mentions.append(Mention(b, e, cls))
            entities.append(one.entity)
        seen = {one.entity for b, _, one in places if b < window.begin}
        groups = _groups(mentions, entities, seen, part)
        for choice in marked.choices:
            groups += _choice(
                choice.pronoun, choice.names, choice.right, words, window, mentions, marked.text
            )
        rows = allowed[window.begin : window.end] if allowed is not None else None
        if rows is not None or groups:
            whole = windows.Window(0, len(part), 0, len(part))
            found.append(Showing(marked.text, part, whole, reader, rows, mentions, groups))
    return found


def _words(words: Words, start: int, end: int) -> tuple[int, int]:
    begin, stop = words.place(start, end)
    return begin, max(begin + 1, stop)


def _allowed(
    words: Words, places: Sequence[tuple[int, int, object]], complete: frozenset[str]
) -> npt.NDArray[np.bool_] | None:
    if not complete:
        return None
    allowed = np.zeros((len(words), len(MENTION_TAGS)), bool)
    for i, tag in enumerate(MENTION_TAGS):
        allowed[:, i] = tag == "O" or tag[2:] not in complete
    for begin, end, one in places:
        kind = getattr(one, "kind", None)
        if kind is not None:
            allowed[begin:end] = False
            allowed[begin, MENTION_TAGS.index(f"B-{kind}")] = True
            allowed[begin + 1 : end, MENTION_TAGS.index(f"I-{kind}")] = True
    return allowed


def _groups(
    mentions: list[Mention], entities: list[int | None], seen: set[int | None], words: Words
) -> list[tuple[int, list[int], list[bool]]]:
    options: dict[int, list[int]] = {i: [] for i in range(len(mentions))}
    for a, b in candidates(mentions, words).tolist():
        options[a].append(b)
    groups = []
    for i, own in options.items():
        entity = entities[i]
        if entity is None:
            continue
        right = [entities[j] == entity for j in own]
        if not any(right) and entity in seen:
            continue  # what it refers to is in another window
        groups.append((i, own, [*right, not any(right)]))
    return groups


def _choice(
    pronoun: tuple[int, int],
    names: Sequence[tuple[int, int]],
    right: Sequence[bool],
    words: Words,
    window: windows.Window,
    mentions: list[Mention],
    text: str,
) -> list[tuple[int, list[int], list[bool]]]:
    spans = [_words(words, *place) for place in (pronoun, *names)]
    if any(b < window.begin or e > window.end for b, e in spans):
        return []
    first = len(mentions)
    cls = PRONOUNS.get(text[slice(*pronoun)].lower(), "other")
    for (b, e), one in zip(spans, (cls, "person", "person"), strict=True):
        mentions.append(Mention(b - window.begin, e - window.begin, one))
    return [(first, [first + 1, first + 2], [*right, not any(right)])]


def _loss(chosen: list[Showing], network: Network) -> Tensor:
    return losses(network, chosen)[0]


def losses(network: Network, chosen: list[Showing]) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch for each of its words, and its parts."""
    inputs = windows.inputs([(one.words, one.window) for one in chosen])
    with torch.autocast("cpu", torch.bfloat16):
        tags, who = network.learn_mentions(
            torch.from_numpy(inputs.ids),
            torch.from_numpy(inputs.features),
            torch.from_numpy(inputs.mask),
            torch.tensor([one.reader for one in chosen]),
        )
    rows = np.concatenate([np.full(len(one.words), i) for i, one in enumerate(chosen)])
    columns = np.concatenate(
        [
            np.minimum(windows.places(one.words, one.window), inputs.ids.shape[1] - 1)
            for one in chosen
        ]
    )
    parts: dict[str, Tensor] = {}
    known = [one.allowed is not None for one in chosen]
    if any(known):
        of_known = np.concatenate(
            [np.full(len(o.words), k) for o, k in zip(chosen, known, strict=True)]
        )
        allowed = torch.from_numpy(
            np.concatenate([one.allowed for one in chosen if one.allowed is not None])
        )
        scores = functional.log_softmax(tags.float()[rows[of_known], columns[of_known]], -1)
        parts["mentions"] = -torch.logsumexp(scores.masked_fill(~allowed, -1e4), 1).sum()
    links = _links(chosen)
    if links is not None:
        table = who.float()[rows, columns]
        parts["antecedents"] = WEIGHT * link_loss(network.antecedents, table, links)
    total = torch.stack(list(parts.values())).sum() / len(rows)
    return total, {name: value.item() / len(rows) for name, value in parts.items()}


def _links(chosen: Sequence[Showing]) -> Links | None:
    spans: list[tuple[int, int]] = []
    pairs: list[tuple[int, int]] = []
    features, groups, owners, right = [], [], [], []
    offset = 0
    for one in chosen:
        base = len(spans)
        spans += [(m.begin + offset, m.end + offset) for m in one.mentions]
        own = [(i, j) for i, options, _ in one.groups for j in options]
        if own:
            sentences = sentence_numbers(one.text, one.words)
            features.append(
                antecedent_features(one.text, one.words, sentences, one.mentions, np.array(own))
            )
        for i, options, good in one.groups:
            groups.append(list(range(len(pairs), len(pairs) + len(options))))
            pairs += [(base + i, base + j) for j in options]
            owners.append(base + i)
            right.append(good)
        offset += len(one.words)
    return Links.padded(spans, pairs, features, groups, owners, right)
