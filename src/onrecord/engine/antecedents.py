"""What a mention and an earlier one have between them: inputs of the scorer of antecedents.

Every quantity is a small number that names a row of a table which training fills; see
`engine.pairs`. None depends on which other mentions were found, since corpora mark different ones.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.engine.crf import Floats
from onrecord.engine.mentions import CLASSES, NAMES, Mention
from onrecord.engine.scorer import PairWeights, score_nothing, score_pairs, softmax, span_vectors
from onrecord.engine.tokens import CLOSING, INSIDE, OPENING, Ints, Words

ANTECEDENT_FEATURES: Final = {
    "mention": len(CLASSES),
    "candidate": len(CLASSES),
    "gap": 18,
    "sentences between": 6,
    "paragraphs between": 4,
    "quoted": 8,
    "words shared": 6,
    "place in sentence": 4,
    "times named": 4,
    "possessive": 4,
}
"""Each input and how many values it has."""

Referents = dict[int, tuple[tuple[int | None, float], ...]]
LEAST: Final = 0.02
"""Probability below which an antecedent is not told of."""
BEFORE: Final = 40
"""Mentions before one that may be its antecedent."""
BEHIND: Final = 3
"""Mentions behind a pronoun, in its paragraph, that it may stand for."""
_GAPS: Final = np.array([1, 2, 4, 7, 12, 20, 40, 80])
_POSSESSIVE: Final = frozenset(
    {"his", "her", "hers", "its", "their", "theirs", "whose", "our", "my"}
)


def candidates(
    mentions: Sequence[Mention], words: Words, asked: Collection[int] | None = None
) -> npt.NDArray[np.int64]:
    """Pairs each mention with those that it may refer back to; of shape [pairs, 2].

    The first column is the mention, the second the candidate, both places in `mentions`. Where
    `asked` is given, only the mentions at those places are paired.
    """
    found = []
    for i, mention in enumerate(mentions):
        if asked is not None and i not in asked:
            continue
        found += [(i, j) for j in range(max(0, i - BEFORE), i)]
        if mention.cls in CLASSES[8:]:
            paragraph = words.paragraphs[mention.begin]
            found += [
                (i, j)
                for j in range(i + 1, min(len(mentions), i + 1 + BEHIND))
                if words.paragraphs[mentions[j].begin] == paragraph
            ]
    return np.array(found, np.int64).reshape(-1, 2)


def antecedent_features(
    text: str,
    words: Words,
    sentences: Ints,
    mentions: Sequence[Mention],
    pairs: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    """Computes the scorer's inputs.

    Args:
        text: The document's characters.
        words: Its words.
        sentences: What `pairs.sentence_numbers` gave for them.
        mentions: In the order of the text.
        pairs: What `candidates` gave.

    Returns:
        Of shape [pairs, 10]: a value for each of `ANTECEDENT_FEATURES`, in that order.
    """
    begins = np.array([one.begin for one in mentions])
    ends = np.array([one.end for one in mentions])
    classes = np.array([CLASSES.index(one.cls) for one in mentions])
    strings = [
        text[words.starts[one.begin] : words.ends[one.end - 1]].casefold() for one in mentions
    ]
    last = [string.rsplit(" ", 1)[-1] for string in strings]
    spans = zip(words.starts.tolist(), words.ends.tolist(), strict=True)
    often = Counter(text[start:end].casefold() for start, end in spans)
    m, c = pairs[:, 0], pairs[:, 1]
    before = begins[c] < begins[m]
    first, second = np.where(before, c, m), np.where(before, m, c)
    gap = np.maximum(0, begins[second] - ends[first])

    out = np.zeros((len(pairs), len(ANTECEDENT_FEATURES)), np.int64)
    out[:, 0], out[:, 1] = classes[m], classes[c]
    out[:, 2] = np.searchsorted(_GAPS, gap, side="right") + np.where(before, 9, 0)
    apart = np.abs(sentences[begins[m]] - sentences[begins[c]])
    out[:, 3] = np.searchsorted(np.array([1, 2, 3, 5, 9]), apart, side="right")
    out[:, 4] = np.minimum(3, np.abs(words.paragraphs[begins[m]] - words.paragraphs[begins[c]]))
    quoted = np.isin(words.quote, (OPENING, INSIDE, CLOSING))
    marks = np.concatenate([[0], np.cumsum(words.quote == OPENING)])
    same = marks[begins[m] + 1] == marks[begins[c] + 1]
    out[:, 5] = quoted[begins[m]] + 2 * quoted[begins[c]] + 4 * same
    out[:, 6] = [_shared(strings[a], last[a], strings[b], last[b]) for a, b in pairs.tolist()]
    opening = np.concatenate([[True], sentences[1:] != sentences[:-1]])
    starts = np.maximum.accumulate(np.where(opening, np.arange(len(words)), 0))
    offset = begins - starts[begins]
    out[:, 7] = np.searchsorted(np.array([2, 5, 10]), offset, side="right")[c]
    out[:, 8] = np.minimum(3, np.maximum(0, np.array([often[one] for one in last]) - 1)[c])
    owning = np.array(
        [
            _owns(text, words, one.end) or string in _POSSESSIVE
            for one, string in zip(mentions, strings, strict=True)
        ]
    )
    out[:, 9] = owning[m] + 2 * owning[c]
    return out


def refer(
    weights: PairWeights,
    text: str,
    words: Words,
    sentences: Ints,
    mentions: Sequence[Mention],
    vectors: Floats,
) -> Referents:
    """Says for each noun and pronoun which mentions it may refer back to, and how likely.

    Names are gathered by their words instead: see `resolve.names`.

    Args:
        weights: The scorer.
        text: The document's characters.
        words: Its words.
        sentences: What `pairs.sentence_numbers` gave for them.
        mentions: In the order of the text.
        vectors: Of shape [words, width]: what the scorer reads at each word.

    Returns:
        For the place in `mentions` of each that is no name, other such places with their
        probabilities, the likeliest first; None stands for no mention. Below `LEAST` they are
        left out.
    """
    asked = [i for i, one in enumerate(mentions) if one.cls not in NAMES]
    if not asked:
        return {}
    spans = span_vectors(vectors, [(one.begin, one.end) for one in mentions])
    nothing = score_nothing(weights, spans)
    pairs = candidates(mentions, words, frozenset(asked))
    scores = np.zeros(0, np.float32)
    if len(pairs):
        features = antecedent_features(text, words, sentences, mentions, pairs)
        scores = score_pairs(weights, spans, pairs, features)
    # A mention's pairs stand together, in the order of mentions.
    places = np.array(asked)
    begins = pairs[:, 0].searchsorted(places, side="left").tolist()
    ends = pairs[:, 0].searchsorted(places, side="right").tolist()
    found: Referents = {}
    for place, a, b in zip(places.tolist(), begins, ends, strict=True):
        options = np.append(scores[a:b], nothing[place])
        shares = softmax(options)
        likely = np.flatnonzero(shares >= LEAST)
        found[place] = tuple(
            (int(pairs[a + i, 1]) if i < b - a else None, float(shares[i]))
            for i in likely[np.argsort(-shares[likely], kind="stable")].tolist()
        )
    return found


def _shared(mine: str, my_last: str, other: str, others_last: str) -> int:
    if mine == other:
        return 1
    if my_last == others_last:
        return 2
    if mine in other.split(" ") or other in mine.split(" "):
        return 3
    if len(mine) > 1 and mine.isalpha() and mine == "".join(w[0] for w in other.split(" ") if w):
        return 4
    return 5 if set(mine.split(" ")) & set(other.split(" ")) else 0


def _owns(text: str, words: Words, place: int) -> bool:
    """Whether an apostrophe stands at this word."""
    return place < len(words) and text[words.starts[place]] in "'’"
