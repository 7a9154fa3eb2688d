"""Statements and events with a label of what is done in them, as people marked them.

From PLV (Hu et al. 2024) come sentences with the source and the target of one event and its PLOVER
type. What a statement does we labelled ourselves, after ``docs/acts.md``: sentences of
PolNeAR's learnt part and of our own invented reports, kept as places in them, and passages that we
wrote for acts that news has few of. The folder `labelled` holds them.
"""

import csv
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord.engine.acts import ACTS, CONTENT, CUE, EVENTS, SOURCE, TARGET
from onrecord.errors import TrainingError
from onrecord.interpret.acts import AROUND
from onrecord.training.data import Article

FOLDER: Final = Path(__file__).parent / "labelled"
HELD_OUT: Final = 5
"""One of so many of PLV's sentences is not learnt, by its digest: see `held_out`."""
KEPT_APART: Final = 10
"""One of so many statements with an act is not learnt: see `kept_apart`."""
_ROLES: Final = {"source": SOURCE, "cue": CUE, "content": CONTENT}
_MARK: Final = re.compile(r"\{([SQC]) ([^{}]*)\}")
_EVENT_MARK: Final = re.compile(r"<([st])>(.*?)</\1>", re.DOTALL)
_MARKED: Final = {"S": SOURCE, "Q": CUE, "C": CONTENT, "s": SOURCE, "t": TARGET}
"""What the first group of a mark stands for; the second is the words."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A statement or an event, and what is done in it.

    Attributes:
        text: What it stands in.
        parts: A part of it (see `engine.acts`), its first code point and one past its last.
        acts: The act, and a second one where it does two things; none where nobody says.
        event: The type of the event; None where nobody says.
        target: The words that the act is directed at; empty where there are none.
    """

    text: str
    parts: tuple[tuple[int, int, int], ...]
    acts: tuple[str, ...] = ()
    event: str | None = None
    target: str = ""


def held_out(sentence: str) -> bool:
    """Whether a sentence of PLV is one of the fifth that no step learns."""
    digest = hashlib.sha256(sentence.encode("utf-8")).digest()
    return int.from_bytes(digest, "big") % HELD_OUT == 0


def kept_apart(deed: Deed) -> bool:
    """Whether a statement with an act is one of the tenth that no step learns, by its digest.

    On them is set how sure the reader must be: `onrecord.interpret.acts`.
    """
    return bool(deed.acts) and zlib.crc32(deed.text.encode("utf-8")) % KEPT_APART == 0


def load_plv(path: Path) -> tuple[list[Deed], list[Deed]]:
    """Reads PLV: what is learnt, and what is held out.

    Raises:
        TrainingError: If the file is absent or a row is not as described above.
    """
    if not path.exists():
        raise TrainingError(f"{path} is not there", "Pass --data the folder above it.")
    learnt: list[Deed] = []
    kept: list[Deed] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            deed = _event(row["gold_root"], row["marked_sentence"], str(path))
            (kept if held_out(row["sentence"]) else learnt).append(deed)
    return learnt, kept


def load_labelled(articles: Iterable[Article], folder: Path = FOLDER) -> list[Deed]:
    """Reads what we labelled and wrote ourselves.

    Args:
        articles: Those that the places point into; a place in another one is left out.
        folder: Of the labels.

    Raises:
        TrainingError: If a label is none, or a place is not within its article.
    """
    by_id = {article.id: article.text for article in articles}
    found = [
        placed(record, by_id[record["article"]], place)
        for place, line in _lines(folder, "*.jsonl")
        if (record := json.loads(line))["article"] in by_id
    ]
    found += [_written(line, place) for place, line in _lines(folder, "*.txt")]
    for place, line in _lines(folder, "*.tsv"):
        event, _, marked = line.partition("\t")
        found.append(_event(event, marked, place))
    return found


def _lines(folder: Path, names: str) -> Iterator[tuple[str, str]]:
    """The lines of files, each with where it stands."""
    for path in sorted(folder.glob(names)):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield f"{path}, line {number}", line


def placed(record: Mapping[str, object], text: str, place: str) -> Deed:
    """A statement that is known by its places in an article, cut out with what is around it.

    Raises:
        TrainingError: If a label is none, or a place is not within the article.
    """
    spans = [
        (part, int(start), int(end))
        for name, part in _ROLES.items()
        for start, end in record[name]  # type: ignore[attr-defined]
    ]
    own = [(start, end) for part, start, end in spans if part != SOURCE] or [
        (start, end) for _, start, end in spans
    ]
    if not own or max(end for _, _, end in spans) > len(text):
        raise TrainingError(f"{place}: not within its article", "Label it anew.")
    first, last = min(start for start, _ in own), max(end for _, end in own)
    begin = max(0, first - AROUND[0])
    begin = text.rfind("\n", 0, begin) + 1 if begin and "\n" in text[begin - 80 : begin] else begin
    while 0 < begin < first and not text[begin - 1].isspace():
        begin += 1
    end = min(len(text), last + AROUND[1])
    parts = tuple((p, s - begin, e - begin) for p, s, e in spans if begin <= s and e <= end)
    acts = tuple(str(record[name]) for name in ("act", "also") if record.get(name))
    target = "".join(text[start:stop] for start, stop in record.get("target", ())[:1])  # type: ignore[index]
    return _checked(Deed(text[begin:end], parts, acts, None, target), place)


def _written(line: str, place: str) -> Deed:
    label, _, marked = line.partition("\t")
    acts = label.split("|")
    text, parts = _unmarked(_MARK, marked)
    target = acts[2] if len(acts) > 2 else ""
    return _checked(Deed(text, parts, tuple(one for one in acts[:2] if one), None, target), place)


def _unmarked(
    pattern: re.Pattern[str], marked: str
) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """A text without its marks, and the parts that these name; a pattern's groups are as below."""
    pieces: list[str] = []
    parts = []
    length = done = 0
    for mark in pattern.finditer(marked):
        pieces += [marked[done : mark.start()], mark[2]]
        start = length + mark.start() - done
        length, done = start + len(mark[2]), mark.end()
        parts.append((_MARKED[mark[1]], start, length))
    return "".join([*pieces, marked[done:]]), tuple(parts)


def _event(event: str, marked: str, place: str) -> Deed:
    text, parts = _unmarked(_EVENT_MARK, marked)
    if event not in EVENTS:
        raise TrainingError(f"{place}: {event!r} is no type of event", "Correct the file.")
    return _checked(Deed(text, parts, (), event), place)


def _checked(deed: Deed, place: str) -> Deed:
    strange = [act for act in deed.acts if act not in ACTS]
    if strange:
        raise TrainingError(f"{place}: {strange[0]!r} is no act", "Correct the label.")
    if not deed.parts or any(start >= end for _, start, end in deed.parts):
        raise TrainingError(f"{place}: a mark is empty or absent", "Correct the marks.")
    return deed
