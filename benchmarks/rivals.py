#!/usr/bin/env python3
"""Others that find who said what, timed in an environment of their own.

    python benchmarks/rivals.py RIVAL --texts FILE.jsonl [--model NAME] [--processes 2]

`speed.py` calls it; it needs spaCy and textacy, and nothing of OnRecord. It prints one line of
JSON: the seconds from texts to quotations and how many were found, or why there is nothing to time.
Loading is not timed. Entities are left out of the pipeline, since no rival here asks for them.
"""

import argparse
import json
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

CHUNK: Final = 4
"""Texts that a process takes at once."""
NEAR: Final = 12
"""Words between a quotation and its cue, at most."""
BESIDE: Final = 6
"""Words between a cue and its source, at most, where there is no parser."""
SHORTEST: Final = 4
"""Words of a quotation with its marks; fewer are a name or a manner of speaking."""
_VERBS: Final = """
say says said saying tell tells told telling add adds added adding ask asks asked asking
announce announces announced announcing argue argues argued arguing warn warns warned warning
claim claims claimed claiming deny denies denied denying declare declares declared declaring
explain explains explained explaining insist insists insisted insisting note notes noted noting
reply replies replied replying report reports reported reporting state states stated stating
suggest suggests suggested suggesting write writes wrote writing acknowledge acknowledges
acknowledged admit admits admitted allege alleges alleged confirm confirms confirmed conclude
concludes concluded contend contends contended emphasize emphasizes emphasized predict predicts
predicted promise promises promised recall recalls recalled remark remarks remarked respond
responds responded stress stresses stressed vow vows vowed according tweet tweets tweeted
"""
CUES: Final = frozenset(_VERBS.split())
PRONOUNS: Final = frozenset({"he", "she", "they", "it", "we", "i", "you", "who"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})

Found = tuple[Span, Token, Span]
"""Source, cue and content."""


