"""Finds the words that turn a statement round or tell how surely it is held, wherever they stand.

What they do to the statement depends on the clause that they stand in; see `spine.py`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from onrecord.interpret.clauses import Clauses, embedders
from onrecord.meaning import Certainty
from onrecord.vocabulary.lexicon import word_lists
from onrecord.vocabulary.verbs import Phrases, verb_forms

Way = Literal["adverb", "determiner", "verb", "adjective", "without", "answer"]

_NEGATIONS: Final = word_lists("negations")
_HEDGES: Final = word_lists("hedges")
BE: Final = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "it's", "isn't", "wasn't", "aren't"}
    | {"there's", "weren't", "'s", "'re", "i'm", "we're", "they're", "he's", "she's"}
)
_HAVE: Final = frozenset({"have", "has", "had", "there", "see", "sees", "saw", "seems", "seem"})
_DETERMINED: Final = frozenset(
    {"the", "a", "an", "his", "her", "its", "their", "our", "my", "any", "this", "that", "no"}
)
_AFTER_NEGATED: Final = frozenset({"not", "n't", "barely", "hardly"})
_PREPOSITIONS: Final = frozenset(
    {"of", "in", "for", "at", "on", "by", "from", "to", "with", "under"}
)
_FIRST: Final = frozenset({"i", "we"})
_ORDER: Final[tuple[Certainty, ...]] = ("underspecified", "possible", "probable", "certain")


@dataclass(frozen=True, slots=True)
class Negation:
    """Words that negate.

    Attributes:
        places: The words.
        way: How they do it.
    """

    places: range
    way: Way


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words that tell how surely something is held.

    Attributes:
        places: The words.
        certainty: How surely; ``certain`` for a booster.
    """

    places: range
    certainty: Certainty


def weakest(*certainties: Certainty) -> Certainty:
    """The least sure of several; what is underspecified is less sure than what is possible."""
    return min(certainties, key=_ORDER.index, default="certain")


def negations(clauses: Clauses) -> tuple[Negation, ...]:
    """The words that negate, in the order of the text."""
    low = clauses.lows
    none = {at for found in _phrases("none").within(low) for at in found}
    found: list[Negation] = []
    at = 0
    while at < len(low):
        if at in none:
            at += 1
            continue
        known = low[at] in _negating() or low[at].endswith("n't")
        one = _negation(low, at) if known else None
        if one is None:
            at += 1
        else:
            found.append(one)
            at = one.places.stop
    return tuple(found)


def _negation(low: list[str], at: int) -> Negation | None:
    word, before = low[at], low[at - 1] if at else ""
    after = low[at + 1] if at + 1 < len(low) else ""
    if word == "no" and (after in (".", ",", "!", ";", ":", "–", "—") or after[:1].isdigit()):
        number = after[:1].isdigit() or (
            after == "." and low[at + 2 : at + 3] and low[at + 2].isdigit()
        )
        return None if number else Negation(range(at, at + 1), "answer")
    if word == "without" or (word == "with" and after == "no"):
        way: Way = "without"
        stop = at + (1 if word == "without" else 2)
        lacks = before in _NEGATIONS["lacking"] or before in _AFTER_NEGATED
        return Negation(range(at, stop), way) if lacks else None
    for name, way in (("adverbs", "adverb"), ("determiners", "determiner"), ("phrases", "verb")):
        length = _phrases(name).at(low, at)
        aside = way == "determiner" and length == 1 and before in _PREPOSITIONS
        noun = name == "phrases" and before in _DETERMINED
        if length and not aside and not noun:
            return Negation(range(at, at + length), way)
    if word.endswith("n't"):
        return Negation(range(at, at + 1), "adverb")
    if word in _forms("negations", "verbs") and before not in _DETERMINED:
        return Negation(range(at, at + 1), "verb")
    if (
        word in _NEGATIONS["adjectives"] or word in _NEGATIONS["doubting"]
    ) and before not in _DETERMINED:
        return Negation(range(at, at + 1), "adjective")
    return None


