"""Cuts the words of a content into clauses, without a parser: which clause hangs on which word.

A clause begins where a word opens one: a conjunction, a relative pronoun, “that”, “to” before an
infinitive, an “-ing” behind a word that takes one, or a subject behind a verb of saying or
thinking. It ends with the clause that it stands in, at a comma where it stood before its main
clause, and at the end of a sentence. The words are read once from left to right, so the time is
linear.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from onrecord.document import Span
from onrecord.engine.pairs import ABBREVIATIONS
from onrecord.vocabulary.lexicon import word_lists
from onrecord.vocabulary.verbs import verb_forms

Kind = Literal["main", "complement", "infinitive", "gerund", "adjunct", "relative"]

_WORD: Final = re.compile(r"\w++(?:[.'’\-](?=\w)\w++)*+|[^\w\s]")
_LISTS: Final = word_lists("embedding")
SUBJECTS: Final = _LISTS["subjects"]
FINITE: Final = _LISTS["finite"]
RELATIVES: Final = _LISTS["relatives"]
HYPOTHETICAL: Final = _LISTS["hypothetical"]
FACTUAL: Final = _LISTS["factual"]
_NO_INFINITIVE: Final = _LISTS["not-infinitive"]
_ENDS: Final = frozenset(".?!;")
_BREAKS: Final = frozenset(":—–")
_JOINS: Final = frozenset({"and", "but", "or", "so", "yet"})
_ARTICLES: Final = _LISTS["articles"]
_NEAR: Final = 7
"""How many words back the word is looked for on which an infinitive hangs: “asked the two young men
of the village to leave”."""
_EMBEDDERS: Final = (
    *("negative", "ending", "speech", "probable", "possible", "asking"),
    *("positive", "wish"),
)
_FINITE_COMPLEMENT: Final = frozenset({"probable", "possible", "speech", "positive", "negative"})
_THAT_IS_A_WORD: Final = frozenset({"in", "of", "at", "on", "for", "with", "from", "by", "like"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark.

    Attributes:
        start: Its first code point in the text.
        end: One past its last.
        text: As it is written.
        low: In small letters with a straight apostrophe.
    """

    start: int
    end: int
    text: str
    low: str


