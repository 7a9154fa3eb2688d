"""Acts and events as something to learn: the loss of telling what is done."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.engine import tokens, windows
from onrecord.engine.acts import ACTS, EVENTS, LONGEST, PARTS, Asked
from onrecord.engine.stretches import part_of
from onrecord.engine.tokens import Pieces, Words
from onrecord.training.deeds import Deed
from onrecord.training.loop import Recipe, Step
from onrecord.training.model import LINK, Network

SHORT: Final = 2
"""Statements in a step, for each window that other tasks have in one."""
SECOND: Final = 0.3
"""How likely the second act is meant to be, where there is one."""
SMOOTHED: Final = 0.05
"""Share of the certainty that goes to all labels alike."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One statement, ready for the encoder.

    Attributes:
        words: All of its text's.
        asked: Where it stands among them.
        acts: Of shape [acts]: how likely each is meant; None where nobody says.
        event: The number of its event; -1 where nobody says.
    """

    words: Words
    asked: Asked
    acts: "np.typing.NDArray[np.float32] | None"
    event: int


@dataclass(frozen=True, slots=True)
class Acting:
    """The task of telling acts and events.

    Attributes:
        learnt: What is learnt.
        held_out: What the losses are told of.
        pieces: The vocabulary.
    """

    learnt: Sequence[Deed]
    held_out: Sequence[Deed]
    pieces: Pieces

    def steps(self, draw: random.Random, recipe: Recipe) -> list[Step]:
        """See `loop.Task`."""
        shown = [show(deed, self.pieces) for deed in self.learnt]
        count = SHORT * recipe.batch
        steps: list[Step] = []
        for _ in range(recipe.acted):
            # Of a like length together, so that little is padding.
            found = sorted(shown, key=lambda o: (len(o.words.pieces) // 16, draw.random()))
            parts = [found[i : i + count] for i in range(0, len(found), count)]
            steps += [partial(_loss, part) for part in parts]
        return steps

    def measure(self, network: Network, recipe: Recipe) -> dict[str, float]:
        """See `loop.Task`: the share of acts and of events that are told rightly."""
        found = [show(deed, self.pieces) for deed in self.held_out]
        right = {"acts": [0, 0], "events": [0, 0]}
        for i in range(0, len(found), recipe.batch):
            part = found[i : i + recipe.batch]
            acts, events = scores(network, part)
            for row, one in enumerate(part):
                if one.acts is not None:
                    right["acts"][0] += int(one.acts[int(acts[row].argmax())] > SMOOTHED)
                    right["acts"][1] += 1
                if one.event >= 0:
                    right["events"][0] += int(events[row].argmax() == one.event)
                    right["events"][1] += 1
        return {name: good / count for name, (good, count) in right.items() if count}


def show(deed: Deed, pieces: Pieces) -> Shown:
    """Cuts a statement's text into words and finds its parts among them."""
    words = tokens.cut(deed.text, pieces)
    words = _first(words)
    parts = [(part, *words.place(start, end)) for part, start, end in deed.parts]
    parts = [one for one in parts if one[1] < one[2]]
    if deed.event is not None:
        begin, end = 0, len(words)
    else:
        begin = min((b for _, b, _ in parts), default=0)
        end = max((e for _, _, e in parts), default=len(words))
    acts = None
    if deed.acts:
        acts = np.full(len(ACTS), SMOOTHED / len(ACTS), np.float32)
        shares = (1.0,) if len(deed.acts) == 1 else (1 - SECOND, SECOND)
        for act, share in zip(deed.acts, shares, strict=True):
            acts[ACTS.index(act)] += (1 - SMOOTHED) * share
    event = EVENTS.index(deed.event) if deed.event is not None else -1
    return Shown(words, Asked(begin, end, tuple(parts)), acts, event)


def _first(words: Words) -> Words:
    """What the encoder takes at once of a text's words."""
    kept = windows.cut_windows(words)[0].end
    return part_of(words, 0, kept) if kept < len(words) else words


def _loss(chosen: list[Shown], network: Network) -> Tensor:
    acts, events = scores(network, chosen)
    parts = []
    known = [i for i, one in enumerate(chosen) if one.acts is not None]
    if known:
        meant = torch.from_numpy(np.stack([one.acts for one in chosen if one.acts is not None]))
        parts.append(functional.cross_entropy(acts[known], meant, reduction="sum"))
    typed = [i for i, one in enumerate(chosen) if one.event >= 0]
    if typed:
        right = torch.tensor([chosen[i].event for i in typed])
        parts.append(
            functional.cross_entropy(
                events[typed], right, reduction="sum", label_smoothing=SMOOTHED
            )
        )
    return torch.stack(parts).sum() / len(chosen)


def scores(network: Network, chosen: Sequence[Shown]) -> tuple[Tensor, Tensor]:
    """What the network says of each statement's act and event."""
    whole = [windows.Window(0, len(one.words), 0, len(one.words)) for one in chosen]
    inputs = windows.inputs([(one.words, w) for one, w in zip(chosen, whole, strict=True)])
    with torch.autocast("cpu", torch.bfloat16):
        doing = network.learn_acts(
            torch.from_numpy(inputs.ids),
            torch.from_numpy(inputs.features),
            torch.from_numpy(inputs.mask),
        )
    spans = [(one.asked.begin, min(one.asked.end, one.asked.begin + LONGEST)) for one in chosen]
    longest = max(end - begin for begin, end in spans)
    vectors = torch.zeros(len(chosen), longest, LINK)
    inside = torch.zeros(len(chosen), longest)
    of = torch.zeros(len(chosen), longest, PARTS)
    for row, (one, w, (begin, end)) in enumerate(zip(chosen, whole, spans, strict=True)):
        columns = np.minimum(windows.places(one.words, w)[begin:end], inputs.ids.shape[1] - 1)
        vectors[row, : end - begin] = doing[row, columns].float()
        inside[row, : end - begin] = 1
        for part, a, b in one.asked.parts:
            of[row, max(0, a - begin) : max(0, min(b, end) - begin), part] = 1
    acts, events = network.acts(vectors, inside, of)
    return acts, events
