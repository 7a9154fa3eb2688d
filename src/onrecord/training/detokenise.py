"""Tokens of a treebank as text that a newspaper could have printed, with the place of each token.

The tokens themselves are never changed: only what stands between them, a space or nothing.
"""

import re
from collections.abc import Sequence

_LEFT = frozenset({".", ",", ";", ":", "!", "?", "...", "…", ")", "]", "}", "”", "’", "%", "¢"})
_RIGHT = frozenset({"(", "[", "{", "“", "‘", "$", "£", "€", "#", "@"})
_CLITIC = re.compile(r"['’](s|m|d|re|ve|ll)|n['’`]t|''|’’|[.!?]+", re.IGNORECASE)
_SPLIT = {("gon", "na"), ("wan", "na"), ("got", "ta"), ("can", "not")} | {
    (word, "nt")
    for word in "do does did is was are would could should had has have ca wo".split()  # noqa: SIM905
}
_AFTER_A_DASH = frozenset(
    "but and that which who or he she it we they i you a an the this these there if as because "  # noqa: SIM905
    "not so yet even especially including particularly".split()
)
"""Words before which a lone hyphen is a dash, unless a second hyphen is near, as in
“state-of-the-art”."""
_SAYING_S = frozenset({"says", "was", "is", "as", "has", "this", "does", "his", "its", "us"})
"""Words in s after which a lone apostrophe opens a quotation."""


def detokenise(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Joins tokens into text.

    Returns:
        The text, and start and end of each token in it.
    """
    glued = _glued(tokens)
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    size = 0
    for token, tight in zip(tokens, glued, strict=True):
        if not tight:
            parts.append(" ")
            size += 1
        parts.append(token)
        places.append((size, size + len(token)))
        size += len(token)
    return "".join(parts), places


def _glued(tokens: Sequence[str]) -> list[bool]:
    """Whether each token follows the one before it without a space."""
    tight = [False] * (len(tokens) + 1)
    within = {'"': False, "'": False}
    for i, mark in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else ""
        left = right = False
        if mark in within:
            left = _closes(mark, before, after, opened=within[mark])
            right = not left
            within[mark] = right
        elif mark == "``":
            right = within['"'] = True
        elif mark == "-":
            left = right = _is_hyphen(tokens, i)
        elif mark == "–":
            left = right = before[-1:].isdigit() and after[:1].isdigit()
        elif mark == "/":
            left = right = True
        elif mark == "‘’":
            right = True
        else:
            left = (
                mark in _LEFT
                or _CLITIC.fullmatch(mark) is not None
                or (before.lower(), mark.lower()) in _SPLIT
            )
            right = mark in _RIGHT
        tight[i] |= left
        tight[i + 1] |= right
    return [True, *tight[1 : len(tokens)]]


def _closes(mark: str, before: str, after: str, *, opened: bool) -> bool:
    """Whether a straight mark closes; as the texts are cut out of others, marks are missing."""
    if not before or before == ":" or before in _RIGHT:
        return False
    if not after:
        return True
    if mark == "'":  # the girls' school
        return opened or (before[-1:].lower() == "s" and before.lower() not in _SAYING_S)
    if not opened and before in (".", "!", "?"):
        return after[:1].islower()
    return opened


def _is_hyphen(tokens: Sequence[str], i: int) -> bool:
    before = tokens[i - 1] if i else ""
    after = tokens[i + 1] if i + 1 < len(tokens) else ""
    if not (before[-1:].isalnum() or before[-1:] == ".") or not after[:1].isalnum():
        return False
    if (before.isdigit() and after.istitle()) or (before.islower() and after.isdigit()):
        return False
    near = "-" in (*tokens[max(0, i - 4) : i - 1], *tokens[i + 2 : i + 5])
    return near or after.lower() not in _AFTER_A_DASH
