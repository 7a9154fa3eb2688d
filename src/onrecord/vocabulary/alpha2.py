"""Two codes for one country: the three letters of the record and the two that others use.

Both are ISO 3166-1; `alpha2.toml` says what stands outside it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from onrecord.vocabulary.countries import countries, country_of


def alpha2(code: str) -> str:
    """The short code of a country; empty where it has none.

    Example:
        >>> alpha2("NLD"), alpha2("???")
        ('NL', '')
    """
    return _shorter().get(code, "")


def country_code(words: str) -> str:
    """The ISO 3166-1 alpha-3 code that a field means; empty where it means no country.

    Takes either code, in capitals or small letters, and what the country or its people are called.

    Example:
        >>> country_code("nl"), country_code("nld"), country_code("The Netherlands")
        ('NLD', 'NLD', 'NLD')
        >>> country_code("nowhere")
        ''
    """
    words = words.strip()
    code = words.upper()
    if code in countries():
        return code
    if code in _longer():
        return _longer()[code]
    # Whoever fills in a field of countries means no bird by “turkey”.
    match = country_of(words) or country_of(words.title())
    return match.country.code if match else ""


@cache
def _shorter() -> Mapping[str, str]:
    text = files("onrecord.vocabulary").joinpath("alpha2.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def _longer() -> Mapping[str, str]:
    return MappingProxyType({short: code for code, short in _shorter().items()})