def main() -> None:
    """Times one rival."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rival", choices=RIVALS)
    parser.add_argument("--texts", type=Path, required=True, help="JSON Lines with a text each")
    parser.add_argument("--model", default="en_core_web_sm", help="a pipeline that spaCy can load")
    parser.add_argument("--processes", type=int, default=1)
    chosen = parser.parse_args()
    with chosen.texts.open(encoding="utf-8") as stream:
        texts = [json.loads(line)["text"] for line in stream]
    nlp = load(chosen.model)
    answer: dict[str, object] = {
        "pipeline": f"{nlp.meta['name']} {nlp.meta['version']}" if parses(nlp) else "rules only",
        "version": version("textacy" if chosen.rival == "textacy" else "spacy"),
    }
    if chosen.rival == "textacy" and not parses(nlp):
        answer["absent"] = (
            f"it asks for parts of speech and a parse, and there is no pipeline {chosen.model!r}"
        )
    else:
        answer |= timed(Reader(nlp, RIVALS[chosen.rival]), texts, chosen.processes)
    print(json.dumps(answer))


def load(model: str) -> Language:
    """A trained pipeline without entities, or where it is absent, tokens and sentences alone."""
    try:
        return spacy.load(model, exclude=["ner"])
    except OSError:
        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        return nlp


def parses(nlp: Language) -> bool:
    """Whether the pipeline knows subjects."""
    return "parser" in nlp.pipe_names


class Reader:
    """A pipeline and what a rival makes of its documents."""

    def __init__(self, nlp: Language, find: Callable[[Doc], Iterable[object]]) -> None:
        self._nlp = nlp
        self._find = find

    def read(self, texts: Sequence[str]) -> tuple[int, int]:
        """How much was found, and on how many texts the rival gave up."""
        found = failed = 0
        for doc in self._nlp.pipe(texts):
            try:
                found += sum(1 for _ in self._find(doc))
            except ValueError:
                failed += 1
        return found, failed


def timed(reader: Reader, texts: Sequence[str], processes: int) -> dict[str, object]:
    """Reads texts, after some for warmth, and says how long that took."""
    chunks = [texts[i : i + CHUNK] for i in range(0, len(texts), CHUNK)]
    reader.read(chunks[0])
    if processes == 1:
        begin = time.perf_counter()
        answers = [reader.read(chunk) for chunk in chunks]
        seconds = time.perf_counter() - begin
    else:
        # Forked, each process has what is loaded.
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            pool.map(reader.read, chunks[:1] * processes, chunksize=1)
            begin = time.perf_counter()
            answers = pool.map(reader.read, chunks, chunksize=1)
            seconds = time.perf_counter() - begin
    found, failed = (sum(column) for column in zip(*answers, strict=True))
    return {"seconds": seconds, "found": found, "failed": failed}


def textacy(doc: Doc) -> Iterable[object]:
    """Direct quotations, as textacy finds them."""
    from textacy.extract.triples import direct_quotations

    return direct_quotations(doc)


def rules(doc: Doc) -> Iterator[Found]:
    """Quotations with a cue close by and its subject, and what stands after a cue otherwise."""
    quoted = [False] * len(doc)
    for quotation in quotations(doc):
        quoted[quotation.start : quotation.end] = [True] * len(quotation)
    cues = [token for token in doc if token.lower_ in CUES and not quoted[token.i]]
    used = set()
    for quotation in quotations(doc):
        near = min(cues, key=lambda cue: distance(cue, quotation), default=None)
        if near is None or distance(near, quotation) > NEAR or len(quotation) < SHORTEST:
            continue
        source = subject(near, quoted)
        if source is not None:
            used.add(near.i)
            yield source, near, quotation
    for cue in cues:
        source = None if cue.i in used else subject(cue, quoted)
        content = None if source is None else said(cue)
        if source is not None and content is not None:
            yield source, cue, content


def quotations(doc: Doc) -> Iterator[Span]:
    """From mark to mark; a mark that nobody closes costs one paragraph."""
    opened = None
    for token in doc:
        if "\n" in token.text:
            opened = None
        elif token.is_quote and len(token) == 1 and token.text not in "'‘’":
            if opened is None:
                opened = token.i
            else:
                yield doc[opened : token.i + 1]
                opened = None


def distance(cue: Token, quotation: Span) -> int:
    """Words between the two."""
    return max(quotation.start - cue.i, cue.i - quotation.end + 1)


def subject(cue: Token, quoted: Sequence[bool]) -> Span | None:
    """Who says it: the subject by the parse, else the name or pronoun next to the cue."""
    doc = cue.doc
    if doc.has_annotation("DEP"):
        for child in cue.children:
            if child.dep_ in SUBJECTS:
                return doc[child.left_edge.i : child.right_edge.i + 1]
        return None
    sentence = cue.sent
    before = range(cue.i - 1, max(sentence.start, cue.i - BESIDE) - 1, -1)
    after = range(cue.i + 1, min(sentence.end, cue.i + BESIDE + 1))
    for place in (*before, *after):
        token = doc[place]
        if quoted[place] or not (token.is_title or token.lower_ in PRONOUNS):
            continue
        begin, end = place, place + 1
        while begin > sentence.start and doc[begin - 1].is_title:
            begin -= 1
        while end < sentence.end and doc[end].is_title:
            end += 1
        return doc[begin:end]
    return None


def said(cue: Token) -> Span | None:
    """What is said without marks: the clause by the parse, else the rest of the sentence."""
    doc = cue.doc
    if doc.has_annotation("DEP"):
        for child in cue.children:
            if child.dep_ == "ccomp":
                return doc[child.left_edge.i : child.right_edge.i + 1]
        return None
    begin = cue.i + 1
    if begin < cue.sent.end and doc[begin].lower_ == "that":
        begin += 1
    return doc[begin : cue.sent.end] if cue.sent.end - begin >= SHORTEST else None


RIVALS: Final[dict[str, Callable[[Doc], Iterable[object]]]] = {"textacy": textacy, "rules": rules}


if __name__ == "__main__":
    main()
