"""Titles of office are taken apart, and what they say about their holder is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import VocabularyError
from onrecord.vocabulary import lexicon, terms
from onrecord.vocabulary.speakers import office_of

TITLES = """
Russian Foreign Minister | minister | foreign minister |  | Russian |
former deputy prime minister | head-of-government | prime minister | former, deputy |  |
State Department spokesman | spokesperson | spokesman |  | State Department |
Lt. Gen. | military | lieutenant general |  |  |
Rear Adm. | military | rear admiral |  |  |
Sen. | legislator | senator |  |  |
Rep. | legislator | representative |  |  |
Gov.-elect | official | governor | elect |  |
U.S. Secretary of State | minister | secretary of state |  | U.S. |
Secretary of Defense | minister | defence secretary |  |  |
Defense Secretary | minister | defence secretary |  |  |
Treasury Secretary | minister | finance secretary |  |  |
minister of foreign affairs of Haskia | minister | foreign minister |  |  | Haskia
Haskia's foreign minister | minister | foreign minister |  | Haskia |
president-elect | head-of-state | president | elect |  |
vice president | head-of-state | president | vice |  |
executive vice president | executive | executive vice president |  |  |
president of the university | executive | president |  |  | university
the company's president | executive | president |  | company |
first deputy prime minister | head-of-government | prime minister | first deputy |  |
attorney general | lawyer | attorney general |  |  |
Deputy Attorney General | lawyer | attorney general | deputy |  |
ex-president | head-of-state | president | former |  |
then-senator | legislator | senator | then |  |
chairman and chief executive of the bank | executive | chairman |  |  | bank
White House press secretary | spokesperson | press secretary |  | White House |
German ambassador to Haskia | diplomat | ambassador |  | German | Haskia
commander in chief | military | commander in chief |  |  |
the army's chief of staff | official | chief of staff |  | army |
Dr. | courtesy | doctor |  |  |
Mrs. | courtesy | missus |  |  |
police chief | police | police chief |  |  |
deputy police chief | police | police chief | deputy |  |
MPs | legislator | member of parliament |  |  |
CEO | executive | chief executive officer |  |  |
spokeswoman for the ministry | spokesperson | spokeswoman |  |  | ministry
former head of the central bank | executive | head | former |  | central bank
foreign ministers | minister | foreign minister |  |  |
acting U.S. attorney general | lawyer | attorney general | acting | U.S. |
editor-in-chief | journalist | editor-in-chief |  |  |
Chairman of the Joint Chiefs of Staff | military | chairman of the joint chiefs of staff |  |  |
UN special envoy | diplomat | special envoy |  | UN |
baker | -
minister without portfolio | minister | minister without portfolio |  |  |
Under Secretary of State for Peace | minister | under secretary of state |  |  | Peace
co-chairwoman | executive | chairwoman | co |  |
vice-president of the European Commission | official | president | vice |  | European Commission
Prime Minister-designate | head-of-government | prime minister | designate |  |
the rebels' commander | rebel | commander |  | rebels |
Archbishop of Telmar | clergy | archbishop |  |  | Telmar
Russia’s deputy foreign minister | minister | foreign minister | deputy | Russia |
the party's chairwoman | politician | chairwoman |  | party |
the bank's chief | executive | chief |  | bank |
Haskia's president | head-of-state | president |  | Haskia |
the speaker of parliament | legislator | speaker |  |  | parliament
Minister for Foreign Affairs | minister | foreign minister |  |  |
Foreign Minister-designate | minister | foreign minister | designate |  |
Maj. Gen. (ret.) | military | major general | retired |  |
police Capt. | police | police captain |  |  |
three former prime ministers | head-of-government | prime minister | former |  |
one of the deputy ministers | minister | minister | deputy |  |
late King | head-of-state | king | late |  |
Sgt. 1st Class | military | sergeant first class |  |  |
Chief Superintendent | police | chief superintendent |  |  |
opposition leader | politician | opposition leader |  |  |
U.S. Rep. | legislator | representative |  | U.S. |
Ret. Col. | military | colonel | retired |  |
longtime aide | insider | aide | longtime |  |
Home Secretary | minister | interior secretary |  |  |
shadow foreign secretary | minister | foreign secretary | shadow |  |
"""
"""A title, its class, office, modifiers, and what is left before and behind."""

ROWS = [[cell.strip() for cell in row.split("|")] for row in TITLES.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_title_is_taken_apart(row: list[str]) -> None:
    office = office_of(row[0].split())

    if row[1] == "-":
        assert office is None
        return
    assert office
    modifiers = ", ".join(office.modifiers)
    before, behind = " ".join(office.before), " ".join(office.behind)
    assert [office.class_, office.title, modifiers, before, behind] == row[1:]


def test_several_who_hold_an_office_are_told_and_one_of_them_is_one() -> None:
    for title in ("foreign ministers", "MPs", "attorneys general", "chiefs of staff"):
        office = office_of(title.split())
        assert office
        assert office.plural
    office = office_of(["one", "of", "the", "deputy", "ministers"])
    assert office
    assert not office.plural


@pytest.mark.parametrize(
    ("title", "gender"),
    [
        ("State Department spokeswoman", "woman"),
        ("Mrs.", "woman"),
        ("the late King", "man"),
        ("co-chairwoman of the party", "woman"),
        ("Congressman", "man"),
        ("president", None),
        ("chairperson", None),
        ("Dr.", None),
    ],
)
def test_a_word_that_tells_a_gender_is_heard_and_no_other_guessed(
    title: str, gender: str | None
) -> None:
    office = office_of(title.split())

    assert office
    assert office.gender == gender


def test_a_small_word_is_no_abbreviation() -> None:
    assert office_of(["gen"]) is None
    assert office_of(["Gen"]) is not None


def test_no_words_are_no_title() -> None:
    assert office_of([]) is None
    assert office_of(["(ret.)"]) is None


def test_every_head_is_found_as_itself() -> None:
    for head, form in lexicon.offices().forms.items():
        office = office_of(head.split())

        assert office, head
        assert office.plural == form.plural, head
        assert office.source in terms("sources"), head


def test_every_abbreviation_stands_for_words_of_the_file() -> None:
    offices = lexicon.offices()
    known = {word for head in offices.forms for word in head.split()} | set(offices.modifiers)

    for letters, words in offices.abbreviations.items():
        assert letters == letters.casefold()
        assert set(words.split()) <= known | {"right", "foreign"}, letters


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_any_words_are_a_title_or_none(words: list[str]) -> None:
    office_of(words)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[king", "not TOML"),
        ("king = 1", "'king'.*no table of a source and heads"),
        ('[king]\nheads = ["king"]', "no table of a source and heads"),
        ('[king]\nsource = "crown"\nheads = ["king"]', "'crown', which is no kind of source"),
        ('[king]\nsource = "official"\nheads = ["king", "king"]', "stands twice"),
        ('[king]\nsource = "official"\nheads = [1]', "not of words"),
        ('[gender]\nwoman = ["queen"]', "tells a gender and is no head"),
        ('[leads]\nparty = "king"', "'king', which is no class of offices"),
    ],
)
def test_a_faulty_file_of_titles_is_refused_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(VocabularyError, match=fault):
        lexicon.parse_offices(text)
