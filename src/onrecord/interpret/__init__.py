"""Attributions → Statements: what is written down of what the words ascribe."""

from onrecord.interpret.entries import statements
from onrecord.interpret.meanings import with_meanings

__all__ = ["statements", "with_meanings"]