def hedges(clauses: Clauses) -> tuple[Hedge, ...]:
    """The words that tell how surely something is held, in the order of the text."""
    low = clauses.lows
    governors = {clause.governor for clause in clauses.clauses}
    found: list[Hedge] = []
    at = 0
    while at < len(low):
        known = low[at] in _hedging()
        one = _hedge(clauses, low, at, governs=at in governors) if known else None
        if one is None:
            at += 1
        else:
            found.append(one)
            at = one.places.stop
    return tuple(found)


@cache
def _hedging() -> frozenset[str]:
    """The words that a hedge may begin with: most words are none, and are passed over at once."""
    names = [*_ORDER, "possible-nouns", "probable-nouns"]
    first = {phrase.split()[0] for name in names for phrase in _HEDGES[name]}
    verbs = (_forms("hedges", f"{grade}-verbs") for grade in ("possible", "probable", "certain"))
    return frozenset(first.union(*verbs))


@cache
def _negating() -> frozenset[str]:
    """The words that a negation may begin with, but for those in “n't”."""
    names = ("adverbs", "determiners", "phrases", "adjectives", "doubting")
    first = {phrase.split()[0] for name in names for phrase in _NEGATIONS[name]}
    return frozenset(first | _forms("negations", "verbs") | {"no", "with", "without"})


def _hedge(clauses: Clauses, low: list[str], at: int, *, governs: bool) -> Hedge | None:
    word, before = low[at], low[at - 1] if at else ""
    after = low[at + 1] if at + 1 < len(low) else ""
    length, certainty = max(
        ((_phrases(name, "hedges").at(low, at), name) for name in _ORDER), key=lambda one: one[0]
    )
    if length and _hedges_here(clauses, low, at, length):
        return Hedge(range(at, at + length), certainty)
    near = low[max(0, at - 3) : at]
    for certainty in ("possible", "probable"):
        if word in _HEDGES[f"{certainty}-nouns"] and any(one in BE | _HAVE for one in near):
            return Hedge(range(at, at + 1), certainty)
    for certainty in ("possible", "probable", "certain"):
        if word in _forms("hedges", f"{certainty}-verbs"):
            aside = before in _FIRST and after in (",", ".", "”", '"', "", "so")
            takes = after in ("that", "to") or governs or aside
            if (
                takes
                and before not in _DETERMINED
                and not (certainty == "certain" and word[:4] == "know")
            ):
                return Hedge(range(at, at + 1), certainty)
    return None


def _hedges_here(clauses: Clauses, low: list[str], at: int, length: int) -> bool:
    """Whether words that may hedge do so where they stand."""
    if length > 1:
        return True
    word, before = low[at], low[at - 1] if at else ""
    after = low[at + 1] if at + 1 < len(low) else ""
    written = clauses.words[at].text
    if word == "may":
        # The month stands behind a preposition or before a number; the verb begins nothing.
        month = before in (
            "in",
            "of",
            "last",
            "this",
            "next",
            "since",
            "until",
            "by",
            "on",
            "early",
        )
        return not (written == "May" and (at > 0 or month)) and not after[:1].isdigit()
    if word == "could":
        return after not in ("not", "n't", "hardly", "barely", "never")
    if word == "might":
        return before not in _DETERMINED and before not in ("military", "with", "of")
    if word in ("possible", "likely", "probable"):
        return before not in ("as", "if", "where", "when", "whenever", "wherever") and not (
            word != "likely" and before in ("best", "every", "all")
        )
    return True


@cache
def _phrases(name: str, file: str = "negations") -> Phrases:
    return Phrases(word_lists(file)[name])


@cache
def _forms(file: str, name: str) -> frozenset[str]:
    return frozenset(form for verb in word_lists(file)[name] for form in verb_forms(verb))


def phrases(file: str, name: str) -> Phrases:
    """A list of phrases of the vocabulary, read once."""
    return _phrases(name, file)


def forms(file: str, name: str) -> frozenset[str]:
    """All forms of the verbs of a list of the vocabulary, read once."""
    return _forms(file, name)


def takes_clause(word: str) -> tuple[str, ...]:
    """The classes of a word that takes a clause, the most telling one first; else nothing."""
    return embedders().get(word, ())
