"""Which entries of the record one attribution makes.

An attribution is one cue with all that hangs on it, often several sentences of a quotation. Each
sentence is an entry of its own, because each may demand, offer or refuse something else. The entry
in the cue's sentence is the main one and the others carry it on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from onrecord.document import Document, Span
from onrecord.engine.pairs import ABBREVIATIONS
from onrecord.statement import Attribution, Statement, StatementId, statement_id
from onrecord.values import Value


def statements(
    document: Document, attributions: Iterable[Attribution], engine: str
) -> tuple[Statement, ...]:
    """Writes down what attributions say, in the order of the text.

    Args:
        document: The report.
        attributions: What its words ascribe.
        engine: The engine's name, which is kept as who set the values.
    """
    digest = document.digest
    found: dict[str, Statement] = {}
    for attribution in attributions:
        _write(document, digest, attribution, None, engine, found)
    return tuple(sorted(found.values(), key=lambda statement: (statement.start, statement.id)))


def _write(
    document: Document,
    digest: str,
    attribution: Attribution,
    reported_in: StatementId | str | None,
    engine: str,
    found: dict[str, Statement],
) -> None:
    sentences = split_sentences(document, attribution.content)
    home = _home(attribution, sentences)
    main_id = statement_id(document.id, digest, attribution.cue, tuple(sentences[home]))
    written = []
    for i, content in enumerate(sentences):
        main = i == home
        cue = attribution.cue if main else ()
        name = main_id if main else statement_id(document.id, digest, (), tuple(content))
        statement = Statement(
            name,
            document,
            attribution.source,
            cue,
            tuple(content),
            Value(attribution.manner, f"model:{engine}", None),
            attribution.confidence,
            None if main else main_id,
            reported_in,
        )
        found.setdefault(name, statement)
        written.append(statement)
    places = sorted((part.end, part.start, one.id) for one in written for part in one.content)
    for inner in attribution.inner:
        _write(document, digest, inner, _holder(places, inner) or main_id, engine, found)


def _holder(
    places: Sequence[tuple[int, int, StatementId | str]], inner: Attribution
) -> StatementId | str | None:
    """The statement within whose content the cue of an inner attribution stands."""
    for span in inner.cue:
        place = bisect_right(places, span.start, key=lambda part: part[0])
        if place < len(places) and places[place][1] < span.end:
            return places[place][2]
    return None


def _home(attribution: Attribution, sentences: Sequence[Sequence[Span]]) -> int:
    """The sentence that the cue stands in, else the nearest; the first where there is no cue."""
    if not attribution.cue:
        return 0
    cue = attribution.cue[0]

    def distance(i: int) -> tuple[bool, int, int]:
        near = min(sentences[i], key=lambda part: max(part.start - cue.end, cue.start - part.end))
        first, second = sorted((near, cue), key=lambda span: span.start)
        between = near.document.text[first.end : second.start]
        return _ended(between) if between else False, len(between), i

    return min(range(len(sentences)), key=distance)


# Possessive, and begun only where a run of end marks begins: a long run is looked at once.
_END = re.compile(r"(?<![.?!…])[.?!…]++[\"'”’»“)\]]*+\s++(?=[\"'“‘«„(\[]*+(?P<after>\w))")
_LONGEST = max(map(len, ABBREVIATIONS))
_LAST_WORD = re.compile(r"\w+\Z")


def split_sentences(document: Document, parts: Sequence[Span]) -> list[list[Span]]:
    """Groups a content's parts by sentence, cutting parts that hold several.

    Parts that the cue interrupts within one sentence stay together.
    """
    groups: list[list[Span]] = []
    for part in sorted(parts, key=lambda span: span.start):
        pieces = _cut(part)
        joins = bool(groups) and not _ended(document.text[groups[-1][-1].start : part.start])
        if joins:
            groups[-1].append(pieces[0])
        else:
            groups.append([pieces[0]])
        groups.extend([piece] for piece in pieces[1:])
    return groups


def _cut(part: Span) -> list[Span]:
    text = part.text
    cuts = [0]
    cuts += [match.end() for match in _END.finditer(text) if _ends(match)]
    spans = []
    for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = text[a:b]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append(
                part.document.span(part.start + a + lead, part.start + a + len(piece.rstrip()))
            )
    return spans


def _ended(between: str) -> bool:
    """Whether a sentence ends in a text that runs from one part's start to the next part's."""
    if between.splitlines() != [between]:
        return True
    return any(_ends(match) for match in _END.finditer(between + "A"))


def _ends(match: re.Match[str]) -> bool:
    """Whether a capital or number follows the end marks, and no abbreviation stands before them."""
    after = match["after"]
    if not (after.isupper() or after.isdecimal()):
        return False
    # One character more than an abbreviation has tells it from a longer word that ends like it.
    near = match.string[max(0, match.start() - _LONGEST - 1) : match.start()]
    words: list[str] = _LAST_WORD.findall(near)
    if words and words[0].lower() == "no":
        return not after.isdecimal()  # “No. 10” is a number, and any other “No.” an answer
    return not any(map(_abbreviates, words))


def _abbreviates(word: str) -> bool:
    """Whether a full stop behind this word belongs to it: an initial or a usual title."""
    return word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isupper())
