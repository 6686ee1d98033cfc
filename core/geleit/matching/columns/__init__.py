"""What scorers see of people: the columns, and how values become codes and bit masks."""
