"""The administrators' terminal UI. It stands on `geleit.programme` and knows no region."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geleit.programme import Programme


def run(programme: Programme) -> int:
    """Show an opened programme until somebody leaves; returns the exit code."""
    from geleit_tui.app import GeleitApp

    app = GeleitApp(programme)
    app.run()
    return app.return_code or 0
