"""The records of a round: what is kept about people, papers, pairs, sessions and outcomes, as frozen values."""
