"""Attributions in open text as training documents: GUM's, and the saying verbs of EWT's PropBank.

Both come as JSON Lines of tokens with spans of token numbers, one attribution a line. Here they
become articles like those of `training.data`: text as people write it, and spans in code points.
Three customs of PolNeAR are followed, since a model should learn one: a cue has its auxiliaries and
its negation, a content has the quotation marks around it, and no full stop after it.

GUM is a corpus of many genres. Some of its news and interviews are kept from training, so that
`benchmarks/attribution.py` measures on them; `held_out_documents` alone says which.
"""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from onrecord.errors import TrainingError
from onrecord.training.data import Article, Gold, Spans
from onrecord.training.detokenise import detokenise

T = TypeVar("T")

HELD_OUT_GENRES = ("news", "interview")
SEED = 7

_NO_ATTRIBUTION = frozenset(
    {
        "call.02",  # to telephone
        "recommend.01",  # a tip, in reviews: “I recommend this place”
        "respond.01",  # mostly the noun, and what is responded to instead of what is said
        "comment.01",  # nearly always the noun without a content
        "joke.01",  # “what a joke”
        "quote.01",  # a price; and where words are quoted, the speaker is not the quoter
        "maintain.01",  # to keep up a forum, a base, good relations
        "describe.01",  # a thing described, not what is said of it
        "repeat.01",  # to do again; an allegation repeated, not what it says
        "request.01",  # a form or a favour, as a noun or with a thing as its object
        "decide.01",  # a deed
        "boast.01",  # to have: “boasts a faster processor”
        "hint.01",  # a tip
        "agree.01",  # two thirds are contracts
        "fear.01",  # being afraid of a dog
    }
)
"""Rolesets that, looked at one by one in the file, seldom ascribe a content to anyone."""
_CONTENT_IN_ARG2 = frozenset({"inform.01", "assure.01", "promise.01", "pledge.01", "reply.01"})
"""Of these the file's content is who was told, and its ARG2 what was said."""
_BOTH = frozenset({"accuse.01", "blame.01", "order.01", "urge.01", "ask.02"})
"""Of these who is accused or asked belongs to the content, as docs/annotation.md has it."""
_NOUNS = frozenset(
    {"report", "reports", "claim", "claims", "note", "notes", "statement", "statements"}
    | {"comment", "comments", "suggestion", "suggestions", "proposal", "proposals", "writing"}
    | {"argument", "arguments", "estimate", "estimates", "thought", "thoughts", "demand", "demands"}
)
"""Cues that are nouns of work unless a clause follows."""
_THINGS = frozenset({"the", "a", "an", "of", "about", "any", "anything", "my", "your", "new"})
"""Words with which the object of “know” is a thing, not a statement."""
_SHORTEST = 3
"""Tokens of a content: “as I said before”, “say so” ascribe no statement."""


def load_gum(path: Path) -> list[Article]:
    """Reads GUM's attributions; contexts of a document that touch or overlap are one text.

    Raises:
        TrainingError: If the file is absent or a line is no attribution.
    """

    def one(record: dict[str, object]) -> _Record:
        tokens = _tokens(record["tokens"])
        offset = int(str(record["offset"]))
        roles = [
            # A source outside its context (“he” of the sentence before) is none in PolNeAR either.
            [(s - offset, e - offset) for s, e in _pairs(record[role])]
            for role in ("source", "cue", "content")
        ]
        return _Record(
            str(record["doc"]), offset, tokens, *(_inside(r, len(tokens)) for r in roles)
        )

    by_document: dict[str, list[_Record]] = defaultdict(list)
    for record in _read(path, one):
        by_document[record.document].append(record)
    articles = []
    for document, records in by_document.items():
        for number, group in enumerate(_touching(records), 1):
            start = group[0].offset
            tokens: list[str] = []
            for record in group:
                tokens += record.tokens[start + len(tokens) - record.offset :]
            golds = [record.moved(record.offset - start) for record in group]
            articles.append(_article(f"{document}#{number}", tokens, golds))
    return articles


def document_of(article: Article) -> str:
    """The document that a text of `load_gum` or `load_ewt` comes from."""
    return article.id.partition("#")[0]


def held_out_documents(documents: Iterable[str]) -> frozenset[str]:
    """Which of GUM's documents are kept from training: a third of the news and interviews."""
    names = sorted({name for name in documents if name.split("_")[1] in HELD_OUT_GENRES})
    random.Random(SEED).shuffle(names)
    return frozenset(names[: round(len(names) / 3)])


def load_ewt(path: Path) -> list[Article]:
    """Reads the saying verbs of EWT, a text for each sentence in which one ascribes a content.

    Raises:
        TrainingError: If the file is absent or a line is no attribution.
    """

    def one(record: dict[str, object]) -> tuple[str, str, _Record | None]:
        tokens = _tokens(record["tokens"])
        name, roleset = str(record["sent_id"]), str(record["roleset"])
        source, cue = _pairs(record["source"]), _pairs(record["cue"])
        content = _pairs(record["content"])
        other = record["other"]
        told = _pairs(other.get("ARG2", [])) if isinstance(other, dict) else []
        if roleset in _CONTENT_IN_ARG2:
            content = told
        elif roleset in _BOTH:
            content = _joined(content + told)
        words = {tokens[i].lower() for s, e in cue for i in range(s, e)}
        opening = tokens[content[0][0]].lower() if content else ""
        if (
            roleset in _NO_ATTRIBUTION
            or not source
            or sum(e - s for s, e in content) < _SHORTEST
            or (words & _NOUNS and opening not in ("that", "to"))
            or (roleset == "know.01" and opening in _THINGS)
        ):
            return name, str(record["doc"]), None
        return (
            name,
            str(record["doc"]),
            _Record(str(record["doc"]), 0, tokens, source, cue, content),
        )

    by_sentence: dict[str, list[_Record]] = defaultdict(list)
    for name, document, record in _read(path, one):
        if record is not None:
            by_sentence[f"{document}#{name.rpartition('-')[2]}"].append(record)
    return [
        _article(name, records[0].tokens, [record.moved(0) for record in records])
        for name, records in by_sentence.items()
    ]


