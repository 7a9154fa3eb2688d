"""Which entries of a registry are worth comparing with a name: they share one of its keys.

A name is put under the keys that it offers, and looked up by those that it asks for. The two are
not the same: “Assad” asks for everybody of that surname, and a full name need not ask for them.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.resolve.naming import LINKS, PARTICLES, acronym, letters_of, skeleton, unglued, words
from onrecord.statement import ActorKind

_LONGEST: Final = 6
"""Words of the longest end of a body's name that is a key of its own."""


def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name without those that only join it.

    Example:
        >>> person_words("Bashar al-Assad")
        ('bashar', 'assad')
    """
    found = words(name)
    return tuple(word for word in found if word not in PARTICLES) or found


def is_full(name: str, kind: ActorKind) -> bool:
    """Whether a name is more than a surname, a given name or an acronym.

    Example:
        >>> is_full("Bashar al-Assad", "person"), is_full("Assad", "person")
        (True, False)
        >>> is_full("Reuters", "outlet"), is_full("FSA", "body")
        (True, False)
    """
    if kind == "person":
        return len(person_words(name)) > 1
    return not letters_of(name)


def offered(names: Iterable[str], kind: ActorKind) -> frozenset[str]:
    """The keys that an entry with these names is put under.

    Example:
        >>> sorted(offered(["John Kerry"], "person"))
        ['f:jn kr', 'g:john', 'i:j kr', 'n:john kerry', 's:kr']
    """
    return frozenset(key for name in names for key in _offered(name, kind))


def asked(names: Iterable[str], kind: ActorKind) -> frozenset[str]:
    """The keys by which entries are found that an actor with these names may be.

    Example:
        >>> sorted(asked(["Kerry"], "person"))
        ['b:kr', 'g:kerry', 'n:kerry', 's:kr']
    """
    return frozenset(key for name in names for key in _asked(name, kind))


def _offered(name: str, kind: ActorKind) -> Iterator[str]:
    yield _whole(name)
    if kind == "person":
        found = person_words(name)
        if not found:
            return
        first, last = found[0], skeleton(found[-1])
        if len(found) == 1:
            yield from (f"b:{last}", f"h:{first}")
            return
        yield f"s:{last}"
        if len(first) == 1:
            yield from (f"j:{first} {last}", f"g:{first}")
            return
        yield f"f:{skeleton(first)} {last}"
        yield f"f:{skeleton(first)} {skeleton(unglued(found[-1]))}"
        yield f"i:{first[0]} {last}"
        yield f"g:{first}"
    elif kind != "document":
        letters = letters_of(name)
        if letters:
            yield f"c:{letters}"
            return
        yield _spelt(name)
        short = acronym(name)
        if 2 <= len(short) <= 8:
            yield f"a:{short}"
        for part in _parts(name):
            yield f"p:{part}"


def _asked(name: str, kind: ActorKind) -> Iterator[str]:
    yield _whole(name)
    if kind == "person":
        found = person_words(name)
        if not found:
            return
        first, last = found[0], skeleton(found[-1])
        if len(found) == 1:
            yield from (f"b:{last}", f"s:{last}", f"g:{first}")
        elif len(first) == 1:
            yield from (f"j:{first} {last}", f"i:{first} {last}", f"b:{last}", f"h:{first}")
        else:
            yield from (f"f:{skeleton(first)} {last}", f"j:{first[0]} {last}")
            yield f"f:{skeleton(first)} {skeleton(unglued(found[-1]))}"
            yield from (f"b:{last}", f"h:{first}")
    elif kind != "document":
        letters = letters_of(name)
        if letters:
            yield from (f"a:{letters}", f"p:{' '.join(words(name))}")
            return
        yield _spelt(name)
        short = acronym(name)
        if 2 <= len(short) <= 8:
            yield f"c:{short}"
        yield f"p:{' '.join(words(name))}"
        for part in _parts(name):
            yield f"n:{part}"


def _whole(name: str) -> str:
    """A name as it is; what has no letters is its own key."""
    return f"n:{' '.join(words(name)) or ' '.join(name.split()).casefold()}"


def _spelt(name: str) -> str:
    return f"t:{' '.join(skeleton(word) for word in words(name))}"


def _parts(name: str) -> Iterator[str]:
    """What a body's name may be shortened to: what stands before a small word, and its ends."""
    found = words(name)
    for place in range(1, len(found)):
        if found[place] in LINKS:
            yield " ".join(found[:place])
    for length in range(2, min(_LONGEST, len(found) - 1) + 1):
        yield " ".join(found[-length:])
