"""How factual events are taken to be, by rules and with weights on top."""

import gzip
import json
from pathlib import Path

import pytest

from evaluation.factuality import (
    Event,
    Steps,
    errors,
    fit,
    fit_steps,
    load_events,
    load_fitted,
)
from onrecord.document import Document
from onrecord.interpret.clauses import clauses_of, words_of
from onrecord.interpret.factuality import Presented, factuality_of


def score(text: str, word: str) -> float:
    clauses = clauses_of(words_of([Document("d", text).span(0, len(text))]))
    return factuality_of(Presented(clauses), clauses.lows.index(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The dam did not burst.", "burst"),
        ("The guards refused to open the gate.", "open"),
        ("Nobody crossed the river.", "crossed"),
        ("The council has reached no agreement.", "agreement"),
        ("The guards failed to close the sluice.", "close"),
    ],
)
def test_what_is_negated_is_below_nothing(text: str, word: str) -> None:
    assert score(text, word) < 0


def test_what_is_hedged_or_wished_is_between() -> None:
    assert 0 < score("The dam may burst.", "burst") < 1
    assert 0 < score("The guards want to open the gate.", "open") < 2
    assert score("The dam burst.", "burst") == 3
    assert 0 < score("If the dam bursts, we will leave.", "bursts") < 2


def test_a_reason_is_presented_for_itself() -> None:
    assert score("They did not leave because the dam burst.", "burst") == 3
    assert score("The man who did not pay was fined.", "fined") == 3


def event(lemma: str, label: float, *over: str) -> Event:
    return Event(lemma, over, label)


def test_weights_learn_what_stands_over_an_event() -> None:
    train = [
        *(event("go", 3.0, "form:ed") for _ in range(40)),
        *(event("go", -3.0, "form:ed", "own:negation:adverb") for _ in range(20)),
        *(event("come", 0.5, "form:bare", "own:infinitive:by:wish") for _ in range(20)),
    ]
    fitted = fit(train)
    one = errors(train, train, fitted)
    assert one.fitted < one.by_lemma
    assert one.fitted < one.majority
    assert fitted.score(train[40]) < -1.5
    steps = fit_steps(train, fitted)
    assert steps.score(fitted.score(train[0])) == 3.0
    assert Steps((0.0,), (-1.0, 1.0)).score(-0.5) == -1.0


def test_events_are_read_from_plain_and_packed_files(tmp_path: Path) -> None:
    record = {"text": "They did n't go .", "targets": [{"span1": [3, 4], "label": -3.0}]}
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    plain.write_text(json.dumps(record) + "\n", "utf-8")
    packed.write_bytes(gzip.compress(gzip.compress(plain.read_bytes())))
    assert load_events(plain) == load_events(packed)
    [found] = load_events(plain)
    assert "own:negation:adverb" in found.over
    assert found.label == -3.0


def test_what_was_fitted_can_be_read() -> None:
    fitted, steps = load_fitted()
    assert fitted.names["own:negation:adverb"] < -0.5
    assert len(steps.labels) == len(steps.edges) + 1
