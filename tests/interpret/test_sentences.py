"""Where a content's sentences end, and which entry stands for which."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Attribution, Document, Span, Statement
from onrecord.interpret import statements
from onrecord.interpret.entries import split_sentences


def cut(text: str, *parts: str) -> list[list[str]]:
    document = Document("d", text)
    spans = [span(document, part) for part in parts or (text.strip(),)]
    return [[part.text for part in group] for group in split_sentences(document, spans)]


def span(document: Document, string: str) -> Span:
    start = document.text.index(string)
    return document.span(start, start + len(string))


@pytest.mark.parametrize(
    "sentences",
    [
        ["We go.", "They stay."],
        ["Mr. Marsk, Gov. Brand and Lt. Col. Ost go.", "They stay."],
        ["J. K. Brand of the U.S. Army goes.", "He stays."],
        ["We shall overcome.", "Ost overdid it."],  # no abbreviation, though it ends like one
        ["Wait… and see.", "No… not yet."],
        ["Who goes?!", "“Nobody,” he said.", "(Ask him.)", "3 stay."],
        ["He calls it “a farce.”", "“We go.”"],
        ["about 3.5 million"],
        ["“No.", "We stay at No. 10.", "They told us no.", "Nobody left.”"],
        ["It costs 5.", "Ünal pays.", "Élise too.", "Ørsted left."],
        ["See example.com for more."],
        ["one. two. three."],
        ["..."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == [[one] for one in sentences]


def test_the_white_space_between_sentences_belongs_to_none() -> None:
    assert cut("We go.\u00a0 \t They stay.") == [["We go."], ["They stay."]]


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("“We go,” he said, “now.”", ["“We go,”", "“now.”"], [["“We go,”", "“now.”"]]),
        ("“We go,” said Mr. Ost, “now.”", ["“We go,”", "“now.”"], [["“We go,”", "“now.”"]]),
        ("“We go,” he said. “Now.”", ["“We go,”", "“Now.”"], [["“We go,”"], ["“Now.”"]]),
        ("“We go. You,” he said, “stay.”", ["“We go. You,”", "“stay.”"],
         [["“We go."], ["You,”", "“stay.”"]]),
        ("“We,” he said, “go. They stay.”", ["“We,”", "“go. They stay.”"],
         [["“We,”", "“go."], ["They stay.”"]]),
        ("“We go\n“and stay”", ["“We go", "“and stay”"], [["“We go"], ["“and stay”"]]),
        ("“We go\u2028“and stay”", ["“We go", "“and stay”"], [["“We go"], ["“and stay”"]]),
        ("we a, b and c", ["c", "a", "b"], [["a", "b", "c"]]),
    ],
)  # fmt: skip
def test_parts_of_one_sentence_stay_together_and_others_part(
    text: str, parts: list[str], expected: list[list[str]]
) -> None:
    assert cut(text, *parts) == expected


@given(
    st.text(st.sampled_from("aB5 .?!…\"'“”‘’()[]\n\r\u2028\u0301é") | st.characters(), min_size=1),
    st.data(),
)
def test_sentences_lose_nothing_but_white_space(text: str, data: st.DataObject) -> None:
    if not text.strip():
        return
    document = Document("d", text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)) | {0, len(text)})
    ranges = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
    groups = split_sentences(document, [document.span(a, b) for a, b in ranges])

    found = [part for group in groups for part in group]
    assert "".join("".join(part.text for part in found).split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(part.text.strip() == part.text != "" for part in found)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 200_000,
        "." * 200_000,
        ". " * 100_000,
        ".”" * 100_000,
        "." + "”" * 200_000,
        "." + " " * 200_000 + "x",
        ". " + "“" * 200_000,
        "_." * 100_000 + "A",
    ],
    ids=["word", "stops", "stops apart", "closed", "closing", "gap", "opening", "joined"],
)
def test_monotonous_texts_are_looked_at_once(text: str) -> None:
    assert cut(text)


def attribution(
    document: Document, source: str, cue: str, *content: str, inner: tuple[Attribution, ...] = ()
) -> Attribution:
    spans = [(span(document, string),) if string else () for string in (source, cue)]
    parts = tuple(span(document, part) for part in content)
    return Attribution(spans[0], spans[1], parts, "direct", 0.5, inner)


def shown(found: tuple[Statement, ...]) -> list[tuple[str, str, str, str]]:
    """Source, cue and content of each, and what it continues or stands within."""
    by_id = {str(one.id): one for one in found}

    def words(one: Statement, role: str) -> str:
        return " / ".join(part.text for part in getattr(one, role))

    def start(one: Statement) -> str:
        other = one.continues or one.reported_in
        return words(by_id[str(other)], "content") if other else ""

    return [
        (words(one, "source"), words(one, "cue"), words(one, "content"), start(one))
        for one in found
    ]


TEXT = "“Go. Bo told us no,” said Ana. “Run.”\n\n“Hide.” Cy left."
REPORT = Document("d", TEXT)


def whole() -> Attribution:
    inner = attribution(REPORT, "Bo", "told", "no")
    return attribution(REPORT, "Ana", "said", "“Go. Bo told us no,”", "“Run.”", "“Hide.”",
                       inner=(inner,))  # fmt: skip


def test_each_sentence_is_an_entry_and_says_which_one_it_carries_on() -> None:
    main = "Bo told us no,”"
    assert shown(statements(REPORT, [whole()], "e")) == [
        ("Ana", "", "“Go.", main),
        ("Ana", "said", main, ""),
        ("Bo", "told", "no", main),
        ("Ana", "", "“Run.”", main),
        ("Ana", "", "“Hide.”", main),
    ]


def test_who_relays_what_is_the_very_sentence_that_it_stands_in() -> None:
    text = "Ana said yes. Bo told us no. Cy added that Di denied it."
    document = Document("d", text)
    inner = (
        attribution(document, "Bo", "told", "no"),
        attribution(document, "Di", "denied", "it"),
        attribution(document, "Ana", "said", "yes"),  # its cue stands in none of the contents
    )
    parts = ("yes. Bo told us no. Cy added that Di denied it",)
    found = shown(statements(document, [attribution(document, "Ana", "said", *parts, inner=inner)],
                             "e"))  # fmt: skip
    assert [one[3] for one in found if one[1] in ("told", "denied")] == [
        "Bo told us no.",
        "Cy added that Di denied it",
    ]


def test_a_quotation_without_a_cue_begins_with_its_first_sentence() -> None:
    document = Document("d", "“Go. Run. Hide.”")
    first, *rest = statements(document, [attribution(document, "", "", "“Go. Run. Hide.”")], "e")
    assert first.continues is None
    assert [one.continues for one in rest] == [first.id, first.id]


def test_ids_are_unique_and_the_same_for_the_same_text_whoever_reads_it() -> None:
    found = statements(REPORT, [whole()], "e")
    assert len({one.id for one in found}) == len(found)
    again = statements(Document("d", TEXT), [whole()], "another")
    assert [one.id for one in again] == [one.id for one in found]
    assert {one.manner.set_by for one in again} == {"model:another"}

    other = Document("other", TEXT)
    moved = statements(other, [whole()], "e")
    assert not {one.id for one in moved} & {one.id for one in found}


def test_the_same_attribution_twice_is_written_down_once() -> None:
    assert statements(REPORT, [whole(), whole()], "e") == statements(REPORT, [whole()], "e")


def test_entries_stand_in_the_order_of_the_text() -> None:
    document = Document("d", "Ana said yes. Bo added no.")
    found = [
        attribution(document, "Bo", "added", "no"),
        attribution(document, "Ana", "said", "yes"),
    ]
    assert [one[2] for one in shown(statements(document, found, "e"))] == ["yes", "no"]


def test_a_content_of_thousands_of_sentences_that_relay_others_is_written_down() -> None:
    sentence = "Bo told us no. "
    text = "Ana said: " + sentence * 4000
    document = Document("d", text)
    starts = range(len("Ana said: "), len(text), len(sentence))
    inner = tuple(
        Attribution(
            (document.span(i, i + 2),),
            (document.span(i + 3, i + 7),),
            (document.span(i + 11, i + 13),),
            "indirect",
            0.5,
        )
        for i in starts
    )
    content = (document.span(starts[0], len(text.rstrip())),)
    outer = Attribution(
        (document.span(0, 3),), (document.span(4, 8),), content, "indirect", 1, inner
    )
    found = {one.id: one for one in statements(document, [outer], "e")}

    assert len(found) == 8000
    for one in found.values():
        if one.reported_in:
            holder = next(iter(found[one.reported_in].content))
            assert holder.contains(one.cue[0])
