"""Candidates are found by their keys, and never more of them than a report's matching can bear."""

from pathlib import Path

from onrecord.registry import Entry
from onrecord.resolve.matching import judge
from onrecord.statement import Actor
from onrecord.store.candidates import MOST, Candidates
from onrecord.store.sqlite import SqliteStore
from tests.store.cast import report
from tests.store.test_registry import person

LETTERS = "BDFGKLMNPRST"


def test_of_many_bearers_of_a_name_those_that_most_reports_name_are_looked_at(path: Path) -> None:
    book = SqliteStore.open(path, create=True)
    given = [f"{one}a{two}a" for one in LETTERS for two in LETTERS][: MOST + 10]
    book.put_actors([Entry(name, f"{name} Varr", "person") for name in given])
    last = f"{given[-1]} Varr"
    book.write([report(f"r{number:02}", person(last)) for number in range(5)])

    actor = Actor("a", "Varr", "person")
    with book._engine.connect() as connection:
        found = Candidates(connection, [actor], {}).of(actor, (), None)

    assert len(found) == MOST
    assert max(found, key=lambda one: one.reports).names == (last,)
    # All of them stand in a list, so nobody can tell who is meant.
    assert judge(actor, found).verdict == "doubtful"
    book.close()


def test_a_search_by_keys_never_reads_a_whole_table(path: Path) -> None:
    book = SqliteStore.open(path, create=True)
    with book._engine.connect() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT b.row FROM blocks AS b WHERE b.key = 's:vr' "
            "ORDER BY b.weight DESC, b.entry LIMIT 50"
        ).all()
    assert [row[-1] for row in plan] == ["SEARCH b USING COVERING INDEX blocks_by_weight (key=?)"]
    book.close()
