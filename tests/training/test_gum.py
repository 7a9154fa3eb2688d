"""Attributions over tokens become texts with spans in code points. The sentences are invented."""

import gzip
import json
from pathlib import Path

import pytest

from onrecord.errors import TrainingError
from onrecord.training import gum
from onrecord.training.detokenise import detokenise


@pytest.mark.parametrize(
    "text",
    [
        '"It runs," he said, "to nine pages."',
        "She didn't say why; the girls' school (a three-storey house) can't.",
        "He paid $9 or 12% - and that's well-nigh all, the U.S. envoy says.",
        "“We won’t,” said Marsk’s aide in 1998–2001: “Never!”",
        "He asked: 'Who's there?'",
    ],
)
def test_tokens_become_the_text_they_were_cut_from(text: str) -> None:
    joined, places = detokenise(_tokens(text))
    assert joined == text
    assert [joined[start:end] for start, end in places] == _tokens(text)


def _tokens(text: str) -> list[str]:
    """The text as a treebank cuts it."""
    for piece in ["n't", "n’t", "'s ", "’s ", "' ", "'?", '"', "“", "”", "(", ")", ",", ";", ":"]:
        text = text.replace(piece, f" {piece} ")
    for piece in ["$", "%", "!", "?", "–", "three-storey", "well-nigh"]:
        text = text.replace(piece, f" {piece.replace('-', ' - ')} ")
    text = text.replace(" 'Who", " ' Who")
    return [part for word in text.split() for part in _without_stop(word)]


def _without_stop(word: str) -> list[str]:
    return [word[:-1], "."] if word.endswith(".") and word not in ("U.S.", ".") else [word]


def _record(offset: int, words: str, **roles: list[list[int]]) -> dict[str, object]:
    spans: dict[str, list[list[int]]] = {"source": [], "cue": [], "content": [], **roles}
    return {"doc": "GUM_news_weir", "offset": offset, "tokens": words.split(), **spans}


def _write(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, records)).encode()))
    return path


def test_contexts_that_touch_become_one_text_and_others_stay_apart(tmp_path: Path) -> None:
    first, second = "Vask said it holds .", "Marsk does n't think so ."
    records = [
        _record(10, f"{first} {second}", source=[[15, 16]], cue=[[18, 19]], content=[[19, 20]]),
        _record(10, first, source=[[10, 11]], cue=[[11, 12]], content=[[12, 15]]),
        _record(40, first, source=[[3, 4]], cue=[[41, 42]], content=[[42, 45]]),
    ]
    articles = gum.load_gum(_write(tmp_path / "gum.jsonl.gz", records))

    assert [a.id for a in articles] == ["GUM_news_weir#1", "GUM_news_weir#2"]
    assert articles[0].text == "Vask said it holds. Marsk doesn't think so."
    said = [
        [[a.text[s:e] for s, e in spans] for spans in (gold.source, gold.cue, gold.content)]
        for a in articles
        for gold in a.readings[0]
    ]
    assert said == [
        [["Vask"], ["said"], ["it holds"]],
        [["Marsk"], ["doesn't think"], ["so"]],
        [[], ["said"], ["it holds"]],  # its source stands outside its context
    ]


def test_the_same_third_of_news_and_interviews_is_always_held_out() -> None:
    names = [f"GUM_{genre}_{n}" for genre in ("news", "interview", "vlog") for n in range(6)]
    held = gum.held_out_documents(names)
    assert held == gum.held_out_documents(reversed(names))
    assert len(held) == 4
    assert not any("vlog" in name for name in held)


def test_a_sentence_has_all_its_attributions_and_no_telephoning(tmp_path: Path) -> None:
    tokens = [
        *['"', "It", "will", "hold", ","],
        '"',
        *["said", "Vask", ",", "who", "called", "the", "mayor", "."],
    ]
    plain = {"doc": "weblog/weir", "sent_id": "weblog-weir-0003", "tokens": tokens, "other": {}}
    said = {"roleset": "say.01", "source": [[7, 8]], "cue": [[6, 7]], "content": [[1, 4]]}
    rang = {"roleset": "call.02", "source": [[9, 10]], "cue": [[10, 11]], "content": [[11, 13]]}
    records: list[dict[str, object]] = [{**plain, **said}, {**plain, **rang}]
    (article,) = gum.load_ewt(_write(tmp_path / "ewt.jsonl.gz", records))

    assert article.id == "weblog/weir#0003"
    assert gum.document_of(article) == "weblog/weir"
    (gold,) = article.readings[0]
    assert article.text[slice(*gold.content[0])] == '"It will hold,"'


@pytest.mark.parametrize("line", ["{}", "[]", '{"doc": "GUM_news_a", "offset": 0, "tokens": []}'])
def test_what_is_no_attribution_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gum.jsonl.gz"
    path.write_bytes(gzip.compress(line.encode()))
    with pytest.raises(TrainingError, match="line 1"):
        gum.load_gum(path)
    with pytest.raises(TrainingError, match="not there"):
        gum.load_ewt(tmp_path / "absent")
