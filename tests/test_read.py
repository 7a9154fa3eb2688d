"""Reading into a book: once is enough, an interruption costs little, and nothing is left unsaid."""

from collections.abc import Iterable, Iterator
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
NEWER = StubEngine([("Ana", "said", "yes")], name="newer")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Store]:
    store = open_book(tmp_path / "a.book", create=True)
    yield store
    store.close()


def documents(count: int, text: str = "Ana said yes.") -> list[Document]:
    return [Document(f"d{i:03}", f"{i}: {text}") for i in range(count)]


def run(
    book: Store | None, inputs: Iterable[Document | Skipped], engine: StubEngine = ENGINE
) -> Tally:
    *_, last = [Tally(), *read_into(book, inputs, lambda: engine)]
    return last


def aside(i: int) -> Skipped:
    return Skipped(Origin(f"{i}.txt"), "E102", "the file is empty")


def test_nothing_to_read_is_read_without_an_engine(book: Store) -> None:
    def never() -> StubEngine:
        raise AssertionError("nobody needs it")

    assert list(read_into(book, [], never)) == []
    (tally,) = read_into(book, [aside(1)], never)
    assert tally == Tally(skipped=1)


def test_another_engine_or_another_text_changes_a_report_and_the_same_does_not(
    book: Store,
) -> None:
    inputs = documents(3)
    assert run(book, inputs) == Tally(new=3, statements=3)
    assert run(book, inputs) == Tally(same=3)
    assert run(book, inputs, NEWER) == Tally(changed=3, statements=3)
    assert run(book, [*documents(1, "Ana said yes, yes."), *inputs[1:]], NEWER) == Tally(
        changed=1, same=2, statements=1
    )
    assert book.counts().documents == book.counts().statements == 3


def test_a_report_that_comes_twice_at_once_is_written_once(book: Store) -> None:
    (document,) = documents(1)
    assert run(book, [document, document]) == Tally(new=1, same=1, statements=1)
    assert book.counts().statements == 1


def test_what_an_engine_fails_on_is_noted_once_and_no_longer_when_it_is_read(
    book: Store,
) -> None:
    bad = Document("bad", "Ana said yes. BOOM", origin=Origin("bad.txt"))
    for _ in range(2):
        tally = run(book, [*documents(2), bad])
        assert tally.skipped == 1
        assert [(str(one.origin), one.code) for one in book.skips()] == [("bad.txt", "E000")]
    assert run(book, [bad], NEWER) == Tally(new=1, statements=1)
    assert list(book.skips()) == []


@pytest.mark.parametrize("batches", [0, 1, 2, 3])
def test_an_interrupted_run_goes_on_where_it_stopped(book: Store, batches: int) -> None:
    inputs = documents(3 * pipeline.BATCH + 5)
    for _, _ in zip(range(batches), read_into(book, inputs, lambda: ENGINE), strict=False):
        pass
    done = book.counts().documents
    assert done % pipeline.BATCH == 0

    tally = run(book, inputs)
    assert (tally.same, tally.new) == (done, len(inputs) - done)
    assert [one.document.id for one in book.statements()] == [one.id for one in inputs]


def test_a_run_that_fails_within_a_batch_leaves_whole_batches(book: Store) -> None:
    def broken() -> Iterator[Document]:
        yield from documents(pipeline.BATCH + 3)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(book, broken())
    assert book.counts().documents == pipeline.BATCH


def test_without_a_book_everything_is_told(book: Store) -> None:
    told: list[Reading | Skipped] = []
    inputs: list[Document | Skipped] = [*documents(2), aside(1), Document("bad", "BOOM")]
    *_, tally = read_into(None, inputs, lambda: ENGINE, told.append)

    assert tally == Tally(new=2, skipped=2, statements=2)
    assert {type(one) for one in told[:2]} == {Reading}
    assert {type(one) for one in told[2:]} == {Skipped}


def test_only_what_was_not_in_the_book_is_told(book: Store) -> None:
    run(book, documents(2))
    told: list[Reading | Skipped] = []
    list(read_into(book, documents(3), lambda: ENGINE, told.append))
    assert [one.document.id for one in told if isinstance(one, Reading)] == ["d002"]


@given(st.lists(st.booleans(), max_size=3 * pipeline.BATCH))
def test_whatever_the_order_of_inputs_each_is_counted_once(kinds: list[bool]) -> None:
    reports = iter(documents(len(kinds)))
    inputs = [next(reports) if kind else aside(i) for i, kind in enumerate(kinds)]
    tallies = list(read_into(None, inputs, lambda: ENGINE))

    assert (tallies[-1].new if tallies else 0) == sum(kinds)
    assert (tallies[-1].skipped if tallies else 0) == len(kinds) - sum(kinds)


def test_a_flood_of_empty_files_is_not_held_in_memory(book: Store) -> None:
    taken = 0

    def flood() -> Iterator[Skipped]:
        nonlocal taken
        for i in range(10 * pipeline.BATCH):
            taken += 1
            yield aside(i)

    tallies = read_into(book, flood(), lambda: ENGINE)
    next(tallies)
    assert taken <= 2 * pipeline.BATCH
    assert [tally.skipped for tally in tallies][-1] == book.counts().skipped == 10 * pipeline.BATCH
