"""The shipped engine reads the seed report much as a careful reader does."""

from onrecord import pipeline
from onrecord.engine.session import load_engine
from tests import seed

pytestmark = seed.NEEDED

SECOND_HAND = {
    "s21",  # an agency's account
    "s22",  # what it says that a president said
    "s23",  # a deputy on his impression
    "s24",  # what gave it to him
    "s27",  # what an outlet was told
}


def test_the_seed_report_yields_what_a_careful_reader_finds() -> None:
    document, gold = seed.load()

    [reading] = pipeline.read([document], load_engine())

    result = seed.compare(reading.statements, gold)
    shown = seed.report(result, document.text)
    assert len(result.found) >= 22, shown
    assert len(result.spurious) <= 2, shown
    assert {str(pair.gold.statement.id) for pair in result.found} >= SECOND_HAND, shown
