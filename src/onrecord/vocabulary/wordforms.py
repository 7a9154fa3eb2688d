"""How words are written: folded for looking them up, freed from prefixes, put in the plural."""

import re
from typing import Final

_POSTPOSITIVE: Final = re.compile(r" (?:general|martial|laureate)$")
_EDGE: Final = "\"“”‘’'«»„()[]…"
_PREFIX: Final = re.compile(r"^(?:ex|co|vice|then|former|deputy|self-described)-(?=\w)")
_SUFFIX: Final = re.compile(r"(?<=\w)-(?:elect|designate|turned)$")


def fold(word: str) -> str:
    """A word as the files write it: small letters, straight apostrophe, no marks at its edges.

    Example:
        >>> fold("“Sen."), fold("ministry’s"), fold("rebels’"), fold("residents,")
        ('sen', "ministry's", "rebels'", 'residents')
    """
    text = word.strip().rstrip(",;:.!?").replace("’", "'")
    plain = text.strip(_EDGE).rstrip(",;:.!?").strip(_EDGE).casefold()
    # Several own something, unless the mark closes what another opened before the word.
    owned = text.endswith("s'") and not text.startswith(("'", "‘"))
    return plain + "'" if owned else plain


def bare(word: str) -> str:
    """A folded word without what may be joined to an office by a hyphen: “ex-”, “-elect”.

    Example:
        >>> bare("ex-president"), bare("president-elect"), bare("co-founder")
        ('president', 'president', 'founder')
    """
    return _SUFFIX.sub("", _PREFIX.sub("", word))


def plural(noun: str) -> str:
    """The plural of a noun by rule; in “member of parliament” the first noun takes it.

    Example:
        >>> plural("spokeswoman"), plural("ministry"), plural("member of parliament")
        ('spokeswomen', 'ministries', 'members of parliament')
        >>> plural("attorney general"), plural("major general")
        ('attorneys general', 'major generals')
    """
    first, of, rest = noun.partition(" of ")
    if of:
        return f"{plural(first)}{of}{rest}"
    after = _POSTPOSITIVE.search(noun)
    if after and not re.match(r"(?:major|brigadier|lieutenant|police|army)\b", noun):
        return plural(noun[: after.start()]) + after.group()
    if noun.endswith("person"):
        return noun[: -len("person")] + "people"
    if re.search(r"(?:\b|[a-z])(?:wo)?man$", noun) and not noun.endswith(("human", "german")):
        return noun[:-2] + "en"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
