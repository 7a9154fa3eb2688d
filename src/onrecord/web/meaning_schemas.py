"""The wire format of what a statement means."""

from typing import Any, Generic, Literal, TypeVar

from pydantic import Field

from onrecord.document import Span
from onrecord.meaning import (
    Act,
    Certainty,
    Condition,
    Known,
    Meaning,
    Polarity,
    Precision,
    Sign,
    Time,
    Trigger,
)
from onrecord.values import Value
from onrecord.web.wire import SpanOut, Wire

W = TypeVar("W")


class StepOut(Wire, Generic[W]):
    """A value that another took the place of."""

    value: W
    set_by: str
    confidence: float | None


class ValueOut(Wire, Generic[W]):
    """A value with who set it, how surely, and what it took the place of."""

    value: W
    set_by: str = Field(
        description="model:NAME, rule:NAME or person:NAME.", examples=["model:onrecord-1"]
    )
    confidence: float | None = Field(description="Null where nobody estimated it.")
    replaced: list[StepOut[W]] = Field(description="What it took the place of, newest first.")


def _value(value: Value[Any]) -> dict[str, object]:
    """A value as its wire format has it, whatever its words are."""
    first, *former = (
        {"value": step.value, "set_by": step.set_by, "confidence": step.confidence}
        for step in value.history()
    )
    return {**first, "replaced": former}


class TriggerOut(Wire):
    """Words that set polarity or certainty."""

    span: SpanOut
    sign: Sign = Field(description="Whether they turn it round, weaken, strengthen or distance it.")
    by: Literal["speaker", "reporter"] = Field(description="Whose words they are.")

    @classmethod
    def of(cls, trigger: Trigger) -> "TriggerOut":
        """The wire format of a trigger."""
        return cls(span=_span(trigger.span), sign=trigger.sign, by=trigger.by)


class ConditionOut(Wire):
    """What a statement depends on."""

    kind: str = Field(description="How it binds.", examples=["if", "unless", "until"])
    span: SpanOut = Field(description="The condition, its conjunction with it.")
    cue: SpanOut = Field(description="The words that bind.")
    consequence: list[SpanOut] = Field(description="What depends on it; empty where left open.")

    @classmethod
    def of(cls, condition: Condition) -> "ConditionOut":
        """The wire format of a condition."""
        return cls(
            kind=condition.kind,
            span=_span(condition.span),
            cue=_span(condition.cue),
            consequence=SpanOut.of(condition.consequence),
        )


class TimeOut(Wire):
    """A time that a report speaks of."""

    span: SpanOut | None = Field(description="Null where it is assumed from the publication.")
    value: str | None = Field(
        description="ISO 8601; null while it is unresolved.", examples=["2015-10-19/2015-10-25"]
    )
    precision: Precision
    known: Known = Field(description="How it is known.")

    @classmethod
    def of(cls, time: Time) -> "TimeOut":
        """The wire format of a time."""
        return cls(
            span=None if time.span is None else _span(time.span),
            value=time.value or None,
            precision=time.precision,
            known=time.known,
        )


class MeaningOut(Wire):
    """What a statement does and how it is held."""

    act: ValueOut[Act] | None = Field(
        description="What is done in saying it; null where the interpreter abstains."
    )
    also: ValueOut[Act] | None = Field(description="A second act, where it does two things.")
    polarity: ValueOut[Polarity] = Field(
        description="Whether the speaker says that it is so, or not so, or did not say it."
    )
    certainty: ValueOut[Certainty] = Field(description="How sure the speaker is.")
    reported: ValueOut[Certainty] = Field(
        description="How sure the report is that the speaker said it."
    )
    triggers: list[TriggerOut] = Field(description="The words that set polarity and certainty.")
    conditions: list[ConditionOut] = Field(description="Empty where no condition is stated.")
    said_at: TimeOut | None = Field(description="Null where the report does not tell.")
    times: list[TimeOut] = Field(description="The times that it speaks of.")

    @classmethod
    def of(cls, meaning: Meaning) -> "MeaningOut":
        """The wire format of a meaning."""
        return cls.model_validate(
            {
                "act": None if meaning.act is None else _value(meaning.act),
                "also": None if meaning.also is None else _value(meaning.also),
                "polarity": _value(meaning.polarity),
                "certainty": _value(meaning.certainty),
                "reported": _value(meaning.reported),
                "triggers": list(map(TriggerOut.of, meaning.triggers)),
                "conditions": list(map(ConditionOut.of, meaning.conditions)),
                "said_at": None if meaning.said_at is None else TimeOut.of(meaning.said_at),
                "times": list(map(TimeOut.of, meaning.times)),
            }
        )


def _span(span: Span) -> SpanOut:
    return SpanOut.of([span])[0]
