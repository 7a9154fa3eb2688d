"""Which country words name: by its name, its people, its capital or a seat of its government.

Words are read whole: “Syrian” names a country, “Syrian troops” does not. What always holds:

1. A leading “the”, a possessive and marks at the edges are ignored; accents, full stops and
   apostrophes may be missing; a hyphen may be a space.
2. Capitals are needed where the form has them: “Turkey” is a country, “turkey” is none, and “us”
   is never the US. Small words may have one too: “Isle Of Man”.
3. All in capitals fits as well: “SYRIA”. Where that is an ordinary word (“POLISH”, “TURKEY”), the
   country is given and marked as ambiguous, since headlines name countries more often than birds.
   “US” is written so anyway and is never marked: in a text that is all in capitals, whoever asks
   must see to it.
4. A form that may mean something else, or that two countries share, is listed in the file with its
   reading and the reason. It is marked, for whoever asks to look for context.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, get_args

from onrecord.errors import VocabularyError

How = Literal["name", "people", "capital", "seat"]
"""How a country is named. A form that is several of these is the first: Singapore is a name."""

_LISTS: Final = ("names", "people", "capital", "seats")
_CODE: Final = re.compile(r"[A-Z]{3}")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʻʼʿʾ´`", "'"))
# Letters that are no letter with an accent to Unicode.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"}
)
_EDGE: Final = ' \t\n\r"“”«»„()[],;:!?…'
_POSSESSIVE: Final = re.compile(r"'[sS]?$")
_DASHES: Final = re.compile(r"[-‐‑‒–—/]")
_DROPPED: Final = re.compile(r"[.,'`()]")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory, and what it is called.

    Attributes:
        code: Its ISO 3166-1 alpha-3 code; what stands outside the standard is in the file's head.
        name: As English newspapers write it.
        names: Other names.
        people: Adjectives and what its people are called.
        capital: Its capital, with other spellings.
        seats: Buildings, places and bodies of its state that stand for it.
    """

    code: str
    name: str
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()

    def forms(self) -> Iterator[tuple[How, str]]:
        """Everything that it is called, with how that names it."""
        yield "name", self.name
        for how, forms in zip(
            get_args(How), (self.names, self.people, self.capital, self.seats), strict=True
        ):
            for form in forms:
                yield how, form


