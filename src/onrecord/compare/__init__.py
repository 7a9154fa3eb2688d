"""Statements → Links: copies, same claims, conflicts, answers. Planned; nothing is here yet.

What will always hold: copies are grouped and never deleted, and no account is called the right one.
"""
