"""Backups: made, proved by restoring them, kept in rotation, and put back."""
