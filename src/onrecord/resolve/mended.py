"""What the tagger of mentions missed or took in too much of, mended by what else is known."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import NAMES
from onrecord.engine.mentions import Mention as Marked
from onrecord.engine.pairs import SOURCE
from onrecord.resolve.governments import GOVERNMENTS
from onrecord.resolve.naming import LINKS, acronym
from onrecord.resolve.outlets import is_outlet
from onrecord.resolve.posts import Surfaces
from onrecord.vocabulary.countries import country_of
from onrecord.vocabulary.lexicon import offices
from onrecord.vocabulary.offices import office_of
from onrecord.vocabulary.speakers import classify


def with_sources(analysis: Analysis) -> Analysis:
    """Adds the names that the tagger of mentions missed and that of sources found.

    A source of capitalised words in which nobody is mentioned is a name: an outlet, else a body.
    """
    text, words = analysis.document.text, analysis.words
    taken = np.zeros(len(words) + 1, bool)
    for one in analysis.mentions:
        taken[one.begin : one.end] = True
    found = []
    for level in (analysis.outer, analysis.inner):
        for tag in level.tags:
            if tag.role != SOURCE or taken[tag.begin : tag.end].any():
                continue
            begin = tag.begin
            if text[words.starts[begin] : words.ends[begin]].casefold() == "the":
                begin += 1
            name = text[words.starts[begin] : words.ends[tag.end - 1]] if begin < tag.end else ""
            opens = tag.begin == 0 or analysis.sentences[tag.begin - 1] != analysis.sentences[begin]
            if _is_named(name, opens=opens):
                found.append(Marked(begin, tag.end, "organisation", 0.5))
                taken[begin : tag.end] = True
    return _added(analysis, found)


def _added(analysis: Analysis, found: Sequence[Marked]) -> Analysis:
    """An analysis with more mentions, which overlap none of its own."""
    if not found:
        return analysis
    mentions = sorted((*analysis.mentions, *found), key=lambda one: one.begin)
    place = {id(one): i for i, one in enumerate(mentions)}
    new = [place[id(one)] for one in analysis.mentions]
    refers = {
        new[i]: tuple((None if o is None else new[o], share) for o, share in likely)
        for i, likely in analysis.refers.items()
    }
    return replace(analysis, mentions=tuple(mentions), refers=refers)


def with_repeated(analysis: Analysis) -> Analysis:
    """Adds names that the tagger found once and missed elsewhere, and governments of peoples.

    What counts as a name too, once the fuller name was found: a person's surname, the first letters
    of a body's, and behind an article its head, as in “the Observatory”. An office behind an
    article is added as a noun.
    """
    text, words = analysis.document.text, analysis.words
    surfaces = Surfaces(text, words)
    taken = np.zeros(len(words) + 1, bool)
    known: dict[str, list[tuple[list[str], str]]] = {}
    headed: set[str] = set()
    ends: set[int] = set()
    titles = offices().forms
    for one in analysis.mentions:
        taken[one.begin : one.end] = True
        if one.cls == "nationality":
            ends.add(one.end)
            continue
        if one.cls not in NAMES:
            continue
        parts = [surfaces[i] for i in range(one.begin, one.end)]
        if one.cls == "organisation" and len(parts) > 1:
            headed.add(_head(parts))
        if one.probability < CERTAIN:
            continue
        known.setdefault(parts[0], []).append((parts, one.cls))
        if one.cls == "person" and len(parts[-1]) > 1:
            known.setdefault(parts[-1], []).append((parts[-1:], one.cls))
        elif one.cls == "organisation" and len(letters := acronym(" ".join(parts))) >= _LETTERS:
            known.setdefault(letters, []).append(([letters], one.cls))
    analysis = _capital(analysis, surfaces, headed)
    found: list[Marked] = []
    for i in np.flatnonzero(~taken[:-1]).tolist():
        if taken[i]:
            continue
        word = surfaces[i]
        again = _repeated(surfaces, i, known[word], taken) if word in known else None
        if i in ends and word.casefold() in GOVERNMENTS:
            found.append(Marked(i, i + 1, "body", CERTAIN))
        elif again is not None and word[0].isupper():
            found.append(again)
            taken[again.begin : again.end] = True
        elif word in headed and _has_article(surfaces, i):
            begin = i  # “the Justice Department” is no department that was named before
            while begin > i - _ARTICLE and _goes_on(surfaces, begin - 1, taken):
                begin -= 1
            found.append(Marked(begin, i + 1, "organisation", CERTAIN))
        elif word.casefold() in titles and not taken[i + 1] and _is_office(surfaces, i):
            found.append(Marked(i, i + 1, "people", CERTAIN))
    return _added(analysis, found)


_LETTERS: Final = 3
"""Letters from which on those of a body's words are looked for."""
_ARTICLE: Final = 5
"""Words before a head among which its article stands: “the Britain-based Observatory”."""


def _head(parts: Sequence[str]) -> str:
    """The head of a body's name: its last word, or the last before “of”, “for”; empty if small."""
    end = next((i for i, part in enumerate(parts) if i and part in LINKS), len(parts))
    head = parts[end - 1]
    return head if head[0].isupper() and len(head) > _LETTERS and head.isalpha() else ""


