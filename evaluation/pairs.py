"""Minimal pairs: two sentences that differ in a word or two, which must be held differently.

The sentences are invented and stand in `tests/data/minimal_pairs.tsv`, each with both of its forms:
``The gate will {|not }open`` is “The gate will open” and “The gate will not open”. Some were
written before the rules and looked at while these were mended; those marked ``held_out`` were
written last, and what the rules make of them was never looked at but for the figure.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast

from onrecord.document import Document, DocumentId, Span
from onrecord.errors import MalformedRecordError
from onrecord.interpret.held import held
from onrecord.statement import Statement
from onrecord.values import Value

PAIRS: Final = Path(__file__).parents[1] / "tests" / "data" / "minimal_pairs.tsv"

Aspect = Literal["polarity", "certainty", "reported"]
ASPECTS: Final[tuple[Aspect, ...]] = ("polarity", "certainty", "reported")

_BRACES: Final = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


@dataclass(frozen=True, slots=True)
class MinimalPair:
    """Two sentences and how each is held.

    Attributes:
        held_out: Whether nobody looked at it while the rules were written.
        aspect: What is asked of it.
        wanted: The value in the first and in the second.
        statements: The two, as statements.
    """

    held_out: bool
    aspect: Aspect
    wanted: tuple[str, str]
    statements: tuple[Statement, Statement]

    def found(self) -> tuple[str, str]:
        """The values that the rules give."""

        def one(statement: Statement) -> str:
            polarity, certainty, reported, _ = held(statement)
            values: dict[Aspect, str] = {
                "polarity": polarity.value,
                "certainty": certainty.value,
                "reported": reported.value,
            }
            return values[self.aspect]

        first, second = self.statements
        return one(first), one(second)

    @property
    def right(self) -> bool:
        """Whether both values are as wanted."""
        return self.found() == self.wanted


def load_pairs(path: Path = PAIRS) -> tuple[MinimalPair, ...]:
    """Reads the pairs, in the order of the file.

    Raises:
        MalformedRecordError: If a line has not five columns, names no set or aspect, or marks no
            content.
    """
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return tuple(
        _pair(f"{path.name}, line {number}", line.split("\t"))
        for number, line in lines
        if line and not line.startswith("#")
    )


def marked(name: str, text: str) -> Statement:
    """Makes a statement of a sentence in which ``<…>`` is the cue and ``[…]`` the content.

    Where no content is marked, all is.

    Raises:
        MalformedRecordError: If a mark is opened and not closed.
    """
    plain: list[str] = []
    begun: dict[str, int] = {}
    found: dict[str, list[tuple[int, int]]] = {"<": [], "[": []}
    for letter in text:
        if letter in "<[":
            begun[letter] = len(plain)
        elif letter in ">]":
            opening = {">": "<", "]": "["}[letter]
            if opening not in begun:
                raise MalformedRecordError(f"{name}: {letter} closes nothing", "Open it.")
            found[opening].append((begun.pop(opening), len(plain)))
        else:
            plain.append(letter)
    if begun:
        raise MalformedRecordError(f"{name}: {', '.join(begun)} is not closed", "Close it.")
    document = Document(DocumentId(name), "".join(plain))
    cue = tuple(document.span(*place) for place in found["<"])
    content = tuple(document.span(*place) for place in found["["]) or (
        document.span(0, len(plain)),
    )
    source: tuple[Span, ...] = ()
    manner = "direct" if content[0].before.endswith("“") else "indirect"
    return Statement(
        name,
        document,
        source,
        cue,
        content,
        Value(cast("Literal['direct']", manner), "person:x"),
        1.0,
    )


def _pair(where: str, columns: list[str]) -> MinimalPair:
    if len(columns) != 5 or columns[0] not in ("tuned", "held_out") or columns[1] not in ASPECTS:
        raise MalformedRecordError(f"{where} is no pair", "Follow the file's head.")
    chosen, aspect, first, second, text = columns
    one = marked(where, _BRACES.sub(lambda match: match[1], text))
    other = marked(where, _BRACES.sub(lambda match: match[2], text))
    return MinimalPair(chosen == "held_out", cast("Aspect", aspect), (first, second), (one, other))


def share_right(pairs: Iterable[MinimalPair]) -> tuple[int, int]:
    """How many pairs are right, and how many there are."""
    right = [pair.right for pair in pairs]
    return sum(right), len(right)


def main() -> None:
    """Prints the share of right pairs, and those of the tuned set that are wrong."""
    pairs = load_pairs()
    for held_out in (False, True):
        chosen = [pair for pair in pairs if pair.held_out == held_out]
        name = "held out" if held_out else "looked at"
        for aspect in ASPECTS:
            right, count = share_right(pair for pair in chosen if pair.aspect == aspect)
            sys.stdout.write(f"{name:10}{aspect:10}{right:4} of {count}\n")
        right, count = share_right(chosen)
        sys.stdout.write(f"{name:10}all       {right:4} of {count}\n")
        for pair in chosen:
            if not pair.right and (not held_out or "--held-out" in sys.argv):
                texts = " / ".join(one.document.text for one in pair.statements)
                sys.stdout.write(f"  {pair.wanted} found {pair.found()}: {texts}\n")


if __name__ == "__main__":
    main()
