"""From what words say to a value in ISO 8601.

What a word means in the news, and when it means nothing that could be known, is decided here;
`docs/times.md` has the rules.
"""

from datetime import date, timedelta
from typing import Final

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

from onrecord.interpret.times.counting import away, near, same, stretch
from onrecord.interpret.times.published import offset
from onrecord.interpret.times.reference import Asked, Reference, Resolved, dated, of_unit
from onrecord.interpret.times.senses import (
    Away,
    Between,
    Clock,
    Day,
    Deictic,
    Fixed,
    Hence,
    Holiday,
    Near,
    Part,
    Same,
    Season,
    Sense,
    Stretch,
    Then,
)
from onrecord.interpret.times.tense import Tense
from onrecord.meaning import Known, Precision

_SEASON_MONTH: Final = {"21": 3, "22": 6, "23": 9, "24": 12}
_GENERIC: Final = ("present", "able")
"""Tenses in which a month or a season is that of any year."""


def resolve(sense: Sense, at: Reference, tense: Asked) -> Resolved:
    """The value of what words say, or an unresolved one that keeps its precision.

    Args:
        sense: What they say.
        at: What they are counted from.
        tense: Gives the tense of what they are told of; asked only where it matters.
    """
    try:
        return _resolve(sense, at, tense)
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return Resolved("", _precision(sense), "unresolved")


def _resolve(sense: Sense, at: Reference, tense: Asked) -> Resolved:
    match sense:
        case Fixed():
            return Resolved(sense.value, sense.precision, "explicit")
        case Day():
            return _day(sense, at, tense)
        case Between():
            return _between(sense, at, tense)
        case Clock():
            return _clock(sense, at, tense)
        case Holiday():
            return _holiday(sense, at, tense)
        case Season():
            return _season(sense, at, tense)
        case Part():
            return _part(sense, at)
        case Deictic():
            precision: Precision = "part" if sense.part else "day"
            if at.today is None:
                return Resolved("", precision, "unresolved")
            return dated(at.today + timedelta(days=sense.days), precision, "relative")
        case Near():
            return near(sense, at, tense)
        case Away():
            return away(sense, at)
        case Hence():
            if tense() != "future":
                return Resolved(sense.length, "duration", "explicit")
            return away(Away(sense.count, sense.unit, 1), at)
        case Same():
            return same(sense, at)
        case Then():
            told = at.told
            return told if told and told.value else Resolved("", "day", "unresolved")
        case Stretch():
            return stretch(sense, at, tense)


def _precision(sense: Sense) -> Precision:
    match sense:
        case Fixed():
            return sense.precision
        case Day():
            if sense.part:
                return "part"
            if sense.day is not None or sense.weekday is not None:
                return "day"
            return "month" if sense.month is not None else "year"
        case Holiday():
            return "day"
        case Deictic():
            return "part" if sense.part else "day"
        case Season():
            return "season"
        case Part():
            return sense.kind
        case Clock():
            return "hour" if sense.minute is None else "minute"
        case Away() if sense.count is None and not sense.told:
            return "range"
        case Near() | Away() | Hence() | Same():
            return of_unit(sense.unit)
        case Then():
            return "day"
        case Between() | Stretch():
            return "range"


def _day(sense: Day, at: Reference, tense: Asked) -> Resolved:
    precision = _precision(sense)
    if sense.year is not None:
        return _whole(sense, sense.year, precision, "explicit")
    if sense.month is None:
        return _weekday(sense, at, tense, precision)
    alone = sense.day is None and sense.which is None
    if alone and tense() in _GENERIC and at.published is not None:
        return Resolved(f"XXXX-{sense.month:02}", "set", "explicit")
    if sense.which is None and at.year is not None and at.year.day is not None:
        return _told_year(sense, at.year, precision)
    if at.today is None:
        return Resolved("", precision, "unresolved")
    if sense.which == "this":
        return _whole(sense, at.today.year, precision, "relative")
    told: dict[str, Tense] = {"last": "past", "next": "future"}
    known = told[sense.which] if sense.which else tense()
    if sense.weekday is not None and sense.day is not None:
        year = _agreeing(sense, at.today)
        if year is not None:
            return _whole(sense, year, precision, "relative")
    return _whole(sense, _year(sense, at.today, known), precision, "relative")


