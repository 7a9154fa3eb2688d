"""What addresses and forms hold, made into what is meant by it."""

import re
from urllib.parse import parse_qsl

from fastapi import Request

from onrecord.errors import QueryError

_PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that was sent; of those with one name, the last."""
    # The framework's own forms take a megabyte at most; the guard has counted this body.
    body = (await request.body()).decode("ascii", "replace")
    return dict(parse_qsl(body, keep_blank_values=True))


def place_of(typed: str, length: int) -> tuple[int, int] | None:
    """The place in a text that an address names, or None.

    A report that changed may be shorter than it was; its page is shown without a mark then.

    Raises:
        QueryError: If it is no place.

    Example:
        >>> place_of("4-9", 100), place_of("4-9", 5), place_of("", 100)
        ((4, 9), None, None)
    """
    if not typed:
        return None
    match = _PLACE.fullmatch(typed)
    if match is None:
        raise QueryError(f"“{typed}” is no place in a text", "Give two numbers, such as 120-145.")
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= length else None
