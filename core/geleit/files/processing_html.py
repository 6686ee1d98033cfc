"""A record of processing as one HTML file that needs nothing else."""

from __future__ import annotations

from importlib.resources import files

from geleit.display import safe
from geleit.files.processing_record import ProcessingRecord, recipient_line, transfers
from geleit.labels import Labels, say

_LONGEST = 20_000


def processing_html(record: ProcessingRecord, labels: Labels) -> str:
    """The record as a page that prints well; every text is escaped."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("geleit.files").joinpath("processing.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        record=record,
        text=lambda code: labels.text(code, record.language),
        made=labels.text(say("processing.made", day=record.made_on), record.language),
        line=lambda one: recipient_line(one, labels, record.language),
        abroad=list(transfers(record)),
        clean=lambda text: safe(text, _LONGEST),
    )
