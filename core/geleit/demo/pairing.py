"""The second act: a proposal with its reasons, the answers to it, and the pairs that come of it."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

from geleit.demo import applying
from geleit.demo.stage import Stage
from geleit.display import original_cell
from geleit.files.csv_out import ENCODING, csv_text
from geleit.files.new_file import create, inside
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Partnership, Proposal
from geleit.model.people import Person, Role
from geleit.model.rounds import Round
from geleit.programme import applications, offers, partnerships, rounds
from geleit.programme.proposals import comparing, drafting, publishing
from geleit.questions.sessions import Clock

_SHOWN = 3
_EARLY = 20
"""So many people of the list are in the round before already."""


def draft_pairs(stage: Stage) -> Proposal:
    """Draft, and tell three pairs and one person without."""
    stage.clock.day = stage.start - timedelta(days=10)
    proposal = drafting.propose(stage.programme, stage.round)
    content = proposal.content or {}
    stage.tell("demo.proposed", pairs=len(content["pairs"]), unmatched=len(content["unmatched"]))
    best = sorted(content["pairs"], key=lambda pair: (-pair["score"], pair["mentee"]))
    for pair in best[:_SHOWN]:
        stage.add("  " + pair["sentence"])
    for left in content["unmatched"][:1]:
        person = stage.programme.store.one(Person, left["mentee"])
        stage.tell("demo.unmatched", person=person.name, reason=left["reason"])
    compare_objectives(stage)
    return proposal


def compare_objectives(stage: Stage) -> None:
    """Where both sides have wishes of their own, show what another objective would have changed, and for whom."""
    policy = stage.programme.answers(stage.round).matching
    if all(criterion.wish_of is None for criterion in policy.criteria):
        return
    stage.tell("demo.compared")
    for line in comparing.compare(stage.programme, stage.round).lines(stage.programme.language):
        if line:
            stage.add(f"  {line}")


def decide(stage: Stage, proposal: Proposal, round_: Round[Any]) -> tuple[Partnership, ...]:
    """Publish a draft and answer the offers: yes, except for one coded no."""
    stage.clock.day += timedelta(days=1)
    made = publishing.publish(stage.programme, round_, proposal.id)
    policy = stage.programme.answers(round_).matching.acceptance
    declined = 0
    for place, pair in enumerate(pair for pair in made if pair.state is PairState.OFFERED):
        refuses = place == 1 and policy.decline_reasons
        for side in policy.sides:
            reason = policy.decline_reasons[0] if refuses else None
            offers.answer_offer(stage.programme, round_, pair.id, side, accepted=not refuses, reason=reason)
            if refuses:
                declined += 1
                break
    stage.tell("demo.published", n=len(made))
    if policy.sides:
        stage.tell("demo.answered", accepted=len(made) - declined, declined=declined)
    return made


def sign_agreements(stage: Stage, round_: Round[Any]) -> int:
    """Where the clock runs from the agreement, let the papers be signed in the days after the decision."""
    programme = stage.programme
    if programme.answers(round_).sessions.clock is not Clock.AGREEMENT:
        return 0
    waiting = programme.store.all(Partnership, round=round_.id, state=PairState.ACCEPTED)
    for pair in waiting:
        partnerships.sign_agreement(programme, round_, pair.id, signed_on=stage.clock.day)
    return len(waiting)


def earlier_round(stage: Stage, round_id: str) -> None:
    """A round that continues another begins with cases that are running: play the end of the one before."""
    programme = stage.programme
    rounds.open_round(programme, round_id)
    before = programme.round(round_id)
    with (stage.folder / "mentees.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = [[original_cell(cell) for cell in row] for row in csv.reader(source, delimiter=";")]
    some = create(inside(stage.folder, f"mentees-{round_id}", ".csv"), csv_text(rows[: _EARLY + 1]).encode(ENCODING))
    applications.import_people(programme, before, Role.MENTEE, some, accept_valid=True)
    applications.import_people(programme, before, Role.MENTOR, stage.folder / "mentors.csv", accept_valid=True)
    applying.interview_all(stage, before)
    applying.admit_all(stage, before)
    made = publishing.publish(programme, before, drafting.propose(programme, before).id)
    signed = sign_agreements(stage, before)
    stage.tell("demo.earlier", round=before.title, n=signed or len(made))
