"""What the rules find of everybody in a round, and findings that a person sets aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

import attrs

from geleit.errors import NotPossible, UsageError
from geleit.fields import Sensitivity, fields_of
from geleit.labels import Listed, say
from geleit.model.people import Override, Person, Role
from geleit.model.rounds import Round
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.privacy.restriction import restricted_people
from geleit.programme.roster import Applicant, find_part, roster
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.questions.conditions import Combined, Consented, Seen
from geleit.questions.eligibility import Condition, Verdict
from geleit.screening import Screening, screen
from geleit.store import Transaction


@attrs.frozen
class Screened:
    """An applicant with what the rules find. `hidden` names the rules whose findings the reader may not see: these say
    unknown and nothing else, and are to be shown as hidden."""

    applicant: Applicant
    screening: Screening
    hidden: frozenset[str] = frozenset()


@needs(Action.SCREEN)
def screen_one(programme: Programme, round_: Round[Any], applicant: Applicant, on: date | None = None) -> Screening:
    """What the rules find of somebody on a day (today)."""
    rules = programme.answers(round_).eligibility.of(applicant.part.role)
    dossier = applicant.dossier(round_, on or programme.today())
    blame = partial(programme.asked.blame, "geleit_eligibility")
    return screen(dossier, rules, dict(applicant.overrides), blame=blame)


@needs(Action.SCREEN)
def screen_round(
    programme: Programme, round_: Round[Any], roles: Iterable[Role] = tuple(Role), on: date | None = None
) -> tuple[Screened, ...]:
    """Everybody in a round with their findings; those with more priorities first, then by the day they applied. Who may
    only be kept is not screened."""
    kept_only = restricted_people(programme.store)
    found = [
        Screened(applicant, screen_one(programme, round_, applicant, on))
        for role in roles
        for applicant in roster(programme, round_.id, role)
        if applicant.person.id not in kept_only
    ]
    return tuple(
        sorted(found, key=lambda one: (one.applicant.part.role, -one.screening.priority, one.applicant.part.applied_on))
    )


@needs(Action.SCREEN)
def show_round(
    programme: Programme, round_: Round[Any], roles: Iterable[Role] = tuple(Role), on: date | None = None
) -> tuple[Screened, ...]:
    """`screen_round` for somebody who reads it: what a finding says of protected fields is hidden from those who may
    not see them, and kept in the history for those who may."""
    found = screen_round(programme, round_, roles, on)
    told = {role: special_fields(programme, round_, role) for role in Role}
    seen: dict[str, list[str]] = {}
    shown = []
    for one in found:
        part, person = one.applicant.part, one.applicant.person.id
        if programme.permits.sees(Sensitivity.SPECIAL, person):
            asked = [told[part.role][finding.rule] for finding in one.screening.findings]
            seen.setdefault(person, []).extend(name for names in asked for name in names)
            shown.append(one)
        else:
            shown.append(_covered(one, told[part.role]))
    note_shown(programme, seen)
    return tuple(shown)


def special_fields(programme: Programme, round_: Round[Any], role: Role) -> Mapping[str, tuple[str, ...]]:
    """The protected fields that each rule reads, by its code; what a rule does not say it reads counts as protected."""
    cls = programme.participant(role)
    known = {field.name: field for field in (*fields_of(Person), *fields_of(cls))}
    return {
        rule.code: tuple(
            dict.fromkeys(
                name
                for test in (rule.test, rule.applies_when)
                if test is not None
                for name in _reads(test, rule.code)
                if name == rule.code or (name in known and known[name].ask.sensitivity is Sensitivity.SPECIAL)
            )
        )
        for rule in programme.answers(round_).eligibility.of(role)
    }


def _reads(test: Condition, code: str) -> Iterator[str]:
    if isinstance(test, Combined):
        for part in test.parts:
            yield from _reads(part, code)
    elif not isinstance(test, Consented | Seen):
        yield from test.reads or (code,)


def _covered(one: Screened, told: Mapping[str, tuple[str, ...]]) -> Screened:
    hidden = frozenset(code for code, names in told.items() if names)
    findings = tuple(
        attrs.evolve(
            finding, verdict=Verdict.UNKNOWN, reason=say("permissions.hidden"), missing=(), paper=None, overridden=None
        )
        if finding.rule in hidden
        else attrs.evolve(finding, overridden=finding.overridden and HIDDEN)
        for finding in one.screening.findings
    )
    return attrs.evolve(one, screening=attrs.evolve(one.screening, findings=findings), hidden=hidden)


@needs(Action.DECIDE)
def override(
    programme: Programme, round_: Round[Any], person: str, rule: str, reason: str, role: Role | None = None
) -> Override:
    """Set a finding aside, with a reason. Raises UsageError for an unknown rule, NotPossible without a reason."""
    with programme.store.write("override") as tx:
        return set_aside(programme, tx, round_, find_part(programme, round_.id, person, role, tx), rule, reason)


@needs(Action.DECIDE)
def set_aside(
    programme: Programme, tx: Transaction, round_: Round[Any], applicant: Applicant, rule: str, reason: str
) -> Override:
    """`override` within a unit of work that does more."""
    codes = [one.code for one in programme.answers(round_).eligibility.of(applicant.part.role)]
    if rule not in codes:
        raise UsageError(say("decisions.unknown_rule", rule=rule, rules=Listed(codes, "list.or")))
    if not reason.strip():
        raise NotPossible(say("decisions.override_reason", rule=rule))
    return tx.add(
        Override(
            id=programme.new_id(),
            participation=applicant.part.id,
            rule=rule,
            reason=reason,
            by=programme.actor.shown,
            on=programme.today(),
        )
    )
