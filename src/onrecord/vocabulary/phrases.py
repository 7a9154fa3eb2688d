"""English noun phrases: which word is the head, where the phrase begins and where it ends.

The head of a noun phrase is its last word before what only adds to it. The rule, in this order:

1. Quotation marks, prepositions and “as many as” at the beginning are passed over.
2. The phrase ends before the first preposition, relative pronoun, bracket, dash or comma, and
   before a participle, a personal pronoun or an article that follows a noun: “officials **briefed**
   on the talks”, “the letter **he** wrote”. A comma between adjectives does not end it: “senior,
   experienced diplomats”. A participle before its noun does not either: “armed men”.
3. Before “and” it ends too, where what stands before is a plural, or where an article, one single
   word or another office follows: “**residents** and rights groups”, “the **army** and the rebels”.
   Else both share the last noun: “army and police **officers**”.
4. Adverbs and adjectives that stand after a noun are not the head: “people **very close** to him”.
   Nor is “general” after an office: “attorney **general**”.
5. A quantity is looked through to the noun behind its “of”: “a number of witnesses”, “one of the
   rebels”, “four in ten voters”. “Group”, “team” and their like are quantities where a plural
   follows: “a group of **lawyers**”, but “the **group** of the river”.

A possessive never ends a phrase and is never its head, unless nothing follows. What stands before
“of” is the head, also where a name runs on behind it: “council of ministers sources” is a council.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.vocabulary.lexicon import offices, speakers, word_lists
from onrecord.vocabulary.wordforms import bare, fold

Quantity = Literal["one", "many", "whole"]


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Where a noun phrase and its head stand among words.

    Attributes:
        start: Its first word, behind any quantity.
        head: Its head.
        end: One past the last word that belongs to it.
        quantity: What stood before it: one of many, several, or all that there are.
    """

    start: int
    head: int
    end: int
    quantity: Quantity | None = None


_WORDS: Final = word_lists("phrases")
DETERMINERS: Final = _WORDS["determiners"]
_ARTICLES: Final = _WORDS["articles"]
_BEFORE_ARTICLES: Final = _WORDS["before-articles"]
_PRONOUNS: Final = _WORDS["pronouns"]
PREPOSITIONS: Final = _WORDS["prepositions"]
_RELATIVES: Final = _WORDS["ends"]
_JOINS: Final = frozenset({"and", "or", "&", "nor"})
_NOT_COUNTED: Final = _ARTICLES | {"its", "their", "his", "her", "our", "my", "every", "each"}
_NUMBER: Final = re.compile(r"\d[\d.,]*%?")
_QUANTITIES: Final = _WORDS["quantities"]
_SINGLES: Final = _WORDS["singles"]
_WHOLES: Final = _WORDS["wholes"]
_COLLECTIONS: Final = _WORDS["collections"]
_AFTER: Final = _WORDS["after-nouns"]
_LY_NOUNS: Final = _WORDS["not-adverbs"]
_GENERALS: Final = _WORDS["general-after"]
_IRREGULAR: Final = _WORDS["irregular-participles"]
_NOT_PARTICIPLES: Final = _WORDS["not-participles"]
_PREMODIFYING: Final = _WORDS["participles-between"]
_NOT_AGENTS: Final = _WORDS["not-agents"]
_AGENT: Final = re.compile(r"(?:[a-z]{2}(?:er|or|ist|eer|man|men|woman|women|person|people))s?$")


def noun_phrase(words: Sequence[str]) -> NounPhrase:
    """Finds the first noun phrase and its head, by the rule that begins this module.

    Raises:
        ValueError: If there are no words.

    Example:
        >>> noun_phrase("one of the rebels who fled".split())
        NounPhrase(start=2, head=3, end=4, quantity='one')
    """
    if not words:
        raise ValueError("a phrase without words has no head")
    folded = [fold(word) or word.strip() for word in words]
    commas = {i for i, word in enumerate(words) if word.rstrip("\"”’'").endswith((",", ";", ":"))}
    start, quantity = _begin(folded, 0), None
    while True:
        end = _end(folded, commas, start)
        head = _last(folded, start, end)
        behind = _behind_quantity(folded, commas, start, head, end)
        if behind is None:
            return NounPhrase(start, head, end, quantity)
        quantity = quantity or _quantity(folded[start if folded[head] == "out" else head])
        start = behind


def is_nounish(word: str) -> bool:
    """Whether a folded word is a noun, as far as its form and the vocabulary tell.

    Example:
        >>> is_nounish("officials"), is_nounish("beekeeper"), is_nounish("former")
        (True, True, False)
    """
    plain = bare(word)
    if plain in _NOT_AGENTS or word.endswith(("'s", "s'")):
        return plain in speakers().forms and plain not in _NOT_AGENTS
    if plain in speakers().forms or plain in offices().forms:
        return True
    return looks_plural(word) or bool(_AGENT.search(word)) or word.endswith("-year-old")


def looks_plural(word: str) -> bool:
    """Whether a folded word is a plural, as far as its form and the vocabulary tell."""
    form = speakers().forms.get(bare(word)) or offices().forms.get(bare(word))
    if form:
        return form.plural
    return bool(re.search(r"(?:[a-z]{2}[^su'i.]s|(?:m|wom)en|people)$", word))


def _begin(folded: Sequence[str], start: int) -> int:
    """Past what cannot begin a noun phrase, unless nothing else is there."""
    at = start
    while at < len(folded) - 1:
        if folded[at : at + 3] in (["as", "many", "as"], ["as", "few", "as"]):
            at += 3
        elif folded[at] in PREPOSITIONS or not any(letter.isalnum() for letter in folded[at]):
            at += 1
        else:
            break
    return min(at, len(folded) - 1)


