"""What a page can be narrowed by: choices, each with the address that makes or undoes it.

All state is in the address, so a choice is a link and nothing is remembered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from onrecord.desk.precision import percent
from onrecord.desk.search import Findings
from onrecord.errors import QueryError
from onrecord.store.base import ABSTAINED, NOT_INTERPRETED, Counts
from onrecord.vocabulary import terms

PRECISIONS = (0.75, 0.8, 0.85, 0.9, 0.95)
"""Precisions to choose from on a page; an address may ask for any other."""


FIELDS: Final[Mapping[str, str]] = {
    "outlet": "outlets",
    "manner": "manners",
    "act": "acts",
    "certainty": "certainties",
    "polarity": "polarities",
    "conditional": "conditional",
}
"""Filters that may have several values: their names in an address, and in what is asked."""
_UNREAD: Final = {NOT_INTERPRETED: "not interpreted"}
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "manner": {word: term.label for word, term in terms("manners").items()},
    "act": {
        **{word: term.label for word, term in terms("acts").items()},
        ABSTAINED: "act not told",
        **_UNREAD,
    },
    "certainty": {**{word: term.label for word, term in terms("certainty").items()}, **_UNREAD},
    "polarity": {"affirmed": "affirmed", "denied": "denied", "unsaid": "not said", **_UNREAD},
    "conditional": {"yes": "on a condition", "no": "no condition stated", **_UNREAD},
}
_LOOKS: Final = {ABSTAINED: "abstained", NOT_INTERPRETED: "unread"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter.

    Attributes:
        label: What it is called.
        count: The statements with it; None where they are not counted.
        chosen: Whether the page shows only these.
        href: The page after choosing it, or no longer choosing it.
        look: What kind of value it is, where it is none of the vocabulary's: ``abstained`` where
            the interpreter could not tell, ``unread`` where nobody looked.
    """

    label: str
    count: int | None
    chosen: bool
    href: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a record page asks for, as it stands there."""

    q: str = ""
    outlets: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    precision: str = ""
    cursor: str = ""

    @property
    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """The values of filters that may have several, by their names in an address."""
        return {name: getattr(self, field) for name, field in FIELDS.items()}

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than everything."""
        return bool(self.q or self.precision or any(self.chosen.values()))

    def href(self, **changes: str | Sequence[str]) -> str:
        """The address of the same page with some things changed, back at the first results."""
        fields: dict[str, str | Sequence[str]] = {
            "q": self.q,
            **self.chosen,
            "precision": self.precision,
            "cursor": "",
            **changes,
        }
        # An outlet may be the empty string (none stated), so only the single fields drop it.
        pairs = [
            (name, value)
            for name, values in fields.items()
            for value in ((values,) if isinstance(values, str) else values)
            if value or name in FIELDS
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
        **{FIELDS[name]: _choices(asked, name, counts) for name in _LABELS},
        "precisions": precisions(
            asked.precision, promised, lambda precision: asked.href(precision=precision)
        ),
    }


def _choices(asked: Asked, name: str, counts: Counts) -> Sequence[Choice]:
    """The values of one filter in the order of the vocabulary; none where there is no choice."""
    counted: Mapping[str, int] = getattr(counts, FIELDS[name])
    chosen = asked.chosen[name]
    if not chosen and set(counted) <= {NOT_INTERPRETED}:
        return ()  # of a book that nobody interpreted
    return [
        Choice(
            label,
            counted.get(word, 0),
            word in chosen,
            asked.href(**{name: _toggled(chosen, word)}),
            _LOOKS.get(word, ""),
        )
        for word, label in _LABELS[name].items()
        if counted.get(word) or word in chosen
    ]


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