@dataclass(frozen=True, slots=True)
class _Record:
    document: str
    offset: int
    tokens: list[str]
    source: Spans
    cue: Spans
    content: Spans

    def moved(self, by: int) -> Gold:
        """Its spans, in tokens of the text in which it stands `by` tokens on."""
        roles = (self.source, self.cue, self.content)
        return Gold(*([(s + by, e + by) for s, e in spans] for spans in roles))


def _read(path: Path, one: Callable[[dict[str, object]], T]) -> Iterator[T]:
    if not path.exists():
        raise TrainingError(f"{path} is not there", "Pass --data the folder that holds it.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield one(json.loads(line))
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise TrainingError(
                    f"{path}, line {number} is no attribution over tokens: {error!r}",
                    "Each line needs doc, tokens, source, cue and content.",
                ) from error


def _tokens(value: object) -> list[str]:
    if not isinstance(value, list) or not value or not all(value):
        raise ValueError("no tokens")
    return [str(token) for token in value]


def _pairs(value: object) -> Spans:
    if not isinstance(value, list):
        raise TypeError("spans are no list")
    return sorted((int(start), int(end)) for start, end in value)


def _inside(spans: Spans, count: int) -> Spans:
    return [(start, end) for start, end in spans if 0 <= start < end <= count]


def _joined(spans: Spans) -> Spans:
    """Sorted, with what touches or overlaps made one."""
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _touching(records: Sequence[_Record]) -> Iterator[list[_Record]]:
    """Records in the order of the document, those whose contexts touch or overlap together."""
    group: list[_Record] = []
    end = 0
    for record in sorted(records, key=lambda r: (r.offset, len(r.tokens))):
        if group and record.offset > end:
            yield group
            group = []
        end = max(end if group else 0, record.offset + len(record.tokens))
        group.append(record)
    if group:
        yield group


def _article(name: str, tokens: list[str], golds: Iterable[Gold]) -> Article:
    text, places = detokenise(tokens)

    def characters(spans: Spans) -> Spans:
        return [(places[s][0], places[e - 1][1]) for s, e in spans]

    reading = []
    for gold in golds:
        taken = {i for s, e in (*gold.source, *gold.content) for i in range(s, e)}
        cue = _with_auxiliaries(gold.cue, tokens, taken)
        # In an imperative the file has the verb as its own source: “Please note that …”.
        source = [span for span in gold.source if span not in gold.cue]
        content = [span for span in (_marked(s, tokens) for s in gold.content) if span]
        reading.append(Gold(characters(source), characters(cue), characters(content)))
    return Article(name, text, [_distinct(reading)])


def _distinct(reading: Iterable[Gold]) -> list[Gold]:
    distinct: list[Gold] = []
    for gold in reading:
        if gold not in distinct:
            distinct.append(gold)
    return distinct


_AUXILIARIES = frozenset(
    "have has had having is are was were be been being am do does did will would can could may "  # noqa: SIM905
    "might shall should must ca wo 've 'd 'll 's 're 'm ’ve ’d ’ll ’s ’re ’m".split()
)
_BETWEEN = frozenset(
    {"not", "n't", "n’t", "nt", "never", "also", "once", "repeatedly", "reportedly", "allegedly"}
)


def _with_auxiliaries(cue: Spans, tokens: Sequence[str], taken: set[int]) -> Spans:
    """The cue with the auxiliaries, the negation and the adverbs among them before it."""
    if not cue:
        return cue
    start = begin = cue[0][0]
    while begin and begin - 1 not in taken:
        word = tokens[begin - 1].lower()
        if word in _AUXILIARIES:
            start = begin - 1
        elif word not in _BETWEEN:
            break
        begin -= 1
    return [(start, cue[0][1]), *cue[1:]]


_PAIRED = {
    '"': ('"', "''"),
    "“": ("”", '"'),
    "``": ("''", '"'),
    "‘’": ("’’",),
    "‘": ("’",),
    "'": ("'",),
}


def _marked(span: tuple[int, int], tokens: list[str]) -> tuple[int, int] | None:
    """A content with the marks that stand around all of it, and without a full stop at its end."""
    start, end = span
    begin = start - 1 if start and tokens[start - 1] in _PAIRED else start
    opening = next((token for token in tokens[begin:end] if token in _PAIRED), "")
    closing = _PAIRED.get(opening, ())
    stop = end + (tokens[end : end + 1] != [] and tokens[end] in (",", ".", "?", "!"))
    marks = sum(token == opening or token in closing for token in tokens[begin:end])
    if marks % 2 and tokens[stop : stop + 1] and tokens[stop] in closing:
        return begin, stop + 1
    while start < end and tokens[end - 1] in (".", ","):
        end -= 1
    return (start, end) if start < end else None
