#!/usr/bin/env python3
"""Scores the shipped engine, through the command line, against texts labelled by people.

    python benchmarks/attribution.py [--shared DIR] [--only polnear|gum|constructions] [--json FILE]

Prints Markdown tables: PolNeAR's development articles with an interval, beside people and beside
what others have published; the same by manner; GUM's news and interviews that are kept from
training (`onrecord.training.gum.held_out_documents`); and the sets of hard constructions that the
repository holds. All but the last need the shared folder with the labelled data and the scorer:
``--shared``, else the environment variable ONRECORD_SHARED, else ``../shared`` beside the checkout.
"""

import argparse
import importlib.util
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parent))

from scoring import Counts, Document, by_manner, find, interval, scores, total

ROOT = Path(__file__).resolve().parents[1]
ROWS = {
    "relation": "who said what (source and content each at least half right)",
    "relation=": "the same, every word of source, cue and content right",
    "content": "content at least half right, whoever said it",
    "cue": "cue",
    "span SOURCE": "exact spans: source",
    "span CUE": "exact spans: cue",
    "span CONTENT": "exact spans: content",
    "token SOURCE": "words: source",
    "token CUE": "words: cue",
    "token CONTENT": "words: content",
}
PEOPLE = {
    "relation": 73.5,
    "relation=": 59.8,
    "content": 79.6,
    "span SOURCE": 78.8,
    "span CUE": 70.7,
    "span CONTENT": 69.3,
    "token SOURCE": 81.2,
    "token CUE": 69.4,
    "token CONTENT": 91.3,
}
"""F1 of one annotator of PolNeAR against another, by the scorer's ``--humans``."""
PUBLISHED = {
    "BERT-CofeNet": (83.2, 75.3, 72.9),
    "BERT + CRF": (82.2, 74.9, 71.0),
    "BERT + softmax": (81.1, 74.0, 68.9),
    "CoreNLP's quote annotator": (13.9, None, 17.5),
}
"""F1 of exact spans, unlinked, of source, cue and content on PolNeAR's test part."""
CITATION = (
    "Wang, Y. et al., “CofeNet: Context and Former-Label Enhanced Net for Complicated Quotation "
    "Extraction”, COLING 2022"
)

Table = dict[str, dict[str, object]]


def main() -> None:
    """Reads and scores the chosen sets, and prints a table for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")),
        help="the folder with data/ and tools/",
    )
    sets: dict[str, Callable[[ModuleType, Path], Table]] = {
        "polnear": polnear,
        "gum": gum,
        "constructions": constructions,
    }
    parser.add_argument("--only", choices=sets, help="one of the sets")
    parser.add_argument("--json", type=Path, help="a file for all the figures")
    chosen = parser.parse_args()
    scorer = _module(chosen.shared / "tools" / "score_attributions.py")
    print(f"Measured on {datetime.now(UTC).date()}, F1 and the like in %.")
    figures = {
        name: run(scorer, chosen.shared / "data" / "attribution")
        for name, run in sets.items()
        if chosen.only in (None, name)
    }
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), "utf-8")


def polnear(scorer: ModuleType, data: Path) -> Table:
    """PolNeAR's development articles, beside people and published figures, and by manner."""
    articles = _articles(scorer, data / "polnear.dev.jsonl.gz")
    found = find(articles)
    each = [scorer.score(one.text, found[one.id], one.gold) for one in articles]
    table = _scored(
        f"PolNeAR dev: {len(articles)} articles, {_count(found)} attributions found", each, PEOPLE
    )
    print(
        "\nThe interval holds 95 % of 1,000 samples of articles, drawn with replacement. People: "
        "one annotator against another on the 20 articles of the corpus that several of them read."
    )
    _published(table)

    print("\n### PolNeAR dev, by manner\n")
    print("Of who said what. Recall: of what people marked; precision: of what was found.\n")
    print("| manner | marked | recall | people's recall | found | precision |")
    print("|---|---:|---:|---:|---:|---:|")
    ours = by_manner(scorer, ((one.text, [(found[one.id], one.gold)]) for one in articles))
    several = (
        (record["text"], list(permutations(record["annotations"].values(), 2)))
        for part in ("train", "dev")
        for record in scorer.read(str(_there(data / f"polnear.{part}.jsonl.gz")))
    )
    theirs = by_manner(scorer, several)
    for manner, (recall, precision) in ours.items():
        print(
            f"| {manner} | {recall.gold:,} | {recall.recall:.1f} | {theirs[manner][0].recall:.1f} "
            f"| {precision.found:,} | {precision.precision:.1f} |"
        )
        table[f"manner {manner}"] = {
            "marked": recall.gold,
            "recall": recall.recall,
            "people's recall": theirs[manner][0].recall,
            "found": precision.found,
            "precision": precision.precision,
        }
    return table


