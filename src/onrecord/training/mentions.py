"""Human-labelled names and coreference as training documents.

From world newswire come names; from GUM (Zeldes 2017) names, nouns for people, bodies and places,
and who is meant; from LitBank (Bamman, Lewke and Mansoor 2020) who is meant; from GAP (Webster et
al. 2018) which of two names a pronoun stands for. A mention is kept as the words at its head, so
that mentions never overlap: of “Russian Foreign Minister Sergei Lavrov” the name, of “the talkative
head of the mission” the word “head”.
"""

import csv
import io
import re
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from onrecord.engine.mentions import KINDS, PRONOUNS
from onrecord.errors import TrainingError
from onrecord.training.detokenise import detokenise

NAMES: Final = KINDS[:4]
SENTENCES: Final = 2
"""Sentences in a paragraph of texts that come as sentences."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for somebody or something.

    Attributes:
        start: Its head's first code point.
        end: One past the last.
        kind: One of `engine.mentions.KINDS`; None for a pronoun, or where nobody says.
        entity: Whom it stands for, a number within the text; None where nobody says.
    """

    start: int
    end: int
    kind: str | None
    entity: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun and the names it may stand for.

    Attributes:
        pronoun: Its start and end.
        names: Starts and ends.
        right: Of each name, whether it is the one.
    """

    pronoun: tuple[int, int]
    names: tuple[tuple[int, int], ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One text to learn mentions from.

    Attributes:
        id: Its name, the corpus first.
        text: Its characters.
        mentions: In the order of the text.
        complete: The kinds of which every mention is marked.
        choices: Pronouns of which the rest of the chain is not known.
    """

    id: str
    text: str
    mentions: tuple[Mention, ...]
    complete: frozenset[str]
    choices: tuple[Choice, ...] = ()


_NEWSWIRE = {
    "Person": "person",
    "Organization": "organisation",
    "Location": "place",
    "NORP": "nationality",
}


def load_newswire(path: Path) -> list[Marked]:
    """Reads world newswire: one token a line with its tag, a blank line between sentences.

    Raises:
        TrainingError: If the file is absent.
    """
    found = []
    for name, content in _members(path):
        sentences = []
        for block in content.split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines() if line.strip()]
            if len(rows) > 1:  # a single one is the address of the page
                sentences.append([(row[0], row[-1]) for row in rows])
        if sentences:
            found.append(from_tags(f"newswire/{Path(name).name}", sentences, _NEWSWIRE))
    return found


def from_tags(
    name: str, sentences: Sequence[Sequence[tuple[str, str]]], kinds: dict[str, str]
) -> Marked:
    """A text of tagged sentences, two to a paragraph.

    Args:
        name: Of the text.
        sentences: Tokens with their tags, ``B-`` and ``I-`` before a kind.
        kinds: Which of our kinds each of theirs is; what is not among them is no mention.
    """
    text = ""
    mentions = []
    for number, sentence in enumerate(sentences):
        if number:
            text += "\n\n" if number % SENTENCES == 0 else " "
        joined, places = detokenise([token for token, _ in sentence])
        begin: int | None = None
        for i, (_, tag) in enumerate([*sentence, ("", "O")]):
            if begin is not None and not tag.startswith("I-"):
                kind = kinds.get(sentence[begin][1][2:])
                if kind is not None:
                    start, end = places[begin][0], places[i - 1][1]
                    mentions.append(Mention(start + len(text), end + len(text), kind, None))
                begin = None
            if tag.startswith("B-"):
                begin = i
        text += joined
    return Marked(name, text, tuple(mentions), frozenset(kinds.values()))


def _members(path: Path) -> Iterator[tuple[str, str]]:
    if not path.exists():
        raise TrainingError(f"{path} is not there", "Pass --data the folder above it.")
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                yield member.name, file.read().decode("utf-8")


_OPENED = re.compile(r"\(?[^()]+\)?|\)")
_NAMED = {"person": "person", "organization": "organisation", "place": "place"}
_NOUNS = {"person": "people", "organization": "body", "place": "location"}


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    word: str
    tag: str
    entity: str


def load_gum(path: Path) -> list[Marked]:
    """Reads GUM's documents with their entities.

    Raises:
        TrainingError: If the file is absent.
    """
    return [_gum(Path(name).stem, content) for name, content in _members(path)]


