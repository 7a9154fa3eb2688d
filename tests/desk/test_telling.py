"""A statement is told in a sentence that an analyst would write, and that adds nothing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Document, Span, Statement, Value
from onrecord.desk.telling import sentence, tell
from onrecord.desk.wording import LONGEST, clipped, days
from onrecord.meaning import (
    Act,
    Certainty,
    Condition,
    Meaning,
    Polarity,
    Sign,
    Time,
    Trigger,
)
from onrecord.statement import Actor, ActorKind, Manner, Mention, Party, statement_id
from onrecord.vocabulary import terms

DAY = Time(None, "2031-03-11", "day", "assumed")


def document(text: str) -> Document:
    return Document("d", text, published="2031-03-11")


def at(report: Document, words: str) -> Span:
    place = report.text.index(words)
    return report.span(place, place + len(words))


def meant(
    act: Act | None = None,
    polarity: Polarity = "affirmed",
    certainty: Certainty = "certain",
    reported: Certainty = "certain",
    *,
    triggers: Sequence[tuple[Span, Sign]] = (),
    conditions: tuple[Condition, ...] = (),
    said_at: Time | None = DAY,
    also: Act | None = None,
) -> Meaning:
    return Meaning(
        Value(act, "model:a") if act else None,
        Value(also, "model:a") if also else None,
        Value(polarity, "rule:a"),
        Value(certainty, "rule:a"),
        Value(reported, "rule:a"),
        tuple(Trigger(span, sign, "speaker") for span, sign in triggers),
        conditions,
        said_at,
    )


def named(report: Document, name: str, kind: ActorKind = "person") -> Actor:
    return Actor(name, name, kind, mentions=(Mention(at(report, name), "name"),))


def who(report: Document, name: str, kind: ActorKind = "person") -> Party:
    return Party(kind, named(report, name, kind), at(report, name))


def said(
    report: Document,
    *content: str,
    speaker: Party | None = None,
    cue: str = "",
    source: str = "",
    manner: Manner = "indirect",
    meaning: Meaning | None = None,
    targets: tuple[Party, ...] = (),
    addressees: tuple[Party, ...] = (),
    chain: tuple[Party, ...] = (),
) -> Statement:
    parts = tuple(at(report, one) for one in content)
    cues = (at(report, cue),) if cue else ()
    return Statement(
        statement_id("d", report.digest, cues, parts),
        report,
        (at(report, source),) if source else (),
        cues,
        parts,
        Value(manner, "model:a"),
        0.9,
        speaker=speaker,
        chain=chain,
        addressees=addressees,
        targets=targets,
        meaning=meaning,
    )


def condition(report: Document, words: str, cue: str, kind: str = "if") -> Condition:
    span = at(report, words)
    return Condition(kind, span, report.span(span.start, span.start + len(cue)))


OFFER = document(
    "Odile Varr told the Kell Gazette that she would send help to the Upland Front if it said "
    "“where it was”, as Telhask News had it last week."
)


def offer() -> Statement:
    return said(
        OFFER,
        "help to the Upland Front if it said",
        "“where it was”",
        speaker=who(OFFER, "Odile Varr"),
        cue="told",
        manner="mixed",
        targets=(who(OFFER, "Upland Front", "body"),),
        addressees=(who(OFFER, "Kell Gazette", "outlet"),),
        chain=(who(OFFER, "Telhask News", "outlet"),),
        meaning=meant(
            "offer",
            reported="underspecified",
            conditions=(condition(OFFER, "if it said “where it was”", "if"),),
            said_at=Time(at(OFFER, "last week"), "2031-W10", "week", "relative"),
        ),
    )


def test_an_offer_on_a_condition_reads_as_an_analyst_would_write_it() -> None:
    assert sentence(offer()) == (
        "Odile Varr, as Telhask News reports, allegedly offers (to the Kell Gazette) "
        "help to the Upland Front if it said “where it was” "
        "— mixed, second part quoted, said last week: 2031-03-03/09"
    )
    kinds = {one.text: one.kind for one in tell(offer())}
    assert kinds["offers"] == "act"
    assert kinds["if"] == "conjunction"
    assert kinds["allegedly"] == "hedge"
    assert kinds["“where it was”"] == "condition"
    assert kinds["Telhask News"] == "relay"
    assert kinds["the Kell Gazette"] == "addressee"


QUARREL = document(
    "Haskia and Lorvane spoke. The gates must open, Ilka Dorzan said. Lorvane fired first. "
    "that all gates be opened. to wait. elections. there is no crack. a ration. 11 people died. "
    "Officials close to Haskia wept. rain. He wants peace. Until then, nothing moves."
)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            said(
                QUARREL,
                "that all gates be opened",
                speaker=who(QUARREL, "Haskia", "place"),
                targets=(who(QUARREL, "Lorvane", "place"),),
                meaning=meant("demand"),
            ),
            "Haskia demands of Lorvane that all gates be opened — indirect, said by 2031-03-11",
        ),
        (
            said(
                QUARREL,
                "The gates must open",
                speaker=who(QUARREL, "Ilka Dorzan"),
                meaning=meant("demand", said_at=None),
            ),
            "Ilka Dorzan demands: The gates must open — indirect, date not stated",
        ),
        (
            said(
                QUARREL,
                "Lorvane fired first",
                speaker=who(QUARREL, "Ilka Dorzan"),
                targets=(who(QUARREL, "Lorvane", "place"),),
                meaning=meant("accuse", certainty="possible", said_at=None),
            ),
            "Ilka Dorzan accuses: Lorvane fired first — indirect, held possible, date not stated",
        ),
        (
            said(
                QUARREL,
                "to wait",
                speaker=who(QUARREL, "Ilka Dorzan"),
                addressees=(who(QUARREL, "Lorvane", "place"),),
                meaning=meant("ask", said_at=None),
            ),
            "Ilka Dorzan asks Lorvane to wait — indirect, date not stated",
        ),
        (
            said(
                QUARREL,
                "11 people died",
                speaker=who(QUARREL, "Ilka Dorzan"),
                meaning=meant("assert", "denied", said_at=None),
            ),
            "Ilka Dorzan denies 11 people died — indirect, date not stated",
        ),
        (
            said(
                QUARREL,
                "there is no crack",
                speaker=who(QUARREL, "Haskia", "place"),
                meaning=meant(
                    "assert", "denied", triggers=((at(QUARREL, "no"), "negation"),), said_at=None
                ),
            ),
            "Haskia denies there is no crack — indirect, date not stated",
        ),
        (
            said(
                QUARREL,
                "elections",
                speaker=who(QUARREL, "Ilka Dorzan"),
                manner="narrated",
                meaning=meant("assert", "unsaid", said_at=None),
            ),
            "Ilka Dorzan did not mention elections — narrated, date not stated",
        ),
        (
            said(
                QUARREL,
                "that all gates be opened",
                speaker=who(QUARREL, "Ilka Dorzan"),
                meaning=meant("refuse", "denied", said_at=None),
            ),
            "Ilka Dorzan refuses: that all gates be opened — indirect, date not stated",
        ),
        (
            said(
                QUARREL,
                "that all gates be opened",
                speaker=who(QUARREL, "Ilka Dorzan"),
                meaning=meant("decline-to-comment", "unsaid", said_at=None),
            ),
            "Ilka Dorzan declines to comment: that all gates be opened — indirect, date not stated",
        ),
        (
            said(
                QUARREL,
                "a ration",
                speaker=Party(
                    "official",
                    None,
                    at(QUARREL, "Officials close to Haskia"),
                    plural=True,
                    of=named(QUARREL, "Haskia", "place"),
                ),
                meaning=meant("refuse", also="threaten", said_at=None),
            ),
            "Officials close to Haskia refuse and threaten a ration — indirect, date not stated",
        ),
        (
            said(QUARREL, "rain", speaker=Party("unknown"), meaning=meant(said_at=None)),
            "Somebody unknown said rain — indirect, date not stated",
        ),
        (
            said(
                QUARREL,
                "peace",
                source="He",
                cue="wants",
                manner="narrated",
                meaning=meant(said_at=Time(at(QUARREL, "Until then"), "", "day", "unresolved")),
            ),
            "He wants peace — narrated, said Until then: date not known",
        ),
        (said(QUARREL, "rain"), "Somebody not named said rain — indirect, not interpreted"),
        (
            said(
                QUARREL,
                "nothing moves",
                speaker=who(QUARREL, "Haskia", "place"),
                meaning=meant(
                    "threaten",
                    conditions=(condition(QUARREL, "Until then", "Until", "until"),),
                    said_at=None,
                ),
            ),
            "Haskia threatens nothing moves until then — indirect, date not stated",
        ),
    ],
)
def test_every_part_of_a_meaning_has_its_word(statement: Statement, expected: str) -> None:
    if "no crack" in expected:
        # The content says it already: to deny it twice would turn it round.
        expected = expected.replace("denies", "says")
        outside = replace(statement, meaning=replace(statement.meaning or meant(), triggers=()))
        assert "denies" in sentence(outside)
    assert sentence(statement) == expected


NIGHT = document(
    "A senior Haskian envoy, who was tired, spoke to reporters. The two northern pilots heard a "
    "senior guard. Lorvane for moving first. to take questions. to comment. regret. It was late."
)


def unnamed(words: str) -> Party:
    return Party("official", None, at(NIGHT, words))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            said(NIGHT, "It was late", source="A senior Haskian envoy, who was tired,"),
            "A senior Haskian envoy, who was tired, said: It was late",
        ),
        (
            said(
                NIGHT,
                "It was late",
                source="A senior Haskian envoy, who was tired,",
                speaker=unnamed("envoy"),
                addressees=(unnamed("pilots"), unnamed("pilots")),
                meaning=meant("assert"),
            ),
            "A senior Haskian envoy says to the two northern pilots: It was late",
        ),
        (
            said(
                NIGHT,
                "It was late",
                speaker=unnamed("guard"),
                chain=(unnamed("pilots"), unnamed("reporters")),
                meaning=meant("report"),
            ),
            "A senior guard, as the two northern pilots reports, citing reporters, reports: "
            + "It was late",
        ),
        (
            said(
                NIGHT,
                "It was late",
                speaker=who(NIGHT, "Lorvane", "place"),
                chain=(who(NIGHT, "Lorvane", "place"),),
                meaning=meant("assert"),
            ),
            "Lorvane says: It was late",
        ),
        (
            said(
                NIGHT,
                "Lorvane for moving first",
                speaker=unnamed("guard"),
                targets=(who(NIGHT, "Lorvane", "place"),),
                addressees=(unnamed("reporters"),),
                meaning=meant("thank"),
            ),
            "A senior guard thanks (to reporters) Lorvane for moving first",
        ),
        (
            said(
                NIGHT,
                "to take questions",
                speaker=unnamed("guard"),
                meaning=meant("decline-to-comment"),
            ),
            "A senior guard declines to take questions",
        ),
        (
            said(
                NIGHT,
                "to comment",
                speaker=unnamed("guard"),
                meaning=meant("decline-to-comment"),
            ),
            "A senior guard declines to comment",
        ),
        (
            said(
                NIGHT,
                "regret",
                speaker=unnamed("envoy"),
                source="A senior Haskian envoy",
                cue="spoke to",
                meaning=meant("assert"),
            ),
            "A senior Haskian envoy spoke to regret",
        ),
    ],
)
def test_names_and_verbs_are_those_of_the_report_where_ours_would_not_do(
    statement: Statement, expected: str
) -> None:
    assert sentence(statement).partition(" — ")[0] == expected


@pytest.mark.parametrize("act", list(terms("acts")))
def test_every_act_has_a_verb_that_agrees_with_its_speakers(act: Act) -> None:
    haskia, lorvane = (who(QUARREL, name, "place") for name in ("Haskia", "Lorvane"))
    one = said(QUARREL, "rain", speaker=haskia, meaning=meant(act))
    two = replace(one, joint=(lorvane,))

    singular = next(part.text for part in tell(one) if part.kind == "act")
    plural = next(part.text for part in tell(two) if part.kind == "act")

    assert singular == terms("acts")[act].verb
    assert singular.split()[0].endswith("s")
    assert not plural.split()[0].endswith("s")
    assert sentence(two).startswith(f"Haskia and Lorvane {plural}")


def test_a_long_content_is_cut_at_a_word_and_its_condition_stays() -> None:
    text = "We will go " + "on and on " * 60 + "if it rains, and then " + "some more " * 60
    report = document(text)
    statement = said(
        report,
        text.strip(),
        meaning=meant("promise", conditions=(condition(report, "if it rains", "if"),)),
    )

    segments = tell(statement)

    assert [one.kind for one in segments].count("gap") == 2
    assert "if it rains" in sentence(statement)
    assert len(sentence(statement)) < LONGEST + 200
    for one in segments:
        if one.kind in {"content", "condition", "conjunction"}:
            assert one.text in text
    first = next(one.text for one in segments if one.kind == "content")
    assert text[len(first)].isspace()


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400).filter(
        lambda text: bool(text.strip())
    ),
    st.data(),
)
@settings(max_examples=150, deadline=None)
def test_what_is_told_of_any_words_is_theirs_and_in_their_order(
    text: str, data: st.DataObject
) -> None:
    report = document(text)
    places = st.integers(0, len(text))

    def span() -> Span:
        start, end = sorted((data.draw(places), data.draw(places)))
        return report.span(start, end) if start < end else report.span(0, len(text))

    conditions = tuple(Condition("if", span(), span()) for _ in range(data.draw(st.integers(0, 3))))
    statement = replace(
        said(report, text, manner="direct", meaning=meant("threaten", conditions=conditions)),
        content=(report.span(0, len(text)),),
    )

    told = tell(statement)
    shown = [one.text for one in told if one.kind in {"content", "condition", "conjunction"}]

    gaps = any(one.kind == "gap" or "…" in one.text for one in told)
    whole = "".join(text.split())
    if not gaps:
        # The content's own full stop or comma goes, since the sentence goes on.
        ended = whole[:-1] if whole[-1] in ".," else whole
        assert "".join("".join(shown).split()) in {whole, ended}
    place = 0
    for character in "".join("".join(shown).split()).replace("…", ""):
        place = whole.index(character, place) + 1 if character in whole[place:] else place
    assert sentence(statement) == "".join(one.text for one in told)
    assert "  " not in sentence(statement)
    assert len(sentence(statement)) < LONGEST + 4 * 170 + 200


@given(
    st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc"]), max_size=60), st.integers(3, 40)
)
def test_a_clipped_text_begins_like_the_whole_and_is_not_longer(text: str, longest: int) -> None:
    found = clipped(text, longest)

    assert len(found) <= max(longest, 3)
    assert text.startswith(found.removesuffix(" …").rstrip())


def test_days_read_as_people_write_an_interval() -> None:
    assert days("2015-W53") == "2015-12-28/2016-01-03"
    assert days("2015-09-28/2015-10-04") == "2015-09-28/10-04"
    assert days("2015-W99") == "2015-W99"
    assert days("../2015-10-19") == "../2015-10-19"
    assert days("P4Y") == "P4Y"
