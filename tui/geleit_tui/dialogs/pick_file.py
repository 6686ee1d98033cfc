"""A file, picked in its folder or by typing its path."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from geleit_tui import work
from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.showing import plain

_ENOUGH = 500


class Inside(NamedTuple):
    """Something in a folder."""

    path: Path
    folder: bool


class PickFile(Dialog[Path]):
    """The folders and the files of some kinds in a folder; typing narrows them down, or is a path. Enter goes into a
    folder or takes a file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move('cursor_down')", show=False),
        Binding("up", "move('cursor_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
    ]

    def __init__(self, title: str, folder: Path, suffixes: Sequence[str]) -> None:
        super().__init__(title)
        self._folder = folder
        self._suffixes = tuple(suffix.casefold() for suffix in suffixes)
        self._inside: Sequence[Inside] = ()
        self._shown: Sequence[Inside] = ()

    def body(self) -> ComposeResult:
        yield Static(id="where", markup=False)
        yield Input(placeholder=self.desk.text("ui.pick_file.hint"), id="find")
        yield OptionList(markup=False)
        yield Static(id="none", classes="muted", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._go(self._folder)

    def _go(self, folder: Path) -> None:
        def came(found: tuple[Path, list[Inside]]) -> None:
            self._folder, self._inside = found
            self.query_one("#where", Static).update(plain(str(self._folder), "bold", 400))
            self.query_one(Input).value = ""
            self._narrow("")

        work.start(self, lambda: _listed(folder, self._suffixes), came, group="folder")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split() if not _is_path(typed) else []
        self._shown = [
            one
            for one in self._inside
            if one.path.name == ".." or all(word in one.path.name.casefold() for word in words)
        ]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(plain(_words(one), limit=160)) for one in self._shown[:_ENOUGH]])
        files = [place for place, one in enumerate(self._shown) if not one.folder]
        inside = files or [place for place, one in enumerate(self._shown) if one.path.name != ".."]
        listed.highlighted = (inside[0] if inside and (files or words) else 0) if self._shown else None
        self.query_one("#none", Static).update("" if files else plain(self.desk.text("ui.pick_file.none"), limit=300))

    def action_move(self, how: str) -> None:
        """Move the bar while typing goes on."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        if _is_path(event.value):
            self._open(self._folder / Path(event.value.strip().strip('"')).expanduser())
        else:
            self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._open(self._shown[event.option_index].path)

    def _open(self, path: Path) -> None:
        def came(folder: bool) -> None:
            if folder:
                self._go(path)
            else:
                self.dismiss(path)

        work.start(self, path.is_dir, came, group="folder")


def _is_path(typed: str) -> bool:
    return any(sign in typed for sign in ("/", os.sep)) or typed.startswith("~")


def _words(one: Inside) -> str:
    return "↑ .." if one.path.name == ".." else f"▸ {one.path.name}" if one.folder else f"  {one.path.name}"


def _listed(folder: Path, suffixes: tuple[str, ...]) -> tuple[Path, list[Inside]]:
    """The folder's own path and what is in it: the way up, folders, then files; what is hidden is left out.

    A folder that cannot be read is empty; the way up leads out of it.
    """
    folder = Path(os.path.normpath(folder.absolute()))
    found: list[Inside] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                is_folder = entry.is_dir()
                if not entry.name.startswith(".") and (is_folder or entry.name.casefold().endswith(suffixes)):
                    found.append(Inside(Path(entry.path), is_folder))
    except OSError:
        found = []
    found.sort(key=lambda one: (not one.folder, one.path.name.casefold()))
    up = [] if folder.parent == folder else [Inside(folder / "..", True)]
    return folder, [*up, *found]
