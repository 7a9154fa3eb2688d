"""Scores to tagged spans and links: what the encoder's numbers say, in words of the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from onrecord.document import Document
from onrecord.engine.acts import ActWeights, Doing, Vectors
from onrecord.engine.antecedents import ANTECEDENT_FEATURES, refer
from onrecord.engine.crf import FORBIDDEN, TAGS, Floats, marginals, viterbi
from onrecord.engine.mentions import Mention, decode_mentions
from onrecord.engine.pairs import (
    CONTENT,
    CUE,
    PAIR_FEATURES,
    SOURCE,
    Level,
    Tag,
    candidates,
    pair_features,
    sentence_numbers,
)
from onrecord.engine.runs import paragraphs, side_by_side
from onrecord.engine.scorer import (
    PairWeights,
    array,
    pair_weights,
    score_nothing,
    score_pairs,
    span_vectors,
)
from onrecord.engine.tokens import CLOSING, OUTSIDE, Ints, Words
from onrecord.engine.within import hinted
from onrecord.engine.wraps import settle, suspects

_END_MARKS: Final = frozenset(".?!")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of one document.

    Attributes:
        tags: Of shape [words, 7]: scores of `crf.TAGS`.
        inner: The same for what stands within contents.
        link: Of shape [words, 96]: what the linker reads.
        mentions: Of shape [words, 15]: scores of `mentions.MENTION_TAGS`.
        who: Of shape [words, 96]: what the scorer of antecedents reads.
        doing: Of shape [words, 96]: what the reader of acts reads.
    """

    tags: Floats
    inner: Floats
    link: Floats
    mentions: Floats
    who: Floats
    doing: Floats


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the engine found in one document.

    Attributes:
        document: The report.
        words: Its words.
        sentences: Of shape [words]: the number of each word's sentence.
        outer: What the report ascribes.
        inner: What stands within those contents: what a source says that another said.
        calibration: What attributions are weighed with: see `extract.evidence`.
        mentions: Names, nouns for people and bodies, and pronouns, in the order of the text.
        refers: For the place in `mentions` of a noun or pronoun, those that it may refer back to,
            and how likely: see `antecedents.refer`.
        doing: What tells the acts of what is ascribed; None where the engine has no reader of them.
    """

    document: Document
    words: Words
    sentences: Ints
    outer: Level
    inner: Level
    calibration: Floats
    mentions: tuple[Mention, ...] = ()
    refers: Mapping[int, tuple[tuple[int | None, float], ...]] = field(default_factory=dict)
    doing: Doing | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """Everything behind the encoder."""

    start: Floats
    step: Floats
    inner_start: Floats
    inner_step: Floats
    sources: PairWeights
    contents: PairWeights
    antecedents: PairWeights
    acts: ActWeights
    calibration: Floats

    @classmethod
    def load(cls, path: Path) -> "Heads":
        """Reads what `training.export` wrote.

        Raises:
            OSError: If the file cannot be read.
            KeyError: If an array is missing.
        """
        with np.load(path) as arrays:
            return cls(
                start=array(arrays, "start"),
                step=array(arrays, "step"),
                inner_start=array(arrays, "inner_start"),
                inner_step=array(arrays, "inner_step"),
                sources=pair_weights(arrays, "sources", PAIR_FEATURES),
                contents=pair_weights(arrays, "contents", PAIR_FEATURES),
                antecedents=pair_weights(arrays, "antecedents", ANTECEDENT_FEATURES),
                acts=ActWeights.load(arrays),
                calibration=array(arrays, "calibration"),
            )

    def decode(
        self, batch: Sequence[tuple[Document, Words, Scores]]
    ) -> list[tuple[Analysis, list[Tag]]]:
        """Decodes a batch of documents, and says which contents are to be read again."""
        if not batch:
            return []
        ended = [quotation_ends(document.text, words) for document, words, _ in batch]
        barred = [barred_at(s.tags, ends) for (*_, s), ends in zip(batch, ended, strict=True)]
        outer = decode_tags(
            [(w, tags) for (_, w, _), tags in zip(batch, barred, strict=True)],
            self.start,
            self.step,
        )
        inner = cue_shares([(w, s.inner) for _, w, s in batch], self.inner_start, self.inner_step)
        drafts = []
        for (document, words, scores), tags, (flat, cues) in zip(batch, barred, outer, strict=True):
            sentences = sentence_numbers(document.text, words)
            link = partial(self.link, words, sentences, vectors=scores.link)
            level = link(flat)
            suspected = suspects(level, sentences, cues, tags)
            drafts.append((document, words, sentences, level, suspected, link))
        again = [suspect for *_, suspected, _ in drafts for suspect in suspected]
        fresh = iter(decode_runs([one.scores for one in again], self.start, self.step))
        found = []
        for (document, words, sentences, level, suspected, link), hints in zip(
            drafts, inner, strict=True
        ):
            relayed, moved = settle(level, [(one, next(fresh)) for one in suspected], link)
            within = link(sorted(moved, key=lambda tag: tag.begin))
            analysis = Analysis(document, words, sentences, relayed, within, self.calibration)
            found.append((analysis, hinted(relayed, hints, moved)))
        return found

    def who_is_meant(self, found: Analysis, scores: Scores) -> Analysis:
        """Adds to an analysis the mentions of its document, and whom they refer back to."""
        text, words = found.document.text, found.words
        mentions = decode_mentions(text, words, scores.mentions)
        refers = refer(self.antecedents, text, words, found.sentences, mentions, scores.who)
        doing = Doing(self.acts, _of_statements(found, scores.doing))
        return replace(found, mentions=tuple(mentions), refers=refers, doing=doing)

    def link(self, words: Words, sentences: Ints, tags: list[Tag], vectors: Floats) -> Level:
        """Chooses a cue for every content and a source for every cue, or none."""
        pairs = candidates(tags)
        spans = span_vectors(vectors, [(tag.begin, tag.end) for tag in tags])
        cue_of: dict[int, tuple[int | None, float]] = {}
        source_of: dict[int, tuple[int | None, float]] = {}
        features = pair_features(words, sentences, tags, pairs) if len(pairs) else None
        for role, owner, column, weights, found in (
            (CONTENT, CONTENT, 0, self.contents, cue_of),
            (SOURCE, CUE, 1, self.sources, source_of),
        ):
            owners = [i for i, tag in enumerate(tags) if tag.role == owner]
            if not owners:
                continue
            nothing = score_nothing(weights, spans[owners])
            if features is not None:
                mine = np.array([tags[a].role == role for a in pairs[:, 0]])
                own, own_features = pairs[mine], features[mine]
                scores = score_pairs(weights, spans, own, own_features)
            else:
                own, scores = pairs, np.zeros(0, np.float32)
            # Rows of each owner stand together after the sort, so none is searched for.
            order = own[:, column].argsort(kind="stable")
            ends = own[order, column].searchsorted(owners, side="right").tolist()
            begins = own[order, column].searchsorted(owners, side="left").tolist()
            for place, base, a, b in zip(owners, nothing.tolist(), begins, ends, strict=True):
                rows = order[a:b]
                options = np.append(scores[rows], base)
                best = int(options.argmax())
                sure = 1.0 / float(np.exp(options - options[best]).sum())
                other = int(own[rows[best], 1 - column]) if best < len(rows) else None
                found[place] = (other, sure)
        return Level(tuple(tags), cue_of, source_of)


def _of_statements(found: Analysis, doing: Floats) -> Vectors:
    """The vectors of all sentences that a source, cue or content stands in."""
    count = len(found.sentences)
    steps = np.zeros(count + 1, np.int32)
    for tag in (*found.outer.tags, *found.inner.tags):
        steps[tag.begin] += 1
        steps[tag.end] -= 1
    tagged = np.cumsum(steps[:-1]) > 0
    kept = np.flatnonzero(np.isin(found.sentences, found.sentences[tagged])).astype(np.int32)
    return Vectors(kept, doing[kept].astype(np.float16))


def quotation_ends(text: str, words: Words) -> Ints:
    """The words that open a sentence outside quotations right behind a quotation's end.

    No span runs on there: of the 23,289 contents that PolNeAR's annotators marked in its training
    part 11 do, of 1,204 such places, mostly by mistake.
    """
    quote = words.quote
    places = np.flatnonzero(
        (quote[:-2] != OUTSIDE) & (quote[1:-1] == CLOSING) & (quote[2:] == OUTSIDE)
    )
    found = [
        int(i) + 2
        for i in places
        if text[words.starts[i]] in _END_MARKS and text[words.starts[i + 2]].isupper()
    ]
    return np.array(found, np.int32)


def barred_at(scores: Floats, places: Ints) -> Floats:
    """Tag scores that let nothing run on at some words."""
    if not len(places):
        return scores
    barred = scores.copy()
    barred[places[:, None], _GOING_ON] = FORBIDDEN
    return barred


def decode_tags(
    batch: Sequence[tuple[Words, Floats]], start: Floats, step: Floats
) -> list[tuple[list[Tag], Floats]]:
    """Finds the best tags of each document, and each word's probability to be of a cue.

    Paragraphs are decoded apart, so no span runs over a paragraph's end: PolNeAR's annotators cut
    there, and joining over paragraph ends cost nine points of relation F1 when it was tried.
    """
    found: list[list[Tag]] = [[] for _ in batch]
    cues = [np.zeros(len(words), np.float32) for words, _ in batch]
    runs = paragraphs(batch)
    for chosen, emissions, lengths in side_by_side([scores for *_, scores in runs]):
        tags = viterbi(emissions, lengths, start, step)
        shares = marginals(emissions, lengths, start, step)
        sure = np.take_along_axis(shares, tags[:, :, None], 2)[:, :, 0]
        of_cue = shares[:, :, _OF_CUE].sum(2)
        for row, i in enumerate(chosen):
            number, begin, scores = runs[i]
            n = len(scores)
            found[number] += _spans(tags[row, :n], sure[row], begin)
            cues[number][begin : begin + n] = of_cue[row, :n]
    for tags_of in found:
        tags_of.sort(key=lambda tag: tag.begin)
    return list(zip(found, cues, strict=True))


def decode_runs(runs: Sequence[Floats], start: Floats, step: Floats) -> list[list[Tag]]:
    """Finds the best tags of each run of words, counted from its first word."""
    found: list[list[Tag]] = [[] for _ in runs]
    for chosen, emissions, lengths in side_by_side(runs):
        tags = viterbi(emissions, lengths, start, step)
        shares = marginals(emissions, lengths, start, step)
        sure = np.take_along_axis(shares, tags[:, :, None], 2)[:, :, 0]
        for row, i in enumerate(chosen):
            found[i] = _spans(tags[row, : len(runs[i])], sure[row], 0)
    return found


def cue_shares(batch: Sequence[tuple[Words, Floats]], start: Floats, step: Floats) -> list[Floats]:
    """Each word's probability to be of a cue, for each document."""
    cues = [np.zeros(len(words), np.float32) for words, _ in batch]
    runs = paragraphs(batch)
    for chosen, emissions, lengths in side_by_side([scores for *_, scores in runs]):
        of_cue = marginals(emissions, lengths, start, step)[:, :, _OF_CUE].sum(2)
        for row, i in enumerate(chosen):
            number, begin, scores = runs[i]
            cues[number][begin : begin + len(scores)] = of_cue[row, : len(scores)]
    return cues


_GOING_ON: Final = [i for i, tag in enumerate(TAGS) if tag.startswith("I-")]
_OF_CUE: Final = [TAGS.index("B-cue"), TAGS.index("I-cue")]


def _spans(tags: "np.typing.NDArray[np.int64]", sure: Floats, offset: int) -> list[Tag]:
    """Reads the runs off one paragraph's tags; a run is as sure as its least sure word."""
    found = []
    begins = np.flatnonzero(tags % 2 == 1)
    for begin in begins.tolist():
        end = begin + 1
        while end < len(tags) and tags[end] == tags[begin] + 1:
            end += 1
        role = int(tags[begin]) // 2
        found.append(Tag(begin + offset, end + offset, role, float(sure[begin:end].min())))
    return found
