"""OnRecord reads news reports and keeps the record of who said what.

Each entry of the record is tied to the exact characters that it came from. The names exported here
are the package's public face; everything else may move between releases.
"""

from onrecord.document import Document, Origin, Skipped, Span
from onrecord.errors import OnRecordError
from onrecord.meaning import Condition, Meaning, Time, Trigger
from onrecord.statement import Actor, Attribution, Link, Reading, Statement
from onrecord.values import Value

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Attribution",
    "Condition",
    "Document",
    "Link",
    "Meaning",
    "OnRecordError",
    "Origin",
    "Reading",
    "Skipped",
    "Span",
    "Statement",
    "Time",
    "Trigger",
    "Value",
    "__version__",
]
