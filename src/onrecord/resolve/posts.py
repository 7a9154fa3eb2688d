"""What a report states somebody to be: the title before a name, the apposition before or behind it.

“Russian Foreign Minister NAME”, “NAME, president of the bank,”, “The president of the bank, NAME,”.
"""

from collections.abc import Collection, Iterator
from typing import Final

from onrecord.document import Document
from onrecord.engine.mentions import Mention
from onrecord.engine.tokens import Ints, Words
from onrecord.statement import Post
from onrecord.vocabulary.countries import country_of
from onrecord.vocabulary.lexicon import offices, speakers
from onrecord.vocabulary.offices import Office, office_of

LONGEST: Final = 12
"""Words of a title or an apposition that are looked at."""
_QUALIFYING: Final = frozenset(
    {"former", "then", "deputy", "senior", "top", "chief", "interim", "acting", "newly", "elected"}
    | {"state", "opposition", "rebel", "foreign", "prime", "vice", "first", "assistant", "general"}
    | {"parliamentary", "national", "federal", "regional", "local", "longtime", "late", "outgoing"}
    | {"incoming"}
    | {"ex", "co", "founding", "managing", "executive", "joint", "special", "permanent", "human"}
    | {"rights", "police", "army", "military", "party", "government", "presidential", "defence"}
    | {"defense", "finance", "interior", "justice", "health", "trade", "energy", "security"}
)
_ARTICLES: Final = frozenset({"the", "a", "an", "its", "their", "our", "his", "her"})
_INNER: Final = frozenset({"'", "’", "s", "-", ".", "‑", "&"})


def posts(
    document: Document,
    words: Words,
    sentences: Ints,
    one: Mention,
    taken: Collection[int],
) -> Iterator[Post]:
    """What stands beside a person's name.

    Args:
        document: The report.
        words: Its words.
        sentences: The number of each word's sentence.
        one: The name.
        taken: The words of all persons' names.
    """
    surfaces = Surfaces(document.text, words)
    runs = (
        _before(surfaces, sentences, one.begin, taken),
        _behind(surfaces, sentences, one.end, taken),
        _introducing(surfaces, sentences, one.begin, one.end, taken),
    )
    for run in runs:
        if run is None:
            continue
        begin, end = run
        found = office_of(surfaces.joined(begin, end))
        if found is not None and not found.plural and found.class_ != "courtesy":
            span = document.span(int(words.starts[begin]), int(words.ends[end - 1]))
            body, country = belonging(found)
            yield Post(span, found.title, body, country)


class Surfaces:
    """A text's words as strings, made where they are asked for."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, place: int) -> str:
        return self._text[self._words.starts[place] : self._words.ends[place]]

    def joined(self, begin: int, end: int) -> list[str]:
        """Words between white space, as vocabularies take them: “Department’s”, “U.S.”."""
        start, stop = int(self._words.starts[begin]), int(self._words.ends[end - 1])
        return self._text[start:stop].split()


def belonging(office: Office) -> tuple[str, str]:
    """The body that an office is of, as it is written, and the country; empty where unknown."""
    country = ""
    kept = []
    for word in office.before:
        match = country_of(word)
        if match is not None and not match.ambiguous and not country:
            country = match.country.code
            if match.how == "people" or len(office.before) == 1:
                continue
        kept.append(word)
    whole = " ".join(kept)
    behind = " ".join(office.behind)
    body = behind or whole
    for words in (behind, whole, " ".join(office.before)):
        match = country_of(words) if words and not country else None
        if match is not None:
            country = match.country.code
    titled = any(word[:1].isupper() for word in body.split())
    return (body if titled else ""), country


def _before(
    surfaces: Surfaces, sentences: Ints, begin: int, taken: Collection[int]
) -> tuple[int, int] | None:
    """The words right before a name that may be its title."""
    at = begin
    while at > 0 and begin - at < LONGEST and sentences[at - 1] == sentences[begin]:
        word = surfaces[at - 1]
        folded = word.casefold()
        if at - 1 in taken or not _may_title(surfaces, at - 1, word, folded):
            break
        at -= 1
    while at < begin and surfaces[at].casefold() in (*_INNER, "of", "for", "and"):
        at += 1
    return (at, begin) if at < begin else None


def _may_title(surfaces: Surfaces, place: int, word: str, folded: str) -> bool:
    if word[0].isupper() or folded in _INNER or folded in _QUALIFYING:
        return True
    if folded in offices().forms or folded in speakers().forms:
        return True
    if folded in ("of", "for", "and") and place:
        before = surfaces[place - 1]
        return before[0].isupper() or before.casefold() in offices().forms
    return False


def _behind(
    surfaces: Surfaces, sentences: Ints, end: int, taken: Collection[int]
) -> tuple[int, int] | None:
    """The words between a name's comma and the next one."""
    if end + 1 >= len(surfaces) or surfaces[end] not in (",", "("):
        return None
    stop = end + 1
    while stop < len(surfaces) and stop - end <= LONGEST and sentences[stop] == sentences[end]:
        if stop in taken:
            return None  # “NAME, Minister NAME and …”: the title is another's
        if surfaces[stop] in (",", ")", ";", ":", "—", "–", "“", '"', "("):
            break
        stop += 1
    begin = end + 1
    while begin < stop and surfaces[begin].casefold() in _ARTICLES:
        begin += 1
    return (begin, stop) if begin < stop else None


def _introducing(
    surfaces: Surfaces, sentences: Ints, begin: int, end: int, taken: Collection[int]
) -> tuple[int, int] | None:
    """The words before a name that stands in commas: “The head of the mission, NAME,”."""
    closed = end >= len(surfaces) or surfaces[end] in (",", ".", ";", ":", ")")
    if begin < 2 or surfaces[begin - 1] != "," or not closed:
        return None
    at = begin - 1
    while at > 0 and begin - at <= LONGEST and sentences[at - 1] == sentences[begin]:
        if at - 1 in taken or surfaces[at - 1] in (",", ";", ":", "“", "”", '"', "(", ")"):
            return None
        at -= 1
        if surfaces[at].casefold() in _ARTICLES or surfaces[at][0].isupper():
            opens = at == 0 or sentences[at - 1] != sentences[at]
            if surfaces[at].casefold() in _ARTICLES:
                return (at + 1, begin - 1) if at + 1 < begin - 1 else None
            if opens:
                return at, begin - 1
    return None
