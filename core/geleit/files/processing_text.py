"""A record of processing as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from geleit.display import safe
from geleit.files.processing_record import ProcessingRecord, recipient_line, transfers
from geleit.labels import Labels, say

_LONGEST = 20_000


def processing_text(record: ProcessingRecord, labels: Labels) -> str:
    """The record in lines, each made harmless."""
    lines = [*_lines(record, labels)]
    return "\n".join(safe(line, _LONGEST) for line in lines) + "\n"


def _lines(record: ProcessingRecord, labels: Labels) -> Iterator[str]:
    def text(code: str) -> str:
        return labels.text(code, record.language)

    yield record.title
    yield labels.text(say("processing.made", day=record.made_on), record.language)
    yield from ("", text("access.responsible"))
    yield from (f"  {label}: {value}" for label, value in record.facts)
    yield from ("", text("processing.purposes"))
    for activity in record.activities:
        yield f"  {activity.title}"
        yield from (f"    {recipient_line(one, labels, record.language)}" for one in activity.recipients)
    yield from ("", text("processing.people"))
    yield from (f"  {one}" for one in record.people)
    yield from ("", text("processing.data"))
    for category in record.data:
        yield f"  {category.title}"
        yield from (f"    {text(f'access.class.{kind}')}: {', '.join(names)}" for kind, names in category.fields)
    yield from ("", text("processing.transfers"))
    abroad = [recipient_line(one, labels, record.language) for one in transfers(record)]
    yield from (f"  {line}" for line in abroad or [text("processing.no_transfers")])
    yield from ("", text("processing.limits"))
    yield from (f"  {line}" for line in record.limits)
    yield from ("", text("processing.measures"))
    yield from (f"  {line}" for line in record.measures)
