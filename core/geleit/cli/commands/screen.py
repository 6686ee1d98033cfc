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
from geleit.permissions import HIDDEN

if TYPE_CHECKING:
    from geleit.programme.findings import Screened
    from geleit.screening import Finding

_MARKS = {"met": "✓", "not_met": "✗", "unknown": "?", "not_applicable": "·"}


@programme_command(
    "screen", option("--role", type=one_of(Role)), option("--on", type=DAY, label="on_screen"), json=True
)
def command(desk: Desk, *, role: Role | None, on: date | None) -> None:
    """Print everybody with all findings."""
    from geleit.programme.findings import show_round
    from geleit.programme.privacy.consents import to_be_asked
    from geleit.programme.privacy.restriction import restricted_of_round

    roles = [role] if role else [*Role]
    found = show_round(desk.programme, desk.round, roles, on)
    if desk.as_json:
        desk.json([_object(desk, one) for one in found])
    elif not found:
        desk.tell("cli.said.nothing")
    else:
        for one in found:
            _show(desk, one)
    for sentence in to_be_asked(desk.programme, (one.applicant.person.id for one in found), on):
        desk.tell(sentence)
    if left := restricted_of_round(desk.programme, desk.round, roles):
        desk.tell(left)


def _object(desk: Desk, one: Screened) -> dict[str, Any]:
    part = one.applicant.part
    return {
        "id": one.applicant.person.id,
        "role": part.role,
        "name": one.applicant.person.name,
        "state": part.state,
        "decision": one.screening.decision,
        "findings": [_finding(desk, finding, one.hidden) for finding in one.screening.findings],
    }


def _finding(desk: Desk, finding: Finding, hidden: frozenset[str]) -> dict[str, Any]:
    if finding.rule in hidden:
        shown = {"rule": finding.rule, "force": finding.force, "source": finding.source}
        return {**dict.fromkeys(("verdict", "reason", "evidence", "overridden"), HIDDEN), **shown}
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
        mark = " " if finding.rule in one.hidden else _MARKS[finding.counts_as.value]
        line = f"  {mark} {finding.rule} {desk.text(finding.reason)}"
        if finding.overridden is not None:
            line += desk.text(say("cli.said.overridden", reason=finding.overridden))
        desk.put(line)
