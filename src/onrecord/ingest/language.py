"""Whether a text is in a language that the engine knows: English."""

import re
from typing import Final

from onrecord.errors import LanguageError

SHORTEST: Final = 200
"""Letters below which no text is refused: names alone can look like any language."""
LOOKED_AT: Final = 5000
"""Characters that are looked at."""
COMMON: Final = frozenset(
    {"the", "of", "and", "to", "that", "is", "was", "for", "it", "with", "as", "he", "she", "be"}
    | {"on", "by", "have", "not", "are", "this", "but", "had", "they", "which", "from", "said"}
)
ENGLISH: Final = 0.15
"""Share of `COMMON` words that makes a text English whatever else is said of it; in English news it
is about a third, in German or Dutch below a twentieth."""
CLEARLY: Final = 1.0
"""Nats per letter by which another language must be likelier: sentences in French, Spanish, Danish
or Indonesian have about 2, Arabic and Chinese 9 and more, English lists of foreign names 0.4."""


def require_english(text: str) -> None:
    """Refuses a text that is clearly in another language.

    Raises:
        LanguageError: With the language that it seems to be in.
    """
    head = text[:LOOKED_AT]
    words = re.findall(r"[^\W\d_]+", head.lower())
    if sum(map(len, words)) < SHORTEST:
        return
    if sum(word in COMMON for word in words) >= ENGLISH * len(words):
        return
    import py3langid  # loads its model, which English texts need not wait for

    ranked = dict(py3langid.rank(head))
    language = next(iter(ranked))
    if ranked[language] - ranked["en"] >= CLEARLY * sum(map(len, words)):
        raise LanguageError(
            f"the text seems to be in another language than English ({language})",
            "The engine reads English; pass --any-language to try all the same.",
        )
