"""Titles of office: what somebody is, told by the words before or after the name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.vocabulary.lexicon import Gender, OfficeForm, offices, speakers
from onrecord.vocabulary.phrases import DETERMINERS, PREPOSITIONS, noun_phrase
from onrecord.vocabulary.wordforms import fold

_LONGEST: Final = 7
"""How many words the longest head has: “chairman of the joint chiefs of staff”."""
_RESPONSIBLE: Final = frozenset({"secretary"})
_SMALL: Final = PREPOSITIONS | {"the", "a", "an", "and", ","}
_POSSESSORS: Final = frozenset({"its", "his", "her", "their", "our", "my", "your"})


@dataclass(frozen=True, slots=True)
class Office:
    """A title, taken apart.

    Attributes:
        class_: Which class of offices it belongs to; a table of `offices.toml`.
        head: The office itself, in the singular: “minister”, “spokeswoman”, “lieutenant general”.
        portfolio: What a minister or secretary is responsible for, in one word: “foreign”.
        modifiers: What qualifies the office, in canonical words: “former”, “deputy”, “elect”.
        before: What else stands before the head, and may be a country, a people or a body.
        behind: What stands behind it, without the preposition: whom or what the office is for.
        plural: Whether several people hold it.
        gender: Whether the word says that a woman or a man holds it.
        source: The kind of source that its holder is where no name is given.
    """

    class_: str
    head: str
    portfolio: str | None
    modifiers: tuple[str, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    plural: bool
    gender: Gender | None
    source: str

    @property
    def title(self) -> str:
        """The office with its portfolio, in canonical words: “defence secretary”, however spelt."""
        return f"{self.portfolio} {self.head}" if self.portfolio else self.head


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a title: as it is looked up and as it was written."""

    folded: str
    written: str


def office_of(words: Sequence[str]) -> Office | None:
    """Takes a title apart; None where its head is no office.

    Of two titles that are joined the first is taken: “president and chief executive”.

    Example:
        >>> office = office_of("former deputy Russian Foreign Minister".split())
        >>> office.title, office.modifiers, office.before
        ('foreign minister', ('former', 'deputy'), ('Russian',))
        >>> office_of("Lt. Gen.".split()).head
        'lieutenant general'
    """
    title = _spelt_out(words)
    trailing: tuple[str, ...] = ()
    while len(title) > 1 and title[-1].written.startswith("("):
        # “Gen. (ret.)”
        trailing += (offices().modifiers.get(title.pop().folded) or "",)
    if not title:
        return None
    folded = [word.folded for word in title]
    phrase = noun_phrase(folded)
    # “Under secretary” begins with what no other phrase does.
    found = longest(folded, phrase.start if phrase.quantity else 0, phrase.head)
    if found is None:
        return None
    form, start, end = found
    modifiers, before = _modifiers(title[phrase.start : start])
    modifiers += tuple(word for word in trailing if word)
    class_, source = form.class_, form.source
    rest = list(title[end:])
    while rest and rest[0].folded in ("and", "&"):
        rest = _behind_office(rest[1:])
    while rest and rest[0].folded in ("elect", "designate", "emeritus", "emerita"):
        modifiers += (offices().modifiers[rest.pop(0).folded],)
    portfolio = None
    if class_ == "minister" or form.head in _RESPONSIBLE:
        portfolio, before, rest = _portfolio(before, rest)
        class_, source = ("minister", "official") if portfolio else (class_, source)
    behind = _stripped(rest)
    if form.head in offices().general:
        class_ = _class_by_body(before, behind) or class_
        source = offices().sources[class_]
    return Office(
        class_=class_,
        head=form.head,
        portfolio=portfolio,
        modifiers=modifiers,
        before=tuple(word.written for word in before),
        behind=tuple(word.written for word in behind),
        plural=form.plural and phrase.quantity != "one",
        gender=form.gender,
        source=source,
    )


def longest(folded: Sequence[str], start: int, head: int) -> tuple[OfficeForm, int, int] | None:
    """The longest office that holds the word at `head`, with its first word and one past its last.

    Example:
        >>> form, start, end = longest("the prime minister of Haskia".split(), 0, 2)
        >>> form.head, start, end
        ('prime minister', 1, 3)
    """
    forms = offices().forms
    best: tuple[OfficeForm, int, int] | None = None
    for first in range(max(start, head - _LONGEST + 1), head + 1):
        for end in range(head + 1, min(len(folded), first + _LONGEST) + 1):
            form = forms.get(" ".join(folded[first:end]))
            if form and (best is None or end - first > best[2] - best[1]):
                best = form, first, end
    return best


