"""The parameters in force: shown with where each comes from, changed through the program's own file."""
