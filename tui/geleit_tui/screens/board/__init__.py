"""The mentors of a round with their cases."""
