"""What a page can be narrowed by: choices, each with the address that makes or undoes it.

All state is in the address, so a choice is a link and nothing is remembered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from onrecord.desk.precision import percent
from onrecord.desk.search import MANNERS, Findings
from onrecord.errors import QueryError
from onrecord.store.base import Counts
from onrecord.vocabulary import terms

PRECISIONS = (0.75, 0.8, 0.85, 0.9, 0.95)
"""Precisions to choose from on a page; an address may ask for any other."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter.

    Attributes:
        label: What it is called.
        count: The statements with it; None where they are not counted.
        chosen: Whether the page shows only these.
        href: The page after choosing it, or no longer choosing it.
    """

    label: str
    count: int | None
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a record page asks for, as it stands there."""

    q: str = ""
    outlets: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    precision: str = ""
    cursor: str = ""

    def href(self, **changes: str | Sequence[str]) -> str:
        """The address of the same page with some things changed, back at the first results."""
        fields: dict[str, str | Sequence[str]] = {
            "q": self.q,
            "outlet": self.outlets,
            "manner": self.manners,
            "precision": self.precision,
            "cursor": "",
            **changes,
        }
        # An outlet may be the empty string (none stated), so only the single fields drop it.
        pairs = [
            (name, value)
            for name, values in fields.items()
            for value in ((values,) if isinstance(values, str) else values)
            if value or name in {"outlet", "manner"}
        ]
        return f"/?{urlencode(pairs)}" if pairs else "/"


def precision_of(typed: str) -> float | None:
    """The precision that an address holds, or None; `check` refuses what is out of range."""
    try:
        return float(typed) if typed else None
    except ValueError as error:
        raise QueryError(
            f"“{typed}” is not a precision", "Give a number between 0 and 1, such as 0.9."
        ) from error


def filters(
    asked: Asked, counts: Counts, promised: Sequence[float]
) -> Mapping[str, Sequence[Choice]]:
    """The values of all filters; those that are chosen are there even if nothing has them."""
    outlets = {**dict.fromkeys(asked.outlets, 0), **counts.outlets}
    by_count = sorted(outlets, key=lambda outlet: (-outlets[outlet], outlet.casefold()))
    return {
        "outlets": [
            Choice(
                outlet or "No outlet stated",
                outlets[outlet],
                outlet in asked.outlets,
                asked.href(outlet=_toggled(asked.outlets, outlet)),
            )
            for outlet in by_count
        ],
        "manners": [
            Choice(
                terms("manners")[manner].label,
                counts.manners.get(manner, 0),
                manner in asked.manners,
                asked.href(manner=_toggled(asked.manners, manner)),
            )
            for manner in MANNERS
            if counts.manners.get(manner) or manner in asked.manners
        ],
        "precisions": precisions(
            asked.precision, promised, lambda precision: asked.href(precision=precision)
        ),
    }


def precisions(
    asked: str, promised: Sequence[float], href: Callable[[str], str]
) -> Sequence[Choice]:
    """The precisions to choose from.

    Args:
        asked: The one that the address holds, as it stands there; empty for none.
        promised: Those that can be promised.
        href: Makes the address of the page with another one, or with none.
    """
    return [
        Choice(
            f"at least {percent(precision)}",
            None,
            precision_of(asked) == precision,
            href("" if precision_of(asked) == precision else f"{precision:g}"),
        )
        for precision in promised
    ]


def _toggled(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The values without this one, or with it where it was absent."""
    return tuple(v for v in values if v != value) if value in values else (*values, value)


def turn(asked: Asked, findings: Findings) -> Mapping[str, str]:
    """The addresses of the pages before and after, empty where there is none."""
    page = findings.page
    return {
        "previous": "" if page.previous is None else asked.href(cursor=page.previous),
        "next": asked.href(cursor=page.next) if page.next else "",
    }
