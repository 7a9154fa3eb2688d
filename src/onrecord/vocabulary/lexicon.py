"""The nouns that name kinds of speakers and the offices that people hold, read from their files.

Each is found in the singular and in the plural. A file that is not what it should be is refused
whole, with the word at fault.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, Literal

from onrecord.errors import VocabularyError
from onrecord.vocabulary import terms
from onrecord.vocabulary.wordforms import plural

Gender = Literal["woman", "man"]

# What a table of each file may hold, and of which type.
_NOUN_LISTS: Final = ("nouns", "plural", "relational", "adjectives", "behind")
_NOUN_TEXTS: Final = ("member", "indefinite", "one")
_OFFICE_TABLES: Final = ("modifiers", "abbreviations", "portfolios", "gender", "leads")


@dataclass(frozen=True, slots=True)
class Noun:
    """What a head noun tells about a source that has no name.

    Attributes:
        source: The kind of source; an id of `sources.toml`.
        subclass: Which sort of body, document or crowd, where there are sorts.
        relational: Whether a body or group that it belongs to tells more than the noun does.
        member: For a body, the kind of source that those are who belong to it.
        indefinite: The kind of source where no particular one is meant.
        one: The kind of source in the singular, where it is another.
    """

    source: str
    subclass: str | None = None
    relational: bool = False
    member: str | None = None
    indefinite: str | None = None
    one: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A noun as it is written.

    Attributes:
        noun: What it tells.
        plural: Whether this is its plural.
        always: Whether there is no singular: “police”.
    """

    noun: Noun
    plural: bool
    always: bool = False


