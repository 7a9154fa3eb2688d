"""Every country has a short code, and a field of countries may hold a code or a name."""

import re

import pytest

from onrecord.vocabulary.alpha2 import alpha2, country_code
from onrecord.vocabulary.countries import countries

GONE = {"SUN", "CSK", "DDR", "YUG", "SCG"}


def test_every_country_has_a_short_code_of_its_own_that_leads_back_to_it() -> None:
    codes = {code: alpha2(code) for code in countries()}

    assert len(set(codes.values())) == len(codes)
    for code, short in codes.items():
        assert re.fullmatch("[A-Z]{4}" if code in GONE else "[A-Z]{2}", short)
        assert country_code(short) == country_code(short.lower()) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("nor", "NOR"),
        (" NO ", "NOR"),
        ("norwegian", "NOR"),
        ("Côte d’Ivoire", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("UK", "GBR"),
        ("us", "USA"),
        ("turkey", "TUR"),
        ("eu", "EUE"),
        ("", ""),
        ("zz", ""),
        ("Atlantis", ""),
    ],
)
def test_a_field_may_hold_a_code_or_a_name(words: str, code: str) -> None:
    assert country_code(words) == code
