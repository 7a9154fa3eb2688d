"""What belongs with what: an engine's tags and links to attributions."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.document import Span
from onrecord.engine.heads import Analysis
from onrecord.engine.pairs import Level, Tag
from onrecord.engine.tokens import OPENING
from onrecord.extract.evidence import Evidence, confidence
from onrecord.extract.quotes import manner
from onrecord.statement import Attribution

INNER_SURE: Final = 0.5
"""Confidence from which on an attribution within a content is believed: more likely than not."""

_ENDS: Final = frozenset('.?!”"')


def attributions(analysis: Analysis) -> tuple[Attribution, ...]:
    """Joins sources, cues and contents, in the order of the text.

    What the inner level finds is put within the content in which it stands; what stands within no
    content, or says the same as the outer level, is left out.
    """
    outer = [one for one, _ in with_evidence(analysis)]
    cues = {span for one in outer for span in one.cue}
    inner = [
        one
        for one, _ in _assemble(analysis, analysis.inner)
        if one.source
        and one.cue
        and one.confidence >= INNER_SURE
        and not cues.intersection(one.cue)
    ]
    within: list[list[Attribution]] = [[] for _ in outer]
    parts = sorted(
        ((part.start, part.end, i) for i, one in enumerate(outer) for part in one.content)
    )
    for one in inner:
        for i in _around(parts, one.cue[0]):
            contents = outer[i].content
            spans = (*one.source, *one.cue, *one.content)
            if all(any(part.contains(span) for part in contents) for span in spans):
                within[i].append(one)
    found = [replace(one, inner=tuple(own)) for one, own in zip(outer, within, strict=True)]
    return tuple(sorted(found, key=lambda attribution: attribution.start))


def _around(parts: list[tuple[int, int, int]], span: Span) -> list[int]:
    """The last member of the part that contains a span; of sorted parts that do not overlap."""
    place = bisect_right(parts, span.start, key=lambda part: part[0]) - 1
    return [parts[place][2]] if place >= 0 and span.end <= parts[place][1] else []


def with_evidence(analysis: Analysis) -> list[tuple[Attribution, Evidence]]:
    """The outer level's attributions, each with what its confidence is computed from."""
    return _assemble(analysis, analysis.outer)


def _assemble(analysis: Analysis, level: Level) -> list[tuple[Attribution, Evidence]]:
    contents: dict[int | None, list[int]] = {}
    for content, (cue, _) in level.cue_of.items():
        contents.setdefault(cue, []).append(content)
    # A content without a cue is only believed where the report itself marks it as words.
    alone = [
        part
        for part in contents.pop(None, [])
        if analysis.words.quote[level.tags[part].begin] == OPENING
    ]
    found = [_attribution(analysis, level, cue, parts) for cue, parts in contents.items()]
    found += [_attribution(analysis, level, None, [part]) for part in alone]
    return found


def _attribution(
    analysis: Analysis, level: Level, cue: int | None, parts: Sequence[int]
) -> tuple[Attribution, Evidence]:
    """Joins a cue, its source and its contents, all named by their places among the tags."""
    tags = level.tags
    source, source_sure = level.source_of[cue] if cue is not None else (None, None)
    contents = sorted((tags[part] for part in parts), key=lambda tag: tag.begin)
    cues = [tags[cue]] if cue is not None else []
    sources = [tags[source]] if source is not None else []
    spans = [tuple(span_of(analysis, tag) for tag in role) for role in (sources, cues, contents)]
    how = manner(analysis.words, spans[2], spans[1])
    evidence = Evidence(
        content=min(tag.probability for tag in contents),
        cue=cues[0].probability if cues else None,
        source=sources[0].probability if sources else None,
        content_link=min(level.cue_of[part][1] for part in parts),
        source_link=source_sure,
        content_words=sum(tag.end - tag.begin for tag in contents),
        source_words=sum(tag.end - tag.begin for tag in sources),
        content_gap=min((_gap(tag, cues[0]) for tag in contents), default=0) if cues else 0,
        source_gap=_gap(sources[0], cues[0]) if sources else 0,
        cue_follows=bool(cues) and contents[0].begin < cues[0].begin,
        mixed=how == "mixed",
        closed=_closed(analysis, contents[-1].end),
    )
    sure = confidence(analysis.calibration, evidence)
    return Attribution(spans[0], spans[1], spans[2], how, sure), evidence


def _gap(one: Tag, other: Tag) -> int:
    """Words between two tags."""
    return max(0, one.begin - other.end, other.begin - one.end)


def _closed(analysis: Analysis, end: int) -> bool:
    """Whether a sentence or a quotation ends before a word or with it."""
    words, sentences = analysis.words, analysis.sentences
    return bool(
        end >= len(words)
        or sentences[end] != sentences[end - 1]
        or analysis.document.text[words.starts[end]] in _ENDS
    )


def span_of(analysis: Analysis, tag: Tag) -> Span:
    """The characters of a run of words."""
    words = analysis.words
    return analysis.document.span(int(words.starts[tag.begin]), int(words.ends[tag.end - 1]))
