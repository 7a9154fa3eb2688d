"""Attributions → Actors: who a name, a role or a pronoun stands for. Planned; nothing is here yet.

What will always hold: a mention becomes an actor only by a rule that leaves a trace, and an unnamed
source never becomes a body.
"""
