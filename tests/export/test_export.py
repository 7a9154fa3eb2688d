"""Every format is written for real and read back with what its readers would use."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from onrecord import Document, Statement, Value, export, pipeline
from onrecord.cli.export import FORMATS as OFFERED
from onrecord.engine.stub import StubEngine
from onrecord.errors import EncodingError, QueryError
from onrecord.export.csv import COLUMNS
from onrecord.meaning import (
    Act,
    Certainty,
    Condition,
    Meaning,
    Polarity,
    Precision,
    Time,
    Trigger,
)
from onrecord.statement import Actor, Party, Reading

TEXT = "SANA said the envoy told Tolmek, “We will not\r\nmove,” he was told; “not now”. 😀"
ENGINE = StubEngine(
    [("SANA", "said", ("the envoy told Tolmek, “We will not\r\nmove,”", "“not now”"))],
    inner=[("the envoy", "told", "“We will not\r\nmove,”")],
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)

OF_STATEMENTS = [name for name, one in export.FORMATS.items() if one.unit == "statements"]
"""Formats that have a line for each statement; the others have events (`test_plover.py`)."""


def reading() -> Reading:
    document = Document(
        "d/1", TEXT, "=A title", "Post", "By “X”", "2031-03-11", "https://p.example/1"
    )
    return pipeline.read([document], ENGINE)[0]


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((files("onrecord.export") / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def statement_of(text: str) -> Statement:
    document = Document(text, text, text, text, text, text, text)
    span = document.span(0, len(text))
    actor = Actor("a1", text, "person", entry=text)
    one = Party("person", actor, span, country=text)
    two = Party("rebel", None, span, of=actor, told=(span,))
    return Statement(
        text,
        document,
        (span,),
        (),
        (span, span),
        Value("direct", text),
        0.5,
        text,
        None,
        speaker=one,
        joint=(two,),
        chain=(one, two),
        addressees=(two,),
        targets=(two,),
        meaning=Meaning(
            Value("demand", text, 0.5, Value("ask", text)),
            None,
            Value("denied", text, 1.0),
            Value("possible", text),
            Value("certain", text),
            (Trigger(span, "negation", "speaker"),),
            (Condition("if", span, span, (span,)),),
            Time(None, text, "day", "assumed"),
            (Time(span, "", "week", "unresolved"),),
        ),
    )


def test_a_reading_is_what_its_schema_says() -> None:
    line = json.loads(json.dumps(export.reading_to_json(reading())))
    validator("reading").validate(line)

    (outer,) = line["attributions"]
    assert [TEXT[a:b] for a, b in outer["source"]] == ["SANA"]
    assert [TEXT[a:b] for a, b in outer["content"]][1] == "“not now”"
    assert [TEXT[a:b] for a, b in outer["inner"][0]["source"]] == ["the envoy"]


def test_statements_as_json_lines_are_what_their_schema_says() -> None:
    statements = reading().statements
    stream = io.StringIO(newline="")

    assert export.write(statements, "jsonl", stream) == len(statements) > 1

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["id"] for line in lines] == [statement.id for statement in statements]
    for line in lines:
        validator("statement").validate(line)
        for role in ("source", "cue", "content"):
            for span in line[role]:
                assert TEXT[span["start"] : span["end"]] == span["text"]
    assert lines[-1]["reported_in"] is not None or lines[0]["reported_in"] is None


def test_csv_has_a_row_for_every_statement_and_every_field(tmp_path: Path) -> None:
    statements = reading().statements
    path = tmp_path / "record.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        assert export.write(statements, "csv", stream) == len(statements)

    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    for row, statement in zip(rows, statements, strict=True):
        assert row["id"] == statement.id
        assert row["title"] == "=A title"
        assert row["content"] == " … ".join(span.text for span in statement.content)
        spans = json.loads(row["content_spans"])
        assert spans == [[span.start, span.end] for span in statement.content]
        assert (row["continues"] or None) == statement.continues
        assert (row["reported_in"] or None) == statement.reported_in


@settings(max_examples=100, deadline=None)
@example("=HYPERLINK(1)")
@example("+1")
@example("-1")
@example("@SUM(1)")
@example("a\rb\nc\r\nd\x85e\u2028f\u2029g\x0b\x0c")
@example('"",\t\x00;')
@example("👩🏽‍🚀 e\u0301 שלום")
@given(TEXTS)
def test_any_text_comes_back_from_csv_and_json_lines(text: str) -> None:
    statement = statement_of(text)
    for form in OF_STATEMENTS:
        stream = io.StringIO(newline="")
        export.write([statement], form, stream)
        stream.seek(0)
        if form == "csv":
            (row,) = csv.DictReader(stream)
            place = [0, len(text)]
            assert row == {
                **dict.fromkeys(COLUMNS, text),
                "cue": "",
                "content": f"{text} … {text}",
                "manner": "direct",
                "confidence": "0.5000",
                "reported_in": "",
                "speaker_kind": "person",
                "joint": " ".join(text.split()),
                "chain": f"{text}; {' '.join(text.split())}",
                "addressees": " ".join(text.split()),
                "targets": " ".join(text.split()),
                "interpreted": "yes",
                "act": "demand",
                "act_confidence": "0.5000",
                "also": "",
                "also_set_by": "",
                "also_confidence": "",
                "polarity": "denied",
                "polarity_confidence": "1.0000",
                "certainty": "possible",
                "certainty_confidence": "",
                "reported": "certain",
                "reported_confidence": "",
                "triggers": f"negation (speaker): {text}",
                "conditional": "yes",
                "said_at_precision": "day",
                "said_at_known": "assumed",
                "times": "unresolved",
                "trigger_spans": json.dumps([place]),
                "condition_spans": json.dumps([place]),
                "said_at_span": "[null]",
                "time_spans": json.dumps([place]),
                "source_spans": json.dumps([place]),
                "cue_spans": "[]",
                "content_spans": json.dumps([place, place]),
            }
        else:
            (written,) = stream.getvalue().splitlines()
            line = json.loads(written)
            validator("statement").validate(line)
            assert line["document"]["title"] == line["source"][0]["text"] == text
            assert line["meaning"]["act"] == {
                "value": "demand",
                "set_by": text,
                "confidence": 0.5,
                "replaced": [{"value": "ask", "set_by": text, "confidence": None}],
            }
            assert line["meaning"]["conditions"][0]["cue"]["text"] == text
            assert line["meaning"]["said_at"]["value"] == text
            assert line["meaning"]["times"][0]["value"] is None


@pytest.mark.parametrize("form", OF_STATEMENTS)
def test_each_statement_is_written_before_the_next_is_asked_for(form: str) -> None:
    stream = io.StringIO(newline="")
    seen = []

    def statements() -> Iterator[Statement]:
        for number in range(50):
            yield statement_of(f"statement {number}")
            seen.append(f"statement {number}" in stream.getvalue())

    assert export.write(statements(), form, stream) == 50
    assert seen == [True] * 50


@pytest.mark.parametrize(("form", "heading"), [("csv", 1), ("jsonl", 0)])
@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_count_is_what_a_reader_counts(form: str, heading: int, number: int) -> None:
    stream = io.StringIO(newline="")
    written = (statement_of(f"one\r\ntwo\n{i}") for i in range(number))

    assert export.write(written, form, stream) == number

    stream.seek(0)
    read = list(csv.reader(stream)) if form == "csv" else stream.read().splitlines()
    assert len(read) == number + heading


@pytest.mark.parametrize("form", OF_STATEMENTS)
@pytest.mark.parametrize(("encoding", "odd"), [("latin-1", "שלום"), ("utf-8", "half \ud83d")])
def test_a_character_that_the_output_lacks_is_refused_with_the_place(
    form: str, encoding: str, odd: str
) -> None:
    output = io.BytesIO()
    stream = io.TextIOWrapper(output, encoding=encoding, newline="")

    with pytest.raises(EncodingError, match=encoding) as caught:
        export.write([statement_of("good"), statement_of(odd)], form, stream)

    assert str(caught.value).isascii()
    stream.flush()
    assert output.getvalue().endswith(b"\n")
    assert b"half" not in output.getvalue()


@pytest.mark.parametrize(
    ("name", "field", "wrong"),
    [
        ("statement", "content", []),
        ("statement", "confidence", 1.5),
        ("statement", "manner", {"value": "shouted", "set_by": "rule:x"}),
        ("statement", "source", [{"start": 0, "end": 3}]),
        ("statement", "verdict", True),
        ("statement", "meaning", {"act": None}),
        ("statement", "targets", None),
        ("reading", "id", None),
        ("reading", "attributions", [{"source": [[0]]}]),
        ("reading", "verdict", True),
    ],
)
def test_the_schemas_refuse_what_is_no_record(name: str, field: str, wrong: object) -> None:
    line = export.statement_to_json(statement_of("No."))
    if name == "reading":
        line = export.reading_to_json(reading())
    good = json.loads(json.dumps(line))
    validator(name).validate(good)

    with pytest.raises(ValidationError):
        validator(name).validate({**good, field: wrong})


def test_an_act_that_nobody_told_is_not_one_that_nobody_looked_for() -> None:
    told = statement_of("No.")
    assert told.meaning is not None
    abstained = replace(told, meaning=replace(told.meaning, act=None, conditions=(), said_at=None))
    unread = replace(told, meaning=None)
    stream = io.StringIO(newline="")
    export.write([abstained, unread], "csv", stream)
    stream.seek(0)

    first, second = csv.DictReader(stream)

    assert (first["interpreted"], first["act"], first["conditional"]) == ("yes", "", "no")
    assert (second["interpreted"], second["act"], second["conditional"]) == ("no", "", "")
    for one in (abstained, unread):
        validator("statement").validate(json.loads(json.dumps(export.statement_to_json(one))))


def test_the_schemas_know_every_word_of_a_meaning() -> None:
    for name in ("statement", "reading"):
        schema = json.loads((files("onrecord.export") / f"{name}.schema.json").read_text("utf-8"))
        kinds = schema["$defs"]
        assert kinds["act"]["properties"]["value"]["enum"] == list(get_args(Act))
        assert kinds["certainty"]["properties"]["value"]["enum"] == list(get_args(Certainty))
        assert kinds["time"]["properties"]["precision"]["enum"] == list(get_args(Precision))
        meaning = kinds["meaning"]["properties"]
        assert meaning["polarity"]["properties"]["value"]["enum"] == list(get_args(Polarity))


def test_a_report_that_ascribes_nothing_is_a_reading_too() -> None:
    (silent,) = pipeline.read([Document("d2", "It rained all day.")], ENGINE)
    line = json.loads(json.dumps(export.reading_to_json(silent)))
    validator("reading").validate(line)
    assert line["attributions"] == []


def test_a_format_that_there_is_not_is_named_with_the_choices() -> None:
    with pytest.raises(QueryError, match="csv, jsonl"):
        export.write([], "xls", io.StringIO())


def test_exporting_loads_neither_the_engine_nor_the_book() -> None:
    program = "import sys, onrecord.export; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numpy", "openvino", "onnxruntime", "sqlalchemy", "jsonschema"} & set(loaded)


def test_the_command_line_offers_every_format() -> None:
    assert tuple(export.FORMATS) == OFFERED
