"""What a statement does: what its cue names, else what the engine's reader makes of its words.

Where the reader is not sure enough it abstains: an act that is written down is to be right nine
times of ten. `benchmarks/interpretation.py` tells how often it is.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from onrecord.engine.acts import ACTS, CONTENT, CUE, SOURCE, Asked
from onrecord.engine.crf import Floats
from onrecord.engine.heads import Analysis
from onrecord.engine.tokens import Words
from onrecord.interpret.cued import named_act
from onrecord.meaning import Act
from onrecord.statement import Statement
from onrecord.values import Value

SURE: Final = 0.95
"""How likely the reader must find an act for it to be written down."""
CUED: Final = 0.92
"""How often the act that a cue names is right: 422 of 461 among the statements that we labelled to
learn from."""
SECOND: Final = 0.3
"""How likely a second act must be."""
AROUND: Final = 300, 150
"""Characters before and behind a statement's cue and content in which its source is read too."""

Acts = tuple[Value[Act] | None, Value[Act] | None]


def acts(analysis: Analysis, statements: Sequence[Statement], engine: str) -> list[Acts]:
    """The act of each statement and the second one, or nothing where the engine is not sure.

    Args:
        analysis: What the engine found in their report.
        statements: Of one report.
        engine: Its name, which is kept as who set the values.
    """
    named = [named_act(statement) for statement in statements]
    unnamed = [one for one, act in zip(statements, named, strict=True) if act is None]
    rows = iter(likely(analysis, unnamed))
    found: list[Acts] = []
    for act in named:
        if act is not None:
            found.append((Value(act, "rule:cue", CUED), None))
            continue
        row = next(rows)
        first, second = (int(i) for i in np.argsort(-row)[:2])
        one = _value(first, float(row[first]), engine) if row[first] >= SURE else None
        also = _value(second, float(row[second]), engine) if row[second] >= SECOND else None
        found.append((one, also if one is not None else None))
    return found


def likely(analysis: Analysis, statements: Sequence[Statement]) -> Floats:
    """How likely each act is, of shape [statements, acts]; nought where the engine cannot tell."""
    if analysis.doing is None or not statements:
        return np.zeros((len(statements), len(ACTS)), np.float32)
    return analysis.doing.read([_asked(analysis.words, one) for one in statements])[0]


def _value(act: int, sure: float, engine: str) -> Value[Act]:
    return Value(ACTS[act], f"model:{engine}", round(sure, 4))


def _asked(words: Words, statement: Statement) -> Asked:
    own = [*statement.cue, *statement.content]
    first, last = min(s.start for s in own), max(s.end for s in own)
    near = [
        span
        for span in statement.source
        if first - AROUND[0] <= span.start and span.end <= last + AROUND[1]
    ]
    parts = [
        (part, *words.place(span.start, span.end))
        for part, spans in ((SOURCE, near), (CUE, statement.cue), (CONTENT, statement.content))
        for span in spans
    ]
    begin, end = min(b for _, b, _ in parts), max(e for *_, e in parts)
    return Asked(begin, end, tuple(parts))
