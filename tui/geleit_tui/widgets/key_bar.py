"""The keys that work now, at the bottom, over as many lines as it takes: nothing is cut off on a small terminal."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from geleit_tui.showing import plain
from geleit_tui.widgets.wrapped import Wrapped


class KeyBar(Wrapped):
    """Every shown binding of the screen with its words; a click does the same as the key."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; background: $panel; color: $foreground; padding: 0 1; }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._changed(self.screen)

    def _changed(self, screen: Screen[object]) -> None:
        # Under a dialog the keys are the dialog's, and what they may do here is not asked.
        if not self.is_attached or screen is not self.screen or self.app.screen is not screen:
            return
        seen: dict[str, Content] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not active.enabled or binding.action in seen:
                continue
            key = plain(self.app.get_key_display(binding), "bold $text-accent")
            words = plain(binding.description)
            one = Content.assemble(key, " ", words)
            seen[binding.action] = one.stylize(Style.from_meta({"@click": binding.action}))
        self.show_pieces(list(seen.values()))
