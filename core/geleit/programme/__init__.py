"""The use cases: every step of a round is one function here, and the command line and the screens call the same one.

`Programme` is an organisation's configuration with its region, its database, a clock and an actor; the functions in
this package's rooms take one and do a step.
"""

from geleit.programme.context import Programme

__all__ = ["Programme"]
