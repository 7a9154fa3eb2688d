#!/usr/bin/env python3
"""Scores how well the shipped engine tells who is who, against texts labelled by people.

    python benchmarks/actors.py [--shared DIR] [--only names|pronouns|speakers|reports]
        [--weights DIR] [--json FILE]

Prints a Markdown table with four figures, none from a text that was learnt:

- names: F1 of exact spans with their type on a tenth of the world newswire. Types are persons,
  organisations, and places together with peoples (GPE, LOC and NORP as one).
- pronouns: F1 on GAP's validation part (Webster et al. 2018): which of two given names a pronoun
  stands for, or none of them.
- speakers: of the sources in GUM's held-out news and interviews that stand for somebody whom the
  document names, the share that is resolved to a name of that person or body.
- reports: B³ (Bagga and Baldwin 1998) of the actors of a record book over 71 reports, against the
  mentions that `tests/data/actors_across_reports.json` has of them.

The labelled data are in ``--shared``, else the environment variable ONRECORD_SHARED, else
``../shared`` beside the checkout.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from evaluation.clusters import Place, actor_clusters, b_cubed, load_actors  # noqa: E402
from evaluation.reports import load_reports  # noqa: E402
from onrecord import pipeline  # noqa: E402
from onrecord.document import Document, Span  # noqa: E402
from onrecord.engine.heads import Analysis  # noqa: E402
from onrecord.engine.mentions import NAMES  # noqa: E402
from onrecord.engine.mentions import Mention as Tagged  # noqa: E402
from onrecord.engine.session import NeuralEngine, load_engine  # noqa: E402
from onrecord.engine.tokens import WORD, Words  # noqa: E402
from onrecord.resolve.cast import cast  # noqa: E402
from onrecord.resolve.gathered import agreed  # noqa: E402
from onrecord.resolve.heads import head  # noqa: E402
from onrecord.resolve.naming import words as name_words  # noqa: E402
from onrecord.resolve.parties import party  # noqa: E402
from onrecord.statement import Reading  # noqa: E402
from onrecord.store import open_book  # noqa: E402
from onrecord.training.gum import document_of, held_out_documents  # noqa: E402
from onrecord.training.gum import load_gum as load_attributions  # noqa: E402
from onrecord.training.mentions import (  # noqa: E402
    Choice,
    Marked,
    load_gap,
    load_gum,
    load_newswire,
)

ASKED = {"names": 86.0, "pronouns": 82.0, "speakers": 88.0, "reports": 85.0}
TITLES = {
    "names": "names, newswire (F1)",
    "pronouns": "pronouns, GAP validation (F1)",
    "speakers": "speakers with a name in the document, GUM (share right)",
    "reports": "actors across 71 reports (B³ F1)",
}
MERGED = {"nationality": "place"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table, in per cent."""

    value: float
    precision: float | None
    recall: float | None
    items: int


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=_shared())
    parser.add_argument("--only", choices=tuple(ASKED), action="append")
    parser.add_argument("--weights", type=Path, help="weights other than the shipped ones")
    parser.add_argument("--json", type=Path, help="writes the figures there too")
    chosen = parser.parse_args()
    data = chosen.shared / "data"
    engine = load_engine(chosen.weights)
    measured = {
        "names": lambda: names(engine, data),
        "pronouns": lambda: pronouns(engine, data),
        "speakers": lambda: speakers(engine, data),
        "reports": lambda: reports(engine, data),
    }
    found = {name: measured[name]() for name in chosen.only or ASKED}
    sys.stdout.write(f"{engine.name}, {datetime.now(UTC).date()}\n\n")
    sys.stdout.write(
        "| what | figure | asked | precision | recall | of |\n|---|---|---|---|---|---|\n"
    )
    for name, one in found.items():
        sides = (f"{side:.1f}" if side is not None else "" for side in (one.precision, one.recall))
        row = (TITLES[name], f"{one.value:.1f}", f"{ASKED[name]:.0f}", *sides, f"{one.items:,}")
        sys.stdout.write(f"| {' | '.join(row)} |\n")
    if chosen.json:
        rows = {name: one.value for name, one in found.items()}
        chosen.json.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")


