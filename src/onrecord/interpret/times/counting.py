"""Counts times from the day of publication, or from a time that the text told: “two weeks ago”.

Days are counted with dateutil's `relativedelta`: ``weekday=SA(-1)`` is the last Saturday up to a
day, that day with it, and a month before 31 March is 28 or 29 February.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta, weekday

from onrecord.interpret.times.numbers import duration
from onrecord.interpret.times.published import Publication
from onrecord.interpret.times.reference import Asked, Reference, Resolved, dated, of_unit
from onrecord.interpret.times.senses import Away, Near, Same, Stretch, Unit
from onrecord.meaning import Known

_FINE: Final = {"second": 7, "minute": 6, "hour": 5, "day": 4, "night": 4, "weekend": 4, "week": 3}
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def near(sense: Near, at: Reference, tense: Asked) -> Resolved:
    """“last week”, “this year”, “the weekend”."""
    precision = of_unit(sense.unit)
    if at.published is None:
        return Resolved("", precision, "unresolved")
    day = at.published.day
    if sense.unit in ("year", "decade", "century"):
        return _period(day + relativedelta(months=_MONTHS[sense.unit] * sense.shift), sense.unit)
    if sense.unit in ("month", "quarter"):
        if at.published.precision == "year":
            return Resolved("", precision, "unresolved")
        return _period(day + relativedelta(months=_MONTHS[sense.unit] * sense.shift), sense.unit)
    if at.today is None:
        return Resolved("", precision, "unresolved")
    if sense.unit == "weekend":
        return _weekend(sense, at.today, tense)
    if sense.unit == "fortnight":
        weeks = (day + timedelta(weeks=min(sense.shift, 1) * 2), day - timedelta(days=1))
        first, last = (weeks[0], day) if sense.shift < 0 else (day, weeks[0])
        return Resolved(f"{first.isoformat()}/{last.isoformat()}", "range", "relative", first)
    if sense.unit == "week":
        return _period(day + timedelta(weeks=sense.shift), "week")
    if sense.unit in ("day", "night"):
        return dated(day + timedelta(days=sense.shift), precision, "relative")
    return Resolved("", precision, "unresolved")


def _weekend(sense: Near, today: date, tense: Asked) -> Resolved:
    """The weekend that began last, or comes next; Saturday and Sunday are within theirs."""
    began = today + relativedelta(weekday=weekday(5)(-1))
    running = today.weekday() >= 5
    if sense.shift < 0:
        first = began - timedelta(weeks=1) if running else began
    elif sense.shift > 0:
        first = began + timedelta(weeks=1 if running else 2)
    else:
        first = began if running or tense() != "future" else began + timedelta(weeks=1)
    value = f"{first.isoformat()}/{(first + timedelta(days=1)).isoformat()}"
    return Resolved(value, "weekend", "relative", first)


def _period(day: date, unit: Unit, known: Known = "relative") -> Resolved:
    """The year, month, week, … that a day is in."""
    year = day.year
    if unit == "century":
        return Resolved(
            f"{year // 100 * 100:04}/{year // 100 * 100 + 99:04}", "century", known, day
        )
    if unit == "decade":
        return Resolved(f"{year // 10 * 10:04}/{year // 10 * 10 + 9:04}", "decade", known, day)
    if unit == "year":
        return Resolved(f"{year:04}", "year", known, day)
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        return Resolved(f"{year:04}-{first:02}/{year:04}-{first + 2:02}", "quarter", known, day)
    if unit == "month":
        return Resolved(f"{year:04}-{day.month:02}", "month", known, day)
    if unit in ("week", "fortnight"):
        iso = day.isocalendar()
        return Resolved(f"{iso.year:04}-W{iso.week:02}", "week", known, day)
    return Resolved(day.isoformat(), "part" if unit == "night" else "day", known, day)


def away(sense: Away, at: Reference) -> Resolved:
    """“two days ago”, “three weeks later”."""
    precision = of_unit(sense.unit)
    nowhere = Resolved("", precision, "unresolved")
    if sense.count is None:
        return nowhere if sense.told else _vague(sense.unit, sense.sign, at)
    if sense.told:
        origin = at.told.day if at.told else None
        if origin is None or at.told is None or not _fits(sense.unit, at.told):
            return nowhere
        return _moved(origin, sense, at.told.known)
    if at.published is None:
        return nowhere
    if sense.unit in ("hour", "minute", "second"):
        return _moments(sense, at.published)
    rank = {"year": 1, "month": 2, "day": 4}[at.published.precision]
    if rank < _rank(sense.unit):
        return nowhere
    return _moved(at.published.day, sense, "relative")


def _rank(unit: Unit) -> int:
    return _FINE.get(unit, 2 if unit in ("month", "quarter") else 3 if unit == "fortnight" else 1)


def _fits(unit: Unit, told: Resolved) -> bool:
    """Whether a time that was told is known precisely enough to count such units from it."""
    return _rank(unit) <= {4: 1, 7: 2, 10: 7}.get(len(told.value), 3 if "W" in told.value else 1)


def _moved(origin: date, sense: Away, known: Known) -> Resolved:
    assert sense.count is not None
    count = sense.count * sense.sign
    if sense.unit in _MONTHS:
        months = round(count * _MONTHS[sense.unit])
        day = origin + relativedelta(months=months)
        if sense.unit in ("decade", "century"):
            return _period(day, "year", known)
        whole = float(sense.count).is_integer() or sense.unit == "month"
        if sense.unit == "quarter" or not whole:
            return _period(day, "month", known)
        return _period(day, sense.unit, known)
    if sense.unit == "weekend":
        return Resolved("", "weekend", "unresolved")
    days = count * {"week": 7, "fortnight": 14}.get(sense.unit, 1)
    return _period(origin + timedelta(days=round(days)), sense.unit, known)


def _moments(sense: Away, published: Publication) -> Resolved:
    """“three hours ago”, where the time of publication is known; 48 hours are two days."""
    assert sense.count is not None
    precision = of_unit(sense.unit)
    if published.moment is None:
        if sense.unit == "hour" and sense.count % 24 == 0 and published.precision == "day":
            days = int(sense.count) // 24 * sense.sign
            return dated(published.day + timedelta(days=days), "day", "relative")
        return Resolved("", precision, "unresolved")
    seconds = {"hour": 3600, "minute": 60, "second": 1}[sense.unit] * sense.count
    moment = published.moment + timedelta(seconds=round(seconds * sense.sign))
    spec = "hours" if sense.unit == "hour" else "minutes"
    return Resolved(moment.isoformat(timespec=spec), precision, "relative", moment.date())


def same(sense: Same, at: Reference) -> Resolved:
    """“that year”, “the same day”."""
    if at.told is None or at.told.day is None or not _fits(sense.unit, at.told):
        return Resolved("", of_unit(sense.unit), "unresolved")
    if sense.unit == "weekend":
        return Resolved("", "weekend", "unresolved")
    return _period(at.told.day, sense.unit, at.told.known)


def _vague(unit: Unit, sign: int, at: Reference) -> Resolved:
    """“recent weeks”, “a few days ago”: all that is known is that they end, or begin, by now."""
    if at.published is None:
        return Resolved("", "range", "unresolved")
    fine = unit in ("hour", "minute", "second", "weekend")
    rank = {"year": 1, "month": 2, "day": 4}[at.published.precision]
    if rank < _rank("day" if fine else unit):
        return Resolved("", "range", "unresolved")
    now = _moved(at.published.day, Away(0, "day" if fine else unit, sign), "relative")
    value = f"../{now.value}" if sign < 0 else f"{now.value}/.."
    return Resolved(value, "range", "relative")


def stretch(sense: Stretch, at: Reference, tense: Asked) -> Resolved:
    """“the past three months”, “the next five years”."""
    if sense.count is None:
        return _vague(sense.unit, sense.sign, at)
    told = at.told
    if sense.sign > 0 and told and told.day and _fits(sense.unit, told) and tense() == "past":
        # “In 1655 he enlisted. In the next five years he served …”
        here = _moved(told.day, Away(0, sense.unit, 1), told.known)
        other = _moved(told.day, Away(sense.count, sense.unit, 1), told.known)
        return Resolved(f"{here.value}/{other.value}", "range", told.known)
    if at.published is None:
        return Resolved("", "range", "unresolved")
    if sense.unit in ("hour", "minute", "second"):
        if at.published.moment is None or sense.count > 10_000:
            written = duration(sense.count, sense.unit)
            return Resolved(written or "", "duration", "explicit" if written else "unresolved")
        other = _moments(Away(sense.count, sense.unit, sense.sign), at.published)
        here = _moments(Away(0, sense.unit, sense.sign), at.published)
    else:
        rank = {"year": 1, "month": 2, "day": 4}[at.published.precision]
        if rank < _rank(sense.unit):
            return Resolved("", "range", "unresolved")
        other = _moved(at.published.day, Away(sense.count, sense.unit, sense.sign), "relative")
        here = _moved(at.published.day, Away(0, sense.unit, sense.sign), "relative")
    if not other.value or not here.value:
        return Resolved("", "range", "unresolved")
    first, last = (other, here) if sense.sign < 0 else (here, other)
    return replace(other, value=f"{first.value}/{last.value}", precision="range", day=first.day)
