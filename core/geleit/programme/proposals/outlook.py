"""What deciding on the draft will do, told before it is done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs

from geleit.errors import NotPossible
from geleit.labels import Listed, Sentence, say
from geleit.model.partnerships import Proposal, Side
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.privacy.consents import contacts_lacking
from geleit.programme.proposals.constraining import constraints
from geleit.programme.proposals.content import StoredPair, content_of
from geleit.programme.proposals.drafting import latest
from geleit.programme.proposals.rechecking import present
from geleit.programme.proposals.telling import named
from geleit.programme.staff.permits import needs
from geleit.questions.sessions import Clock


@attrs.frozen(kw_only=True)
class Outlook:
    """What publishing a draft makes of it today.

    `asked` are the sides that are offered their pair until `until`; with none, all pairs are agreed at once and
    contacts are released but to those of whom `withheld` lack a consent (ids). `starts` says whether the clock runs
    then already. `waiting` are those left without (ids). `obstacles` keep the draft from being published: then nothing
    is taken over. `notes` are locks that it does not keep to.
    """

    proposal: Proposal
    pairs: tuple[StoredPair, ...]
    asked: tuple[Side, ...]
    until: date | None
    clock: Clock
    starts: bool
    withheld: tuple[str, ...]
    waiting: tuple[str, ...]
    obstacles: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]


@needs(Action.DECIDE_PAIRS)
def outlook(programme: Programme, round_: Round[Any], proposal_id: str | None = None) -> Outlook:
    """What `publish` would do with the draft; nothing is written. Raises as `publish` does for what is no draft."""
    with programme.store.snapshot():
        reads = programme.store
        proposal = reads.one(Proposal, proposal_id) if proposal_id else latest(programme, round_, reads)
        content = content_of(proposal)
        now = present(programme, round_, content.pairs, reads)
        pairs, obstacles = [], []
        for pair in content.pairs:
            try:
                now.take(pair)
            except NotPossible as error:
                obstacles.append(say("outlook.obstacle", **error.sentence.args))
            else:
                pairs.append(pair)
        paired = {mentee for mentee, _ in now.standing} | {pair.mentee for pair in pairs}
        left = (one.mentee for one in content.unmatched if one.mentee in now.mentees)
        waiting = tuple(one for one in left if one not in paired)
        people = {id_ for pair in pairs for id_ in (pair.mentee, pair.mentor)}
        answers = programme.answers(round_)
        asked, today = answers.matching.acceptance.sides, programme.today()
        drafted = {(pair.mentee, pair.mentor) for pair in content.pairs}
        notes = [
            say("outlook.lock", mentee=one.mentee_name, mentor=one.mentor_name)
            for one in constraints(programme, round_, reads)
            if one.open_lock and (one.record.mentee, one.record.mentor) not in drafted
        ]
        found = Outlook(
            proposal=proposal,
            pairs=tuple(pairs),
            asked=asked,
            until=today + timedelta(days=answers.matching.acceptance.days) if asked else None,
            clock=answers.sessions.clock,
            starts=not asked and answers.sessions.clock is Clock.ROUND and round_.start is not None,
            withheld=() if asked else tuple(sorted(contacts_lacking(programme, reads, people))),
            waiting=waiting,
            obstacles=tuple(obstacles),
            notes=tuple(notes),
            sentences=(),
        )
        names = named(programme, reads, (*found.withheld, *waiting))
        return attrs.evolve(found, sentences=tuple(_sentences(found, names)))


def _sentences(found: Outlook, names: dict[str, str]) -> list[Sentence]:
    """The same in words, the most important first."""
    n = len(found.pairs)
    if found.asked:
        sides = Listed([say(f"Side.{side.value}") for side in found.asked])
        told = [say("outlook.offered", n=n, sides=sides, until=found.until), say("outlook.contacts_later")]
    else:
        told = [say("outlook.agreed", n=n)]
        told.append(say("outlook.starts" if found.starts else f"outlook.starts_{found.clock.value}"))
        if found.withheld:
            people = Listed(sorted(names[id_] for id_ in found.withheld))
            told.append(say("outlook.contacts_withheld", n=len(found.withheld), people=people))
        else:
            told.append(say("outlook.contacts_now"))
    if found.waiting:
        told.append(say("outlook.waiting", n=len(found.waiting), mentor=say("Role.mentor")))
    return told
