"""A person's record on the command line: as JSON, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from geleit.cli.desk import Desk
from geleit.labels import Sentence, day, say
from geleit.permissions import HIDDEN
from geleit.programme.people.curtain import Veil

if TYPE_CHECKING:
    from geleit.programme.people.lines import FieldLine, FindingLine, PersonRecord

_MARKS = {"met": "✓", "not_met": "✗", "unknown": "?", "not_applicable": "·"}
_AS_THEY_ARE = (
    *("papers", "consents", "interviews", "decisions", "contacts", "tasks", "partnerships", "outcomes"),
    *("follow_ups", "requests"),
)
_LEFT_OUT = frozenset({"id", "other", "round", "purpose", "recipient", "needed"})
_CODES = {"category": "outcome", "end_reason": "end", "offset": "follow_up", "move": "move"}
"""Where the label of a code stands, by the field that holds it."""


def as_object(desk: Desk, record: PersonRecord) -> dict[str, Any]:
    """The record as JSON; texts in the reader's language."""
    return {
        "id": record.id,
        "name": record.name,
        "age": record.age,
        "restricted": record.restricted,
        "special_shown": record.unveiled,
        "part": _plain(desk, record.part),
        "parts": [_plain(desk, part) for part in record.parts],
        "fields": {line.field.name: _field(line) for group in record.groups for line in group.lines},
        "decision": record.outlook,
        "findings": [_finding(desk, finding) for finding in record.findings],
        **{name: [_plain(desk, one) for one in getattr(record, name)] for name in _AS_THEY_ARE},
        "duplicates": [_plain(desk, one) for one in record.twins],
        "steps": [_plain(desk, one) for one in record.steps],
    }


def _plain(desk: Desk, line: Any) -> dict[str, Any]:
    """The fields of a line; its sentences in words, pairs of a label and words as objects."""
    return {name: _said(desk, value) for name, value in attrs.asdict(line, recurse=False).items()}


def _said(desk: Desk, value: Any) -> Any:
    if isinstance(value, Sentence):
        return desk.text(value)
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return [{"label": desk.text(label), "shown": words} for label, words in value]
    return value


def _field(line: FieldLine) -> dict[str, Any]:
    hidden = line.shown == HIDDEN and line.stored is None
    return {
        "value": HIDDEN if hidden else line.stored,
        "shown": line.shown or None,
        "series": [
            {"shown": one.shown, "seen_on": one.seen_on, "by": one.by, "valid_until": one.valid_until}
            for one in line.series
        ],
    }


def _finding(desk: Desk, one: FindingLine) -> dict[str, Any]:
    hidden = one.veil is Veil.HIDDEN
    return {
        "rule": one.rule,
        "force": one.force,
        "verdict": HIDDEN if hidden else one.verdict,
        "reason": HIDDEN if one.veil is not Veil.OPEN else desk.text(one.reason),
        "missing": [desk.text(missing) for missing in one.missing],
        "evidence": one.paper,
        "source": one.source,
        "overridden": one.overridden,
        "overridden_by": one.overridden_by,
        "overridden_on": one.overridden_on,
    }


def put_record(desk: Desk, record: PersonRecord) -> None:
    """The record as lines under headings; what is empty is left out."""
    part = record.part
    where = f"{desk.label('Role', part.role)}, {part.round_title}, {desk.label('PartState', part.state)}"
    desk.put(f"{record.name} ({where})  [{record.id}]")
    if record.restricted:
        desk.put(f"! {desk.text('restriction.name')}")
    for group in record.groups:
        _section(desk, group.label, [f"{desk.text(line.label)}: {line.shown or '–'}" for line in group.lines])
    _section(desk, say("record.findings", outlook=say(f"Outlook.{record.outlook.value}")), _findings(desk, record))
    for name in _AS_THEY_ARE:
        _section(desk, say(f"record.{name}"), [_line(desk, one) for one in getattr(record, name)])
    _section(desk, say("record.duplicates"), [_line(desk, one) for one in record.twins])
    _section(desk, say("record.parts"), [_line(desk, one) for one in record.parts])
    if record.veiled:
        desk.tell(say("cli.said.veiled", n=record.veiled))


def _section(desk: Desk, heading: Sentence, lines: Iterable[str]) -> None:
    found = list(lines)
    if found:
        desk.put()
        desk.put(desk.text(heading))
    for line in found:
        desk.put(f"  {line}")


def _findings(desk: Desk, record: PersonRecord) -> Iterator[str]:
    for one in record.findings:
        mark = " " if one.veil is Veil.HIDDEN else _MARKS[one.counts_as.value]
        line = f"{mark} {one.rule} {desk.text(one.label)}: "
        line += desk.text(one.reason) if one.veil is not Veil.VEILED else HIDDEN
        if one.overridden is not None:
            line += desk.text(say("cli.said.overridden", reason=one.overridden))
        yield line


def _line(desk: Desk, one: Any) -> str:
    """What is known of a line, in the order of its fields, without ids and bare codes."""
    known = attrs.asdict(one, recurse=False)
    if "label" in known:
        known.pop("kind")
    words = (_word(desk, name, value) for name, value in known.items())
    return " · ".join(word for word in words if word)


def _word(desk: Desk, name: str, value: Any) -> str:
    if name in _LEFT_OUT or value is None or value is False or value == ():
        return ""
    if isinstance(value, Sentence):
        return desk.text(value)
    if isinstance(value, tuple):
        if isinstance(value[0], tuple):
            return ", ".join(f"{desk.text(label)}: {words}" for label, words in value)
        return ", ".join(desk.text(f"cli.sign.{sign}") for sign in value)
    if hasattr(value, "isoformat"):
        return f"{_heading(desk, name)}: {day(value, desk.door.language)}"
    if value is True:
        return _heading(desk, name)
    return desk.label(_CODES.get(name, type(value).__name__), value)


def _heading(desk: Desk, name: str) -> str:
    known = desk.programme.labels.languages_of
    code = next(
        (f"{before}.{name}" for before in ("record.of", "kept.field", "field") if known(f"{before}.{name}")), ""
    )
    return desk.text(code or name)
