"""Writes into each statement what it means: the one place where the readers of meaning meet.

Each file beside this one reads one thing, from the words of the report and what the engine found in
them, and knows nothing of the others.
"""

from collections.abc import Sequence

from onrecord.engine.heads import Analysis
from onrecord.statement import Actor, Statement


def with_meanings(
    analysis: Analysis, statements: Sequence[Statement], actors: Sequence[Actor]
) -> tuple[Statement, ...]:
    """Interprets the statements of one report, of which it is known who speaks.

    Args:
        analysis: What the engine found in the report.
        statements: In the order of the text.
        actors: Whom the report names.
    """
    return tuple(statements)
