"""Reports that we wrote ourselves for what is rare in labelled corpora, marked in place.

Each file of the folder `invented` holds short reports, a line of ``%%`` between two of them. In
their text ``{s1|…}`` is a source, ``{q1|…}`` a cue and ``{c1|…}`` a content; a number ties the
parts of one attribution together, and several numbers, as in ``{s1,2|…}``, share a part. The labels
follow ``docs/annotation.md``. The test sets of ``evaluation`` were written apart from these.
"""

import re
from collections import defaultdict
from pathlib import Path

from onrecord.errors import TrainingError
from onrecord.training.data import Article, Gold, Spans

FOLDER = Path(__file__).parent / "invented"
_PARTED = re.compile(r"^%%[ \t]*$", re.MULTILINE)
_MARK = re.compile(r"\{([sqc])([0-9]+(?:,[0-9]+)*)\|([^{}]*)\}")
_ROLES = {"s": "source", "q": "cue", "c": "content"}


def load_invented(folder: Path = FOLDER) -> list[Article]:
    """Reads every file of the folder, in the order of their names.

    Raises:
        TrainingError: If a mark is not as described above.
    """
    articles = []
    for path in sorted(folder.glob("*.txt")):
        for number, marked in enumerate(_PARTED.split(path.read_text("utf-8")), 1):
            if marked.strip():
                name = f"{path.stem}/{number}"
                articles.append(_article(name, marked.strip()))
    return articles


def _article(name: str, marked: str) -> Article:
    parts: list[str] = []
    length = done = 0
    roles: dict[int, dict[str, Spans]] = defaultdict(lambda: {r: [] for r in _ROLES.values()})
    for mark in _MARK.finditer(marked):
        parts += [marked[done : mark.start()], mark[3]]
        start = length + mark.start() - done
        length, done = start + len(mark[3]), mark.end()
        for number in mark[2].split(","):
            roles[int(number)][_ROLES[mark[1]]].append((start, length))
    text = "".join([*parts, marked[done:]])
    if "{" in text or "}" in text or not text:
        place = next((line for line in text.splitlines() if "{" in line or "}" in line), "")
        raise TrainingError(
            f"{name}: a mark is not whole, at {place[:60]!r}",
            "Write marks as {s1|…}, {q1|…} and {c1|…}, none within another.",
        )
    golds = [Gold(one["source"], one["cue"], one["content"]) for _, one in sorted(roles.items())]
    for gold in golds:
        for start, end in (*gold.source, *gold.cue, *gold.content):
            if start == end or text[start:end] != text[start:end].strip():
                raise TrainingError(
                    f"{name}: {text[start:end]!r} is empty or has white space at an edge",
                    "Move the white space out of the mark.",
                )
    return Article(f"invented/{name}", text, [golds])
