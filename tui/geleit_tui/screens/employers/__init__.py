"""Employers: whom to talk to, the talks, who works there."""
