"""Proposals: who can be proposed, drafted by the solver, explained, tried out differently, and published."""
