#!/usr/bin/env python3
"""Trains a small spaCy pipeline on GUM, for the rivals of `speed.py` where none can be installed.

    python benchmarks/parsing.py GUM.tar.xz FOLDER [--epochs 6]

It needs spaCy and nothing of OnRecord. Parts of speech, lemmas and a parse share one encoder in
spaCy's default sizes, so that it takes about the time of spaCy's own small pipelines; it has seen
far less text than those, so nothing is to be read off what a rival finds with it.
"""

import argparse
import random
import sys
import tarfile
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.converters import conllu_to_docs
from spacy.util import fix_random_seed, minibatch

WIDTH: Final = 96
SENTENCES: Final = 10
"""Sentences that are learnt as one text."""
SHARED: Final = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH}
TAGGER: Final = {"@architectures": "spacy.Tagger.v2", "tok2vec": SHARED}
PARSER: Final = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": SHARED,
}


def main() -> None:
    """Trains it and writes it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive", type=Path, help="GUM's documents as CoNLL-U, in a tar file")
    parser.add_argument("folder", type=Path, help="where the pipeline goes")
    parser.add_argument("--epochs", type=int, default=6)
    chosen = parser.parse_args()
    fix_random_seed(1)
    nlp = spacy.blank("en", meta={"name": "trained_on_gum", "version": "1.0"})
    nlp.add_pipe("tok2vec")
    nlp.add_pipe("morphologizer", config={"model": TAGGER})
    nlp.add_pipe("parser", config={"model": PARSER})
    nlp.add_pipe("trainable_lemmatizer", config={"model": TAGGER})
    examples = read(chosen.archive, nlp)
    optimizer = nlp.initialize(lambda: examples)
    for epoch in range(1, chosen.epochs + 1):
        random.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, size=16):
            nlp.update(batch, sgd=optimizer, losses=losses, drop=0.1)
        said = ", ".join(f"{name} {loss:.0f}" for name, loss in losses.items())
        print(f"epoch {epoch}/{chosen.epochs}: {said}", file=sys.stderr)
    nlp.to_disk(chosen.folder)


def read(archive: Path, nlp: Language) -> list[Example]:
    """Every text of the archive as spaCy's tokens with parts of speech, lemmas and parse."""
    examples = []
    with tarfile.open(archive) as files:
        for member in files:
            file = files.extractfile(member)
            if file is None or not member.name.endswith(".conllu"):
                continue
            lines = [_plain(line) for line in file.read().decode("utf-8").splitlines()]
            for doc in conllu_to_docs("\n".join(lines), n_sents=SENTENCES, no_print=True):
                words = [token.text for token in doc]
                spaces = [bool(token.whitespace_) for token in doc]
                examples.append(Example(spacy.tokens.Doc(nlp.vocab, words, spaces), doc))
    return examples


def _plain(line: str) -> str:
    """A line without what only GUM has."""
    columns = line.split("\t")
    if len(columns) != 10:
        return line
    columns[8] = "_"
    columns[9] = "SpaceAfter=No" if "SpaceAfter=No" in columns[9] else "_"
    return "\t".join(columns)


if __name__ == "__main__":
    main()
