"""Which clauses of a content carry what it says: the main clause, and down from there.

“I think that they refused to open the gate” says something on the opening: from the main clause the
way leads over “think” and “refused” to the clause at its end. It does not lead into what somebody
else says, into a relative clause or a reason. Whether the content is affirmed or denied, and how
surely, is told by the words in the clauses of this way.
"""

from collections.abc import Sequence
from typing import Final

from onrecord.interpret.clauses import FINITE, HYPOTHETICAL, Clauses
from onrecord.interpret.marks import takes_clause

_FIRST: Final = frozenset({"i", "we", "i've", "we've", "i'm", "we're"})
_HANGING: Final = frozenset({"complement", "infinitive", "gerund"})
_OPEN: Final = frozenset({"negative", "probable", "possible", "wish", "positive"})


def spine(clauses: Clauses) -> tuple[int, ...]:
    """The clauses that carry what is said, from the main one down; empty where there are none."""
    main = _main(clauses)
    if main is None:
        return ()
    hanging = clauses.hanging()
    way = [main]
    while True:
        child = _next(clauses, way[-1], hanging.get(way[-1], ()))
        if child is None:
            return tuple(way)
        way.append(child)


def _main(clauses: Clauses) -> int | None:
    """The first main clause that says something, else the first clause of any kind that does."""
    weak: int | None = None
    for place, clause in enumerate(clauses.clauses):
        low = [clauses.words[at].low for at in clause.places]
        if not any(word[:1].isalnum() for word in low):
            continue
        if clause.kind == "main" and (any(word in FINITE for word in low) or len(low) > 3):
            return place
        # A condition alone says nothing that could be affirmed or denied.
        if clause.kind != "adjunct" or clauses.words[clause.begin].low not in HYPOTHETICAL:
            weak = place if weak is None else weak
    return weak


def _next(clauses: Clauses, clause: int, hanging: Sequence[int]) -> int | None:
    for child in hanging:
        one = clauses.clauses[child]
        if one.kind in _HANGING and one.governor is not None and _leads_on(clauses, clause, child):
            return child
    return None


def _leads_on(clauses: Clauses, clause: int, child: int) -> bool:
    """Whether what a clause says is said by one that hangs on it."""
    governor = clauses.clauses[child].governor
    assert governor is not None
    classes = takes_clause(clauses.words[governor].low)
    if not classes:
        return False
    own = clauses.clauses[clause].places[:12]
    first = any(clauses.words[at].low in _FIRST for at in own if at < governor)
    if "speech" in classes and not first:
        return (
            bool({"probable", "possible"} & set(classes))
            and clauses.clauses[child].kind != "complement"
        )
    return bool(_OPEN & set(classes)) or first
