"""A statement in one sentence, as an analyst would write it down.

“Lorvane **offers** half the flow **if** the guns fall silent — indirect, said last week.” The verb
is that of the act, who speaks is named, and what was said stands there in the report's own words.
The sentence comes in segments, each of which knows what it is, so that a page can mark it up and a
terminal can style it. Their texts, one after the other, are the sentence.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.desk.wording import (
    Segment,
    beside,
    called,
    contents,
    listed,
    plain,
    quoted,
    when,
)
from onrecord.meaning import Certainty
from onrecord.statement import Party, Statement
from onrecord.vocabulary import Term, terms

_HEDGES: Final[dict[Certainty, str]] = {
    "probable": "probably",
    "possible": "possibly",
    "underspecified": "allegedly",
}
"""How sure the report is that the speaker said it, as a word before the verb."""
_HELD: Final[dict[Certainty, str]] = {
    "probable": "held probable",
    "possible": "held possible",
    "underspecified": "how sure is not shown",
}
"""How sure the speaker is of it, as a note behind the sentence."""
_MOST: Final = 50
"""Conditions that are marked in one sentence."""
_OBJECT: Final = frozenset({"ask", "thank"})
"""Acts whose addressee is the object of the verb: “asks them”, “thanks them”."""
_GIVING: Final = frozenset({"offer", "promise", "refuse"})
"""Acts whose verb has both a person and a thing behind it: “offers them grain”."""
_CLAUSE: Final = frozenset({"that", "if", "whether", "it", "he", "she", "they", "we", "i", "you"})
_SAYING: Final = frozenset({"assert", "report"})
_SINGULAR: Final = frozenset({"person", "outlet", "document", "place", "unknown", "not-stated"})


_NOBODY: Final = frozenset({"unknown", "not-stated"})


def tell(statement: Statement) -> tuple[Segment, ...]:
    """The sentence of a statement; of one that nobody interpreted the act is “said”."""
    found = [one for one in _sentence(statement) if one.text]
    first = found[0]
    found[0] = Segment(first.kind, first.text[:1].upper() + first.text[1:], first.party)
    return tuple(found)


def sentence(statement: Statement) -> str:
    """The sentence in one piece."""
    return "".join(segment.text for segment in tell(statement))


def _sentence(statement: Statement) -> Iterator[Segment]:
    meaning = statement.meaning
    yield from _speakers(statement)
    yield from _relays(statement)
    yield Segment("plain", " ")
    if meaning is not None and meaning.reported.value in _HEDGES:
        yield Segment("hedge", _HEDGES[meaning.reported.value])
        yield Segment("plain", " ")
    yield from _verb(statement)
    conditions = meaning.conditions[:_MOST] if meaning is not None else ()
    yield from _unended(contents(statement, conditions))
    yield from beside(statement, conditions)
    yield Segment("plain", " — ")
    yield Segment("manner", quoted(statement))
    if meaning is None:
        yield Segment("plain", ", not interpreted")
        return
    if meaning.certainty.value in _HELD:
        yield Segment("plain", ", ")
        yield Segment("certainty", _HELD[meaning.certainty.value])
    yield Segment("plain", ", ")
    yield Segment("when", when(meaning))


def _unended(segments: Iterator[Segment]) -> Iterator[Segment]:
    """Drops the full stop or comma that the content ends in: the sentence goes on."""
    found = list(segments)
    if found and found[-1].text[-1:] in {".", ","} and found[-1].text[-2:-1] not in {"", "."}:
        found[-1] = Segment(found[-1].kind, found[-1].text[:-1])
    yield from found


def _speakers(statement: Statement) -> Iterator[Segment]:
    if statement.speaker is not None:
        yield from listed("speaker", (statement.speaker, *statement.joint), statement.source)
        return
    words = " … ".join(plain(span.text) for span in statement.source)
    yield Segment("speaker", words or called(Party("not-stated")))


def _relays(statement: Statement) -> Iterator[Segment]:
    speaker = statement.speaker.actor if statement.speaker is not None else None
    chain = [one for one in statement.chain if speaker is None or one.actor != speaker]
    if not chain:
        return
    yield Segment("plain", ", as ")
    yield Segment("relay", called(chain[0]), chain[0])
    yield Segment("plain", " report" if _is_several(chain[:1]) else " reports")
    for place, party in enumerate(chain[1:]):
        yield Segment("plain", ", then " if place else ", citing ")
        yield Segment("relay", called(party), party)
    yield Segment("plain", ",")


def _is_several(parties: Sequence[Party]) -> bool:
    return len(parties) > 1 or any(one.plural and one.kind not in _SINGULAR for one in parties)


def _verb(statement: Statement) -> Iterator[Segment]:
    """What the speaker does, at whom it is directed, and what joins the content to that."""
    meaning = statement.meaning
    act = terms("acts")[meaning.act.value] if meaning is not None and meaning.act else None
    several = _is_several(
        (statement.speaker, *statement.joint) if statement.speaker is not None else ()
    )
    own = _own_words(statement, act)
    denial = _denial(statement, act)
    if denial:
        yield Segment("denial", _plural(denial) if several else denial)
        if act is not None and act.id not in {*_SAYING, "deny"}:
            yield Segment("plain", " ")
            yield Segment("act", _plural(act.verb))
    else:
        verb = own or _present(act, several=several)
        if act is not None and act.id == "decline-to-comment" and _start(statement)[:3] == "to ":
            verb = verb.partition(" ")[0]  # “declines to take questions”
        yield Segment("act", verb)
    objects = list(_objects(statement, act))
    yield from objects
    if meaning is not None and meaning.also is not None:
        yield Segment("plain", ", and " if objects else " and ")
        yield Segment("act", _present(terms("acts")[meaning.also.value], several=several))
    start = _start(statement)
    word = start.partition(" ")[0].strip("“\"„«‘',.").casefold()
    if objects and not _is_aside(objects):
        also = meaning is not None and meaning.also is not None
        joined = act is not None and not also and _runs_on(act, word, start)
    elif any(_begins(one, statement) for one in statement.targets):
        joined = True
    elif word == "that" and act is not None:
        joined = "that" in act.takes
    else:
        joined = start[:1].islower() or start[:1].isdecimal()
        joined = joined or (statement.manner.value == "narrated" and bool(own or act))
    yield Segment("plain", " " if joined else ": ")


def _runs_on(act: Term, word: str, start: str) -> bool:
    """Whether content that begins so runs on from whom the act is directed at."""
    return word in act.takes or (act.id in _GIVING and start[:1].islower() and word not in _CLAUSE)


def _present(act: Term | None, *, several: bool) -> str:
    if act is None:
        return "said"
    return _plural(act.verb) if several else act.verb


def _plural(verb: str) -> str:
    """The verb for several speakers.

    Example:
        >>> [_plural(verb) for verb in ("denies", "declines to comment", "does not", "accuses")]
        ['deny', 'decline to comment', 'do not', 'accuse']
    """
    first, space, rest = verb.partition(" ")
    if first in {"does", "goes"}:
        first = first[:-2]
    elif first.endswith("ies"):
        first = f"{first[:-3]}y"
    elif first.endswith("s"):
        first = first[:-1]
    return f"{first}{space}{rest}"


def _own_words(statement: Statement, act: Term | None) -> str:
    """The report's own verb, where “says” would not go with what follows: “wants”, “expressed”."""
    cue = statement.cue
    if act is not None and act.id not in _SAYING:
        return ""
    if statement.manner.value != "narrated" and not _is_bare(statement):
        return ""
    if len(cue) != 1 or not statement.source or statement.source[-1].end > cue[0].start:
        return ""
    return plain(cue[0].text)


