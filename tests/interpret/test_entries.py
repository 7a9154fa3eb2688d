"""One attribution, as many entries as it has sentences."""

import pytest

from onrecord import Document, Statement, pipeline
from onrecord.engine.stub import StubEngine, Triple
from onrecord.interpret.entries import split_sentences


def read(text: str, outer: list[Triple], inner: list[Triple] | None = None) -> list[Statement]:
    return list(pipeline.read([Document("d", text)], StubEngine(outer, inner or []))[0].statements)


def content(statement: Statement) -> list[str]:
    return [span.text for span in statement.content]


def test_a_sentence_that_carries_a_quotation_on_is_an_entry_with_the_same_source() -> None:
    text = "“We go,” said Ana. “Nobody stays. Take the boat.”"
    main, second, third = read(
        text, [("Ana", "said", ("“We go,”", "“Nobody stays. Take the boat.”"))]
    )

    assert content(main) == ["“We go,”"]
    assert (content(second), content(third)) == (["“Nobody stays."], ["Take the boat.”"])
    assert [span.text for span in third.source] == ["Ana"]
    assert main.cue
    assert not second.cue
    assert main.continues is None
    assert second.continues == third.continues == main.id


def test_a_sentence_before_the_one_with_the_cue_belongs_to_it_too() -> None:
    first, main = read(
        "“Nobody stays. We go,” said Ana.", [("Ana", "said", "“Nobody stays. We go,”")]
    )
    assert content(main) == ["We go,”"]
    assert first.continues == main.id


def test_the_sentence_with_the_cue_comes_before_one_that_is_nearer() -> None:
    text = "“We did not close it,” Ana told them. “We had to.”"
    main, second = read(text, [("Ana", "told", ("“We did not close it,”", "“We had to.”"))])
    assert content(main) == ["“We did not close it,”"]
    assert second.continues == main.id


def test_a_sentence_that_the_cue_interrupts_stays_whole() -> None:
    (only,) = read("“We go,” said Ana, “at once.”", [("Ana", "said", ("“We go,”", "“at once.”"))])
    assert content(only) == ["“We go,”", "“at once.”"]


def test_paragraphs_of_a_quotation_are_entries() -> None:
    text = "Ana said: “We go.\n\n“Nobody stays.”"
    main, second = read(text, [("Ana", "said", ("“We go.", "“Nobody stays.”"))])
    assert second.continues == main.id


def test_what_is_known_at_second_hand_points_to_who_relays_it() -> None:
    text = "SANA said it was over. It said the envoy told Tolmek to wait."
    outer: list[Triple] = [("SANA", "said", ("it was over", "the envoy told Tolmek to wait"))]
    found = read(text, outer, [("the envoy", "told", "to wait")])

    inner = next(statement for statement in found if statement.reported_in)
    outside = next(statement for statement in found if statement.id == inner.reported_in)
    assert content(inner) == ["to wait"]
    assert content(outside) == ["the envoy told Tolmek to wait"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We go. They stay.", ["We go.", "They stay."]),
        (
            "Mr. Marsk and J. K. Brand go. They stay.",
            ["Mr. Marsk and J. K. Brand go.", "They stay."],
        ),
        ("We go... They stay!", ["We go...", "They stay!"]),
        ("“Go?” “Stay.”", ["“Go?”", "“Stay.”"]),
        ("about 3.5 million in the U.S. and more", ["about 3.5 million in the U.S. and more"]),
        ("no end", ["no end"]),
        ("He asked why. “Because,” she said", ["He asked why.", "“Because,” she said"]),
        ("One.\n\n2 came.", ["One.", "2 came."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    document = Document("d", text)
    groups = split_sentences(document, [document.span(0, len(text))])
    assert [[span.text for span in group] for group in groups] == [[one] for one in sentences]


def test_long_runs_of_marks_take_no_time_to_speak_of() -> None:
    text = "He said " + "?!" * 20_000 + "”" * 20_000
    document = Document("d", text)
    assert split_sentences(document, [document.span(8, len(text))])


def test_ids_depend_on_the_text_and_the_place_alone() -> None:
    triples: list[Triple] = [("Ana", "said", "yes")]
    one, again = (read("Ana said yes.", triples) for _ in range(2))
    other = read("Ana said yes!", triples)
    assert [s.id for s in one] == [s.id for s in again]
    assert one[0].id != other[0].id
