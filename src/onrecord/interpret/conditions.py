"""Finds what an offer, a threat, a demand or a promise depends on: condition and consequence.

By the words that bind them, and by where clauses begin and end. No condition is what could no
longer come to be (“if it was not for you”, “had they stayed”), what is only asked (“asked if”),
what is conceded (“even if”), a comparison (“as if”) and a time (“until 2015”, “once a week”). A
condition that could still come to be counts, however unlikely: “if they left, we would talk”.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.document import Document, Span
from onrecord.interpret.binding import Found, binding_words, bound
from onrecord.interpret.clauses import Word, ends_sentence, words_of
from onrecord.interpret.extent import MARKS, Sentence
from onrecord.interpret.marks import forms, phrases
from onrecord.meaning import Condition
from onrecord.statement import Statement
from onrecord.vocabulary.lexicon import word_lists

_LISTS: Final = word_lists("conditions")
_FAR: Final = 400
"""Characters to either side of an attribution that its sentence is looked for in."""
_TAIL: Final = re.compile(
    r"[,”\"’]*+\s*+(?=(?:if|unless|until|once|provided|as long as|so long as|only (?:if|when|after)"
    r"|in exchange for|in return for|on condition that)\b)",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"[“\"‘\s]*+(?:if|unless|once|until|should|as long as|only if)\b", re.IGNORECASE
)
_QUESTION: Final = re.compile(r"\W*+(?:if|whether)\b", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.?!]++[”\"’)]*+(?=\s)|\n")


def conditions(statement: Statement) -> tuple[Condition, ...]:
    """Finds the conditions that a statement is put under, in the order of the text.

    Read are the words of the content. Where a condition stands in the same sentence directly before
    or behind the attribution, outside of the content, it is read with it: there the content is all
    of the main clause, and nothing else in the sentence can depend on the condition.
    """
    document = statement.document
    if _asked(statement):
        return ()
    spans = sorted((*statement.content, *_beside(statement)), key=lambda one: one.start)
    found: list[Condition] = []
    for sentence in _sentences(words_of(spans)):
        found += _in_sentence(document, sentence)
    return tuple(found)


def _sentences(words: Sequence[Word]) -> Iterator[Sentence]:
    begin = 0
    for at in range(len(words)):
        if ends_sentence(words, at) or at == len(words) - 1:
            part = words[begin : at + 1]
            yield Sentence(part, [word.low for word in part])
            begin = at + 1


def _asked(statement: Statement) -> bool:
    """Whether the content is an indirect question that begins with “if” or “whether”."""
    first = statement.content[0]
    if not re.match(
        r"\W*+(?:if|whether)\b", first.document.text[first.start : first.start + 40], re.IGNORECASE
    ):
        return False
    cue = " ".join(span.text.lower() for span in statement.cue).split()
    before = first.document.text[max(0, first.start - 30) : first.start].lower().split()[-3:]
    words = [word.strip("“”\"',.") for word in (*cue, *before)]
    asks = forms("conditions", "asks") | _LISTS["asks"]
    negated = any(word in ("not", "never") or word.endswith(("n't", "n’t")) for word in words)
    return any(word in asks for word in words) or (
        negated and any(word in forms("conditions", "asks-negated") for word in words)
    )


def _beside(statement: Statement) -> tuple[Span, ...]:
    """Conditions that stand in the sentence of the attribution, outside of all its spans."""
    if not statement.cue:
        return ()
    text, document = statement.document.text, statement.document
    spans = [*statement.content, *statement.cue]
    spans += [one for one in statement.source if abs(one.start - spans[0].start) < _FAR]
    first, last = min(one.start for one in spans), max(one.end for one in spans)
    found: list[Span] = []
    begins = max(0, first - _FAR)
    for match in _SENTENCE_END.finditer(text, begins, first):
        begins = match.end()
    lead = text[begins:first]
    if _LEAD.match(lead) and lead.rstrip('“" ').endswith(",") and "said" not in lead:
        begins += len(lead) - len(lead.lstrip())
        found.append(document.span(begins, first))
    end = _SENTENCE_END.search(text, last, last + _FAR)
    stop = end.start() if end else min(len(text), last + _FAR)
    tail = _TAIL.match(text, last, stop)
    ended = (last and text[last - 1 : last] in ".?!") or text[last - 2 : last - 1] in (
        ".",
        "?",
        "!",
    )
    if tail and tail.end() < stop and not ended:
        found.append(document.span(tail.end(), stop))
    return tuple(found)


def _in_sentence(document: Document, sentence: Sentence) -> list[Condition]:
    found: list[Found] = []
    low = sentence.low
    at, free = 0, 0
    while at < len(low):
        if low[at] not in binding_words():
            at += 1
            continue
        none = phrases("conditions", "none").at(low, at)
        if none and not (low[at] == "if" and _goes_on(low, at, none)):
            at += none
            continue
        read = bound(sentence, at, free)
        if read is None:
            at += 1
            continue
        found.append(read)
        free = max(read[1].stop, free)
        at = max(at + 1, read[1].stop, read[2].stop)
    return [
        Condition(
            kind,
            _span(document, sentence, condition),
            _span(document, sentence, cue),
            tuple(_span(document, sentence, one) for one in consequence if len(one)),
        )
        for kind, condition, cue, consequence in found
        if len(condition)
    ]


def _goes_on(low: Sequence[str], at: int, length: int) -> bool:
    """Whether “if any” begins a clause after all: “if any of them comes”."""
    phrase = low[at : at + length]
    after = low[at + length] if at + length < len(low) else ""
    if phrase == ["if", "any"]:
        return bool(after) and after not in MARKS and after not in (".", "at")
    if phrase == ["if", "that"]:
        return bool(after) and after not in MARKS and after != "."
    return False


def _span(document: Document, sentence: Sentence, places: range) -> Span:
    return document.span(sentence.words[places.start].start, sentence.words[places.stop - 1].end)
