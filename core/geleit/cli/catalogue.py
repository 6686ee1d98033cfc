"""Every command by name, in the order in which a round flows, and the module in which it stands."""

from __future__ import annotations

from collections.abc import Mapping

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "begin": ("init", "check", "run", "serve", "config show", "config set", "config schema", "keys", "regions", "demo"),
    "applications": (
        "round open",
        "round list",
        "round close",
        "round copy",
        "import",
        "people",
        "person show",
        "person add",
        "person edit",
        "person twin",
        "screen",
        "papers",
        "interview",
        "consent",
        "admit",
        "move",
    ),
    "matching": (
        "match",
        "why-not",
        "what-if",
        "draft show",
        "draft swap",
        "draft give",
        "draft drop",
        "draft undo",
        "draft explain",
        "draft lock",
        "draft forbid",
        "draft free",
        "draft rules",
        "rebalance",
        "decide",
        "pair",
        "pairs",
        "partnership",
        "reason",
        "handover",
        "mentors",
        "offers",
        "accept",
        "decline",
        "agreement",
        "sheet",
    ),
    "meetings": (
        "log",
        "session change",
        "session drop",
        "statement",
        "event",
        "events",
        "attendance",
        "milestone",
        "stage",
        "due",
        "overview",
        "progress",
        "task add",
        "task list",
        "task done",
        "goal add",
        "goal list",
        "goal reached",
        "feedback",
        "contact",
        "employer add",
        "employer list",
        "employer show",
        "employer change",
        "employer contact",
        "pause",
        "resume",
        "close",
        "reopen",
    ),
    "results": (
        "outcome add",
        "outcome list",
        "outcome show",
        "outcome change",
        "outcome drop",
        "followup list",
        "followup answer",
        "followup reopen",
        "report",
        "export",
    ),
    "records": (
        "journal show",
        "journal verify",
        "journal export",
        "protect",
        "key new",
        "key show",
        "key restore",
        "backup make",
        "backup list",
        "backup verify",
        "restore",
    ),
    "privacy": (
        "request add",
        "request list",
        "request identity",
        "request extend",
        "request decide",
        "request answer",
        "request lift",
        "access",
        "processing",
        "unlock",
        "erase",
        "retention list",
        "retention apply",
        "retention hold",
        "retention release",
    ),
}
"""Section → its commands. A command of two words has its first word for a name of several commands."""

COMMANDS: tuple[str, ...] = tuple(name for names in SECTIONS.values() for name in names)

_KEYWORDS = {"import": "import_"}
"""Python keeps this word for itself."""


def members(group: str) -> tuple[str, ...]:
    """The commands that begin with a word: `round` → `round open`, `round list`, `round close`."""
    return tuple(name for name in COMMANDS if name.startswith(f"{group} "))


def groups() -> tuple[str, ...]:
    """The first words of commands of two words, in their order."""
    return tuple(dict.fromkeys(name.split()[0] for name in COMMANDS if " " in name))


def key_of(name: str) -> str:
    """A command's name as one word of letters and underscores; its label is `cli.command.<key>`."""
    return name.replace(" ", "_").replace("-", "_")


def module_of(name: str) -> str:
    """The module in which a command stands."""
    key = key_of(name)
    return f"geleit.cli.commands.{_KEYWORDS.get(key, key)}"
