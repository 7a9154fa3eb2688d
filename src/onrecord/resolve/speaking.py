"""Statements with the parties to them: who speaks, through whom, and to whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from onrecord.engine.tokens import OUTSIDE
from onrecord.resolve.cast import Cast
from onrecord.resolve.parties import NOT_STATED, joint, party
from onrecord.resolve.relays import Around, around
from onrecord.statement import Actor, Mention, Party, Statement

_DEEPEST: Final = 8
"""Statements within one another that a chain goes through; a loop would never end."""


def resolve(
    whole: Cast, statements: Sequence[Statement]
) -> tuple[tuple[Actor, ...], tuple[Statement, ...]]:
    """Whom a report names, and its statements with speaker, chain and addressees.

    Args:
        whole: The cast of the report.
        statements: What was written down of it.

    Returns:
        The actors in the order of the text, and the statements in the order given.
    """
    by_id = {str(one.id): one for one in statements}
    near: dict[str, Around] = {}
    speakers: dict[str, Party] = {}
    for one in statements:
        near[str(one.id)] = around(one, whole)
        speakers[str(one.id)] = _speaker(one, whole, near[str(one.id)])
    for one in statements:
        if one.continues is not None and str(one.continues) in speakers:
            speakers[str(one.id)] = speakers[str(one.continues)]
    found = [
        replace(
            one,
            speaker=speakers[str(one.id)],
            joint=_joint(by_id[_main(one, by_id)], whole, near, speakers),
            chain=_chain(one, by_id, near, speakers, whole),
            addressees=near[_main(one, by_id)].addressees,
        )
        for one in statements
    ]
    actors = _heard(whole, found)
    return tuple(actors.values()), tuple(bound(one, actors) for one in found)


def _main(one: Statement, by_id: Mapping[str, Statement]) -> str:
    """The statement that has the cue: itself, or the one that it continues."""
    return str(one.continues) if str(one.continues) in by_id else str(one.id)


def _speaker(one: Statement, whole: Cast, near: Around) -> Party:
    found = (near.cited or party(one.source[0], whole)) if one.source else NOT_STATED
    return replace(found, told=near.hidden) if near.hidden and found.actor is None else found


def _joint(
    one: Statement, whole: Cast, near: Mapping[str, Around], speakers: Mapping[str, Party]
) -> tuple[Party, ...]:
    """Who else speaks, unless somebody else is cited and speaks in the source's stead."""
    if not one.source or near[str(one.id)].cited is not None:
        return ()
    return joint(one.source[0], whole, speakers[str(one.id)])


def _chain(
    one: Statement,
    by_id: Mapping[str, Statement],
    near: Mapping[str, Around],
    speakers: Mapping[str, Party],
    whole: Cast,
) -> tuple[Party, ...]:
    """Everybody between the report and the speaker, the one nearest to the report first."""
    chain: list[Party] = []
    step, deep = one, 0
    while deep < _DEEPEST:
        main = by_id[_main(step, by_id)]
        own = near[str(main.id)]
        part = [*own.relays, *(a for a in own.addressees if a.kind == "outlet")]
        if own.cited is not None and main.source:
            part.append(party(main.source[0], whole))
        chain[:0] = part
        outer = by_id.get(str(main.reported_in))
        if outer is None:
            break
        chain[:0] = [speakers[str(outer.id)]]
        step, deep = outer, deep + 1
    return tuple(one for one in chain if one.kind not in ("not-stated",))


def _heard(whole: Cast, statements: Iterable[Statement]) -> dict[str, Actor]:
    """The actors, with what “I” and “we” within their words stand for."""
    analysis = whole.analysis
    quoted = analysis.words.quote != OUTSIDE
    own: dict[int, str] = {}  # whose mention it is, by its place
    for one in statements:
        speaker = one.speaker
        if speaker is None:
            continue
        for place in (i for part in one.content for i in whole.inside(part)):
            word = analysis.mentions[place]
            if word.cls not in ("i", "we") or not quoted[word.begin]:
                continue
            actor = speaker.actor if word.cls == "i" else side(speaker, whole)
            if actor is not None:
                own[place] = actor.key
    found = {}
    heard: dict[str, list[int]] = {}
    for place, key in own.items():
        heard.setdefault(key, []).append(place)
    spans = {whole.span(place).start for place in own}
    for actor in whole.actors:
        kept = [one for one in actor.mentions if one.span.start not in spans]
        name = kept[0].span if kept else None
        more = [Mention(whole.span(place), "speaker", name) for place in heard.get(actor.key, ())]
        mentions = sorted((*kept, *more), key=lambda mention: mention.span.start)
        found[actor.key] = replace(actor, mentions=tuple(mentions))
    return found


def side(speaker: Party, whole: Cast) -> Actor | None:
    """For whom somebody speaks who says “we”: a body that the speaker is of, else the speaker."""
    if speaker.actor is None:
        return speaker.of
    bodies = (whole.body(post.of) for post in speaker.actor.posts if post.of)
    return next((body for body in bodies if body is not None), speaker.actor)


def bound(one: Statement, actors: Mapping[str, Actor]) -> Statement:
    """A statement whose parties have the actors that `resolve` gives, with all their mentions."""

    def again(found: Party) -> Party:
        return replace(
            found,
            actor=actors[found.actor.key] if found.actor is not None else None,
            of=actors[found.of.key] if found.of is not None else None,
        )

    return replace(
        one,
        speaker=again(one.speaker) if one.speaker is not None else None,
        joint=tuple(map(again, one.joint)),
        chain=tuple(map(again, one.chain)),
        addressees=tuple(map(again, one.addressees)),
        targets=tuple(map(again, one.targets)),
    )
