"""Tags and links made by hand, joined as the text has them."""

import re

import pytest

from onrecord import Attribution, Document
from onrecord.engine.heads import Analysis
from onrecord.engine.pairs import CONTENT, CUE, SOURCE, Level, Tag, sentence_numbers
from onrecord.engine.stub import StubEngine, cut_without_pieces
from onrecord.extract import attributions
from onrecord.extract.evidence import UNTRAINED
from onrecord.extract.quotes import manner
from onrecord.statement import Manner

ROLES = {"s": SOURCE, "c": CUE, "t": CONTENT}
MARKED = re.compile(r"\[([sct])(\d*)(?:>(\d+))? ([^\[\]]*)\]")
NO_LEVEL = Level((), {}, {})


def analysis(marked: str, inner: Level = NO_LEVEL, *, sure: float = 1.0) -> Analysis:
    """Reads `[c1>2 said]`: the cue named 1, whose source is named 2; contents name their cue."""
    text, places = "", []
    end = 0
    for match in MARKED.finditer(marked):
        text += marked[end : match.start()]
        places.append((len(text), len(text) + len(match[4]), match))
        text += match[4]
        end = match.end()
    text += marked[end:]
    words = cut_without_pieces(text)
    tags = tuple(
        Tag(int(words.starts.searchsorted(a)), int(words.starts.searchsorted(b)), ROLES[m[1]], sure)
        for a, b, m in places
    )
    names = {match[2]: i for i, (_, _, match) in enumerate(places) if match[2]}
    links = {
        i: (names[match[3]] if match[3] else None, 1.0) for i, (_, _, match) in enumerate(places)
    }
    level = Level(
        tags,
        {i: link for i, link in links.items() if tags[i].role == CONTENT},
        {i: link for i, link in links.items() if tags[i].role == CUE},
    )
    sentences = sentence_numbers(text, words)
    return Analysis(Document("d", text), words, sentences, level, inner, UNTRAINED)


def shown(attribution: Attribution) -> str:
    """Source | cue | content, parts joined by a stroke."""
    roles = (attribution.source, attribution.cue, attribution.content)
    return " | ".join(" / ".join(span.text for span in spans) for spans in roles)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[s1 Ana] [c2>1 said] [t>2 yes].", ["Ana | said | yes"]),
        (
            "[t>2 “Go,”] [c2>1 said] [s1 Ana]. [t>2 “Now.”]\n[t>2 “Run.”]",
            ["Ana | said | “Go,” / “Now.” / “Run.”"],
        ),
        ("It was [c2 said] [t>2 he left].", [" | said | he left"]),
        (
            "[s1 Ana] [c2>1 said] [t>2 yes] and [c3>1 added] [t>3 no].",
            ["Ana | said | yes", "Ana | added | no"],
        ),
        ("[s1 Ana] [c2>1 said] nothing.", []),
        ("[s1 Ana] was silent.", []),
        ("The hall fell silent. [t “Never.”]", [" |  | “Never.”"]),
        ("The hall fell silent. [t Never.]", []),
        ("The “[t hall] fell” silent.", []),
        (
            "[t>4 “No,”] [c4>5 says] [s5 Bo]. [t “Yes.”] [s1 Ana] [c2>1 said] [t>2 so].",
            ["Bo | says | “No,”", " |  | “Yes.”", "Ana | said | so"],
        ),
        ("Nothing here.", []),
    ],
)
def test_what_belongs_together_is_joined_in_the_order_of_the_text(
    marked: str, expected: list[str]
) -> None:
    assert [shown(one) for one in attributions(analysis(marked))] == expected


def test_what_stands_within_a_content_is_put_there_and_no_twin_of_the_outer_level() -> None:
    text = "SANA [c] said the envoy told Tolmek no. Bo says Ana denied it."
    outer = [
        ("SANA", "said", "the envoy told Tolmek no"),
        ("Bo", "says", "Ana denied it"),
    ]
    inner = [
        ("the envoy", "told", "no"),
        ("Ana", "denied", "it"),
        ("Bo", "says", "Ana denied it"),  # the outer level has it
        ("SANA", "denied", "no"),  # its parts stand in different places
        ("", "told", "no"),  # nobody says it
    ]
    (found,) = StubEngine(outer, inner).analyse([Document("d", text)])
    first, second = attributions(found)

    assert [shown(one) for one in first.inner] == ["the envoy | told | no"]
    assert [shown(one) for one in second.inner] == ["Ana | denied | it"]


def test_an_inner_one_may_have_its_words_in_several_parts_of_one_content() -> None:
    text = "“The envoy,” said Ana, “told us no.”"
    engine = StubEngine(
        [("Ana", "said", ("“The envoy,”", "“told us no.”"))], [("The envoy", "told", "no")]
    )
    (one,) = attributions(engine.analyse([Document("d", text)])[0])
    assert [shown(inner) for inner in one.inner] == ["The envoy | told | no"]


def test_thousands_of_inner_ones_find_their_places() -> None:
    text = "Ana said Bo told us no. " * 4000
    words = cut_without_pieces(text)
    starts = range(0, len(words), 7)

    def level(source: int, cue: int, content: tuple[int, int]) -> Level:
        tags = tuple(
            tag
            for i in starts
            for tag in (
                Tag(i + source, i + source + 1, SOURCE),
                Tag(i + cue, i + cue + 1, CUE),
                Tag(i + content[0], i + content[1], CONTENT),
            )
        )
        cues = range(1, len(tags), 3)
        return Level(tags, {i + 1: (i, 1.0) for i in cues}, {i: (i - 1, 1.0) for i in cues})

    found = attributions(
        Analysis(
            Document("d", text),
            words,
            sentence_numbers(text, words),
            level(0, 1, (2, 6)),
            level(2, 3, (5, 6)),
            UNTRAINED,
        )
    )
    assert len(found) == 4000
    assert {shown(one) for one in found} == {"Ana | said | Bo told us no"}
    assert {tuple(map(shown, one.inner)) for one in found} == {("Bo | told | no",)}
    for one in found:
        assert one.content[0].contains(one.inner[0].cue[0])


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Ana said “no way” today", "said", ["“no way”"], "direct"),
        ("Ana said “no way” today", "said", ["no way"], "direct"),
        ("Ana said ‘no way’. Then", "said", ["‘no way’."], "direct"),
        ("“No,” Ana said, “no way”.", "said", ["“No,”", "“no way”."], "direct"),
        ("Ana said “no” way", "said", ["“no” way"], "mixed"),
        ("“No,” Ana said, and left", "said", ["“No,”", "and left"], "mixed"),
        ("Ana said no way", "said", ["no way"], "indirect"),
        ("Ana wants no way", "wants", ["no way"], "narrated"),
        ("Ana was reluctant to go", "was reluctant", ["to go"], "narrated"),
        ("Ana wants “no way”", "wants", ["“no way”"], "direct"),
        ("Ana WELCOMED peace", "WELCOMED", ["peace"], "narrated"),
        ("Ana likened it", "likened", ["it"], "indirect"),
        ("no way", "", ["no way"], "indirect"),
        ("Ana said “”", "said", ["“”"], "indirect"),
    ],
)
def test_marks_decide_the_manner_and_the_cue_where_there_are_none(
    text: str, cue: str, content: list[str], expected: Manner
) -> None:
    document = Document("d", text)
    spans = [[document.span(text.index(s), text.index(s) + len(s)) for s in content]]
    spans.append([document.span(text.index(cue), text.index(cue) + len(cue))] if cue else [])
    assert manner(cut_without_pieces(text), *spans) == expected
