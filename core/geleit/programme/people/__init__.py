"""People: looking for them, one person's record, writing it."""