def _goes_on(surfaces: Surfaces, place: int, taken: npt.NDArray[np.bool_]) -> bool:
    """Whether a name that ends behind a word has it too."""
    word = surfaces[place]
    return word[0].isupper() and word.isalpha() and word != "The" and not taken[place]


def _is_office(surfaces: Surfaces, place: int) -> bool:
    """Whether a word is the office of one person, behind an article: “the Foreign Secretary”."""
    if not _has_article(surfaces, place):
        return False
    if place + 1 < len(surfaces) and surfaces[place + 1][0].isupper():
        return False  # “the Justice Department”
    office = office_of([surfaces[place]])
    return office is not None and not office.plural and office.class_ != "courtesy"


def _has_article(surfaces: Surfaces, place: int) -> bool:
    """Whether “the” stands before a word, with nothing between them but what qualifies it."""
    for before in range(place - 1, max(-1, place - 1 - _ARTICLE), -1):
        word = surfaces[before]
        if word.casefold() == "the":
            return True
        if word != "-" and not word.isalpha():
            return False
    return False


def _capital(analysis: Analysis, surfaces: Surfaces, headed: Collection[str]) -> Analysis:
    """Takes a noun in a capital for a name where a longer one has it for its head."""

    def named(one: Marked) -> Marked:
        repeats = one.cls == "body" and one.end - one.begin == 1 and surfaces[one.begin] in headed
        if repeats and _has_article(surfaces, one.begin):
            return replace(one, cls="organisation")
        return one

    return replace(analysis, mentions=tuple(map(named, analysis.mentions)))


CERTAIN: Final = 0.6
"""How sure a name must be to be looked for elsewhere."""


def _repeated(
    surfaces: Surfaces,
    place: int,
    known: Iterable[tuple[list[str], str]],
    taken: npt.NDArray[np.bool_],
) -> Marked | None:
    """The longest known name that stands at a place."""
    for parts, cls in sorted(known, key=lambda one: -len(one[0])):
        end = place + len(parts)
        if end > len(surfaces) or taken[place:end].any():
            continue
        if all(surfaces[i] == part for i, part in zip(range(place, end), parts, strict=True)):
            return Marked(place, end, cls, CERTAIN)
    return None


def whole_names(analysis: Analysis) -> Analysis:
    """Joins what the tagger takes for a people to the body that it begins the name of.

    “Syrian” and “Observatory for Human Rights” are one name; so is a people of several words of
    which no country is known.
    """
    mentions = list(analysis.mentions)
    text, words = analysis.document.text, analysis.words
    joined: dict[int, int] = {}
    for place, one in enumerate(mentions):
        if one.cls != "nationality":
            continue
        after = mentions[place + 1] if place + 1 < len(mentions) else None
        if after is not None and after.cls == "organisation" and after.begin == one.end:
            joined[place + 1] = place
        elif one.end - one.begin > 1:
            match = country_of(text[words.starts[one.begin] : words.ends[one.end - 1]])
            if match is None or match.how != "people":
                mentions[place] = replace(one, cls="organisation")
    for place, before in joined.items():
        mentions[place] = replace(mentions[place], begin=mentions[before].begin)
    gone = frozenset(joined.values())
    if not gone:
        return replace(analysis, mentions=tuple(mentions))
    new: dict[int, int] = {}
    for place in range(len(mentions)):
        if place not in gone:
            new[place] = len(new)
    refers = {
        new[i]: tuple((o if o is None else new[o], s) for o, s in likely if o not in gone)
        for i, likely in analysis.refers.items()
    }
    kept = tuple(one for place, one in enumerate(mentions) if place not in gone)
    return replace(analysis, mentions=kept, refers=refers)


def without_titles(analysis: Analysis) -> Analysis:
    """Takes from persons' names what is a title before them: “President”, “Mr.”, “Gen.”."""
    text, words = analysis.document.text, analysis.words

    def bare(one: Marked) -> Marked:
        begin = one.begin
        while one.cls == "person" and begin < one.end - 1:
            word = text[words.starts[begin] : words.ends[begin]].casefold()
            if word not in COURTESY and word not in offices().forms and word != ".":
                break
            begin += 1
        return replace(one, begin=begin) if begin > one.begin else one

    return replace(analysis, mentions=tuple(map(bare, analysis.mentions)))


COURTESY: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "mx", "herr", "madame"}
    | {"monsieur", "sheikh", "sheik", "imam", "ayatollah"}
)
"""Words before a name that are no part of it and no office."""


def _is_named(words: str, *, opens: bool) -> bool:
    """Whether words are a name by their capitals; at a sentence's start one says nothing."""
    parts = words.split()
    if is_outlet(words) and words[:1].isupper():
        return True
    small = all(part[0].isupper() or part in ("of", "for", "the", "and", "&") for part in parts)
    if not parts or not small or not parts[-1][0].isupper() or classify(parts) is not None:
        return False
    return len(parts) > 1 or not opens
