"""Whatever the batches, each report is read as if it were alone."""

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from onrecord import Document, Origin, Reading, Skipped, pipeline
from onrecord.engine.heads import Analysis
from onrecord.engine.stub import StubEngine
from onrecord.errors import EngineError

ENGINE = StubEngine(
    [("Ana", "said", ("Bo told us no", "never")), ("Bo", "says", "yes")],
    [("Bo", "told", "no")],
    refuses="BOOM",
)
TEXTS = st.sampled_from(
    [
        "Ana said Bo told us no. Then never.",
        "“Bo told us no,” Ana said.\r\n\r\n“never.”",
        "Bo says yes. Ana said Bo told us no and never.",
        "Nothing at all.",
        "BOOM",
        "👩🏽‍🚒\x00\ud800",
    ]
)


@given(st.lists(TEXTS, max_size=40), st.integers(1, 45))
def test_any_split_gives_the_same_readings_in_the_same_order(texts: list[str], size: int) -> None:
    documents = [Document(f"d{i}", text) for i, text in enumerate(texts)]
    alone = [one for document in documents for one in pipeline.read_or_skip([document], ENGINE)]

    assert list(pipeline.run(documents, ENGINE, size)) == alone
    assert list(pipeline.run(documents, ENGINE)) == alone
    assert [isinstance(one, Skipped) for one in alone] == ["BOOM" in text for text in texts]


def test_no_documents_give_no_readings() -> None:
    assert list(pipeline.run([], ENGINE)) == []
    assert list(pipeline.batches(iter([]))) == []
    assert pipeline.read([], ENGINE) == []
    assert pipeline.read_or_skip([], ENGINE) == []


@given(st.lists(st.integers(1, 12), max_size=30), st.integers(1, 6))
def test_batches_keep_order_and_bounds(sizes: list[int], batch: int) -> None:
    unit = pipeline.CHARACTERS // 8
    documents = [Document(f"d{i}", "x" * (unit * size)) for i, size in enumerate(sizes)]
    found = list(pipeline.batches(documents, batch))

    assert [one for chosen in found for one in chosen] == documents
    for chosen in found:
        assert 1 <= len(chosen) <= batch
        assert len(chosen) == 1 or sum(len(one.text) for one in chosen) <= pipeline.CHARACTERS


def test_batches_take_no_more_documents_than_they_need() -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield Document(f"d{taken}", "Ana said so.")

    next(pipeline.batches(endless(), 5))
    assert taken == 6


def test_a_report_that_cannot_be_read_keeps_its_origin_and_the_code_of_what_failed() -> None:
    class Failing:
        name = "failing"

        def analyse(self, documents: Sequence[Document]) -> list[Analysis]:
            raise EngineError("the encoder is gone", "Install it anew.")

    origin = Origin("a.jsonl", "line 2")
    with_origin, without = pipeline.read_or_skip(
        [Document("a", "x", origin=origin), Document("b", "x")], Failing()
    )
    assert isinstance(with_origin, Skipped)
    assert isinstance(without, Skipped)
    assert (with_origin.origin, with_origin.code) == (origin, "E400")
    assert "the encoder is gone" in with_origin.reason
    assert without.origin == Origin("b")


def test_one_report_that_fails_takes_nobody_with_it() -> None:
    documents = [Document(f"d{i}", "BOOM" if i % 3 == 1 else "Bo says yes.") for i in range(7)]
    found = pipeline.read_or_skip(documents, ENGINE)
    assert [isinstance(one, Reading) for one in found] == [i % 3 != 1 for i in range(7)]
