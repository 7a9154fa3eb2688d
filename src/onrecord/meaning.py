"""What a statement means, beside who said it: act, polarity, certainty, condition and time.

Every value stands on words of the text, which are kept with it as spans. None of them says whether
what was said is true.
"""

from dataclasses import dataclass
from typing import Literal

from onrecord.document import Span
from onrecord.values import Value

Act = Literal[
    "assert",
    "report",
    "demand",
    "offer",
    "promise",
    "accept",
    "refuse",
    "threaten",
    "accuse",
    "criticise",
    "deny",
    "praise",
    "thank",
    "concede",
    "apologise",
    "ask",
    "decline-to-comment",
]
"""The ids of `vocabulary/acts.toml`."""
Polarity = Literal["affirmed", "denied", "unsaid"]
"""Whether the speaker says that it is so, says that it is not so, or is reported not to have said
it: “did not mention elections”."""
Certainty = Literal["certain", "probable", "possible", "underspecified"]
"""The ids of `vocabulary/certainty.toml`."""
Sign = Literal["negation", "hedge", "booster", "distance"]
"""What words do to a statement: turn it round, weaken it, strengthen it, or hold the
speaker's words at arm's length (“allegedly”, scare quotes)."""
Known = Literal["explicit", "relative", "assumed", "unresolved"]
"""How a time is known: from its own words; from its words and the date of publication; from that
date alone; or not at all, since the words need a date that the report does not give."""
Precision = Literal[
    "century", "decade", "year", "half", "quarter", "season", "month", "week", "weekend", "day",
    "part", "hour", "minute", "range", "duration", "set",
]  # fmt: skip
"""How long what a time stands for is. A part is a part of a day; a set comes again and again."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that set polarity or certainty.

    Attributes:
        span: The words.
        sign: What they do.
        by: Whose they are: the speaker's, within the content, or the reporter's, around it.
    """

    span: Span
    sign: Sign
    by: Literal["speaker", "reporter"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What an offer, a threat, a demand or a promise depends on.

    Attributes:
        kind: How it binds: ``if``, ``unless``, ``until``, ``once``, ``provided``, ``only`` or
            ``then``.
        span: The words of the condition, its conjunction with them.
        cue: The words that bind: “if”, “as long as”, “and then”.
        consequence: The words of what depends on it; empty where the text leaves it open.
    """

    kind: str
    span: Span
    cue: Span
    consequence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a report speaks of.

    Attributes:
        span: The words for it; None where it is assumed from the date of publication.
        value: ISO 8601: a date of the precision that is known (``2015``, ``2015-10``,
            ``2015-W43``, ``2015-10-26``, ``2015-10-26T14:00+03:00``), an interval (``a/b``, either
            of which may be ``..`` for open), a duration (``P4Y``), or a repeated one (``R/P1W``);
            a season as ISO 8601-2 counts them (``2014-21`` is spring), a month of any year
            (``XXXX-07``), a time of day (``T14:00+00:00``). Empty while it is unresolved.
        precision: How long the time is that it stands for.
        known: How it is known.
    """

    span: Span | None
    value: str
    precision: Precision
    known: Known


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a statement does and how it is held.

    Attributes:
        act: What is done in saying it; None where the interpreter abstains.
        also: A second act, where it does two things.
        polarity: Whether the speaker says that it is so.
        certainty: How sure the speaker is.
        reported: How sure the report is that the speaker said it.
        triggers: The words that set polarity and certainty, in the order of the text.
        conditions: What it depends on.
        said_at: When it was said.
        times: The times that it speaks of, in the order of the text.
    """

    act: Value[Act] | None
    also: Value[Act] | None
    polarity: Value[Polarity]
    certainty: Value[Certainty]
    reported: Value[Certainty]
    triggers: tuple[Trigger, ...] = ()
    conditions: tuple[Condition, ...] = ()
    said_at: Time | None = None
    times: tuple[Time, ...] = ()
