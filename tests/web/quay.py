"""A small world with speakers: three reports about a quay, and who says what through whom."""

import re
from collections.abc import Sequence

from onrecord.document import Document, Span
from onrecord.statement import (
    Actor,
    ActorKind,
    Manner,
    Mention,
    Party,
    Post,
    Reading,
    Statement,
    statement_id,
)
from onrecord.values import Value

ENGINE = "by-hand-1"

QUAY = Document(
    id="gazette/2031/quay.txt",
    text="Harbour Minister Odette Varrin said on Tuesday that the quay would reopen. “We will not "
    "wait,” she told the Kell Gazette.\n\n"
    "According to Telhask News, a dockers’ spokesman, who would not give his name, said that "
    "nobody had been asked. “They never called,” he added.\n\n"
    "A harbour official said that Varrin had known of the cracks. They should have warned us, "
    "someone said.\n\n"
    "“It holds.” Nobody argued.\n",
    title="The quay will reopen",
    outlet="Kell Gazette",
    byline="Io Marsh",
    published="2031-04-02",
)
CRACKS = Document(
    id="herald/2031/cracks.txt",
    text="Odette Varrin, chair of the Tidewater Board, denied that she had seen the cracks. A "
    "clerk said that Varrin asked him to wait.\n",
    title="Minister denies",
    outlet="Port Herald",
    published="2031-04-09T08:00:00+00:00",
)
LETTER = Document(
    id="telhask/letter.txt",
    text="O. Varrin wrote that the board was asleep.\n",
    title="A letter from the quay",
    outlet="Telhask News",
    published="2031-05-01",
)


def at(document: Document, words: str, nth: int = 0) -> Span:
    """The words as they stand in a text, the first time or a later one."""
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}", document.text)]
    return document.span(places[nth], places[nth] + len(words))


def nearest(content: Span, words: str) -> Span:
    """The words where they stand nearest to a content."""
    document = content.document
    count = len(re.findall(rf"(?<!\w){re.escape(words)}", document.text))
    found = [at(document, words, nth) for nth in range(count)]
    return min(found, key=lambda one: max(one.start - content.end, content.start - one.end))


def mention(document: Document, words: str, to: str = "", nth: int = 0) -> Mention:
    via = "name" if not to else "pronoun" if len(words) < 5 else "description"
    return Mention(at(document, words, nth), via, at(document, to) if to else None, 0.9)


def actor(
    document: Document,
    name: str,
    kind: ActorKind = "person",
    mentions: Sequence[Mention] = (),
    posts: Sequence[Post] = (),
    country: str = "",
    part_of: tuple[str, ...] = (),
) -> Actor:
    found = tuple(sorted((mention(document, name), *mentions), key=lambda one: one.span.start))
    return Actor(name.casefold(), name, kind, country, found, tuple(posts), part_of)


def said(
    document: Document,
    content: str,
    source: str = "",
    cue: str = "",
    *,
    manner: Manner = "indirect",
    speaker: Party | None = None,
    chain: tuple[Party, ...] = (),
    addressees: tuple[Party, ...] = (),
    reported_in: Statement | None = None,
) -> Statement:
    contents = (at(document, content),)
    cues = (nearest(contents[0], cue),) if cue else ()
    return Statement(
        statement_id(document.id, document.digest, cues, contents),
        document,
        (nearest(contents[0], source),) if source else (),
        cues,
        contents,
        Value(manner, f"model:{ENGINE}", 0.9),
        0.9,
        reported_in=reported_in.id if reported_in else None,
        speaker=speaker,
        chain=chain,
        addressees=addressees,
    )


