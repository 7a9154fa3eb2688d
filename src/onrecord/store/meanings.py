"""What statements mean: how it is written into the book and read back, and what people set of it.

The five values of a meaning have columns of their own, since a record is searched by them. Words
are kept as offsets: the text is in the book once.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from onrecord.document import Document, Span
from onrecord.meaning import Condition, Meaning, Time, Trigger
from onrecord.statement import Manner, Statement
from onrecord.store.places import whole
from onrecord.values import PERSON, Value

_VALUES: Final = ("act", "also", "polarity", "certainty", "reported")
_NOTHING: Final[Mapping[str, object]] = {
    **{f"{name}{what}": None for name in _VALUES for what in ("", "_set_by", "_confidence")},
    "conditions": None,
    "meant": None,
}

T = TypeVar("T")


def columns_of(statement: Statement) -> dict[str, object]:
    """The columns of a statement's row that tell what it means, and what its values replaced."""
    meaning = statement.meaning
    found: dict[str, object] = dict(_NOTHING)
    former = {"manner": _before(statement.manner)}
    if meaning is not None:
        for name in _VALUES:
            value: Value[Any] | None = getattr(meaning, name)
            if value is not None:
                found[name] = value.value
                found[f"{name}_set_by"] = value.set_by
                found[f"{name}_confidence"] = value.confidence
                former[name] = _before(value)
        found["conditions"] = len(meaning.conditions)
        found["meant"] = _meant(meaning)
    kept = {name: steps for name, steps in former.items() if steps}
    found["replaced"] = json.dumps(kept) if kept else None
    return found


def _before(value: Value[Any]) -> list[list[object]]:
    """What a value took the place of, newest first."""
    if value.replaced is None:
        return []
    return [[step.value, step.set_by, step.confidence] for step in value.replaced.history()]


def _meant(meaning: Meaning) -> str | None:
    found: dict[str, object] = {}
    if meaning.triggers:
        found["triggers"] = [[*_place(one.span), one.sign, one.by] for one in meaning.triggers]
    if meaning.conditions:
        found["conditions"] = [
            [one.kind, _place(one.span), _place(one.cue), [_place(s) for s in one.consequence]]
            for one in meaning.conditions
        ]
    if meaning.said_at is not None:
        found["said_at"] = _time(meaning.said_at)
    if meaning.times:
        found["times"] = [_time(one) for one in meaning.times]
    return json.dumps(found, separators=(",", ":")) if found else None


def _place(span: Span) -> list[int]:
    return [span.start, span.end]


def _time(time: Time) -> list[object]:
    return [time.span and _place(time.span), time.value, time.precision, time.known]


def meaning_of(row: Any, document: Document) -> Meaning | None:  # noqa: ANN401 - a row of statements
    """What a statement means, of its row; None where nobody interpreted it.

    Raises:
        BookUnreadableError: If its words are none of the text's.
    """
    if row.polarity is None:
        return None
    meant = json.loads(row.meant) if row.meant else {}
    former = json.loads(row.replaced) if row.replaced else {}
    said_at = meant.get("said_at")
    before = former.get
    return Meaning(
        None
        if row.act is None
        else _value(row.act, row.act_set_by, row.act_confidence, before("act")),
        None
        if row.also is None
        else _value(row.also, row.also_set_by, row.also_confidence, before("also")),
        _value(row.polarity, row.polarity_set_by, row.polarity_confidence, before("polarity")),
        _value(row.certainty, row.certainty_set_by, row.certainty_confidence, before("certainty")),
        _value(row.reported, row.reported_set_by, row.reported_confidence, before("reported")),
        tuple(
            Trigger(whole(document, start, end), sign, by)
            for start, end, sign, by in meant.get("triggers", ())
        ),
        tuple(
            Condition(
                kind,
                whole(document, *span),
                whole(document, *cue),
                tuple(whole(document, *one) for one in rest),
            )
            for kind, span, cue, rest in meant.get("conditions", ())
        ),
        None if said_at is None else _time_of(said_at, document),
        tuple(_time_of(one, document) for one in meant.get("times", ())),
    )


def manner_of(row: Any) -> Value[Manner]:  # noqa: ANN401 - a row of statements
    """How a statement's content is given, of its row."""
    former = json.loads(row.replaced) if row.replaced else {}
    return _value(row.manner, row.manner_set_by, row.manner_confidence, former.get("manner"))


def _value(
    value: Any,  # noqa: ANN401 - a word of the vocabulary
    set_by: str,
    confidence: float | None,
    former: Sequence[Sequence[Any]] | None,
) -> Value[Any]:
    before: Value[Any] | None = None
    for step in reversed(former or ()):
        before = Value(step[0], step[1], step[2], before)
    return Value(value, set_by, confidence, before)


def _time_of(kept: Sequence[Any], document: Document) -> Time:
    place, value, precision, known = kept
    return Time(None if place is None else whole(document, *place), value, precision, known)


def spans_of(meaning: Meaning) -> Iterator[Span]:
    """Every span of a meaning."""
    for trigger in meaning.triggers:
        yield trigger.span
    for condition in meaning.conditions:
        yield from (condition.span, condition.cue, *condition.consequence)
    for time in (meaning.said_at, *meaning.times):
        if time is not None and time.span is not None:
            yield time.span


def decided(statements: Iterable[Statement]) -> dict[str, Statement]:
    """By id, the statements of which a person set a value."""
    return {str(one.id): one for one in statements if any(map(_by_person, _values(one)))}


def _values(statement: Statement) -> tuple[Value[Any] | None, ...]:
    meaning = statement.meaning
    told = () if meaning is None else tuple(getattr(meaning, name) for name in _VALUES)
    return statement.manner, *told


def _by_person(value: Value[Any] | None) -> bool:
    return value is not None and value.set_by.startswith(PERSON)


def keep_decisions(
    found: Sequence[Statement], former: Mapping[str, Statement]
) -> tuple[Statement, ...]:
    """Statements that were found anew, with the values that a person had set of them.

    What the machine would have said now stands beneath the person's value, as what it replaced.

    Args:
        found: Of one report, as they were found now.
        former: By id, those of the same report of which a person set a value.
    """
    if not former:
        return tuple(found)
    return tuple(_kept(one, former[str(one.id)]) if str(one.id) in former else one for one in found)


def _kept(now: Statement, before: Statement) -> Statement:
    manner = _stands(now.manner, before.manner) or now.manner
    if before.meaning is None or not any(map(_by_person, _values(before)[1:])):
        return replace(now, manner=manner)
    if now.meaning is None:
        return replace(now, manner=manner, meaning=before.meaning)
    mine, theirs = now.meaning, before.meaning
    meaning = replace(
        mine,
        act=_stands(mine.act, theirs.act),
        also=_stands(mine.also, theirs.also),
        polarity=_stands(mine.polarity, theirs.polarity) or mine.polarity,
        certainty=_stands(mine.certainty, theirs.certainty) or mine.certainty,
        reported=_stands(mine.reported, theirs.reported) or mine.reported,
    )
    return replace(now, manner=manner, meaning=meaning)


def _stands(now: Value[T] | None, before: Value[T] | None) -> Value[T] | None:
    """The person's value, with the machine's of now beneath it; where no person set one, now's."""
    if before is None or not _by_person(before) or _by_person(now):
        return now
    if now is None:
        return before
    older = before.replaced
    if older is not None and (older.value, older.set_by) == (now.value, now.set_by):
        older = older.replaced
    return replace(before, replaced=replace(now, replaced=older))
