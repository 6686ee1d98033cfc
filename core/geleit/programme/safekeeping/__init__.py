"""Keeping the records safe: key and protection, backups, the history's wholeness, and how everything is doing."""
