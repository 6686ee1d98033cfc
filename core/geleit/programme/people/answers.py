"""The fields and findings of a person's record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geleit.fields import Field, Sensitivity
from geleit.labels import Sentence, say
from geleit.model.people import Override
from geleit.model.rounds import Round
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.findings import special_fields
from geleit.programme.people.checks import known
from geleit.programme.people.curtain import Curtain, Veil
from geleit.programme.people.field_groups import field_groups
from geleit.programme.people.lines import FieldLine, FindingLine, GroupLines, SeriesLine
from geleit.programme.roster import Applicant
from geleit.programme.staff.permits import needs
from geleit.questions.eligibility import Verdict
from geleit.screening import Finding, Screening

_NUMBERS: Mapping[str, type[int | float]] = {"INTEGER": int, "REAL": float}


def help_of(programme: Programme, field: Field) -> Sentence | None:
    """The help text of a field, where there is one."""
    code = f"help.{field.name}"
    return say(code) if programme.labels.languages_of(code) else None


@needs(Action.SEE_PEOPLE)
def answer_lines(
    programme: Programme, round_: Round[Any], applicant: Applicant, curtain: Curtain
) -> tuple[GroupLines, ...]:
    """Every field under its heading; what is answered in the interview as it was rated last."""
    dossier = applicant.dossier(round_, programme.today())
    found = field_groups(applicant.part.role, programme.participant(applicant.part.role), programme.labels)

    def line(field: Field) -> FieldLine:
        own = applicant.value(field.name)
        if known(own):
            return _line(programme, applicant, curtain, field, own, field.ask.sensitivity)
        rated = dossier.value(field.name)
        # What was rated is protected as the ratings are, whatever the field is elsewhere.
        protection = Sensitivity.SPECIAL if known(rated) else field.ask.sensitivity
        return _line(programme, applicant, curtain, field, rated, protection)

    return tuple(GroupLines(group.code, group.label, tuple(map(line, group.fields))) for group in found)


def _line(
    programme: Programme, applicant: Applicant, curtain: Curtain, field: Field, value: Any, protection: Sensitivity
) -> FieldLine:
    veil = curtain.veil(protection)
    shows = known(value) and curtain.passes(field.name, protection)
    series = applicant.dated.get(field.name, ()) if field.ask.dated and veil is Veil.OPEN else ()
    return FieldLine(
        field=field,
        label=say(field.label),
        help=help_of(programme, field),
        shown=_words(programme, field, value) if shows else HIDDEN if known(value) or veil is Veil.HIDDEN else "",
        stored=field.kind.stored(value) if shows else None,
        veil=veil,
        series=tuple(
            SeriesLine(
                "" if one.value is None else _words(programme, field, _restored(field, one.value)),
                one.seen_on,
                one.by,
                one.valid_until,
            )
            for one in series
        ),
    )


def _restored(field: Field, written: str) -> Any:
    """A value of a series is kept as text, whatever its own column holds."""
    return field.kind.restored(_NUMBERS.get(field.kind.sql, str)(written))


def _words(programme: Programme, field: Field, value: Any) -> str:
    return field.kind.shown(value, programme.reading, programme.language)


@needs(Action.SCREEN)
def finding_lines(
    programme: Programme,
    round_: Round[Any],
    applicant: Applicant,
    screening: Screening,
    overrides: Iterable[Override],
    curtain: Curtain,
) -> tuple[FindingLine, ...]:
    """Every finding; what rests on special fields is told as far as the curtain lets it through."""
    told = special_fields(programme, round_, applicant.part.role)
    aside = {one.rule: one for one in overrides}
    return tuple(
        _finding(programme, finding, told[finding.rule], aside.get(finding.rule), curtain)
        for finding in screening.findings
    )


def _finding(
    programme: Programme, finding: Finding, reads: tuple[str, ...], aside: Override | None, curtain: Curtain
) -> FindingLine:
    label = f"rule.{finding.rule}"
    veil = curtain.veil(Sensitivity.SPECIAL) if reads else Veil.OPEN
    hidden = veil is Veil.HIDDEN
    if reads and veil is Veil.OPEN:
        curtain.shown += reads
    return FindingLine(
        rule=finding.rule,
        label=say(label) if programme.labels.languages_of(label) else finding.rule,
        force=finding.force,
        verdict=Verdict.UNKNOWN if hidden else finding.verdict,
        counts_as=Verdict.UNKNOWN if hidden else finding.counts_as,
        reason=finding.reason if veil is Veil.OPEN else say("permissions.hidden") if hidden else HIDDEN,
        missing=() if hidden else tuple(say(one) if "." in one else say(f"field.{one}") for one in finding.missing),
        paper=finding.paper.kind if finding.paper and veil is Veil.OPEN else None,
        source=finding.source,
        overridden=None if aside is None or hidden else curtain.text(aside, "reason"),
        overridden_by=None if aside is None or hidden else aside.by,
        overridden_on=None if aside is None or hidden else aside.on,
        veil=veil,
    )
