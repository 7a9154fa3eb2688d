"""The test sets of hard constructions are whole, and an item that is wrong is named."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from evaluation.items import CONSTRUCTIONS, Construction, Gold, gold_lines, load, load_construction
from onrecord.errors import MalformedRecordError, SpanMismatchError

ENOUGH = 25
"""Items with an attribution that a set has at least, so that its score means something."""

SETS = [
    "according_to",
    "appositive",
    "floating_quotation",
    "headline_caption",
    "inverted_order",
    "list_of_demands",
    "missing_closing_mark",
    "negated_speech",
    "nested_quotations",
    "next_speaker",
    "press_release_transcript",
    "quotation_marks",
    "quotation_over_paragraphs",
    "several_speakers",
    "titles_and_ranks",
    "wishes_and_acts",
]


@pytest.fixture(scope="module")
def constructions() -> tuple[Construction, ...]:
    return load(CONSTRUCTIONS)


@pytest.mark.parametrize("name", SETS)
def test_a_set_loads_and_has_enough_items(name: str) -> None:
    construction = load_construction(CONSTRUCTIONS / f"{name}.toml")

    assert construction.name == name
    assert construction.title
    assert construction.why
    assert sum(bool(item.golds) for item in construction.items) >= ENOUGH


def test_the_sets_come_in_the_order_of_their_names(
    constructions: tuple[Construction, ...],
) -> None:
    assert [construction.name for construction in constructions] == SETS


def test_ids_are_unique(constructions: tuple[Construction, ...]) -> None:
    ids = Counter(item.id for construction in constructions for item in construction.items)

    assert [name for name, times in ids.items() if times > 1] == []


def test_texts_are_unique_over_all_sets(constructions: tuple[Construction, ...]) -> None:
    texts = Counter(
        " ".join(item.document.text.split())
        for construction in constructions
        for item in construction.items
    )

    assert [text for text, times in texts.items() if times > 1] == []


def test_the_spans_of_an_attribution_do_not_overlap(
    constructions: tuple[Construction, ...],
) -> None:
    overlapping = [
        (item.id, left.text, right.text)
        for construction in constructions
        for item in construction.items
        for gold in item.golds + item.inner
        for left, right in pairwise(sorted(gold.spans(), key=lambda span: span.start))
        if left.end > right.start
    ]

    assert overlapping == []


def test_a_text_attributes_something_only_once(constructions: tuple[Construction, ...]) -> None:
    repeated = [
        item.id
        for construction in constructions
        for item in construction.items
        if len(set(item.golds + item.inner)) != len(item.golds + item.inner)
    ]

    assert repeated == []


def test_what_is_known_at_second_hand_stands_within_a_content(
    constructions: tuple[Construction, ...],
) -> None:
    def within(inner: Gold, golds: tuple[Gold, ...]) -> bool:
        contents = [span for gold in golds for span in gold.content]
        return all(
            any(one.start <= span.start and span.end <= one.end for one in contents)
            for span in inner.spans()
        )

    outside = [
        item.id
        for construction in constructions
        for item in construction.items
        for inner in item.inner
        if not within(inner, (*item.golds, *(other for other in item.inner if other != inner)))
    ]

    assert outside == []


def test_gold_lines_give_the_offsets_of_every_role(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        text = "He said no. “I said yes,” said the envoy."
        [[item.attribution]]
        source = ["He"]
        cue = [{text = "said", nth = 1}]
        content = ["no"]
        [[item.attribution]]
        source = ["the envoy"]
        cue = [{text = "said", nth = 3}]
        content = ["“I said yes,”"]
        [[item.inner]]
        source = ["I"]
        cue = [{text = "said", nth = 2}]
        content = ["yes"]
        [[item]]
        text = "It rained."
        attributions = "none"
        """,
    )

    lines = gold_lines(load(path.parent))

    assert lines == gold_lines(load_construction(path))
    assert lines == [
        {
            "id": "toy/01",
            "text": "He said no. “I said yes,” said the envoy.",
            "annotations": {
                "onrecord": [
                    {"source": [[0, 2]], "cue": [[3, 7]], "content": [[8, 10]]},
                    {"source": [[31, 40]], "cue": [[26, 30]], "content": [[12, 25]]},
                ]
            },
            "inner": [{"source": [[13, 14]], "cue": [[15, 19]], "content": [[20, 23]]}],
        },
        {"id": "toy/02", "text": "It rained.", "annotations": {"onrecord": []}, "inner": []},
    ]


def test_a_string_that_is_not_in_its_text_is_named_with_file_and_item(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        text = "It rained."
        attributions = "none"
        [[item]]
        text = "He said no."
        [[item.attribution]]
        source = ["She"]
        cue = ["said"]
        content = ["no"]
        """,
    )

    with pytest.raises(SpanMismatchError, match=r"toy\.toml, item 2: 'She' stands 0 times"):
        load_construction(path)


@pytest.mark.parametrize(
    "item",
    [
        'text = "He said no."',
        'attributions = "none"',
        'text = "He said no."\nattributions = "few"',
        'text = "He said no."\nattribution = [{source = ["He"], cue = ["said"]}]',
        'text = "He said no."\nattribution = [{source = "He", cue = ["said"], content = ["no"]}]',
        'text = "He said no."\nattributions = "none"\nattribution = []',
        'text = "It rained."\nattributions = "none"\nnote = "wet"',
    ],
)
def test_an_item_of_another_shape_is_named_with_file_and_number(tmp_path: Path, item: str) -> None:
    with pytest.raises(MalformedRecordError, match=r"toy\.toml, item 1"):
        load_construction(write(tmp_path, item))


@pytest.mark.parametrize("text", ["", 'title = "Toy"', "no TOML", 'title = "Toy"\nwhy = "?"'])
def test_a_file_that_is_no_set_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "toy.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(MalformedRecordError, match=r"toy\.toml"):
        load_construction(path)


def write(folder: Path, item: str) -> Path:
    path = folder / "toy.toml"
    path.write_text(f'title = "Toy"\nwhy = "To test."\n[[item]]\n{item}\n', encoding="utf-8")
    return path
