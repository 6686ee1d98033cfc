"""Lays the file that the program writes over the one a person writes, key by key, and keeps where each value stands.

The program's file names a round by its id, `[rounds.spring]`, so that it still means the same round after somebody has
put another one before it; an id that the hand-written file does not have adds a round.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geleit.config.lines import KeyPath
from geleit.config.scanner import Document

NAMED_BY_ID: KeyPath = ("rounds",)
"""The list of tables whose entries are named by their `id` in the program's file."""


def local_path(path: Path) -> Path:
    """The program's own file beside a hand-written one: `office.toml` → `office.local.toml`."""
    return path.with_name(f"{path.stem}.local.toml")


def overlay(base: Document, top: Document) -> Document:
    """`base` with every value of `top` in its place; tables are joined, everything else is replaced."""
    laid = _Overlay(base, top)
    laid.lay(laid.data, top.data, (), ())
    return Document(base.path, laid.data, laid.lines, laid.overlaid)


class _Overlay:
    def __init__(self, base: Document, top: Document) -> None:
        self._top = top
        self.data: dict[str, Any] = copy.deepcopy(base.data)
        self.lines = dict(base.lines)
        self.overlaid = dict(base.overlaid)

    def lay(self, target: dict[str, Any], addition: dict[str, Any], here: KeyPath, there: KeyPath) -> None:
        """Lay a table at `there` in the program's file over the one at `here`."""
        for key, value in addition.items():
            at, source = (*here, key), (*there, key)
            old = target.get(key)
            if at == NAMED_BY_ID and isinstance(value, dict) and isinstance(old, list | None):
                target[key] = self._entries(old or [], value, at, source)
            elif isinstance(old, dict) and isinstance(value, dict):
                self.lay(old, value, at, source)
            else:
                self._forget(at, old)
                target[key] = copy.deepcopy(value)
                self._remember(at, source, value)

    def _entries(self, old: list[Any], named: dict[str, Any], at: KeyPath, source: KeyPath) -> list[Any]:
        entries = list(old)
        for id_, changes in named.items():
            index = next(
                (i for i, each in enumerate(entries) if isinstance(each, dict) and each.get("id") == id_), None
            )
            if index is None:
                index = len(entries)
                entries.append({"id": id_})
                self.overlaid[(*at, index)] = self.overlaid[(*at, index, "id")] = self._place((*source, id_))
            here = (*at, index)
            if isinstance(changes, dict):
                self.lay(entries[index], changes, here, (*source, id_))
            else:
                self._forget(here, entries[index])
                entries[index] = changes
                self._remember(here, (*source, id_), changes)
        return entries

    def _place(self, source: KeyPath) -> tuple[Path, int]:
        return self._top.path, self._top.lines[source]

    def _remember(self, at: KeyPath, source: KeyPath, value: object) -> None:
        for below in _paths(value):
            self.overlaid[(*at, *below)] = self._place((*source, *below))

    def _forget(self, at: KeyPath, old: object) -> None:
        for below in _paths(old):
            self.lines.pop((*at, *below), None)
            self.overlaid.pop((*at, *below), None)


def _paths(value: object) -> Iterator[KeyPath]:
    """The keys of a value and of everything below it, counted from the value itself."""
    yield ()
    entries: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        entries = iter(value.items())
    elif isinstance(value, list):
        entries = iter(enumerate(value))
    for key, inner in entries:
        for below in _paths(inner):
            yield (key, *below)
