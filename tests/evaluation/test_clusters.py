"""B³ is what its authors defined, and the labelled mentions are whole and fit their reports."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaluation.clusters import (
    ACTORS,
    BCubed,
    LabelledReport,
    Mention,
    actor_clusters,
    b_cubed,
    load_actors,
)
from evaluation.reports import load_reports, paragraphs, reports_folder
from onrecord.errors import MalformedRecordError

needs_reports = pytest.mark.skipif(
    not (reports_folder() / "newswcl50.tar.xz").is_file(),
    reason="the reports are not here; ONRECORD_SHARED names the folder that holds data/reports/",
)

Change = Callable[[dict[str, Any]], object]


def scores(gold: list[str], found: list[str]) -> tuple[object, object]:
    """Precision and recall of clusters of single letters."""
    result = b_cubed(gold, found)
    return pytest.approx(result.precision), pytest.approx(result.recall)


def test_the_very_same_clusters_are_right() -> None:
    assert b_cubed(["abc", "de", "f"], ["f", "ed", "cab"]) == BCubed(1.0, 1.0)
    assert BCubed(1.0, 1.0).f1 == 1.0


def test_everything_in_one_cluster_has_full_recall() -> None:
    # Of five, a, b and c see three of their own, d and e two: (3·3/5 + 2·2/5) / 5.
    assert scores(["abc", "de"], ["abcde"]) == (13 / 25, 1.0)


def test_all_apart_has_full_precision() -> None:
    # a, b and c find one of three, d and e one of two: (3·1/3 + 2·1/2) / 5.
    assert scores(["abc", "de"], ["a", "b", "c", "d", "e"]) == (1.0, 2 / 5)


def test_clusters_that_run_together_weigh_by_their_size() -> None:
    # The example of Bagga and Baldwin: chains of 5, 2 and 5. Running the two long ones together
    # is worse than running a long one and the short one together, with the same one wrong link.
    gold = ["12345", "67", "89abc"]

    assert scores(gold, ["12345", "6789abc"]) == (
        # five at 1, two at 2/7, five at 5/7
        (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12,
        1.0,
    )
    assert scores(gold, ["1234589abc", "67"]) == ((10 * 5 / 10 + 2) / 12, 1.0)


def test_a_mention_in_the_wrong_cluster_costs_both() -> None:
    # a, b: precision 1, recall 2/3; c: 1/2 and 1/3; d: 1/2 and 1.
    assert scores(["abc", "d"], ["ab", "cd"]) == (3 / 4, 2 / 3)


def test_mentions_missing_in_the_answer_count_as_apart() -> None:
    assert scores(["abc", "de"], ["ab"]) == scores(["abc", "de"], ["ab", "c", "d", "e"])
    # a, b: recall 2/3 each; c: 1/3; d, e: 1/2 each.
    assert scores(["abc", "de"], ["ab"]) == (1.0, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 5)
    assert scores(["ab"], []) == (1.0, 1 / 2)


def test_mentions_that_only_the_answer_has_change_nothing() -> None:
    assert b_cubed(["ab", "c"], ["abxyz", "cw", "v"]) == BCubed(1.0, 1.0)


def test_f1_is_the_harmonic_mean() -> None:
    assert BCubed(3 / 4, 2 / 3).f1 == pytest.approx(12 / 17)


def test_a_gold_without_mentions_and_a_mention_in_two_clusters_are_refused() -> None:
    with pytest.raises(ValueError, match="no mentions"):
        b_cubed([], ["ab"])
    with pytest.raises(ValueError, match="two clusters"):
        b_cubed(["ab"], ["ab", "bc"])


def test_actors_are_clusters_over_reports_and_unnamed_sources_are_in_none() -> None:
    name = Mention(0, 4, "sana", "outlet", None, None)
    source = Mention(9, 18, None, None, "witness", None)
    reports = (LabelledReport("a", "0" * 64, (name, source)), LabelledReport("b", "", (name,)))

    assert actor_clusters(reports) == {"sana": {("a", 0, 4), ("b", 0, 4)}}


def test_the_labelled_mentions_are_whole_and_enough() -> None:
    reports = load_actors()
    mentions = [mention for report in reports for mention in report.mentions]
    homes = Counter(actor for report in reports for actor in {m.actor for m in report.mentions})

    assert len(reports) >= 45
    assert sum(mention.actor is not None for mention in mentions) >= 220
    assert sum(mention.unnamed is not None for mention in mentions) >= 25
    assert sum(mention.via is not None for mention in mentions) >= 25
    assert sum(count > 1 for actor, count in homes.items() if actor is not None) >= 30


def test_the_file_is_sorted_and_indented_and_says_how_it_was_made() -> None:
    text = ACTORS.read_text(encoding="utf-8")
    record = json.loads(text)

    assert text == json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    assert set(record["about"]) == {"what", "made", "conventions", "when"}


MENTION = {"start": 10, "end": 14, "actor": "sana", "kind": "outlet"}
PRONOUN = {"start": 20, "end": 22, "actor": "sana", "kind": "outlet", "via": [10, 14]}
WITNESS = {"start": 30, "end": 39, "actor": None, "class": "witness"}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda file: file.pop("about"), "about"),
        (lambda file: file["reports"].append(file["reports"][0]), "twice"),
        (lambda file: file["reports"][0].update(sha256="abc"), "digest"),
        (lambda file: file["reports"][0].update(text="SANA said."), "text"),
        (lambda file: file["reports"][0]["mentions"].reverse(), "order"),
        (lambda file: file["reports"][0]["mentions"][0].update(end=10), "from 10 to 10"),
        (lambda file: file["reports"][0]["mentions"][0].update(actor="S.A.N.A."), "key"),
        (lambda file: file["reports"][0]["mentions"][0].update(kind="agency"), "agency"),
        (lambda file: file["reports"][0]["mentions"][0].update(kind="body"), "not body"),
        (lambda file: file["reports"][0]["mentions"][1].update(via=[0, 4]), "leads to no name"),
        (lambda file: file["reports"][0]["mentions"][1].update(actor="afp"), "leads to no name"),
        (lambda file: file["reports"][0]["mentions"][2].update({"class": "person"}), "class"),
        (lambda file: file["reports"][0]["mentions"][2].update(kind="person"), "class"),
    ],
)
def test_a_file_that_is_wrong_is_refused(tmp_path: Path, change: Change, named: str) -> None:
    report = {"id": "a", "sha256": "0" * 64, "mentions": [MENTION, PRONOUN, WITNESS]}
    file: dict[str, Any] = json.loads(json.dumps({"about": {}, "reports": [report]}))
    path = tmp_path / "actors.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    assert len(load_actors(path)[0].mentions) == 3

    change(file)
    path.write_text(json.dumps(file), encoding="utf-8")

    with pytest.raises(MalformedRecordError, match=named):
        load_actors(path)


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "actors.json"
    path.write_text("[", encoding="utf-8")

    with pytest.raises(MalformedRecordError, match="no JSON"):
        load_actors(path)


def test_paragraphs_end_where_the_tokens_say_so() -> None:
    sentences = [
        ["Talks", "resume", r"\n"],
        ["He", "agreed", "."],
        ["“", "Yes", ",", "”", "he", "said", r".\n", "Later", "he", "left", "."],
        [r"\n", " "],
        ["Nobody", "spoke", "."],
    ]

    assert paragraphs(sentences) == (
        "Talks resume\n\nHe agreed. “Yes,” he said.\n\nLater he left.\n\nNobody spoke."
    )


@needs_reports
def test_the_reports_are_the_ones_that_were_read() -> None:
    documents = load_reports()

    for report in load_actors():
        assert documents[report.id].digest == report.sha256, report.id


@needs_reports
def test_mentions_lie_in_their_reports_and_begin_and_end_at_the_edges_of_words() -> None:
    documents = load_reports()

    for report in load_actors():
        text = documents[report.id].text
        for mention in report.mentions:
            start, end = mention.start, mention.end
            words = documents[report.id].span(start, end).text
            shown = f"{report.id} {start}: {words!r}"
            assert words[0].isalnum(), shown
            assert (
                words[-1].isalnum()
                or (words[-1] == "." and "." in words[:-1])
                or words.endswith("Jr.")
            ), shown
            assert not (start and text[start - 1].isalnum()), shown
            assert not text[end : end + 1].isalnum(), shown


@needs_reports
def test_every_collection_of_reports_has_labelled_ones() -> None:
    collections = {report.id.partition("/")[0] for report in load_actors()}

    assert collections == {name.partition("/")[0] for name in load_reports()}
