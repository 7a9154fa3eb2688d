"""Attributions → Actors: for whom names, roles and pronouns stand, in a report and across reports.

`speaking.resolve` is the stage; `matching` tells for a book whether two actors are one. A mention
becomes an actor only by a rule that leaves a trace, and an unnamed source never becomes a body.
"""
