"""Who speaks, relays and is spoken to, as plain values."""

from collections.abc import Iterable

from onrecord.document import Span
from onrecord.statement import Actor, Party


def party_to_json(party: Party) -> dict[str, object]:
    """A party; its actor's ``id`` is the book's, and null where no book has matched it."""
    return {
        "kind": party.kind,
        "actor": _actor(party.actor),
        "words": _place(party.span),
        "plural": party.plural,
        "of": _actor(party.of),
        "country": party.country or None,
        "told": [_place(span) for span in party.told],
        "trace": list(party.trace),
        "confidence": None if party.confidence is None else round(party.confidence, 4),
    }


def name_of(party: Party) -> str:
    """What a party is called in a table: the actor, else its words, else its kind."""
    if party.actor is not None:
        return party.actor.name
    return " ".join(party.span.text.split()) if party.span is not None else party.kind


def names_of(parties: Iterable[Party]) -> str:
    """What several are called."""
    return "; ".join(map(name_of, parties))


def _actor(actor: Actor | None) -> dict[str, object] | None:
    if actor is None:
        return None
    return {
        "id": None if actor.entry is None else str(actor.entry),
        "name": actor.name,
        "kind": actor.kind,
    }


def _place(span: Span | None) -> dict[str, object] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}
