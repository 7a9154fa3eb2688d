"""How well conditions are found: F1 over the spans that a reader labelled.

There are two sets. Invented sentences stand in `tests/data/conditions.tsv`; sentences of reports in
`tests/data/conditions_in_reports.json`, as places in texts that are not here
(`evaluation.reports`). A found condition is right where it shares half of its words with a labelled
one (Jaccard index), and exactly right where it has the same words; each counts once.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from evaluation.reports import load_reports
from onrecord.document import Document, DocumentId, Span
from onrecord.errors import MalformedRecordError
from onrecord.interpret.conditions import conditions
from onrecord.statement import Statement
from onrecord.values import Value

_DATA: Final = Path(__file__).parents[1] / "tests" / "data"
INVENTED: Final = _DATA / "conditions.tsv"
REPORTED: Final = _DATA / "conditions_in_reports.json"
AGREES: Final = 0.5
"""Jaccard index over words from which on two spans are one."""

_WORD: Final = re.compile(r"\w+")
_CLOSES: Final = {"}": "{", ">": "<", "]": "["}


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence with its conditions.

    Attributes:
        held_out: Whether nobody looked at what the rules do on it.
        statement: The sentence as a statement.
        kinds: How each condition binds.
        spans: The conditions, in the order of the text.
        consequences: What depends on them, where it is labelled; else empty.
    """

    held_out: bool
    statement: Statement
    kinds: tuple[str, ...]
    spans: tuple[Span, ...]
    consequences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SpanScore:
    """What finding conditions came to.

    Attributes:
        right: Found ones that share half their words with a labelled one.
        exact: Those of them that have the same words.
        kinds: Those of them that are of the same kind.
        found: All that were found.
        labelled: All that there are.
    """

    right: int
    exact: int
    kinds: int
    found: int
    labelled: int

    @property
    def precision(self) -> float:
        """Of what was found, how much is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of what there is, how much was found; 1 where there is nothing."""
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / max(1, self.found + self.labelled)

    @property
    def exact_f1(self) -> float:
        """The harmonic mean, where only the same words count."""
        return 2 * self.exact / max(1, self.found + self.labelled)


def score_conditions(sentences: Iterable[LabelledSentence]) -> SpanScore:
    """Finds the conditions of sentences and counts which are right."""
    right = exact = kinds = found = labelled = 0
    for sentence in sentences:
        answers = conditions(sentence.statement)
        free = list(range(len(sentence.spans)))
        found += len(answers)
        labelled += len(sentence.spans)
        for answer in answers:
            same = [(jaccard(answer.span, sentence.spans[i]), -i) for i in free]
            near, place = max(same, default=(0.0, 0))
            if near >= AGREES:
                free.remove(-place)
                right += 1
                exact += near == 1.0
                kinds += answer.kind == sentence.kinds[-place]
    return SpanScore(right, exact, kinds, found, labelled)


def score_consequences(sentences: Iterable[LabelledSentence]) -> tuple[int, int]:
    """How many labelled consequences are found with half their words, and how many there are."""
    right = count = 0
    for sentence in sentences:
        answers = [span for one in conditions(sentence.statement) for span in one.consequence]
        count += len(sentence.consequences)
        right += sum(
            any(jaccard(answer, gold) >= AGREES for answer in answers)
            for gold in sentence.consequences
        )
    return right, count


def jaccard(one: Span, other: Span) -> float:
    """The words that two spans share, over those that either has."""
    first, second = _places(one), _places(other)
    return len(first & second) / len(first | second) if first | second else 0.0


def _places(span: Span) -> frozenset[int]:
    return frozenset(span.start + match.start() for match in _WORD.finditer(span.text))


def load_invented(path: Path = INVENTED) -> tuple[LabelledSentence, ...]:
    """Reads the invented sentences, in the order of the file.

    Raises:
        MalformedRecordError: If a line has not three columns, or its marks do not fit.
    """
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return tuple(
        _invented(f"{path.name}, line {number}", line.split("\t"))
        for number, line in lines
        if line and not line.startswith("#")
    )


