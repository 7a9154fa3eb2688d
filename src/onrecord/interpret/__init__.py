"""Attributions → Statements: what is written down of what the words ascribe."""

from onrecord.interpret.entries import statements

__all__ = ["statements"]
