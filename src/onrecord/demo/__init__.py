"""Six invented reports by three invented outlets about one invented dispute, to try OnRecord on.

They are plain files, and reading them is like reading anybody's. No place, person, party or outlet
in them exists. `onrecord.demo.by_hand` loads a careful human reading of such reports.
"""

from pathlib import Path


def folder() -> Path:
    """The folder of the reports, which lies beside this module in a checkout and in a wheel."""
    return Path(__file__).parent / "reports"


def reports() -> tuple[Path, ...]:
    """The files of the reports by name; one of them holds several reports.

    Example:
        >>> [path.name for path in reports()][-2:]
        ['northway-ostrel.html', 'week.jsonl']
    """
    return tuple(sorted(path for path in folder().iterdir() if path.is_file()))
