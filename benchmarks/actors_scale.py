"""How long it takes to match actors across reports, as a book grows.

Invented reports name invented actors, a few of them often and most of them seldom, as news does:
whoever is n-th is named 1/n times as often as the first. They go through the real store in batches
of sixteen, as `onrecord read` writes them. Each row of the table is a process and a book of its
own, so that its peak of memory is its own too. Times are of the processor, so that they mean the
same where other programs run beside; making the reports does not count.
"""

import argparse
import itertools
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from onrecord.document import Document
from onrecord.statement import (
    Actor,
    ActorKind,
    Mention,
    Party,
    Post,
    Reading,
    Statement,
    statement_id,
)
from onrecord.store import open_book
from onrecord.store.base import ActorQuery, Query, Store
from onrecord.values import Value

SIZES: Final = (6_250, 12_500, 25_000, 50_000, 100_000)
ACTORS: Final = 20_000
IN_REPORT: Final = 5
"""Actors of a report; each is mentioned twice and says one thing."""
BARE: Final = 0.05
"""Reports of an actor that give its surname or acronym alone."""
BATCH: Final = 16
COUNTRIES: Final = ("SYR", "RUS", "USA", "TUR", "FRA", "DEU", "KEN", "BRA", "IND", "JPN")
TITLES: Final = ("foreign minister", "president", "senator", "mayor", "spokesman", "professor")
OPENINGS: Final = (
    "B",
    "D",
    "G",
    "K",
    "L",
    "M",
    "N",
    "P",
    "R",
    "S",
    "T",
    "V",
    "Z",
    "Br",
    "Dr",
    "St",
)
VOWELS: Final = ("a", "e", "i", "o", "u", "ai", "ou")
MIDDLES: Final = ("l", "r", "n", "m", "d", "rk", "nd", "v", "st", "bb")
ENDS: Final = ("n", "r", "l", "k", "sk", "ndo", "ri", "va", "m", "tt", "s", "nen", "dze", "ov")
COMMITTEES: Final = ("Council for", "Union of", "Front for", "Office of", "Society for")


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody or something to be named.

    Attributes:
        name: In full.
        short: The surname, or the acronym.
        kind: A person, a body or a place.
        country: ISO 3166-1 alpha-3; empty for most.
        title: An office; empty for most.
    """

    name: str
    short: str
    kind: ActorKind
    country: str
    title: str


def invent(count: int) -> list[Invented]:
    """So many actors, three of four of them persons; some share a surname, as people do."""
    draw = random.Random(7)
    words = _words(draw, 4_000)
    given = _words(draw, 400)
    found: dict[str, Invented] = {}
    while len(found) < count:
        country = draw.choice(COUNTRIES) if draw.random() < 0.4 else ""
        title = draw.choice(TITLES) if draw.random() < 0.3 else ""
        sort = draw.random()
        if sort < 0.75:
            last = draw.choice(words)
            one = Invented(f"{draw.choice(given)} {last}", last, "person", country, title)
        elif sort < 0.95:
            first, second = draw.choice(words), draw.choice(words)
            name = f"{first} {draw.choice(COMMITTEES)} {second}"
            letters = "".join(word[0] for word in name.split() if word[0].isupper())
            one = Invented(name, letters, "body", country, "")
        else:
            name = draw.choice(words) + draw.choice(words).lower()
            one = Invented(name, name, "place", country, "")
        found.setdefault(one.name, one)
    return list(found.values())


def _words(draw: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        middle = draw.choice(MIDDLES) + draw.choice(VOWELS)
        word = draw.choice(OPENINGS) + draw.choice(VOWELS) + middle + draw.choice(ENDS)
        found[word] = None
    return list(found)


def readings(mentions: int) -> Iterator[Reading]:
    """Reports with so many mentions in all."""
    draw = random.Random(11)
    known = invent(ACTORS)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, ACTORS + 1)))
    for number in range(mentions // (2 * IN_REPORT)):
        chosen: dict[int, Invented] = {}
        while len(chosen) < IN_REPORT:
            place = bisect(weights, draw.random() * weights[-1])
            one = known[place]
            bare = draw.random() < BARE
            chosen.setdefault(place, replace(one, name=one.short) if bare else one)
        yield _reading(number, list(chosen.values()), draw)


def _reading(number: int, chosen: Sequence[Invented], draw: random.Random) -> Reading:
    """A report in which each of these says something about the next one."""
    text = ""
    places: list[tuple[Invented, int, int, int, int]] = []
    for one, other in zip(chosen, [*chosen[1:], chosen[0]], strict=True):
        line = f"{one.title + ' ' if one.title else ''}{one.name} said that "
        content = f"point {draw.randrange(10**6)} was for {other.short} to settle"
        start = len(text)
        text += f"{line}{content}.\n"
        name = start + len(line) - len(f"{one.name} said that ")
        places.append((one, start, name, start + len(line), start + len(line) + len(content)))
    day = date(2031, 1, 1) + timedelta(days=number % 365)
    document = Document(f"report-{number:06}", text, outlet="A paper", published=day.isoformat())
    actors = []
    for place, (one, start, name, _, _) in enumerate(places):
        span = document.span(name, name + len(one.name))
        again = text.rindex(f" {one.short} to settle") + 1
        mention = Mention(span, "name", None, 0.9)
        second = Mention(document.span(again, again + len(one.short)), "surname", None, 0.8)
        post = (
            (Post(document.span(start, name - 1), one.title, "", one.country),) if one.title else ()
        )
        actor = Actor(str(place), one.name, one.kind, one.country, (mention, second), post)
        actors.append(actor)
    statements = []
    for actor, (_, _, _, start, end) in zip(actors, places, strict=True):
        span = document.span(start, end)
        source = actor.mentions[0].span
        statements.append(
            Statement(
                statement_id(str(document.id), document.digest, (), (span,)),
                document,
                (source,),
                (),
                (span,),
                Value("indirect", "model:benchmark", 0.9),
                0.9,
                speaker=Party(actor.kind, actor, source),
            )
        )
    return Reading(document, (), tuple(statements), "benchmark", tuple(actors))


def measure(mentions: int) -> dict[str, float]:
    """Writes reports into a new book and opens the page of whoever is quoted most."""
    with tempfile.TemporaryDirectory() as folder:
        book = open_book(Path(folder) / "scale.book", create=True)
        seconds = 0.0
        stream = readings(mentions)
        while batch := list(itertools.islice(stream, BATCH)):
            begin = time.process_time()
            book.write(batch)
            seconds += time.process_time() - begin
        first = book.actors(ActorQuery(limit=1))
        found = {
            "mentions": mentions,
            "actors": first.total,
            "proposals": book.proposals().total,
            "most": first.entries[0].said,
            "seconds": seconds,
            "page": statistics.median(_timed(_page(book)) for _ in range(5)),
            "list": statistics.median(_timed(book.actors) for _ in range(5)),
        }
        book.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {**found, "peak": peak * (1 if sys.platform == "darwin" else 1024)}


def _page(book: Store) -> Callable[[], object]:
    """What an actor's page needs: the entry, its shares, and what it said last."""
    key = str(book.actors(ActorQuery(limit=1)).entries[0].id)
    return lambda: (book.actor(key), book.shares(key), book.find(Query(actor=key)))


def _timed(action: Callable[[], object]) -> float:
    begin = time.process_time()
    action()
    return time.process_time() - begin


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--mentions", type=int, nargs="+", default=SIZES, metavar="N", help="rows of the table"
    )
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.one)))
        return
    print(
        "| mentions | entries | proposals | seconds | µs per mention | to the first row | "
        "peak MB | list ms | said most | page ms |"
    )
    print("|" + "---:|" * 10)
    first = 0.0
    for size in chosen.mentions:
        command = (sys.executable, __file__, "--one", str(size))
        out = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        row = json.loads(out)
        each = row["seconds"] / row["mentions"]
        first = first or each
        print(
            f"| {row['mentions']:,} | {row['actors']:,} | {row['proposals']:,} "
            f"| {row['seconds']:.1f} | {each * 1e6:.0f} | {each / first:.2f} "
            f"| {row['peak'] / 1e6:.0f} | {row['list'] * 1e3:.0f} | {row['most']:,} "
            f"| {row['page'] * 1e3:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
