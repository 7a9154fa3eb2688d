"""Reports that nobody has labelled, for a student to learn from what its teachers think of them.

Of the shared data's folders: world newswire (with names marked, which are not used here), reports
of the Syrian war, reports on Syria and Iraq, and pairs of US articles of which some are copies.
"""

import csv
import gzip
import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

from onrecord.training.data import Article
from onrecord.training.detokenise import detokenise

Record = dict[str, str]

PARAGRAPH = 2
"""Sentences in a paragraph of texts that come as sentences."""


def load_reports(data: Path) -> list[Article]:
    """Reads all of them that are there; a folder that is absent is left out."""
    found = [
        *_copies(data / "reports" / "syndication_pairs.json.gz"),
        *_newswire(data / "ner" / "worldwide_newswire.tar.xz"),
        *_syria(data / "reports" / "fa_kes.csv"),
        *_re3d(data / "reports" / "re3d"),
    ]
    return [Article(name, text, []) for name, text in found if len(text) > 200]


def syndicated(path: Path) -> tuple[dict[str, Record], frozenset[str]]:
    """The articles of the pairs by their ids, and which of them are copies of others."""
    if not path.exists():
        return {}, frozenset()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        record = json.load(file)
    again = {pair["b"] for pair in record["pairs"] if pair["label"] == "syndicated_or_copied"}
    articles = {f"syndication/{name}": article for name, article in record["articles"].items()}
    return articles, frozenset(f"syndication/{name}" for name in again)


def syria(path: Path) -> Iterator[tuple[str, Record]]:
    """The reports of the Syrian war with their ids; the file has lost its commas."""
    if path.exists():
        text = path.read_text("utf-8", errors="replace")
        for row in csv.DictReader(io.StringIO(text)):
            yield f"fa-kes/{row['unit_id']}", row


def re3d(folder: Path) -> Iterator[tuple[str, Record]]:
    """The reports on Syria and Iraq with their ids."""
    for path in sorted(folder.glob("*/documents.json")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                record = json.loads(line)
                yield f"re3d/{record['_id']}", record


def _copies(path: Path) -> Iterator[tuple[str, str]]:
    articles, again = syndicated(path)
    for name, article in articles.items():
        if name not in again:
            yield name, article["text"]


def _newswire(path: Path) -> Iterator[tuple[str, str]]:
    if path.exists():
        with tarfile.open(path) as archive:
            for member in archive:
                file = archive.extractfile(member)
                if file is not None:
                    yield f"newswire/{member.name}", _joined(file.read().decode("utf-8"))


def _joined(lines: str) -> str:
    """Sentences of a token a line, a blank line between them, as paragraphs."""
    sentences = []
    for block in lines.split("\n\n"):
        tokens = [line.split("\t")[0] for line in block.splitlines() if line.strip()]
        if len(tokens) > 1:  # a single one is the address of the page
            sentences.append(detokenise(tokens)[0])
    parts = [sentences[i : i + PARAGRAPH] for i in range(0, len(sentences), PARAGRAPH)]
    return "\n\n".join(" ".join(part) for part in parts)


def _syria(path: Path) -> Iterator[tuple[str, str]]:
    for i, (name, row) in enumerate(syria(path)):
        # The file has lost its commas, so a third of it is enough.
        if i % 3 == 0:
            yield name, row["article_content"]


def _re3d(folder: Path) -> Iterator[tuple[str, str]]:
    for name, record in re3d(folder):
        yield name, record["text"]
