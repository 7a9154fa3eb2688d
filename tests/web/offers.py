"""A small world with meanings: a report on offers, demands and denials about a dam."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.document import Document, Span
from onrecord.meaning import (
    Act,
    Certainty,
    Condition,
    Meaning,
    Polarity,
    Sign,
    Time,
    Trigger,
)
from onrecord.statement import Actor, ActorKind, Manner, Mention, Party, Reading, Statement
from onrecord.values import Value
from tests.web.quay import ENGINE, actor, at, said

DAM = Document(
    id="northway/2031/dam.txt",
    text="Lorvane’s water minister, Odette Varrin, offered Haskia half the flow of the Ambrel last "
    "week if the guns on the east bank fell silent, the Northway agency reported.\n\n"
    "“We must have all eight gates,” Ilka Dorzan told reporters. She did not mention the ferry. "
    "The minister allegedly called the wall cracked.\n\n"
    "A Haskian official, who asked not to be named, denied that any letter had been drafted. "
    "It might rain, a guard said. Nobody knows what Brann Holt meant by peace.\n\n"
    "The commission thanked Lorvane for moving first.\n",
    title="Half the river, at a price",
    outlet="Northway",
    byline="Ilse Tarrow",
    published="2031-03-14",
)
DAY = Time(None, "2031-03-14", "day", "assumed")


def _trigger(words: str, sign: Sign, *, reporter: bool = False) -> Trigger:
    return Trigger(at(DAM, words), sign, "reporter" if reporter else "speaker")


def meant(
    act: Act | None,
    polarity: Polarity = "affirmed",
    certainty: Certainty = "certain",
    reported: Certainty = "certain",
    *,
    triggers: Sequence[Trigger] = (),
    conditions: tuple[Condition, ...] = (),
    said_at: Time | None = DAY,
) -> Meaning:
    return Meaning(
        Value(act, f"model:{ENGINE}", 0.94) if act else None,
        None,
        Value(polarity, "rule:polarity"),
        Value(certainty, "rule:certainty"),
        Value(reported, "rule:certainty"),
        tuple(triggers),
        conditions,
        said_at,
        tuple(one for one in (said_at,) if one is not None),
    )


def party(one: Actor, words: Span | None = None) -> Party:
    return Party(one.kind, one, words or one.mentions[0].span)


def dam() -> Reading:
    """Eight statements: on a condition, denied, unsaid, alleged, possible, abstained, unread."""

    def named(name: str, kind: ActorKind = "person", *more: Mention) -> Actor:
        return actor(DAM, name, kind, more)

    varrin = named(
        "Odette Varrin",
        "person",
        Mention(at(DAM, "The minister"), "post", at(DAM, "Odette Varrin")),
    )
    dorzan = named(
        "Ilka Dorzan", "person", Mention(at(DAM, "She"), "pronoun", at(DAM, "Ilka Dorzan"))
    )
    holt = named("Brann Holt")
    haskia, lorvane = named("Haskia", "place"), named("Lorvane", "place")
    agency, commission = named("Northway agency", "outlet"), named("commission", "body")

    def put(
        content: str,
        source: str,
        cue: str,
        meaning: Meaning | None,
        speaker: Party,
        *,
        manner: Manner = "indirect",
        targets: tuple[Party, ...] = (),
        chain: tuple[Party, ...] = (),
    ) -> Statement:
        found = said(DAM, content, source, cue, manner=manner, speaker=speaker, chain=chain)
        return replace(found, meaning=meaning, targets=targets)

    condition = at(DAM, "if the guns on the east bank fell silent")
    offer = meant(
        "offer",
        conditions=(
            Condition(
                "if",
                condition,
                at(DAM, "if the guns").document.span(condition.start, condition.start + 2),
                (at(DAM, "half the flow of the Ambrel"),),
            ),
        ),
        said_at=Time(at(DAM, "last week"), "2031-W10", "week", "relative"),
    )
    statements = (
        put(
            "half the flow of the Ambrel last week if the guns on the east bank fell silent",
            "Lorvane’s water minister, Odette Varrin,",
            "offered",
            offer,
            party(varrin),
            manner="narrated",
            targets=(party(haskia),),
            chain=(party(agency),),
        ),
        put(
            "“We must have all eight gates,”",
            "Ilka Dorzan",
            "told",
            meant("demand", triggers=[_trigger("must", "booster")]),
            party(dorzan),
            manner="direct",
            targets=(party(lorvane),),
        ),
        put(
            "the ferry",
            "She",
            "did not mention",
            meant(
                "assert", "unsaid", triggers=[_trigger("not mention", "negation", reporter=True)]
            ),
            party(dorzan, at(DAM, "She")),
            manner="narrated",
        ),
        put(
            "the wall cracked",
            "The minister",
            "called",
            meant(
                "assert",
                reported="underspecified",
                triggers=[_trigger("allegedly", "hedge", reporter=True)],
                said_at=None,
            ),
            party(varrin, at(DAM, "The minister")),
        ),
        put(
            "that any letter had been drafted",
            "A Haskian official, who asked not to be named,",
            "denied",
            meant("deny", "denied", triggers=[_trigger("denied", "negation", reporter=True)]),
            Party("official", None, at(DAM, "A Haskian official"), of=haskia),
        ),
        put(
            "It might rain",
            "a guard",
            "said",
            meant("assert", certainty="possible", triggers=[_trigger("might", "hedge")]),
            Party("individual", None, at(DAM, "a guard")),
        ),
        put("peace", "Brann Holt", "meant by", meant(None), party(holt), manner="narrated"),
        put("Lorvane for moving first", "The commission", "thanked", None, party(commission)),
    )
    return Reading(
        DAM,
        (),
        tuple(sorted(statements, key=lambda one: one.start)),
        ENGINE,
        (varrin, dorzan, holt, haskia, lorvane, agency, commission),
    )
