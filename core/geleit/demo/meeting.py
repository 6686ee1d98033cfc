"""The third act: the round begins, people meet, a mentor leaves, somebody finds a job early."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from geleit.demo import applying, pairing
from geleit.demo.stage import Stage
from geleit.files.csv_out import ENCODING, csv_text
from geleit.files.new_file import create, inside
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.office import Employer
from geleit.model.partnerships import Partnership
from geleit.model.people import Person
from geleit.programme import closing, due, lists, milestones, office, outcomes, partnerships, sessions
from geleit.programme.proposals import drafting
from geleit.programme.proposals.pool import mentees_in_pool
from geleit.progress.calendar_months import add_months
from geleit.questions.outcomes import StandardClass
from geleit.questions.sessions import From, Per

_WEEKS = 52 / 12
_MONTHS_OF_AN_OPEN_END = 9
_AS_NEEDED = (3.0, 6.0)


def round_begins(stage: Stage) -> None:
    """Agreements are signed where they are the clock, and the first event is held."""
    stage.clock.day = stage.start + timedelta(days=3)
    signed = pairing.sign_agreements(stage, stage.round)
    if signed:
        stage.tell("demo.signed", n=signed)
    hold_events(stage, From.START)
    for pair in stage.programme.store.all(Partnership, round=stage.round_id, state=tuple(OPEN_PAIRS)):
        if pair.reason:
            partnerships.tell_reason(stage.programme, stage.round, pair.id, told_on=stage.clock.day)


def hold_events(stage: Stage, end: From) -> None:
    """Hold the events of the policy that lie at one end of the round; a few people are missing."""
    programme = stage.programme
    people = milestones.people_of_pairs(programme, stage.round)
    for milestone in programme.answers(stage.round).sessions.milestones:
        if not milestone.group or milestone.due.counted_from is not end or not people:
            continue
        for _ in range(milestone.times):
            missing = set(stage.some(people, len(people) // 15))
            milestones.hold_event(
                programme,
                stage.round,
                programme.say(f"milestone.{milestone.code}"),
                stage.clock.day,
                milestone=milestone.code,
                minutes=120,
                present=[id_ for id_ in people if id_ not in missing],
                absent=sorted(missing),
            )
            stage.tell(
                "demo.event",
                title=programme.say(f"milestone.{milestone.code}"),
                day=stage.clock.day,
                present=len(people) - len(missing),
                people=len(people),
            )


def last_day(stage: Stage) -> date:
    """The last day that is played: the round's end, or some months where cases have no end."""
    months = stage.programme.answers(stage.round).sessions.months
    end = stage.round.end
    if months is None or end is None:
        return add_months(stage.start, _MONTHS_OF_AN_OPEN_END)
    return end


def months(stage: Stage, most: int | None = None) -> None:
    """Month by month (`most`: no more of them than so many): lists of sessions and statements come in; in the second a
    mentor leaves, in the third somebody finds a job."""
    last = last_day(stage)
    first = stage.start.replace(day=1)
    number = 0
    silent = {pair.id for pair in _running(stage)[-1:]}
    while first <= last and number != most:
        end = min(first.replace(day=monthrange(first.year, first.month)[1]), last)
        number += 1
        stage.clock.day = end
        _month(stage, first, end, silent, stated=number % 3 == 0)
        if number == 2:
            mentor_leaves(stage)
        if number == 3:
            early_job(stage)
            boundary(stage)
            pause(stage)
            halfway(stage)
        first = add_months(first, 1)
    stage.tell(
        "demo.sessions", n=stage.facts.get("lists.sessions", 0), statements=stage.facts.get("lists.statements", 0)
    )
    hours(stage)


def _running(stage: Stage) -> list[Partnership]:
    pairs = stage.programme.store.all(Partnership, round=stage.round_id, state=(PairState.ACCEPTED, PairState.ACTIVE))
    return sorted(pairs, key=lambda pair: pair.id)


def _month(stage: Stage, first: date, end: date, silent: set[str], *, stated: bool) -> None:
    """The sessions of a month as a list; in every third month a quarter of the pairs send a statement instead."""
    policy = stage.programme.answers(stage.round).sessions
    least, most = _AS_NEEDED
    if policy.dose is not None:
        factor = _WEEKS if policy.dose.per is Per.WEEK else 1.0
        least, most = policy.dose.least * factor, policy.dose.most * factor
    topics = [topic.code for topic in policy.topics if not topic.note_required]
    met: list[dict[str, object]] = []
    statements: list[dict[str, object]] = []
    for pair in _running(stage):
        begin = max(first, pair.started or max(stage.start, pair.decided_on))
        if pair.id in silent or begin > end:
            continue
        share = ((end - begin).days + 1) / monthrange(first.year, first.month)[1]
        hours_met = stage.dice.uniform(least * 0.85, most * 1.05) * share
        if stated and stage.chance(0.25):
            statements.append(
                {
                    "mentee": pair.mentee,
                    "mentor": pair.mentor,
                    "month": f"{first:%Y-%m}",
                    "meetings": 3,
                    "hours": round(hours_met, 1),
                }
            )
            continue
        count = max(1, round(hours_met / 1.75))
        for day in sorted(stage.dice.randrange((end - begin).days + 1) for _ in range(count)):
            met.append(
                {
                    "mentee": pair.mentee,
                    "mentor": pair.mentor,
                    "held_on": (begin + timedelta(days=day)).isoformat(),
                    "minutes": max(15, round(hours_met / count * 60 / 15) * 15),
                    "topics": "; ".join(stage.dice.sample(topics, min(2, len(topics)))),
                }
            )
    for what, rows in (("sessions", met), ("statements", statements)):
        if rows:
            path = _written(stage.folder, f"{what}-{first:%Y-%m}", rows)
            taken = lists.import_list(stage.programme, stage.round, what, path, accept_valid=True)
            stage.facts[f"lists.{what}"] = stage.facts.get(f"lists.{what}", 0) + taken.accepted