def _whole(sense: Day, year: int, precision: Precision, known: Known) -> Resolved:
    written = f"{year:04}" if year >= 0 else f"-{-year:04}"
    if sense.month is None:
        return Resolved(written, precision, known, date(year, 1, 1) if year > 0 else None)
    if year <= 0:
        return Resolved(written, "year", known)
    day = date(year, sense.month, sense.day or 1)
    value = day.isoformat() if sense.day is not None else f"{written}-{sense.month:02}"
    return Resolved(value, precision, known, day)


def _told_year(sense: Day, told: Resolved, precision: Precision) -> Resolved:
    """A date that follows one with its year: on or after it, if that is not half a year on."""
    assert told.day is not None and sense.month is not None
    found = _whole(sense, told.day.year, precision, told.known)
    if len(told.value) > 4 and found.day is not None:
        late = (told.day.year * 12 + told.day.month) - (found.day.year * 12 + found.day.month)
        if late > 6:
            return _whole(sense, told.day.year + 1, precision, told.known)
    return found


def _year(sense: Day, today: date, known: Tense | None) -> int:
    """The year of a date without one: of the nearest, before or after the day of publication."""
    month, day = sense.month or 1, sense.day
    years = [
        year
        for year in range(today.year - 8, today.year + 9)
        if (month, day) != (2, 29) or (year % 4 == 0 and (year % 100 or year % 400 == 0))
    ]

    def away(year: int) -> int:
        if day is not None:
            return (date(year, month, day) - today).days
        return (year - today.year) * 12 + month - today.month

    past = max(year for year in years if away(year) <= (-1 if sense.which == "last" else 0))
    coming = min(year for year in years if away(year) >= (1 if sense.which == "next" else 0))
    if known == "past":
        return past
    if known == "future":
        return coming
    return past if -away(past) <= away(coming) else coming


def _agreeing(sense: Day, today: date) -> int | None:
    """The nearest year in which a date falls on the weekday that is said with it."""
    assert sense.month is not None and sense.day is not None
    for step in (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6):
        try:
            day = date(today.year + step, sense.month, sense.day)
        except ValueError:
            continue
        if day.weekday() == sense.weekday and abs((day - today).days) <= 366:
            return day.year
    return None


def _weekday(sense: Day, at: Reference, tense: Asked, precision: Precision) -> Resolved:
    today = at.today
    if today is None or sense.weekday is None:
        return Resolved("", precision, "unresolved")
    if sense.weeks is not None:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=sense.weeks)
        return dated(monday + timedelta(days=sense.weekday), precision, "relative")
    before = relativedelta(weekday=weekday(sense.weekday)(-1))
    after = relativedelta(weekday=weekday(sense.weekday)(+1))
    if sense.which == "last":
        day = today - timedelta(days=1) + before
    elif sense.which == "next":
        day = today + timedelta(days=1) + after
    elif tense() in ("future", "able") or (sense.which == "this" and tense() != "past"):
        day = today + after
    else:
        day = today + before
    return dated(day, precision, "relative")


def _between(sense: Between, at: Reference, tense: Asked) -> Resolved:
    if _seasonal(sense, at, tense):
        months = (end.month for end in (sense.first, sense.last) if isinstance(end, Day))
        return Resolved("/".join(f"XXXX-{month:02}" for month in months), "set", "explicit")
    first = _resolve(sense.first, at, tense) if sense.first else None
    last = _resolve(sense.last, at, tense) if sense.last else None
    ends = [one for one in (first, last) if one]
    if any(not one.value or one.value.startswith("X") for one in ends):
        if all(one.value for one in ends) and len(ends) == 2:
            return Resolved("/".join(one.value for one in ends), "set", "explicit")
        return Resolved("", "range", "unresolved")
    if first and last and first.day and last.day and last.day < first.day:
        last = _next_after(sense.last, first.day, last)
        if last is None:
            return Resolved("", "range", "unresolved")
    known: Known = "relative" if any(one.known == "relative" for one in ends) else "explicit"
    start = _edge(first.value, 0) if first else ".."
    stop = _edge(last.value, -1) if last else ".."
    return Resolved(f"{start}/{stop}", "range", known, first.day if first else None)


def _next_after(sense: Sense | None, first: date, last: Resolved) -> Resolved | None:
    """The second end of “from November to March”, which is the next one after the first."""
    if not isinstance(sense, Day) or sense.year is not None or last.day is None:
        return None
    if sense.month is not None:
        year = first.year + (sense.month <= first.month)
        return _whole(sense, year, last.precision, last.known)
    return dated(last.day + timedelta(weeks=1), last.precision, last.known)


