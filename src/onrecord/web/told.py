"""What a statement means, as it is read on a card: its sentence, and chips beside it.

That an act was not told, that a condition is not stated and that nobody looked are three things,
and each has a look of its own.
"""

from dataclasses import dataclass
from typing import Final

from onrecord.desk.telling import tell
from onrecord.desk.wording import Kind
from onrecord.meaning import Meaning, Sign
from onrecord.statement import Party, Statement
from onrecord.vocabulary import terms
from onrecord.web.addresses import actor_path

SIGNS: Final[dict[Sign, str]] = {
    "negation": "not",
    "hedge": "hedge",
    "booster": "firm",
    "distance": "arm’s length",
}
"""What words do to a statement, in the fewest letters."""
_NOTES: Final = frozenset({"manner", "certainty", "when"})
_POLARITY: Final = {"denied": "denied", "unsaid": "not said"}


@dataclass(frozen=True, slots=True)
class Told:
    """A segment of a sentence.

    Attributes:
        kind: See `onrecord.desk.wording.Kind`; ``note`` is what stands behind the dash.
        text: Its words.
        href: The page of the actor that it names; empty where it names none.
        unnamed: Whether it is somebody whom the report does not name.
        title: What the word means, where that is a word of the vocabulary.
    """

    kind: Kind | str
    text: str
    href: str = ""
    unnamed: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A word about how a statement is held.

    Attributes:
        what: Of what it is a value, for who cannot see its place: “Certainty”.
        label: The word.
        look: ``plain``, ``marked`` where it departs from what is usual, ``abstained`` where the
            interpreter could not tell, or ``unread`` where nobody looked.
        title: What it means.
    """

    what: str
    label: str
    look: str = "plain"
    title: str = ""


def told(statement: Statement) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """The sentence of a statement that was interpreted, and the notes behind its dash."""
    if statement.meaning is None:
        return (), ()
    segments = [
        Told(one.kind, one.text, _href(one.party), _unnamed(one.party), _title(one.kind, statement))
        for one in tell(statement)
    ]
    cut = next(place for place, one in enumerate(segments) if one.kind in _NOTES)
    # The dash before the first note goes with neither.
    return tuple(segments[: cut - 1]), tuple(segments[cut:])


def _href(party: Party | None) -> str:
    actor = party.actor if party is not None else None
    return "" if actor is None or actor.entry is None else actor_path(str(actor.entry))


def _unnamed(party: Party | None) -> bool:
    return party is not None and party.actor is None


def _title(kind: str, statement: Statement) -> str:
    meaning = statement.meaning
    if kind == "manner":
        return terms("manners")[statement.manner.value].definition
    if kind == "act" and meaning is not None and meaning.act is not None:
        return terms("acts")[meaning.act.value].definition
    return ""


def chips(meaning: Meaning | None) -> tuple[Chip, ...]:
    """How a statement is held, in a few words."""
    if meaning is None:
        return (
            Chip("Meaning", "not interpreted", "unread", "Nobody has looked what it means yet."),
        )
    found = []
    if meaning.act is None:
        found.append(
            Chip("Act", "act not told", "abstained", "The program is not sure what is done here.")
        )
    certainty = terms("certainty")[meaning.certainty.value]
    look = "plain" if certainty.id == "certain" else "marked"
    found.append(Chip("Certainty", certainty.label, look, certainty.definition))
    if meaning.polarity.value in _POLARITY:
        found.append(Chip("Polarity", _POLARITY[meaning.polarity.value], "marked"))
    if meaning.reported.value != "certain":
        title = "The report holds it at arm’s length that this was said."
        found.append(Chip("Report", "alleged", "marked", title))
    if meaning.conditions:
        found.append(Chip("Condition", "conditional", "marked", "It depends on something."))
    return tuple(found)


def signs(meaning: Meaning | None) -> tuple[tuple[str, str], ...]:
    """The words that set polarity and certainty, each with what it does."""
    if meaning is None:
        return ()
    return tuple((" ".join(one.span.text.split()), SIGNS[one.sign]) for one in meaning.triggers)
