"""The change history as somebody looks through it: filtered, page by page, in words."""
