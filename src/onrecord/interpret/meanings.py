"""Writes into each statement what it means: the one place where the readers of meaning meet.

Each file beside this one reads one thing, from the words of the report and what the engine found in
them, and knows nothing of the others.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.interpret.acts import acts
from onrecord.interpret.conditions import conditions
from onrecord.interpret.held import held
from onrecord.interpret.targets import targets
from onrecord.interpret.times import timed
from onrecord.meaning import Meaning
from onrecord.resolve.cast import Cast
from onrecord.resolve.speaking import bound
from onrecord.statement import Actor, Statement


def with_meanings(
    whole: Cast, statements: Sequence[Statement], actors: Sequence[Actor], engine: str
) -> tuple[Statement, ...]:
    """Interprets the statements of one report, of which it is known who speaks.

    Args:
        whole: The cast of the report.
        statements: In the order of the text.
        actors: Whom the report names.
        engine: The engine's name, which is kept as who set the values.
    """
    by_key = {actor.key: actor for actor in actors}
    by_id = {str(one.id): one for one in statements}
    document = whole.analysis.document
    done = acts(whole.analysis, statements, engine)
    found = []
    for one, (act, also), (said_at, spoken_of) in zip(
        statements, done, timed(document, statements), strict=True
    ):
        polarity, certainty, reported, triggers = held(one, by_id.get(str(one.continues)))
        meaning = Meaning(
            act=act,
            also=also,
            polarity=polarity,
            certainty=certainty,
            reported=reported,
            triggers=triggers,
            conditions=conditions(one),
            said_at=said_at,
            times=spoken_of,
        )
        meant = replace(one, meaning=meaning)
        found.append(bound(replace(meant, targets=targets(meant, whole)), by_key))
    return tuple(found)
