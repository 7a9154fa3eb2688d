"""Document → Attributions: which words are source, cue and content, and who belongs with what."""

from onrecord.extract.links import attributions

__all__ = ["attributions"]
