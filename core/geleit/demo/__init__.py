"""A rehearsal: a region's sample organisation runs a whole round with invented people, and the story is told.

Every step is the real use case that a coordinator would run; only the people, the days and the dice are made up. What
is left behind is a working deployment: a configuration, a database, the lists that were taken in, and the reports.
"""
