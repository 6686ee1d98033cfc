"""The change history: written by triggers, chained, read, and played again."""