def names(engine: NeuralEngine, data: Path) -> Figure:
    """Exact spans and types of names."""
    every = sorted(
        load_newswire(data / "ner" / "worldwide_newswire.tar.xz"), key=lambda one: one.id
    )
    kept = every[::10]
    right = found = gold = 0
    for one, analysis in _read(engine, kept):
        tagged = [
            (one.text[slice(*_characters(analysis.words, mention))], mention)
            for mention in analysis.mentions
            if mention.cls in NAMES
        ]
        # Of what kind a name is, the record says for the whole report.
        kinds = agreed(pair for pair in tagged if pair[1].cls != "nationality")
        mine = {
            (*_characters(analysis.words, mention), MERGED.get(kind, kind))
            for written, mention in tagged
            for kind in [
                mention.cls if mention.cls == "nationality" else kinds[name_words(written)]
            ]
        }
        theirs = {(m.start, m.end, MERGED.get(m.kind or "", m.kind)) for m in one.mentions}
        right += len(mine & theirs)
        found += len(mine)
        gold += len(theirs)
    return _figure(right, found, gold)


def pronouns(engine: NeuralEngine, data: Path) -> Figure:
    """GAP's own measure: F1 over both names of every text, each the pronoun's or not.

    The names are given, as the task has it: the likelier one counts, if it is likelier than that
    the pronoun stands for nobody before it.
    """
    right = found = gold = 0
    texts = load_gap(data / "coref" / "gap" / "validation.tsv")
    for one, analysis in _read(engine, texts):
        [choice] = one.choices
        answer = _chosen(analysis, choice)
        for place, truth in enumerate(choice.right):
            right += truth and answer == place
            found += answer == place
            gold += truth
    return _figure(right, found, gold)


def _chosen(analysis: Analysis, choice: Choice) -> int | None:
    """Which of the names a pronoun stands for, by the engine's antecedents and the cast."""
    whole = cast(analysis)
    analysis = whole.analysis  # its mentions are mended, and have other places
    places = [_place(analysis, name) for name in choice.names]
    pronoun = _place(analysis, choice.pronoun)
    if pronoun is None:
        return None
    masses, nothing = [0.0, 0.0], 0.0
    for other, share in analysis.refers.get(pronoun, ()):
        if other is None:
            nothing = share
            continue
        for i, place in enumerate(places):
            if place is None:
                continue
            same = (
                place is not None and other in whole.of and whole.of.get(place) == whole.of[other]
            )
            if other == place or same:
                masses[i] += share
    best = int(masses[1] > masses[0])
    return best if masses[best] > nothing else None


def _place(analysis: Analysis, span: tuple[int, int]) -> int | None:
    """The mention that shares most with a span."""
    shared = [
        (min(span[1], end) - max(span[0], start), -i)
        for i, one in enumerate(analysis.mentions)
        for start, end in [_characters(analysis.words, one)]
    ]
    best = max(shared, default=(0, 0))
    return -best[1] if best[0] > 0 else None


def speakers(engine: NeuralEngine, data: Path) -> Figure:
    """Sources of people's attributions, resolved by the cast of the whole document."""
    attributed = load_attributions(data / "attribution" / "gum.train.jsonl.gz")
    kept = held_out_documents(document_of(article) for article in attributed)
    sources: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for article in attributed:
        if document_of(article) in kept:
            for gold in article.readings[0]:
                if gold.source:
                    place = gold.source[0]
                    sources.setdefault(document_of(article), []).append((article.text, place))
    every = {
        one.id.removeprefix("gum/"): one for one in load_gum(data / "coref" / "gum_coref.tar.xz")
    }
    right = asked = 0
    for one, analysis in _read(engine, [every[name] for name in sorted(sources) if name in every]):
        whole = cast(analysis)
        tagged = _tagged(analysis.words, one)
        for text, place in sources[one.id.removeprefix("gum/")]:
            span = _found_again(text, place, analysis.document)
            at = head(span, analysis.words, tagged) if span else None
            if span is None or at is None:
                continue
            entity = one.mentions[at].entity
            named = [m for m in one.mentions if m.entity == entity and m.kind in NAMES]
            if not named:
                continue
            asked += 1
            actor = party(span, whole).actor
            own = [m.span for m in actor.mentions if m.leads_to is None] if actor else []
            right += any(a.start < m.end and m.start < a.end for a in own for m in named)
    return Figure(100 * right / max(1, asked), None, None, asked)


