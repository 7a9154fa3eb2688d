"""What a source phrase without a name tells: which kind of source it is, and of which office.

A kind is told by the head noun. Where that tells little (“members”, “a source”), the body that they
belong to tells it, or what is said about them. Whoever is unnamed stays so: nothing here makes a
body of people, or a named body of an unnamed one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.vocabulary.lexicon import Form, Noun, speakers
from onrecord.vocabulary.offices import Office, longest, office_of
from onrecord.vocabulary.phrases import NounPhrase, noun_phrase
from onrecord.vocabulary.wordforms import bare, fold

__all__ = ["Office", "SourceClass", "classify", "head_noun", "office_of"]

_LONGEST: Final = 4
"""How many words the longest noun of `speakers.toml` has before or behind its head."""
_LITTLE: Final = frozenset({"unspecified", "individual", "crowd"})
"""Kinds of source of which the words behind the noun may tell more."""
_NO_GROUP: Final = _LITTLE | {"document", "reports", "outlet", "relative", "witness"}
"""Kinds of source that a noun does not lend to another that it stands before."""
_ENDINGS: Final = (
    ("ologist", "expert"),
    ("-year-old", "individual"),
)
"""Endings that tell the kind of source of a noun that is not listed."""
_ALONE: Final = frozenset({"those", "all", "both"})
"""Words that stand for people only where something behind them says for whom."""
_OWNERS: Final = frozenset({"its", "his", "her", "their", "our", "my", "your"})
_OF: Final = frozenset({"of", "from", "at", "with", "in", "for", "inside", "within"})
_DEFINITE: Final = frozenset(
    {"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"}
    | {"both", "either", "neither", "all", "'s", "'"}
)
_INDEFINITE: Final = frozenset(
    {"a", "an", "some", "any", "another", "one", "several", "many", "few", "other", "various", "no"}
    | {"multiple", "numerous", "certain", "unnamed", "unidentified", "anonymous", "more", "most"}
    | {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds"}
)


@dataclass(frozen=True, slots=True)
class SourceClass:
    """What a phrase tells about the source.

    Attributes:
        source: The kind of source; an id of `sources.toml`.
        subclass: Which sort of body, document or crowd, where the noun tells one.
        plural: Whether it is several.
        definite: Whether the phrase speaks of one that the reader is to know: “the ministry”, not
            “a ministry”. Only such a one may be looked for among those that the report names.
    """

    source: str
    subclass: str | None
    plural: bool
    definite: bool


def head_noun(words: Sequence[str]) -> int:
    """Finds the head of a noun phrase; the rule stands in `onrecord.vocabulary.phrases`.

    Raises:
        ValueError: If there are no words.

    Example:
        >>> head_noun("two senior U.S. officials briefed on the talks".split())
        3
        >>> head_noun("a number of witnesses".split())
        3
    """
    return noun_phrase(words).head


def classify(words: Sequence[str]) -> SourceClass | None:
    """Tells the kind of source of a phrase that has no name in it.

    None where its head is no noun of the vocabulary: a pronoun, a name, a word that nobody listed.

    Example:
        >>> classify("people familiar with the matter".split())
        SourceClass(source='insider', subclass=None, plural=True, definite=False)
        >>> classify("The foreign ministry".split())
        SourceClass(source='body', subclass='ministry', plural=False, definite=True)
    """
    if not words:
        return None
    folded = [fold(word) or word.strip() for word in words]
    phrase = noun_phrase(words)
    found = _found(folded, phrase)
    if found is None:
        return None
    form, start, end = found
    noun, plural = form.noun, form.plural and phrase.quantity != "one"
    definite = _is_definite(folded, phrase, form)
    source, subclass = noun.source, noun.subclass
    if noun.relational:
        of = _lent(folded, phrase.start, start) or _complement(folded, end)
        if of:
            source, subclass = of, None
            if noun.source == "unspecified" and of == "businessperson":
                source = "insider"
    if source in _LITTLE:
        behind = _told_behind(folded, end)
        if behind:
            return SourceClass(behind, None, plural, definite)
    if source == noun.source:
        if noun.one and not plural:
            source, subclass = noun.one, None
        elif noun.indefinite and not definite:
            source = noun.indefinite
            subclass = subclass if source == "unnamed-body" else None
    if source == "reports" and form.plural and _is_somebodys(folded, phrase):
        source, subclass = "document", "report"
    return SourceClass(source, subclass, plural, definite)


def _found(folded: Sequence[str], phrase: NounPhrase) -> tuple[Form, int, int] | None:
    """The longest noun or office that holds the head, and where it stands."""
    head = folded[phrase.head]
    if head in _ALONE and phrase.end >= len(folded):
        return None
    best: tuple[Form, int, int] | None = None
    for first in range(max(phrase.start, phrase.head - _LONGEST + 1), phrase.head + 1):
        for end in range(phrase.head + 1, min(len(folded), phrase.head + _LONGEST) + 1):
            form = _form(folded[first:end])
            if form and (best is None or end - first > best[2] - best[1]):
                best = form, first, end
    office = longest([bare(word) for word in folded], phrase.start, phrase.head)
    if office and (best is None or office[2] - office[1] > best[2] - best[1]):
        return Form(Noun(office[0].source), office[0].plural), office[1], office[2]
    if best and best[0].always and head.endswith("s"):
        # “Figures” are numbers, but “opposition figures” are people.
        people = speakers().forms.get(head[:-1])
        if people and people.noun.relational and _lent(folded, phrase.start, best[1]):
            return Form(people.noun, plural=True), best[1], best[2]
    if best is None:
        for ending, source in _ENDINGS:
            if head.removesuffix("s").endswith(ending):
                form = Form(Noun(source), plural=head.endswith("s"))
                return form, phrase.head, phrase.head + 1
    return best


def _form(words: Sequence[str]) -> Form | None:
    """The noun that words are; a possessive at the end and “ex-” do not count."""
    forms = speakers().forms
    last = words[-1]
    plain = last[:-2] if last.endswith("'s") else last.removesuffix("'")
    for ending in (last, plain, bare(plain)):
        form = forms.get(" ".join((*words[:-1], ending)))
        if form:
            return form
    return None


def _lent(folded: Sequence[str], start: int, end: int) -> str | None:
    """The kind of source that the nearest word before a relational noun lends it."""
    for last in range(end, start, -1):
        for first in range(max(start, last - _LONGEST), last):
            found = _lends(folded[first:last])
            if found:
                return found
    return None


def _lends(words: Sequence[str]) -> str | None:
    adjective = speakers().adjectives.get(" ".join(words))
    if adjective:
        return adjective
    form = _form(words)
    if form and form.noun.member:
        return form.noun.member
    if form and not form.noun.relational and form.noun.source not in _NO_GROUP:
        return None if form.noun.source in ("body", "unnamed-body") else form.noun.source
    return None


def _complement(folded: Sequence[str], end: int) -> str | None:
    """The kind of source that the body behind “of” lends to a relational noun before it."""
    if end >= len(folded) - 1 or folded[end] not in _OF:
        return None
    rest = folded[end + 1 :]
    phrase = noun_phrase(rest)
    found = _found(rest, phrase)
    if found is None:
        return None
    noun = found[0].noun
    if folded[end] != "of" and not noun.member:
        return None
    if noun.relational:
        return _lent(rest, phrase.start, found[1])
    return _lends(rest[found[1] : found[2]])


def _told_behind(folded: Sequence[str], start: int) -> str | None:
    """The kind of source that the words behind a noun tell: “close to the talks”."""
    rest = tuple(word for word in folded[start:] if not word.endswith("ly") and word != "very")
    if "," in rest:
        rest = rest[: rest.index(",")]
    for words, source in speakers().behind:
        places = range(len(rest) - len(words) + 1) if len(words) > 1 else range(min(len(rest), 1))
        if any(rest[at : at + len(words)] == words for at in places):
            return source
    return None


def _is_definite(folded: Sequence[str], phrase: NounPhrase, form: Form) -> bool:
    """Whether a particular one is meant, told by the first word that tells it."""
    if phrase.quantity in ("one", "many"):
        return False
    for word in folded[phrase.start : phrase.head]:
        if word in _DEFINITE or word.endswith(("'s", "s'")):
            return True
        if word in _INDEFINITE or word[:1].isdigit():
            return False
    return form.noun.source in ("body", "outlet") and (form.always or not form.plural)


def _is_somebodys(folded: Sequence[str], phrase: NounPhrase) -> bool:
    """Whether reports are those of somebody: “its reports”, “reports by the commission”."""
    before = folded[phrase.start : phrase.head]
    owned = any(word in _OWNERS or word.endswith(("'s", "s'")) for word in before)
    return owned or (phrase.end < len(folded) and folded[phrase.end] == "by")
