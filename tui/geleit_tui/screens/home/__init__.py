"""Home: what waits for somebody, and how the round stands."""