def _spelt_out(words: Sequence[str]) -> list[_Word]:
    """The words with abbreviations resolved and offices freed from what is joined to them."""
    found: list[_Word] = []
    for word in words:
        comma = "," if word.endswith((",", ";")) else ""
        folded = fold(word)
        plain, more = (folded[:-1], "s") if folded.endswith("s") else (folded, "")
        letters = offices().abbreviations
        stands_for = letters.get(folded.replace(".", "")) or letters.get(plain.replace(".", ""))
        whole = folded.replace(".", "") in letters
        if stands_for and not word.lstrip("“\"'(")[:1].islower():
            parts = stands_for.split()
            if not whole and more:
                parts[0 if "of" in parts else -1] += more
            found += [_Word(part, word) for part in parts]
        else:
            found += _unjoined(folded or word, word)
        if comma:
            found.append(_Word(",", ","))
    return found


def _unjoined(folded: str, written: str) -> list[_Word]:
    """The parts of “ex-president” and “president-elect”, or the word as it is."""
    if folded in offices().forms or folded in offices().modifiers or "-" not in folded:
        return [_Word(folded, written)]
    parts = folded.split("-")
    modifiers, forms = offices().modifiers, offices().forms
    letters = offices().abbreviations
    parts = [letters.get(part.rstrip("."), part) for part in parts]
    if all(part in modifiers or part in forms for part in parts):
        return [_Word(part, part) for part in " ".join(parts).split()]
    if parts[0] in ("ex", "then", "former"):
        return [_Word(parts[0], parts[0]), _Word("-".join(parts[1:]), written.partition("-")[2])]
    return [_Word(folded, written)]


def _modifiers(words: Sequence[_Word]) -> tuple[tuple[str, ...], list[_Word]]:
    """The modifiers among the words before a head, and what is left of these."""
    known, found, left = offices().modifiers, [], list[_Word]()
    at = 0
    while at < len(words):
        pair = " ".join(word.folded for word in words[at : at + 2])
        word = words[at]
        if pair in known and " " in pair:
            found.append(known[pair])
            at += 1
        elif word.folded in known:
            found.append(known[word.folded])
        elif word.folded not in DETERMINERS - _POSSESSORS and word.folded not in ("'s", ","):
            left.append(_without_possessive(word))
        at += 1
    return tuple(found), left


def _without_possessive(word: _Word) -> _Word:
    if word.folded.endswith("'s"):
        return _Word(word.folded[:-2], word.written.rstrip("s").rstrip("'’"))
    if word.folded.endswith("s'"):
        return _Word(word.folded[:-1], word.written.rstrip("'’"))
    return word


def _portfolio(
    before: list[_Word], rest: list[_Word]
) -> tuple[str | None, list[_Word], list[_Word]]:
    """What a minister is responsible for, before or behind the head, and the words but for it."""
    known = offices().portfolios
    for size in (4, 3, 2, 1):
        words = " ".join(word.folded for word in before[-size:])
        if size <= len(before) and words in known:
            return known[words], before[:-size], rest
    behind = list(rest)
    if behind and behind[0].folded in ("of", "for"):
        behind = behind[1:]
        if behind and behind[0].folded == "the":
            behind = behind[1:]
        for size in (5, 4, 3, 2, 1):
            words = " ".join(word.folded for word in behind[:size])
            if size <= len(behind) and words in known:
                return known[words], before, behind[size:]
    return None, before, rest


def _behind_office(words: list[_Word]) -> list[_Word]:
    """What stands behind a second office that is joined to the first."""
    if not words:
        return words
    folded = [word.folded for word in words]
    phrase = noun_phrase(folded)
    found = longest(folded, phrase.start, phrase.head)
    return words[found[2] if found else phrase.end :]


def _stripped(words: Sequence[_Word]) -> list[_Word]:
    """The words up to a comma, without small ones at their beginning."""
    found: list[_Word] = []
    for word in words:
        if word.folded in (",", "(", "—", "–", "who"):
            break
        if found or word.folded not in _SMALL:
            found.append(_without_possessive(word))
    return found


def _class_by_body(before: Sequence[_Word], behind: Sequence[_Word]) -> str | None:
    """The class of offices that somebody has who leads what the words beside the head tell."""
    for words in (before[-1:], behind):
        if words:
            head = words[noun_phrase([word.folded for word in words]).head].folded
            form = speakers().forms.get(head)
            if form:
                noun = form.noun
                found = offices().leads.get(noun.subclass or noun.source)
                if found:
                    return found
    return None
