"""What came of it: results, and asking again."""
