"""Asking for a secret at the terminal, without showing it."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import TYPE_CHECKING

from geleit.cli.door import Door
from geleit.errors import StoreError, UsageError
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.store.keys import Key


def passphrase(door: Door, new: bool) -> str:
    """The passphrase of the records; one that is `new` is typed twice.

    Raises StoreError where nobody sits at a terminal, UsageError where the two differ.
    """
    if not sys.stdin or not sys.stdin.isatty():
        raise StoreError(say("keys.nobody_to_ask"))
    found = getpass(f"{door.text('cli.ask.new_passphrase' if new else 'cli.ask.passphrase')} ")
    if new and getpass(f"{door.text('cli.ask.again')} ") != found:
        raise UsageError(say("cli.said.differ"))
    return found


def recovery_code(door: Door) -> str:
    """A recovery code: typed at the terminal, or the first line of what is piped in."""
    if sys.stdin and sys.stdin.isatty():
        return getpass(f"{door.text('cli.ask.recovery_code')} ")
    return sys.stdin.readline() if sys.stdin else ""


def backup_key(door: Door) -> Key:
    """The key that a backup was made under: a recovery code or a passphrase, typed or piped in. Raises UsageError."""
    from geleit.errors import StoreError
    from geleit.store.keys import Key

    if sys.stdin and sys.stdin.isatty():
        typed = getpass(f"{door.text('cli.ask.backup_key')} ")
    else:
        typed = sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    if not typed:
        raise StoreError(say("keys.nobody_to_ask"))
    try:
        return Key.of_code(typed)
    except StoreError:
        return Key(typed)


def sealing_key(door: Door) -> Key:
    """The passphrase of a file that is handed out: typed twice at the terminal, or, if nothing is typed or nobody sits
    there, made up and shown once. Raises UsageError for one that is too short, and where the two differ; StoreError
    where sealing is not installed."""
    from geleit.programme.safekeeping.keys import SHORTEST
    from geleit.store.keys import Key
    from geleit.store.sealing import check_installed, made_up

    check_installed()
    typed = ""
    if sys.stdin and sys.stdin.isatty():
        typed = getpass(f"{door.text('cli.ask.sealing')} ")
        if typed and getpass(f"{door.text('cli.ask.again')} ") != typed:
            raise UsageError(say("cli.said.differ"))
    if typed:
        if len(typed) < SHORTEST:
            raise UsageError(say("keys.too_short", least=SHORTEST))
        return Key(typed)
    made = made_up()
    door.tell(say("cli.said.sealed_under", passphrase=made.secret))
    return made
