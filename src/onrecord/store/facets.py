"""What statements are spread over: manner, act, certainty, polarity, condition.

A statement that does two things is found, and counted, under both of its acts.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, false, or_

from onrecord.store.base import ABSTAINED, NOT_INTERPRETED, Query
from onrecord.store.schema import statements

FACETS: Final = ("manners", "acts", "certainties", "polarities", "conditional")
"""The fields of `Query` and `Counts` that are facets of a statement itself."""
COLUMNS: Final = (
    statements.c.manner,
    statements.c.act,
    statements.c.also,
    statements.c.certainty,
    statements.c.polarity,
    (statements.c.conditions > 0).label("conditional"),
)
"""All that tells which values of all facets a statement has."""
_UNREAD: Final = statements.c.polarity.is_(None)


def conditions(query: Query, without: Collection[str] = ()) -> list[ColumnElement[bool]]:
    """What a query asks of facets, those `without` apart."""
    return [
        _MADE[name](getattr(query, name))
        for name in FACETS
        if name not in without and getattr(query, name)
    ]


def _any(
    words: Iterable[str], known: Callable[[list[str]], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """Statements with one of these values; `known` finds the ones that stand in a column."""
    plain = [word for word in words if word not in {ABSTAINED, NOT_INTERPRETED}]
    found: list[ColumnElement[bool]] = [known(plain)] if plain else []
    if ABSTAINED in words:
        found.append(statements.c.act.is_(None) & ~_UNREAD)
    if NOT_INTERPRETED in words:
        found.append(_UNREAD)
    return or_(*found)


_MADE: Final[Mapping[str, Callable[[tuple[str, ...]], ColumnElement[bool]]]] = {
    "manners": lambda asked: statements.c.manner.in_(asked),
    "acts": lambda asked: _any(
        asked, lambda known: or_(statements.c.act.in_(known), statements.c.also.in_(known))
    ),
    "certainties": lambda asked: _any(asked, statements.c.certainty.in_),
    "polarities": lambda asked: _any(asked, statements.c.polarity.in_),
    "conditional": lambda asked: _any(
        asked,
        lambda known: or_(
            statements.c.conditions > 0 if "yes" in known else false(),
            statements.c.conditions == 0 if "no" in known else false(),
        ),
    ),
}


def spread(
    query: Query, count: Callable[[Collection[str]], Iterable[Any]]
) -> dict[str, dict[str, int]]:
    """How what a query finds is spread over each facet, the query's own choice of it apart.

    Facets that the query does not choose from are all counted at once.

    Args:
        query: What was asked.
        count: Counts statements by `COLUMNS`, leaving the facets given out of the query; each row
            has the columns and then the count.
    """
    chosen = [name for name in FACETS if getattr(query, name)]
    found: dict[str, dict[str, int]] = {}
    for without in [(), *((name,) for name in chosen)]:
        rows = list(count(without))
        for name in without or [name for name in FACETS if name not in chosen]:
            counter: Counter[str] = Counter()
            for row in rows:
                for word in _words(name, row):
                    counter[word] += row[-1]
            found[name] = dict(sorted(counter.items()))
    return found


def _words(facet: str, row: Any) -> set[str]:  # noqa: ANN401 - a row of `COLUMNS`
    if facet == "manners":
        return {row.manner}
    if row.polarity is None:
        return {NOT_INTERPRETED}
    if facet == "acts":
        return {row.act or ABSTAINED, *([row.also] if row.also else [])}
    if facet == "conditional":
        return {"yes" if row.conditional else "no"}
    return {row.certainty if facet == "certainties" else row.polarity}
