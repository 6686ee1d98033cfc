"""The change history: who changed what, when and why."""
