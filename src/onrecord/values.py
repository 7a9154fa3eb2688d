"""A value of the record, with who set it, how surely, and what it was before."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

PERSON = "person:"
"""How `Value.set_by` begins where a person set the value."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """A value together with who set it, how surely, and what it was before.

    Attributes:
        value: The value itself.
        set_by: ``model:NAME``, ``rule:NAME`` or ``person:NAME``.
        confidence: The probability that the value is right, or None where nobody estimated it.
        replaced: What this value took the place of.
    """

    value: T
    set_by: str
    confidence: float | None = None
    replaced: "Value[T] | None" = None

    def history(self) -> "Iterator[Value[T]]":
        """Yields this value and then every one before it, newest first."""
        step: Value[T] | None = self
        while step is not None:
            yield step
            step = step.replaced
