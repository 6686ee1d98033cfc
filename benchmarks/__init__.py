"""Measurements of the product beside its peers. Nothing of it is shipped, and no test waits for it."""
