"""What a statement means, as plain values: for JSON with every word, for tables in columns."""

import json
from collections.abc import Iterable
from typing import Any, Final

from onrecord.document import Span
from onrecord.meaning import Condition, Meaning, Time, Trigger
from onrecord.values import Value

VALUES: Final = ("act", "also", "polarity", "certainty", "reported")
"""The values of a meaning that somebody set."""
COLUMNS: Final = (
    "interpreted",
    *(f"{name}{what}" for name in VALUES for what in ("", "_set_by", "_confidence")),
    "triggers",
    "conditional",
    "conditions",
    "said_at",
    "said_at_precision",
    "said_at_known",
    "times",
    "trigger_spans",
    "condition_spans",
    "said_at_span",
    "time_spans",
)
"""The columns of a table. `interpreted` tells an act that nobody could tell from one that nobody
looked for, and `conditional` a statement on no condition from one that nobody interpreted."""
PARTS: Final = " … "


def meaning_to_json(meaning: Meaning) -> dict[str, object]:
    """A meaning; no act where the interpreter abstains, no value where a time is unresolved."""
    return {
        **{name: _value(getattr(meaning, name)) for name in VALUES},
        "triggers": [
            {**_place(one.span), "sign": one.sign, "by": one.by} for one in meaning.triggers
        ],
        "conditions": [_condition(one) for one in meaning.conditions],
        "said_at": None if meaning.said_at is None else _time(meaning.said_at),
        "times": [_time(one) for one in meaning.times],
    }


def _value(value: Value[Any] | None) -> dict[str, object] | None:
    """A value with who set it, how surely, and what it took the place of, newest first."""
    if value is None:
        return None
    first, *former = (
        {
            "value": step.value,
            "set_by": step.set_by,
            "confidence": None if step.confidence is None else round(step.confidence, 4),
        }
        for step in value.history()
    )
    return {**first, "replaced": former}


def _condition(condition: Condition) -> dict[str, object]:
    return {
        "kind": condition.kind,
        "words": _place(condition.span),
        "cue": _place(condition.cue),
        "consequence": [_place(one) for one in condition.consequence],
    }


def _time(time: Time) -> dict[str, object]:
    return {
        "words": None if time.span is None else _place(time.span),
        "value": time.value or None,
        "precision": time.precision,
        "known": time.known,
    }


def _place(span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": span.text}


def meaning_columns(meaning: Meaning | None) -> tuple[str, ...]:
    """The cells of `COLUMNS`."""
    if meaning is None:
        return ("no", *[""] * (len(COLUMNS) - 1))
    said_at = meaning.said_at
    return (
        "yes",
        *(cell for name in VALUES for cell in _cells(getattr(meaning, name))),
        "; ".join(map(_trigger, meaning.triggers)),
        "yes" if meaning.conditions else "no",
        PARTS.join(one.span.text for one in meaning.conditions),
        said_at.value if said_at else "",
        said_at.precision if said_at else "",
        said_at.known if said_at else "",
        "; ".join(one.value or "unresolved" for one in meaning.times),
        _places(one.span for one in meaning.triggers),
        _places(one.span for one in meaning.conditions),
        _places([said_at.span] if said_at else ()),
        _places(one.span for one in meaning.times),
    )


def _cells(value: Value[Any] | None) -> tuple[str, str, str]:
    if value is None:
        return "", "", ""
    confidence = "" if value.confidence is None else f"{value.confidence:.4f}"
    return str(value.value), value.set_by, confidence


def _trigger(trigger: Trigger) -> str:
    return f"{trigger.sign} ({trigger.by}): {trigger.span.text}"


def _places(spans: Iterable[Span | None]) -> str:
    """Start and end of each; null for a time without words."""
    return json.dumps([None if span is None else [span.start, span.end] for span in spans])
