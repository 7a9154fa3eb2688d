"""Whether a text is in a language that the engine knows: English."""

import re
from collections import defaultdict
from typing import Final

from onrecord.errors import LanguageError

SHORTEST: Final = 100
"""Letters below which no text in Latin script is refused: names alone can look like any
language."""
SHORTEST_ELSEWHERE: Final = 20
"""The same where most letters are of another script, in which no English is written."""
LOOKED_AT: Final = 5000
"""Characters that are looked at."""
COMMON: Final = frozenset(
    {"the", "of", "and", "to", "that", "is", "was", "for", "it", "with", "as", "he", "she", "be"}
    | {"on", "by", "have", "not", "are", "this", "but", "had", "they", "which", "from", "said"}
)
ENGLISH: Final = 0.15
"""Share of `COMMON` words that makes a text English whatever else is said of it; in English news it
is about a third, in German or Dutch below a twentieth."""
PIECE: Final = 500
"""Characters that are ranked at once: py3langid counts what comes again for ever less, so that of
a long text each letter would tell less than of the sentences that `CLEARLY` was found with."""
CLEARLY: Final = 1.0
"""Nats per letter by which another language must be likelier: sentences in French, Spanish, Danish
or Indonesian have about 2, German 1.4, Arabic and Chinese 9 and more, English lists of foreign
names 0.4."""
MARGIN: Final = 20.0
"""Nats in addition, which matter to short texts: the oddest of 1500 random lists of foreign names
with 120 letters reached 1.04 a letter, the plainest of 21 foreign sentences as long 1.39."""
_LATIN: Final = re.compile(r"[a-z\u00aa-\u024f\u1e00-\u1eff\ufb00-\ufb06]")


def require_english(text: str) -> None:
    """Refuses a text that is clearly in another language.

    Raises:
        LanguageError: With the language that it seems to be in.
    """
    head = text[:LOOKED_AT]
    words = re.findall(r"[^\W\d_]+", head.lower())
    letters = sum(map(len, words))
    elsewhere = letters - len(_LATIN.findall("".join(words))) > letters / 2
    if letters < (SHORTEST_ELSEWHERE if elsewhere else SHORTEST):
        return
    if sum(word in COMMON for word in words) >= ENGLISH * len(words):
        return
    import py3langid  # loads its model, which English texts need not wait for

    ranked: dict[str, float] = defaultdict(float)
    for begin in range(0, len(head), PIECE):
        for name, score in py3langid.rank(head[begin : begin + PIECE]):
            ranked[name] += score
    language = max((name for name in ranked if name != "en"), key=ranked.__getitem__)
    if elsewhere or ranked[language] - ranked["en"] >= CLEARLY * letters + MARGIN:
        raise LanguageError(
            f"the text seems to be in another language than English ({language})",
            "The engine reads English; pass --any-language to try all the same.",
        )