def _is_bare(statement: Statement) -> bool:
    """Whether the content is a word or three in the report's words, too few for a clause."""
    words = _start(statement).split(maxsplit=3)
    return statement.manner.value == "indirect" and len(words) <= 3 and len(statement.content) == 1


_NEGATIVE: Final = frozenset({"refuse", "decline-to-comment"})
"""Acts that are a no themselves: “rejected” is no denial of a refusal."""
_NOT: Final = re.compile(r"(?:not|never|no|nor|neither|.*n[’']t)", re.IGNORECASE)


def _denial(statement: Statement, act: Term | None) -> str:
    """The words that turn the sentence round, where those of the content do not do so already."""
    meaning = statement.meaning
    if meaning is None or meaning.polarity.value == "affirmed":
        return ""
    if act is not None and act.id in _NEGATIVE:
        return ""
    if meaning.polarity.value == "unsaid":
        return "did not mention" if act is None or act.id in _SAYING else "did not"
    if act is not None and act.id == "deny":
        return act.verb
    within = (
        one.sign == "negation"
        and any(part.start <= one.span.start < part.end for part in statement.content)
        for one in meaning.triggers
    )
    if any(within):
        return ""
    if act is None or act.id in _SAYING:
        return "denies"
    around = (one for one in meaning.triggers if one.sign == "negation")
    return "does not" if any(_NOT.fullmatch(one.span.text) for one in around) else ""


def _objects(statement: Statement, act: Term | None) -> Iterator[Segment]:
    """At whom it is directed and to whom it was said, unless the content names them itself."""
    shown = "".join(one.text for one in contents(statement, ()))
    targets = (
        tuple(one for one in statement.targets if not _is_in(one, statement, shown))
        if act is not None
        else ()
    )
    heard = tuple(one for one in statement.addressees if not _is_in(one, statement, shown))
    if not statement.targets and act is not None and act.id in _OBJECT:
        targets, heard = heard, ()
    if targets and act is not None:
        yield Segment("plain", f" {act.toward} " if act.toward else " ")
        yield from listed("target", targets)
    named = {called(one) for one in targets}
    heard = tuple(one for one in heard if called(one) not in named)
    if heard:
        aside = act is not None and act.id not in _SAYING
        yield Segment("plain", " (to " if aside else " to ")
        yield from listed("addressee", heard)
        if aside:
            yield Segment("plain", ")")


def _is_aside(objects: Sequence[Segment]) -> bool:
    """Whether nothing but an aside in brackets stands behind the verb."""
    return objects[0].text == " (to "


def _is_in(party: Party, statement: Statement, shown: str) -> bool:
    """Whether what is shown of the content names a party or begins with its words.

    So it does of one that nobody knows, of whom there is nothing to say.
    """
    if party.kind in _NOBODY:
        return True
    if party.actor is not None and party.actor.name in shown:
        return True
    span = party.span
    return _begins(party, statement) or (
        party.actor is None
        and span is not None
        and any(part.start <= span.start < part.end for part in statement.content)
    )


def _begins(party: Party, statement: Statement) -> bool:
    """Whether the content begins with the words for a party."""
    span, content = party.span, statement.content
    return span is not None and bool(content) and span.start == content[0].start


def _start(statement: Statement) -> str:
    return plain(statement.content[0].text) if statement.content else ""
