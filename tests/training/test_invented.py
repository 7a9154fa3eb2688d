"""Our own invented reports for training, and the rewriting of articles."""

import random
from pathlib import Path

import pytest

from onrecord.errors import TrainingError
from onrecord.training.data import Article, Gold
from onrecord.training.invented import load_invented
from onrecord.training.rewrite import rewrite

MARKED = """
{s1|Lena Vost} {q1|said} {c1|the mill had stopped}. {c1|“They changed the locks.”} It rained.
%%
{s1,2|The owners} {q1|deny} {c1|it} and {q2|blame} {c2|the river}.
"""


def parts(article: Article) -> list[list[list[str]]]:
    """The words of every role of every attribution."""
    return [
        [[article.text[s:e] for s, e in role] for role in (gold.source, gold.cue, gold.content)]
        for gold in article.readings[0]
    ]


def test_marks_become_spans(tmp_path: Path) -> None:
    (tmp_path / "some.txt").write_text(MARKED, "utf-8")

    first, second = load_invented(tmp_path)

    assert first.text == "Lena Vost said the mill had stopped. “They changed the locks.” It rained."
    said = [["Lena Vost"], ["said"], ["the mill had stopped", "“They changed the locks.”"]]
    assert parts(first) == [said]
    assert parts(second) == [
        [["The owners"], ["deny"], ["it"]],
        [["The owners"], ["blame"], ["the river"]],
    ]


@pytest.mark.parametrize("broken", ["{s1|He said.", "{s1|He {q1|said}} no.", "{s1| He} said."])
def test_a_broken_mark_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "some.txt").write_text(broken, "utf-8")

    with pytest.raises(TrainingError, match="some/1"):
        load_invented(tmp_path)


def test_every_invented_report_can_be_read() -> None:
    articles = load_invented()

    assert len(articles) > 300
    assert all(gold.cue or gold.content for one in articles for gold in one.readings[0])


def article(text: str, *golds: tuple[str, str, tuple[str, ...]]) -> Article:
    """An article with one reading, each attribution given by its words."""

    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Article(
        "a",
        text,
        [[Gold([span(s)], [span(q)], [span(one) for one in c]) for s, q, c in golds]],
    )


def rewritten(one: Article) -> Article:
    """The first draw that changes it."""
    draws = (rewrite(one, random.Random(seed)) for seed in range(100))
    return next(draw for draw in draws if draw.text != one.text)


def test_a_verb_changes_places_with_its_speaker() -> None:
    given = article(
        "“No boats,” Ilse Harn said. It rained.", ("Ilse Harn", "said", ("“No boats,”",))
    )

    found = rewritten(given)

    assert found.text == "“No boats,” said Ilse Harn. It rained."
    assert parts(found) == parts(given)


def test_a_verb_comes_to_the_front() -> None:
    given = article("The mayor warned: “No boats.”", ("The mayor", "warned", ("“No boats.”",)))

    found = rewritten(given)

    assert found.text == "Warned the mayor: “No boats.”"
    assert parts(found) == [[["the mayor"], ["Warned"], ["“No boats.”"]]]


def test_a_quotation_loses_its_cue() -> None:
    given = article(
        "Ilse Harn blamed the pump. “No boats,” she said. It rained.",
        ("Ilse Harn", "blamed", ("the pump",)),
        ("she", "said", ("“No boats,”",)),
    )

    found = rewritten(given)

    assert found.text == "Ilse Harn blamed the pump. “No boats.” It rained."
    assert parts(found) == [[["Ilse Harn"], ["blamed"], ["the pump", "“No boats.”"]]]


@pytest.mark.parametrize("seed", range(20))
def test_rewriting_loses_no_word_of_our_own_reports(seed: int) -> None:
    draw = random.Random(seed)
    for one in load_invented():
        found = rewrite(one, draw)
        before, after = (sorted(text.text.lower().split()) for text in (one, found))
        assert len(before) - len(after) in range(40)
        for gold in found.readings[0]:
            for start, end in (*gold.source, *gold.cue, *gold.content):
                assert 0 <= start < end <= len(found.text)