def gum(scorer: ModuleType, data: Path) -> Table:
    """The news and interviews of GUM that are kept from training."""
    from onrecord.training.gum import document_of, held_out_documents, load_gum

    articles = load_gum(_there(data / "gum.train.jsonl.gz"))
    held = held_out_documents(map(document_of, articles))
    tables: Table = {}
    chosen = [
        Document(one.id, one.text, [asdict(gold) for gold in one.readings[0]], document_of(one))
        for one in articles
        if document_of(one) in held
    ]
    found = find(chosen)
    for genre in ("news", "interview"):
        own = [one for one in chosen if one.group.split("_")[1] == genre]
        by_document: dict[str, Counts] = {}
        for one in own:
            counts = by_document.setdefault(one.group, Counter())
            counts.update(scorer.score(one.text, found[one.id], one.gold))
        marked = sum(len(one.gold) for one in own)
        title = f"GUM {genre}: {len(by_document)} documents, {marked} attributions marked"
        tables[genre] = dict(_scored(title, list(by_document.values()), {}))
    print(
        "\nOnly the sentences of a document in which GUM marks an attribution are read. It marks "
        "more than PolNeAR: whatever anyone is said to know, see or feel; nobody has read it twice."
    )
    return tables


def constructions(scorer: ModuleType, _: Path) -> Table:
    """The sets of hard constructions that the repository holds."""
    items = _module(ROOT / "evaluation" / "items.py")
    print("\n### Constructions\n")
    print("| construction | texts | marked | who said what, F1 | content, F1 |")
    print("|---|---:|---:|---:|---:|")
    table: Table = {}
    sets = items.load(ROOT / "evaluation" / "constructions")
    found = find([_document(record) for record in items.gold_lines(sets)])
    everything: list[Counts] = []
    for one in sets:
        articles = map(_document, items.gold_lines(one))
        each = [scorer.score(text.text, found[text.id], text.gold) for text in articles]
        everything += each
        table[one.name] = _construction(one.title, each)
    table["all"] = _construction("All of them", everything)
    return table


def _construction(title: str, each: Sequence[Counts]) -> dict[str, object]:
    figures = scores(total(each))
    relation, content = figures["relation"], figures["content"]
    print(f"| {title} | {len(each)} | {relation.gold} | {relation.f1:.1f} | {content.f1:.1f} |")
    return {
        "texts": len(each),
        "marked": relation.gold,
        "relation": relation.f1,
        "content": content.f1,
    }


def _scored(title: str, each: Sequence[Counts], people: dict[str, float]) -> Table:
    """Prints the rows of a set, with an interval over its documents and people's F1."""
    figures = scores(total(each))
    table: Table = {}
    print(f"\n### {title}\n")
    print("| | precision | recall | F1 | 95 % | people's F1 |")
    print("|---|---:|---:|---:|---:|---:|")
    for row, label in ROWS.items():
        one, (low, high) = figures[row], interval(each, row)
        theirs = f"{people[row]:.1f}" if row in people else "–"
        print(
            f"| {label} | {one.precision:.1f} | {one.recall:.1f} | {one.f1:.1f} "
            f"| {low:.1f}–{high:.1f} | {theirs} |"
        )
        table[row] = {
            "precision": one.precision,
            "recall": one.recall,
            "f1": one.f1,
            "interval": [low, high],
            "people": people.get(row),
        }
    return table


def _published(table: Table) -> None:
    def row(name: str, part: str, values: Iterable[object]) -> None:
        cells = " | ".join(f"{v:.1f}" if isinstance(v, float) else "–" for v in values)
        print(f"| {name} | {part} | {cells} |")

    print("\n### Exact spans on PolNeAR, F1\n")
    print("| | part of the corpus | source | cue | content |")
    print("|---|---|---:|---:|---:|")
    spans = [table[f"span {role}"] for role in ("SOURCE", "CUE", "CONTENT")]
    row("OnRecord", "dev", (one["f1"] for one in spans))
    row("people", "read by several", (one["people"] for one in spans))
    for name, values in PUBLISHED.items():
        row(name, "test", values)
    print(
        f"\nThe rows of the test part are as published: {CITATION}. That is another part of the "
        "corpus than dev, so they say about what is usual, and not who is better."
    )


def _articles(scorer: ModuleType, path: Path) -> list[Document]:
    return [_document(record) for record in scorer.read(str(_there(path)))]


def _document(record: dict[str, object]) -> Document:
    """A record of the scorer's format; gold is the first annotator's."""
    annotations = record["annotations"]
    assert isinstance(annotations, dict)
    return Document(str(record["id"]), str(record["text"]), next(iter(annotations.values()), []))


def _count(found: dict[str, list[dict[str, object]]]) -> str:
    return f"{sum(map(len, found.values())):,}"


def _module(path: Path) -> ModuleType:
    """Imports a file that is in no package."""
    spec = importlib.util.spec_from_file_location(path.stem, _there(path))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def _there(path: Path) -> Path:
    if not path.exists():
        sys.exit(f"{path} is not there: pass --shared the folder that has data/ and tools/")
    return path


if __name__ == "__main__":
    main()