@dataclass(frozen=True, slots=True)
class Speakers:
    """The nouns of `speakers.toml`.

    Attributes:
        forms: Nouns by how they are written, in small letters; several words may be one noun.
        adjectives: The kind of source that a word lends to a relational noun behind it.
        behind: Words behind a noun that tells little, with the kind of source that they tell.
    """

    forms: Mapping[str, Form]
    adjectives: Mapping[str, str]
    behind: tuple[tuple[tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """The head of a title as it is written.

    Attributes:
        head: The head in the singular.
        class_: Which class of offices it belongs to.
        source: The kind of source that its holder is; an id of `sources.toml`.
        gender: Whether the word says that a woman or a man holds it.
        plural: Whether this is its plural.
    """

    head: str
    class_: str
    source: str
    gender: Gender | None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Offices:
    """The titles of `offices.toml`.

    Attributes:
        forms: Heads by how they are written, in small letters.
        modifiers: What may stand before a head, with its canonical word.
        abbreviations: What letters stand for.
        portfolios: What ministers are responsible for, with its canonical word.
        sources: The kind of source that the holders of a class are.
        general: Heads that tell little by themselves: “chief”.
        leads: The class that these take from the body, or the people, that their holder leads.
    """

    forms: Mapping[str, OfficeForm]
    modifiers: Mapping[str, str]
    abbreviations: Mapping[str, str]
    portfolios: Mapping[str, str]
    sources: Mapping[str, str]
    general: frozenset[str]
    leads: Mapping[str, str]


@cache
def speakers() -> Speakers:
    """Gives the nouns, read once.

    Raises:
        VocabularyError: If the file is not what it should be.
    """
    return parse_speakers(_text("speakers"))


@cache
def offices() -> Offices:
    """Gives the titles, read once.

    Raises:
        VocabularyError: If the file is not what it should be.
    """
    return parse_offices(_text("offices"))


def parse_speakers(text: str) -> Speakers:
    """Reads and checks a file of nouns.

    Raises:
        VocabularyError: If it is not TOML, a noun stands twice, or a kind of source does not exist.
    """
    data = _toml("speakers", text)
    irregular = data.pop("plurals", {})
    forms: dict[str, Form] = {}
    adjectives: dict[str, str] = {}
    behind: list[tuple[tuple[str, ...], str]] = []
    for source, subclass, table in _tables(data):
        texts, lists = _noun_fields(source, table)
        for word in lists["adjectives"]:
            _once("speakers", adjectives, word)
            # Of a body it is whoever belongs to it: no people are a body.
            adjectives[word] = texts.get("member", source)
        behind += [(tuple(words.split()), source) for words in lists["behind"]]
        for name in ("nouns", "plural", "relational"):
            noun = Noun(source, subclass, name == "relational", **texts)
            for word in lists[name]:
                _once("speakers", forms, word)
                forms[word] = Form(noun, plural=name == "plural", always=name == "plural")
    for word, form in list(forms.items()):
        if not form.always:
            forms.setdefault(irregular.get(word, plural(word)), Form(form.noun, plural=True))
    return Speakers(forms, adjectives, tuple(behind))


def parse_offices(text: str) -> Offices:
    """Reads and checks a file of titles.

    Raises:
        VocabularyError: If it is not TOML, a head stands twice, or a kind of source does not exist.
    """
    data = _toml("offices", text)
    extra = {name: data.pop(name, {}) for name in _OFFICE_TABLES}
    gender: dict[str, Gender] = {}
    for one in ("woman", "man"):
        for word in _words("offices", one, extra["gender"].get(one, [])):
            _once("offices", gender, word)
            gender[word] = "woman" if one == "woman" else "man"
    forms: dict[str, OfficeForm] = {}
    for class_, table in data.items():
        if not isinstance(table, dict) or set(table) != {"source", "heads"}:
            raise _fault("offices", class_, "is no table of a source and heads")
        _known("offices", class_, table["source"])
        for head in _words("offices", class_, table["heads"]):
            _once("offices", forms, head)
            forms[head] = OfficeForm(head, class_, table["source"], gender.get(head))
    for word in gender:
        if word not in forms:
            raise _fault("offices", word, "tells a gender and is no head")
    for head, form in list(forms.items()):
        more = OfficeForm(head, form.class_, form.source, form.gender, plural=True)
        forms.setdefault(plural(head), more)
    portfolios = {
        word: portfolio
        for portfolio, words in extra["portfolios"].items()
        for word in _words("offices", portfolio, words)
    }
    leads = dict(extra["leads"])
    general = frozenset(_words("offices", "leads", leads.pop("heads", [])))
    for led, class_ in leads.items():
        if class_ not in data:
            raise _fault("offices", led, f"is led by {class_!r}, which is no class of offices")
    return Offices(
        forms=forms,
        modifiers=extra["modifiers"],
        abbreviations=extra["abbreviations"],
        portfolios=portfolios,
        sources={class_: table["source"] for class_, table in data.items()},
        general=general,
        leads=leads,
    )


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """Gives the lists of words of a file that has nothing else.

    Raises:
        VocabularyError: If the file is not what it should be.
    """
    lists = _toml(name, _text(name)).items()
    return MappingProxyType({key: frozenset(_words(name, key, words)) for key, words in lists})


def _text(name: str) -> str:
    return files("onrecord.vocabulary").joinpath(f"{name}.toml").read_text(encoding="utf-8")


def _toml(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(
            f"the vocabulary of {name} is not TOML: {error}", "Correct the file."
        ) from error


def _tables(
    data: Mapping[str, Mapping[str, object]],
) -> Iterator[tuple[str, str | None, Mapping[str, object]]]:
    """Each table with its kind of source and its subclass."""
    for source, table in data.items():
        _known("speakers", source, source)
        if not isinstance(table, dict):
            raise _fault("speakers", source, "is not a table")
        if all(isinstance(inner, dict) for inner in table.values()):
            for subclass, inner in table.items():
                yield source, subclass, inner
        else:
            yield source, None, table


def _noun_fields(
    source: str, table: Mapping[str, object]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    texts: dict[str, str] = {}
    for name, value in table.items():
        if name in _NOUN_TEXTS:
            texts[name] = _known("speakers", source, value)
        elif name not in _NOUN_LISTS:
            raise _fault("speakers", source, f"has a field {name!r}, which speakers do not have")
    return texts, {name: _words("speakers", source, table.get(name, [])) for name in _NOUN_LISTS}


def _words(kind: str, where: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _fault(kind, where, "has a list that is not of words")
    return value


def _known(kind: str, where: str, source: object) -> str:
    if not isinstance(source, str) or source not in terms("sources"):
        raise _fault(kind, where, f"has {source!r}, which is no kind of source")
    return source


def _once(kind: str, seen: Mapping[str, object], word: str) -> None:
    if word in seen:
        raise _fault(kind, word, "stands twice")


def _fault(kind: str, word: str, what: str) -> VocabularyError:
    return VocabularyError(f"{word!r} in the vocabulary of {kind} {what}", "Correct the file.")
