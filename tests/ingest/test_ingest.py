"""Readers, on files that are written for real."""

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Document, Skipped
from onrecord.ingest import read_paths, total_bytes
from onrecord.ingest.dates import iso_date

PAGES = Path(__file__).parent / "pages"
GERMAN = (
    "Der Fährmann sagte am Montag, die Fähre werde wieder fahren, sobald der Anleger geräumt sei. "
    "Die Behörde widersprach ihm und erklärte, es gebe noch keinen Zeitplan. Ein Sprecher der "
    "Reederei wollte sich dazu nicht äußern und verwies auf die laufenden Verhandlungen im Hafen."
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: bool(text.strip())
)
SAME_FOLDER = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read(*paths: Path | str, stdin: bytes = b"") -> list[Document | Skipped]:
    return list(read_paths([str(path) for path in paths], stdin=io.BytesIO(stdin)))


def one(*paths: Path | str, stdin: bytes = b"") -> Document:
    (found,) = read(*paths, stdin=stdin)
    assert isinstance(found, Document), found
    return found


def codes(found: list[Document | Skipped]) -> list[str]:
    return [item.code if isinstance(item, Skipped) else "read" for item in found]


@SAME_FOLDER
@given(text=ANY_TEXT)
def test_any_text_is_kept_verbatim_in_json_lines(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "x", "text": text}) + "\n", "utf-8")
    (found,) = read_paths([str(path)], check_language=False)
    assert isinstance(found, Document)
    assert found.text == text


@SAME_FOLDER
@given(middle=st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_is_kept_verbatim_in_a_text_file(tmp_path: Path, middle: str) -> None:
    text = f"The envoy said:\r\n\x0c{middle}\u2028 no.\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    (found,) = read_paths([str(path)], check_language=False)
    assert isinstance(found, Document)
    assert found.text == text


@SAME_FOLDER
@given(
    data=st.binary(max_size=300),
    name=st.sampled_from(["a.txt", "a.html", "a.jsonl", "a", "a.txt.gz", "a.jsonl.gz"]),
)
def test_no_bytes_make_a_reader_fail(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for found in read(path):
        assert isinstance(found, Document | Skipped)
        if isinstance(found, Skipped):
            assert "\n" not in str(found)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b""),
        ("windows-1252", b""),
    ],
)
def test_encodings_are_detected(tmp_path: Path, encoding: str, mark: bytes) -> None:
    text = "The envoy said: “We will not move,” and left the café at once, without his hat. " * 2
    (tmp_path / "a.txt").write_bytes(mark + text.encode(encoding))
    assert one(tmp_path / "a.txt").text == text


def test_what_cannot_be_read_is_named_with_its_reason_and_stops_nothing(tmp_path: Path) -> None:
    inputs = {
        "a.txt": b"",
        "b.txt": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "c.txt": GERMAN.encode(),
        "d.txt.gz": gzip.compress(b"The envoy said no. " * 500)[:-20],
        "e.html": b"<html><body><p>The envoy said no.</p><p>He le</p><img src=",
        "f.html": b"<html><body></body></html>",
        "g.jsonl": b"[1]\n",
        "h.txt": b"The envoy said no.",
    }
    for name, data in inputs.items():
        (tmp_path / name).write_bytes(data)

    found = read(tmp_path, tmp_path / "nowhere.txt")

    expected = ["E102", "E103", "E106", "E104", "E104", "E102", "E107", "read", "E101"]
    assert codes(found) == expected
    for item in found:
        if isinstance(item, Skipped):
            assert str(tmp_path) in str(item)
            assert str(item).count(". ") >= 1


