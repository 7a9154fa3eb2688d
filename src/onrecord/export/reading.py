"""What one report says, as `onrecord read --json` prints it; see `reading.schema.json`."""

from onrecord.statement import ROLES, Attribution, Reading


def reading_to_json(reading: Reading) -> dict[str, object]:
    """A reading as plain values: the attributions, offsets in code points of the report's text.

    What a source says that another said stands within the attribution, under ``inner``, and not
    beside it: the list itself is what the report's own words ascribe.
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
    }


def _attribution(attribution: Attribution) -> dict[str, object]:
    return {
        **{role: [[span.start, span.end] for span in attribution.spans(role)] for role in ROLES},
        "manner": attribution.manner,
        "confidence": round(attribution.confidence, 4),
        "inner": [_attribution(one) for one in attribution.inner],
    }