def reports(engine: NeuralEngine, data: Path) -> Figure:
    """Actors of a book against a reader's, by B³."""
    labelled = load_actors()
    documents = load_reports(data / "reports")
    with_book = open_book(":memory:", create=True)
    try:
        with_book.write(pipeline.read([documents[one.id] for one in labelled], engine))
        clusters: dict[str, set[Place]] = {}
        for one in labelled:
            reading = with_book.reading(one.id)
            for mention in one.mentions:
                entry = _entry(reading, mention.start, mention.end)
                if mention.actor is not None and entry is not None:
                    clusters.setdefault(entry, set()).add((one.id, mention.start, mention.end))
    finally:
        with_book.close()
    gold = actor_clusters(labelled)
    score = b_cubed(gold.values(), clusters.values())
    items = sum(map(len, gold.values()))
    return Figure(100 * score.f1, 100 * score.precision, 100 * score.recall, items)


def _entry(reading: Reading, start: int, end: int) -> str | None:
    """Whom the book takes the words for: a speaker's first, since a capital may be its country."""
    for statement in reading.statements:
        for one in (statement.speaker, *statement.addressees, *statement.chain):
            if one and one.span and one.actor and start <= one.span.start and one.span.end <= end:
                return str(one.actor.entry)
    best = None
    for actor in reading.actors:
        for mention in actor.mentions:
            shared = min(end, mention.span.end) - max(start, mention.span.start)
            # The last of the words is nearest to the head: “Israel's prime minister”.
            if shared > 0 and (best is None or mention.span.end > best[0]):
                best = mention.span.end, str(actor.entry)
    return best[1] if best else None


def _read(engine: NeuralEngine, texts: Sequence[Marked]) -> Iterator[tuple[Marked, Analysis]]:
    for begin in range(0, len(texts), 32):
        part = texts[begin : begin + 32]
        documents = [Document(one.id, one.text) for one in part]
        yield from zip(part, engine.analyse(documents), strict=True)


def _tagged(words: Words, one: Marked) -> list[Tagged]:
    """People's mentions as runs of words, in their order."""
    found = []
    for mention in one.mentions:
        begin = int(words.ends.searchsorted(mention.start, side="right"))
        end = int(words.starts.searchsorted(mention.end, side="left"))
        found.append(Tagged(begin, max(end, begin + 1), mention.kind or "other"))
    return found


def _characters(words: Words, mention: Tagged) -> tuple[int, int]:
    return int(words.starts[mention.begin]), int(words.ends[mention.end - 1])


def _found_again(text: str, place: tuple[int, int], document: Document) -> Span | None:
    """A span of a part of a document, which is spaced otherwise, in the whole of it."""
    mine = list(WORD.finditer(text))
    whole = list(WORD.finditer(document.text))
    words = f" {' '.join(match.group() for match in whole)} "
    start = words.find(f" {' '.join(match.group() for match in mine)} ")
    if start < 0:
        return None
    before = words[:start].count(" ")
    inside = [
        i for i, match in enumerate(mine) if place[0] < match.end() and match.start() < place[1]
    ]
    if not inside:
        return None
    first, last = whole[before + inside[0]], whole[before + inside[-1]]
    return document.span(first.start(), last.end())


def _figure(right: int, found: int, gold: int) -> Figure:
    precision, recall = 100 * right / max(1, found), 100 * right / max(1, gold)
    return Figure(200 * right / max(1, found + gold), precision, recall, gold)


def _shared() -> Path:
    return Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")


if __name__ == "__main__":
    main()
