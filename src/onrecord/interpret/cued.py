"""Acts that a cue names: “demanded” demands, whatever follows; “said” leaves it to the content.

Of the statements that we labelled to learn from, nine in ten with such a cue had the act that it
names (2026-11-23: 422 of 461). What a cue does not name is left to the engine's reader.
"""

import re
from typing import Final, cast

from onrecord.meaning import Act
from onrecord.statement import Statement
from onrecord.vocabulary.cues import act_named_by, is_silence

_NEGATED: Final = re.compile(r"\b(?:not|never|no|neither|nor)\b|n[’']t\b", re.IGNORECASE)
_BEHIND: Final = 24
"""Characters of the content that may complete a cue: “declined | to comment”."""
_CLAIM: Final = re.compile(
    r"^[\s“\"‘']*(?:it$|(?:(?:the|that|any|an?|such|his|her|their|these|those|[\w’']+[’']s?)\s+)?(?:\w+\s+)?"
    r"(?:notion|idea|claim|suggestion|accusation|charge|report|criticism|comparison|allegation|"
    r"assertion|characteri[sz]ation|rumou?r)s?\b)",
    re.IGNORECASE,
)
_OTHERS_TO: Final = re.compile(
    r"^[\s“\"‘']*(?!to\b)\S.*?\s(?:to|out|gone|stopped)\b", re.IGNORECASE
)
_TO: Final = re.compile(r"^[\s“\"‘']*to\b", re.IGNORECASE)
_WANTS: Final = re.compile(r"\bwant(?:s|ed|ing)?\b", re.IGNORECASE)
_REPORTERS: Final = frozenset({"outlet", "document", "reports", "witness", "unknown"})


def named_act(statement: Statement) -> Act | None:
    """The act that a statement's cue names; None where it names none, or is negated."""
    cue = " ".join(span.text for span in statement.cue)
    content = " ".join(span.text for span in statement.content)
    if not cue:
        return None
    opening = f"{cue} {content[:_BEHIND]}"
    if is_silence(opening):
        return "decline-to-comment"
    if _NEGATED.search(cue):
        return None
    if _WANTS.search(cue):
        return "demand" if _OTHERS_TO.search(content) else None
    act = act_named_by(cue)
    if act == "refuse" and _CLAIM.search(content):
        return "deny"
    if act == "offer" and cue.split()[-1].lower().startswith("offer") and not _TO.search(content):
        return None
    if act == "report" and not (statement.speaker and statement.speaker.kind in _REPORTERS):
        return None
    return cast("Act | None", act)
