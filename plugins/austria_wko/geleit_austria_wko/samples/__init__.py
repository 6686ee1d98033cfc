"""Invented people of a round in Kärnten, as a chamber's lists would hold them."""
