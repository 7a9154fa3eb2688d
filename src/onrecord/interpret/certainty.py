"""How surely a source holds what it says, and how surely the report holds that it said it.

Certainty has the four values of the record, which are those of FactBank (Saurí and Pustejovsky
2009) without its polarity. The weakest word on the way from the main clause down decides, in the
content and in the cue. A will, a wish or a duty is no doubt: “will”, “wants” and “must” leave the
content certain.
"""

from collections.abc import Sequence
from typing import Final

from onrecord.interpret.clauses import Clauses
from onrecord.interpret.marks import BE, Hedge, forms, hedges, phrases, weakest
from onrecord.interpret.spine import spine
from onrecord.meaning import Certainty
from onrecord.vocabulary.lexicon import word_lists

_LISTS: Final = word_lists("hedges")
_QUESTIONS: Final = frozenset(
    {"whether", "if", "who", "what", "when", "where", "why", "how", "which"}
)
_GRADES: Final[tuple[Certainty, ...]] = ("underspecified", "possible", "probable")


def content_certainty(clauses: Clauses, found: Sequence[Hedge] | None = None) -> Certainty:
    """How surely a content is put forward by its own words.

    Args:
        clauses: The content's.
        found: The words in it that hedge, where they are known already.
    """
    found = hedges(clauses) if found is None else found
    way = set(spine(clauses))
    low = clauses.lows
    last = [word for word in low[-3:] if not word[:1].isalnum()]
    if "?" in last:
        return "underspecified"
    return weakest(
        "certain", *(one.certainty for one in found if clauses.of[one.places.start] in way)
    )


def cue_hedges(clauses: Clauses, content: Clauses) -> tuple[Hedge, ...]:
    """The words of a cue that tell how surely its source holds the content.

    Args:
        clauses: Of the cue's words, with those that stand between it and the content.
        content: Of the content: what is asked is held by nobody.
    """
    low = clauses.lows
    found: list[Hedge] = []
    at = 0
    while at < len(low):
        one = _cue_hedge(low, at, content)
        if one is not None:
            found.append(one)
        at = one.places.stop if one is not None else at + 1
    return tuple(found)


def _cue_hedge(low: Sequence[str], at: int, content: Clauses) -> Hedge | None:
    for name, certainty in (
        *((f"{grade}-cues", grade) for grade in _GRADES),
        *((grade, grade) for grade in _GRADES),
    ):
        length = phrases("hedges", name).at(low, at)
        if length and not (
            certainty == "underspecified" and name.endswith("cues") and not asks(content)
        ):
            return Hedge(range(at, at + length), certainty)
    for grade in (*_GRADES, "certain"):
        if low[at] in forms("hedges", f"{grade}-verbs"):
            if grade == "underspecified" and not asks(content):
                return None
            if low[at] in ("know", "knew") and asks(content):
                return None
            return Hedge(range(at, at + 1), grade)
    return None


def asks(content: Clauses) -> bool:
    """Whether a content is a question, direct or indirect."""
    low = content.lows
    first = next((word for word in low if word[:1].isalnum()), "")
    return first in _QUESTIONS or "?" in low[-3:]


def distances(clauses: Clauses) -> tuple[Hedge, ...]:
    """The words around a cue by which the report keeps its distance from the attribution.

    Args:
        clauses: Of the words of source and cue and those beside them, none of the content's.
    """
    low = clauses.lows
    found: list[Hedge] = []
    for at in range(len(low)):
        for name, certainty in _DISTANCES:
            length = phrases("hedges", name).at(low, at)
            if length and _keeps_distance(low, at):
                if low[at : at + length] == ["the", "impression"]:  # “gave him the impression”
                    gave = [i for i in range(max(0, at - 4), at) if low[i] in _GIVING]
                    begin = gave[-1] if gave else at
                    found.append(Hedge(range(begin, at + length), certainty))
                    break
                found.append(Hedge(range(at, at + length), certainty))
                break
    return tuple(found)


_DISTANCES: Final[tuple[tuple[str, Certainty], ...]] = (
    ("distance", "underspecified"),
    ("distance-probable", "probable"),
    ("distance-possible", "possible"),
)


_GIVING: Final = forms("hedges", "giving")


def _keeps_distance(low: Sequence[str], at: int) -> bool:
    """“Haskia alleged that” is Haskia's own doing; “is alleged to have” is not."""
    return low[at] not in ("alleged", "alleges") or (
        at > 0 and (low[at - 1] in BE or low[at - 1] in ("the", "an", "been", "have"))
    )


def scare_quotes(clauses: Clauses) -> tuple[range, ...]:
    """Single words in quotation marks within a content that is not a quotation.

    “He would wait until ‘terrorism’ is gone” holds the word at arm's length. Words that are quoted
    for themselves do not: “called it ‘illegal’”, and what is longer than a word is a quotation.
    """
    low = clauses.lows
    found = []
    for at in range(len(low) - 2):
        if low[at] in _OPENING and low[at + 2] in _CLOSING and low[at + 1].isalpha():
            before = low[at - 1] if at else ""
            ends = at + 3 >= len(low) or low[at + 3] in (".", ",")
            quoted = before in _LISTS["quoted-for-itself"] or (ends and before in ("a", "an"))
            if before and not quoted:
                found.append(range(at, at + 3))
    return tuple(found)


_OPENING: Final = frozenset('“"«„‘')
_CLOSING: Final = frozenset('”"»“’')
