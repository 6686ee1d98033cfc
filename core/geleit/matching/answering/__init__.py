"""What is asked of a proposal: why not these two, what if, and what the other objectives would propose."""
