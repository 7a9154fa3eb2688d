"""Who of one report is who of others, case by case."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Document
from onrecord.resolve.blocking import asked, offered
from onrecord.resolve.likeness import Known, compare
from onrecord.resolve.matching import Judgement, judge
from onrecord.statement import Actor, ActorKind, Post

DOCUMENT = Document("d", "The words of an office do not matter here.")


def actor(name: str, kind: ActorKind = "person", country: str = "", *titles: str) -> Actor:
    posts = tuple(Post(DOCUMENT.span(0, 3), title, "", country) for title in titles)
    return Actor("k", name, kind, country, (), posts)


def known(
    key: int,
    *names: str,
    kind: ActorKind = "person",
    country: str = "",
    titles: tuple[str, ...] = (),
    reports: int = 1,
    company: int = 0,
) -> Known:
    countries = frozenset({country} - {""})
    return Known(key, names, kind, countries, frozenset(titles), reports=reports, company=company)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (actor("Hamid al-Reis"), known(1, "Hamid Al-Rayyes")),
        (actor("Mohammed Tarrin"), known(1, "Muhammad Tarrin")),
        (actor("Odile Varr"), known(1, "Odile M. Varr")),
        (actor("Odile Varr", "person", "HSK"), known(1, "Odile Varr")),
        (actor("Odile Varr", "person", "", "foreign minister"), known(1, "Odile Varr")),
        (
            actor("Odile Varr", "person", "", "foreign minister"),
            known(1, "Odile Varr", titles=("mayor",)),
        ),
        (actor("Free Upland Army", "body"), known(1, "FUA", kind="body")),
        (actor("FUA", "body"), known(1, "Free Upland Army", kind="body")),
        (actor("U.N.S.", "body"), known(1, "UNS", kind="body")),
        (actor("Telhask", "body"), known(1, "Telhask", kind="outlet")),
        (actor("Syria", "body", "SYR"), known(1, "Syria", kind="place", country="SYR")),
        (
            actor("Ministry of Defence", "body", "SYR"),
            known(1, "Ministry of Defence", kind="body", country="SYR"),
        ),
    ],
)
def test_these_are_the_same(one: Actor, other: Known) -> None:
    found = judge(one, [other])
    assert (found.verdict, found.key) == ("same", 1)
    assert found.likeness is not None
    assert found.likeness.reasons
    _meet(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Two of one name, one here and one there.
        (actor("John Kerry", "person", "USA"), known(1, "John Kerry", country="IRL")),
        (
            actor("John Kerry", "person", "USA", "senator"),
            known(1, "John Kerry", country="IRL", titles=("goalkeeper",)),
        ),
        (
            actor("John Kerry", "person", "", "senator"),
            known(1, "John Kerry", titles=("goalkeeper",)),
        ),
        # Short given names that share a skeleton.
        (actor("Dan Miller"), known(1, "Don Miller")),
        (actor("J. Miller"), known(1, "Dan Miller", "Jan Miller")),
        (actor("Tarrin"), known(1, "Odile Tarrin", reports=1)),
        (actor("Odile"), known(1, "Odile Tarrin", reports=50)),
        (actor("Odile Tarrin"), known(1, "Tarrin", reports=9)),
        (actor("Human Hope Watch", "person"), known(1, "Human Hope Watch", kind="body")),
    ],
)
def test_these_are_doubtful(one: Actor, other: Known) -> None:
    found = judge(one, [other])
    assert (found.verdict, found.key) == ("doubtful", None)
    assert [doubt.key for doubt in found.doubts] == [1]
    assert 0 < found.doubts[0].likelihood < 1
    assert all(reason.endswith(".") for reason in found.doubts[0].reasons)
    _meet(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (actor("John Kerry"), known(1, "Teresa Kerry", "Kerry")),
        (actor("Telhask", "outlet"), known(1, "Telhask")),
        (actor("Final report", "document"), known(1, "Final report", kind="document")),
        # Two of one acronym that both have a full name.
        (actor("Food Union Agency", "body"), known(1, "Free Upland Army", "FUA", kind="body")),
        (
            actor("Ministry of Defence", "body", "SYR"),
            known(1, "Ministry of Defence", kind="body", country="RUS"),
        ),
        (actor("Aleppo", "place"), known(1, "Alep", "Haleb", kind="body")),
    ],
)
def test_these_are_new(one: Actor, other: Known) -> None:
    assert judge(one, [other]) == Judgement("new")


def _meet(one: Actor, other: Known) -> None:
    """They are found by a key, too."""
    assert asked([one.name], one.kind) & offered(other.names, other.kind)


def test_a_surname_alone_is_of_the_only_one_who_is_well_known() -> None:
    one = known(1, "Odile Varr", reports=20)
    assert judge(actor("Varr"), [one]).key == 1
    assert judge(actor("Varr"), [one, known(2, "Piet Varr")]).key == 1
    both = judge(actor("Varr"), [one, known(2, "Piet Varr", reports=20)])
    assert both.verdict == "doubtful"
    assert {doubt.key for doubt in both.doubts} == {1, 2}


def test_a_surname_alone_is_of_the_one_whose_company_or_office_it_is() -> None:
    two = [known(1, "Odile Varr", reports=9, company=2), known(2, "Piet Varr", reports=9)]
    assert judge(actor("Varr"), two).key == 1
    mayor = known(3, "Ida Varr", titles=("mayor",))
    assert judge(actor("Varr", "person", "", "mayor"), [*two[1:], mayor]).key == 3


def test_a_surname_alone_goes_where_others_of_it_stand_apart() -> None:
    two = [known(1, "Odile Varr", reports=9), known(2, "Piet Varr", reports=9), known(3, "Varr")]
    assert judge(actor("Varr"), two).key == 3


def test_an_acronym_of_two_is_of_neither() -> None:
    two = [
        known(1, "Free Upland Army", kind="body"),
        known(2, "Food Union Agency", kind="body"),
    ]
    found = judge(actor("FUA", "body"), two)
    assert found.verdict == "doubtful"
    assert judge(actor("FUA", "body"), two[:1]).key == 1


def test_of_two_of_one_name_the_one_who_fits_is_meant() -> None:
    two = [
        known(1, "John Kerry", country="USA", titles=("senator",), reports=9),
        known(2, "John Kerry", country="IRL", titles=("goalkeeper",), reports=9),
    ]
    assert judge(actor("John Kerry", "person", "IRL"), two).key == 2
    assert judge(actor("John Kerry", "person", "", "senator"), two).key == 1
    unknown = judge(actor("John Kerry"), two)
    assert unknown.verdict == "doubtful"
    # What tells nothing apart gathers in one entry, and not in one for each report.
    assert judge(actor("John Kerry"), [*two, known(3, "John Kerry")]).key == 3


def test_a_ministry_of_no_country_gathers_with_its_like() -> None:
    of_haskia = known(1, "Ministry of Defence", kind="body", country="SYR", reports=9)
    one = actor("Ministry of Defence", "body")
    assert judge(one, [of_haskia]).verdict == "doubtful"
    assert judge(one, [of_haskia, known(2, "Ministry of Defence", kind="body")]).key == 2


def test_entries_that_share_name_and_country_draw_no_third() -> None:
    two = [
        known(1, "Tressa", "the regime", kind="place", country="SYR", reports=2),
        known(2, "Syria", "the regime", kind="place", country="SYR", reports=5),
    ]
    found = judge(actor("the regime", "body", "SYR"), two)
    assert (found.verdict, found.key) == ("same", 2)
    # What is ruled of any land is no ground where no land is named.
    assert judge(actor("the regime", "body"), two[1:]).verdict == "doubtful"


def test_a_full_name_and_its_office_outweigh_a_country_that_was_misread() -> None:
    one = known(1, "Odile Varr", country="PRK", titles=("leader",))
    assert judge(actor("Odile Varr", "person", "KOR", "leader"), [one]).verdict == "same"
    assert judge(actor("Odile Varr", "person", "KOR", "goalkeeper"), [one]).verdict != "same"


def test_what_a_report_tells_apart_stays_apart() -> None:
    one = Known(1, ("Hamid al-Reis",), "person", taken=True)
    assert judge(actor("Hamid Al-Rayyes"), [one]).verdict != "same"


def test_a_long_name_of_a_document_is_its_own() -> None:
    name = "Report on the Bridges of Haskia"
    assert judge(actor(name, "document"), [known(1, name, kind="document")]).key == 1


names = st.text(alphabet="abcdE FGé-'.محЖ", min_size=1, max_size=20)
kinds = st.sampled_from(["person", "body", "outlet", "document", "place"])


@given(names, kinds, names, kinds)
def test_whatever_the_names_two_that_are_one_share_a_key(
    mine: str, kind: ActorKind, theirs: str, other: ActorKind
) -> None:
    one, two = actor(mine, kind), known(1, theirs, kind=other, reports=9)
    found = judge(one, [two])
    if found.verdict != "new":
        _meet(one, two)
    likeness = compare(one, two)
    assert likeness is None or 0 < likeness.likelihood < 1


@given(st.lists(st.tuples(names, st.integers(1, 50)), max_size=6), names, st.randoms())
def test_the_order_of_the_candidates_decides_nothing(
    given_names: list[tuple[str, int]], mine: str, shuffled: Random
) -> None:
    candidates = [
        known(key, name, reports=reports) for key, (name, reports) in enumerate(given_names)
    ]
    other = list(candidates)
    shuffled.shuffle(other)
    assert judge(actor(mine), candidates) == judge(actor(mine), other)
