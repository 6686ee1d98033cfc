"""Taking in a list: a trial first, then the list."""
