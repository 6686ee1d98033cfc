"""Forms that are generated from the description of fields."""
