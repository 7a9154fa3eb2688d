"""What every wire format is made of."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from onrecord.document import Span


class Wire(BaseModel):
    """What goes over the wire: complete, and nothing besides."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SpanOut(Wire):
    """Characters of a document."""

    start: int = Field(description="The first code point.", examples=[0])
    end: int = Field(description="One past the last code point.", examples=[6])
    text: str = Field(description="The characters themselves.", examples=["Rebels"])

    @classmethod
    def of(cls, spans: Sequence[Span]) -> "list[SpanOut]":
        """The wire format of spans."""
        return [cls(start=span.start, end=span.end, text=span.text) for span in spans]
