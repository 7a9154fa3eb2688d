"""Which mention a source phrase is about: of “the foreign minister's spokesman”, the spokesman.

English noun phrases have their head last, before what a comma, a preposition or a relative pronoun
begins: “Russian Foreign Minister Sergei Lavrov, who”, “the Southern Front of the FSA”. So it is the
last mention of the first run that nothing of that kind cuts.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from onrecord.document import Span
from onrecord.engine.mentions import Mention
from onrecord.engine.tokens import Words

_CUT: Final = re.compile(
    r"[,;:()\[\]–—]|\b(?:of|for|in|at|from|on|to|with|by|near|and|or|who|whom|whose|which|that|close|"
    r"familiar|speaking|representing|briefed|involved|based|inside|outside|against|among|between|"
    r"is|was|are|were|has|had)\b",
    re.IGNORECASE,
)
_QUANTITY: Final = re.compile(
    r"\b(?:one|some|many|most|all|none|both|several|dozens|hundreds|thousands|number|group|couple|"
    r"majority|handful|series|two|three|four|five|six|seven|eight|nine|ten)\s+of\b",
    re.IGNORECASE,
)


def head(
    span: Span, words: Words, mentions: Sequence[Mention], near: Iterable[int] | None = None
) -> int | None:
    """The place, in `mentions`, of the one that a phrase is about; None where it has none.

    Args:
        span: The phrase.
        words: The document's words.
        mentions: The document's, in the order of the text.
        near: The places of those within the phrase, where they are known already.
    """
    text = span.document.text
    inside = [
        i
        for i in (range(len(mentions)) if near is None else near)
        if words.starts[mentions[i].begin] >= span.start
        and words.ends[mentions[i].end - 1] <= span.end
    ]
    if not inside:
        return None
    quantity = _QUANTITY.match(_plain(span.text))
    if quantity is not None:
        behind = span.start + quantity.end() + len(span.text) - len(_plain(span.text))
        inside = [i for i in inside if words.starts[mentions[i].begin] >= behind] or inside
    found = inside[0]
    for place in inside[1:]:
        between = text[words.ends[mentions[found].end - 1] : words.starts[mentions[place].begin]]
        if _CUT.search(between):
            break
        found = place
    return found


def _plain(text: str) -> str:
    """Without an article in front."""
    return re.sub(r"^(?:an?|the|about|at least|more than)\s+", "", text, flags=re.IGNORECASE)
