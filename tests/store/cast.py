"""Readings with actors, written by hand: who is named, what they are, and who says what."""

from onrecord import Document, Reading, Span
from onrecord.statement import Actor, ActorKind, Mention, Party, Post, Statement, statement_id
from onrecord.values import Value


def find(document: Document, words: str, start: int = 0) -> Span:
    """The first place where the words stand from an offset on."""
    place = document.text.index(words, start)
    return document.span(place, place + len(words))


def named(
    document: Document,
    *names: str,
    kind: ActorKind = "person",
    country: str = "",
    posts: tuple[tuple[str, str, str, str], ...] = (),
    part_of: tuple[str, ...] = (),
) -> Actor:
    """An actor of the names given, each at its first place; posts are words, title, of, country."""
    mentions = tuple(Mention(find(document, name), "name", None, 0.9) for name in names)
    held = tuple(Post(find(document, span), *rest) for span, *rest in posts)
    return Actor(names[0], names[0], kind, country, mentions, held, part_of)


def said(
    document: Document,
    content: str,
    speaker: Party | None = None,
    *,
    chain: tuple[Party, ...] = (),
    addressees: tuple[Party, ...] = (),
    reported_in: str | None = None,
    engine: str = "hand",
) -> Statement:
    """A statement of the words given."""
    spans = (find(document, content),)
    source = (speaker.span,) if speaker is not None and speaker.span is not None else ()
    return Statement(
        statement_id(str(document.id), document.digest, (), spans),
        document,
        source,
        (),
        spans,
        Value("indirect", f"model:{engine}", 0.8),
        0.8,
        reported_in=reported_in,
        speaker=speaker,
        chain=chain,
        addressees=addressees,
    )


def report(
    number: str | Document, *actors: tuple[str, ActorKind, str, str], engine: str = "hand"
) -> Reading:
    """A report that names actors, each of whom says one thing.

    Args:
        number: The report's id, or a document whose text holds the names.
        actors: Of each its name, kind, country and office; the last two may be empty.
        engine: Who read it.
    """
    lines = [
        f"{name}, {office or 'present'}, said that matter {place} was urgent."
        for place, (name, _, _, office) in enumerate(actors)
    ]
    document = (
        number
        if isinstance(number, Document)
        else Document(number, "\n".join(lines), published=f"2031-01-{int(number[-2:]) % 28 + 1:02}")
    )
    found = [
        named(
            document,
            name,
            kind=kind,
            country=country,
            posts=((office, office, "", country),) if office else (),
        )
        for name, kind, country, office in actors
    ]
    statements = [
        said(
            document,
            f"matter {place} was urgent",
            Party(actor.kind, actor, find(document, actor.name)),
            engine=engine,
        )
        for place, actor in enumerate(found)
    ]
    return Reading(document, (), tuple(statements), engine, tuple(found))