def _gum(name: str, content: str) -> Marked:
    text = ""
    whole = 0, False  # the last token of a word of several, and whether no space follows
    tokens: list[_Token] = []
    for line in content.splitlines():
        if line.startswith("# newpar") and "block" not in line and text:
            text = text.rstrip() + "\n\n"
        columns = line.split("\t")
        if len(columns) == 10 and "-" in columns[0]:  # tokens that are one word, “America's”
            whole = int(columns[0].split("-")[1]), "SpaceAfter=No" in columns[9]
        if len(columns) != 10 or not columns[0].isdigit():
            continue
        number = int(columns[0])
        misc = dict(part.partition("=")[::2] for part in columns[9].split("|"))
        start = len(text)
        text += columns[1]
        tokens.append(_Token(start, len(text), columns[1], columns[4], misc.get("Entity", "")))
        glued = misc.get("SpaceAfter") == "No"
        if number <= whole[0]:
            glued = number < whole[0] or whole[1]
        if number >= whole[0]:
            whole = 0, False
        text += "" if glued else " "
    numbers: dict[str, int] = {}
    opened: dict[str, list[tuple[int, list[str]]]] = {}
    mentions: dict[tuple[int, int], Mention] = {}
    for i, token in enumerate(tokens):
        for part in _OPENED.findall(token.entity):
            fields = part.strip("()").split("-")
            if part.startswith("("):
                opened.setdefault(fields[0], []).append((i, fields))
            if part.endswith(")"):
                begin, fields = opened[fields[0]].pop()
                entity = numbers.setdefault(fields[0], len(numbers))
                one = _gum_mention(tokens, begin, i + 1, fields, entity)
                mentions.setdefault((one.start, one.end), one)
    complete = frozenset((*_NAMED.values(), *_NOUNS.values()))
    return Marked(f"gum/{name}", text.rstrip(), _flat(mentions.values()), complete)


def _gum_mention(
    tokens: list[_Token], begin: int, end: int, fields: list[str], entity: int
) -> Mention:
    heads = [int(n) for n in fields[5].split(",") if n.isdigit()] if len(fields) > 5 else []
    heads = [begin + n - 1 for n in heads if begin + n - 1 < end] or [end - 1]
    first, last = heads[0], heads[0]
    if tokens[first].tag.startswith("NNP"):
        while first > begin and tokens[first - 1].tag.startswith("NNP"):
            first -= 1
        while last + 1 < end and tokens[last + 1].tag.startswith("NNP"):
            last += 1
        kind = _NAMED.get(fields[1])
    else:
        kind = None if tokens[first].word.lower() in PRONOUNS else _NOUNS.get(fields[1])
    return Mention(tokens[first].start, tokens[last].end, kind, entity)


_STOPS = frozenset(", of in on at who whom which that with from for to and by as ( -- ; :".split())  # noqa: SIM905


def load_litbank(path: Path) -> list[Marked]:
    """Reads LitBank; its texts are tokens, and mentions nest.

    Raises:
        TrainingError: If the file is absent.
    """
    found = []
    for name, content in _members(path):
        rows = [line.split("\t") for line in content.splitlines()]
        sentences = [list(group) for full, group in groupby(rows, lambda row: len(row) > 4) if full]
        if not sentences:
            continue
        text = ""
        mentions: dict[tuple[int, int], Mention] = {}
        for number, sentence in enumerate(sentences):
            if number:
                text += "\n\n" if number % (2 * SENTENCES) == 0 else " "
            words = [row[3] for row in sentence]
            joined, places = detokenise(words)
            opened: dict[str, list[int]] = {}
            for i, row in enumerate(sentence):
                for part in row[-1].split("|"):
                    chain = part.strip("()")
                    if part.startswith("("):
                        opened.setdefault(chain, []).append(i)
                    if part.endswith(")") and opened.get(chain):
                        a, b = _head(words, opened[chain].pop(), i + 1)
                        start, end = places[a][0] + len(text), places[b - 1][1] + len(text)
                        one = Mention(start, end, None, int(chain))
                        mentions.setdefault((start, end), one)
            text += joined
        found.append(
            Marked(f"litbank/{Path(name).stem}", text, _flat(mentions.values()), frozenset())
        )
    return found


def _head(words: Sequence[str], begin: int, end: int) -> tuple[int, int]:
    """The last word before what follows the head; with a name, all of the name."""
    stop = begin + 1
    while stop < end and words[stop].lower() not in _STOPS:
        stop += 1
    if stop - 1 > begin and words[stop - 1] in ("'s", "’s"):
        stop -= 1
    first = stop - 1
    if words[first][:1].isupper():
        while first > begin and words[first - 1][:1].isupper():
            first -= 1
    return first, stop


def _flat(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """In the order of the text; of two that overlap, the shorter."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda m: m.end - m.start):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda m: m.start))


def load_gap(path: Path) -> list[Marked]:
    """Reads GAP: one pronoun and two names in each text.

    Raises:
        TrainingError: If the file is absent.
    """
    if not path.exists():
        raise TrainingError(f"{path} is not there", "Pass --data the folder above it.")
    found = []
    for row in csv.DictReader(io.StringIO(path.read_text("utf-8")), delimiter="\t", quoting=3):
        pronoun = _place(row, "Pronoun")
        names = _place(row, "A"), _place(row, "B")
        right = tuple(row[f"{name}-coref"].upper() == "TRUE" for name in ("A", "B"))
        choice = Choice(pronoun, names, right)
        found.append(Marked(f"gap/{row['ID']}", row["Text"], (), frozenset(), (choice,)))
    return found


def _place(row: dict[str, str], column: str) -> tuple[int, int]:
    start = int(row[f"{column}-offset"])
    return start, start + len(row[column])
