"""The drawing of the errors is the truth about them."""

import re
from collections.abc import Iterator

import pytest

from onrecord import errors
from onrecord.errors import OnRecordError

LINE = re.compile(r"^ {4}(?P<rails>[│ ├└─]*)(?P<name>\w+Error) +(?P<code>E\d{3})(?: {3}\S.*)?$")


def classes(root: type[OnRecordError] = OnRecordError, depth: int = 0) -> Iterator[tuple[int, str]]:
    yield depth, root.__name__
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from classes(child, depth + 1)


def everyone() -> list[type[OnRecordError]]:
    return [getattr(errors, name) for _, name in classes()]


def drawing() -> list[re.Match[str]]:
    matches = [LINE.match(line) for line in (errors.__doc__ or "").splitlines()]
    return [match for match in matches if match]


def test_the_drawing_has_every_class_under_its_parent_in_the_order_of_the_file() -> None:
    drawn = [(len(match["rails"]) // 4, match["name"]) for match in drawing()]

    assert drawn == list(classes())


def test_the_drawing_has_no_line_that_is_no_class() -> None:
    in_drawing = [line for line in (errors.__doc__ or "").splitlines() if "Error " in line]

    assert len(in_drawing) == len(drawing())


def test_the_drawn_codes_are_those_of_the_classes() -> None:
    assert {match["name"]: match["code"] for match in drawing()} == {
        error.__name__: error.code for error in everyone()
    }


def test_no_two_classes_share_a_code() -> None:
    codes = [error.code for error in everyone()]

    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("error", everyone())
def test_every_class_sets_its_own_code_and_inherits_a_status_that_says_failure(
    error: type[OnRecordError],
) -> None:
    assert "code" in vars(error)
    family = next((parent for parent in error.__mro__ if OnRecordError in parent.__bases__), error)
    assert family.__dict__["code"][2:] == "00"
    assert error.code[:2] == family.__dict__["code"][:2]
    assert 1 <= error.exit_status < 126  # from 126 on, shells have meanings of their own
    assert 400 <= error.http_status < 600
    assert (error.__doc__ or "").splitlines()[0].endswith(".")


@pytest.mark.parametrize("error", everyone())
def test_a_message_says_what_happened_and_what_to_do(error: type[OnRecordError]) -> None:
    made = error("a.txt has no text", "Give it some text.")

    assert str(made) == "a.txt has no text. Give it some text."
    assert (made.what, made.remedy) == ("a.txt has no text", "Give it some text.")


def test_a_message_without_a_remedy_is_what_happened() -> None:
    assert str(OnRecordError("a.txt has no text")) == "a.txt has no text"
