"""Erasing: which rows go, which stay without the person, and that no byte is left."""