def test_one_bad_line_costs_one_report(tmp_path: Path) -> None:
    lines = [
        '{"id": 7, "text": "One.", "publisher": "Post", "date": "2031-03-11T19:40:00+02:00"}',
        "{oops",
        '{"id": "x"}',
        '{"id": "x", "text": "   "}',
        "",
        '{"text": "Two."}',
        '{"id": 7, "text": "Another."}',
        '{"id": "s", "text": "half \\ud83d a pair", "date": "someday"}',
    ]
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))

    found = read(path)

    assert codes(found) == ["read", "E107", "E107", "E102", "read", "E107", "read"]
    first, unnamed, half = (item for item in found if isinstance(item, Document))
    assert (first.id, first.outlet, first.published) == ("7", "Post", "2031-03-11T19:40:00+02:00")
    assert unnamed.id == f"{path}#6"
    assert (half.text, half.published) == ("half \ufffd a pair", None)
    assert [str(item.origin.place) for item in found if isinstance(item, Skipped)] == [
        "line 2",
        "line 3",
        "line 4",
        "line 7",
    ]


def test_a_gzip_file_that_ends_early_gives_the_lines_before_its_end(tmp_path: Path) -> None:
    import random

    draw = random.Random(1)
    lines = [json.dumps({"id": i, "text": f"Said {draw.random()}"}) for i in range(4000)]
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode())[:-1000])

    found = read(path)

    assert codes(found)[-1] == "E104"
    assert 1000 < sum(isinstance(item, Document) for item in found) < 4000


def test_folders_are_walked_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.md", ".hidden.txt", ".git/x.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("The envoy said no.")
    names = [str(item.id) for item in read(tmp_path) if isinstance(item, Document)]
    assert [name.removeprefix(f"{tmp_path}/") for name in names] == ["a.txt", "b/1.md", "b/2.txt"]


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (b'{"id": 1, "text": "The envoy said no."}\n', "jsonl"),
        (
            b"  <!DOCTYPE html><html><body><article><p>The envoy said no to every question "
            + b"that he was asked on Monday.</p></article></body></html>",
            "html",
        ),
        (b"The envoy said no.", "text"),
        (gzip.compress(b"The envoy said no."), "text"),
    ],
)
def test_standard_input_is_known_by_what_is_in_it(data: bytes, reader: str) -> None:
    document = one("-", stdin=data)
    assert document.origin is not None
    assert document.origin.reader == reader
    assert "The envoy said no" in document.text


def test_a_page_gives_its_body_and_what_it_says_of_itself() -> None:
    page = one(PAGES / "graph.html")

    assert page.title == "Pilots call off strike at Sandling harbour"
    assert page.outlet == "The Sandling Courier"
    assert page.byline == "Ottilie Brand, Piers Hallow"
    assert page.published == "2031-05-04T06:15:00-03:00"
    assert page.url == "https://courier.example/harbour/pilots-call-off-strike"
    assert page.text.startswith("Harbour pilots in Sandling have called off")
    assert page.text.count("We wanted the tug") == 1
    assert "provided that the yard keeps its word" in page.text
    for clutter in ("Read more", "Related", "Weather", "newsletter", "Home"):
        assert clutter not in page.text


def test_a_page_with_meta_tags_alone_in_an_old_encoding() -> None:
    page = one(PAGES / "meta.html")

    assert (page.title, page.outlet) == ("Mayor says no to the bridge", "Upland Mail")
    assert (page.published, page.byline) == ("2031-05-06", "By Gerd Maak")
    assert "“unless the province pays for the ramps”" in page.text
    assert page.origin is not None
    assert page.origin.encoding == "windows-1252"


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("2031-05-06", "2031-05-06"),
        ("2031-05", "2031-05"),
        ("2031", "2031"),
        ("2031-05-06T10:20:00Z", "2031-05-06T10:20:00Z"),
        ("2031-05-06 10:20", "2031-05-06T10:20"),
        ("6 May 2031", "2031-05-06"),
        ("May 2031", "2031-05"),
        ("6 May", None),
        ("2031-13-40", None),
        ("tomorrow", None),
        ("", None),
        (None, None),
        (20310506, None),
    ],
)
def test_a_date_gets_no_more_precise_than_it_was(value: object, known: str | None) -> None:
    assert iso_date(value) == known


def test_the_bytes_read_add_up_to_the_bytes_there_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The envoy said no.")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "He left."}\n' * 3000))
    told: list[int] = []

    list(read_paths([str(tmp_path)], on_bytes=told.append))

    assert told == sorted(told)
    assert told[-1] == total_bytes([str(tmp_path)])
    assert total_bytes(["-"]) is None
