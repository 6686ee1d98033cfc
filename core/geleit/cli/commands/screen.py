"""`geleit screen`: what the rules find of everybody who applied."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import option, programme_command
from geleit.labels import say
from geleit.model.people import Role

if TYPE_CHECKING:
    from geleit.programme.findings import Screened
    from geleit.screening import Finding

_MARKS = {"met": "✓", "not_met": "✗", "unknown": "?", "not_applicable": "·"}


@programme_command(
    "screen", option("--role", type=one_of(Role)), option("--on", type=DAY, label="on_screen"), json=True
)
def command(desk: Desk, *, role: Role | None, on: date | None) -> None:
    """Print everybody with all findings."""
    from geleit.programme.findings import screen_round

    found = screen_round(desk.programme, desk.round, [role] if role else tuple(Role), on)
    if desk.as_json:
        desk.json([_object(desk, one) for one in found])
        return
    if not found:
        desk.tell("cli.said.nothing")
    for one in found:
        _show(desk, one)


def _object(desk: Desk, one: Screened) -> dict[str, Any]:
    part = one.applicant.part
    return {
        "id": one.applicant.person.id,
        "role": part.role,
        "name": one.applicant.person.name,
        "state": part.state,
        "decision": one.screening.decision,
        "findings": [_finding(desk, finding) for finding in one.screening.findings],
    }


def _finding(desk: Desk, finding: Finding) -> dict[str, Any]:
    paper = finding.paper
    return {
        "rule": finding.rule,
        "force": finding.force,
        "verdict": finding.verdict,
        "reason": desk.text(finding.reason),
        "evidence": None
        if paper is None
        else {
            "kind": paper.kind,
            "issued_on": paper.issued_on,
            "seen_on": paper.seen_on,
            "valid_until": paper.valid_until,
            "by": paper.by,
        },
        "source": finding.source,
        "overridden": finding.overridden,
    }


def _show(desk: Desk, one: Screened) -> None:
    person, part = one.applicant.person, one.applicant.part
    where = f"{desk.label('Role', part.role)}, {desk.label('PartState', part.state)}"
    desk.put(f"{person.name} ({where}): {desk.label('Outlook', one.screening.decision)}  [{person.id}]")
    for finding in one.screening.findings:
        line = f"  {_MARKS[finding.counts_as.value]} {finding.rule} {desk.text(finding.reason)}"
        if finding.overridden is not None:
            line += desk.text(say("cli.said.overridden", reason=finding.overridden))
        desk.put(line)
