"""The overview of all commands, made from one table of `labels.toml` so that it is there at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from geleit.cli import catalogue, language

_FALLBACK = "en"


def overview(environ: Mapping[str, str]) -> str:
    """Every command with one line each, in the language of the environment."""
    words = _Words(language.of_environment(environ))
    lines = [words.text("section", "usage"), "", words.text("section", "what")]
    for section, names in catalogue.SECTIONS.items():
        lines += ["", words.text("section", section)]
        shown = dict.fromkeys(name.split()[0] for name in names)
        for name in shown:
            lines.append(_line(_spelt(name), words.text("command", catalogue.key_of(name))))
    return "\n".join([*lines, "", words.text("section", "more"), ""])


def of_group(group: str, environ: Mapping[str, str]) -> str:
    """The commands that begin with one word, with one line each."""
    words = _Words(language.of_environment(environ))
    lines = [words.text("command", group), ""]
    lines += [_line(name, words.text("command", catalogue.key_of(name))) for name in catalogue.members(group)]
    return "\n".join([*lines, "", words.text("section", "more"), ""])


def _spelt(name: str) -> str:
    ends = [member.split()[1] for member in catalogue.members(name)]
    return f"{name} {'|'.join(ends)}" if ends else name


def _line(name: str, text: str) -> str:
    return f"  {name:<27} {text}" if len(name) <= 27 else f"  {name}\n  {'':<27} {text}"


class _Words:
    """The labels `cli.section.*` and `cli.command.*`, without reading all others."""

    def __init__(self, language_: str) -> None:
        self._language = language_
        text = Path(__file__).with_name("labels.toml").read_text(encoding="utf-8")
        self._tables = {table: _table(text, f"[cli.{table}]") for table in ("section", "command")}

    def text(self, table: str, key: str) -> str:
        texts = self._tables[table][key]
        return str(texts.get(self._language) or texts[_FALLBACK])


def _table(text: str, header: str) -> dict[str, dict[str, str]]:
    """One table of a TOML text: from its header to the next."""
    _, _, rest = text.partition(f"\n{header}\n")
    body, _, _ = rest.partition("\n[")
    return tomllib.loads(body)
