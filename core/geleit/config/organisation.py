"""The tables of an organisation's file, and what must agree between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from geleit.config import checks, privacy
from geleit.config import keys as keys_table
from geleit.config import retention as retention_tables
from geleit.config import staff as staff_tables
from geleit.config.backup import BackupTable
from geleit.config.database import DatabaseTable
from geleit.config.lines import KeyPath
from geleit.config.privacy import ConsentTable, PrivacyTable
from geleit.config.retention import Category, RetentionTable
from geleit.config.scanner import Document
from geleit.config.staff import StaffEntry
from geleit.config.wording import shown
from geleit.errors import Problem
from geleit.labels import say


class GenderStyle(StrEnum):
    """What stands between stem and ending of a German inclusive form."""

    COLON = ":"
    ASTERISK = "*"
    UNDERSCORE = "_"
    SLASH = "/-"


class RoundStatus(StrEnum):
    """Where a round stands before anything is stored about it."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


@attrs.frozen(kw_only=True)
class Organisation:
    """`[organisation]`: who runs the programme, in which languages, by which clock (IANA name)."""

    name: str = attrs.field(validator=checks.not_blank)
    languages: tuple[str, ...] = attrs.field(validator=checks.languages)
    timezone: str = attrs.field(validator=checks.a_timezone)
    gender_style: GenderStyle = GenderStyle.COLON


@attrs.frozen(kw_only=True)
class ProgrammeTable:
    """`[programme]`: which region's rules apply, under which title."""

    region: str = attrs.field(validator=checks.a_region)
    title: str = attrs.field(validator=checks.not_blank)
    extensions: tuple[str, ...] = attrs.field(default=(), validator=checks.names)


@attrs.frozen(kw_only=True)
class RoundTable:
    """`[[rounds]]`: a cohort, an intake or a funding phase.

    Missing dates and figures are not known yet. `continues` is the id of the round whose open cases are carried over;
    `region` holds this round's settings of the region, as written.
    """

    id: str = attrs.field(validator=checks.a_name)
    title: str = attrs.field(validator=checks.not_blank)
    start: date | None = None
    end: date | None = attrs.field(default=None, validator=checks.not_before("start"))
    places: int | None = attrs.field(default=None, validator=checks.at_least(0))
    number: int | None = None
    apply_by: date | None = None
    status: RoundStatus = RoundStatus.PLANNED
    continues: str | None = None
    region: Mapping[str, object] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class ImportTable:
    """`[import]`: heading in the organisation's lists → field."""

    columns: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class ReportingTable:
    """`[reporting]`: the smallest number of people that a public table shows."""

    minimum_cell: int = attrs.field(default=5, validator=checks.at_least(2))


@attrs.frozen(kw_only=True)
class Tables:
    """The whole file. `staff` is None where the file has no `[staff]`; `region` is as written, for its own class."""

    organisation: Organisation
    programme: ProgrammeTable
    database: DatabaseTable
    staff: Mapping[str, StaffEntry] | None = None
    region: Mapping[str, object] = attrs.field(factory=dict)
    rounds: tuple[RoundTable, ...] = ()
    import_: ImportTable = attrs.field(factory=ImportTable)
    reporting: ReportingTable = attrs.field(factory=ReportingTable)
    consents: tuple[ConsentTable, ...] = ()
    privacy: PrivacyTable = attrs.field(factory=PrivacyTable)
    retention: Mapping[Category, RetentionTable] = attrs.field(factory=dict)
    backup: BackupTable = attrs.field(factory=BackupTable)
    keys: keys_table.Keys = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Config(Tables):
    """An organisation's configuration and where each value of it stands."""

    path: Path
    document: Document = attrs.field(repr=False)

    @property
    def database_path(self) -> Path:
        """The database's file; a relative path starts at the configuration's folder."""
        return self.path.parent / self.database.path

    @property
    def backup_folder(self) -> Path:
        """Where backups go; a relative path starts at the configuration's folder."""
        return self.path.parent / self.backup.folder

    def round(self, id_: str) -> RoundTable | None:
        """The round of an id, or None."""
        return next((each for each in self.rounds if each.id == id_), None)

    def origin(self, key_path: KeyPath) -> str | None:
        """`file:line` of a key, or None where it stands in neither file and the default holds.

        A round may be named by its place in the list or by its id.
        """
        if len(key_path) > 1 and key_path[0] == "rounds" and isinstance(key_path[1], str):
            ids = [each.id for each in self.rounds]
            if key_path[1] not in ids:
                return None
            key_path = ("rounds", ids.index(key_path[1]), *key_path[2:])
        found = self.document.origin(key_path)
        return f"{found[0]}:{found[1]}" if found else None


def disagreements(document: Document) -> Iterator[Problem]:
    """What is wrong between rounds: an id or number used twice, a round that continues none or, in a circle, itself;
    and between consents, and between accounts.

    Reads the raw tables, so that a mistake elsewhere in a round hides nothing.
    """
    yield from privacy.disagreements(document)
    yield from staff_tables.disagreements(document)
    yield from retention_tables.disagreements(document)
    yield from keys_table.disagreements(document)
    rounds = document.data.get("rounds")
    if not isinstance(rounds, list):
        return
    tables = [(index, table) for index, table in enumerate(rounds) if isinstance(table, dict)]
    for key in ("id", "number"):
        yield from _used_twice(document, tables, key)
    before = {table["id"]: table.get("continues") for _, table in tables if isinstance(table.get("id"), str)}
    for index, table in tables:
        named = table.get("continues")
        if not isinstance(named, str):
            continue
        at = ("rounds", index, "continues")
        if named not in before:
            yield document.problem(at, say("config.continues_none", found=shown(named)), shown(named))
        elif _leads_back(table.get("id"), before):
            yield document.problem(at, say("config.continues_itself", found=shown(named)), shown(named))


def _used_twice(document: Document, tables: list[tuple[int, dict[str, Any]]], key: str) -> Iterator[Problem]:
    first: dict[object, int] = {}
    for index, table in tables:
        value = table.get(key)
        if not isinstance(value, str | int) or isinstance(value, bool):
            continue
        if value in first:
            _, line = document.place(("rounds", first[value], key))
            sentence = say("config.used_twice", found=shown(value), line=line)
            yield document.problem(("rounds", index, key), sentence, shown(value))
        first.setdefault(value, index)


def _leads_back(id_: object, before: Mapping[str, object]) -> bool:
    """Whether following `continues` from a round comes back to it."""
    seen: set[object] = set()
    step = before.get(id_) if isinstance(id_, str) else None
    while isinstance(step, str) and step not in seen:
        if step == id_:
            return True
        seen.add(step)
        step = before.get(step)
    return False
