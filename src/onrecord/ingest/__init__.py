"""Anything → Documents: one reader per kind of file.

A text is kept verbatim as it was decoded, so that offsets are offsets of the user's own text. What
gives no document becomes a `Skipped` with one line of reason, and never stops the others.
"""

from onrecord.ingest.files import read_paths, total_bytes

__all__ = ["read_paths", "total_bytes"]
