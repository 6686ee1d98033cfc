"""A person's record, and everything that is entered about one person."""
