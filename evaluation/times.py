"""Scores the times that are found against those that GUM marks, with their normal forms.

GUM (Zeldes 2017) marks dates with the attributes that TEI gives them: ``when``, or ``from`` and
``to``, or ``notBefore`` and ``notAfter``. It marks points and spans of the calendar. It marks no
lengths of time that hang nowhere (“for four years”), nothing that is repeated and no time of day,
and both ends of an interval apart. So:

- an expression counts as found where ours overlaps it and has its value, brought to GUM's form;
- an interval of ours stands for its two ends, where GUM marks them apart;
- ours counts against precision where it has a value, unless it is a duration, a repeated time or a
  bare time of day that GUM marks nothing at;
- what we leave unresolved counts against recall alone.

Whole documents are divided by the SHA-256 of their name: those that leave 0 when it is divided by 5
are held out, and nobody looked at them.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from onrecord.document import Document
from onrecord.interpret.times import found
from onrecord.meaning import Time

FILE: Final = Path("data") / "time" / "gum_dates.train.jsonl.gz"
"""Where the rows are below the folder of shared data."""

_POINT: Final = re.compile(r"-?[0-9X]{4}(-[0-9]{2}){0,2}")
_WEEK: Final = re.compile(r"[0-9]{4}-W[0-9]{2}")
_SEASON: Final = re.compile(r"([0-9]{4}-|XXXX-)(2[1-4])")
_SEASONS: Final = {"21": ("03", "06"), "22": ("06", "09"), "23": ("09", "12"), "24": ("12", "03")}

Norm = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """An expression that GUM marks: its offsets in the sentence, and its normal form."""

    start: int
    end: int
    words: str
    norm: Norm


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what GUM marks in it.

    Attributes:
        document: The sentence as a document of its own, published when GUM's document was.
        genre: GUM's genre.
        marked: In the order of the text.
        held_out: Whether its document is of the held-out fifth.
    """

    document: Document
    genre: str
    marked: tuple[Marked, ...]
    held_out: bool


