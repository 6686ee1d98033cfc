"""An organisation's configuration from its files, and the one file the program writes itself."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs
import tomli_w

from geleit.config.lines import KeyPath
from geleit.config.organisation import Config, Tables, disagreements
from geleit.config.overlay import NAMED_BY_ID, local_path, overlay
from geleit.config.scanner import Document, parse_toml, read_toml
from geleit.config.structuring import structure
from geleit.config.wording import dotted
from geleit.errors import ConfigError
from geleit.labels import core_labels, say


def load(path: Path | str) -> Config:
    """Read an organisation's file and, where there is one, the program's file beside it.

    Raises ConfigError with every problem of shape and agreement at once. The region's own tables stay as written:
    `structure_at` reads them once the region's class is known.
    """
    path = Path(path)
    local = local_path(path)
    document = read_toml(path)
    return _checked(overlay(document, read_toml(local)) if local.exists() else document)


def with_local(config: Config, changes: Mapping[KeyPath, object]) -> tuple[Config, str]:
    """The configuration with values in the program's own file, and that file's text; nothing is written.

    A key is the path as in the hand-written file; a round is named by its place or its id. None takes the program's
    value away again, so that the hand-written one holds. Raises ConfigError where the result could not be loaded.
    """
    local = local_path(config.path)
    base = read_toml(config.path)
    data = read_toml(local).data if local.exists() else {}
    for key_path, value in changes.items():
        _put(data, _by_id(config, key_path), value)
    text = f"# {core_labels().text('config.local_header', config.organisation.languages[0])}\n\n{tomli_w.dumps(data)}"
    return _checked(overlay(base, parse_toml(text, local))), text


def write_local(config: Config, changes: Mapping[KeyPath, object]) -> Config:
    """Write values into the program's own file, whole or not at all, and return the configuration as it is then.

    Keys and values are those of `with_local`. Raises ConfigError, having written nothing, where the result could not
    be loaded or the file cannot be written.
    """
    local = local_path(config.path)
    result, text = with_local(config, changes)
    try:
        _replace(local, text, mode=config.path.stat().st_mode & 0o777)
    except OSError as error:
        raise ConfigError(say("config.cannot_write", file=local, reason=error.strerror or error)) from error
    return result


def _checked(document: Document) -> Config:
    tables, problems = structure(document, Tables)
    problems = (*problems, *disagreements(document))
    if tables is None or problems:
        ordered = sorted(problems, key=lambda problem: (problem.file, problem.line))
        raise ConfigError(say("config.problems", file=document.path, n=len(ordered)), ordered)
    values = {field.name: getattr(tables, field.name) for field in attrs.fields(Tables)}
    return Config(path=document.path, document=document, **values)


def _by_id(config: Config, key_path: KeyPath) -> tuple[str, ...]:
    """The path as the program's file has it: only names, a round by its id."""
    length = len(NAMED_BY_ID)
    if key_path[:length] == NAMED_BY_ID and len(key_path) > length and isinstance(entry := key_path[length], int):
        key_path = (*NAMED_BY_ID, config.rounds[entry].id, *key_path[length + 1 :])
    names = tuple(part for part in key_path if isinstance(part, str))
    if not names or len(names) != len(key_path):
        raise ConfigError(say("config.no_single_entry", key=dotted(key_path)))
    return names


def _put(data: dict[str, Any], key_path: tuple[str, ...], value: object) -> None:
    *above, name = key_path
    table = data
    for part in above:
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            raise ConfigError(say("config.no_single_entry", key=dotted(key_path)))
    if value is None:
        table.pop(name, None)
        _drop_empty(data, above)
    else:
        table[name] = value


def _drop_empty(data: dict[str, Any], path: list[str]) -> None:
    """Take away the tables on a path that nothing is left in: an empty `[rounds.x]` would be a round."""
    for length in range(len(path), 0, -1):
        table = data
        for part in path[: length - 1]:
            table = table[part]
        if table[path[length - 1]]:
            return
        del table[path[length - 1]]


def put_back(local: Path, before: bytes | None) -> None:
    """The program's own file as it was before a change, whole; None where there was none."""
    if before is None:
        local.unlink(missing_ok=True)
    elif not local.exists() or local.read_bytes() != before:
        _replace(local, before.decode("utf-8"), mode=local.stat().st_mode & 0o777 if local.exists() else 0o600)


def _replace(path: Path, text: str, mode: int) -> None:
    """Write a file beside the old one and put it in its place once it is on the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
