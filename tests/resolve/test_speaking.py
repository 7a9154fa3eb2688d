"""Who speaks, through whom and to whom, in sentences with their mentions given."""

import pytest

from tests.resolve.marked import read, told

HARN = "{nationality|Lorvanian} Foreign {people|Minister} {person|Ilse Harn} met {person|Odo Voss}."


@pytest.mark.parametrize(
    ("marked", "triple", "speaker"),
    [
        (f"{HARN} {{person|Harn}} said no.", ("Harn", "said", "no"), "person: Ilse Harn"),
        (f"{HARN} {{she|She>3}} said no.", ("She", "said", "no"), "person: Ilse Harn"),
        (f"{HARN} The foreign {{people|minister}} said no.", ("The foreign minister", "said", "no"),
         "person: Ilse Harn"),
        (f"{HARN} A {{people|minister}} said no.", ("A minister", "said", "no"), "official"),
        (f"{HARN} The {{people|envoy>4}} said no.", ("The envoy", "said", "no"),
         "person: Odo Voss"),
        ("The {organisation|Upland Front} ({organisation|UF}) met. {organisation|UF} said no.",
         ("UF", "said", "no"), "body: Upland Front"),
        ("A {organisation|Upland Front} {people|spokesman} said no.",
         ("A Upland Front spokesman", "said", "no"), "spokesperson: of Upland Front"),
        ("{people|Rebels} hold the town. {they|They>1} said no.", ("They", "said", "no"),
         "rebels"),
        ("Multiple reports said no.", ("Multiple reports", "said", "no"), "reportss"),
        ("The {nationality|Lorvanian} daily {organisation|Harl Post} said no.",
         ("Harl Post", "said", "no"), "outlet: Harl Post"),
        ("{place|Russia} waits. The {nationality|Russian} {body|government} said no.",
         ("The Russian government", "said", "no"), "body: Russia"),
        ("{place|Russia} waits. {place|Moscow} said no.", ("Moscow", "said", "no"),
         "body: Russia"),
        ("The {body|ministry} said no.", ("The ministry", "said", "no"), "unnamed-body"),
        ("{person|Ilse Harn}'s office said no.", ("Ilse Harn's office", "said", "no"),
         "unnamed-body: of Ilse Harn"),
        ("{place|Haskia}'s Prime {people|Minister}, {person|Ilse Harn}, said no.",
         ("Haskia's Prime Minister", "said", "no"), "person: Ilse Harn"),
        (("A surgeon, {person|Ilse Harn}, met us.\n\nWhy?\n\n{i|I} said no.\n\nWhen?\n\nNow.\n\n"
         "How?\n\nSo.\n\nWhat next?"), ("I", "said", "no"), "person: Ilse Harn"),
        ("{they|They} said no.", ("They", "said", "no"), "unknowns"),
        ("“No,” said no.", ("", "said", "no"), "not-stated"),
    ],
)  # fmt: skip
def test_the_speaker_is_resolved(marked: str, triple: tuple[str, str, str], speaker: str) -> None:
    _, [statement] = read(marked, triple)
    assert told(statement.speaker) == speaker


def test_a_body_is_never_made_of_an_unnamed_source() -> None:
    actors, [statement] = read(
        "An {organisation|ULA} {people|official} said no.", ("An ULA official", "said", "no")
    )
    assert statement.speaker is not None
    assert statement.speaker.actor is None
    assert [actor.name for actor in actors] == ["ULA"]


