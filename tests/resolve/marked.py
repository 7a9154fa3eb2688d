"""Reports with their mentions marked in place, as an engine would give them.

``{person|Ilse Harn}`` is a mention with its class, ``{he|He>1}`` one that refers back to the first.
"""

import re

from onrecord.document import Document, Span
from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import Mention
from onrecord.engine.pairs import Level, sentence_numbers
from onrecord.engine.stub import cut_without_pieces
from onrecord.extract.evidence import UNTRAINED
from onrecord.interpret import statements
from onrecord.resolve.cast import cast
from onrecord.resolve.speaking import resolve
from onrecord.statement import Actor, Attribution, Party, Statement

_MARK = re.compile(r"\{(\w+)\|([^{}>]+)(?:>(\d+))?\}")


def analysis(marked: str) -> Analysis:
    """An engine's reading of a text, with these mentions and no attributions."""
    text = _MARK.sub(lambda mark: mark[2], marked)
    document = Document("d", text)
    words = cut_without_pieces(text)
    mentions, refers, removed = [], {}, 0
    for number, mark in enumerate(_MARK.finditer(marked)):
        start = mark.start() - removed
        removed += len(mark[0]) - len(mark[2])
        begin = int(words.starts.searchsorted(start))
        end = int(words.ends.searchsorted(start + len(mark[2]))) + 1
        mentions.append(Mention(begin, end, mark[1]))
        refers[number] = ((int(mark[3]) - 1 if mark[3] else None, 0.9),)
    nothing = Level((), {}, {})
    return Analysis(
        document,
        words,
        sentence_numbers(text, words),
        nothing,
        nothing,
        UNTRAINED,
        tuple(mentions),
        refers,
    )


def span(document: Document, words: str) -> Span:
    """Where words stand for the last time."""
    start = document.text.rindex(words)
    return document.span(start, start + len(words))


def read(
    marked: str, *triples: tuple[str, str, str], inner: tuple[str, str, str] | None = None
) -> tuple[tuple[Actor, ...], list[Statement]]:
    """The actors of a text, and its statements with these sources, cues and contents.

    `inner` stands within the content of the first triple.
    """
    found = analysis(marked)

    def attribution(triple: tuple[str, str, str], *within: Attribution) -> Attribution:
        source, cue, content = ((span(found.document, part),) if part else () for part in triple)
        return Attribution(source, cue, content, "indirect", 0.9, within)

    within = [attribution(inner)] if inner else []
    made = [attribution(one, *(within if not i else ())) for i, one in enumerate(triples)]
    actors, entries = resolve(cast(found), statements(found.document, made, "hand"))
    return actors, list(entries)


def told(party: Party | None) -> str:
    """A party in few words: its kind, and the actor's name or the body's that it is of."""
    assert party is not None
    who = party.actor.name if party.actor else f"of {party.of.name}" if party.of else ""
    return f"{party.kind}{'s' if party.plural else ''}: {who}".rstrip(": ")
