"""How a text presents one event: what stands over the word for it, clause by clause.

The words over an event are those that negate, hedge or embed it: in its own clause before it, and
in each clause around, up to the main one. A relative clause and a reason are presented for
themselves, whatever is said of their main clause. This is the reading of a statement (`spine.py`)
the other way round: from a word up, not from the main clause down. The scale is that of Lee et al.
(2015) and Stanovsky et al. (2017): from −3, it certainly did not happen, to 3, it certainly did.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from onrecord.interpret.clauses import FINITE, HYPOTHETICAL, Clause, Clauses
from onrecord.interpret.marks import Hedge, Negation, hedges, negations, takes_clause
from onrecord.vocabulary.phrases import PREPOSITIONS
from onrecord.vocabulary.verbs import lemma

_MODALS: Final = frozenset(
    {"will", "would", "can", "could", "may", "might", "must", "should", "shall", "'ll", "wo", "ca"}
)
_PERFECT: Final = frozenset({"have", "has", "had"})
_DEPTH: Final = 6
"""Clauses around an event, at most, that are looked at."""
_NEAR: Final = 6
"""Words before an event in which a word that takes it is looked for: “plans for a new attack”."""
_STRENGTH: Final = {"certain": 1.0, "probable": 0.6, "possible": 0.25, "underspecified": 0.0}


class Presented:
    """The words that negate or hedge in a text, found once for all its events.

    Args:
        clauses: Those of the text.
    """

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self._low = clauses.lows
        self._negations: dict[int, list[Negation]] = {}
        self._hedges: dict[int, list[Hedge]] = {}
        for negation in negations(clauses):
            place = clauses.of[negation.places.start]
            self._negations.setdefault(place, []).append(negation)
        for hedge in hedges(clauses):
            self._hedges.setdefault(clauses.of[hedge.places.start], []).append(hedge)
        self._asks = "?" in self._low[-3:]

    def over(self, place: int) -> tuple[str, ...]:
        """Names what stands over a word, in its own clause and around.

        Args:
            place: The word's, in the text.

        Returns:
            Names such as ``own:negation``, ``own:modal:will``, ``by:wish`` and ``up:negation``:
            what stands in the clause itself, which class of word it hangs on, and what stands over
            that word. A name may come twice. The order has no meaning.
        """
        found = [*self._shape(place)]
        clause, level = self.clauses.of[place], "own"
        for _ in range(_DEPTH):
            found += self._within(clause, place, level)
            one = self.clauses.clauses[clause]
            found += self._hangs(one, level)
            if one.parent is None or one.kind in ("relative", "adjunct"):
                break
            place = one.governor if one.governor is not None else one.begin
            clause, level = one.parent, "up"
        if self._asks:
            found.append("asked")
        return tuple(found)

    def _within(self, clause: int, place: int, level: str) -> list[str]:
        """What stands over a word within its clause."""
        found = []
        for negation in self._negations.get(clause, ()):
            first = negation.places.start
            if first < place and negation.way != "answer" and place not in negation.places:
                far = place - first > _NEAR + 2 and negation.way not in ("adverb", "determiner")
                name = "far" if far else negation.way
                found.append(f"{level}:negation:{name}")
                if negation.places.stop == place and negation.way == "determiner":
                    found.append(f"{level}:none")
            elif negation.way == "determiner" and 0 < first - place <= 2:
                found.append(f"{level}:negated-object")
        found += [
            f"{level}:hedge:{hedge.certainty}"
            for hedge in self._hedges.get(clause, ())
            if hedge.places.start - place <= 2 and place not in hedge.places
        ]
        for at in self.clauses.clauses[clause].places:
            if at >= place:
                break
            if place - at <= 12 and self._low[at] in _MODALS:
                found.append(f"{level}:modal:{self._low[at]}")
        return found

    def _hangs(self, clause: Clause, level: str) -> list[str]:
        """What a clause hangs on, and how."""
        low = self._low
        if clause.kind == "adjunct":
            word = low[clause.begin]
            unreal = "hypothetical" if word in HYPOTHETICAL else "factual"
            return [f"{level}:bound:{word}", f"{level}:{unreal}"]
        if clause.governor is None or clause.kind == "main":
            return []
        classes = takes_clause(low[clause.governor])
        name = classes[0] if classes else "unknown"
        word = lemma(low[clause.governor])
        return [
            f"{level}:{clause.kind}",
            f"{level}:by:{name}",
            f"{level}:{clause.kind}:by:{name}",
            f"{level}:{clause.kind}:of:{word}",
        ]

    def _shape(self, place: int) -> list[str]:
        """The form of the word, and which word before it may take it as a noun."""
        low = self._low
        word, before = low[place], low[place - 1] if place else ""
        form = next((one for one in ("ing", "ed", "s") if word.endswith(one)), "bare")
        found = [f"form:{form}"]
        if before == "to":
            found.append("after:to")
        elif before in _PERFECT:
            found.append("after:have")
        elif before in ("be", "been", "being"):
            found.append(f"after:{before}")
        elif before in FINITE:
            found.append("after:finite")
        elif before in PREPOSITIONS or before in ("the", "a", "an", "any", "its", "his"):
            found.append(f"after:{before}")
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            if low[at] in (",", ".", ";") or low[at] in FINITE:
                break
            classes = takes_clause(low[at])
            if classes and self.clauses.of[at] == self.clauses.of[place]:
                found += [f"noun:by:{classes[0]}", f"noun:of:{lemma(low[at])}"]
                break
        return found


def factuality_of(presented: Presented, place: int) -> float:
    """How factual an event is presented, by rules alone.

    Args:
        presented: The text.
        place: The word for the event, by its place among the words.

    Returns:
        From −3 to 3.
    """
    return rule_score(presented.over(place))


def rule_score(over: Sequence[str]) -> float:
    """A score of −3 to 3 of what stands over an event: polarity times certainty."""
    sign, strength = 1.0, 1.0
    for name in over:
        kind = name.partition(":")[2]
        if kind.startswith("negation:") and kind != "negation:far":
            sign = -sign
        elif kind.endswith(":by:negative") or kind == "none":
            sign = -abs(sign)
        elif kind.endswith(":by:ending"):
            sign, strength = -abs(sign), min(strength, 0.7)
        elif kind.startswith("hedge:"):
            strength = min(strength, _STRENGTH[kind.removeprefix("hedge:")])
        elif kind.startswith("modal:"):
            strength = min(strength, _MODAL_STRENGTH.get(kind.removeprefix("modal:"), 0.5))
        elif kind in ("infinitive:by:wish", "hypothetical", "infinitive:by:unknown"):
            strength = min(strength, 0.35)
        elif kind.endswith((":by:probable", ":by:possible")):
            strength = min(strength, 0.6)
    return 3.0 * sign * strength


_MODAL_STRENGTH: Final[Mapping[str, float]] = {
    "will": 0.7, "would": 0.45, "can": 0.4, "could": 0.3, "may": 0.25, "might": 0.25, "must": 0.4,
    "should": 0.25, "shall": 0.6, "'ll": 0.7, "wo": 0.7, "ca": 0.5,
}  # fmt: skip
