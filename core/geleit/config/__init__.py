"""An organisation's configuration: one TOML file by hand, one beside it by the program, read strictly.

Every mistake is reported at once, with file, line, key and what was expected. `load` checks the organisation's own
tables; a region's tables are checked by `structure_at` with the region's class, once it is loaded. The hand-written
file is never changed: what the program sets goes through `write_local` into `<name>.local.toml`.
"""

from geleit.config.loading import load, write_local
from geleit.config.organisation import (
    Config,
    DatabaseTable,
    GenderStyle,
    ImportTable,
    Organisation,
    ProgrammeTable,
    Protection,
    ReportingTable,
    RoundStatus,
    RoundTable,
    StaffEntry,
    StaffRole,
    Tables,
)
from geleit.config.overlay import local_path
from geleit.config.scanner import Document, parse_toml, read_toml
from geleit.config.schema import Entry, schema
from geleit.config.strictness import strict_converter
from geleit.config.structuring import structure, structure_at

__all__ = [
    "Config",
    "DatabaseTable",
    "Document",
    "Entry",
    "GenderStyle",
    "ImportTable",
    "Organisation",
    "ProgrammeTable",
    "Protection",
    "ReportingTable",
    "RoundStatus",
    "RoundTable",
    "StaffEntry",
    "StaffRole",
    "Tables",
    "load",
    "local_path",
    "parse_toml",
    "read_toml",
    "schema",
    "strict_converter",
    "structure",
    "structure_at",
    "write_local",
]
