"""A package for each room of the UI: its screen, its dialogs, its texts."""