@dataclass(frozen=True, slots=True)
class Match:
    """A country that words name.

    Attributes:
        country: The country.
        how: By which sort of word it is named.
        ambiguous: Whether the words may well mean something else, so that context is needed.
        also: Codes of the other countries that go by these words.
        why: What else the words may mean; None where they are not ambiguous.
    """

    country: Country
    how: How
    ambiguous: bool = False
    also: tuple[str, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Countries:
    """The countries of a file.

    Attributes:
        by_code: Each by its code, in the order of the file.
        forms: What each form names, by the form in small letters, then by how it is written.
        ordinary: Forms, in small letters, that are ordinary words where all is in capitals.
    """

    by_code: Mapping[str, Country]
    forms: Mapping[str, Mapping[str, Match]]
    ordinary: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What an ambiguous form is taken for."""

    code: str
    why: str


def countries() -> Mapping[str, Country]:
    """Gives the countries by code, in the order of the file.

    Raises:
        VocabularyError: If the file is not what it should be.

    Example:
        >>> countries()["NLD"].name
        'Netherlands'
    """
    return _read().by_code


@lru_cache(maxsize=65_536)
def country_of(words: str) -> Match | None:
    """Finds the country that words name, as a whole; None where they name none.

    Raises:
        VocabularyError: If the file is not what it should be.

    Example:
        >>> match = country_of("the Kremlin’s")
        >>> match.country.code, match.how, match.ambiguous
        ('RUS', 'seat', False)
        >>> country_of("Washington").why
        'Also a state, other towns and a surname.'
        >>> country_of("us"), country_of("US").country.code
        (None, 'USA')
    """
    known = _read()
    marked = words.translate(_APOSTROPHES).strip(_EDGE)
    # With its last 's only then: St. George's is a capital, and St. George is not.
    for whole in (_plain(_POSSESSIVE.sub("", marked)), _plain(marked)):
        for written in (whole, whole[4:] if whole[:4].lower() == "the " else ""):
            for form, match in known.forms.get(written.lower(), {}).items():
                if _fits(written, form):
                    return _in_capitals(written, form, match, known.ordinary)
    return None


def parse(text: str) -> Countries:
    """Reads and checks a file of countries.

    Raises:
        VocabularyError: If it is not TOML, an entry lacks a field or has a wrong one, a form stands
            twice in one list, or two countries claim a form that is not listed as ambiguous.
    """
    try:
        data: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(
            f"the vocabulary of countries is not TOML: {error}", "Correct the file."
        ) from error
    readings = dict(_readings(data.pop("ambiguous", [])))
    ordinary = data.pop("ordinary", {})
    words = _strings("ordinary", ordinary.get("words", []) if isinstance(ordinary, dict) else 0)
    by_code = {code: _country(code, entry) for code, entry in data.items()}
    claims: dict[str, dict[str, dict[str, How]]] = {}
    for country in by_code.values():
        for how, form in country.forms():
            plain = _plain(form)
            spellings = claims.setdefault(plain.lower(), {}).setdefault(country.code, {})
            spellings.setdefault(plain, how)
    for key, reading in readings.items():
        if reading.code not in claims.get(key, {}):
            raise _fault(key, f"is read as {reading.code!r}, which does not claim it")
    for word in words:
        if word not in claims:
            raise _fault(word, "is ordinary and no country claims it")
    forms = {key: _matches(key, by_code, held, readings.get(key)) for key, held in claims.items()}
    return Countries(MappingProxyType(by_code), MappingProxyType(forms), frozenset(words))


@cache
def _read() -> Countries:
    path = files("onrecord.vocabulary").joinpath("countries.toml")
    return parse(path.read_text(encoding="utf-8"))


def _plain(words: str) -> str:
    """Words without accents and marks, in their own capitals.

    Example:
        >>> _plain("Turks & Caicos"), _plain("Côte d’Ivoire"), _plain("Saint-Denis")
        ('Turks and Caicos', 'Cote dIvoire', 'St Denis')
    """
    letters = words
    if not words.isascii():
        letters = unicodedata.normalize("NFKD", words.translate(_APOSTROPHES).translate(_LETTERS))
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    letters = _DASHES.sub(" ", _DROPPED.sub("", letters)).replace("&", " and ")
    return " ".join(_SAINTS.get(word, word) for word in letters.split())


_SAINTS: Final = {"Saint": "St", "SAINT": "ST"}


def _fits(written: str, form: str) -> bool:
    """Whether words have the capitals that a form needs."""
    return written == form or all(
        word in (own, own.upper(), own[0].upper() + own[1:])
        for word, own in zip(written.split(), form.split(), strict=True)
    )


def _in_capitals(written: str, form: str, match: Match, ordinary: frozenset[str]) -> Match:
    """The match, marked where its words are ordinary ones in capitals."""
    if match.ambiguous or written == form or written.lower() not in ordinary:
        return match
    return Match(match.country, match.how, ambiguous=True, why="An ordinary word, in capitals.")


def _matches(
    key: str,
    by_code: Mapping[str, Country],
    claims: Mapping[str, Mapping[str, How]],
    reading: _Reading | None,
) -> Mapping[str, Match]:
    """What one form names, by how it is written."""
    if reading is None and len(claims) > 1:
        raise _fault(key, f"is claimed by {', '.join(claims)} and not listed as ambiguous")
    code = reading.code if reading else next(iter(claims))
    return {
        plain: Match(
            by_code[code],
            how,
            ambiguous=reading is not None,
            also=tuple(other for other in claims if other != code),
            why=reading.why if reading else None,
        )
        for plain, how in claims[code].items()
    }


def _country(code: str, entry: object) -> Country:
    if not _CODE.fullmatch(code):
        raise _fault(code, "is no code of three capitals")
    if not isinstance(entry, dict):
        raise _fault(code, "is not a table")
    for field in entry:
        if field != "name" and field not in _LISTS:
            raise _fault(code, f"has a field {field!r}, which countries do not have")
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise _fault(code, "has no name")
    names, people, capital, seats = (_strings(code, entry.get(field, [])) for field in _LISTS)
    for forms in ((name, *names), people, capital, seats):
        plain = [_plain(form) for form in forms]
        for form, one in zip(forms, plain, strict=True):
            if not one or one.islower():
                raise _fault(code, f"has a form {form!r} without a capital")
            if plain.count(one) > 1:
                raise _fault(code, f"has the form {form!r} twice")
    return Country(code, name, names, people, capital, seats)


def _readings(entries: object) -> Iterator[tuple[str, _Reading]]:
    """Each ambiguous form, in small letters, with its reading."""
    seen: set[str] = set()
    for entry in entries if isinstance(entries, list) else [entries]:
        if not isinstance(entry, dict) or set(entry) != {"forms", "reading", "why"}:
            raise _fault("ambiguous", "is no list of tables of forms, reading and why")
        for form in _strings("ambiguous", entry["forms"]):
            key = _plain(form).lower()
            if key in seen:
                raise _fault(form, "is listed as ambiguous twice")
            seen.add(key)
            yield key, _Reading(str(entry["reading"]), str(entry["why"]))


def _strings(word: str, found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise _fault(word, "has something else than a list of words")
    return tuple(found)


def _fault(word: str, what: str) -> VocabularyError:
    return VocabularyError(f"{word!r} in the vocabulary of countries {what}", "Correct the file.")
