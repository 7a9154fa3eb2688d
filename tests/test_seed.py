"""The reading of the seed report is consistent, and a comparison with it counts what it says."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from onrecord.document import Document
from onrecord.statement import ROLES, Manner, Statement
from onrecord.values import Value
from tests import seed
from tests.seed import GoldStatement, Kind, compare

needs_article = pytest.mark.skipif(
    not seed.article().is_file(),
    reason="the seed report is not here; ONRECORD_SHARED names the folder that holds seed/",
)

TOY = Document(
    "toy",
    "“The bridge is ours,” said Captain Orla Venn. “We paid for it. You will not have it.” "
    "The ferrymen want a toll. The gazette reported that the mayor promised a new pier.",
)


def make(
    name: str,
    source: str,
    cue: str,
    *content: str,
    continues: str | None = None,
    reported_in: str | None = None,
    manner: Manner = "indirect",
) -> Statement:
    def spans(words: Iterable[str]) -> list[list[int]]:
        starts = [(TOY.text.index(word), len(word)) for word in words if word]
        return [[start, start + length] for start, length in starts]

    entry = {"source": spans([source]), "cue": spans([cue]), "content": spans(content)}
    links = {"continues": continues, "reported_in": reported_in}
    return seed.statement(TOY, {"id": name, "manner": manner, **entry, **links})


def gold(of: Statement, kind: Kind = "core") -> GoldStatement:
    return GoldStatement(of, kind, "a note")


BRIDGE = make("g1", "Captain Orla Venn", "said", "“The bridge is ours,”", manner="direct")
PAID = make("g2", "Captain Orla Venn", "", "“We paid for it.", continues="g1", manner="direct")
HAVE = make("g3", "Captain Orla Venn", "", "You will not have it.”", continues="g1")
TOLL = make("g4", "The ferrymen", "want", "a toll", manner="narrated")
GAZETTE = make("g5", "The gazette", "reported", "that the mayor promised a new pier")
MAYOR = make("g6", "the mayor", "promised", "a new pier", reported_in="g5")
CORE = (BRIDGE, PAID, HAVE, TOLL, GAZETTE)
READ = (*(gold(entry) for entry in CORE), gold(MAYOR, "optional"))


def ids(statements: Iterable[Statement]) -> list[str]:
    return [str(statement.id) for statement in statements]


def test_a_reading_compared_with_itself_misses_nothing_and_invents_nothing() -> None:
    result = compare([entry.statement for entry in READ], READ)

    assert [(pair.found.id, pair.gold.statement.id) for pair in result.found] == [
        (name, name) for name in ("g1", "g2", "g3", "g4", "g5")
    ]
    assert ids(pair.found for pair in result.optional) == ["g6"]
    assert not (result.missed or result.spurious)


def test_nothing_found_misses_the_core_statements_and_only_them() -> None:
    result = compare([], READ)

    assert ids(entry.statement for entry in result.missed) == ["g1", "g2", "g3", "g4", "g5"]
    assert not (result.found or result.spurious or result.optional)


def test_a_statement_by_the_wrong_source_is_both_spurious_and_a_miss() -> None:
    wrong = make("f1", "the mayor", "want", "a toll")

    result = compare([wrong], [gold(TOLL)])

    assert ids(result.spurious) == ["f1"]
    assert result.missed == (gold(TOLL),)


def test_a_statement_without_a_source_is_not_one_that_has_a_source() -> None:
    sourceless = make("f1", "", "want", "a toll")

    assert ids(compare([sourceless], [gold(TOLL)]).spurious) == ["f1"]
    assert compare([sourceless], [gold(sourceless)]).spurious == ()


def test_half_of_the_words_of_source_and_content_are_enough() -> None:
    shorter = make("f1", "Orla Venn", "said", "The bridge")
    too_short = make("f2", "Orla Venn", "said", "bridge")

    assert len(compare([shorter], [gold(BRIDGE)]).found) == 1
    assert ids(compare([too_short], [gold(BRIDGE)]).spurious) == ["f2"]


def test_edge_punctuation_makes_no_difference() -> None:
    bare = make("f1", "Captain Orla Venn", "said", "The bridge is ours")

    assert compare([bare], [gold(BRIDGE)]).spurious == ()


def test_a_statement_found_twice_is_found_once_and_spurious_once() -> None:
    again = make("f2", "ferrymen", "want", "a toll")

    result = compare([again, TOLL], [gold(TOLL)])

    assert ids(pair.found for pair in result.found) == ["g4"]
    assert ids(result.spurious) == ["f2"]


def test_a_statement_that_swallows_the_next_sentence_stands_for_one_of_the_two() -> None:
    both = make("f1", "Captain Orla Venn", "", "“We paid for it. You will not have it.”")

    result = compare([both], [gold(PAID), gold(HAVE)])

    assert ids(pair.gold.statement for pair in result.found) == ["g3"]
    assert ids(entry.statement for entry in result.missed) == ["g2"]


def test_a_continuing_sentence_belongs_to_the_speaker_of_what_it_continues() -> None:
    first = make("f1", "Captain Orla Venn", "said", "“The bridge is ours,”")
    second = make("f2", "", "", "“We paid for it.", continues="f1")
    third = make("f3", "", "", "You will not have it.”", continues="f2")

    assert len(compare([first, second, third], READ).found) == 3


def test_a_continuing_sentence_given_to_another_speaker_is_a_miss() -> None:
    first = make("f1", "The ferrymen", "want", "a toll")
    second = make("f2", "", "", "“We paid for it.", continues="f1")

    result = compare([first, second], [gold(TOLL), gold(PAID)])

    assert ids(result.spurious) == ["f2"]
    assert ids(entry.statement for entry in result.missed) == ["g2"]


def test_sentences_that_continue_each_other_have_no_speaker() -> None:
    one = make("f1", "", "", "“We paid for it.", continues="f2")
    two = make("f2", "", "", "You will not have it.”", continues="f1")

    assert ids(compare([one, two], READ).spurious) == ["f1", "f2"]


def test_an_optional_statement_is_counted_neither_as_found_nor_as_spurious() -> None:
    result = compare([MAYOR], [gold(MAYOR, "optional")])

    assert not (result.found or result.missed or result.spurious)
    assert ids(pair.found for pair in result.optional) == ["g6"]


def test_a_core_statement_goes_before_an_optional_one_that_fits_as_well() -> None:
    result = compare([MAYOR], [gold(MAYOR, "optional"), gold(MAYOR)])

    assert len(result.found) == 1
    assert result.optional == ()


def test_a_second_reading_of_the_content_is_as_good_as_the_first() -> None:
    entry = GoldStatement(PAID, content_or=BRIDGE.content)

    assert compare([BRIDGE], [entry]).missed == ()
    assert compare([PAID], [entry]).missed == ()


def test_documents_read_apart_from_the_same_text_are_compared_by_their_offsets() -> None:
    copy = Document("copy", TOY.text)
    manner: Value[Manner] = Value("narrated", "person:reader")
    spans = {role: tuple(copy.span(s.start, s.end) for s in TOLL.spans(role)) for role in ROLES}
    found = Statement(
        "f1", copy, spans["source"], spans["cue"], spans["content"], manner, confidence=1.0
    )

    assert compare([found], [gold(TOLL)]).missed == ()


def test_the_report_of_a_comparison_shows_the_words() -> None:
    wrong = make("f1", "the mayor", "want", "a toll")

    lines = seed.report(compare([BRIDGE, wrong, MAYOR], READ), TOY.text).splitlines()

    assert lines[0] == "1 of 5 found, 1 spurious, 1 optional"
    assert lines[1] == "found     g1  Captain Orla Venn | said | “The bridge is ours,”"
    assert "missed    g2  Captain Orla Venn | continues g1 | “We paid for it.  [a note]" in lines
    assert "spurious  f1  the mayor | want | a toll" in lines
    assert lines[-1] == "optional  g6  the mayor | promised | a new pier  (in g5)"


def test_the_reading_is_kept_without_the_words_of_the_report() -> None:
    fields = {"id", "kind", "source", "cue", "content", "content_or"}
    fields |= {"manner", "continues", "reported_in", "note"}

    for entry in seed.raw_reading()["statements"]:
        assert set(entry) <= fields
        assert not set('“”‘’"') & set(entry["note"])


def test_every_statement_of_the_reading_names_only_statements_before_it() -> None:
    before: dict[str, dict[str, object]] = {}
    for entry in seed.raw_reading()["statements"]:
        assert entry["kind"] in ("core", "optional")
        assert entry["content"]
        for key in ("continues", "reported_in"):
            assert entry[key] is None or entry[key] in before
        if entry["continues"] is not None:
            assert entry["source"] == before[entry["continues"]]["source"]
            assert entry["cue"] == []
        before[entry["id"]] = entry
    assert sorted(before) == list(before)


@needs_article
def test_the_seed_report_is_the_one_that_was_read() -> None:
    document, statements = seed.load()

    assert len(document.text) == seed.raw_reading()["characters"]
    assert 24 <= sum(entry.kind == "core" for entry in statements) <= 27
    starts = [entry.statement.start for entry in statements]
    assert starts == sorted(starts)


@needs_article
def test_every_span_of_the_reading_begins_and_ends_with_a_whole_word() -> None:
    document, statements = seed.load()

    for entry in statements:
        for role in ROLES:
            for span in entry.statement.spans(role):
                assert span.text == span.text.strip(), entry.statement.id
                for edge in (span.start, span.end):
                    assert not re.fullmatch(r"\w\w", document.text[max(edge - 1, 0) : edge + 1])


@needs_article
def test_what_is_known_at_second_hand_stands_within_what_reports_it() -> None:
    statements = {entry.statement.id: entry.statement for entry in seed.load()[1]}

    for statement in statements.values():
        if statement.reported_in is not None:
            outer = statements[statement.reported_in].content
            for role in ROLES:
                for span in statement.spans(role):
                    assert any(o.start <= span.start and span.end <= o.end for o in outer)


@needs_article
def test_the_reading_of_the_seed_report_finds_itself() -> None:
    statements = seed.load()[1]

    result = compare([entry.statement for entry in statements], statements)

    assert not (result.missed or result.spurious)
    for pair in (*result.found, *result.optional):
        assert pair.found is pair.gold.statement


@needs_article
def test_statements_in_a_file_are_compared_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = ("id", *ROLES, "continues", "reported_in")
    entries = [{k: entry[k] for k in keys} for entry in seed.raw_reading()["statements"]]
    file = tmp_path / "found.jsonl"
    file.write_text("".join(json.dumps(entry) + "\n" for entry in entries[:2]), "utf-8")

    seed.main(str(file))

    assert re.match(r"2 of \d+ found, 0 spurious, 0 optional\n", capsys.readouterr().out)


def test_a_report_that_has_changed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seed").mkdir()
    (tmp_path / "seed" / "article.txt").write_text("Another report.", "utf-8")
    monkeypatch.setenv("ONRECORD_SHARED", str(tmp_path))

    with pytest.raises(ValueError, match="is not the report"):
        seed.load()