def quay() -> Reading:
    """A minister, an unnamed spokesman through an agency, an official, and nobody."""
    board = actor(QUAY, "Kell Gazette", "outlet")
    agency = actor(QUAY, "Telhask News", "outlet")
    post = Post(at(QUAY, "Harbour Minister"), "harbour minister", "", "NLD")
    varrin = actor(
        QUAY,
        "Odette Varrin",
        mentions=[
            mention(QUAY, "she", "Odette Varrin"),
            Mention(at(QUAY, "Varrin", 1), "surname"),
            mention(QUAY, "We", "Odette Varrin"),
        ],
        posts=[post],
        country="NLD",
    )
    minister = Party("person", varrin, at(QUAY, "Harbour Minister Odette Varrin"))
    spokesman = Party(
        "spokesperson",
        span=at(QUAY, "a dockers’ spokesman"),
        country="NLD",
        told=(at(QUAY, "who would not give his name"),),
    )
    agencies = (Party("outlet", agency, at(QUAY, "Telhask News")),)
    reopen = said(
        QUAY,
        "that the quay would reopen",
        "Harbour Minister Odette Varrin",
        "said",
        speaker=minister,
    )
    wait = said(
        QUAY,
        "“We will not wait,”",
        "she",
        "told",
        manner="direct",
        speaker=Party("person", varrin, at(QUAY, "she")),
        addressees=(Party("outlet", board, at(QUAY, "the Kell Gazette")),),
    )
    through = said(
        QUAY,
        "a dockers’ spokesman, who would not give his name, said that nobody had been asked",
        "Telhask News",
        "According to",
        speaker=agencies[0],
    )
    asked = said(
        QUAY,
        "that nobody had been asked",
        "a dockers’ spokesman",
        "said",
        speaker=spokesman,
        chain=agencies,
        reported_in=through,
    )
    called = said(
        QUAY,
        "“They never called,”",
        "he",
        "added",
        manner="direct",
        speaker=spokesman,
        chain=agencies,
    )
    known = said(
        QUAY,
        "that Varrin had known of the cracks",
        "A harbour official",
        "said",
        speaker=Party("official", span=at(QUAY, "A harbour official"), country="NLD"),
    )
    holds = said(QUAY, "“It holds.”", manner="direct", speaker=Party("unknown"))
    found = (reopen, wait, through, asked, called, known, holds)
    return Reading(QUAY, (), found, ENGINE, (varrin, board, agency))


def cracks() -> Reading:
    """The same minister with another office, at first hand and at second."""
    board = actor(CRACKS, "Tidewater Board", "body", country="NLD")
    varrin = actor(
        CRACKS,
        "Odette Varrin",
        mentions=[
            mention(CRACKS, "she", "Odette Varrin"),
            Mention(at(CRACKS, "Varrin", 1), "surname"),
        ],
        posts=[Post(at(CRACKS, "chair of the Tidewater Board"), "chair", "Tidewater Board", "NLD")],
        country="NLD",
        part_of=(board.key,),
    )
    denied = said(
        CRACKS,
        "that she had seen the cracks",
        "Odette Varrin",
        "denied",
        speaker=Party("person", varrin, at(CRACKS, "Odette Varrin")),
    )
    clerk = said(
        CRACKS,
        "that Varrin asked him to wait",
        "A clerk",
        "said",
        speaker=Party("official", span=at(CRACKS, "A clerk"), of=board, country="NLD"),
    )
    wait = said(
        CRACKS,
        "to wait",
        "Varrin",
        "asked",
        speaker=Party("person", varrin, at(CRACKS, "Varrin", 1)),
        chain=(clerk.speaker,) if clerk.speaker else (),
        addressees=(Party("official", span=at(CRACKS, "him")),),
        reported_in=clerk,
    )
    return Reading(CRACKS, (), (denied, clerk, wait), ENGINE, (varrin, board))


def letter() -> Reading:
    """Somebody who may be the minister."""
    writer = actor(LETTER, "O. Varrin")
    wrote = said(
        LETTER,
        "that the board was asleep",
        "O. Varrin",
        "wrote",
        speaker=Party("person", writer, at(LETTER, "O. Varrin")),
    )
    return Reading(LETTER, (), (wrote,), ENGINE, (writer,))
