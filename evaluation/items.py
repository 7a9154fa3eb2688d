"""Loads test sets of hard constructions: short invented texts with what they attribute to whom.

A set is a TOML file of `constructions/`. It has a ``title``, a ``why`` (what makes it hard) and
``item`` tables, each with a ``text`` and ``attribution`` tables of ``source``, ``cue`` and
``content``, which are lists of strings of the text; or with ``attributions = "none"``, which is a
trap. A string that stands in several places is written ``{text = …, nth = 2}``. What a source says
that another said stands in ``inner`` tables of the item, as it does in a reading.

The labels follow PolNeAR, and the texts are a test: nothing learns from them.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from onrecord.demo.by_hand import find
from onrecord.document import Document, DocumentId, Span
from onrecord.errors import MalformedRecordError, SpanMismatchError
from onrecord.statement import ROLES

CONSTRUCTIONS = Path(__file__).parent / "constructions"

Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Gold:
    """What a text attributes to whom; every role may be empty, and the content has parts.

    Attributes:
        source: Who is said to have said, thought or wanted it.
        cue: The words that ascribe it.
        content: What is ascribed.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    def spans(self) -> tuple[Span, ...]:
        """The spans of all roles."""
        return self.source + self.cue + self.content

    def record(self) -> Record:
        """The roles, each as pairs of offsets in code points."""
        return {role: [[span.start, span.end] for span in getattr(self, role)] for role in ROLES}


@dataclass(frozen=True, slots=True)
class Item:
    """A text of a test set, with its labels.

    Attributes:
        id: The set's name and the item's number in it, such as ``appositive/07``.
        document: The text.
        golds: What it attributes to whom, in the order of the file; nothing for a trap.
        inner: What stands within the content of one of them and is known at second hand.
    """

    id: str
    document: Document
    golds: tuple[Gold, ...]
    inner: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Construction:
    """A test set: one construction that is hard to read, in many texts.

    Attributes:
        name: The file's, without its ending.
        title: What readers see.
        why: What makes it hard.
        items: The texts, in the order of the file.
    """

    name: str
    title: str
    why: str
    items: tuple[Item, ...]


def load(folder: Path = CONSTRUCTIONS) -> tuple[Construction, ...]:
    """Reads every test set of a folder, in the order of their names.

    Raises:
        MalformedRecordError: If a file is not such a set.
        SpanMismatchError: If a string is not in its text, or stands in several places.
    """
    return tuple(load_construction(path) for path in sorted(folder.glob("*.toml")))


def load_construction(path: Path) -> Construction:
    """Reads one test set.

    Raises:
        MalformedRecordError: If the file is not such a set.
        SpanMismatchError: If a string is not in its text, or stands in several places.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise MalformedRecordError(f"{path.name} is no TOML in UTF-8: {error}") from error
    tables = data.pop("item", [])
    if set(data) != {"title", "why"} or not tables:
        raise MalformedRecordError(
            f"{path.name} has {', '.join(sorted(data)) or 'nothing'} and {len(tables)} items",
            'Give it a "title", a "why" and items, and nothing else.',
        )
    items = tuple(_item(path, number, table) for number, table in enumerate(tables, start=1))
    return Construction(path.stem, data["title"], data["why"], items)


def gold_lines(constructions: Construction | Iterable[Construction]) -> list[Record]:
    """The items of test sets as the scorer of attributions expects its gold.

    Args:
        constructions: One set, or several.

    Returns:
        One object for each item: ``id``, ``text`` and ``annotations``, offsets in code points.
        The key ``inner`` is not the scorer's: what is known at second hand, in the same form.
    """
    several = [constructions] if isinstance(constructions, Construction) else constructions
    return [
        {
            "id": item.id,
            "text": item.document.text,
            "annotations": {"onrecord": [gold.record() for gold in item.golds]},
            "inner": [gold.record() for gold in item.inner],
        }
        for construction in several
        for item in construction.items
    ]


def _item(path: Path, number: int, table: Mapping[str, object]) -> Item:
    place = f"{path.stem}/{number:02d}"
    where = f"{path.name}, item {number}"
    none = table.get("attributions") == "none"
    extra = set(table) - ({"text", "attributions"} if none else {"text", "attribution", "inner"})
    if extra or "text" not in table or none == ("attribution" in table):
        raise MalformedRecordError(
            f"{where} has {', '.join(sorted(table))}",
            'Give it a "text", and either attributions or attributions = "none".',
        )
    document = Document(DocumentId(place), str(table["text"]))

    def golds(key: str) -> tuple[Gold, ...]:
        entries = cast("list[Mapping[str, object]]", table.get(key, []))
        return tuple(_gold(where, document, entry) for entry in entries)

    return Item(place, document, golds("attribution"), golds("inner"))


def _gold(where: str, document: Document, entry: Mapping[str, object]) -> Gold:
    if set(entry) != set(ROLES) or not all(isinstance(entry[role], list) for role in ROLES):
        raise MalformedRecordError(
            f"an attribution of {where} has {', '.join(sorted(entry))}",
            'Give it "source", "cue" and "content", each a list of strings.',
        )
    whole = Span(document, 0, len(document.text))
    try:
        roles = {
            role: tuple(find(whole, words) for words in cast("list[str]", entry[role]))
            for role in ROLES
        }
    except SpanMismatchError as error:
        raise SpanMismatchError(f"{where}: {error.what}", error.remedy) from error
    return Gold(**roles)
