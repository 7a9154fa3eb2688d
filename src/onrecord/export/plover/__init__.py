"""Verbal acts as events of PLOVER, and as rows of POLECAT; see `docs/plover.md`."""

from onrecord.export.plover.jsonl import PloverExporter
from onrecord.export.plover.polecat import PolecatExporter

__all__ = ["PloverExporter", "PolecatExporter"]