def whole_documents(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Joins the sentences of each document, so that a time can be counted from one told before.

    GUM's rows have the sentences with dates alone, in the order of the text.
    """
    texts = []
    for name, same in groupby(sentences, key=lambda one: str(one.document.id)):
        parts = list(same)
        marked, at = [], 0
        for part in parts:
            marked += [Marked(m.start + at, m.end + at, m.words, m.norm) for m in part.marked]
            at += len(part.document.text) + 1
        text = "".join(_apart(part.document.text) for part in parts).rstrip()
        document = Document(name, text, published=parts[0].document.published)
        texts.append(Sentence(document, parts[0].genre, tuple(marked), parts[0].held_out))
    return texts


def _apart(text: str) -> str:
    """A sentence with what parts it from the next; a heading or caption has its own line."""
    return text + (" " if text.endswith((".", "?", "!", "…", "”", '"')) else "\n")


@dataclass(slots=True)
class Score:
    """How many expressions there are, were found, and are right."""

    gold: int = 0
    found: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the found that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of those there are that are found with their value."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def is_held_out(name: str) -> bool:
    """Whether a document is of the fifth that nobody looked at."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0


def load_dates(path: Path) -> list[Sentence]:
    """Reads GUM's dates, a sentence for all rows that are of it."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        _sentence(list(same))
        for _, same in groupby(rows, key=lambda row: (row["doc"], row["tokens"]))
    ]


def _sentence(rows: Sequence[dict[str, object]]) -> Sentence:
    first = rows[0]
    tokens, name = first["tokens"], str(first["doc"])
    assert isinstance(tokens, list)
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    marked = []
    for row in rows:
        span, norm = row["span"], row["norm"]
        assert isinstance(span, list) and isinstance(norm, dict)
        begin, end = starts[span[0]], starts[span[1] - 1] + len(tokens[span[1] - 1])
        marked.append(Marked(begin, end, str(row["expr"]), norm))
    document = Document(name, " ".join(tokens), published=str(first["doc_date"]))
    return Sentence(document, str(first["genre"]), tuple(marked), is_held_out(name))


def score(sentences: Iterable[Sentence]) -> Score:
    """Scores what is found in sentences."""
    total = Score()
    for sentence in sentences:
        _add(total, sentence)
    return total


def by_genre(sentences: Sequence[Sentence]) -> dict[str, Score]:
    """Scores each genre, in the order of the alphabet."""
    genres = sorted({one.genre for one in sentences})
    return {name: score(one for one in sentences if one.genre == name) for name in genres}


def _add(total: Score, sentence: Sentence) -> None:
    total.gold += len(sentence.marked)
    times = [time for time in found(sentence.document) if time.span]
    for marked in sentence.marked:
        near = [time for time in times if _overlap(time, marked)]
        right = any(agrees(time, marked.norm, _place(time, marked, sentence)) for time in near)
        total.right += right
        if not right:
            got = ", ".join(f"{time.span.text!r} {time.value}" for time in near if time.span)
            total.misses.append(
                f"{sentence.document.id} {sentence.document.published} "
                f"{sentence.document.text[max(0, marked.start - 50) : marked.end + 30]!r}: "
                f"{marked.words!r} {dict(marked.norm)} ≠ {got or 'nothing'}"
            )
    for time in times:
        covered = sum(_overlap(time, marked) for marked in sentence.marked)
        if time.value and (covered or _counts(time)):
            total.found += max(1, covered)
            if not covered:
                assert time.span is not None
                total.misses.append(
                    f"{sentence.document.id} {time.span.before!r} {time.span.text!r} "
                    f"{time.span.after!r} {time.value}: GUM marks nothing"
                )


def _counts(time: Time) -> bool:
    """Whether a time is of a kind that GUM marks."""
    return time.precision not in ("duration", "set", "hour", "minute")


def _overlap(time: Time, marked: Marked) -> bool:
    assert time.span is not None
    return time.span.start < marked.end and marked.start < time.span.end


def _place(time: Time, marked: Marked, sentence: Sentence) -> int | None:
    """Which end of an interval of ours an expression is; None where it is all that it covers."""
    covered = [one for one in sentence.marked if _overlap(time, one)]
    return covered.index(marked) if len(covered) > 1 else None


def agrees(time: Time, norm: Norm, place: int | None = None) -> bool:
    """Whether a value of ours is GUM's.

    Args:
        time: Ours.
        norm: GUM's attributes.
        place: Which end of our interval GUM marks here, 0 or 1; None for the whole.
    """
    value = time.value
    if not value:
        return False
    if "/" in value and place is not None:
        value = value.split("/")[min(place, 1)]
    if value.startswith("R"):
        return False
    if (when := norm.get("when")) is not None:
        ends = [end for end in value.split("/") if end != ".."] if "/" in value else [value]
        return len(ends) == 1 and bool(_forms(ends[0]) & {(_year(when),)})
    first = norm.get("from", norm.get("notBefore"))
    last = norm.get("to", norm.get("notAfter"))
    for bounds in _bounds(value, time):
        pairs = zip(bounds, (first, last), strict=True)
        if all(_same(ours, theirs) for ours, theirs in pairs):
            return True
    return False


def _same(ours: str | None, theirs: str | None) -> bool:
    """Whether two ends of a span are one, as precisely as ours is known."""
    if ours is None or theirs is None:
        return ours == theirs
    return ours == theirs or _year(theirs)[: len(ours)] == ours


def _forms(value: str) -> set[tuple[str, ...]]:
    """A point in GUM's form, a year before Christ as historians count it."""
    point = value.partition("T")[0]
    if not _POINT.fullmatch(point):
        return set()
    return {(_year(_christian(point.replace("XXXX", "-"))),)}


def _christian(point: str) -> str:
    """A year that ISO 8601 counts with a year 0, as GUM counts it, without one."""
    if re.fullmatch(r"-[0-9]{4}", point) or point == "0000":
        return f"-{1 - int(point):04}"
    return point


def _year(point: str) -> str:
    """A point with its year in four digits: “500” is 0500 and “-400” is -0400."""
    known = re.fullmatch(r"(-?)([0-9]{1,5})(-[0-9-]+)?", point)
    if not known or point.startswith("--"):
        return point
    return f"{known[1]}{int(known[2]):04}{known[3] or ''}"


def _bounds(value: str, time: Time) -> Iterator[tuple[str | None, str | None]]:
    """The bounds of a value, in each of the ways in which GUM writes them."""
    season = _SEASON.fullmatch(value)
    if season:
        first, last = _SEASONS[season[2]]
        year = season[1].replace("XXXX-", "--")
        yield f"{year}{first}", f"{year}{last}"
        yield f"{year}{first}", f"{year}{int(last) - 1:02}"
        return
    if _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        sunday = date.fromisocalendar(int(value[:4]), int(value[6:]), 7)
        yield monday.isoformat(), sunday.isoformat()
        yield monday.isoformat(), time.span.document.published if time.span else None
        return
    ends = value.split("/") if "/" in value else [value, value]
    plain = [None if end == ".." else end.replace("XXXX", "-") for end in ends]
    yield plain[0], plain[1]  # GUM counts some years before Christ as ISO 8601 does
    points = [None if end is None else _christian(end) for end in plain]
    yield points[0], points[1]
    if points[0] == points[1]:
        yield points[0], None
        yield None, points[0]