def _seasonal(sense: Between, at: Reference, tense: Asked) -> bool:
    """Whether “between June and November” is so every year: two bare months, and no other tense."""
    ends = (sense.first, sense.last)
    bare = all(isinstance(end, Day) and end == Day(month=end.month) for end in ends)
    return bare and at.published is not None and tense() not in ("past", "future")


def _edge(value: str, place: int) -> str:
    """The first or last part of a value that is an interval itself."""
    return value.split("/")[place]


def _clock(sense: Clock, at: Reference, tense: Asked) -> Resolved:
    precision = _precision(sense)
    time = f"T{sense.hour:02}"
    if sense.minute is not None:
        time += f":{sense.minute:02}"
    if sense.second is not None:
        time += f":{sense.second:02}"
    day: Resolved | None = None
    if sense.day is not None:
        day = _resolve(sense.day, at, tense)
        if day.day is None:
            return Resolved("", precision, "unresolved")
    elif at.told is not None and len(at.told.value) == 10:
        day = at.told
    elif at.today is not None:
        day = dated(at.today, "day", "relative")
    if day is None or day.day is None:
        fixed = sense.zone if sense.zone[:1] in ("+", "-") else ""
        return Resolved(time + fixed, precision, "explicit")
    shift = offset(sense.zone, day.day, sense.hour, sense.minute or 0) if sense.zone else ""
    return Resolved(f"{day.day.isoformat()}{time}{shift}", precision, day.known, day.day)


def _holiday(sense: Holiday, at: Reference, tense: Asked) -> Resolved:
    def of(year: int) -> date:
        if sense.easter is not None:
            return easter(year) + timedelta(days=sense.easter)
        return date(year, sense.month, sense.day)

    if sense.year is not None:
        return dated(of(sense.year), "day", "explicit")
    if at.today is None:
        return Resolved("", "day", "unresolved")
    today = at.today
    days = [of(today.year + step) for step in (-1, 0, 1)]
    past = max(day for day in days if day <= today - timedelta(days=sense.which == "last"))
    coming = min(day for day in days if day >= today + timedelta(days=sense.which == "next"))
    told = {"last": "past", "next": "future", "this": None, None: ""}[sense.which]
    known = tense() if told == "" else told
    if sense.which == "this":
        return dated(of(today.year), "day", "relative")
    if known == "past" or (known is None and today - past <= coming - today):
        return dated(past, "day", "relative")
    if known == "future" or known is None:
        return dated(coming, "day", "relative")
    return Resolved("", "day", "unresolved")


def _season(sense: Season, at: Reference, tense: Asked) -> Resolved:
    first = _SEASON_MONTH[sense.code]
    if sense.year is not None:
        return Resolved(
            f"{sense.year:04}-{sense.code}", "season", "explicit", date(sense.year, first, 1)
        )
    if at.today is None:
        return Resolved("", "season", "unresolved")
    told = {"last": "past", "next": "future", "this": "this", None: ""}[sense.which]
    known = tense() if told == "" else told
    if known in _GENERIC:
        return Resolved(f"XXXX-{sense.code}", "set", "explicit")
    # How many months ago it began; a winter that began in December is still that one in January.
    since = (at.today.month - first) % 12
    year = at.today.year if at.today.month >= first else at.today.year - 1
    if known == "future" and since >= 1:
        year += 1
    elif known == "past" and sense.which == "last" and since < 3:
        year -= 1
    elif known == "this":
        year = year if since < 3 else at.today.year
    return Resolved(f"{year:04}-{sense.code}", "season", "relative", date(year, first, 1))


def _part(sense: Part, at: Reference) -> Resolved:
    year, known = sense.year, "explicit"
    if year is None:
        if at.published is None:
            return Resolved("", sense.kind, "unresolved")
        year = at.published.day.year + {"last": -1, "next": 1}.get(sense.which or "", 0)
        known = "relative"
    length = 6 if sense.kind == "half" else 3
    first = (sense.number - 1) * length + 1
    value = f"{year:04}-{first:02}/{year:04}-{first + length - 1:02}"
    return Resolved(value, sense.kind, "explicit" if known == "explicit" else "relative")
