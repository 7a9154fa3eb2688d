"""What holds of the times of any text."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.document import Document
from onrecord.interpret.times import found
from onrecord.interpret.times.published import offset, publication, zone_of
from onrecord.interpret.times.text import LONGEST, sentences
from onrecord.vocabulary.times import time_words, words_for

_YEAR = r"-?[0-9]{4}"
_TIME = r"T[0-9]{2}(:[0-9]{2}(:[0-9]{2})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
_POINT = re.compile(
    rf"(?P<year>{_YEAR})(-(?P<month>[0-9]{{2}})(-(?P<day>[0-9]{{2}})({_TIME})?)?)?"
    r"|(?P<weekyear>[0-9]{4})-W(?P<week>[0-9]{2})"
    r"|XXXX-[0-9]{2}"
    rf"|{_TIME}"
)
_LENGTH = re.compile(r"(R/)?P(?=[0-9T])([0-9.]+[YMWD])*(T([0-9.]+[HMS])+)?")

_PIECES = [
    *sorted(time_words().months),
    *sorted(time_words().weekdays),
    *sorted(time_words().units),
    *sorted(words_for("edges") | words_for("month-signs") | words_for("vague")),
    *("last", "next", "this", "the", "ago", "later", "today", "yesterday", "every", "twice", "a"),
    *("1999", "2015", "26", "26th", "3", "14:00", "2 p.m.", "GMT", "BC", "1990s", "'80s", "9/11"),
    *("–", "-", ",", ".", "and", "will", "said", "\n", "2015-10-26", "29", "0", "9999", "half"),
    *("February", "Oct.", "Monday", "Easter", "Sunday", "century", "first", "quarter", "from"),
]
_TEXTS = st.one_of(
    st.text(min_size=1),
    st.lists(st.sampled_from([*_PIECES, *(piece.title() for piece in _PIECES)]), min_size=1).map(
        " ".join
    ),
)
_PUBLISHED = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.dates().map(date.isoformat),
    st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
)
_OUTLETS = st.one_of(st.none(), st.sampled_from(["BBC", "New York Times", "Harl Post", "Dawn"]))


def _document(text: str, published: str | None = None, outlet: str | None = None) -> Document:
    return Document("d", text if text.strip() else "x", published=published, outlet=outlet)


def _point(value: str) -> bool:
    """Whether a value is one of ISO 8601 for a point, read by the standard library."""
    match = _POINT.fullmatch(value)
    if match is None:
        # The codes of ISO 8601-2 for seasons stand in a month's place.
        return bool(re.fullmatch(r"([0-9]{4}|XXXX)-2[1-4]", value))
    if match["week"]:
        date.fromisocalendar(int(match["weekyear"]), int(match["week"]), 1)
    elif match["year"] and match["month"] and not match["year"].startswith("-"):
        if match["day"] is None and match["month"] in ("21", "22", "23", "24"):
            return True
        date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    return True


def is_iso(value: str) -> bool:
    """Whether a value is a point, an interval, a duration or a repeated one of ISO 8601."""
    if _LENGTH.fullmatch(value):
        return True
    if "/" in value:
        first, _, last = value.partition("/")
        if first == last == "..":
            return False
        return all(end == ".." or _point(end) for end in (first, last))
    return _point(value)


@given(_TEXTS, _PUBLISHED, _OUTLETS)
@example("In 2013, on Feb. 29 he left. 30 February 2015.", "2015-10-26", None)
@example("ten thousand years ago, 9999 years later", "0001-01-01", None)
@example("next century, next decade, in the coming years", "9999-12-31", None)
@example("\ud800 last week", "2015-10-26", "BBC")
def test_spans_are_verbatim_in_order_and_apart_and_values_are_iso_8601(
    text: str, published: str | None, outlet: str | None
) -> None:
    report = _document(text, published, outlet)
    last = 0
    for time in found(report):
        assert time.span is not None
        assert report.text[time.span.start : time.span.end] == time.span.text
        assert time.span.start >= last
        last = time.span.end
        assert (time.value == "") == (time.known == "unresolved")
        assert time.value == "" or is_iso(time.value), time


@given(_TEXTS)
def test_without_a_date_of_publication_no_value_is_relative(text: str) -> None:
    assert all(time.known in ("explicit", "unresolved") for time in found(_document(text)))


@given(_TEXTS, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_what_is_explicit_does_not_depend_on_publication(text: str, day: date) -> None:
    def explicit(published: str | None) -> set[tuple[str, str]]:
        return {
            (time.span.text, time.value)
            for time in found(_document(text, published))
            if time.span and time.known == "explicit" and re.fullmatch(_YEAR, time.value)
        }

    assert explicit(None) == explicit(day.isoformat()) or "later" in text.lower()


@pytest.mark.parametrize(
    "piece",
    [
        "last ",
        "the ",
        "2015 ",
        "1,234,",
        "2015-",
        "in ",
        "'",
        '"',
        ". ",
        "a few ",
        "Monday, ",
        "p.m. ",
    ],
)
def test_monotonous_text_is_cut_into_sentences_of_bounded_length(piece: str) -> None:
    text = piece * 1000
    assert all(len(sentence) <= LONGEST for sentence in sentences(text))
    found(_document(text, "2015-10-26"))


def test_a_long_text_without_an_end_is_read() -> None:
    times = found(_document("they spoke last week and " * 5_000, "2015-10-26"))
    assert len(times) == 5_000
    assert {time.value for time in times} == {"2015-W43"}


@pytest.mark.parametrize(
    ("outlet", "zone"),
    [
        ("The New York Times", "America/New_York"),
        ("Al Jazeera", "Asia/Qatar"),
        ("nytimes.com", "America/New_York"),
        ("Kenya Daily Courier", "Africa/Nairobi"),
        ("Harl Post", "None"),
        (None, "None"),
    ],
)
def test_an_outlet_tells_its_zone(outlet: str | None, zone: str) -> None:
    assert str(zone_of(outlet)) == zone


@pytest.mark.parametrize(
    ("published", "outlet", "value"),
    [
        ("2015-10-26", "New York Times", "2015-10-26"),
        ("2015-10-26T03:30Z", "New York Times", "2015-10-25"),
        ("2015-10-26T03:30", "New York Times", "2015-10-26"),
        ("2015-11-01T04:30+00:00", "New York Times", "2015-11-01"),
        ("2015-11-01T03:59+00:00", "New York Times", "2015-10-31"),
        ("2015-11-02T04:30+00:00", "New York Times", "2015-11-01"),
        ("2015", "BBC", "2015"),
        ("2015-10", "BBC", "2015-10"),
    ],
)
def test_the_day_of_publication_is_the_one_of_the_outlet(
    published: str, outlet: str, value: str
) -> None:
    known = publication(Document("d", "x", outlet=outlet, published=published))
    assert known is not None
    assert known.value == value


@pytest.mark.parametrize("published", [None, "", "soon", "2015-13-01", "26 October 2015"])
def test_what_is_no_date_is_no_publication(published: str | None) -> None:
    assert publication(Document("d", "x", published=published)) is None


def test_a_clock_follows_the_season_of_its_place() -> None:
    summer, winter = date(2015, 7, 1), date(2015, 12, 1)
    assert offset("America/New_York", summer, 12, 0) == "-04:00"
    assert offset("America/New_York", winter, 12, 0) == "-05:00"
    assert offset("-05:00", summer, 12, 0) == "-05:00"
