"""Actors and parties come back from the book as they were written, and old books keep working."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from onrecord import Document, Reading
from onrecord.errors import BookError, SpanMismatchError
from onrecord.statement import Actor, Mention, Party, Post
from onrecord.store import open_book, schema
from onrecord.store.base import Query, Store
from tests.store.cast import find, named, said
from tests.store.small import FERRY, dump, read, without_entries

TEXT = (
    "Foreign Minister Odile Varr of Haskia told Telhask on Monday that the bridge stays shut. "
    "She said the Upland Front (UF) had agreed. Officials close to the UF denied it, "
    "speaking on condition of anonymity. Varr called Telhask again."
)


def whole(engine: str = "hand", document: Document | None = None) -> Reading:
    """A reading in which nothing is left out that a party or an actor can have."""
    report = document or Document("a", TEXT, outlet="The Post", published="2031-03-11")
    name = find(report, "Odile Varr")
    she = find(report, "She")
    varr = Actor(
        "p1",
        "Odile Varr",
        "person",
        "HSK",
        (
            Mention(name, "name", None, 0.99),
            Mention(she, "pronoun", name, 0.7),
            Mention(report.span(*_last(report, "Varr")), "surname"),
        ),
        (Post(find(report, "Foreign Minister"), "foreign minister", "Haskia", "HSK"),),
        ("b1",),
    )
    front = named(report, "Upland Front", "UF", kind="body", part_of=("elsewhere",))
    front = replace(front, key="b1")
    telhask = replace(named(report, "Telhask", kind="outlet"), key="o1")
    first = said(
        report,
        "the bridge stays shut",
        Party("person", varr, name, confidence=0.9, trace=("rule:name", "ground:same")),
        chain=(Party("outlet", telhask, find(report, "Telhask")),),
        addressees=(Party("outlet", telhask, find(report, "Telhask"), country="HSK"),),
        engine=engine,
    )
    first = replace(first, joint=(Party("body", front, plural=True),))
    second = said(
        report,
        "the Upland Front (UF) had agreed",
        Party("person", varr, she),
        reported_in=str(first.id),
        engine=engine,
    )
    third = said(
        report,
        "denied it",
        Party(
            "official",
            None,
            find(report, "Officials close to the UF"),
            plural=True,
            of=front,
            told=(find(report, "speaking on condition of anonymity"),),
        ),
        engine=engine,
    )
    return Reading(report, (), (first, second, third), engine, (varr, front, telhask))


def _last(document: Document, words: str) -> tuple[int, int]:
    start = document.text.rindex(words)
    return start, start + len(words)


def test_actors_and_parties_come_back_as_they_were_written(book: Store) -> None:
    given = whole()

    assert book.write([given]) == ("new",)

    found = book.reading("a")
    assert without_entries(found) == given
    assert [book.actor(str(actor.entry)).name for actor in found.actors] == [
        "Odile Varr",
        "Upland Front",
        "Telhask",
    ]
    assert tuple(book.statements()) == found.statements
    assert set(book.find(Query()).statements) == set(found.statements)
    speaker = found.statements[0].speaker
    assert speaker is not None
    assert speaker.actor == found.actors[0]


def test_writing_the_same_actors_again_changes_nothing(book: Store, path: Path) -> None:
    book.write([whole()])
    before = dump(path)

    assert book.write([whole()]) == ("same",)
    assert dump(path) == before


def test_another_engine_replaces_actors_and_keeps_their_entries(book: Store) -> None:
    book.write([whole()])
    entries = [actor.entry for actor in book.reading("a").actors]

    assert book.write([whole("other")]) == ("changed",)

    assert without_entries(book.reading("a")) == whole("other")
    assert [actor.entry for actor in book.reading("a").actors] == entries
    assert [(entry.said, entry.reports) for entry in book.actors().entries] == [
        (2, 1),
        (1, 1),
        (0, 1),
    ]


def test_an_engine_that_finds_nobody_leaves_no_entry(book: Store) -> None:
    book.write([whole()])

    book.write([replace(whole("other"), statements=(), actors=())])

    assert book.actors().total == 0
    assert book.reading("a").actors == ()


def test_only_the_current_version_of_a_report_counts(book: Store) -> None:
    book.write([whole()])
    changed = Document("a", f"{TEXT} It rained.", published="2031-03-12")
    old = {str(actor.entry) for actor in book.reading("a").actors}

    assert book.write([whole(document=changed)]) == ("changed",)

    assert {str(entry.id) for entry in book.actors().entries} == old
    assert book.actors().entries[0].reports == 1
    assert book.actors().entries[0].said == 2
    assert book.find(Query(actor=book.actors().entries[0].id)).total == 2


def test_a_party_that_is_no_actor_of_the_reading_is_refused(book: Store, path: Path) -> None:
    before = dump(path)
    with pytest.raises(BookError, match="which its reading does not have"):
        book.write([replace(whole(), actors=())])
    with pytest.raises(BookError, match="one key"):
        book.write([replace(whole(), actors=(*whole().actors, whole().actors[0]))])
    assert dump(path) == before


def test_a_mention_in_another_text_is_refused(book: Store) -> None:
    other = Document("b", f"Today: {TEXT}")
    stray = Actor("x", "Varr", "person", mentions=(Mention(find(other, "Varr"), "name"),))
    with pytest.raises(SpanMismatchError, match="actor x"):
        book.write([replace(whole(), statements=(), actors=(stray,))])


def test_a_book_of_the_first_layout_is_migrated_and_goes_on(path: Path) -> None:
    make_old(path)
    book = open_book(path, create=False)

    assert [one.speaker for one in book.statements()] == [None]
    assert book.reading("old").actors == ()
    assert book.actors().total == 0
    assert book.find(Query(text="ferry")).total == 1
    assert book.write([whole()]) == ("new",)
    assert book.actors().total == 3
    book.close()


def make_old(path: Path) -> None:
    """A book as the first layout had it, with one report."""
    make_older(path, "0001")


def make_older(path: Path, revision: str) -> None:
    """A book as an older layout had it, with one report that names nobody."""
    config = Config()
    folder = Path(schema.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    new = path.with_name("new.book")
    book = open_book(new, create=True)
    book.write(read(Document("old", FERRY)))
    book.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION}")
        connection.commit()
    engine.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("ATTACH ? AS new", [str(new)])
        for table in ("documents", "versions", "statements", "spans"):
            had = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            names = ", ".join(f'"{name}"' for name in had)
            connection.execute(f"INSERT INTO main.{table} SELECT {names} FROM new.{table}")
        connection.execute(
            "INSERT INTO statement_words (rowid, content, source, title) "
            "VALUES (1, 'the ferry will sail', 'The envoy', '')"
        )
        connection.execute(
            "INSERT INTO report_words (rowid, title, body) VALUES (1, '', ?)", [FERRY]
        )
