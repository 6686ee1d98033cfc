"""The first act: applications come in, papers and rules are checked, people are interviewed and decided on."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from enum import StrEnum
from typing import Any

from geleit.demo.stage import Stage
from geleit.errors import NotPossible
from geleit.fields import Field
from geleit.fields.kinds import ChoiceKind
from geleit.model.lifecycle import PartState, RoundState
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.programme import applications, decisions, findings, lists, rounds
from geleit.programme.roster import roster
from geleit.questions.eligibility import Force, Verdict
from geleit.screening import Outlook

_SHOWN = 3


def import_both(stage: Stage) -> None:
    """Take in both lists of people, and the employers where there are any."""
    round_ = stage.round
    mentees = applications.import_people(
        stage.programme, round_, Role.MENTEE, stage.folder / "mentees.csv", accept_valid=True
    )
    mentors = applications.import_people(
        stage.programme, round_, Role.MENTOR, stage.folder / "mentors.csv", accept_valid=True
    )
    known = mentees.unchanged + mentees.updated + mentors.unchanged + mentors.updated
    stage.tell("demo.imported", mentees=mentees.accepted, mentors=mentors.accepted)
    if known:
        stage.tell("demo.known_already", n=known)
    for duplicate in (*mentees.duplicates, *mentors.duplicates)[:_SHOWN]:
        signs = ", ".join(stage.programme.say(f"sign.{sign}") for sign in duplicate.signs)
        stage.tell("demo.duplicate", one=duplicate.id, other=duplicate.other, signs=signs)
    if (stage.folder / "employers.csv").is_file():
        firms = lists.import_list(stage.programme, round_, "employers", stage.folder / "employers.csv")
        stage.tell("demo.employers", n=firms.accepted)


def take_applications(stage: Stage) -> None:
    """The lists come in, everybody is screened, and three who are not eligible yet are told with the reason."""
    import_both(stage)
    screened = findings.screen_round(stage.programme, stage.round)
    stage.tell("demo.screened")
    unclear = [one for one in screened if one.screening.decision is not Outlook.ELIGIBLE]
    for one in unclear[:_SHOWN]:
        finding = next(
            finding
            for finding in one.screening.findings
            if finding.force is Force.MANDATORY and finding.verdict in (Verdict.NOT_MET, Verdict.UNKNOWN)
        )
        stage.tell("demo.finding", person=one.applicant.person.name, rule=finding.rule, reason=finding.reason)


def interview_all(stage: Stage, round_: Round[Any]) -> None:
    """Talk to everybody who may still be admitted; the interview's fields are answered by the dice."""
    programme = stage.programme
    for one in findings.screen_round(programme, round_):
        role, state = one.applicant.part.role, one.applicant.part.state
        names = [move.name for move in decisions.moves(role).possible(state)]
        if one.screening.decision is Outlook.NOT_ELIGIBLE or not {"interview", "talk"} & set(names):
            continue
        asked = decisions.interview_fields(programme, role)
        missing = [field for field in asked if getattr(one.applicant.fields, field.name) is None]
        ratings = {field.name: _answer(stage, field) for field in missing}
        decisions.interview(programme, round_, one.applicant.person.id, ratings=ratings, role=role)


def _answer(stage: Stage, field: Field) -> Any:
    """What somebody answers in the interview: mostly well, sometimes not."""
    if isinstance(field.kind, ChoiceKind):
        members: list[StrEnum] = list(field.kind.members)
        return members[0] if stage.chance(0.9) else stage.dice.choice(members)
    if field.type is bool:
        return stage.chance(0.9)
    if field.type is int:
        return stage.dice.choices((2, 3, 4, 5), (1, 4, 6, 5))[0]
    return None


def admit_all(stage: Stage, round_: Round[Any]) -> Counter[str]:
    """Decide on everybody: admit who is eligible while there are places, else the waiting list; refuse who is not
    eligible; leave open what is open."""
    programme = stage.programme
    done: Counter[str] = Counter()
    for one in findings.screen_round(programme, round_):
        part, person = one.applicant.part, one.applicant.person
        possible = {move.name for move in decisions.moves(part.role).possible(part.state)}
        if one.screening.decision is Outlook.NOT_ELIGIBLE and "refuse" in possible:
            code = next(f.rule for f in one.screening.findings if f.counts_as is Verdict.NOT_MET)
            decisions.decide(programme, round_, person.id, "refuse", reason=code, role=part.role)
            done[f"{part.role}.refused"] += 1
        elif one.screening.decision is Outlook.OPEN:
            done[f"{part.role}.open"] += 1
        elif one.screening.decision is Outlook.ELIGIBLE:
            if "sign" in possible:
                decisions.decide(programme, round_, person.id, "sign", role=part.role)
                possible = {"admit"}
            if "admit" not in possible:
                continue
            try:
                decisions.decide(programme, round_, person.id, "admit", role=part.role)
                done[f"{part.role}.admitted"] += 1
            except NotPossible:
                reason = programme.say("waiting.no_place")
                decisions.decide(programme, round_, person.id, "wait", reason=reason, role=part.role)
                done[f"{part.role}.waiting"] += 1
    return done


def decide_on_all(stage: Stage) -> None:
    """The round opens, people are interviewed and decided on."""
    if stage.round.state is RoundState.PLANNED:
        rounds.open_round(stage.programme, stage.round_id)
        stage.tell("demo.opened", round=stage.round.title)
    stage.clock.day = stage.start - timedelta(days=12)
    interview_all(stage, stage.round)
    done = admit_all(stage, stage.round)
    stage.tell(
        "demo.decided",
        admitted=done["mentee.admitted"],
        waiting=done["mentee.waiting"],
        refused=done["mentee.refused"],
        open=done["mentee.open"],
        mentors=done["mentor.admitted"],
    )


def somebody_is_away(stage: Stage) -> None:
    """One of the mentors cannot begin with the others and pauses."""
    available = roster(stage.programme, stage.round_id, Role.MENTOR, [PartState.AVAILABLE])
    if len(available) > 1:
        one = stage.dice.choice(available)
        reason = stage.programme.say("demo.away_reason")
        decisions.decide(stage.programme, stage.round, one.person.id, "pause", reason=reason, role=Role.MENTOR)
        stage.tell("demo.away", mentor=one.person.name)


def everybody_is_back(stage: Stage) -> None:
    """Mentors who paused are available again."""
    for one in roster(stage.programme, stage.round_id, Role.MENTOR, [PartState.PAUSED]):
        decisions.decide(stage.programme, stage.round, one.person.id, "resume", role=Role.MENTOR)
        stage.tell("demo.back", mentor=one.person.name)