def _end(folded: Sequence[str], commas: set[int], start: int) -> int:
    """One past the last word of the phrase that begins at `start`."""
    for at in range(start + 1, len(folded)):
        word, before = folded[at], folded[at - 1]
        if (at - 1 in commas or word == ",") and not _between_adjectives(folded, commas, at):
            return at
        if word == ",":
            continue
        if word in PREPOSITIONS or (word in _RELATIVES and not _is_noun_here(word, before)):
            return at
        if word in _PRONOUNS or (word in _ARTICLES and before not in _BEFORE_ARTICLES):
            if is_nounish(before) or word in _PRONOUNS:
                return at
        elif word in _JOINS:
            if _joins_phrases(folded, commas, at):
                return at
        elif _is_participle(folded, at):
            return at
    return len(folded)


def _is_noun_here(word: str, before: str) -> bool:
    """Whether a word that elsewhere ends a phrase is a noun: “the will”."""
    return before in _ARTICLES and word in speakers().forms


def _between_adjectives(folded: Sequence[str], commas: set[int], at: int) -> bool:
    """Whether the comma before or at a word stands between adjectives before one noun."""
    mark = at if folded[at] == "," else at - 1
    last = mark - 1 if folded[mark] == "," else mark
    if last < 0 or is_nounish(folded[last]) or mark + 1 >= len(folded):
        return False
    first = folded[mark + 1]
    if first in DETERMINERS or first in PREPOSITIONS or first in _RELATIVES | _PRONOUNS:
        return False
    if not folded[last].islower() or first.endswith("ing"):
        return False
    for word, place in zip(folded[mark + 1 :], range(mark + 1, len(folded)), strict=True):
        if word in PREPOSITIONS or word in _RELATIVES:
            return False
        if word in speakers().forms:
            return True
        if place in commas:
            return False
    return False


def _joins_phrases(folded: Sequence[str], commas: set[int], at: int) -> bool:
    """Whether “and” at a place joins two phrases, rather than two words before one noun."""
    before = bare(folded[at - 1])
    if at + 1 >= len(folded):
        return True
    right = folded[at + 1 : _end(folded, commas, at + 1)]
    form = speakers().forms.get(before)
    if right[0] in DETERMINERS or right[0].endswith("'s"):
        return is_nounish(before)
    if len(right) == 1:
        return is_nounish(before) and not _NUMBER.fullmatch(before)
    if form and form.plural and not form.always:
        return True
    title = offices().forms.get(" ".join(right))
    mine = offices().forms.get(before)
    return bool(title and mine and not title.plural and not mine.plural)


def _is_participle(folded: Sequence[str], at: int) -> bool:
    """Whether the word is a participle that only adds to the noun before it."""
    word, before = folded[at], folded[at - 1]
    ends = word.endswith(("ed", "ing")) and len(word) > 4
    if not (ends or word in _IRREGULAR) or "-" in word or word in _NOT_PARTICIPLES:
        return False
    if before.endswith(("'s", "s'")) or before in ("'s", "'"):
        return False
    known = word in speakers().forms or word in offices().forms
    if known and (word.endswith("ing") or not is_nounish(before)):
        return False
    after = folded[at + 1] if at + 1 < len(folded) else None
    closed = after is None or after in PREPOSITIONS or after in _RELATIVES or after in _ARTICLES
    if word in _PREMODIFYING:
        return closed and is_nounish(before)
    if is_nounish(before):
        return True
    # “A Texan living in the town”: a noun that nothing gives away, told by what follows.
    return closed and before not in DETERMINERS and not before.endswith("ly") and after is not None


def _last(folded: Sequence[str], start: int, end: int) -> int:
    """The head: the last word, but for what stands after a noun and only adds to it."""
    at = end - 1
    while at > start:
        word, before = folded[at], folded[at - 1]
        adverb = word.endswith("ly") and word not in _LY_NOUNS and word not in speakers().forms
        mark = not any(letter.isalnum() for letter in word) or word == "'s"
        nominal = before not in DETERMINERS or before in ("those", "all", "many", "some", "one")
        if not (mark or ((adverb or word in _AFTER) and (nominal or adverb))):
            break
        if not mark and word not in ("elect", "designate") and at - 1 == start and before == "the":
            break
        at -= 1
    if at > start and folded[at] in ("general", "generals") and folded[at - 1] in _GENERALS:
        return at - 1
    return at


def _quantity(word: str) -> Quantity:
    return "one" if word in _SINGLES else "whole" if word in _WHOLES else "many"


def _behind_quantity(
    folded: Sequence[str], commas: set[int], start: int, head: int, end: int
) -> int | None:
    """Where the phrase behind a quantity begins, if the words before `end` are one."""
    if end >= len(folded) - 1 or end - 1 in commas:
        return None
    word = folded[head]
    number = bool(_NUMBER.fullmatch(word))
    if folded[end] == "in":
        small = folded[end + 1] in DETERMINERS or _NUMBER.fullmatch(folded[end + 1])
        counted = number or (word in DETERMINERS and word in _QUANTITIES)
        return end + 1 if counted and small and folded[end + 1] not in _NOT_COUNTED else None
    if folded[end] != "of":
        return None
    if word == "out" and head > start:
        return end + 1  # “nine out of ten doctors”
    if word in _COLLECTIONS:
        inner = _end(folded, commas, end + 1)
        return end + 1 if looks_plural(folded[_last(folded, end + 1, inner)]) else None
    return end + 1 if number or word in _QUANTITIES else None
