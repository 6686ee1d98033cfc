"""Who is at work, what they may do and see, and what is noted of it."""
