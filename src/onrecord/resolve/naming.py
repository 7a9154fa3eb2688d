"""How names relate: which may stand for the same person or body, and on what grounds.

Used twice, within a report and across reports, so that there is one notion of a likeness. Nothing
here decides: it names the grounds, and whoever asks weighs them.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

Ground = Literal[
    "same", "surname", "given name", "shortened", "acronym", "initials", "transliteration"
]
"""Why two names may be one, the strongest first: the same words; one is the other's last word; its
first word; a run of its words; the first letters of its words; given names that are initials of
one another; letters that another alphabet would not tell apart."""

PARTICLES: Final = frozenset(
    {"al", "el", "as", "ar", "an", "ash", "bin", "ibn", "ben", "bint", "abu", "abd", "abdel"}
    | {
        "abdul",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
    }
    | {"af", "st", "san", "y", "e", "o", "mc", "mac"}
)
"""Words that join a surname and are left out where outlets leave them out."""
_ENDINGS: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
LINKS: Final = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "a", "an", "de", "du", "des"}
)
_SPELT_OUT: Final = {
    "UN": ("United", "Nations"),
    "US": ("United", "States"),
    "UK": ("United", "Kingdom"),
    "EU": ("European", "Union"),
}
"""Letters that begin a longer name as often as the words do: “UN Security Council”."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OWNS: Final = re.compile(r"['’]s?$", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """A name's words in small letters, without accents, possessive, first “the” and last “Jr.”.

    Example:
        >>> words("the Élysée’s"), words("U.N. envoy")
        (('elysee',), ('united', 'nations', 'envoy'))
    """
    plain = unicodedata.normalize("NFKD", _OWNS.sub("", name.strip().replace("&", " and ")))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    written = _WORD.findall(plain.replace(".", ""))
    if len(written) > 1 and written[0].casefold() == "the":
        written = written[1:]
    if len(written) > 1:
        written = [part for word in written for part in _SPELT_OUT.get(word, (word,))]
    found = [word.casefold().replace("’", "'") for word in written]
    while len(found) > 1 and found[-1] in _ENDINGS:
        found = found[:-1]
    return tuple(found)


def surname(name: str) -> str:
    """The last word of a person's name.

    Example:
        >>> surname("Bashar al-Assad")
        'assad'
    """
    found = words(name)
    return found[-1] if found else ""


def acronym(name: str) -> str:
    """The first letters of a name's words but for small ones, in capitals.

    Example:
        >>> acronym("the Organisation for the Prohibition of Chemical Weapons")
        'OPCW'
    """
    return "".join(word[0] for word in words(name) if word not in LINKS).upper()


def letters_of(name: str) -> str:
    """The letters of a name that is an acronym, without full stops; empty where it is none.

    Example:
        >>> letters_of("the U.N."), letters_of("Reuters")
        ('UN', '')
    """
    letters = name.strip().replace(".", "").removeprefix("the ")
    return letters if letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 8 else ""


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """What is left of a word when letters fall together that transliteration does not keep apart.

    Vowels and doubled letters go, and so does what spells them; of the consonants those are one
    that Latin spellings of Arabic, Hebrew, Cyrillic and Persian names confuse.

    Example:
        >>> skeleton("reis") == skeleton("rayyes")
        True
    """
    folded = word.casefold()
    for letters, one in _FOLDED:
        folded = folded.replace(letters, one)
    first, rest = folded[:1], folded[1:]
    kept = ("a" if first in _VOWELS else first) + "".join(c for c in rest if c not in _VOWELS)
    return re.sub(r"(.)\1+", r"\1", kept)


_VOWELS: Final = frozenset("aeiouyw'h")
_FOLDED: Final = (
    ("tch", "c"),
    ("sch", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("sh", "s"),
    ("ch", "c"),
    ("dh", "d"),
    ("th", "t"),
    ("zh", "j"),
    ("ts", "s"),
    ("tz", "s"),
    ("dj", "j"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("z", "s"),
    ("ff", "v"),
)


def unglued(word: str) -> str:
    """A surname without an article that some outlets write as one word with it.

    Example:
        >>> unglued("alabdah"), unglued("abdah")
        ('abdah', 'abdah')
    """
    glued = word[:2] in ("al", "el") and len(word) > _GLUED
    return word[2:] if glued else word


_GLUED: Final = 5
"""Letters up to which a surname has no article glued to it: “Alami” may, “Allen” has none."""


def same_person(one: str, other: str) -> Ground | None:
    """On what grounds two names of persons may be one, or none.

    Example:
        >>> same_person("Bashar al-Assad", "Assad")
        'surname'
        >>> same_person("John Kerry", "Teresa Kerry") is None
        True
    """
    a, b = _person(one), _person(other)
    if not a or not b:
        return None
    if a == b:
        return "same"
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        if short[0] == long[-1]:
            return "surname"
        if len(long) > 1 and short[0] == long[0]:
            return "given name"
        alike = min(len(short[0]), len(long[-1])) > 3 and skeleton(short[0]) == skeleton(long[-1])
        return "transliteration" if alike else None
    if short[-1] == long[-1]:
        if short[0] == long[0]:
            return "shortened"
        if short[0][0] == long[0][0] and 1 in (len(short[0]), len(long[0])):
            return "initials"
        return "transliteration" if _sound(short[0], long[0]) else None
    alike = skeleton(short[-1]) == skeleton(long[-1])
    glued = unglued(short[-1]) == unglued(long[-1])
    return "transliteration" if (alike or glued) and _sound(short[0], long[0]) else None


def _sound(one: str, other: str) -> bool:
    """Whether two given names may be one in another alphabet; an initial has no other spelling."""
    return one == other or (min(len(one), len(other)) > 1 and skeleton(one) == skeleton(other))


def _person(name: str) -> tuple[str, ...]:
    found = words(name)
    kept = tuple(word for word in found if word not in PARTICLES)
    return kept or found


def same_body(one: str, other: str) -> Ground | None:
    """On what grounds two names of bodies or places may be one, or none.

    Example:
        >>> same_body("Free Syrian Army", "FSA")
        'acronym'
        >>> same_body("Southern Front", "the Southern Front of the FSA")
        'shortened'
    """
    a, b = words(one), words(other)
    if not a or not b:
        return None
    if a == b:
        return "same"
    for mine, theirs in ((one, other), (other, one)):
        letters = letters_of(mine)
        if letters and acronym(theirs) == letters:
            return "acronym"
    short, long = sorted((a, b), key=len)
    if _begins(short, long) or (len(short) > 1 and short == long[-len(short) :]):
        return "shortened"
    # Two acronyms that sound alike are two.
    spelt = len(a) == len(b) and not letters_of(one) and not letters_of(other)
    if spelt and all(skeleton(x) == skeleton(y) for x, y in zip(a, b, strict=True)):
        return "transliteration"
    return None


def _begins(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name goes on after the short one with a small word: “… of the north”."""
    n = len(short)
    return short == long[:n] and len(long) > n and long[n] in LINKS
