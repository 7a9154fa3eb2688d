"""Events are what actors do in words, in PLOVER's terms, and nothing else."""

import csv
import io
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord import export
from onrecord.document import Document, Span
from onrecord.export.plover.events import days, events
from onrecord.export.plover.polecat import COLUMNS
from onrecord.meaning import Act, Meaning, Time, Trigger
from onrecord.statement import Actor, Mention, Party, Post, Statement
from onrecord.values import Value
from onrecord.vocabulary.events import event_types

TEXT = (
    "The Lorvanian foreign minister, Ana Berg, said on Monday that Haskia must withdraw its guns. "
    "A Haskian official said no."
)
DAY = Time(None, "2026-03-02", "day", "relative")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(
        Document("d", TEXT, outlet="Telhask", published="2026-03-03"), start, start + len(words)
    )


BERG = Actor(
    "a1", "Ana Berg", "person", mentions=(Mention(span("Ana Berg"), "name"),),
    posts=(Post(span("foreign minister"), "foreign minister", "Lorvane", "LOR"),),
)  # fmt: skip
HASKIA = Actor("a2", "Haskia", "place", "HSK", (Mention(span("Haskia"), "name"),))


def statement(
    act: Act,
    also: Act | None = None,
    content: str = "that Haskia must withdraw its guns",
    **how: Any,  # noqa: ANN401 - fields of a meaning
) -> Statement:
    meaning = Meaning(
        Value(act, "model:m"), Value(also, "model:m") if also else None,
        Value("affirmed", "rule:polarity"), Value("certain", "rule:certainty"),
        Value("certain", "rule:certainty"), said_at=DAY,
    )  # fmt: skip
    manner = how.pop("manner", "indirect")
    speaker = how.pop("speaker", Party("person", BERG, span("Ana Berg")))
    return Statement(
        "s1", span("said").document, (span("Ana Berg"),), (span("said"),), (span(content),),
        Value(manner, "model:m"), 0.9, speaker=speaker,
        targets=(Party("body", HASKIA, span("Haskia")),), meaning=replace(meaning, **how),
    )  # fmt: skip


def test_a_demand_is_a_request_with_its_mode_and_sides() -> None:
    [event] = events(statement("demand"))
    assert (event.event, event.mode, event.kind.quad) == ("REQUEST", "yield", "VERBAL CONFLICT")
    assert [(s.name, s.country, s.sector) for s in event.actors] == [("Ana Berg", "LOR", "GOV")]
    assert [(s.name, s.country, s.sector) for s in event.recipients] == [("Haskia", "HSK", "GOV")]
    assert event.start == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("act", "event"),
    [
        ("ask", "REQUEST"), ("refuse", "REJECT"), ("threaten", "THREATEN"), ("accuse", "ACCUSE"),
        ("criticise", "ACCUSE"), ("praise", "SUPPORT"), ("thank", "SUPPORT"),
        ("apologise", "CONCEDE"), ("concede", "CONCEDE"),
        ("offer", "CONCEDE"),  # of a withdrawal
    ],
)  # fmt: skip
def test_acts_are_events(act: Act, event: str) -> None:
    assert [one.event for one in events(statement(act))] == [event]


def test_an_offer_of_nothing_that_gives_way_is_agreement() -> None:
    assert [one.event for one in events(statement("offer", content="its guns"))] == ["AGREE"]


@pytest.mark.parametrize("act", ["assert", "report", "deny", "decline-to-comment"])
def test_other_acts_are_no_events(act: Act) -> None:
    assert events(statement(act)) == ()


def test_two_acts_are_two_events() -> None:
    assert [one.event for one in events(statement("demand", "threaten"))] == ["REQUEST", "THREATEN"]


def test_nothing_is_exported_without_a_meaning_a_day_or_an_actor() -> None:
    one = statement("demand")
    assert events(replace(one, meaning=None)) == ()
    assert events(statement("demand", said_at=None)) == ()
    assert events(statement("demand", said_at=Time(None, "", "day", "unresolved"))) == ()
    for kind in ("unknown", "reports", "document", "not-stated"):
        assert events(replace(one, speaker=Party(kind, span=span("Ana Berg")))) == ()


