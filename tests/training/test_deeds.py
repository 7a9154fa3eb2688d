"""Labels of acts and events are read as they are written, and a wrong one is named."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra onrecord[training]")

from onrecord.engine.acts import CONTENT, CUE, SOURCE, TARGET, Asked, Vectors, read_acts  # noqa: E402
from onrecord.errors import TrainingError  # noqa: E402
from onrecord.training.acting import show  # noqa: E402
from onrecord.training.data import Article  # noqa: E402
from onrecord.training.deeds import FOLDER, load_labelled, load_plv  # noqa: E402
from onrecord.training.export import heads_arrays, torch_heads  # noqa: E402
from onrecord.training.invented import load_invented  # noqa: E402
from onrecord.training.model import LINK, Network, Sizes  # noqa: E402
from tests.engine.small import pieces  # noqa: E402

TEXT = "The bells rang. Ana Berg said the guns must fall silent. Nobody moved."
HEADER = "sentence\tmarked_sentence\tgold_root\n"


def test_a_statement_is_known_by_its_places(tmp_path: Path) -> None:
    start = TEXT.index("the guns")
    row = {
        "article": "a", "source": [[16, 24]], "cue": [[25, 29]], "content": [[start, start + 25]],
        "act": "demand", "also": "", "target": "",
    }  # fmt: skip
    (tmp_path / "places.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    (deed,) = load_labelled([Article("a", TEXT, [])], tmp_path)
    found = {part: deed.text[start:end] for part, start, end in deed.parts}
    assert found == {SOURCE: "Ana Berg", CUE: "said", CONTENT: "the guns must fall silent"}
    assert deed.acts == ("demand",)
    assert load_labelled([Article("b", TEXT, [])], tmp_path) == []


def test_what_we_wrote_is_read_with_its_marks(tmp_path: Path) -> None:
    (tmp_path / "written.txt").write_text(
        "offer|assert|Haskia\t{C “We will open a gate for Haskia,”} {S she} {Q said}.\n", "utf-8"
    )
    (tmp_path / "events.tsv").write_text(
        "YIELD\t<s>Lorvane</s> freed the <t>miners</t>.\n", "utf-8"
    )
    event, statement = sorted(load_labelled([], tmp_path), key=lambda one: one.event is None)
    assert statement.acts == ("offer", "assert")
    assert statement.target == "Haskia"
    assert [statement.text[s:e] for _, s, e in statement.parts] == [
        "“We will open a gate for Haskia,”", "she", "said",
    ]  # fmt: skip
    assert event.event == "YIELD"
    assert [(p, event.text[s:e]) for p, s, e in event.parts] == [
        (SOURCE, "Lorvane"),
        (TARGET, "miners"),
    ]


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("a.txt", "shout||\t{S She} {Q shouted}.", "'shout' is no act"),
        ("a.txt", "demand||\tShe said no.", "a mark is empty or absent"),
        ("a.tsv", "SHOUT\t<s>She</s> shouted.", "'SHOUT' is no type of event"),
    ],
)
def test_a_wrong_label_is_named_with_its_place(
    tmp_path: Path, name: str, line: str, said: str
) -> None:
    (tmp_path / name).write_text(line + "\n", "utf-8")
    with pytest.raises(TrainingError, match=rf"{name}, line 1: {said}"):
        load_labelled([], tmp_path)


def test_a_fifth_of_the_events_is_held_out_whatever_the_order(tmp_path: Path) -> None:
    rows = [f"s{i}\t<s>A{i}</s> met <t>B</t>.\tCONSULT\n" for i in range(400)]
    path = tmp_path / "plv.tsv"
    path.write_text(HEADER + "".join(rows), "utf-8")
    learnt, kept = load_plv(path)
    path.write_text(HEADER + "".join(reversed(rows)), "utf-8")
    again, same = load_plv(path)
    assert len(learnt) + len(kept) == 400
    assert 50 <= len(kept) <= 110
    assert {one.text for one in kept} == {one.text for one in same}
    assert {one.text for one in learnt} == {one.text for one in again}


def test_our_own_labels_are_whole() -> None:
    found = load_labelled(load_invented(), FOLDER)
    assert len(found) > 500
    assert all(deed.text[s:e].strip() for deed in found for _, s, e in deed.parts)


def test_torch_and_numpy_read_acts_alike() -> None:
    torch.manual_seed(4)
    network = Network(Sizes(vocabulary=100, width=24, layers=1, heads=2, inner=32)).eval()
    weights = torch_heads(network, np.zeros(18, np.float32)).acts
    assert any(name.startswith("acts.") for name in heads_arrays(network, np.zeros(18, np.float32)))
    rows = np.random.default_rng(1).normal(size=(9, LINK)).astype(np.float16)
    parts = ((SOURCE, 0, 2), (CUE, 2, 3), (CONTENT, 3, 9), (TARGET, 4, 5))
    acts, events = read_acts(
        weights, Vectors(np.arange(9, dtype=np.int32), rows), [Asked(0, 9, parts)]
    )
    of = torch.zeros(1, 9, 4)
    for part, begin, end in parts:
        of[0, begin:end, part] = 1
    with torch.no_grad():
        one, other = network.acts(
            torch.from_numpy(rows.astype(np.float32))[None], torch.ones(1, 9), of
        )
    assert np.allclose(acts, torch.softmax(one, -1).numpy(), atol=2e-3)
    assert np.allclose(events, torch.softmax(other, -1).numpy(), atol=2e-3)


def test_a_statement_is_shown_by_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("thank||\t{S She} {Q thanked} {C the nurses}.\n", "utf-8")
    (deed,) = load_labelled([], tmp_path)
    shown = show(deed, pieces())
    assert shown.asked.parts == ((SOURCE, 0, 1), (CUE, 1, 2), (CONTENT, 2, 4))
    assert (shown.asked.begin, shown.asked.end) == (0, 4)
    assert shown.acts is not None
    assert abs(float(shown.acts.sum()) - 1) < 1e-5
    assert shown.event == -1
