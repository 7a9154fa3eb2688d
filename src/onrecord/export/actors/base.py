"""What the formats of actors share: what a list gave, where a role is stated, and codes.

What a book counts (`Entry.said`, `Entry.reports`) and who set an entry stand in no file: they are
the book's own, and another book counts anew.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, get_args
from urllib.parse import quote, unquote

from onrecord.document import Origin, Skipped
from onrecord.errors import DocumentError, MalformedRecordError
from onrecord.registry import Entry, Held, Membership, Proposal
from onrecord.statement import ActorKind

KINDS: Final[tuple[ActorKind, ...]] = get_args(ActorKind)
SCHEME: Final = "onrecord:"
"""How the address of a report begins in formats where others put addresses of the web."""
# What may stand in the path of a URI as it is (RFC 3986); “#” and “%” never do.
_SAFE: Final = "/:@!$&'()*+,;=~?"
_CITED: Final = re.compile(r"(?P<document>[^#]*)(#char=(?P<start>\d+),(?P<end>\d+))?")
_DAY: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of actors gave.

    Attributes:
        entries: The actors, each id once. An id is empty where the list has none for it.
        aside: Rows and entities that gave nothing, each with its reason.
        notes: What the list holds besides that is not taken over, each a sentence.
    """

    entries: tuple[Entry, ...]
    aside: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


class Listing:
    """Gathers what a reader finds, and sets aside what cannot be an actor."""

    def __init__(self, path: str, form: str) -> None:
        self._path = path
        self._form = form
        self._entries: list[Entry] = []
        self._places: dict[str, str] = {}
        self._aside: list[Skipped] = []
        self._notes: list[str] = []

    def add(self, entry: Entry, place: str) -> None:
        """Takes an actor, or sets it aside where it has no name or another one's id."""
        if not entry.name:
            self.aside(MalformedRecordError("there is no name", "Write whom it is about."), place)
        elif entry.id and entry.id in self._places:
            self.aside(
                MalformedRecordError(
                    f"the id “{entry.id}” stands at {self._places[entry.id]} already",
                    "Give each actor an id of its own.",
                ),
                place,
            )
        else:
            self._places[entry.id] = place
            self._entries.append(entry)

    def aside(self, error: DocumentError, place: str) -> None:
        """Sets a row or entity aside."""
        origin = Origin(self._path, place, self._form)
        self._aside.append(Skipped(origin, error.code, " ".join(str(error).split())))

    def note(self, sentence: str) -> None:
        """Says what is not taken over."""
        self._notes.append(sentence)

    def done(self) -> Listed:
        """Everything that was gathered."""
        return Listed(tuple(self._entries), tuple(self._aside), tuple(self._notes))


def plain(entry: Entry) -> Entry:
    """An entry with nothing but what a file of actors holds."""
    return replace(entry, set_by="", said=0, reports=0)


def cite(document: str, start: int | None = None, end: int | None = None) -> str:
    """The address of words in a report: its id, and the place as RFC 5147 writes it.

    https://www.rfc-editor.org/rfc/rfc5147

    Example:
        >>> cite("news/ferry 1.txt", 4, 12)
        'news/ferry%201.txt#char=4,12'
    """
    place = f"#char={start},{end}" if start is not None and end is not None else ""
    return quote(document, safe=_SAFE) + place if document else ""


def cited(address: str) -> tuple[str, int | None, int | None]:
    """Takes an address of `cite` apart: the report's id, the first code point, one past the last.

    Example:
        >>> cited("news/ferry%201.txt#char=4,12")
        ('news/ferry 1.txt', 4, 12)
    """
    match = _CITED.fullmatch(address)
    if match is None:
        return unquote(address), None, None
    if match["start"] is None:
        return unquote(match["document"]), None, None
    return unquote(match["document"]), int(match["start"]), int(match["end"])


def stated(held: Held, address: str) -> Held:
    """An office with the report and the words that state it."""
    document, start, end = cited(address)
    return replace(held, document=document, start=start, end=end)


def day(instant: str) -> str:
    """The day of an ISO 8601 date, as precisely as it is known; empty where it is none.

    Example:
        >>> day("2031-03-11T19:40+02:00"), day("2031"), day("soon")
        ('2031-03-11', '2031', '')
    """
    match = _DAY.match(instant)
    return match[0] if match else ""


def key(prefix: str, *parts: object) -> str:
    """An id for what has none of its own: the same for the same parts."""
    text = "\x1f".join(map(str, parts))
    return f"{prefix}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def once(texts: Iterable[str], *, without: str = "") -> tuple[str, ...]:
    """Each text once, in its order, edges trimmed, empty ones and one other left out."""
    trimmed = dict.fromkeys(text.strip() for text in texts)
    return tuple(text for text in trimmed if text and text != without)


def entry_to_json(entry: Entry) -> dict[str, object]:
    """An entry as plain values, with what the book counts."""
    return {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "country": entry.country,
        "aliases": list(entry.aliases),
        "held": [_held(one) for one in entry.held],
        "part_of": [_membership(one) for one in entry.part_of],
        "identifiers": dict(entry.identifiers),
        "set_by": entry.set_by,
        "said": entry.said,
        "reports": entry.reports,
    }


def proposal_to_json(proposal: Proposal) -> dict[str, object]:
    """A proposal as plain values, with what a person decided last."""
    decision = proposal.decision
    return {
        "id": proposal.id,
        "first": entry_to_json(proposal.first),
        "second": entry_to_json(proposal.second),
        "reasons": list(proposal.reasons),
        "likelihood": round(proposal.likelihood, 4),
        "decision": decision and {"value": decision.value, "set_by": decision.set_by},
    }


def _held(held: Held) -> dict[str, object]:
    return {
        "title": held.title,
        "of": held.of,
        "country": held.country,
        "since": held.since,
        "until": held.until,
        "document": held.document,
        "start": held.start,
        "end": held.end,
    }


def _membership(membership: Membership) -> dict[str, object]:
    return {"body": membership.body, "name": membership.name, "document": membership.document}
