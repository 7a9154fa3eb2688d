"""What one report says, as `onrecord read --json` prints it; see `reading.schema.json`."""

from onrecord.export.jsonl import statement_to_json
from onrecord.statement import ROLES, Actor, Attribution, Reading, Statement


def reading_to_json(reading: Reading) -> dict[str, object]:
    """A reading as plain values: the attributions, offsets in code points of the report's text.

    What a source says that another said stands within the attribution, under ``inner``, and not
    beside it: the list itself is what the report's own words ascribe. ``statements`` has what is
    written down of them, with who speaks, and ``actors`` whom the report names.
    """
    document = reading.document
    return {
        "id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "url": document.url,
        "engine": reading.engine,
        "attributions": [_attribution(one) for one in reading.attributions],
        "statements": [_statement(one) for one in reading.statements],
        "actors": [_actor(one) for one in reading.actors],
    }


def _statement(statement: Statement) -> dict[str, object]:
    """A statement as in JSON Lines, without what the line says of its report already."""
    return {k: value for k, value in statement_to_json(statement).items() if k != "document"}


def _actor(actor: Actor) -> dict[str, object]:
    return {
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country or None,
        "mentions": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "via": one.via,
                "leads_to": None
                if one.leads_to is None
                else [one.leads_to.start, one.leads_to.end],
            }
            for one in actor.mentions
        ],
        "posts": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "title": one.title,
                "of": one.of or None,
                "country": one.country or None,
            }
            for one in actor.posts
        ],
    }


def _attribution(attribution: Attribution) -> dict[str, object]:
    return {
        **{role: [[span.start, span.end] for span in attribution.spans(role)] for role in ROLES},
        "manner": attribution.manner,
        "confidence": round(attribution.confidence, 4),
        "inner": [_attribution(one) for one in attribution.inner],
    }
