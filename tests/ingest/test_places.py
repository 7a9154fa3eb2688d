"""Where inputs are: folders, pipes, names that are odd; and bytes that are nearly what they say."""

import io
import json
import os
import threading
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Document, Skipped
from onrecord.errors import LanguageError
from onrecord.ingest import jsonl, read_paths, total_bytes
from onrecord.ingest.dates import iso_date
from onrecord.ingest.language import require_english


def codes(*paths: Path | str) -> list[str]:
    found = read_paths([str(path) for path in paths])
    return [one.code if isinstance(one, Skipped) else "read" for one in found]


def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert codes(tmp_path) == ["E108"]


def test_a_file_and_its_folder_name_a_report_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("The envoy said no.")
    monkeypatch.chdir(tmp_path)
    names = {one.id for one in read_paths([".", "a.txt", "./a.txt"]) if isinstance(one, Document)}
    assert names == {"a.txt"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("The envoy said no.")
    assert codes(tmp_path) == ["read"]


def test_a_line_on_a_pipe_is_read_before_the_next_is_written() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source, os.fdopen(writing, "wb", buffering=0) as sink:
        # Should the reader wait for more, the pipe is shut and the test fails instead of hanging.
        late = threading.Timer(20, sink.close)
        late.start()
        found = read_paths(["-"], stdin=source)
        for name in ("a", "b"):
            sink.write(json.dumps({"id": name, "text": "The envoy said no."}).encode() + b"\n")
            one = next(found)
            assert isinstance(one, Document)
            assert one.id == name
            assert not sink.closed
        late.cancel()


def test_names_that_no_file_can_have_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The envoy said no.")
    assert codes("", "a\0b", tmp_path / "a.txt") == ["E101", "E101", "read"]
    assert total_bytes(["", "a\0b", str(tmp_path / "a.txt")]) == 18


def test_a_file_name_that_is_no_text_still_gives_an_id_that_is(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text("The envoy said no.")
    except OSError:
        pytest.skip("this file system takes no such name")
    (one,) = read_paths([str(tmp_path)])
    assert isinstance(one, Document)
    assert one.id.encode().endswith("caf\ufffd.txt".encode())


@pytest.mark.parametrize("data", [b'[{"text": "No."}]', b'{\n  "text": "No."\n}'])
def test_json_that_is_not_json_lines_is_named_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.json").write_bytes(data)
    assert codes(tmp_path / "a.json") == ["E108"]


def test_json_lines_in_utf_16_are_one_error_and_not_one_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "No."}\n' * 50, "utf-16")
    assert codes(tmp_path / "a.jsonl") == ["E105"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("<html><body><p>The envoy said no to all of it, and left.</p></body></html>", "read"),
        ('{"id": "a", "text": "No."}\n', "E105"),
    ],
)
def test_utf_16_on_standard_input_is_no_text_with_tags_in_it(data: str, code: str) -> None:
    (found,) = read_paths(["-"], stdin=io.BytesIO(data.encode("utf-16")))
    assert (found.code if isinstance(found, Skipped) else "read") == code
    if isinstance(found, Document):
        assert found.text == "The envoy said no to all of it, and left."


@pytest.mark.parametrize("head", [b"{\\rtf1\\ansi ", b"\xd0\xcf\x11\xe0"])
def test_documents_of_word_processors_are_no_text(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(head + b"The envoy said no.}")
    assert codes(tmp_path / "a.txt") == ["E103"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "El portavoz del ministerio dijo el lunes que las conversaciones se reanudarán "
            "en cuanto se retiren las tropas. La oposición rechazó la condición."
        ),
        (
            "Der Minister sagte am Montag, die Gespräche würden fortgesetzt, sobald die Truppen "
            "abgezogen seien. Die Opposition lehnte ab."
        ),
        "Министр заявил, что переговоры возобновятся.",
        "部长周一表示,一旦部队撤离大桥,谈判将恢复。反对派拒绝了这一条件。",
        "قال الوزير إن المحادثات ستستأنف بعد الانسحاب.",
    ],
)
def test_a_few_sentences_in_another_language_are_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        require_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ya basta.",
        "Mevlüt Çavuşoğlu, Jarosław Kaczyński",
        (
            "“Nunca aceptaremos un acuerdo así,” said Marta Ruiz. “Que se vayan primero,” shouted "
            "others, “que se vayan todos ahora mismo.” Ruiz, deputy mayor, walked out."
        ),
        (
            "Minister slams rivals; Opposition vows boycott; Rebels seize bridge; Talks collapse; "
            "Oil prices jump; Striking pilots reject offer; Mayor denies claims; Court frees editor"
        ),
    ],
)
def test_what_might_be_english_is_not_refused(text: str) -> None:
    require_english(text)


def test_only_so_many_ids_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "REMEMBERED", 2)
    lines = [{"id": i, "text": f"No, {n}."} for n, i in enumerate("aabcda")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert codes(tmp_path / "a.jsonl") == ["read", "E107", "read", "read", "read", "read"]


def test_english_that_is_mostly_foreign_names_is_not_refused() -> None:
    require_english(
        "Abdul Rahman Khalifa Haftar, Misrata; Tripoli: Serraj, Ghassan Salame, Fathi Bashagha, "
        "Zawiya militias; Benghazi: Aguila Saleh, Khalifa Ghwell, Tobruk; Ankara: Erdogan, "
        "Cavusoglu, Akar; Moscow: Lavrov, Shoigu, Bogdanov; Cairo: Sisi, Shoukry, Kamel"
    )


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("2031-05-06T10:20:00+0200", "2031-05-06T10:20:00+02:00"),
        ("2031-05-06T10:20:00.000Z", "2031-05-06T10:20:00.000Z"),
        ("Tue, 6 May 2031 10:20:00 GMT", "2031-05-06T10:20:00+00:00"),
        ("6 May 2031, 10:20 EST", "2031-05-06T10:20"),
        ("03/11/2031", "2031"),
        ("25/11/2031", "2031-11-25"),
        ("Tuesday", None),
        ("2" * 1000, None),
        ("2031-05-06T10:20:00 +0200", "2031-05-06T10:20:00+02:00"),
        ("2031-05-06T10:20:00 Z", "2031-05-06T10:20:00Z"),
        ("2031-05-06T10:20:00+02:00[Europe/Berlin]", "2031-05-06T10:20:00+02:00"),
        ("2031-05-06T10:20:00+25:00", None),
        ("6 May 2031, 10 pm", "2031-05-06T22"),
    ],
)
def test_zones_and_orders_that_could_be_several_are_left_out(value: str, known: str | None) -> None:
    assert iso_date(value) == known


DATE_PIECES = ["2031", "-05", "-06", "T10", ":20", ":00", "+25:00", "+02", "-0700", " ", "Z", ".5"]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    value=st.one_of(
        st.text(max_size=40),
        st.from_regex(r"[0-9T:+\-/. APMZe]{0,25}"),
        st.lists(st.sampled_from([*DATE_PIECES, "May", "6", "PM", "UTC"]), max_size=8).map("".join),
    )
)
def test_whatever_is_given_for_a_date_gives_a_date_or_none(value: str) -> None:
    found = iso_date(value)
    assert found is None or iso_date(found) == found
    if found is not None and len(found) >= len("2031-05-06"):
        datetime.fromisoformat(found)
