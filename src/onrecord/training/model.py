"""The network: a MiniLM encoder with extra word features, a tagger for each level, and a linker.

The encoder is BERT (Devlin et al. 2019) in the sizes of all-MiniLM-L6-v2 (Wang et al. 2020),
written out so that its graph exports as we want it. Linking scores pairs of spans as Lee et al.
(2017) score mentions: a small network over both spans' words and what lies between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.engine.acts import ACTS, EVENTS, PARTS, SOURCE, TARGET
from onrecord.engine.antecedents import ANTECEDENT_FEATURES
from onrecord.engine.crf import FORBIDDEN, TAGS, allowed
from onrecord.engine.mentions import MENTION_TAGS
from onrecord.engine.pairs import PAIR_FEATURES
from onrecord.engine.tokens import FEATURES

LINK = 96
"""Width of the vector that the linker reads at each word."""
HIDDEN = 128
MEETING = 48
"""Width of the product that says how well two mentions fit."""
QUESTIONS = 6
"""How often a statement's words are asked what is done in it."""
ACTING = 160
"""Width of what the acts are told from."""
DROPPED = 0.2
"""Share of the numbers on the way there that a step of training leaves out."""
READERS = 16
"""Readers whose habits are learnt apart: annotators, and the conventions of other corpora."""
EARLY = (3, 4)
"""Layers, counted from 0, that say what they would tag, and hear it from there on."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The encoder's dimensions; the defaults are all-MiniLM-L6-v2's."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536


class Layer(nn.Module):
    """Self-attention and a feed-forward network, each with a residual and a norm behind it."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.width, 3 * sizes.width)
        self.out = nn.Linear(sizes.width, sizes.width)
        self.norm1 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.up = nn.Linear(sizes.width, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.width)
        self.norm2 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = dropout
        self.written_out = False

    def write_out(self) -> None:
        """From now on computes attention step by step, its scale within the weights, as graphs do.

        There is no way back.
        """
        width = self.qkv.in_features
        with torch.no_grad():
            for part in (self.qkv.weight, self.qkv.bias):
                part[:width] /= (width / self.heads) ** 0.5
        self.written_out = True

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Vectors of shape [windows, pieces, width] to the same; `mask` is added to scores."""
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        p = self.dropout if self.training else 0.0
        if self.written_out:
            scores = q @ k.transpose(-1, -2)
            mixed = functional.softmax(scores if mask is None else scores + mask, -1) @ v
        else:
            # Dropping attention weights would forbid the fused kernel, four times as fast.
            shown = mask.to(q.dtype) if mask is not None else None
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=shown)
        mixed = self.out(mixed.transpose(1, 2).reshape(b, t, w))
        x = self.norm1(x + functional.dropout(mixed, p, self.training))
        y = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(y, p, self.training))


class Encoder(nn.Module):
    """Pieces and word features to vectors."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.positions = nn.Embedding(sizes.positions, sizes.width)
        self.extra = nn.ModuleList(nn.Embedding(n, sizes.width) for n in FEATURES.values())
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.readers = nn.Embedding(READERS, sizes.width, padding_idx=0)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        early = [i for i in EARLY if i < sizes.layers - 1]
        self.early = nn.ModuleDict({str(i): nn.Linear(sizes.width, len(TAGS)) for i in early})
        self.heard = nn.ModuleDict(
            {str(i): nn.Linear(len(TAGS), sizes.width, bias=False) for i in early}
        )
        self.dropout = dropout
        for table in (*self.extra, self.readers):
            nn.init.normal_(table.weight, std=0.01)
        for back in self.heard.values():
            nn.init.zeros_(back.weight)
        with torch.no_grad():
            self.readers.weight[0] = 0

    def forward(
        self,
        ids: Tensor,
        features: Tensor,
        mask: Tensor | None = None,
        readers: Tensor | None = None,
    ) -> tuple[Tensor, list[Tensor]]:
        """`engine.windows.Inputs` to vectors of shape [windows, pieces, width].

        Layers of `EARLY` are asked for tags, and what they answer is added to what goes on, so that
        the layers behind them know what was thought of the words around: self-conditioning, as
        Nozaki and Komatsu (2021) do it for speech.

        Args:
            ids: As in `Inputs`.
            features: As in `Inputs`.
            mask: As in `Inputs`; None where nothing is padding.
            readers: Of shape [windows]: whose habits to follow; 0 and None are nobody's.

        Returns:
            The vectors, and the early layers' tag scores of shape [windows, pieces, tags].
        """
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        if readers is not None:
            x = x + self.readers(readers)[:, None]
        for i, table in enumerate(self.extra):
            x = x + table(features[:, :, i])
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        bias = None if mask is None else ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        said = []
        for i, layer in enumerate(self.layers):
            x = layer(x, bias)
            if str(i) in self.early:
                said.append(self.early[str(i)](x))
                x = x + self.heard[str(i)](functional.softmax(said[-1], -1))
        return x, said

    def load_base(self, path: Path) -> None:
        """Fills the encoder from a BERT checkpoint in safetensors form.

        The second segment's embedding is never used, so the first one's is added to the positions.
        """
        old = load_file(str(path))
        e = "embeddings."
        new = {
            "words.weight": old[e + "word_embeddings.weight"],
            "positions.weight": old[e + "position_embeddings.weight"]
            + old[e + "token_type_embeddings.weight"][0],
            "norm.weight": old[e + "LayerNorm.weight"],
            "norm.bias": old[e + "LayerNorm.bias"],
        }
        names = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(len(self.layers)):
            for end in ("weight", "bias"):
                there = f"encoder.layer.{i}."
                new[f"layers.{i}.qkv.{end}"] = torch.cat(
                    [
                        old[f"{there}attention.self.{part}.{end}"]
                        for part in ("query", "key", "value")
                    ]
                )
                for ours, theirs in names.items():
                    new[f"layers.{i}.{ours}.{end}"] = old[f"{there}{theirs}.{end}"]
        missing, unexpected = self.load_state_dict(new, strict=False)
        new_parts = ("extra.", "readers.", "early.", "heard.")
        strange = [name for name in missing if not name.startswith(new_parts)]
        if strange or unexpected:
            raise ValueError(f"checkpoint does not fit: {strange} {unexpected}")


