"""Through whom a statement is known, and to whom it was made: what stands around its cue.

“They told the BBC”, “SANA quoted him as saying”, “local media, citing the ministry, said”, “in an
interview with NAME”. Only words of the cue's own sentence count, and none of the content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.document import Span
from onrecord.resolve.cast import Cast
from onrecord.resolve.parties import party
from onrecord.statement import Party, Statement

_TELLING: Final = (
    r"tell|tells|told|telling|assured?|assures|assuring|informed|informs|informing|notified|"
    r"reminded|briefed|warned|warns|warning|advised|advises|urged|urges|asked|asks|promised|"
    r"promises|reassured|instructed|ordered|begged|thanked|thank|thanks|invited|invites|challenged"
)
_SAYING: Final = (
    r"said|says|say|saying|spoke|speaking|speaks|talked|talking|wrote|writes|writing|complained|"
    r"explained|admitted|confirmed|suggested|proposed|replied|responded|apologi[sz]ed|appealed"
)
_OCCASION: Final = (
    r"interviews?|conversations?|(?:phone |telephone )?calls?|e-?mails?|letters?|messages?|"
    r"statements?|comments?|remarks|briefings?|testimony|speech(?:es)?|address|memos?|notes?"
)
_TOLD: Final = re.compile(rf"\b(?:{_TELLING})\s+", re.IGNORECASE)
_SAID_TO: Final = re.compile(rf"\b(?:{_SAYING})\s+to\s+", re.IGNORECASE)
_OCCASION_WITH: Final = re.compile(
    rf"\bin\s+(?:an?|the|his|her|their|its)?\s*(?:[\w-]+\s+){{0,3}}(?:{_OCCASION})\s+"
    r"(?:with|to|for|before)\s+|\b(?:speaking|talking)\s+(?:to|with)\s+",
    re.IGNORECASE,
)
_CARRIED: Final = re.compile(
    r"\b(?:carried|published|broadcast|aired|released|reported|quoted|cited|posted|relayed|run|"
    r"distributed)\s+(?:as\s+saying\s+)?(?:by|on)\s+",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"\b(?:quoted|cited|quotes|cites|quoting|citing)\s+", re.IGNORECASE)
_CITING: Final = re.compile(r"\b(?:citing|quoting)\s+", re.IGNORECASE)
_BY: Final = re.compile(r"(?:as\s+saying\s+)?by\b", re.IGNORECASE)
_PHRASE_ENDS: Final = re.compile(
    r"[,.;:“”\"()—–]|\s(?:that|to|in|on|at|by|for|during|after|before|as|if|whether|when|who|which|why|"
    r"how|it|he|she|they|there|over|about|against|not|was|were|is|are|will|would|had|has|have|said|"
    r"says|this|last|late|early|yesterday|today|tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"\b",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(
    r"(?:(?:who\s+)?(?:spoke|speaking|talked|talking|told\s+[^,.]{0,40}?)\s+)?"
    r"\bon\s+(?:the\s+)?condition\s+(?:of\s+(?:strict\s+)?anonymity|that\s+[^,.“”]{0,60}named)"
    r"|\b(?:who\s+)?(?:asked|asking|declined|declining|refused|wished|requested|insisted|preferr?ed|"
    r"not\s+wishing)\s+(?:to\s+remain\s+anonymous|anonymity|not\s+to\s+be\s+(?:identified|named|"
    r"quoted)[^,.“”]{0,40}|to\s+be\s+(?:identified|named)[^,.“”]{0,40})"
    r"|\b(?:who\s+)?(?:was|were|is|are)?\s*not\s+auth?ori[sz]ed\s+to\s+(?:speak|talk|comment|discuss)"
    r"[^,.“”]{0,40}",
    re.IGNORECASE,
)
_SPEAKERS: Final = frozenset({"person", "body", "outlet"})
_LONGEST: Final = 80
"""Characters of a phrase behind a cue that are looked at."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a statement's cue.

    Attributes:
        addressees: To whom it was said.
        relays: Who carries it, from the outlet inwards.
        cited: Whom the source cites, and who therefore speaks in its stead.
        hidden: Words that tell why the speaker has no name.
    """

    addressees: tuple[Party, ...] = ()
    relays: tuple[Party, ...] = ()
    cited: Party | None = None
    hidden: tuple[Span, ...] = ()


def around(statement: Statement, cast: Cast) -> Around:
    """Reads the sentence that a statement's cue stands in.

    Args:
        statement: One with a cue; another has nothing around it.
        cast: Of its report.
    """
    if not statement.cue:
        return Around()
    document = statement.document
    start, end = _sentence(statement, cast)
    plain = list(document.text[start:end])
    for span in statement.content:
        for i in range(max(span.start, start), min(span.end, end)):
            plain[i - start] = "“"  # which ends a phrase
    text = "".join(plain)
    cue = " ".join(span.text for span in statement.cue)

    def phrases(pattern: re.Pattern[str]) -> Iterator[Party]:
        for match in pattern.finditer(text):
            found = _phrase(text, match.end())
            if found is not None:
                span = document.span(start + found[0], start + found[1])
                if not any(span.overlaps(other) for other in statement.source):
                    yield party(span, cast)

    addressees: list[Party] = []
    for pattern in (_TOLD, _SAID_TO):
        if pattern.search(cue + " to "):
            addressees += [one for one in phrases(pattern) if _speaks(one)]
    addressees += [one for one in phrases(_OCCASION_WITH) if _speaks(one)]
    if not addressees and _TOLD.search(f"{cue} ") and statement.content:
        addressees += _opening(statement.content[0], cast)
    relays = [one for one in phrases(_CARRIED) if one.kind in ("outlet", "body", "reports")]
    cited = next((one for one in phrases(_CITING) if _speaks(one)), None)
    if cited is None and _QUOTED.search(cue) and not _BY.search(text):
        cited = next((one for one in phrases(_QUOTED) if _speaks(one)), None)
    hidden = tuple(
        document.span(start + match.start(), start + match.end())
        for match in _HIDDEN.finditer(text)
    )
    return Around(tuple(_once(addressees)), tuple(_once(relays)), cited, hidden)


def _opening(content: Span, cast: Cast) -> list[Party]:
    """Whom a content begins with that is addressed: “urged | the council to act”."""
    found = _phrase(content.text, 0)
    if found is None:
        return []
    phrase = content.document.span(content.start + found[0], content.start + found[1])
    near = [place for place in cast.inside(phrase) if cast.span(place).end <= phrase.end]
    if not near or cast.span(near[-1]).end < phrase.end:
        return []
    one = party(phrase, cast)
    return [one] if _speaks(one) else []


def _sentence(statement: Statement, cast: Cast) -> tuple[int, int]:
    """Start and end, in code points, of the sentence of the cue."""
    words, sentences = cast.analysis.words, cast.analysis.sentences
    first = int(words.ends.searchsorted(statement.cue[0].start, side="right"))
    number = sentences[min(first, len(sentences) - 1)]
    begin = int(sentences.searchsorted(number, side="left"))
    end = int(sentences.searchsorted(number, side="right"))
    return int(words.starts[begin]), int(words.ends[end - 1])


def _phrase(text: str, start: int) -> tuple[int, int] | None:
    """The words from a place to where a phrase ends."""
    match = _PHRASE_ENDS.search(text, max(0, start - 1), start + _LONGEST)
    end = match.start() if match else min(len(text), start + _LONGEST)
    part = text[start:end]
    if not part.strip():
        return None
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _speaks(one: Party) -> bool:
    """Whether somebody can be spoken to: a named one, or a noun for people or bodies."""
    return one.actor is not None or one.kind not in ("unspecified", "unknown", "document")


def _once(parties: list[Party]) -> Iterator[Party]:
    """Each of them once, by the words that stand for it and whom they name."""
    seen: set[tuple[str, int]] = set()
    for one in parties:
        key = (one.actor.key if one.actor else "", one.span.start if one.span else -1)
        if key not in seen:
            seen.add(key)
            yield one
