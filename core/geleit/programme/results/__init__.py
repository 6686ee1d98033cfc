"""What came of it: results and asking again, as they are read and put right."""
