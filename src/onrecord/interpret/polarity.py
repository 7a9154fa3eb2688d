"""Whether a source says that it is so, says that it is not so, or did not say it.

The content is turned round by every negation that its main clause carries, and once more by a cue
that denies: who denies that it is not so says that it is. The scope of a negation is its clause and
what leads on from it (`spine.py`), the simple form of what Morante and Daelemans (2009) learn.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from onrecord.interpret.clauses import Clauses
from onrecord.interpret.marks import Negation, forms, negations, phrases
from onrecord.interpret.spine import spine
from onrecord.meaning import Polarity
from onrecord.vocabulary.lexicon import word_lists

_LISTS: Final = word_lists("negations")
_ASKING: Final = frozenset(
    {"know", "knew", "known", "see", "sure", "certain", "clear", "convinced"}
)


def content_denied(clauses: Clauses, found: Sequence[Negation] | None = None) -> bool:
    """Whether what a content says is that something is not so.

    Args:
        clauses: The content's.
        found: The negations in it, where they are known already.
    """
    found = negations(clauses) if found is None else found
    way = spine(clauses)
    by_clause: dict[int, list[Negation]] = {}
    for one in found:
        by_clause.setdefault(clauses.of[one.places.start], []).append(one)
    turned = False
    for clause in way:
        turned ^= _turns(by_clause.get(clause, ()))
    answers = [one for one in found if one.way == "answer"]
    if answers and not turned and len(clauses.words) <= 4:
        return True
    return turned


def _turns(found: Iterable[Negation]) -> bool:
    """Whether the negations of one clause turn it round, taken together.

    Those that repeat one another count once: “neither … nor”, “no food and no water”, “have no
    money, not even”. A verb that negates counts by itself: “did not refuse”.
    """
    ways = [one.way for one in found]
    adverb = "adverb" in ways
    determined = "determiner" in ways
    # “Nobody did not come” is a double negation; behind an adverb “no” only repeats it.
    both = adverb and determined and ways.index("determiner") < ways.index("adverb")
    turned = (adverb or determined) and not both
    for way in ("verb", "adjective", "without"):
        turned ^= ways.count(way) % 2 == 1
    return turned


def cue_polarity(
    clauses: Clauses, found: Sequence[Negation] | None = None, content: Clauses | None = None
) -> Polarity:
    """What a cue does to its content: leaves it, denies it, or says that it was not said.

    Args:
        clauses: Of the cue's words, with those that stand between it and the content.
        found: The negations in it, where they are known already.
        content: Of the content, which may begin with what was not done: “declined” “to comment”.
    """
    found = negations(clauses) if found is None else found
    low = clauses.lows
    begins = [word.low for word in content.words[:4] if word.low[:1].isalnum()] if content else []
    if begins[:1] == ["to"]:
        low = [*low, *begins]
    if phrases("negations", "unsaid").within(low):
        return "unsaid"
    says = [at for at, word in enumerate(low) if word in forms("negations", "said")]
    ways = [one.way for one in found if one.way != "answer"]
    plain = [one for one in found if one.way in ("adverb", "determiner")]
    if plain and any(at > plain[0].places.start for at in says):
        return "unsaid"
    declines = [one for one in found if one.way == "verb" and low[one.places.start][:4] in _DECLINE]
    if declines and any(at > declines[0].places.start for at in says) and not plain:
        return "unsaid"
    if plain and any(word in _ASKING for word in low):
        return "affirmed"
    return "denied" if ways and _turns(found) else "affirmed"


_DECLINE: Final = frozenset({"decl", "refu", "fail", "negl"})
