"""Words name the country that news means by them, and no others do."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import VocabularyError
from onrecord.vocabulary.countries import Country, How, countries, country_of, parse

OUTSIDE_ISO = {"XKX", "EUE", "SUN", "CSK", "DDR", "YUG", "SCG"}
FILE = """
[HSK]
name = "Haskia"
names = ["Upper Haskia"]
people = ["Haskian", "Turf"]
capital = ["Dorn"]

[LRV]
name = "Lorvane"
people = ["Lorvanian"]
capital = ["Dorn"]

[[ambiguous]]
forms = ["Dorn"]
reading = "LRV"
why = "Both sit there."

[ordinary]
words = ["turf"]
"""


def named(words: str) -> tuple[str, How] | None:
    match = country_of(words)
    return (match.country.code, match.how) if match else None


def forms() -> Iterator[tuple[Country, How, str]]:
    for country in countries().values():
        for how, form in country.forms():
            yield country, how, form


def bare(words: str) -> str:
    letters = unicodedata.normalize("NFD", words)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_the_249_codes_of_iso_are_there_and_those_outside_it_are_known() -> None:
    codes = set(countries())

    assert len(codes - OUTSIDE_ISO) == 249
    assert codes >= OUTSIDE_ISO | {"PSE", "TWN"}
    for code, country in countries().items():
        assert country.code == code
        assert len(code) == 3
        assert code.isascii()
        assert code.isupper()


def test_no_two_countries_have_the_same_name() -> None:
    names = [country.name for country in countries().values()]

    assert len(set(names)) == len(names)


def test_every_state_with_people_has_a_word_for_them() -> None:
    nobody_lives_there = {"ATA", "ATF", "BVT", "HMD", "IOT", "SGS", "SJM", "UMI", "VAT", "SCG"}

    for code, country in countries().items():
        assert country.people or code in nobody_lives_there, code


def test_every_form_is_free_of_stray_marks() -> None:
    for _, _, form in forms():
        assert form == " ".join(form.split())
        assert not form.startswith("The ")
        assert form[-1] not in ";,:+*|'"


def test_every_form_names_its_country_or_is_marked_as_shared() -> None:
    for country, _, form in forms():
        match = country_of(form)
        assert match is not None, form
        if match.country != country:
            assert match.ambiguous, form
            assert country.code in match.also, form


def test_a_form_of_several_countries_gives_the_same_one_for_each_and_names_the_others() -> None:
    claims: dict[str, set[str]] = defaultdict(set)
    for country, _, form in forms():
        claims[form].add(country.code)

    for form, codes in claims.items():
        match = country_of(form)
        assert match is not None
        assert codes <= {match.country.code, *match.also}
        assert match.ambiguous or not match.also


def test_every_form_is_found_however_it_is_dressed() -> None:
    for _, _, form in forms():
        plain = country_of(form)
        assert plain is not None
        for dressed in (
            bare(form),
            f"the {form}",
            f"The {form}’s",
            f"{form}'s",
            f"“{form},”",
            form.replace("-", " "),
            form.replace("-", "‑"),
            form.replace("'", "’"),
            form.replace(" ", "\u00a0"),
            form.replace("Saint", "St."),
            form[0].upper() + form[1:],
        ):
            found = country_of(dressed)
            assert found is not None, dressed
            assert found.country == plain.country, dressed


def test_every_form_is_found_in_capitals() -> None:
    for _, _, form in forms():
        plain, loud = country_of(form), country_of(form.upper())
        assert plain is not None
        assert loud is not None, form
        assert loud.country == plain.country, form
        assert loud.ambiguous >= plain.ambiguous


def test_no_form_is_found_in_small_letters() -> None:
    for _, _, form in forms():
        assert country_of(form.lower()) is None, form


@given(st.text())
def test_any_words_in_small_letters_name_none(words: str) -> None:
    assert country_of(words.lower()) is None
    country_of(words)


@pytest.mark.parametrize(
    ("words", "code", "how"),
    [
        ("Syria", "SYR", "name"),
        ("Syrians", "SYR", "people"),
        ("Syrians’", "SYR", "people"),
        ("Damascus", "SYR", "capital"),
        ("Frenchman", "FRA", "people"),
        ("Elysee", "FRA", "seat"),
        ("Élysée", "FRA", "seat"),
        ("the Kremlin’s", "RUS", "seat"),
        ("THE KREMLIN", "RUS", "seat"),
        ("Downing Street", "GBR", "seat"),
        ("Knesset", "ISR", "seat"),
        ("Bundestag", "DEU", "seat"),
        ("Pentagon", "USA", "seat"),
        ("U.S.", "USA", "name"),
        ("U.S", "USA", "name"),
        ("the U.S.’s", "USA", "name"),
        ("UK", "GBR", "name"),
        ("U.K.", "GBR", "name"),
        ("UAE", "ARE", "name"),
        ("DRC", "COD", "name"),
        ("DR Congo", "COD", "name"),
        ("Burma", "MMR", "name"),
        ("Holland", "NLD", "name"),
        ("Philippines’", "PHL", "name"),
        ("Kyiv", "UKR", "capital"),
        ("Kiev", "UKR", "capital"),
        ("Cote D'Ivoire", "CIV", "name"),
        ("COTE D’IVOIRE", "CIV", "name"),
        ("Timor Leste", "TLS", "name"),
        ("Guinea Bissau", "GNB", "name"),
        ("Isle Of Man", "IMN", "name"),
        ("Trinidad & Tobago", "TTO", "name"),
        ("St. Lucia", "LCA", "name"),
        ("ST LUCIA", "LCA", "name"),
        ("N’Djamena", "TCD", "capital"),
        ("Sanaa", "YEM", "capital"),
        ("Sana’a", "YEM", "capital"),
        ("Washington, D.C.", "USA", "capital"),
        ("Washington DC", "USA", "capital"),
        ("Kosovo", "XKX", "name"),
        ("Palestinians", "PSE", "people"),
        ("Republic of China", "TWN", "name"),
        ("People's Republic of China", "CHN", "name"),
        ("EU", "EUE", "name"),
        ("European Commission", "EUE", "seat"),
        ("Soviet", "SUN", "people"),
        ("Singapore", "SGP", "name"),
        ("St. George’s", "GRD", "capital"),
        ("The Hague", "NLD", "seat"),
        ("the Valley", "AIA", "capital"),
    ],
)
def test_a_country_is_named_by_many_words(words: str, code: str, how: How) -> None:
    assert named(words) == (code, how)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "the",
        "’s",
        "us",
        "us.",
        "Us",
        "Uk",
        "Eu",
        "turkey",
        "china",
        "polish",
        "chad",
        "jersey",
        "male",
        "swedes",
        "burkina Faso",
        "Burkina faso",
        "White house",
        "state department",
        "kremlin",
        "IT",
        "WHO",
        "IN",
        "St. George",
        "Hague",
        "Valley",
        "New Jersey",
        "New Mexico",
        "Syrian troops",
        "Turkey Turkey",
        "Somaliland",
        "Transnistria",
        "Persian Gulf",
        "Indian Ocean",
        "Haskia",
    ],
)
def test_what_only_looks_like_a_country_is_none(words: str) -> None:
    assert country_of(words) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Niger", "Nigeria"),
        ("Nigerien", "Nigerian"),
        ("Mauritania", "Mauritius"),
        ("Mauritanians", "Mauritians"),
        ("Slovakia", "Slovenia"),
        ("Slovak", "Slovene"),
        ("Austria", "Australia"),
        ("Dominica", "Dominican Republic"),
        ("Republic of Congo", "Democratic Republic of Congo"),
        ("Guinea", "Equatorial Guinea"),
        ("Papua New Guinea", "Guinea-Bissau"),
        ("Samoa", "American Samoa"),
        ("Sudan", "South Sudan"),
        ("North Korea", "South Korea"),
        ("Ireland", "Northern Ireland"),
        ("Georgia", "South Georgia"),
        ("British Virgin Islands", "U.S. Virgin Islands"),
        ("Basse-Terre", "Basseterre"),
        ("Kingston", "Kingstown"),
        ("Iran", "Iraq"),
        ("Swedes", "Swiss"),
    ],
)
def test_countries_that_sound_alike_are_kept_apart(one: str, other: str) -> None:
    first, second = country_of(one), country_of(other)

    assert first is not None
    assert second is not None
    assert first.country != second.country


@pytest.mark.parametrize(
    ("words", "code", "also"),
    [
        ("Georgia", "GEO", ()),
        ("Georgians", "GEO", ()),
        ("Washington", "USA", ()),
        ("America", "USA", ()),
        ("Americans", "USA", ()),
        ("Guinea", "GIN", ()),
        ("Male", "MDV", ()),
        ("Scottish", "GBR", ()),
        ("Gaza", "PSE", ()),
        ("Congo", "COD", ("COG",)),
        ("Congolese", "COD", ("COG",)),
        ("Korea", "KOR", ("PRK",)),
        ("Koreans", "KOR", ("PRK",)),
        ("Dominican", "DOM", ("DMA",)),
        ("Brussels", "EUE", ("BEL",)),
        ("Jerusalem", "ISR", ("PSE",)),
        ("Kingston", "JAM", ("NFK",)),
        ("Saint-Martin", "MAF", ("SXM",)),
    ],
)
def test_an_ambiguous_word_has_a_reading_and_a_reason(
    words: str, code: str, also: tuple[str, ...]
) -> None:
    match = country_of(words)

    assert match is not None
    assert match.country.code == code
    assert match.also == also
    assert match.ambiguous
    assert match.why
    assert match.why.endswith(".")


@pytest.mark.parametrize(
    "words",
    ["US", "Turkey", "Polish", "French", "China", "London", "White House", "Kremlin", "Syria"],
)
def test_what_news_nearly_always_means_is_not_marked(words: str) -> None:
    match = country_of(words)

    assert match is not None
    assert not match.ambiguous
    assert match.also == ()
    assert match.why is None


@pytest.mark.parametrize("words", ["TURKEY", "THE TURKEY", "POLISH", "CHINA’S", "SWEDES", "PANAMA"])
def test_an_ordinary_word_in_capitals_is_marked(words: str) -> None:
    match = country_of(words)

    assert match is not None
    assert match.ambiguous
    assert match.why == "An ordinary word, in capitals."


def test_in_capitals_a_word_that_is_no_other_is_not_marked() -> None:
    for words in ("SYRIA", "BURKINA FASO", "THE WHITE HOUSE", "MOSCOW’S", "US"):
        match = country_of(words)
        assert match is not None
        assert not match.ambiguous


def test_the_countries_are_read_once_and_cannot_be_changed() -> None:
    known = countries()

    assert countries() is known
    with pytest.raises(TypeError):
        known["HSK"] = known["SYR"]  # type: ignore[index]


def test_a_file_is_read_with_its_fields() -> None:
    known = parse(FILE)

    assert known.by_code["HSK"] == Country(
        "HSK", "Haskia", ("Upper Haskia",), ("Haskian", "Turf"), ("Dorn",)
    )
    assert known.forms["upper haskia"]["Upper Haskia"].how == "name"
    assert known.forms["dorn"]["Dorn"].country.code == "LRV"
    assert known.forms["dorn"]["Dorn"].also == ("HSK",)
    assert known.ordinary == {"turf"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (FILE + "[", "not TOML"),
        (FILE.replace("[HSK]", "[Hsk]"), "no code of three capitals"),
        ("HSK = 1", "is not a table"),
        (FILE.replace('name = "Haskia"', 'label = "Haskia"'), "has a field 'label'"),
        (FILE.replace('name = "Haskia"', 'name = " "'), "has no name"),
        (FILE.replace('["Haskian", "Turf"]', '"Haskian"'), "else than a list of words"),
        (FILE.replace('["Haskian", "Turf"]', "[1]"), "else than a list of words"),
        (FILE.replace('"Upper Haskia"', '"Haskia"'), "'Haskia' twice"),
        (FILE.replace('"Upper Haskia"', '"Háskia"'), "'Haskia' twice"),
        (FILE.replace('"Upper Haskia"', '"upper"'), "without a capital"),
        (FILE.replace('"Upper Haskia"', '"…"'), "without a capital"),
        (FILE.replace("Lorvanian", "Haskian"), "claimed by HSK, LRV"),
        (FILE.replace('reading = "LRV"', 'reading = "SYR"'), "read as 'SYR'"),
        (FILE.replace('forms = ["Dorn"]', 'forms = ["Dorn", "DORN"]'), "ambiguous twice"),
        (FILE.replace('why = "Both sit there."', ""), "forms, reading and why"),
        (FILE.replace('["turf"]', '["peat"]'), "no country claims it"),
        (FILE.replace('words = ["turf"]', 'words = "turf"'), "else than a list of words"),
    ],
)
def test_a_faulty_file_is_refused_with_the_word_at_fault(text: str, fault: str) -> None:
    with pytest.raises(VocabularyError, match=fault):
        parse(text)
