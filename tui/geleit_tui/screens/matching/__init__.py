"""Matching: one proposal with a sentence for each pair, everything that explains it, and the decision."""