def _invented(where: str, columns: list[str]) -> LabelledSentence:
    if len(columns) != 3 or columns[0] not in ("tuned", "held_out"):
        raise MalformedRecordError(f"{where} is no labelled sentence", "Follow the file's head.")
    chosen, kinds, text = columns
    plain: list[str] = []
    begun: dict[str, int] = {}
    places: dict[str, list[tuple[int, int]]] = {"{": [], "<": [], "[": []}
    for letter in text:
        if letter in places:
            begun[letter] = len(plain)
        elif letter in _CLOSES:
            opening = _CLOSES[letter]
            places[opening].append((begun.pop(opening), len(plain)))
        else:
            plain.append(letter)
    document = Document(DocumentId(where), "".join(plain))
    content = places["["] or [(0, len(plain))]
    spans = tuple(document.span(*place) for place in places["{"])
    named = () if kinds == "none" else tuple(kinds.split())
    if begun or len(spans) != len(named):
        raise MalformedRecordError(f"{where} has marks that do not fit", "Follow the file's head.")
    first, last = content[0][0], content[-1][1]
    outside = "".join(plain[:first]), "".join(plain[last:])
    cue = tuple(
        document.span(at + match.start(), at + match.end())
        for at, part in ((0, outside[0]), (last, outside[1]))
        for match in _CUE.finditer(part)
    )[:1]
    statement = _statement(document, cue, tuple(document.span(*place) for place in content))
    consequences = tuple(document.span(*place) for place in places["<"])
    return LabelledSentence(chosen == "held_out", statement, named, spans, consequences)


_CUE: Final = re.compile(
    r"\b(?:said|asked|wrote|warned|offered|agreed|threatened|promised|spoke|did not (?:say|know))\b"
)


def load_reported(
    documents: Mapping[str, Document] | None = None, path: Path = REPORTED
) -> tuple[LabelledSentence, ...]:
    """Reads the sentences of reports, in the order of the file.

    Args:
        documents: The reports by their ids, if not those that are there.
        path: The labels.

    Raises:
        MalformedRecordError: If a report is absent, or has another text than was labelled.
    """
    documents = load_reports() if documents is None else documents
    record = cast("dict[str, list[dict[str, object]]]", json.loads(path.read_text("utf-8")))
    found = []
    for row in record["sentences"]:
        name = str(row["id"])
        document = documents.get(name)
        if document is None or document.digest != row["sha256"]:
            raise MalformedRecordError(f"{name} is not here as labelled", "See evaluation.reports.")
        start, end = cast("int", row["start"]), cast("int", row["end"])
        labels = cast("list[dict[str, int | str]]", row["conditions"])
        found.append(
            LabelledSentence(
                bool(row["held_out"]),
                _statement(document, (), (document.span(start, end),)),
                tuple(str(label["kind"]) for label in labels),
                tuple(document.span(int(one["start"]), int(one["end"])) for one in labels),
            )
        )
    return tuple(found)


def _statement(document: Document, cue: tuple[Span, ...], content: tuple[Span, ...]) -> Statement:
    return Statement("x", document, (), cue, content, Value("indirect", "person:reader"), 1.0)


def main() -> None:
    """Prints the scores, and what is wrong in the sets that were looked at."""
    sets = {"invented": load_invented()}
    if load_reports():
        sets["reports"] = load_reported()
    for name, sentences in sets.items():
        for held_out in (False, True):
            chosen = [one for one in sentences if one.held_out == held_out]
            score = score_conditions(chosen)
            told, count = score_consequences(chosen)
            sys.stdout.write(
                f"{name:9} {'held out ' if held_out else 'looked at'} {len(chosen):3} sentences "
                f"{score.labelled:3} conditions  precision {100 * score.precision:5.1f} "
                f"recall {100 * score.recall:5.1f} F1 {100 * score.f1:5.1f} "
                f"exact F1 {100 * score.exact_f1:5.1f} kinds {score.kinds} of {score.right}"
                + (f" consequences {told} of {count}" if count else "")
                + "\n"
            )
            if not held_out or "--held-out" in sys.argv:
                for one in chosen:
                    _show(one)


def _show(sentence: LabelledSentence) -> None:
    found = conditions(sentence.statement)
    single = score_conditions([sentence])
    told, count = score_consequences([sentence])
    if single.exact == single.found == single.labelled == single.kinds and told == count:
        return
    content = " … ".join(span.text for span in sentence.statement.content)
    wanted = list(zip(sentence.kinds, (span.text for span in sentence.spans), strict=True))
    got = [(one.kind, one.span.text, [span.text for span in one.consequence]) for one in found]
    mark = "near" if single.right == single.found == single.labelled else "WRONG"
    sys.stdout.write(f"  {mark} {content}\n     wanted {wanted}\n     found  {got}\n")


if __name__ == "__main__":
    main()