class Crf(nn.Module):
    """The scores of tag sequences; `engine.crf` decodes with the same numbers."""

    def __init__(self) -> None:
        super().__init__()
        start, step = allowed()
        self.start = nn.Parameter(torch.zeros(len(TAGS)))
        self.step = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.register_buffer("start_bar", torch.tensor(np.where(start, 0, FORBIDDEN)).float())
        self.register_buffer("step_bar", torch.tensor(np.where(step, 0, FORBIDDEN)).float())

    def scores(self) -> tuple[Tensor, Tensor]:
        """Start scores of shape [tags] and step scores of shape [tags, tags]."""
        return self.start + self.start_bar, self.step + self.step_bar

    def loss(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Summed negative log-likelihood of tags of shape [sequences, words]."""
        start, step = self.scores()
        longest = emissions.shape[1]
        inside = torch.arange(longest)[None] < lengths[:, None]
        gold = start[tags[:, 0]] + emissions[:, 0].gather(1, tags[:, :1])[:, 0]
        each = emissions.gather(2, tags[:, :, None])[:, 1:, 0] + step[tags[:, :-1], tags[:, 1:]]
        gold = gold + (each * inside[:, 1:]).sum(1)
        return (self._total(emissions, lengths) - gold).sum()

    def soft_loss(self, emissions: Tensor, tags: Tensor, steps: Tensor, lengths: Tensor) -> Tensor:
        """Summed cross-entropy with tag sequences that are known by their probabilities only.

        A sequence's score is a sum over its words and steps, so its mean under any distribution
        needs no more of that than the marginals: Wang et al. (2020) distil structures this way.

        Args:
            emissions: Of shape [sequences, words, tags].
            tags: The same: the probability of each tag; nothing past a length.
            steps: Of shape [sequences, tags, tags]: how often each step is expected.
            lengths: Of shape [sequences].
        """
        start, step = self.start, self.step
        expected = (tags * emissions).sum((1, 2)) + (tags[:, 0] * start).sum(1)
        expected = expected + (steps * step).sum((1, 2))
        return (self._total(emissions, lengths) - expected).sum()

    def _total(self, emissions: Tensor, lengths: Tensor) -> Tensor:
        """The logarithm of the sum over all tag sequences, of shape [sequences]."""
        start, step = self.scores()
        longest = emissions.shape[1]
        inside = torch.arange(longest)[None] < lengths[:, None]
        alpha = start + emissions[:, 0]
        for t in range(1, longest):
            # Sequences are sorted by length, so those that go on are the first ones.
            going = int(inside[:, t].sum())
            moved = torch.logsumexp(alpha[:going, :, None] + step, 1) + emissions[:going, t]
            alpha = torch.cat([moved, alpha[going:]])
        return torch.logsumexp(alpha, 1)


class PairScorer(nn.Module):
    """Scores that a span belongs to a cue, and that something belongs to nothing.

    Args:
        features: The inputs beside the vectors, and how many values each has.
        meeting: Whether a product of both spans' vectors counts too.
    """

    def __init__(self, features: Mapping[str, int] = PAIR_FEATURES, meeting: int = 0) -> None:
        super().__init__()
        self.span = nn.Linear(3 * LINK, HIDDEN)
        self.cue = nn.Linear(3 * LINK, HIDDEN, bias=False)
        self.tables = nn.ModuleList(nn.Embedding(n, HIDDEN) for n in features.values())
        self.meeting = nn.ModuleList(
            nn.Linear(3 * LINK, meeting, bias=False) for _ in range(2 if meeting else 0)
        )
        self.score = nn.Linear(HIDDEN, 1)
        self.nothing = nn.Linear(3 * LINK, HIDDEN)
        self.nothing_score = nn.Linear(HIDDEN, 1)
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)

    def pairs(self, spans: Tensor, cues: Tensor, features: Tensor) -> Tensor:
        """Of shape [pairs], from span vectors of shape [pairs, 3 * LINK] and pair features."""
        x = self.span(spans) + self.cue(cues)
        for i, table in enumerate(self.tables):
            x = x + table(features[:, i])
        score: Tensor = self.score(functional.gelu(x))[:, 0]
        if self.meeting:
            ours, theirs = self.meeting
            score = score + (ours(spans) * theirs(cues)).sum(1) / ours.out_features**0.5
        return score

    def none(self, spans: Tensor) -> Tensor:
        """Of shape [spans]."""
        return self.nothing_score(functional.gelu(self.nothing(spans)))[:, 0]


class ActReader(nn.Module):
    """Tells acts and events apart; `engine.acts` computes the same without torch."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = nn.Parameter(torch.randn(PARTS, LINK) * 0.1)
        self.attend = nn.Linear(LINK, QUESTIONS)
        self.gate = nn.Parameter(torch.zeros(PARTS, QUESTIONS))
        self.hidden = nn.Linear(LINK * (QUESTIONS + 2), ACTING)
        self.act = nn.Linear(ACTING, len(ACTS))
        self.event = nn.Linear(ACTING, len(EVENTS))

    def forward(self, vectors: Tensor, inside: Tensor, of: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of acts and of events, of shape [statements, …].

        Args:
            vectors: Of shape [statements, words, LINK].
            inside: Of shape [statements, words]: nought where a statement has no word any more.
            of: Of shape [statements, words, parts]: one where a word is of a part.
        """
        p = DROPPED if self.training else 0.0
        read = functional.gelu(vectors + of @ self.parts)
        asked = self.attend(read) + of @ self.gate
        share = asked.masked_fill(inside[..., None] == 0, -1e4).softmax(1)
        found = torch.einsum("bwq,bwd->bqd", share, read).flatten(1)
        means = [
            (read * of[..., i, None]).sum(1) / of[..., i].sum(1, keepdim=True).clamp(min=1)
            for i in (SOURCE, TARGET)
        ]
        pooled = functional.dropout(torch.cat([found, *means], 1), p, self.training)
        hidden = functional.dropout(functional.gelu(self.hidden(pooled)), p, self.training)
        return self.act(hidden), self.event(hidden)


class Network(nn.Module):
    """Everything that is trained."""

    def __init__(self, sizes: Sizes | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        sizes = sizes or Sizes()
        self.encoder = Encoder(sizes, dropout)
        self.tag = nn.Linear(sizes.width, len(TAGS))
        self.inner_tag = nn.Linear(sizes.width, len(TAGS))
        self.link = nn.Linear(sizes.width, LINK)
        self.crf = Crf()
        self.inner_crf = Crf()
        self.sources = PairScorer()
        self.contents = PairScorer()
        self.mention_tag = nn.Linear(sizes.width, len(MENTION_TAGS))
        self.who = nn.Linear(sizes.width, LINK)
        self.antecedents = PairScorer(ANTECEDENT_FEATURES, MEETING)
        self.doing = nn.Linear(sizes.width, LINK)
        self.acts = ActReader()

    def forward(
        self, ids: Tensor, features: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        """What `engine.heads.Scores` holds, each of shape [windows, pieces, …]."""
        x, _ = self.encoder(ids, features, mask)
        heads = (self.tag, self.inner_tag, self.link, self.mention_tag, self.who, self.doing)
        return tuple(head(x) for head in heads)

    def learn(
        self, ids: Tensor, features: Tensor, mask: Tensor, readers: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, list[Tensor]]:
        """What `forward` gives, and the early layers' tag scores; see `Encoder.forward`."""
        x, early = self.encoder(ids, features, mask, readers)
        return self.tag(x), self.inner_tag(x), self.link(x), early

    def learn_mentions(
        self, ids: Tensor, features: Tensor, mask: Tensor, readers: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Mention tag scores, and vectors that say who is meant: [windows, pieces, …]."""
        x, _ = self.encoder(ids, features, mask, readers)
        return self.mention_tag(x), self.who(x)

    def learn_acts(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Vectors that tell what is done, of shape [windows, pieces, LINK]."""
        x, _ = self.encoder(ids, features, mask)
        doing: Tensor = self.doing(x)
        return doing


def span_vectors(link: Tensor, begins: Tensor, ends: Tensor) -> Tensor:
    """First, last and mean link vector of runs of words, of shape [spans, 3 * LINK].

    Args:
        link: Of shape [words, LINK].
        begins: First word of each span.
        ends: One past its last.
    """
    total = torch.cat([torch.zeros(1, link.shape[1]), link.cumsum(0)])
    mean = (total[ends] - total[begins]) / (ends - begins)[:, None]
    return torch.cat([link[begins], link[ends - 1], mean], 1)
