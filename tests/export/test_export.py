"""Every format is written for real and read back with what its readers would use."""

import csv
import io
import json
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from onrecord import Document, Statement, Value, export, pipeline
from onrecord.cli.export import FORMATS as OFFERED
from onrecord.engine.stub import StubEngine
from onrecord.errors import QueryError
from onrecord.export.csv import COLUMNS
from onrecord.statement import Reading

TEXT = "SANA said the envoy told Tolmek, “We will not\r\nmove,” he was told; “not now”. 😀"
ENGINE = StubEngine(
    [("SANA", "said", ("the envoy told Tolmek, “We will not\r\nmove,”", "“not now”"))],
    inner=[("the envoy", "told", "“We will not\r\nmove,”")],
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)


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
    return Statement(
        text, document, (span,), (), (span, span), Value("direct", text), 0.5, text, None
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
@given(TEXTS)
def test_any_text_comes_back_from_csv_and_json_lines(text: str) -> None:
    statement = statement_of(text)
    for form in export.FORMATS:
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
                "source_spans": json.dumps([place]),
                "cue_spans": "[]",
                "content_spans": json.dumps([place, place]),
            }
        else:
            (written,) = stream.getvalue().splitlines()
            line = json.loads(written)
            validator("statement").validate(line)
            assert line["document"]["title"] == line["source"][0]["text"] == text


def test_a_format_that_there_is_not_is_named_with_the_choices() -> None:
    with pytest.raises(QueryError, match="csv, jsonl"):
        export.write([], "xls", io.StringIO())


def test_the_command_line_offers_every_format() -> None:
    assert tuple(export.FORMATS) == OFFERED
