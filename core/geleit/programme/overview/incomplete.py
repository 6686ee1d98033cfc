"""Applications about which something mandatory is not known yet, with what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs

from geleit.fields import Sensitivity
from geleit.labels import Listed, Sentence, say
from geleit.model.lifecycle import PartState
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.findings import screen_one, special_fields
from geleit.programme.overview.matters import LISTED, Listing, Matter, Opens, Target, listed, unnamed, with_names
from geleit.programme.overview.whose import EVERYBODY, Whose
from geleit.programme.privacy.restriction import restricted_people
from geleit.programme.roster import Applicant, with_papers, without_papers
from geleit.programme.staff.permits import needs
from geleit.questions.eligibility import Force, Verdict
from geleit.screening import Finding, Outlook

UNDECIDED = {
    Role.MENTEE: frozenset({PartState.APPLIED, PartState.PAPERS_CHECKED, PartState.INTERVIEWED, PartState.WAITING}),
    Role.MENTOR: frozenset({PartState.APPLIED, PartState.TALKED, PartState.SIGNED}),
}
"""The states in which somebody can still be admitted, by role."""

_AT_ONCE = 500


@attrs.frozen(kw_only=True)
class Incomplete(Matter):
    """An application that cannot be decided: whose role, which mandatory rules are unknown, and what they miss.

    `missing` are codes of labels (`field.…`, `evidence.…`); a rule about protected fields says nothing to a reader who
    may not see them.
    """

    role: Role
    participation: str
    rules: tuple[str, ...]
    missing: tuple[str, ...]


@needs(Action.SCREEN)
def incomplete_applications(
    programme: Programme,
    rounds: Iterable[Round[Any]],
    *,
    whose: Whose = EVERYBODY,
    on: date | None = None,
    since: date | None = None,
    limit: int | None = LISTED,
    progress: Callable[[int, int], None] | None = None,
) -> Listing[Incomplete]:
    """The applications of some rounds that stay open because something mandatory is unknown, the oldest first.

    An application that a mandatory rule refuses already is not incomplete. `progress` is told how many applications of
    how many have been looked at; an exception that it raises ends the work. Who may only be kept is left out.
    """
    day = on or programme.today()
    kept_only = restricted_people(programme.store)
    waiting = [
        (round_, one)
        for round_ in rounds
        for role, states in UNDECIDED.items()
        for one in without_papers(programme, round_.id, role, states)
        if one.person.id not in kept_only and whose.person(one.person.id)
    ]
    waiting.sort(key=lambda each: (each[1].part.applied_on, each[1].part.id))
    hidden = {
        (round_.id, role): {code for code, names in special_fields(programme, round_, role).items() if names}
        for round_ in {each[0].id: each[0] for each in waiting}.values()
        for role in Role
    }
    found: list[Incomplete] = []
    for first in range(0, len(waiting), _AT_ONCE):
        if progress is not None:
            progress(first, len(waiting))
        some = waiting[first : first + _AT_ONCE]
        whole = with_papers(programme, programme.store, [one for _, one in some])
        for (round_, _), one in zip(some, whole, strict=True):
            open_ones = _open(programme, round_, one, day)
            if open_ones:
                covered = set() if _sees(programme, one) else hidden[round_.id, one.part.role]
                found.append(_incomplete(round_, one, open_ones, covered, since))
    return with_names(programme, listed(found, limit))


def _open(programme: Programme, round_: Round[Any], one: Applicant, on: date) -> list[Finding]:
    """The mandatory findings that keep somebody from being decided on; none where one of them decides already."""
    screening = screen_one(programme, round_, one, on)
    if screening.decision is not Outlook.OPEN:
        return []
    return [each for each in screening.findings if each.force is Force.MANDATORY and each.counts_as is Verdict.UNKNOWN]


def _sees(programme: Programme, one: Applicant) -> bool:
    return programme.permits.sees(Sensitivity.SPECIAL, one.person.id)


def _incomplete(
    round_: Round[Any], one: Applicant, findings: list[Finding], covered: set[str], since: date | None
) -> Incomplete:
    told = [each for each in findings if each.rule not in covered]
    missing = tuple(dict.fromkeys(_label(name) for each in told for name in each.missing))
    rules = tuple(each.rule for each in findings)
    named: list[Sentence] = [say(code) for code in missing]
    if not named:
        named = [say(f"rule.{each.rule}") for each in told] or [say("permissions.hidden")]
    return Incomplete(
        what="overview.kind.incomplete",
        who=unnamed((one.person.id,)),
        people=1,
        round=round_.id,
        since=one.part.applied_on,
        new=since is None or one.part.applied_on > since,
        sentence=say("overview.incomplete", missing=Listed(named)),
        opens=Target(Opens.PERSON, one.person.id, round_.id),
        role=one.part.role,
        participation=one.part.id,
        rules=rules,
        missing=missing,
    )


def _label(name: str) -> str:
    return name if "." in name else f"field.{name}"