@dataclass(slots=True)
class Clause:
    """A clause.

    Attributes:
        kind: What it is to its parent.
        parent: The place of the clause that it stands in; None for a main clause.
        begin: Its first word, the one that opens it.
        governor: The word that it hangs on, where one is known.
        places: Its words, without those of the clauses within it.
    """

    kind: Kind
    parent: int | None
    begin: int
    governor: int | None = None
    places: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of some words.

    Attributes:
        words: The words and marks, in the order of the text.
        clauses: The clauses, in the order in which they begin.
        of: For each word the place of its clause.
    """

    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    of: tuple[int, ...]

    @property
    def lows(self) -> list[str]:
        """The words in small letters."""
        return [word.low for word in self.words]

    def hanging(self) -> dict[int, list[int]]:
        """The clauses that stand in each, by the place of the outer one."""
        found: dict[int, list[int]] = {}
        for place, clause in enumerate(self.clauses):
            if clause.parent is not None:
                found.setdefault(clause.parent, []).append(place)
        return found


def words_of(spans: Iterable[Span]) -> tuple[Word, ...]:
    """The words and marks of spans, in the order of the text."""
    found = []
    for span in sorted(spans, key=lambda one: one.start):
        text = span.text
        for match in _WORD.finditer(text):
            word = match.group()
            found.append(
                Word(
                    span.start + match.start(),
                    span.start + match.end(),
                    word,
                    word.lower().replace("’", "'"),
                )
            )
    return tuple(found)


def ends_sentence(words: Sequence[Word], at: int) -> bool:
    """Whether a mark ends a sentence, or what is as good as one."""
    low = words[at].low
    if low != ".":
        return low in _ENDS
    before = words[at - 1] if at else None
    if before is not None and before.end == words[at].start:
        initial = len(before.text) == 1 and before.text.isupper()
        if before.low in ABBREVIATIONS or initial or "." in before.text:
            return False
    after = words[at + 1].text if at + 1 < len(words) else ""
    return not after[:1].islower()


@cache
def embedders() -> Mapping[str, tuple[str, ...]]:
    """Which classes of `embedding.toml` a word has, by its forms; the most telling one first."""
    found: dict[str, list[str]] = {}
    for name in _EMBEDDERS:
        for verb in _LISTS[name]:
            for form in verb_forms(verb):
                known = found.setdefault(form, [])
                if name not in known:
                    known.append(name)
    return {form: tuple(classes) for form, classes in found.items()}


def clauses_of(words: Sequence[Word]) -> Clauses:
    """Cuts words into clauses."""
    return _Cutter(tuple(words)).cut()


class _Cutter:
    """Reads words from left to right and keeps which clauses are open."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self.low = [word.low for word in words]
        self.clauses = [Clause("main", None, 0)]
        self.open = [0]
        self.of: list[int] = []
        self.verbs = [False]
        """Whether a clause has its finite verb already."""
        self.next_finite = self._ahead()

    def cut(self) -> Clauses:
        for at, low in enumerate(self.low):
            self._before(at, low)
            clause = self.open[-1]
            self.clauses[clause].places.append(at)
            self.of.append(clause)
            if low in FINITE:
                self.verbs[clause] = True
            if at + 1 < len(self.low) and ends_sentence(self.words, at):
                self._restart(at + 1)
        return Clauses(self.words, tuple(self.clauses), tuple(self.of))

    def _ahead(self) -> list[int]:
        """For each word, where the next finite verb stands before any comma or end."""
        found, near = [0] * (len(self.low) + 1), 10**9
        for at in range(len(self.low) - 1, -1, -1):
            low = self.low[at]
            if low in _ENDS or low == ",":  # an abbreviation hides little here
                near = 10**9
            elif low in FINITE:
                near = at
            found[at] = near
        return found

    def _word(self, at: int) -> str:
        return self.low[at] if 0 <= at < len(self.low) else ""

    def _restart(self, at: int) -> None:
        self.open = []
        self._push("main", at, None)

    def _push(self, kind: Kind, at: int, governor: int | None) -> None:
        # Depth is bounded: no reader follows what hangs deeper than this.
        while len(self.open) > 12:
            self.open.pop()
        self.clauses.append(Clause(kind, self.open[-1] if self.open else None, at, governor))
        self.verbs.append(False)
        self.open.append(len(self.clauses) - 1)

    def _before(self, at: int, low: str) -> None:
        """Opens and ends clauses at a word."""
        before, after = self._word(at - 1), self._word(at + 1)
        if before in _BREAKS:
            self._restart(at)
        elif before == ",":
            self._after_comma()
        elif low in SUBJECTS and after in FINITE:
            self._main_without_comma(before)
        if low in _JOINS:
            self._join(at, before, after)
        elif low in HYPOTHETICAL or low in FACTUAL:
            self._bind(at, low, before, after)
        elif low in RELATIVES:
            self._relative(at, before)
        elif low == "that":
            self._that(at, before, after)
        elif low == "to" and after.isalpha() and after not in _NO_INFINITIVE:
            if not self.words[at + 1].text[:1].isupper():
                self._push("infinitive", at, self._governor(at))
        elif low in ("not", "never") and after.endswith("ing") and before in _THAT_IS_A_WORD:
            self._push("gerund", at, None)  # “for not naming him”
        elif low.endswith("ing") and len(low) > 5:
            self._gerund(at, before)
        elif self.clauses[self.open[-1]].kind == "relative" and low in FINITE:
            self._after_relative(at)
        if self._subject_of_complement(at, before):
            self._push("complement", at, self._last_word(at))

    def _after_comma(self) -> None:
        """A clause that stood before its main clause, or was put in, ends at a comma."""
        while len(self.open) > 1:
            clause = self.clauses[self.open[-1]]
            outer = self.open[-2]
            fronted = not self.verbs[outer] and len(self.clauses[outer].places) <= 2
            inner = any(self.clauses[place].kind in ("adjunct", "relative") for place in self.open)
            if clause.kind == "relative" or (inner and (fronted or clause.kind != "adjunct")):
                self.open.pop()
            elif clause.kind == "adjunct":
                if fronted or self.clauses[outer].kind != "main":
                    self.open.pop()
                break
            else:
                break

    def _main_without_comma(self, before: str) -> None:
        """“If they want peace they must stop”: a subject and its verb end what stood before."""
        top = self.open[-1]
        if len(self.open) < 2 or self.clauses[top].kind != "adjunct" or before in embedders():
            return
        outer = self.open[-2]
        begun = len(self.clauses[top].places) > 2 and before not in RELATIVES and before != "that"
        if begun and not self.verbs[outer] and len(self.clauses[outer].places) <= 2:
            self.open.pop()

    def _join(self, at: int, before: str, after: str) -> None:
        """After “and” another main clause may begin, or another verb of the same subject."""
        if after == "then":
            at, after = at + 1, self._word(at + 2)
            if after not in SUBJECTS and after not in _ARTICLES:
                return
        finite = self.next_finite[at + 1] - at
        subject = (
            after in SUBJECTS
            or (finite <= 6 and before == ",")
            or (finite <= 4 and after in _ARTICLES)
        )
        verb = after in FINITE or (after.endswith("ed") and len(after) > 4 and before != ",")
        if not (subject or verb) or before in ("little", "few"):
            return
        kind = self.clauses[self.open[-1]].kind
        if kind == "adjunct" and before != ",":
            return
        governor = None
        if kind == "complement" and before != ",":
            governor = self.clauses[self.open[-1]].governor
            self.open.pop()
            self._push("complement", at, governor)
            return
        if kind in ("main", "infinitive", "gerund", "complement"):
            while len(self.open) > 1:
                self.open.pop()
            self._restart(at)

    def _bind(self, at: int, low: str, before: str, after: str) -> None:
        if low == "as" and after not in SUBJECTS | {"if", "soon", "long"} | _ARTICLES:
            return
        if low == "so" and after not in SUBJECTS:
            return
        if low == "should" and at and before not in (",", "“", '"', "that"):
            return
        if low in ("while", "as") and before in ("a", "such", "same"):
            return
        governor = self._last_word(at)
        asks = governor is not None and {"asking", "positive"} & set(
            embedders().get(self.low[governor], ())
        )
        if low in ("if", "whether") and (asks or before in ("know", "say", "clear", "see")):
            self._push("complement", at, governor)
            return
        while self.clauses[self.open[-1]].kind in ("infinitive", "gerund") and len(self.open) > 1:
            self.open.pop()
        self._push("adjunct", at, None)

    def _relative(self, at: int, before: str) -> None:
        governor = self._last_word(at)
        if governor is not None and before not in (",",) and embedders().get(self.low[governor]):
            self._push("complement", at, governor)
        elif at:
            self._push("relative", at, governor)

    def _that(self, at: int, before: str, after: str) -> None:
        if before in _THAT_IS_A_WORD or before in ("", "and", "“", '"') or after in ("", ".", ","):
            return
        governor = self._last_word(at)
        known = governor is not None and bool(embedders().get(self.low[governor]))
        if not known and governor is not None:
            governor_before = self._governor(at)
            classes = embedders().get(self.low[governor_before or 0], ())
            if governor_before is not None and "speech" in classes and after not in FINITE:
                governor, known = governor_before, True
        if after in FINITE or (not known and before.isalpha()):
            self._push("relative", at, governor)
        elif known:
            self._push("complement", at, governor)

    def _gerund(self, at: int, before: str) -> None:
        governor = (
            self._governor(at) if before not in ("is", "are", "was", "were", "been") else None
        )
        if governor is None or at - governor > 5:
            return
        if self.low[governor] not in embedders() and before not in _THAT_IS_A_WORD:
            return
        if before in _ARTICLES:
            return
        close = at - governor == 1
        if close or before in ("from", "of", "about", "against", "to", "for", "with", "without"):
            self._push("gerund", at, governor)

    def _after_relative(self, at: int) -> None:
        """A second finite verb in a relative clause is the verb of the clause around it."""
        clause = self.open[-1]
        places = self.clauses[clause].places
        own = [place for place in places[-12:] if self.low[place] in FINITE]
        second = own and own[-1] < at - 1 and self.low[at - 1] not in SUBJECTS
        if second and len(self.open) > 1 and not self.verbs[self.open[-2]]:
            self.open.pop()

    def _subject_of_complement(self, at: int, before: str) -> bool:
        """Whether a clause begins here without “that”, behind a verb of saying or thinking."""
        classes = set(embedders().get(before, ()))
        if not classes & _FINITE_COMPLEMENT or before in ("of", "way"):
            return False
        low = self.low[at]
        if self.clauses[self.open[-1]].begin == at or not (low[:1].isalnum()):
            return False
        starts = low in SUBJECTS or low in _ARTICLES or self.words[at].text[:1].isupper()
        near = self.next_finite[at]
        return (low in SUBJECTS and low not in ("you", "it", "this", "these") and at > 1) or (
            starts and near - at <= 8
        )

    def _last_word(self, at: int) -> int | None:
        """The word before, past marks and adverbs."""
        for place in range(at - 1, max(-1, at - 4), -1):
            low = self.low[place]
            if low[:1].isalnum() and not (low.endswith("ly") and low != "likely"):
                return place
            if low in (",", ".", ";"):
                return None
        return None

    def _governor(self, at: int) -> int | None:
        """The word that an infinitive or an “-ing” hangs on, in the clause that is open."""
        own = self.clauses[self.open[-1]].places
        for place in own[: -_NEAR - 1 : -1]:
            if self.low[place] in embedders() and self.low[place] not in ("of",):
                return place
        return self._last_word(at)
