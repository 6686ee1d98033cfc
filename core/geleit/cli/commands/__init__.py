"""The commands, one per file: each module has a `command`."""