def test_an_unnamed_official_is_of_a_country_and_has_no_name() -> None:
    party = Party("official", None, span("A Haskian official"), of=HASKIA, country="HSK")
    [event] = events(statement("refuse", speaker=party))
    [side] = event.actors
    assert (side.name, side.country, side.sector) == ("", "HSK", "GOV")


def rows(*statements: Statement) -> list[list[str]]:
    stream = io.StringIO(newline="")
    export.write(statements, "polecat", stream)
    stream.seek(0)
    return list(csv.reader(stream, delimiter="\t"))


def test_polecat_has_its_columns_and_one_row_an_event() -> None:
    header, row = rows(statement("demand"))
    assert tuple(header) == COLUMNS
    cells = dict(zip(header, row, strict=True))
    assert cells["Event Type"] == "REQUEST"
    assert cells["Actor Country"] == "LOR"
    assert cells["Recipient Name"] == "Haskia"
    assert cells["Event ID"].split("_")[0].startswith("20260303-")
    assert cells["Actor COW"] == "None"


def test_what_is_denied_wished_or_alleged_is_marked_and_not_in_polecat() -> None:
    doubtful = Value("underspecified", "rule:certainty")
    unsaid = Value("unsaid", "rule:polarity")
    negation = (Trigger(span("said"), "negation", "reporter"),)
    for one in (
        statement("demand", manner="narrated"),
        statement("demand", reported=doubtful),
        statement("demand", polarity=unsaid, triggers=negation),
    ):
        assert len(rows(one)) == 1
        stream = io.StringIO(newline="")
        assert export.write([one], "plover", stream) == 1
        record = json.loads(stream.getvalue())
        marks = record["statement"]
        assert marks["narrated"] or marks["reported"] != "certain" or record["auxiliary"]


def test_a_cell_never_breaks_the_table() -> None:
    one = statement("demand")
    odd = replace(one.document, outlet="Tel\thask\nToday")
    [_, row] = rows(replace(one, document=odd))
    assert len(row) == len(COLUMNS)
    assert row[COLUMNS.index("Source")] == "Tel hask Today"


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        ("2026-03-07/2026-03-08", date(2026, 3, 7), date(2026, 3, 8)),
        ("2026-03-02T14:00+03:00", date(2026, 3, 2), None),
    ],
)
def test_a_time_is_its_days(value: str, first: date, last: date | None) -> None:
    assert days(Time(None, value, "range", "relative")) == (first, last)


@pytest.mark.parametrize("value", ["P4Y", "R/P1W", "2026-13", "../2026-03-02"])
def test_what_is_no_stretch_of_days_has_none(value: str) -> None:
    assert days(Time(None, value, "duration", "explicit")) is None


SHARED = Path(os.environ.get("ONRECORD_SHARED") or Path(__file__).parents[3] / "shared")


@pytest.mark.skipif(
    not (SHARED / "data" / "acts").is_dir(),
    reason="the coding scheme's files are not here; ONRECORD_SHARED names the folder with data/",
)
def test_our_words_are_those_of_the_scheme() -> None:
    folder = SHARED / "data" / "acts"
    scheme = json.loads((folder / "plover_v2_vocab.json").read_text("utf-8"))
    for name, kind in event_types().items():
        assert kind.code == scheme["events"][name]["quad"]
        assert set(kind.modes) == set(scheme["events"][name]["modes"])
        scale = scheme["scores"][name]
        assert kind.scale == (-scale if name == "ACCUSE" else scale)
        for mode, value in kind.modes.items():
            assert value == scheme["scores"][f"{name}:{mode}"]
    columns = json.loads((folder / "polecat_columns.json").read_text("utf-8"))
    assert list(COLUMNS) == columns["columns"]
    assert {kind.quad for kind in event_types().values()} <= set(columns["quad_values"])
