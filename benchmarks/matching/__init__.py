"""Matching beside its peers: the same people and the same scores in one run, one table of ratios."""
