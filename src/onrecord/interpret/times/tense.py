"""Whether what a time is told of is past, to come, or always so, by the verb that is nearest to it.

The words before the time are asked first, back to where its clause begins, and then those behind
it. A participle or an infinitive tells by the word that it hangs on: “planned to meet” is to come.
"""

from typing import Final, Literal

from onrecord.interpret.times.text import Tokens
from onrecord.vocabulary.times import words_for

Tense = Literal["past", "future", "present", "able"]
"""“able” is what “can” says: of a weekday that it is to come, of a month that it is always so."""

_REACH: Final = 60
"""Tokens that are asked on either side."""
_CLAUSE: Final = 8
"""Tokens behind a time that are asked where “that” or “who” stands before it."""
_MODAL: Final = 3
"""Tokens before a verb in which “will” or “to” shows it to be no past."""
_BE: Final = frozenset({"is", "are", "am", "be"})
_SHORT_BE: Final = frozenset({"s", "re", "m"})
_FOLLOWED: Final = frozenset({"to", "for", "on", "in"})
_BASE: Final = frozenset(
    {"will", "would", "to", "may", "should", "must", "could", "can", "stay", "remain"}
)
_QUOTES: Final = frozenset({"“", "”", '"'})
_RELATIVE: Final = frozenset({"who", "which", "that", "where"})
_FUTURE: Final = words_for("future")
_PAST: Final = words_for("past")
_NOT_PAST: Final = words_for("not-past")
_PRESENT: Final = words_for("present")
_ARRANGED: Final = words_for("arranged")
_ARRANGED_PLURAL: Final = words_for("arranged-plural")
_ARRANGED_FOR: Final = words_for("arranged-for")
_PAST_OR_BASE: Final = words_for("past-or-base")
_ARTICLES: Final = words_for("articles")
_PLANS: Final = words_for("plans")
_ENDS: Final = words_for("clause-ends")


def tense(t: Tokens, start: int, end: int) -> Tense | None:
    """The tense of what a time is told of; None where no verb tells it.

    Args:
        t: The sentence.
        start: The first token of the time.
        end: One past its last token.
    """
    return _leftward(t, start) or _rightward(t, end, _REACH)


def _quoted(t: Tokens, i: int) -> bool:
    """Whether a token stands between quotation marks."""
    inside = False
    for word in t.raw[:i]:
        if word in _QUOTES:
            inside = word == "“" or (word == '"' and not inside)
    return inside


def _leftward(t: Tokens, start: int) -> Tense | None:
    quoted = _quoted(t, start)
    other = False
    for i in range(start - 1, max(-1, start - _REACH), -1):
        low = t.at(i)
        if t.word(i) in _QUOTES:
            if quoted:
                return None  # “said” before a quotation tells nothing of the times in it
            other = not other
        if other:
            continue
        if low in (";", ":"):
            return None
        if low in _ENDS and i < start - 1:
            # Before “that” stands another's verb; the clause behind the time may have its own.
            found = _rightward(t, start, _CLAUSE)
            return found or (_leftward(t, i) if low in _RELATIVE else None)
        found = _of(t, i)
        if found:
            return found
    return None


def _rightward(t: Tokens, end: int, reach: int) -> Tense | None:
    other = False
    for i in range(end, min(len(t), end + reach)):
        # Whoever is quoted has another verb than whoever quotes.
        if t.word(i) in _QUOTES:
            other = not other
        if other:
            continue
        if t.at(i) == ";":
            return None
        found = _of(t, i)
        if found:
            return found
    return None


def _of(t: Tokens, i: int) -> Tense | None:
    """What one token tells of the tense, with those beside it."""
    low, before, after = t.at(i), t.at(i - 1), t.at(i + 1)
    if not low.isalpha():
        return None
    if low in ("will", "ll", "won"):  # “a will” is none, “won” only in “won't”
        named = before in _ARTICLES if low == "will" else "'" not in (before, after)
        return None if named else "future"
    if low == "can" or (before == "you" and low in _FUTURE):
        return "able"  # “you may find snow”: whoever comes, in any year
    if low in _FUTURE and t.word(i).islower():
        return "future"
    if low == "to":
        return "future" if before in _PLANS and after.isalpha() else None
    if low == "be":
        return "future" if before == "to" else None  # “the talks to be held on Friday”
    if low in _ARRANGED_FOR and after in _FOLLOWED and before not in ("had", "who"):
        return "future"
    if low.endswith("ing"):
        return "future" if _continuous(t, i) else None
    if _tells_past(t, i):
        return "past"
    if not t.word(i).islower():
        return None
    if low in _ARRANGED and before not in _ARTICLES and before not in ("to", "and"):
        return "future"
    plural = before.endswith("s") and not before.endswith("ss")
    if low in _ARRANGED_PLURAL and plural and (t.word(i - 1).islower() or i == 1):
        return "future"
    if low in _BE and (after in ("to", "due") or after.endswith("ing")):
        return "future"
    return "present" if low in _PRESENT else None


def _continuous(t: Tokens, i: int) -> bool:
    """Whether a form of “be” stands before “meeting”: “is meeting”, “they're not meeting”."""
    at = i - 2 if t.at(i - 1) in ("not", "also", "now") else i - 1
    return t.at(at) in _BE or (t.at(at) in _SHORT_BE and t.at(at - 1) == "'")


def _tells_past(t: Tokens, i: int) -> bool:
    """Whether a token is the past of a verb, or a participle that tells as much."""
    low, before = t.at(i), t.at(i - 1)
    if low in _PAST:
        if low in _PAST_OR_BASE:
            near = t.low[max(0, i - _MODAL) : i]
            return before not in _ARTICLES and not _BASE.intersection(near)
        # “will be met”, “is held every year”: what stands before tells.
        return before not in ("be", "get") and before not in _ARTICLES and before not in _BE
    if len(low) < 5 or not low.endswith("ed") or low in _NOT_PAST or not t.word(i).islower():
        return False
    return before not in _ARTICLES and before not in _BE and before != "to"
