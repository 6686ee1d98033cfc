"""`geleit access`: everything that is kept of a person, for that person (Art. 15 GDPR)."""

from __future__ import annotations

import re
from pathlib import Path

from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.printing import as_json
from geleit.errors import GeleitError
from geleit.files.reasons import reason_of
from geleit.labels import Listed, say

_SHORT = 40


@programme_command(
    "access",
    argument("person"),
    option("--dir", "folder", metavar="FOLDER", label="folder_access"),
    option("--text-language", metavar="CODE", label="text_language_access"),
    round_=False,
    json=True,
)
def command(desk: Desk, *, person: str, folder: str | None, text_language: str | None) -> None:
    """Write it as a page and as data, both or neither; with `--json` print the data instead."""
    from geleit.errors import UsageError
    from geleit.files.access_html import access_html
    from geleit.files.new_files import write_all_new
    from geleit.programme.privacy.access import LANGUAGES, access_report

    if text_language is not None and text_language not in LANGUAGES:
        known = Listed(LANGUAGES, "list.or")
        raise UsageError(say("cli.said.bad_choice", what="--text-language", found=text_language, known=known))
    place = Path(folder or ".")
    if not desk.as_json and not place.is_dir():
        raise UsageError(say("cli.said.no_folder", folder=place))
    report = access_report(desk.programme, person, text_language)
    if desk.as_json:
        desk.json(report)
        return
    # The file's name says who it is about by the id alone, since a folder is seen by more people than a file.
    id_ = re.sub("[^a-z0-9]+", "-", report.person.lower()).strip("-")[:_SHORT] or "person"
    stem = f"access-{id_}-{report.made_on}"
    contents = {
        place / f"{stem}.html": access_html(report, desk.programme.labels).encode("utf-8", "replace"),
        place / f"{stem}.json": as_json(report).encode("utf-8", "replace"),
    }
    try:
        written = write_all_new(contents)
    except OSError as error:
        raise GeleitError(say("config.cannot_write", file=place, reason=reason_of(error))) from error
    desk.tell(say("cli.said.access", name=report.name, files=Listed([str(path) for path in written])))
    desk.tell("cli.said.access_check")
