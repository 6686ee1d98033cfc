"""People: everybody in a round as one list, searched, filtered, put in order."""
