"""What the decoding takes for granted, whatever the encoder says."""

import numpy as np
import pytest

from onrecord.engine.crf import FORBIDDEN, TAGS
from onrecord.engine.heads import barred_at, quotation_ends
from onrecord.engine.tokens import cut
from tests.engine.small import pieces


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("“We sail.” They left.", ["They"]),
        ('"We sail?" They left. "No!" Nobody came.', ["They", "Nobody"]),
        ("“We sail,” They said.", []),  # no sentence ends there
        ("“We sail.” “They left.”", []),  # another quotation
        ("“Who sails?” they asked.", []),  # no sentence begins there
        ("“He said ‘Go.’ They left.”", []),  # still within the outer one
        ("We sail. They left.", []),
    ],
)
def test_nothing_runs_on_behind_a_quotation(text: str, opening: list[str]) -> None:
    words = cut(text, pieces())

    places = quotation_ends(text, words)

    assert [text[words.starts[i] : words.ends[i]] for i in places] == opening
    scores = np.zeros((len(words), len(TAGS)), np.float32)
    barred = barred_at(scores, places)
    going_on = [tag.startswith("I-") for tag in TAGS]
    assert (barred[places][:, going_on] == FORBIDDEN).all()
    assert (barred == FORBIDDEN).sum() == 3 * len(opening)
    assert not scores.any(), "the scores themselves stay"
