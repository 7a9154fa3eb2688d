"""Which bodies are outlets: newspapers, broadcasters, agencies."""

from onrecord.resolve.naming import words
from onrecord.vocabulary.lexicon import word_lists


def is_outlet(name: str) -> bool:
    """Whether a body's name is an outlet's.

    Example:
        >>> is_outlet("the BBC"), is_outlet("Harl Evening Post"), is_outlet("Upland Front")
        (True, True, False)
    """
    lists = word_lists("outlets")
    found = words(name)
    whole = " ".join(found)
    if not found or whole in lists["not"]:
        return False
    if whole in lists["names"] or " ".join(name.casefold().split()) in lists["names"]:
        return True
    if len(found) == 1:
        return name.casefold().endswith(".com")
    return (
        bool(lists["within"].intersection(found))
        or any(whole.endswith(end) for end in lists["last"])
        or (found[0] in lists["names"] and found[0].isalpha())
    )
