"""Which act is written down of a statement, and when none is."""

import pytest

from onrecord import models, pipeline
from onrecord.document import Document
from onrecord.engine.session import load_engine
from onrecord.engine.stub import StubEngine
from onrecord.interpret.acts import CUED, SURE
from onrecord.interpret.cued import named_act
from onrecord.statement import Statement
from onrecord.values import Value


def test_an_engine_without_a_reader_of_acts_abstains() -> None:
    (reading,) = pipeline.read(
        [Document("d", "Rebels said no.")], StubEngine([("Rebels", "said", "no")])
    )
    (statement,) = reading.statements
    assert statement.meaning is not None
    assert statement.meaning.act is None
    assert statement.targets == ()


@pytest.mark.skipif(
    not (models.folder() / "weights.json").is_file(),
    reason="the weights are not here; `onrecord train attribution` makes them",
)
@pytest.mark.parametrize("copies", [1, 40])
def test_what_is_written_down_is_sure_enough(copies: int) -> None:
    text = "Ana Berg demanded that the ferry sail. “We will not wait,” the captain said.\n" * copies
    (reading,) = pipeline.read([Document("d", text)], load_engine())
    meanings = [one.meaning for one in reading.statements]
    acts = [one.act for one in meanings if one is not None and one.act is not None]
    assert len(acts) >= copies
    for act in acts:
        assert act.confidence is not None
        assert act.confidence >= min(SURE, CUED) - 1e-4
        assert act.set_by == "rule:cue" or act.set_by.startswith("model:attribution")
    assert "demand" in {act.value for act in acts}


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("has repeatedly demanded", "that the gates be opened", "demand"),
        ("wants", "Haskia to open the gates", "demand"),
        ("wants", "to sleep", None),
        ("called for", "an inquiry", "demand"),
        ("declined", "to comment", "decline-to-comment"),
        ("did not", "respond to a request", "decline-to-comment"),
        ("rejected", "the claim", "deny"),
        ("rejected", "the offer", "refuse"),
        ("offered", "to open four gates", "offer"),
        ("offered", "a glimpse of the dam", None),
        ("did not demand", "anything", None),
        ("said", "that Haskia had demanded more", None),
        ("are skeptical about", "any offers", "criticise"),
        ("thanked", "the nurses", "thank"),
        ("", "We demand more", None),
    ],
)
def test_a_cue_names_an_act_or_none(cue: str, content: str, act: str | None) -> None:
    text = f"Ana {cue} {content}."
    document = Document("d", text)
    start = text.index(content)
    statement = Statement(
        "s", document, (document.span(0, 3),),
        (document.span(4, 4 + len(cue)),) if cue else (),
        (document.span(start, start + len(content)),), Value("indirect", "model:m"), 0.9,
    )  # fmt: skip
    assert named_act(statement) == act
