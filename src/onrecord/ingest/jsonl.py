"""JSON Lines: one report a line, with id and text and, if known, title, outlet, date and url."""

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from onrecord.document import Document, Origin, Skipped
from onrecord.errors import (
    BinaryDocumentError,
    DocumentError,
    EncodingError,
    MalformedRecordError,
)
from onrecord.ingest.base import Lines, cut_short, skipped, whole_characters
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
REMEMBERED: Final = 250_000
"""Ids that a repeated one is looked for among, the latest: about 40 MB. One that comes back after
more reports than that is taken for a new version of its document."""


def read(lines: Lines, path: str) -> Iterator[Document | Skipped]:
    """Yields a document for every line, in memory that does not grow with their number."""
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
                _refuse_utf16(line)
            document = _document(line, path, place)
            text = hash(document.text)
            if seen.setdefault(hash(document.id), text) != text:
                raise MalformedRecordError(
                    f"the id “{document.id}” stands on an earlier line with another text",
                    "Give each report an id of its own.",
                )
            if len(seen) > REMEMBERED:
                del seen[next(iter(seen))]
            yield document
        except EOFError:
            yield skipped(cut_short(), path, place, "jsonl")
            return
        except (BinaryDocumentError, EncodingError) as error:
            yield skipped(error, path, reader="jsonl")
            return
        except DocumentError as error:
            yield skipped(error, path, place, "jsonl")
    if not found:
        yield skipped(empty(), path, reader="jsonl")


def _refuse_utf16(line: bytes) -> None:
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in line:
        raise EncodingError("these JSON Lines are not UTF-8", "Save the file as UTF-8.")


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
        name = whole_characters(str(name))
    else:
        name = f"{path}#{place.removeprefix('line ')}"
    return Document(
        name,
        whole_characters(text),
        **{field: _field(record, field) for field in ALIASES},
        origin=Origin(path, place, "jsonl"),
    )


def _field(record: Mapping[str, Any], field: str) -> str | None:
    for name in ALIASES[field]:
        value = record.get(name)
        if isinstance(value, list) and field == "byline":
            value = ", ".join(part for part in value if isinstance(part, str))
        if isinstance(value, str) and value.strip():
            return iso_date(value) if field == "published" else whole_characters(value.strip())
    return None
