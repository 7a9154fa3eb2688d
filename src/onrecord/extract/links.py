"""What belongs with what: an engine's tags and links to attributions."""

import math
from bisect import bisect_right
from dataclasses import replace
from typing import Final

import numpy as np

from onrecord.document import Span
from onrecord.engine.crf import Floats
from onrecord.engine.heads import Analysis
from onrecord.engine.pairs import Level, Tag
from onrecord.engine.tokens import OPENING
from onrecord.extract.quotes import manner
from onrecord.statement import Attribution

INNER_SURE: Final = 0.5
"""Confidence from which on an attribution within a content is believed: more likely than not."""

Evidence = tuple[float, float, float, float, float]
"""Probabilities of the content's, cue's and source's words, and of the links of the content and of
the source to the cue; 1 for what is not there."""


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
    tags = level.tags
    contents: dict[int | None, list[int]] = {}
    for content, (cue, _) in level.cue_of.items():
        contents.setdefault(cue, []).append(content)
    found = []
    for cue, parts in contents.items():
        if cue is None:
            continue
        source, source_sure = level.source_of[cue]
        evidence = (
            min(tags[part].probability for part in parts),
            tags[cue].probability,
            tags[source].probability if source is not None else 1.0,
            min(level.cue_of[part][1] for part in parts),
            source_sure,
        )
        sources = [tags[source]] if source is not None else []
        chosen = [tags[part] for part in parts]
        found.append((_attribution(analysis, sources, [tags[cue]], chosen, evidence), evidence))
    for part in contents.get(None, []):
        # A content without a cue is only believed where the report itself marks it as words.
        if analysis.words.quote[tags[part].begin] == OPENING:
            evidence = (tags[part].probability, 1.0, 1.0, level.cue_of[part][1], 1.0)
            found.append((_attribution(analysis, [], [], [tags[part]], evidence), evidence))
    return found


def confidence(calibration: Floats, evidence: Evidence) -> float:
    """The probability that an attribution is right, by logistic regression on log-probabilities.

    Args:
        calibration: Of shape [6]: a weight for each feature and a constant.
        evidence: Five probabilities: of the content's, cue's and source's words, and of the links
            of the content and of the source to the cue.
    """
    logs = [math.log(max(1e-6, value)) for value in evidence]
    score = float(np.dot(calibration[:-1], logs)) + float(calibration[-1])
    odds = math.exp(-abs(score))  # of the less likely; the other way round it may overflow
    return 1 / (1 + odds) if score > 0 else odds / (1 + odds)


def _attribution(
    analysis: Analysis,
    source: list[Tag],
    cue: list[Tag],
    content: list[Tag],
    evidence: Evidence,
) -> Attribution:
    spans = [
        tuple(span_of(analysis, tag) for tag in sorted(tags, key=lambda tag: tag.begin))
        for tags in (source, cue, content)
    ]
    how = manner(analysis.words, spans[2], spans[1])
    sure = confidence(analysis.calibration, evidence)
    return Attribution(spans[0], spans[1], spans[2], how, sure)


def span_of(analysis: Analysis, tag: Tag) -> Span:
    """The characters of a run of words."""
    words = analysis.words
    return analysis.document.span(int(words.starts[tag.begin]), int(words.ends[tag.end - 1]))
