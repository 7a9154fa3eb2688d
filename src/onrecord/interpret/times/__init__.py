"""When things were said, and which times are spoken of.

The words of a report tell times; what they stand for is counted from the day of publication in
its outlet's zone, or from a time that the text told before. Where neither is known they stay
unresolved: nothing is invented. `docs/times.md` has the rules.
"""

from onrecord.interpret.times.finding import found
from onrecord.interpret.times.saying import timed

__all__ = ["found", "timed"]
