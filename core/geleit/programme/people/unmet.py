"""For whom a rule is not met or unknown: checked person by person, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import attrs

from geleit.errors import NotAllowed, UsageError
from geleit.fields import Sensitivity
from geleit.labels import Listed, say
from geleit.model.lifecycle import GONE, PartState
from geleit.model.people import Participation, Person, Role
from geleit.model.rounds import Round
from geleit.permissions import Action, seeing_roles
from geleit.programme.context import Programme
from geleit.programme.findings import special_fields
from geleit.programme.privacy.restriction import restricted_people
from geleit.programme.roster import Applicant, with_papers
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.questions.eligibility import Rule, Verdict
from geleit.screening import screen
from geleit.store import Reads
from geleit.store.browsing import Choice, some

Report = Callable[[int, int], None]
"""Is told how many of how many are done; what it raises ends the work."""

_AT_ONCE = 250
_ALL = -1
_CONCERNED = tuple(state for state in PartState if state not in GONE)


@attrs.frozen
class Unmet:
    """A rule's code, and the parts for which it is not met or unknown."""

    rule: str
    parts: tuple[str, ...]


@needs(Action.SCREEN)
def unmet(
    programme: Programme, round_: Round[Any], rule: str, role: Role | None = None, *, report: Report | None = None
) -> Unmet:
    """The people of a round for whom a rule is not met or unknown, among those who have not left it; what somebody has
    set aside counts as met. Whose data may only be kept is left out.

    Raises UsageError for a rule that there is not, NotAllowed if it reads what the actor may not see. Whose protected
    fields the answer tells of is kept in the history.
    """
    rules = _rules(programme, round_, rule, role)
    reads = programme.store
    concerned = {each: some(reads, Choice(round=round_.id, role=each, states=_CONCERNED), _ALL) for each in rules}
    of = sum(map(len, concerned.values()))
    done = 0
    found: list[Applicant] = []
    kept_only = restricted_people(reads)
    for each, ids in concerned.items():
        for some_ids in _parted(ids):
            applicants = [
                one for one in _applicants(programme, reads, each, some_ids) if one.person.id not in kept_only
            ]
            found += _failing(programme, round_, rules[each], applicants)
            done += len(some_ids)
            if report is not None:
                report(done, of)
    told = {each: special_fields(programme, round_, each)[rule] for each in rules}
    note_shown(programme, {one.person.id: told[one.part.role] for one in found})
    return Unmet(rule, tuple(one.part.id for one in found))


def _rules(programme: Programme, round_: Round[Any], code: str, role: Role | None) -> dict[Role, Rule]:
    """The rule of each role that has it."""
    eligibility = programme.answers(round_).eligibility
    roles = [*Role] if role is None else [role]
    known = {each: {rule.code: rule for rule in eligibility.of(each)} for each in roles}
    found = {each: rules[code] for each, rules in known.items() if code in rules}
    if not found:
        codes = dict.fromkeys(name for rules in known.values() for name in rules)
        raise UsageError(say("decisions.unknown_rule", rule=code, rules=Listed([*codes] or ["–"], "list.or")))
    permits = programme.permits
    hidden = any(special_fields(programme, round_, each)[code] for each in found)
    if hidden and not permits.narrow and not permits.sees(Sensitivity.SPECIAL):
        roles_seeing = [say(f"StaffRole.{one.value}") for one in seeing_roles(Sensitivity.SPECIAL)]
        raise NotAllowed(say("people.rule_hidden", rule=say(f"rule.{code}"), may=Listed(roles_seeing, "list.or")))
    return found


def _failing(
    programme: Programme, round_: Round[Any], rule: Rule, applicants: Iterable[Applicant]
) -> Iterator[Applicant]:
    blame = partial(programme.asked.blame, "geleit_eligibility")
    today = programme.today()
    for one in applicants:
        finding = screen(one.dossier(round_, today), [rule], dict(one.overrides), blame=blame).findings[0]
        if finding.counts_as in (Verdict.NOT_MET, Verdict.UNKNOWN):
            yield one


def _applicants(programme: Programme, reads: Reads, role: Role, ids: Sequence[str]) -> tuple[Applicant, ...]:
    """Some parts with all that a rule reads."""
    parts = reads.all(Participation, id=tuple(ids))
    people = {one.id: one for one in reads.all(Person, id=tuple({part.person for part in parts}))}
    cls = programme.participant(role)
    fields = reads.all_fields(programme.table(role), cls, ids)
    own = [part for part in parts if programme.permits.has_person(part.person)]
    return with_papers(
        programme, reads, [Applicant(people[part.person], part, fields.get(part.id) or cls()) for part in own]
    )


def _parted(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(ids), _AT_ONCE):
        yield ids[first : first + _AT_ONCE]
