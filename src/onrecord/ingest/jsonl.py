"""JSON Lines: one report a line, with id and text and, if known, title, outlet, date and url."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from onrecord.document import Document, Origin, Skipped
from onrecord.errors import BinaryDocumentError, DocumentError, MalformedRecordError
from onrecord.ingest.base import Lines, cut_short, skipped
from onrecord.ingest.dates import iso_date
from onrecord.ingest.decoding import empty, refuse_binary

ALIASES: Final = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher"),
    "byline": ("byline", "author"),
    "published": ("date", "published"),
    "url": ("url",),
}
"""Each field and the names that it may have; the first one that is there counts."""


def read(lines: Lines, path: str) -> Iterator[Document | Skipped]:
    """Yields a document for every line, with memory for one line and two numbers for each id."""
    seen: dict[int, int] = {}
    number = found = 0
    stream = iter(lines)
    while True:
        number += 1
        place = f"line {number}"
        try:
            line = next(stream, None)
            if line is None:
                break
            if not line.strip():
                continue
            found += 1
            if found == 1:
                refuse_binary(line)
            document = _document(line, path, place)
            text = hash(document.text)
            if seen.setdefault(hash(document.id), text) != text:
                raise MalformedRecordError(
                    f"the id “{document.id}” stands on an earlier line with another text",
                    "Give each report an id of its own.",
                )
            yield document
        except EOFError:
            yield skipped(cut_short(), path, place, "jsonl")
            return
        except BinaryDocumentError as error:
            yield skipped(error, path, reader="jsonl")
            return
        except DocumentError as error:
            yield skipped(error, path, place, "jsonl")
    if not found:
        yield skipped(empty(), path, reader="jsonl")


def _document(line: bytes, path: str, place: str) -> Document:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MalformedRecordError(
            f"byte {error.start} is no UTF-8", "JSON Lines are UTF-8: save the file so."
        ) from error
    except (ValueError, RecursionError) as error:
        raise MalformedRecordError(
            f"this is no JSON: {error}", "Each line must be one JSON object."
        ) from error
    if not isinstance(record, dict):
        raise MalformedRecordError("this is no JSON object", "Each line needs id and text.")
    text = record.get("text")
    if not isinstance(text, str):
        raise MalformedRecordError("there is no text in it", "Put the report under “text”.")
    name = record.get("id")
    if isinstance(name, int | float | str) and not isinstance(name, bool) and str(name).strip():
        name = _whole(str(name))
    else:
        name = f"{path}#{place.removeprefix('line ')}"
    return Document(
        name,
        _whole(text),
        **{field: _field(record, field) for field in ALIASES},
        origin=Origin(path, place, "jsonl"),
    )


def _field(record: Mapping[str, Any], field: str) -> str | None:
    for name in ALIASES[field]:
        value = record.get(name)
        if isinstance(value, list) and field == "byline":
            value = ", ".join(part for part in value if isinstance(part, str))
        if isinstance(value, str) and value.strip():
            return iso_date(value) if field == "published" else _whole(value.strip())
    return None


def _whole(text: str) -> str:
    """Puts U+FFFD for half a surrogate pair: JSON can write one, and no text can hold it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
