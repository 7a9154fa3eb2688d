"""How well acts and events are told, on statements that no step of training saw.

Events come from the held-out fifth of PLV, with their source and target given. Acts come from
PolNeAR's held-out articles and its development part: statements that we labelled by careful
reading, kept as places in the articles (`tests/data/acts.jsonl`). They were read again later, by
somebody who did not see the first labels: how far two readings agree bounds what can be asked.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.document import Document
from onrecord.engine.acts import ACTS, EVENTS
from onrecord.engine.session import NeuralEngine
from onrecord.interpret.acts import CUED, SURE, likely
from onrecord.interpret.cued import named_act
from onrecord.statement import ROLES, Manner, Statement
from onrecord.training.deeds import load_plv
from onrecord.training.parts import never_learnt
from onrecord.values import Value

LABELLED = Path(__file__).parents[1] / "tests" / "data" / "acts.jsonl"


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of one statement.

    Attributes:
        right: The labels that are right; the first is the one that a careful reader writes.
        again: The same of a second reading; empty where there was none.
        told: The likeliest label.
        likely: How likely it is.
        written: Whether it is sure enough to be written down.
    """

    right: tuple[str, ...]
    told: str
    likely: float
    written: bool = True
    again: tuple[str, ...] = ()


def events(engine: NeuralEngine, data: Path) -> list[Told]:
    """The types of the held-out events.

    Raises:
        TrainingError: If the data are not there.
    """
    _, kept = load_plv(data / "acts" / "plv_train.tsv")
    _, shares = engine.events([(Document("d", deed.text), deed.parts) for deed in kept])
    return [
        Told((deed.event or "",), EVENTS[int(row.argmax())], float(row.max()))
        for deed, row in zip(kept, shares, strict=True)
    ]


def acts(engine: NeuralEngine, data: Path, path: Path = LABELLED) -> list[Told]:
    """The acts of the labelled statements, with their spans given and their articles read whole.

    Raises:
        TrainingError: If the articles are not there.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    texts = {article.id: article.text for article in never_learnt(data)}
    found = []
    for name in sorted({row["article"] for row in rows}):
        document = Document(name, texts[name])
        mine = [row for row in rows if row["article"] == name]
        (analysis,) = engine.analyse([document])
        statements = [_statement(row, document) for row in mine]
        shares = likely(analysis, statements)
        for row, statement, share in zip(mine, statements, shares, strict=True):
            right = tuple(row[name] for name in ("act", "also") if row.get(name))
            again = tuple(row["again"])
            named = named_act(statement)
            if named is not None:
                found.append(Told(right, named, CUED, again=again))
            else:
                sure = float(share.max())
                found.append(Told(right, ACTS[int(share.argmax())], sure, sure >= SURE, again))
    return found


def _statement(row: dict[str, list[list[int]]], document: Document) -> Statement:
    source, cue, content = (
        tuple(document.span(start, end) for start, end in row[role]) for role in ROLES
    )
    manner: Value[Manner] = Value("indirect", "person:label")
    return Statement("s", document, source, cue, content, manner, 1.0)


def accuracy(told: Sequence[Told]) -> float:
    """The share of which the likeliest label is the right one."""
    return sum(one.told == one.right[0] for one in told) / len(told)


def macro(told: Sequence[Told]) -> float:
    """The mean of the labels' F1 scores, over labels that are right at least once."""
    return sum(f1 for *_, f1 in by_label(told)) / max(1, len(by_label(told)))


def by_label(told: Sequence[Told]) -> list[tuple[str, int, float]]:
    """Each label that is right at least once, how often it is, and its F1."""
    right, found = Counter(one.right[0] for one in told), Counter(one.told for one in told)
    both = Counter(one.told for one in told if one.told == one.right[0])
    return [
        (label, count, 2 * both[label] / (count + found[label]))
        for label, count in sorted(right.items())
    ]


@dataclass(frozen=True, slots=True)
class Answers:
    """How many statements are answered, and how the answers compare with people's.

    Attributes:
        share: Of all statements, those of which an act is written down.
        right: Of these, those that have an act of the first reading; either one where a statement
            does two things.
        either: The same of any of the two readings.
    """

    share: float
    right: float
    either: float


def answered(told: Sequence[Told]) -> Answers:
    """Counts what is written down."""
    kept = [one for one in told if one.written]
    right = sum(one.told in one.right for one in kept)
    either = sum(one.told in (*one.right, *one.again) for one in kept)
    count = max(1, len(kept))
    return Answers(len(kept) / max(1, len(told)), right / count, either / count)


def agreement(told: Sequence[Told]) -> float:
    """The share of which the second reading's act is one of the first reading's."""
    return sum(one.again[0] in one.right for one in told) / max(1, len(told))