@pytest.mark.parametrize(
    ("marked", "triple", "chain", "addressees"),
    [
        ("{people|Rebels} told the {organisation|BBC} they refuse.",
         ("Rebels", "told", "they refuse"), ["outlet: BBC"], ["outlet: BBC"]),
        ("{person|Harn} told {people|reporters} on Monday that it ends.",
         ("Harn", "told", "it ends"), [], ["journalists"]),
        ("{person|Harn} said in an interview with {organisation|Harl Post} that it ends.",
         ("Harn", "said", "it ends"), ["outlet: Harl Post"], ["outlet: Harl Post"]),
        ("{person|Harn} wrote in a letter to {person|Odo Voss} that it ends.",
         ("Harn", "wrote", "it ends"), [], ["person: Odo Voss"]),
        ("“It ends,” {person|Harn} said in a statement carried by the agency {organisation|SANA}.",
         ("Harn", "said", "It ends"), ["outlet: SANA"], []),
        ("{person|Harn} was quoted by {organisation|SANA} as saying it ends.",
         ("Harn", "was quoted", "it ends"), ["outlet: SANA"], []),
        ("{person|Harn} promised to stop.", ("Harn", "promised", "to stop"), [], []),
    ],
)  # fmt: skip
def test_relays_and_addressees_stand_around_the_cue(
    marked: str, triple: tuple[str, str, str], chain: list[str], addressees: list[str]
) -> None:
    _, [statement] = read(marked, triple)
    assert [told(one) for one in statement.chain] == chain
    assert [told(one) for one in statement.addressees] == addressees


def test_who_is_cited_speaks_and_who_cites_relays() -> None:
    _, [statement] = read(
        "{organisation|Harl Post}, citing the {organisation|Upland Bank}, said it ends.",
        ("Harl Post", "said", "it ends"),
    )
    assert told(statement.speaker) == "body: Upland Bank"
    assert [told(one) for one in statement.chain] == ["outlet: Harl Post"]


def test_what_stands_within_a_content_is_known_through_its_speaker() -> None:
    _, [outer, inner] = read(
        "{person|Harn} said {person|Odo Voss} warned them of a siege.",
        ("Harn", "said", "Odo Voss warned them of a siege"),
        inner=("Odo Voss", "warned", "a siege"),
    )
    assert (told(outer.speaker), outer.chain) == ("person: Harn", ())
    assert told(inner.speaker) == "person: Odo Voss"
    assert [told(one) for one in inner.chain] == ["person: Harn"]


def test_why_somebody_has_no_name_is_kept() -> None:
    _, [statement] = read(
        "A {people|diplomat} said, speaking on condition of anonymity, that it ends.",
        ("A diplomat", "said", "it ends"),
    )
    assert statement.speaker is not None
    assert [part.text for part in statement.speaker.told] == ["speaking on condition of anonymity"]


def test_what_continues_a_quotation_has_its_speaker() -> None:
    _, found = read(
        "“We go,” said {person|Ilse Harn}. “It ends.”", ("Ilse Harn", "said", "We go,” said Ilse")
    )
    assert {told(one.speaker) for one in found} == {"person: Ilse Harn"}


def test_i_and_we_within_words_are_the_speaker_and_the_side_that_it_speaks_for() -> None:
    actors, _ = read(
        "“{i|I} say that {we|we} go,” said {organisation|Upland Front} {people|spokesman} "
        "{person|Ilse Harn}.",
        ("Upland Front spokesman Ilse Harn", "said", "I say that we go"),
    )
    heard = {
        actor.name: [m.span.text for m in actor.mentions if m.via == "speaker"] for actor in actors
    }
    assert heard == {"Upland Front": ["we"], "Ilse Harn": ["I"]}


def test_posts_countries_and_parts_are_stated() -> None:
    actors, _ = read(
        f"{HARN} The {{organisation|Southern Front}} of the {{organisation|ULA}} waits."
    )
    by_name = {actor.name: actor for actor in actors}
    [post] = by_name["Ilse Harn"].posts
    assert (post.title, post.span.text) == ("foreign minister", "Lorvanian Foreign Minister")
    assert by_name["Southern Front"].part_of == (by_name["ULA"].key,)


def test_words_that_lead_to_a_name_say_so() -> None:
    actors, _ = read(f"{HARN} {{she|She>3}} left.")
    [found] = [m for actor in actors for m in actor.mentions if m.via == "pronoun"]
    assert found.leads_to is not None
    assert (found.span.text, found.leads_to.text) == ("She", "Ilse Harn")
