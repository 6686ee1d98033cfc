"""`geleit processing`: the record of processing activities (Art. 30 GDPR)."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.desk import Desk
from geleit.cli.kinds import OneOf
from geleit.cli.making import option, programme_command
from geleit.files.saving import save_new
from geleit.labels import say


@programme_command(
    "processing",
    option("--format", "form", type=OneOf(("text", "html", "json")), label="form_processing"),
    option("--out", metavar="FILE"),
    round_=False,
    json=True,
)
def command(desk: Desk, *, form: str | None, out: str | None) -> None:
    """Print it or write it to a file."""
    from geleit.cli.printing import as_json
    from geleit.files.processing_html import processing_html
    from geleit.files.processing_text import processing_text
    from geleit.programme.privacy.processing import record_of_processing

    record = record_of_processing(desk.programme, desk.door.language)
    if desk.as_json or form == "json":
        text = as_json(record)
    else:
        text = (processing_html if form == "html" else processing_text)(record, desk.programme.labels)
    if out is None:
        desk.raw(text)
        return
    desk.tell(say("cli.said.saved", file=save_new(Path(out), text)))
