"""What people change: pairs of a draft by hand, and running cases over the mentors."""
