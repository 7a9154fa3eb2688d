"""The head of a source phrase, and what it tells about who speaks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import VocabularyError
from onrecord.vocabulary import lexicon, terms
from onrecord.vocabulary.phrases import noun_phrase
from onrecord.vocabulary.speakers import SourceClass, classify, head_noun
from onrecord.vocabulary.wordforms import plural

PHRASES = """
two senior U.S. officials briefed on the talks | officials | official | plural | indefinite
the foreign ministry's spokesman | spokesman | spokesperson | one | definite
people close to the investigation | people | insider | plural | indefinite
members of the opposition | members | politician | plural | indefinite
a number of witnesses | witnesses | witness | plural | indefinite
one of the rebels | rebels | rebel | one | indefinite
dozens of residents | residents | witness | plural | indefinite
opposition figures | figures | politician | plural | indefinite
official figures | figures | document/report | plural | indefinite
the attorney general | attorney | lawyer | one | definite
a team of doctors | doctors | medic | plural | indefinite
residents and rights groups | residents | witness | plural | indefinite
army and police officers | officers | police | plural | indefinite
the army and the rebels | army | body/army | one | definite
police and residents | police | body/police | plural | definite
senior , experienced diplomats | diplomats | diplomat | plural | indefinite
those familiar with the talks | those | insider | plural | indefinite
four in ten voters | voters | crowd/following | plural | indefinite
the accused | accused | individual | one | definite
a 34-year-old living in the town | 34-year-old | witness | one | indefinite
multiple reports | reports | reports | plural | indefinite
reports by the commission | reports | document/report | plural | indefinite
a source in the ministry | source | official | one | indefinite
a rebel source | source | rebel | one | indefinite
a person who saw the attack | person | witness | one | indefinite
Western governments | governments | unnamed-body/government | plural | indefinite
police | police | body/police | plural | definite
some | some | crowd/people | plural | indefinite
critics | critics | crowd/following | plural | indefinite
a critic | critic | individual | one | indefinite
the report the ministry published | report | document/report | one | definite
an aid agency in the town | agency | unnamed-body/organisation | one | indefinite
tens of thousands of people | people | crowd/people | plural | indefinite
the head of the armed group | head | rebel | one | definite
members of parliament | members | politician | plural | indefinite
a spokesman for a group of rebels | spokesman | spokesperson | one | indefinite
as many as 40 villagers | villagers | witness | plural | indefinite
a number of witnesses , including two teachers | witnesses | witness | plural | indefinite
the president | president | official | one | definite
a former president | president | official | one | indefinite
the spokesman , who asked not to be named | spokesman | spokesperson | one | definite
an official speaking on condition of anonymity | official | official | one | indefinite
unidentified armed men | men | rebel | plural | indefinite
rebel armed groups | groups | unnamed-body/armed-group | plural | indefinite
people living near the airport | people | witness | plural | indefinite
the ministry | ministry | body/ministry | one | definite
ministries | ministries | unnamed-body/ministry | plural | indefinite
some of the ministries | ministries | unnamed-body/ministry | plural | indefinite
both parties | parties | body/party | plural | definite
both of the parties | parties | body/party | plural | definite
all of the parties | parties | body/party | plural | definite
the two sides | sides | body/side | plural | definite
another diplomat | diplomat | diplomat | one | indefinite
a military official | official | military | one | indefinite
military officials in the capital | officials | military | plural | indefinite
a police official | official | police | one | indefinite
a business leader | leader | businessperson | one | indefinite
religious leaders | leaders | cleric | plural | indefinite
the union's leaders | leaders | activist | plural | definite
an army general | general | military | one | indefinite
the wounded | wounded | witness | plural | definite
soldiers wounded in the attack | soldiers | military | plural | indefinite
a court ruling | ruling | document/court | one | indefinite
the court's ruling | ruling | document/court | one | definite
a Russian newspaper | newspaper | reports | one | indefinite
the newspaper | newspaper | outlet | one | definite
local media | media | reports | plural | indefinite
state television | television | outlet | one | definite
state media | media | reports | plural | indefinite
a witness | witness | witness | one | indefinite
people | people | crowd/people | plural | indefinite
many in the party | many | crowd/people | plural | indefinite
others | others | crowd/people | plural | indefinite
they | they | -
he | he | -
those who fled | those | witness | plural | indefinite
those | those | -
half of the passengers | passengers | witness | plural | indefinite
40 percent of voters | voters | crowd/following | plural | indefinite
39% of respondents | respondents | crowd/following | plural | indefinite
the foreign minister's aide | aide | insider | one | definite
an aide to the president | aide | insider | one | indefinite
the company's chief executive | executive | businessperson | one | definite
company officials | officials | businessperson | plural | indefinite
officials at the company | officials | businessperson | plural | indefinite
a company source | source | insider | one | indefinite
sources | sources | unspecified | plural | indefinite
one source | source | unspecified | one | indefinite
well-placed sources in the presidency | sources | official | plural | indefinite
a source close to the rebels | source | insider | one | indefinite
a diplomatic source | source | diplomat | one | indefinite
security sources | sources | official | plural | indefinite
government sources | sources | official | plural | indefinite
the families of the victims | families | relative | plural | definite
the family | family | relative | one | definite
family members | members | relative | plural | indefinite
relatives of the pilot | relatives | relative | plural | indefinite
a group of lawyers | lawyers | lawyer | plural | indefinite
a group of states | states | unnamed-body/country | plural | indefinite
the group | group | body/organisation | one | definite
two members of the armed group | members | rebel | plural | indefinite
members of the public | members | crowd/following | plural | indefinite
members of the jury | members | lawyer | plural | indefinite
an editor at the newspaper | editor | journalist | one | indefinite
an analyst with the bank | analyst | expert | one | indefinite
market analysts | analysts | expert | plural | indefinite
doctors , nurses and teachers | doctors | medic | plural | indefinite
his mother and sister | mother | relative | one | definite
a doctor and activist | doctor | medic | one | indefinite
the chairman and chief executive | chairman | businessperson | one | definite
U.S. and European officials | officials | official | plural | indefinite
Israeli and Palestinian negotiators | negotiators | diplomat | plural | indefinite
women and children | women | individual | plural | indefinite
the ruling party | party | body/party | one | definite
a man identified as a baker | man | individual | one | indefinite
a woman named in the report | woman | individual | one | indefinite
figures released by the ministry | figures | document/report | plural | indefinite
a letter he wrote to the court | letter | document/statement | one | indefinite
the poll | poll | document/report | one | definite
a statement | statement | document/statement | one | indefinite
the government | government | body/government | one | definite
a government | government | unnamed-body/government | one | indefinite
an unnamed government | government | unnamed-body/government | one | indefinite
the country | country | body/country | one | definite
the rest of the crew | crew | witness | one | definite
most analysts | analysts | expert | plural | indefinite
analysts | analysts | expert | plural | indefinite
a London-based analyst | analyst | expert | one | indefinite
one in five adults | adults | individual | one | indefinite
three in the party | three | -
up to 50 residents | residents | witness | plural | indefinite
at least two officials | officials | official | plural | indefinite
more than 100 economists | economists | expert | plural | indefinite
the so-called moderates | moderates | politician | plural | definite
the ministry's | ministry's | body/ministry | one | definite
the rebels' commander | commander | rebel | one | definite
a retired British general | general | military | one | indefinite
a senior White House official | official | official | one | indefinite
people with direct knowledge of the talks | people | insider | plural | indefinite
a person directly involved in the talks | person | insider | one | indefinite
lawyers for the defendants | lawyers | lawyer | plural | indefinite
prosecutors | prosecutors | lawyer | plural | indefinite
the prosecution | prosecution | body/court | one | definite
judges | judges | lawyer | plural | indefinite
one judge | judge | lawyer | one | indefinite
the coach | coach | athlete | one | definite
a neighbour | neighbour | witness | one | indefinite
fans | fans | crowd/following | plural | indefinite
an ex-minister | ex-minister | official | one | indefinite
ex-rebels | ex-rebels | rebel | plural | indefinite
a volcanologist | volcanologist | expert | one | indefinite
glaciologists | glaciologists | expert | plural | indefinite
social media users | users | crowd/following | plural | indefinite
eyewitness accounts | accounts | reports | plural | indefinite
Syrian state news agency | agency | outlet | one | definite
the leader of the militia | leader | rebel | one | definite
world leaders | leaders | politician | plural | indefinite
opposition leaders | leaders | politician | plural | indefinite
tribal leaders | leaders | politician | plural | indefinite
veterans of the war | veterans | military | plural | indefinite
a bystander | bystander | witness | one | indefinite
the public | public | crowd/people | one | definite
the military | military | body/army | one | definite
a military | military | unnamed-body/army | one | indefinite
an Islamist rebel commander | commander | rebel | one | indefinite
staff | staff | crowd/people | one | indefinite
hospital staff | staff | medic | one | indefinite
none of the survivors | survivors | witness | plural | indefinite
each of the judges | judges | lawyer | one | indefinite
a chorus of critics | critics | crowd/following | plural | indefinite
a growing number of experts | experts | expert | plural | indefinite
the vast majority of members | members | crowd/following | plural | indefinite
tens of doctors | doctors | medic | plural | indefinite
scores of people reached by phone | people | crowd/people | plural | indefinite
the central bank | bank | body/agency | one | definite
a central bank official | official | official | one | indefinite
the statistics office | office | body/agency | one | definite
the bill | bill | document/law | one | definite
the accord signed in May | accord | document/law | one | definite
a lawmaker from the ruling party | lawmaker | politician | one | indefinite
a Republican lawmaker | lawmaker | politician | one | indefinite
an anti-government activist | activist | activist | one | indefinite
human rights groups | groups | unnamed-body/organisation | plural | indefinite
aid workers | workers | activist | plural | indefinite
a spokesperson | spokesperson | spokesperson | one | indefinite
spokespeople for both companies | spokespeople | spokesperson | plural | indefinite
the attorneys general of three states | attorneys | lawyer | plural | definite
the official | official | official | one | definite
the elderly | elderly | crowd/people | plural | definite
chairman of the board | chairman | businessperson | one | indefinite
a judicial source | source | lawyer | one | indefinite
the committee's chairman | chairman | politician | one | definite
political sources | sources | politician | plural | indefinite
the report | report | document/report | one | definite
its report | report | document/report | one | definite
the ministry's report | report | document/report | one | definite
reports from the town | reports | reports | plural | indefinite
unconfirmed reports | reports | reports | plural | indefinite
a man who answered the phone | man | individual | one | indefinite
the deputy governor | governor | official | one | definite
the ambassador's wife | wife | relative | one | definite
an insider | insider | insider | one | indefinite
close associates of the minister | associates | insider | plural | indefinite
a friend of the family | friend | relative | one | indefinite
the opposition | opposition | body/party | one | definite
opposition activists | activists | activist | plural | indefinite
an opposition leader in exile | leader | politician | one | indefinite
soldiers | soldiers | military | plural | indefinite
troops on the ground | troops | military | plural | indefinite
the rebels | rebels | rebel | plural | definite
rebels | rebels | rebel | plural | indefinite
fighters from the militia | fighters | rebel | plural | indefinite
a militia commander | commander | rebel | one | indefinite
police officers at the scene | officers | police | plural | indefinite
the police chief | chief | police | one | definite
a detective | detective | police | one | indefinite
the sheriff's office | office | body/police | one | definite
the sheriff's deputy | deputy | police | one | definite
the court | court | body/court | one | definite
a judge on the court | judge | lawyer | one | indefinite
the supreme court | court | body/court | one | definite
defence lawyers | lawyers | lawyer | plural | indefinite
the lead prosecutor | prosecutor | lawyer | one | definite
the firm's lawyer | lawyer | lawyer | one | definite
a lawyer who asked not to be identified | lawyer | lawyer | one | indefinite
a nurse at the hospital | nurse | medic | one | indefinite
a surgeon | surgeon | medic | one | indefinite
a teammate | teammate | athlete | one | indefinite
the team | team | body/team | one | definite
the coach of the team | coach | athlete | one | definite
a columnist | columnist | journalist | one | indefinite
journalists | journalists | journalist | plural | indefinite
a reporter at the scene | reporter | journalist | one | indefinite
a reporter for the newspaper | reporter | journalist | one | indefinite
a priest | priest | cleric | one | indefinite
the parish priest | priest | cleric | one | definite
the church | church | body/church | one | definite
Buddhist monks | monks | cleric | plural | indefinite
villagers | villagers | witness | plural | indefinite
drivers stranded on the road | drivers | witness | plural | indefinite
a passenger on the bus | passenger | witness | one | indefinite
hostages freed on Monday | hostages | witness | plural | indefinite
a retired teacher | teacher | individual | one | indefinite
teachers | teachers | individual | plural | indefinite
students | students | individual | plural | indefinite
a trade union | union | unnamed-body/union | one | indefinite
union officials | officials | activist | plural | indefinite
protesters | protesters | crowd/following | plural | indefinite
a protester | protester | individual | one | indefinite
demonstrators outside the parliament | demonstrators | crowd/following | plural | indefinite
supporters of the president | supporters | crowd/following | plural | indefinite
a supporter | supporter | individual | one | indefinite
voters | voters | crowd/following | plural | indefinite
Muslims | Muslims | crowd/following | plural | indefinite
traders | traders | businessperson | plural | indefinite
an oil trader | trader | businessperson | one | indefinite
the airline | airline | body/company | one | definite
an airline | airline | unnamed-body/company | one | indefinite
airlines | airlines | unnamed-body/company | plural | indefinite
the bank's chief economist | economist | expert | one | definite
economists | economists | expert | plural | indefinite
scientists at the institute | scientists | expert | plural | indefinite
the study's authors | authors | expert | plural | definite
the authors of the study | authors | expert | plural | definite
the study | study | document/report | one | definite
a tweet | tweet | document/statement | one | indefinite
a treaty between the two countries | treaty | document/law | one | indefinite
the draft resolution | resolution | document/law | one | definite
an indictment unsealed on Friday | indictment | document/court | one | indefinite
the criminal complaint | complaint | document/court | one | definite
court documents | documents | document/court | plural | indefinite
documents seen by the newspaper | documents | document/record | plural | indefinite
the letter | letter | document/statement | one | definite
an e-mail | e-mail | document/statement | one | indefinite
someone with knowledge of the case | someone | insider | one | indefinite
somebody | somebody | unspecified | one | indefinite
everyone in the village | everyone | crowd/people | plural | indefinite
a spokeswoman for the company who gave no name | spokeswoman | spokesperson | one | indefinite
the company's spokeswoman | spokeswoman | spokesperson | one | definite
an unnamed spokesman | spokesman | spokesperson | one | indefinite
the negotiator who led the talks | negotiator | diplomat | one | definite
the envoy | envoy | diplomat | one | definite
Western diplomats | diplomats | diplomat | plural | indefinite
a European diplomat close to the talks | diplomat | diplomat | one | indefinite
a U.N. official | official | official | one | indefinite
the weather service | service | body/agency | one | definite
the agency | agency | body/agency | one | definite
agencies | agencies | unnamed-body/agency | plural | indefinite
the electoral commission | commission | body/agency | one | definite
a member of the commission | member | official | one | indefinite
a member of the cabinet | member | official | one | indefinite
a party member | member | politician | one | indefinite
the body's secretary general | secretary | official | one | definite
the inspector general | inspector | official | one | definite
the consul general | consul | diplomat | one | definite
major generals | generals | military | plural | indefinite
the president-elect | president-elect | official | one | definite
the secretary of state | secretary | official | one | definite
the commander in chief | commander | military | one | definite
the mother of one of the victims | mother | relative | one | definite
the sister-in-law | sister-in-law | relative | one | definite
his lawyers | lawyers | lawyer | plural | definite
their father | father | relative | one | definite
the crew | crew | witness | one | definite
a deckhand | deckhand | witness | one | indefinite
the villagers' lawyer | lawyer | lawyer | one | definite
a source familiar with the matter , who asked for cover | source | insider | one | indefinite
the official , a member of the cabinet | official | official | one | definite
a man in his forties | man | individual | one | indefinite
a woman wearing a scarf | woman | individual | one | indefinite
a young , bearded man | man | individual | one | indefinite
one official briefed by the army | official | official | one | indefinite
officials , diplomats and aid workers | officials | official | plural | indefinite
rebel and government officials | officials | official | plural | indefinite
government and opposition negotiators | negotiators | diplomat | plural | indefinite
foreign and defence ministers | ministers | official | plural | indefinite
the rebels and their allies | rebels | rebel | plural | definite
friends and former colleagues | friends | relative | plural | indefinite
police and fire officials | officials | police | plural | indefinite
all sides | sides | body/side | plural | definite
both armies | armies | body/army | plural | definite
neither side | side | body/side | one | definite
some rebels | rebels | rebel | plural | indefinite
several newspapers | newspapers | reports | plural | indefinite
the website | website | outlet | one | definite
a website | website | reports | one | indefinite
social media | media | reports | plural | indefinite
internet users | users | crowd/following | plural | indefinite
an article in the newspaper | article | document/record | one | indefinite
the newspaper's editor | editor | journalist | one | definite
from officials in the capital | officials | official | plural | indefinite
the man's lawyer , speaking by phone | lawyer | lawyer | one | definite
three brothers | brothers | relative | plural | indefinite
the survey | survey | document/report | one | definite
more than half of those polled | those | crowd/people | plural | indefinite
nine out of ten doctors | doctors | medic | plural | indefinite
a third of the passengers | passengers | witness | plural | indefinite
state radio | radio | outlet | one | definite
the 12 people who fled | people | witness | plural | definite
a witness to the shooting | witness | witness | one | indefinite
the people of the town | people | crowd/people | plural | definite
this official | official | official | one | definite
that ministry | ministry | body/ministry | one | definite
such critics | critics | crowd/following | plural | indefinite
no government | government | unnamed-body/government | one | indefinite
analysts familiar with the market | analysts | expert | plural | indefinite
a Texan living in the town | Texan | -
a group calling itself an army | group | unnamed-body/organisation | one | indefinite
the company which built the dam | company | body/company | one | definite
a company that makes drones | company | unnamed-body/company | one | indefinite
the police officer on duty | officer | police | one | definite
not all the voters | voters | crowd/following | plural | definite
members | members | crowd/following | plural | indefinite
a team | team | unnamed-body/team | one | indefinite
a team of scientists from the university | scientists | expert | plural | indefinite
a panel of three judges | judges | lawyer | plural | indefinite
the panel | panel | body/agency | one | definite
a third official | official | official | one | indefinite
the other side | side | body/side | one | definite
other officials | officials | official | plural | indefinite
the town's hospital | hospital | body/hospital | one | definite
the port authority | authority | body/agency | one | definite
its spokesman | spokesman | spokesperson | one | definite
the aides | aides | insider | plural | definite
a defence official , who asked not to be named | official | official | one | indefinite
Multiple reports from the town , none verified | reports | reports | plural | indefinite
the river commission | commission | body/agency | one | definite
the commission's envoy | envoy | diplomat | one | definite
"""
"""A phrase, its head, kind of source and subclass, number, and whether it is definite."""

ROWS = [[cell.strip() for cell in row.split("|")] for row in PHRASES.strip().splitlines()]

PEOPLE = (
    {"spokesperson", "diplomat", "politician", "official", "military", "rebel", "police", "lawyer"}
    | {"expert", "medic", "journalist", "activist", "cleric", "businessperson", "athlete"}
    | {"relative", "witness", "insider", "individual", "crowd", "unspecified"}
)


def told(row: list[str]) -> SourceClass | None:
    if row[2] == "-":
        return None
    source, _, subclass = row[2].partition("/")
    return SourceClass(source, subclass or None, row[3] == "plural", row[4] == "definite")


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_phrase_has_this_head_and_tells_this_kind_of_source(row: list[str]) -> None:
    words = row[0].split()

    assert words[head_noun(words)] == row[1]
    assert classify(words) == told(row)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_capitals_and_curly_apostrophes_change_nothing(row: list[str]) -> None:
    words = row[0].replace("'", "’").split()

    assert classify([words[0].capitalize(), *words[1:]]) == told(row)


def test_a_possessive_may_be_a_word_of_its_own_and_a_comma_part_of_one() -> None:
    assert head_noun(["the", "ministry", "'s", "spokesman", "in", "town"]) == 3
    assert head_noun(["the", "official,", "a", "member", "of", "the", "cabinet"]) == 1
    assert classify(["the", "militia", "'s", "leader"]) == SourceClass("rebel", None, False, True)


def test_a_phrase_knows_where_it_ends_and_what_quantity_stands_before_it() -> None:
    phrase = noun_phrase(["at", "least", "three", "of", "the", "rebels", "who", "fled"])

    assert (phrase.start, phrase.head, phrase.end, phrase.quantity) == (4, 5, 6, "many")


def test_no_words_have_no_head_and_tell_nothing() -> None:
    with pytest.raises(ValueError, match="without words"):
        head_noun([])
    assert classify([]) is None


BODIES = sorted(
    word
    for word, form in lexicon.speakers().forms.items()
    if form.noun.source in ("body", "outlet") and not form.plural
)


@pytest.mark.parametrize("determiner", ["a", "some", "another", "an unnamed", "one of the"])
def test_a_body_of_which_no_particular_one_is_meant_is_never_a_named_one(determiner: str) -> None:
    for body in BODIES:
        found = classify(f"{determiner} {body}".split())

        assert found is None or found.source not in ("body", "outlet"), body


@pytest.mark.parametrize("noun", ["sources", "officials", "leaders", "members", "spokesmen"])
def test_people_of_a_body_are_never_the_body(noun: str) -> None:
    # “Council of ministers sources” has its head before “of”.
    words = [*BODIES, *lexicon.speakers().adjectives]
    words = [body for body in words if " of " not in body and " in " not in body]
    for body in words:
        for phrase in (f"{body} {noun}", f"the {body}'s {noun}", f"{noun} of the {body}"):
            found = classify(phrase.split())

            assert found is not None, phrase
            assert found.source in PEOPLE, phrase


def test_every_noun_is_found_in_the_singular_and_in_the_plural() -> None:
    for word, form in lexicon.speakers().forms.items():
        found = classify(["the", *word.split()])
        if word in ("those", "all") or found is None:
            assert word in ("those", "all"), word
            continue
        assert found.source in {form.noun.source, form.noun.one, "document"} | PEOPLE, word
        assert found.plural == form.plural, word


def test_every_kind_that_a_noun_tells_is_a_word_of_the_record() -> None:
    told_ = {form.noun.source for form in lexicon.speakers().forms.values()}

    assert told_ < set(terms("sources"))
    assert not told_ & {"person", "unknown", "not-stated"}
    assert {id_ for id_, term in terms("sources").items() if not term.named} >= PEOPLE


MIXED = re.split(
    r"\s",
    "the a of in one some official officials' ministry's close to , and who ( ) said police group "
    "“rebels “ number dozens very anonymous general attorney armed 12 - out",
)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=12))
def test_any_words_have_a_head_among_them(words: list[str]) -> None:
    assert 0 <= head_noun(words) < len(words)
    classify(words)


@given(
    st.lists(
        st.sampled_from(MIXED),
        min_size=1,
        max_size=14,
    )
)
def test_a_head_stands_within_its_phrase(words: list[str]) -> None:
    phrase = noun_phrase(words)

    assert 0 <= phrase.start <= phrase.head < phrase.end <= len(words)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("woman", "women"),
        ("spokesman", "spokesmen"),
        ("human", "humans"),
        ("spokesperson", "spokespeople"),
        ("agency", "agencies"),
        ("attorney", "attorneys"),
        ("witness", "witnesses"),
        ("research", "researches"),
        ("inspector general", "inspectors general"),
        ("brigadier general", "brigadier generals"),
        ("chief of police", "chiefs of police"),
    ],
)
def test_a_plural_follows_by_rule(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[body", "not TOML"),
        ("body = 1", "is not a table"),
        ("[nobody]\nnouns = []", "'nobody', which is no kind of source"),
        ("[official]\nnuns = []", "'nuns', which speakers do not have"),
        ("[official]\nnouns = [1]", "not of words"),
        ('[official]\nnouns = ["clerk", "clerk"]', "'clerk'.*stands twice"),
        ('[official]\nadjectives = ["a", "a"]', "stands twice"),
        ('[body.office]\nmember = "nobody"', "'nobody', which is no kind of source"),
    ],
)
def test_a_faulty_file_of_nouns_is_refused_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(VocabularyError, match=fault):
        lexicon.parse_speakers(text)


def test_no_two_rows_are_the_same_and_none_has_marks_that_the_table_would_lose() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS) > 120
    assert all(re.fullmatch(r"[^|]+", row[0]) for row in ROWS)
