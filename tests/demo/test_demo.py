"""The demo reports are whole, ours, and read by hand without a string that does not fit."""

import json
import re
from collections import Counter
from pathlib import Path

import lxml.html
import pytest

from onrecord import Document, Statement, demo
from onrecord.demo import by_hand

BY_HAND = Path(__file__).parent.parent / "golden" / "demo_by_hand.json"
CLUTTER = "self::aside or self::blockquote or self::figure or self::div or self::header"


def documents() -> list[Document]:
    """Makes documents without a reader of ours, so that these tests are about the files alone."""
    found = []
    for path in demo.reports():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            records = [json.loads(line) for line in text.splitlines()]
            found += [Document(record["id"], record["text"]) for record in records]
        elif path.suffix == ".html":
            page = lxml.html.document_fromstring(text)
            paragraphs = page.xpath(
                f"//article//p[not(@class='byline') and not(ancestor::*[{CLUTTER}])]"
            )
            found.append(Document(path.name, "\n\n".join(p.text_content() for p in paragraphs)))
        else:
            found.append(Document(path.name, text))
    return found


READ = {
    report.name: report.statements(document)
    for report, document in by_hand.match(by_hand.load(BY_HAND), documents())
}


def texts(statement: Statement) -> tuple[str, str, str]:
    return (
        " … ".join(span.text for span in statement.source),
        " … ".join(span.text for span in statement.cue),
        " … ".join(span.text for span in statement.content),
    )


def test_there_are_six_reports_of_a_length_that_is_read_in_a_minute() -> None:
    lengths = {document.id: len(document.text.split()) for document in documents()}

    assert len(lengths) == 6
    assert all(250 <= length <= 450 for length in lengths.values()), lengths


def test_every_report_was_read_by_hand() -> None:
    assert len(READ) == 6
    assert all(len(statements) >= 15 for statements in READ.values())


@pytest.mark.parametrize("name", READ)
def test_no_statement_was_written_down_twice(name: str) -> None:
    counts = Counter(statement.id for statement in READ[name])

    assert [id_ for id_, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", READ)
def test_a_continuing_statement_has_the_source_of_the_one_with_the_cue(name: str) -> None:
    by_id = {statement.id: statement for statement in READ[name]}

    for statement in READ[name]:
        if statement.continues is not None:
            head = by_id[statement.continues]
            assert head.cue
            assert head.continues is None
            assert statement.source == head.source
            assert not statement.cue
            assert head.start < statement.start


@pytest.mark.parametrize("name", READ)
def test_second_hand_words_stand_within_the_words_that_relay_them(name: str) -> None:
    by_id = {statement.id: statement for statement in READ[name]}

    for statement in READ[name]:
        if statement.reported_in is not None:
            outer = by_id[statement.reported_in]
            for span in (*statement.source, *statement.cue, *statement.content):
                assert any(part.contains(span) for part in outer.content), span.text


@pytest.mark.parametrize("name", READ)
def test_the_manner_agrees_with_the_quotation_marks(name: str) -> None:
    for statement in READ[name]:
        # Marks of a running quotation may stand in another sentence.
        if statement.continues is None:
            content = texts(statement)[2]
            one_word = re.search(r"[“\"]\w+[”\"]", content) is not None
            if re.fullmatch(r"[“\"][^”\"]*[”\"]?", content):
                expected = {"direct"}
            elif re.search(r"[“\"][^”\"]*\s[^”\"]*[”\"]", content):
                expected = {"mixed"}
            else:
                # One word in marks may be the source's word or the report's raised eyebrow.
                expected = {"indirect", "mixed" if one_word else "narrated"}
            assert statement.manner.value in expected, content


def test_the_dispute_has_every_kind_of_statement_that_a_reader_meets() -> None:
    everything = [texts(statement) for statements in READ.values() for statement in statements]
    cues = {cue for _, cue, _ in everything}
    contents = " ".join(content for _, _, content in everything)

    assert {
        "demands",
        "promised",
        "refused",
        "turned down",
        "denied",
        "accused",
        "thanked",
        "wants",
        "declined",
        "made no mention of",
        "according to",
        "has allegedly told",
    } <= cues
    assert all(word in contents for word in ("if ", "Unless", "until", "once", "Had they"))
    assert any(statement.reported_in for statements in READ.values() for statement in statements)


def test_the_wire_copy_is_printed_twice_with_small_changes() -> None:
    one, two = (
        {texts(s)[2] for s in READ[name]} for name in ("northway-half-flow", "ledger-ration")
    )

    assert len(one & two) >= 8
    assert one != two


def test_the_reports_disagree_about_the_dead() -> None:
    everything = {texts(statement)[2] for statements in READ.values() for statement in statements}

    assert {"14 people died", "the number at four"} <= everything
    assert any("At least 11 people" in content for content in everything)


def test_continuing_statements_are_joined_for_scorers() -> None:
    statements = READ["ledger-half-the-river"]
    joined = by_hand.attributions(statements)

    assert len(joined) == sum(statement.continues is None for statement in statements)
    spite = next(one for one in joined if one.content[0].text.startswith("“We did not close"))
    assert len(spite.content) == 5
    assert spite.content[-1].text.endswith("thirsty in the dark.”")
