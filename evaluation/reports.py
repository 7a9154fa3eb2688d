"""Loads reports of the shared data as documents with ids that last.

There are four collections: ``newswcl50/`` (ten events, five outlets each), ``syndication/`` (pairs
of US articles), ``fa-kes/`` (the Syrian war) and ``re3d/`` (Syria and Iraq, by governments). Their
texts stay where they are: what is labelled in them is kept here as ids and offsets.
"""

import csv
import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

from onrecord.document import Document, DocumentId
from onrecord.training.detokenise import detokenise
from onrecord.training.unlabelled import re3d, syndicated, syria

PARAGRAPH = r"\n"
"""What stands for the end of a paragraph in NewsWCL50: the two characters, in or as a token."""

OUTLETS = {"LL": "HuffPost", "L": "The New York Times", "M": "USA Today", "R": "Fox News"} | {
    "RR": "Breitbart"
}


def reports_folder() -> Path:
    """Where the reports are: below ``ONRECORD_SHARED``, or ``shared`` beside the checkout."""
    beside = Path(__file__).resolve().parents[1].parent / "shared"
    return Path(os.environ.get("ONRECORD_SHARED") or beside) / "data" / "reports"


def load_reports(folder: Path | None = None) -> dict[str, Document]:
    """Reads all reports that are there, by their ids; a collection that is absent is left out.

    Nine ids of ``fa-kes/`` stand there more than once, one of them with two texts: the first
    counts.

    Args:
        folder: The one of the reports, if not `reports_folder`.
    """
    folder = folder or reports_folder()
    documents = (
        *_newswcl50(folder / "newswcl50.tar.xz"),
        *_syndicated(folder / "syndication_pairs.json.gz"),
        *_syria(folder / "fa_kes.csv"),
        *_re3d(folder / "re3d"),
    )
    found: dict[str, Document] = {}
    for document in documents:
        found.setdefault(str(document.id), document)
    return found


def paragraphs(sentences: Iterable[Iterable[str]]) -> str:
    r"""The text of sentences of which the tokens say where a paragraph ends.

    Example:
        >>> paragraphs([["A", "pledge", ".", r"\n"], ["He", "said", '"', "No", ".", r'"\n']])
        'A pledge.\n\nHe said "No."'
    """
    found: list[str] = []
    sentence_ends = True
    for tokens in sentences:
        for ends, part in groupby(_ended(tokens), key=lambda token: token == PARAGRAPH):
            if ends:
                sentence_ends = True
                continue
            words = detokenise(list(part))[0]
            if sentence_ends or not found:
                found.append(words)
            else:
                found[-1] += f" {words}"
            sentence_ends = False
    return "\n\n".join(found)


def _ended(tokens: Iterable[str]) -> Iterator[str]:
    """The tokens, with the end of a paragraph as one of its own and without white space."""
    for token in tokens:
        before, *more = token.split(PARAGRAPH)
        for word in (before, *(word for rest in more for word in (PARAGRAPH, rest))):
            if word.strip():
                yield word.strip()


def _newswcl50(path: Path) -> Iterator[Document]:
    if not path.exists():
        return
    with tarfile.open(path) as archive:
        lines, urls = (_member(archive, name) for name in ("NewsWCL50.conll", "urls.tsv"))
    pages = {
        f"{row['Event ID']}_{row['Outlet']}": row["URL"]
        for row in csv.DictReader(io.StringIO(urls), delimiter="\t")
    }
    rows = (line.split("\t") for line in lines.split("\n") if not line.startswith("#"))
    tokens = [(row[0].rpartition("/")[2], row[1], row[3]) for row in rows if len(row) > 3]
    for name, report in groupby(tokens, key=lambda token: token[0]):
        sentences = groupby(report, key=lambda token: token[1])
        yield Document(
            DocumentId(f"newswcl50/{name}"),
            paragraphs([token[2] for token in sentence] for _, sentence in sentences),
            outlet=OUTLETS[name.partition("_")[2]],
            url=pages[name],
        )


def _member(archive: tarfile.TarFile, name: str) -> str:
    file = archive.extractfile(name)
    assert file is not None, name
    return file.read().decode("utf-8")


def _syndicated(path: Path) -> Iterator[Document]:
    for name, article in syndicated(path)[0].items():
        yield Document(
            DocumentId(name),
            article["text"],
            title=article["title"],
            outlet=article["source"],
            published=article["date"],
            url=article["url"],
        )


def _syria(path: Path) -> Iterator[Document]:
    for name, row in syria(path):
        yield Document(
            DocumentId(name),
            row["article_content"],
            title=row["article_title"],
            outlet=row["source"],
            published=datetime.strptime(row["date"], "%m/%d/%Y").date().isoformat(),  # noqa: DTZ007
        )


def _re3d(folder: Path) -> Iterator[Document]:
    for name, record in re3d(folder):
        yield Document(
            DocumentId(name),
            record["text"],
            title=record["title"],
            outlet=record["sourceName"],
            url=record["sourceUrl"],
        )
