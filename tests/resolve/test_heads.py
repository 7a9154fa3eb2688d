"""The head of a source phrase among its mentions."""

import re

import pytest

from onrecord.document import Document, Span
from onrecord.engine.mentions import Mention
from onrecord.engine.tokens import cut
from onrecord.resolve.heads import head
from tests.engine.small import pieces


def of(marks: str) -> str | None:
    """The head of a phrase whose mentions stand in brackets."""
    plain = re.sub(r"[\[\]]", "", marks)
    document = Document("d", f"{plain} said no.")
    words = cut(document.text, pieces())
    mentions, removed = [], 0
    for mark in re.finditer(r"\[([^\]]*)\]", marks):
        start = mark.start() - removed
        removed += 2
        end = start + len(mark[1])
        begin = int(words.starts.searchsorted(start))
        mentions.append(Mention(begin, int(words.ends.searchsorted(end)) + 1, "other"))
    place = head(Span(document, 0, len(plain)), words, mentions)
    if place is None:
        return None
    one = mentions[place]
    return document.text[words.starts[one.begin] : words.ends[one.end - 1]]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("[Lorvane] Foreign [Minister] [Ilse Harn], who met [them]", "Ilse Harn"),
        ("[Ilse Harn], [president] of the [Upland Council]", "Ilse Harn"),
        ("the [Southern Front] of the [ULA]", "Southern Front"),
        ("an [ULA] [spokesman]", "spokesman"),
        ("the [ministry]'s [spokeswoman]", "spokeswoman"),
        ("[Upland] state news [agency] [UNA]", "UNA"),
        ("[his] [brother]", "brother"),
        ("a [spokesman] for [Ilse Harn]", "spokesman"),
        ("[people] close to the [minister]", "people"),
        ("one of the [rebels] in [Osk]", "rebels"),
        ("a [number] of [witnesses]", "witnesses"),
        ("dozens of [residents] of [Tressa]", "residents"),
        ("[Harn] and [Voss]", "Harn"),
        ("nobody", None),
    ],
)
def test_the_head_is_found(marks: str, expected: str | None) -> None:
    assert of(marks) == expected