def _written(folder: Path, name: str, rows: list[dict[str, object]]) -> Path:
    """A list in the folder of lists."""
    lists_folder = inside(folder, "lists")
    lists_folder.mkdir(exist_ok=True)
    text = csv_text([list(rows[0]), *(map(str, row.values()) for row in rows)])
    return create(inside(lists_folder, name, ".csv"), text.encode(ENCODING))


def mentor_leaves(stage: Stage) -> None:
    """A mentor leaves in mid-round; whoever is left alone goes first in a second proposal."""
    programme = stage.programme
    running = [pair for pair in _running(stage) if pair.state is PairState.ACTIVE]
    if not running:
        return
    pair = running[len(running) // 2]
    ended = closing.mentor_leaves(programme, stage.round, pair.mentor, programme.say("demo.left_reason"))
    name = programme.store.one(Person, pair.mentor).name
    stage.tell("demo.mentor_left", mentor=name, n=len(ended))
    applying.everybody_is_back(stage)
    waiting = mentees_in_pool(programme, stage.round)
    stage.clock.day += timedelta(days=1)
    proposal = drafting.propose(programme, stage.round)
    stage.tell("demo.rematch", waiting=len(waiting), pairs=len((proposal.content or {})["pairs"]))
    pairing.decide(stage, proposal, stage.round)
    stage.clock.day += timedelta(days=1)
    signed = pairing.sign_agreements(stage, stage.round)
    if signed:
        stage.tell("demo.signed_again", n=signed)


def early_job(stage: Stage) -> None:
    """Somebody finds a job; it is an outcome, and the pair goes on."""
    programme = stage.programme
    jobs = [
        category.code
        for category in programme.answers(stage.round).outcomes.categories
        if category.standard_class is StandardClass.EMPLOYED
    ]
    running = [pair for pair in _running(stage) if pair.state is PairState.ACTIVE]
    if not jobs or not running:
        return
    pair = running[0]
    outcomes.record_outcome(
        programme,
        stage.round,
        pair.mentee,
        outcomes.Result(
            category=jobs[0], began_on=stage.clock.day, employer=programme.say("demo.employer"), hours_per_week=38.5
        ),
    )
    name = programme.store.one(Person, pair.mentee).name
    stage.tell("demo.early_job", person=name, outcome=programme.say(f"outcome.{jobs[0]}"))


def boundary(stage: Stage) -> None:
    """A task that is not the mentor's is noted with where to refer."""
    blocked = stage.programme.answers(stage.round).sessions.blocked
    running = _running(stage)
    if blocked and running:
        note = sessions.note_boundary(
            stage.programme, stage.round, running[-2 % len(running)].id, stage.clock.day, blocked[0].code
        )
        stage.tell(
            "demo.boundary", task=stage.programme.say(f"blocked.{note.blocked}"), referral=note.referred_to or ""
        )


def pause(stage: Stage) -> None:
    """A pair pauses for two weeks."""
    running = [pair for pair in _running(stage) if pair.state is PairState.ACTIVE]
    if len(running) > 4:
        pair = running[3]
        day = stage.clock.day
        partnerships.pause(
            stage.programme, stage.round, pair.id, stage.programme.say("demo.pause_reason"), began_on=day
        )
        stage.clock.day = day + timedelta(days=14)
        partnerships.resume(stage.programme, stage.round, pair.id)
        stage.clock.day = day


def halfway(stage: Stage) -> None:
    """The single milestones that fall into the first half are reached by most, and the due list is looked at."""
    programme = stage.programme
    single = [
        one
        for one in programme.answers(stage.round).sessions.milestones
        if not one.group and one.due.counted_from is From.START
    ]
    reached = 0
    for pair in stage.some(_running(stage), len(_running(stage)) * 3 // 4):
        for milestone in single:
            if add_months(pair.started or stage.start, milestone.due.months) <= stage.clock.day:
                milestones.fulfil(programme, stage.round, pair.id, milestone.code)
                reached += 1
    listed = due.due_in_round(programme, stage.round)
    stage.tell("demo.due", reached=reached)
    names: Mapping[str, str] = {person.id: person.name for person in programme.store.all(Person)}
    for item in listed[:3]:
        who = " & ".join(names[id_] for id_ in item.who[:2])
        stage.add(f"  {who}: {programme.say(item.sentence)}")


def hours(stage: Stage) -> None:
    """Hours against the policy, over all pairs that have started."""
    found = [one.progress for one in due.progress_of_round(stage.programme, stage.round)]
    started = [one for one in found if one.start is not None]
    met = sum(one.met_minutes for one in started)
    stage.facts["hours.minutes"] = met
    if any(one.expected_least is not None for one in started):
        least = sum(one.expected_least or 0 for one in started)
        most = sum(one.expected_most or 0 for one in started)
        stage.facts |= {"hours.least": least, "hours.most": most}
        stage.tell(
            "demo.hours",
            pairs=len(started),
            met=round(met / 60, 1),
            least=round(least / 60, 1),
            most=round(most / 60, 1),
        )
    else:
        stage.tell("demo.hours_as_needed", pairs=len(started), met=round(met / 60, 1))


def contact_employers(stage: Stage) -> None:
    """Talk to the employers on the list that came in, some of them twice."""
    firms = [firm for firm in stage.programme.store.all(Employer) if firm.source_digest is not None]
    for firm in firms:
        for _ in range(stage.dice.choice((0, 1, 1, 2))):
            office.contact_employer(stage.programme, firm.id, "advice")
