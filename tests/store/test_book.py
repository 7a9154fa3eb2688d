"""What a record book promises about what is written into it, tried on real files."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Document, Origin, Skipped
from onrecord.engine.stub import StubEngine
from onrecord.errors import (
    BookError,
    BookUnreadableError,
    EncodingError,
    NotInBookError,
    QueryError,
    SpanMismatchError,
)
from onrecord.store import open_book
from onrecord.store.base import Query, Store
from tests.store.small import CAFE, FERRY, dump, read, without_entries


def test_a_statement_comes_back_as_it_was_written(book: Store) -> None:
    document = Document(
        "d/1 ü",
        CAFE,
        "A title",
        "The Post",
        "By Someone",
        "2031-03-11T19:40:00+02:00",
        "https://post.example/1",
        Origin("a.jsonl", "line 3", "jsonl", "utf-16"),
    )
    (reading,) = read(document)

    assert book.write([reading]) == ("new",)

    found = book.reading("d/1 ü")
    assert found.document == document
    assert without_entries(found).statements == reading.statements
    assert tuple(book.statements()) == found.statements
    assert [span.text for span in found.statements[0].content] == ["“Never,”", "“not now”"]


def test_writing_the_same_reading_again_changes_nothing(book: Store, path: Path) -> None:
    readings = read(Document("a", FERRY), Document("b", CAFE))
    book.write(readings)
    before = dump(path)

    assert book.write(readings) == ("same", "same")
    assert dump(path) == before


def test_a_changed_text_becomes_a_new_version_and_the_old_one_is_no_longer_found(
    book: Store,
) -> None:
    book.write(read(Document("a", FERRY)))

    assert book.write(read(Document("a", CAFE))) == ("changed",)

    assert [version.number for version in book.versions("a")] == [1, 2]
    assert book.find(Query(text="ferry")).total == 0
    assert book.find(Query(text="ferry", in_reports=True)).total == 0
    assert book.find(Query(text="orla")).total == 1
    assert book.reading("a").document.text == CAFE


def test_a_changed_title_is_a_new_version_too(book: Store) -> None:
    book.write(read(Document("a", FERRY, title="One")))
    assert not book.holds(Document("a", FERRY, title="Two"), "stub")
    assert book.write(read(Document("a", FERRY, title="Two"))) == ("changed",)


def test_another_engine_replaces_the_statements(book: Store) -> None:
    book.write(read(Document("a", FERRY)))
    other = StubEngine([("The envoy", "said", "ferry")], name="other")
    document = Document("a", FERRY)
    assert book.holds(document, "stub")
    assert not book.holds(document, "other")

    assert book.write(read(document, engine=other)) == ("changed",)

    assert [s.content[0].text for s in book.reading("a").statements] == ["ferry"]
    assert book.find(Query(text='"will sail"')).total == 0
    assert len(book.versions("a")) == 1


def test_a_batch_is_written_whole_or_not_at_all(book: Store, path: Path) -> None:
    good = read(Document("a", FERRY))[0]
    statement = good.statements[0]
    broken = replace(good, document=Document("b", FERRY), statements=(statement, statement))
    before = dump(path)

    with pytest.raises(BookError, match="Nothing of it was written"):
        book.write([good, broken])

    assert dump(path) == before


def test_a_span_of_another_text_is_refused(book: Store, path: Path) -> None:
    good = read(Document("a", FERRY))[0]
    before = dump(path)

    with pytest.raises(SpanMismatchError, match="document b"):
        book.write([replace(good, document=Document("b", f"Yesterday, {FERRY}"))])

    assert dump(path) == before


def test_a_text_that_was_altered_in_the_file_is_shown_to_nobody(book: Store, path: Path) -> None:
    book.write(read(Document("a", FERRY)))
    for text in (f"No: {FERRY}", "Short."):
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE versions SET text = ?", [text])
        for look in (lambda: book.reading("a"), lambda: book.find(Query())):
            with pytest.raises(BookUnreadableError, match="not the one that was read"):
                look()


def test_versions_of_one_report_within_one_batch_are_all_kept(book: Store) -> None:
    texts = (FERRY, CAFE, FERRY)
    readings = [reading for text in texts for reading in read(Document("a", text))]

    assert book.write(readings) == ("new", "changed", "changed")

    assert [version.number for version in book.versions("a")] == [1, 2, 3]
    assert book.reading("a").document.text == FERRY
    assert book.find(Query(text="orla")).total == 0


def test_what_no_file_can_hold_is_refused_with_its_place(book: Store, path: Path) -> None:
    before = dump(path)
    for document in (Document("caf\udce9.txt", FERRY), Document("a", f"\ud800 {FERRY}")):
        with pytest.raises(EncodingError, match="half a surrogate pair"):
            book.write(read(document))
    assert dump(path) == before
    with pytest.raises(QueryError, match="half a surrogate pair"):
        book.reading("caf\udce9.txt")


def test_the_search_index_holds_the_current_versions_and_nothing_else(
    book: Store, path: Path
) -> None:
    other = StubEngine([("The envoy", "said", "ferry")], name="other")
    book.write(read(Document("a", FERRY), Document("b", CAFE)))
    book.write(read(Document("a", CAFE, title="Café"), Document("b", CAFE), engine=other))
    book.write(read(Document("a", FERRY, title="Café"), Document("b", CAFE)))
    with sqlite3.connect(path) as connection:
        for index in ("statement_words", "report_words"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, {index}, row)")
            words = dict(connection.execute("SELECT term, doc FROM temp.v"))
            connection.execute("DROP TABLE temp.v")
            assert (words["ferry"], words["never"]) == (1, 1)


def test_many_threads_may_read_while_one_writes() -> None:
    store = open_book(":memory:", create=True)

    def look(_: int) -> bool:
        page = store.find(Query(limit=1000))
        return len(page.statements) == page.total

    try:
        store.write(read(Document("d0", FERRY)))
        with ThreadPoolExecutor(8) as threads:
            looks = threads.map(look, range(40))
            for i in range(1, 30):
                store.write(read(Document(f"d{i}", FERRY)))
            assert all(looks)
        assert store.counts().documents == 30
    finally:
        store.close()


def test_a_skip_is_noted_once_and_forgotten_when_the_input_can_be_read(book: Store) -> None:
    skipped = Skipped(Origin("a.txt"), "E102", "empty")
    book.skip([skipped, skipped])
    book.skip([skipped])
    assert list(book.skips()) == [skipped]
    assert book.counts().skipped == 1

    book.write(read(Document("a", FERRY, origin=Origin("a.txt"))))

    assert list(book.skips()) == []


def test_a_report_that_is_not_there_is_an_error_that_names_it(book: Store) -> None:
    with pytest.raises(NotInBookError, match="nowhere"):
        book.reading("nowhere")
    with pytest.raises(NotInBookError, match="nowhere"):
        book.versions("nowhere")


@settings(max_examples=40, deadline=None)
@given(
    before=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    after=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
def test_spans_of_any_unicode_come_back_verbatim(before: str, after: str) -> None:
    text = f"{before}\n{CAFE}\r\n{after}"
    (reading,) = read(Document("any", text))
    store = open_book(":memory:", create=True)
    try:
        store.write([reading])
        found = store.reading("any")
        assert found.document.text == text
        assert without_entries(found).statements == reading.statements
    finally:
        store.close()
