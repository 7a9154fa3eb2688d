"""How factual the events of labelled texts are taken to be: mean absolute error, beside baselines.

The texts are those of UW (Lee et al. 2015) and MEANTIME (Minard et al. 2016) as unified by
Stanovsky et al. (2017): one JSON object a line, with ``text`` in tokens and ``targets``, each a
token with a label from −3 to 3. They are not here.

Besides the rules alone there is a small mapping on top: a weight for each name of what stands over
an event (`interpret.factuality`) and one for the mean label of the event's lemma, fitted on UW's
train part so that the sum of absolute errors is least. MEANTIME, whose train part has a tenth of
the events and hardly any label but 3, takes the same scores in three steps. Both are kept in
`factuality.json`, which is made by:

    python -m evaluation.factuality DATA --fit

where DATA holds ``uw/`` and ``meantime/``. Without ``--fit`` the errors on the dev parts are
printed.
"""

import argparse
import gzip
import json
import statistics
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.interpret.clauses import Word, clauses_of
from onrecord.interpret.factuality import Presented, rule_score
from onrecord.vocabulary.verbs import lemma

WEIGHTS: Final = Path(__file__).parent / "factuality.json"
SETS: Final = ("uw", "meantime")
LEAST: Final = 8
"""How often a name or a lemma stands in the train part, at least, to have a weight of its own."""
RIDGE: Final = 3.0
"""How strongly weights are drawn to nothing; chosen on the train part, crosswise."""
STEPS: Final = 20
"""Steps of reweighting; the errors no longer change after some twenty."""
EDGES: Final = (0.5, 1.5)
"""Scores of UW's mapping at which another step of MEANTIME's begins: what is not held to be so,
what is held weakly, and the rest. With more steps, some have next to no events."""
SHRINK: Final = 3.0
"""Labels of the whole part that a lemma's mean starts from."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a labelled text.

    Attributes:
        lemma: Of its word.
        over: What stands over it.
        label: From −3, certainly not, to 3, certainly so.
    """

    lemma: str
    over: tuple[str, ...]
    label: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights that make a score of what stands over an event.

    Attributes:
        base: What every score starts from.
        rule: The weight of the score that the rules alone give.
        lemma: The weight of a lemma's mean label.
        overall: The mean label of the train part, for lemmas that are not in it.
        names: A weight for each name.
        lemmas: The mean label of each lemma, drawn to the overall mean.
    """

    base: float
    rule: float
    lemma: float
    overall: float
    names: Mapping[str, float]
    lemmas: Mapping[str, float]

    def score(self, event: Event) -> float:
        """A score from −3 to 3."""
        known = self.lemmas.get(event.lemma, self.overall)
        total = self.base + self.rule * rule_score(event.over) + self.lemma * known
        total += sum(self.names.get(name, 0.0) for name in set(event.over))
        return max(-3.0, min(3.0, total))


@dataclass(frozen=True, slots=True)
class Errors:
    """Mean absolute errors on one dev part, on the scale of −3 to 3.

    Attributes:
        count: Events.
        majority: Of the commonest label of the train part for all.
        by_lemma: Of the mean train label of the event's lemma.
        rules: Of the rules alone.
        fitted: Of the mapping on top of them.
        correlation: Pearson's r of the mapping's scores with the labels.
    """

    count: int
    majority: float
    by_lemma: float
    rules: float
    fitted: float
    correlation: float


def load_events(path: Path) -> list[Event]:
    """Reads the events of a file, in its order; it may be packed, also twice."""
    packed = path.read_bytes()
    while packed[:2] == b"\x1f\x8b":
        packed = gzip.decompress(packed)
    found = []
    for line in packed.decode("utf-8").splitlines():
        record = json.loads(line)
        tokens = record["text"].split(" ")
        presented = Presented(clauses_of(_words(tokens)))
        for target in record["targets"]:
            place = target["span1"][0]
            over = presented.over(place)
            found.append(Event(lemma(tokens[place]), over, float(target["label"])))
    return found


def _words(tokens: Sequence[str]) -> tuple[Word, ...]:
    found, at = [], 0
    for token in tokens:
        found.append(Word(at, at + len(token), token, token.lower().replace("’", "'")))
        at += len(token) + 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Steps:
    """Labels that a set gives to the scores of another's mapping, being too small for its own.

    Attributes:
        edges: Scores at which another step begins, rising.
        labels: The label of each step, one more than there are edges.
    """

    edges: tuple[float, ...]
    labels: tuple[float, ...]

    def score(self, before: float) -> float:
        """The label of a score."""
        return self.labels[bisect_right(self.edges, before)]


def fit_steps(events: Sequence[Event], mapping: Fitted) -> Steps:
    """Takes the median label of each step; the commonest label where a step has too few events."""
    common = _common(events)
    by_step: dict[int, list[float]] = defaultdict(list)
    for event in events:
        by_step[bisect_right(EDGES, mapping.score(event))].append(event.label)
    labels = [
        statistics.median(by_step[i]) if len(by_step[i]) >= LEAST else common
        for i in range(len(EDGES) + 1)
    ]
    return Steps(EDGES, tuple(round(label, 2) for label in labels))


def fit(events: Sequence[Event]) -> Fitted:
    """Fits the mapping: least absolute errors by reweighted least squares, with a ridge.

    The mean of a lemma leaves the event itself out, so that a rare lemma does not tell its label.
    """
    overall = statistics.fmean(event.label for event in events)
    sums: dict[str, list[float]] = defaultdict(list)
    for event in events:
        sums[event.lemma].append(event.label)
    counts = Counter(name for event in events for name in set(event.over))
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    column = {name: i + 3 for i, name in enumerate(names)}

    rows = np.zeros((len(events), len(names) + 3))
    labels = np.array([event.label for event in events])
    for i, event in enumerate(events):
        own = sums[event.lemma]
        without = (sum(own) - event.label + SHRINK * overall) / (len(own) - 1 + SHRINK)
        rows[i, :3] = 1.0, rule_score(event.over), without
        for name in set(event.over):
            if name in column:
                rows[i, column[name]] = 1.0
    weights = _least_absolute(rows, labels)
    return Fitted(
        base=round(float(weights[0]), 3),
        rule=round(float(weights[1]), 3),
        lemma=round(float(weights[2]), 3),
        overall=round(overall, 3),
        names={name: round(float(weights[i]), 3) for name, i in column.items()},
        lemmas={
            word: round((sum(own) + SHRINK * overall) / (len(own) + SHRINK), 2)
            for word, own in sorted(sums.items())
            if len(own) >= LEAST
        },
    )


def _least_absolute(rows: Floats, labels: Floats) -> Floats:
    penalty = np.eye(rows.shape[1]) * RIDGE
    penalty[0, 0] = 1e-6
    weights: Floats = np.zeros(rows.shape[1])
    scale: Floats = np.ones(len(labels))
    for _ in range(STEPS):
        weighted = rows * scale[:, None]
        solved = np.linalg.solve(rows.T @ weighted + penalty, weighted.T @ labels)
        weights = np.asarray(solved, np.float64)
        scale = np.asarray(1.0 / np.maximum(0.05, np.abs(labels - rows @ weights)), np.float64)
    return weights


def _common(events: Sequence[Event]) -> float:
    return Counter(round(event.label, 1) for event in events).most_common(1)[0][0]


def errors(
    train: Sequence[Event], dev: Sequence[Event], mapping: Fitted, steps: Steps | None = None
) -> Errors:
    """Scores the events of a dev part in all ways.

    Args:
        train: The train part of the same set, for the baselines.
        dev: The events to be scored.
        mapping: The mapping of UW.
        steps: What its scores are turned into, for another set.
    """
    common = _common(train)
    overall = statistics.fmean(event.label for event in train)
    sums: dict[str, list[float]] = defaultdict(list)
    for event in train:
        sums[event.lemma].append(event.label)
    means = {word: statistics.fmean(labels) for word, labels in sums.items()}
    given = [mapping.score(event) for event in dev]
    scores = np.array([steps.score(one) if steps else one for one in given])
    labels = np.array([event.label for event in dev])
    return Errors(
        count=len(dev),
        majority=_error(dev, (common for _ in dev)),
        by_lemma=_error(dev, (means.get(event.lemma, overall) for event in dev)),
        rules=_error(dev, (rule_score(event.over) for event in dev)),
        fitted=_error(dev, scores.tolist()),
        correlation=float(np.corrcoef(scores, labels)[0, 1]),
    )


def _error(events: Iterable[Event], scores: Iterable[float]) -> float:
    pairs = zip(events, scores, strict=True)
    return statistics.fmean(abs(event.label - score) for event, score in pairs)


def load_fitted(path: Path = WEIGHTS) -> tuple[Fitted, Steps]:
    """Reads what was fitted: the mapping, on UW, and its steps, on MEANTIME."""
    record = json.loads(path.read_text("utf-8"))
    steps = record["meantime"]
    return Fitted(**record["uw"]), Steps(tuple(steps["edges"]), tuple(steps["labels"]))


def factuality_errors(data: Path) -> dict[str, Errors]:
    """The errors on the dev parts of the sets that are there, with the kept mappings.

    Args:
        data: The folder that holds ``uw`` and ``meantime``.
    """
    mapping, steps = load_fitted()
    found = {}
    for name in SETS:
        files = [_file(data, name, part) for part in ("train", "dev")]
        if all(file.exists() for file in files):
            train, dev = (load_events(file) for file in files)
            found[name] = errors(train, dev, mapping, None if name == "uw" else steps)
    return found


def _file(data: Path, name: str, part: str) -> Path:
    return data / name / (f"{part}.jsonl.gz" if name == "uw" else f"{part}.jsonl")


def main() -> None:
    """Prints the errors, or fits the mappings anew and keeps them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("data", type=Path, help="the folder that holds uw and meantime")
    parser.add_argument("--fit", action="store_true", help="fit the mappings on the train parts")
    given = parser.parse_args()
    if given.fit:
        mapping = fit(load_events(_file(given.data, "uw", "train")))
        steps = fit_steps(load_events(_file(given.data, "meantime", "train")), mapping)
        record = {
            "uw": {field: getattr(mapping, field) for field in Fitted.__slots__},
            "meantime": {"edges": steps.edges, "labels": steps.labels},
        }
        WEIGHTS.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", "utf-8")
    for name, one in factuality_errors(given.data).items():
        sys.stdout.write(
            f"{name:9}{one.count:5} events  MAE majority {one.majority:.3f}  "
            f"lemma {one.by_lemma:.3f}  rules {one.rules:.3f}  fitted {one.fitted:.3f}  "
            f"r {one.correlation:.3f}\n"
        )


if __name__ == "__main__":
    main()
