"""Dialogs that every room uses."""
