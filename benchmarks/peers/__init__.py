"""The other side of each comparison: every module runs in a process of its own and imports the peer, NumPy and the
standard library, nothing of the product."""
