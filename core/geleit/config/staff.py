"""`[staff]`: accounts of the operating system, what their owners do, and whose cases they look after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from geleit.config import checks
from geleit.config.lines import KeyPath
from geleit.config.scanner import Document
from geleit.config.wording import shown
from geleit.errors import Problem
from geleit.labels import say
from geleit.permissions import Colleague, StaffRole, StandIn


@attrs.frozen(kw_only=True)
class StandInEntry:
    """An entry of `stands_in_for`: a colleague's account (or the name of somebody on a shared one), and from which
    day to which day, both included; without days it always holds."""

    account: str = attrs.field(validator=checks.not_blank)
    from_: date | None = None
    until: date | None = attrs.field(default=None, validator=checks.not_before("from_"))


@attrs.frozen(kw_only=True)
class ColleagueEntry:
    """Somebody on a shared account, under their name. `person` is the id or exact name of their own record as a
    mentor, without it the name counts."""

    role: StaffRole
    person: str = ""
    stands_in_for: tuple[StandInEntry, ...] = ()


@attrs.frozen(kw_only=True)
class StaffEntry:
    """One account: what its owner does and the name to show, or in `shared` everybody who works on it, by name.

    `person` and `stands_in_for` are as in `ColleagueEntry`.
    """

    role: StaffRole | None = None
    name: str = ""
    person: str = ""
    stands_in_for: tuple[StandInEntry, ...] = ()
    shared: Mapping[str, ColleagueEntry] = attrs.field(factory=dict)


def colleagues(staff: Mapping[str, StaffEntry]) -> dict[str, Colleague | dict[str, Colleague]]:
    """The list of staff as `permissions.identify` takes it."""
    persons = {account: entry.person or entry.name for account, entry in staff.items()}
    for entry in staff.values():
        persons |= {name: one.person or name for name, one in entry.shared.items()}
    found: dict[str, Colleague | dict[str, Colleague]] = {}
    for account, entry in staff.items():
        if entry.role is None:
            found[account] = {
                name: Colleague(one.role, name, persons[name], _stands_in(one.stands_in_for, persons))
                for name, one in entry.shared.items()
            }
        else:
            stands_in = _stands_in(entry.stands_in_for, persons)
            found[account] = Colleague(entry.role, entry.name, persons[account], stands_in)
    return found


def _stands_in(entries: tuple[StandInEntry, ...], persons: Mapping[str, str]) -> tuple[StandIn, ...]:
    return tuple(StandIn(persons[one.account], one.from_, one.until) for one in entries if one.account in persons)


def roles_by_name(staff: Mapping[str, StaffEntry]) -> dict[str, StaffRole]:
    """The role of everybody on the list, by account and by name: what stands in a record as who did it."""
    roles: dict[str, StaffRole] = {}
    for account, entry in staff.items():
        if entry.role is not None:
            roles |= dict.fromkeys(filter(None, (account, entry.name)), entry.role)
        roles |= {name: one.role for name, one in entry.shared.items()}
    return roles


def disagreements(document: Document) -> Iterator[Problem]:
    """What is wrong between accounts: one that is neither somebody's nor shared, or both; a stand-in for nobody."""
    staff = document.data.get("staff")
    if not isinstance(staff, dict):
        return
    tables = {account: entry for account, entry in staff.items() if isinstance(entry, dict)}
    shared = {account: entry["shared"] for account, entry in tables.items() if isinstance(entry.get("shared"), dict)}
    known = {*tables, *(name for names in shared.values() for name in names)}
    for account, entry in tables.items():
        if ("role" in entry) == bool(shared.get(account)):
            code = "config.staff_both" if "role" in entry else "config.staff_neither"
            yield document.problem(("staff", account), say(code))
        yield from _unknown(document, ("staff", account), entry, known)
        for name, one in shared.get(account, {}).items():
            if isinstance(one, dict):
                yield from _unknown(document, ("staff", account, "shared", name), one, known)


def _unknown(document: Document, at: tuple[str, ...], entry: Mapping[str, Any], known: set[str]) -> Iterator[Problem]:
    listed = entry.get("stands_in_for")
    for place, one in enumerate(listed if isinstance(listed, list) else ()):
        named = one.get("account") if isinstance(one, dict) else None
        if isinstance(named, str) and named not in known:
            key: KeyPath = (*at, "stands_in_for", place, "account")
            yield document.problem(key, say("config.stands_in_for_none", found=shown(named)), shown(named))
