"""The records as populations without names, and the declared figures over them."""
