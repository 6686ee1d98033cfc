"""Settings: every parameter in force, and the rounds."""
