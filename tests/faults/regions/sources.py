"""Sources that faulty regions share: who a region is, and bodies of functions that fail with what is said of them."""

from __future__ import annotations

from collections.abc import Mapping


def who(*, mentee: str = "geleit.Mentee", settings: str | None = None) -> str:
    """An answer to who the region is, with its own classes by their names."""
    own = f"settings={settings}, " if settings else ""
    return f"""
@hookimpl
def geleit_region():
    return Region(
        name="r", country="BE", languages=("de", "en"), host_languages=("fr",),
        {own}mentee={mentee}, mentor=geleit.Mentor, written_for="0.1",
    )
"""


FAILING: Mapping[str, tuple[str, str]] = {
    "raises": ("raise LookupError('lost')", "LookupError: lost"),
    "system_exit": ("sys.exit(7)", "SystemExit: 7"),
    "keyboard_interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "endless_recursion": ("return (lambda f: f(f))(lambda f: f(f))", "RecursionError"),
    "text": ("return '0.9'", "str"),
}
"""A body and what is said of it, by what goes wrong."""
