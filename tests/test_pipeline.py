"""The stages joined: batches, faults, and reading into a book."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Document, Origin, Reading, Skipped, pipeline
from onrecord.desk.read import Tally, read_into
from onrecord.engine.stub import StubEngine
from onrecord.store import open_book
from onrecord.store.base import Store

ENGINE = StubEngine([("Ana", "said", "yes")], refuses="BOOM")


def documents(count: int) -> list[Document]:
    return [Document(f"d{i}", f"{i}: Ana said yes.") for i in range(count)]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Store]:
    store = open_book(tmp_path / "a.book", create=True)
    yield store
    store.close()


@given(count=st.integers(0, 20), size=st.integers(1, 25))
def test_any_split_into_batches_gives_the_same_readings(count: int, size: int) -> None:
    assert list(pipeline.run(documents(count), ENGINE, size)) == list(
        pipeline.run(documents(count), ENGINE)
    )


def test_batches_are_bounded_by_characters_too() -> None:
    long = [Document(f"d{i}", "x" * (pipeline.CHARACTERS // 2)) for i in range(5)]
    assert [len(batch) for batch in pipeline.batches(long)] == [2, 2, 1]
    giant = [Document("g", "x" * (3 * pipeline.CHARACTERS)), *documents(1)]
    assert [len(batch) for batch in pipeline.batches(giant)] == [1, 1]


def test_one_text_that_an_engine_fails_on_is_set_aside_and_the_rest_is_read() -> None:
    bad = Document("bad", "BOOM", origin=Origin("a.jsonl", "line 2"))
    found = list(pipeline.run([*documents(2), bad, *documents(1)], ENGINE))

    assert [type(one) for one in found] == [Reading, Reading, Skipped, Reading]
    assert str(found[2]).startswith("a.jsonl, line 2: the engine failed on this text")


def final(tallies: Iterator[Tally]) -> Tally:
    *_, last = tallies
    return last


def test_a_second_run_reads_nothing_and_changes_nothing(book: Store) -> None:
    aside = Skipped(Origin("b.txt"), "E102", "the file is empty")
    inputs: list[Document | Skipped] = [*documents(70), aside]
    told: list[Reading | Skipped] = []

    first = final(read_into(book, inputs, lambda: ENGINE, told.append))
    again = final(read_into(book, inputs, lambda: ENGINE, told.append))

    assert (first.new, first.skipped, first.statements) == (70, 1, 70)
    assert (again.new, again.same, again.skipped, again.statements) == (0, 70, 1, 0)
    assert first.read == again.read == 70
    assert len(told) == 72
    assert book.counts().skipped == 1


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(book: Store) -> None:
    tallies = read_into(book, documents(100), lambda: ENGINE)
    next(tallies)
    del tallies
    done = book.counts().documents
    assert 0 < done < 100

    rest = final(read_into(book, documents(100), lambda: ENGINE))

    assert (rest.same, rest.new) == (done, 100 - done)


def test_without_a_document_no_engine_is_loaded(book: Store) -> None:
    def never() -> StubEngine:
        raise AssertionError("loaded")

    aside = Skipped(Origin("b.txt"), "E102", "the file is empty")
    assert final(read_into(book, [aside], never)).read == 0
