"""`geleit backup list`: the backups there are."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from geleit.cli.desk import Desk
from geleit.cli.making import option, programme_command
from geleit.labels import day


@programme_command(
    "backup list", option("--from", "folder", metavar="FOLDER", label="backup_from"), round_=False, json=True
)
def command(desk: Desk, *, folder: str | None) -> int:
    """Print them, the newest first; 1 if any is not as it was made."""
    from geleit.programme.safekeeping.backups import backups

    found = backups(desk.programme, Path(folder) if folder else None)
    states = [(one, one.fault()) for one in found.backups]
    if desk.as_json:
        desk.json(
            [
                {
                    "file": one.manifest.file,
                    "made_at": one.manifest.made_at.isoformat(),
                    "size": one.manifest.size,
                    "sealed": one.manifest.sealed,
                    "occasion": one.manifest.occasion,
                    "witness": str(one.manifest.witness),
                    "fault": None if fault is None else desk.text(fault),
                }
                for one, fault in states
            ]
        )
    else:
        zone = ZoneInfo(desk.programme.config.organisation.timezone)
        desk.table(
            [f"cli.column.{name}" for name in ("file", "at", "size", "sealed", "entries")],
            [
                (
                    one.manifest.file,
                    day(one.manifest.made_at.astimezone(zone), desk.door.language),
                    f"{one.manifest.size / 1_000_000:.1f} MB",
                    desk.text("bool.yes" if one.manifest.sealed else "bool.no"),
                    str(one.manifest.witness.seq),
                )
                for one, _ in states
            ],
        )
    faults = [*found.faults, *(fault for _, fault in states if fault is not None)]
    for fault in faults:
        desk.tell(fault)
    return 1 if faults else 0
