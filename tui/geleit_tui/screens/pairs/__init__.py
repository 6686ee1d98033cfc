"""The pairs or cases of a round: the list of all, one of them, and the events for them."""
