"""At whom a demand, an accusation, a refusal or an offer is directed, the addressee apart.

Whoever is spoken to need not be who is meant: “They told the BBC they will refuse any assistance”
refuses Russia and tells the BBC. The words decide by their place: who must do what is demanded, who
is praised or blamed behind the cue, whose offer is refused. Nobody is guessed at where the report
names nobody there.
"""

import re
from collections.abc import Iterator
from typing import Final

from onrecord.document import Span
from onrecord.resolve.cast import Cast
from onrecord.resolve.parties import at
from onrecord.statement import Party, Statement

_URGED: Final = re.compile(
    r"\b(?:urg(?:ed?|es|ing)|ask(?:ed|s|ing)?|order(?:ed|s|ing)?|press(?:ed|es|ing)?|begg(?:ed|ing)"
    r"|call(?:ed|s|ing)?\s+(?:up)?on|appeal(?:ed|s|ing)?\s+to|invit(?:ed?|es|ing)|want(?:ed|s)?"
    r"|tell(?:s|ing)?|told|demand(?:ed|s|ing)?\s+(?:that|of|from)|warn(?:ed|s|ing)?"
    r"|challeng(?:ed?|es|ing)|push(?:ed|es|ing)?(?:\s+for)?|instruct(?:ed|s)?|implor(?:ed?|es|ing)"
    r"|expect(?:ed|s)?|need(?:s|ed)?|forc(?:ed?|es|ing)|promis(?:ed?|es|ing)|offer(?:ed|s|ing)?"
    r"|threaten(?:ed|s|ing)?)\s*[,:]?\s*(?:that\s+)?[“\"‘']?$",
    re.IGNORECASE,
)
_JUDGED: Final = re.compile(
    r"\b(?:accus(?:ed?|es|ing)|blam(?:ed?|es|ing)|critici[sz](?:ed?|es|ing)|condemn(?:ed|s|ing)?"
    r"|denounc(?:ed?|es|ing)|attack(?:ed|s|ing)?|slamm(?:ed|ing)|rebuk(?:ed?|es|ing)|thank(?:ed|s|ing)?"
    r"|thanks\s+to|prais(?:ed?|es|ing)|laud(?:ed|s|ing)?|endors(?:ed?|es|ing)|hail(?:ed|s|ing)?"
    r"|commend(?:ed|s|ing)?|congratulat(?:ed?|es|ing)|support(?:ed|s|ing)?|back(?:ed|s|ing)?"
    r"|defend(?:ed|s|ing)?|apologi[sz](?:ed?|es|ing)\s+to|call(?:ed|s|ing)?|gratitude\s+to"
    r"|grateful\s+to|sk(?:c|k)?eptical\s+(?:about|of)|mock(?:ed|s|ing)?|ridicul(?:ed?|es|ing))"
    r"\s*[,:]?\s*[“\"‘']?$",
    re.IGNORECASE,
)
_MUST: Final = re.compile(
    r"\s*(?:[’'”\"]s?)?\s*(?:[\w-]+\s+){0,2}?(?:must|should|needs?\s+to|ha(?:s|ve)\s+to|ought\s+to|had\s+(?:to"
    r"|better)|(?:is|are|was|were)\s+to|to)\b(?!\s+be\s+(?:sure|able))",
    re.IGNORECASE,
)
_TOWARDS: Final = re.compile(
    r"\b(?:from|with|to|against|towards?|for|help(?:ing)?|assist(?:ing)?|join(?:ing)?|aid(?:ing)?"
    r"|support(?:ing)?|protect(?:ing)?|punish(?:ing)?|attack(?:ing)?|bomb(?:ing)?|meet(?:ing)?)\s+"
    r"(?:the\s+|any\s+|their\s+|its\s+|a\s+)?(?:[\w-]+\s+){0,2}?$",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\b(?:by|from)\s+$", re.IGNORECASE)
_OWNING: Final = re.compile(
    r"[’']s?\s+(?:[\w-]+\s+){0,2}?(?:offer|proposal|demand|call|plan|request|help|aid)"
)
_ASKED: Final = frozenset({"demand", "ask", "threaten", "promise", "offer"})
_JUDGING: Final = frozenset({"accuse", "criticise", "praise", "thank", "apologise"})
_GIVEN: Final = frozenset({"refuse", "accept", "offer", "promise", "threaten"})
DIRECTED: Final = _ASKED | _JUDGING | _GIVEN
"""Acts that are directed at somebody."""
_BEFORE: Final = 60
"""Characters before a mention in which the words stand that point to it."""
_AFTER: Final = 40
"""The same behind it."""


def targets(statement: Statement, whole: Cast) -> tuple[Party, ...]:
    """At whom a statement is directed, as its act, already written down, has it.

    Args:
        statement: With its meaning and its speaker.
        whole: The cast of its report.
    """
    meaning = statement.meaning
    if meaning is None or meaning.act is None or meaning.act.value not in DIRECTED:
        return ()
    act = meaning.act.value
    places = [
        place
        for place in _inside(statement, whole)
        if not _own(place, statement, whole) and _may_be_meant(place, whole)
    ]
    chosen = _chosen(act, places, statement, whole)
    if chosen is None:
        return ()
    party = at(chosen, whole)
    return () if party.kind in ("not-stated", "document") else (party,)


def _inside(statement: Statement, whole: Cast) -> Iterator[int]:
    """The mentions from the cue to the end of the content, but for those of the source."""
    own = [*statement.cue, *statement.content]
    first, last = min(s.start for s in own), max(s.end for s in own)
    span = Span(statement.document, first, last)
    for place in whole.inside(span):
        mention = whole.span(place)
        if not any(mention.overlaps(source) for source in statement.source):
            yield place


def _may_be_meant(place: int, whole: Cast) -> bool:
    """Whether a mention may stand for one who acts: no door and no school, and no “whose”."""
    if whole.analysis.mentions[place].cls == "location":
        return False
    return whole.span(place).text.casefold() not in _NEVER


_NEVER: Final = frozenset(
    {"his", "its", "their", "my", "our", "your", "who", "whom", "whose", "which", "that"}
)
"""Words that own something or only take a phrase up again."""


def _own(place: int, statement: Statement, whole: Cast) -> bool:
    """Whether a mention stands for the speaker, or for whom the speaker speaks."""
    if whole.analysis.mentions[place].cls in ("i", "we"):
        return True
    speaker = statement.speaker
    actor = whole.of.get(place)
    if speaker is None or actor is None:
        return False
    keys = {one.key for one in (speaker.actor, speaker.of) if one is not None}
    return whole.actors[actor].key in keys


def _chosen(act: str, places: list[int], statement: Statement, whole: Cast) -> int | None:
    """The first of the places that the words around it point to, in the manner of the act."""
    text = statement.document.text

    def behind(pattern: re.Pattern[str]) -> int | None:
        return next((p for p in places if _behind(pattern, text, whole.span(p), statement)), None)

    if act in _ASKED and (found := behind(_URGED)) is not None:
        return found
    if act in ("demand", "ask"):
        found = next((p for p in places if _MUST.match(text[whole.span(p).end :][:_AFTER])), None)
        found = behind(_BY) if found is None else found
        return _first(places, statement, whole) if found is None else found
    if act in _JUDGING:
        found = behind(_JUDGED)
        return _first(places, statement, whole) if found is None else found
    for place in places:
        mention = whole.span(place)
        if _behind(_TOWARDS, text, mention, statement) or _OWNING.match(
            text[mention.end :][:_AFTER]
        ):
            return place
    return None


def _behind(pattern: re.Pattern[str], text: str, mention: Span, statement: Statement) -> bool:
    """Whether words that point to a mention stand right before its noun phrase."""
    first = min(span.start for span in (*statement.cue, *statement.content))
    before = text[max(first, mention.start - _BEFORE) : mention.start]
    return pattern.search(_OPENING.sub("", before)) is not None


_OPENING: Final = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|our|my|all|both|any|whole|[\w-]+ese|[\w-]+ish|[\w-]+ian)\s+)+$",
    re.IGNORECASE,
)


def _first(places: list[int], statement: Statement, whole: Cast) -> int | None:
    """The first mention of the content, where it opens it: whoever is spoken of."""
    if not statement.content:
        return None
    start = statement.content[0].start
    return next((p for p in places if 0 <= whole.span(p).start - start <= _BEFORE // 2), None)
