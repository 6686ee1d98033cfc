"""Invented people and firms for the demo; `generate` makes them again."""
