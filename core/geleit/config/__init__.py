"""An organisation's configuration: one TOML file by hand, one beside it by the program, read strictly.

Every mistake is reported at once, with file, line, key and what was expected. `load` checks the organisation's own
tables; a region's tables are checked by `structure_at` with the region's class, once it is loaded. The hand-written
file is never changed: what the program sets goes through `write_local` into `<name>.local.toml`.
"""

from geleit.config.backup import BackupTable
from geleit.config.database import DatabaseTable, KeySource, Protection
from geleit.config.loading import load, put_back, with_local, write_local
from geleit.config.organisation import (
    Config,
    GenderStyle,
    ImportTable,
    Organisation,
    ProgrammeTable,
    ReportingTable,
    RoundStatus,
    RoundTable,
    Tables,
)
from geleit.config.overlay import local_path
from geleit.config.privacy import Basis, ConsentTable, PrivacyTable
from geleit.config.scanner import Document, parse_toml, read_toml
from geleit.config.schema import Entry, schema, type_at
from geleit.config.staff import ColleagueEntry, StaffEntry, StandInEntry, colleagues, roles_by_name
from geleit.config.strictness import strict_converter
from geleit.config.structuring import structure, structure_at

__all__ = [
    "BackupTable",
    "Basis",
    "ColleagueEntry",
    "Config",
    "ConsentTable",
    "DatabaseTable",
    "Document",
    "Entry",
    "GenderStyle",
    "ImportTable",
    "KeySource",
    "Organisation",
    "PrivacyTable",
    "ProgrammeTable",
    "Protection",
    "ReportingTable",
    "RoundStatus",
    "RoundTable",
    "StaffEntry",
    "StandInEntry",
    "Tables",
    "colleagues",
    "load",
    "local_path",
    "parse_toml",
    "put_back",
    "read_toml",
    "roles_by_name",
    "schema",
    "strict_converter",
    "structure",
    "structure_at",
    "type_at",
    "with_local",
    "write_local",
]
