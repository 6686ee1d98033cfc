"""Regions: find them without importing, load one, ask it, check its answers, and name the culprit."""
