"""How well names are gathered over reports: B³ over mentions that a reader labelled.

The labels are offsets into reports of the shared data (see `evaluation.reports`), each with the
actor whom the words stand for, so none of the texts is here.
"""

import json
import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, TypeVar, cast, get_args

from onrecord.errors import MalformedRecordError
from onrecord.vocabulary import terms

ACTORS: Final = Path(__file__).parents[1] / "tests" / "data" / "actors_across_reports.json"

Kind = Literal["person", "body", "outlet", "place"]
Place = tuple[str, int, int]
"""A report's id, and where a mention in it starts and ends."""

T = TypeVar("T", bound=Hashable)

_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_NAMED: Final = {"start", "end", "actor", "kind"}
_UNNAMED: Final = {"start", "end", "actor", "class"}


@dataclass(frozen=True, slots=True)
class BCubed:
    """What gathering came to, each between 0 and 1.

    Attributes:
        precision: Of those that were put with a mention, how many belong with it, on average.
        recall: Of those that belong with a mention, how many were put with it, on average.
    """

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a report that stand for somebody who speaks.

    Attributes:
        start: The first code point.
        end: One past the last.
        actor: Whom they stand for, by a key of the file's own; None for an unnamed source.
        kind: What the words name; None for an unnamed source.
        unnamed: The class of an unnamed source, as in the vocabulary; None where there is an actor.
        via: For a pronoun or a description, start and end of the name that it leads to.
    """

    start: int
    end: int
    actor: str | None
    kind: Kind | None
    unnamed: str | None
    via: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """The mentions that were labelled in one report.

    Attributes:
        id: The report's.
        sha256: The digest of the text that was read.
        mentions: In the order of the text.
    """

    id: str
    sha256: str
    mentions: tuple[Mention, ...]


def b_cubed(gold: Iterable[Collection[T]], found: Iterable[Collection[T]]) -> BCubed:
    """Compares clusters of mentions with those of a reader, mention by mention.

    This is B³ as in Amit Bagga and Breck Baldwin, “Algorithms for Scoring Coreference Chains”
    (LREC 1998, workshop on linguistic coreference), all mentions weighing the same. Of each mention
    of the gold, take the cluster that it is in, in the gold and in the answer. Precision is what
    the two share over the size of the answer's, recall over the size of the gold's, and both are
    averaged over the mentions.

    Only mentions of the gold count: those that the answer lacks stand apart in it, each on its own,
    and those that it has besides are left out of its clusters.

    Args:
        gold: The clusters of the reader.
        found: The clusters of the answer.

    Raises:
        ValueError: If the gold has no mentions, or a mention is in two clusters of one side.

    Example:
        >>> score = b_cubed([{"a", "b", "c"}, {"d"}], [{"a", "b"}, {"c", "d"}])
        >>> round(score.precision, 3), round(score.recall, 3)
        (0.75, 0.667)
    """
    golds = _by_mention(gold)
    if not golds:
        raise ValueError("the gold has no mentions, so there is nothing to average over")
    answers = _by_mention(found)
    precision = recall = 0.0
    for mention, belong in golds.items():
        together = answers.get(mention, frozenset({mention})) & golds.keys()
        shared = len(together & belong)
        precision += shared / len(together)
        recall += shared / len(belong)
    return BCubed(precision / len(golds), recall / len(golds))


def _by_mention(clusters: Iterable[Collection[T]]) -> dict[T, frozenset[T]]:
    of: dict[T, frozenset[T]] = {}
    for cluster in clusters:
        members = frozenset(cluster)
        for mention in members:
            if mention in of:
                raise ValueError(f"{mention!r} is in two clusters")
            of[mention] = members
    return of


def actor_clusters(reports: Iterable[LabelledReport]) -> dict[str, frozenset[Place]]:
    """The mentions of each actor over all reports; unnamed sources are in none."""
    places: dict[str, set[Place]] = {}
    for report in reports:
        for mention in report.mentions:
            if mention.actor is not None:
                place = (report.id, mention.start, mention.end)
                places.setdefault(mention.actor, set()).add(place)
    return {actor: frozenset(places[actor]) for actor in sorted(places)}


def load_actors(path: Path = ACTORS) -> tuple[LabelledReport, ...]:
    """Reads labelled mentions, in the order of the file.

    Raises:
        MalformedRecordError: If the file is not such a file: reports and mentions are in order and
            there once, an actor has one kind besides being named as a place, an unnamed source has
            a class of the vocabulary, and whatever leads to a name leads to a name of the same
            actor in the same report.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise MalformedRecordError(f"{path.name} is no JSON in UTF-8: {error}") from error
    if not isinstance(record, dict) or set(record) != {"about", "reports"}:
        raise _wrong(path.name, 'has not "about" and "reports" alone')
    reports = tuple(_report(path.name, entry) for entry in record["reports"])
    ids = [report.id for report in reports]
    if any(a >= b for a, b in pairwise(ids)):
        raise _wrong(path.name, "has reports twice or out of the order of their ids")
    kinds: dict[str, Kind] = {}
    for report in reports:
        for mention in report.mentions:
            if mention.actor is not None and mention.kind not in (None, "place"):
                kind = kinds.setdefault(mention.actor, mention.kind)
                if kind != mention.kind:
                    raise _wrong(report.id, f"has {mention.actor} as {mention.kind}, not {kind}")
    return reports


def _report(file: str, entry: Mapping[str, object]) -> LabelledReport:
    if set(entry) != {"id", "sha256", "mentions"} or not _DIGEST.fullmatch(str(entry["sha256"])):
        raise _wrong(file, f"has a report with {', '.join(sorted(entry))} or without a digest")
    name = str(entry["id"])
    rows = cast("list[Mapping[str, object]]", entry["mentions"])
    mentions = tuple(_mention(name, row) for row in rows)
    if any((a.start, a.end) >= (b.start, b.end) for a, b in pairwise(mentions)):
        raise _wrong(name, "has mentions twice or out of order")
    names = {(one.start, one.end): one.actor for one in mentions if one.via is None}
    for mention in mentions:
        if mention.via is not None and names.get(mention.via) != mention.actor:
            raise _wrong(name, f"{mention.start} leads to no name of {mention.actor}")
    return LabelledReport(name, str(entry["sha256"]), mentions)


def _mention(report: str, row: Mapping[str, object]) -> Mention:
    start, end, actor = row.get("start"), row.get("end"), row.get("actor")
    via = cast("list[int] | None", row.get("via"))
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise _wrong(report, f"has a mention from {start} to {end}")
    if actor is None:
        unnamed = str(row.get("class"))
        if (
            set(row) != _UNNAMED
            or unnamed not in terms("sources")
            or terms("sources")[unnamed].named
        ):
            raise _wrong(report, f"{start} is unnamed and has no class of the vocabulary alone")
        return Mention(start, end, None, None, unnamed, None)
    kind = row.get("kind")
    if set(row) - {"via"} != _NAMED or kind not in get_args(Kind):
        raise _wrong(report, f"{start} has {', '.join(sorted(row))} and the kind {kind}")
    if not isinstance(actor, str) or not _SLUG.fullmatch(actor):
        raise _wrong(report, f"{start} has {actor!r} for a key")
    leads = None if via is None else (via[0], via[1])
    return Mention(start, end, actor, cast("Kind", kind), None, leads)


def _wrong(where: str, what: str) -> MalformedRecordError:
    return MalformedRecordError(f"{where}: {what}", "Label it as the file's head says.")
