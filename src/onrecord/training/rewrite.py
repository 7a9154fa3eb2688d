"""Rewrites labelled articles into constructions that news has and the labelled corpora hardly have.

A verb changes places with its speaker ("…," said the mayor; Said the mayor: "…"), and a quotation
loses its cue, so that it floats behind what its speaker was quoted with before.
"""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.training.data import Article, Gold, Spans

PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "that", "which", "this"])
FAR = 200
"""Characters between a quotation and the attribution that it is to belong to, at most."""
_VERB = re.compile(r"[a-z]{3,}")
_TURNABLE = frozenset(["told", "tweeted", "according"])
_ARTICLES = frozenset(["The", "A", "An", "His", "Her", "Their", "Its", "One", "Some", "Two"])


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of characters and what stands there instead: runs of the old text, or new words."""

    start: int
    end: int
    parts: tuple[tuple[int, int] | str, ...]


def rewrite(article: Article, draw: random.Random) -> Article:
    """Rewrites some attributions of one reading, drawn; the others are left out."""
    number = draw.randrange(len(article.readings))
    golds = article.readings[number]
    readers = article.readers[number : number + 1]
    edits: list[Edit] = []
    capitals: dict[int, str] = {}
    kept = list(golds)
    order = sorted(range(len(golds)), key=lambda i: _edges(golds[i])[0])
    for before, i in zip([None, *order], order, strict=False):
        gold = golds[i]
        turned = _turned(article.text, gold, capitals)
        if turned is not None and draw.random() < 0.6:
            edits.append(turned)
            continue
        cut = None if before is None else _floating(article.text, golds[before], gold)
        if before is not None and cut is not None and draw.random() < 0.6:
            edits.append(cut)
            into = kept[before]
            if into in golds:  # not one that has floated itself
                kept[before] = replace(into, content=[*into.content, *gold.content])
                kept[i] = Gold([], [], [])
                mark = gold.content[-1][1] - 2
                capitals[mark] = article.text[mark].replace(",", ".")
            else:
                edits.pop()
    edits = _apart(edits)
    if not edits:
        return replace(article, readings=[golds], readers=readers)
    touched = {place for edit in edits for place in range(edit.start - 3, edit.end)}
    capitals = {place: letter for place, letter in capitals.items() if place in touched}
    reading = [gold for gold in kept if gold.cue or gold.content]
    return replace(_applied(article, reading, edits, capitals), readers=readers)


def _edges(gold: Gold) -> tuple[int, int]:
    spans = [*gold.source, *gold.cue, *gold.content]
    return min((s for s, _ in spans), default=0), max((e for _, e in spans), default=0)


def _parts(text: str, gold: Gold) -> tuple[int, int, int, int] | None:
    """Source and cue where the one verb follows its speaker at once."""
    if len(gold.source) != 1 or len(gold.cue) != 1 or not gold.content:
        return None
    (s, e), (begin, end) = gold.source[0], gold.cue[0]
    if text[e:begin] not in (" ", ", ") or not _VERB.fullmatch(text, begin, end):
        return None
    return None if text[begin:end] in _TURNABLE else (s, e, begin, end)


def _turned(text: str, gold: Gold, capitals: dict[int, str]) -> Edit | None:
    """The verb before its speaker, behind a quotation or at the front of a sentence."""
    found = _parts(text, gold)
    if found is None or text[found[0] : found[1]].lower() in PRONOUNS:
        return None
    s, e, begin, end = found
    edit = Edit(s, end, ((begin, end), " ", (s, e)))
    behind = any(0 < s - stop <= 2 and text[stop - 1] in ",”\"’'»?!" for _, stop in gold.content)
    if behind and text[end : end + 1] in (".", ",", ";", ":"):
        return edit
    opens = s == 0 or text[s - 1] == "\n" or text[max(0, s - 2) : s] in (". ", "” ", '" ')
    quoted = any(0 < start - end <= 3 and text[start] in '“"‘«„' for start, _ in gold.content)
    if opens and quoted and text[end] in ":,":
        capitals[begin] = text[begin].upper()
        if text[s:e].split(" ")[0] in _ARTICLES:
            capitals[s] = text[s].lower()
        return edit
    return None


def _floating(text: str, before: Gold, gold: Gold) -> Edit | None:
    """A quotation without the "he said" behind it, where it follows on another attribution."""
    found = _parts(text, gold)
    if found is None or not before.source or not before.cue:
        return None
    s, e, _, end = found
    first = min(start for start, _ in gold.content)
    last = max(stop for _, stop in gold.content)
    gap = first - _edges(before)[1]
    if text[s:e] not in ("he", "she", "they", "it") or not 0 <= gap <= FAR:
        return None
    quoted = all(text[start] in '“"' for start, _ in gold.content)
    if not quoted or text[last - 1] not in '”"' or text[last:s] != " " or text[last - 2].isalnum():
        return None
    # The next sentence begins behind a full stop that goes with the cue.
    return Edit(last, end + 1, ()) if text[end : end + 1] == "." else None


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.start):
        if not found or edit.start >= found[-1].end:
            found.append(edit)
    return found


def _applied(
    article: Article, reading: list[Gold], edits: list[Edit], capitals: dict[int, str]
) -> Article:
    """The new text and where everything has gone."""
    old = article.text
    places = [-1] * len(old)
    letters: list[str] = []

    def keep(start: int, end: int) -> None:
        for place in range(start, end):
            places[place] = len(letters)
            letters.append(capitals.get(place, old[place]))

    done = 0
    for edit in edits:
        keep(done, edit.start)
        for part in edit.parts:
            if isinstance(part, str):
                letters.extend(part)
            else:
                keep(*part)
        done = edit.end
    keep(done, len(old))

    def moved(spans: Spans) -> Spans:
        runs: Spans = []
        for start, end in spans:
            last = None
            for place in sorted(places[i] for i in range(start, end) if places[i] >= 0):
                if last is not None and place - last <= 3:
                    runs[-1] = (runs[-1][0], place + 1)
                else:
                    runs.append((place, place + 1))
                last = place
        return runs

    golds = [Gold(moved(gold.source), moved(gold.cue), moved(gold.content)) for gold in reading]
    return replace(article, text="".join(letters), readings=[golds], opinion=None)
