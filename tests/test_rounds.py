"""Through the round: offers, capacity, leaving, pausing, reopening, carrying over, results and asking again."""

from __future__ import annotations

import contextlib
import csv
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from geleit.errors import GeleitError, NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import FALLBACK
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState, RoundState
from geleit.model.outcomes import FollowUp, FollowUpStatus, Outcome
from geleit.model.partnerships import Acceptance, Partnership, Pause, Proposal, ProposalState, Side, StageEntry
from geleit.model.people import Participation, Person, Role
from geleit.model.rounds import Round
from geleit.programme import (
    applications,
    closing,
    decisions,
    due,
    milestones,
    offers,
    outcomes,
    partnerships,
    rounds,
    sessions,
)
from geleit.programme.outcomes import Result
from geleit.programme.privacy import consents
from geleit.programme.proposals import drafting, pool, publishing
from geleit.programme.reporting import reports
from geleit.programme.roster import find_part
from geleit.progress import Progress, Silence
from tests.organisations.office import OfficeAtWork
from tests.organisations.tiny import OF_AGE, configuration, laid_out, region_source

START = date(2026, 1, 12)
REGION = region_source(
    OF_AGE,
    '''

@geleit.hookimpl
def geleit_matching(round_):
    """The standard's, with the acceptance and the capacity of the test."""
    return attrs.evolve(
        geleit.standard.matching(round_),
        acceptance=geleit.AcceptancePolicy(sides=tuple(map(geleit.Side, {sides!r})), days=14),
        mentor_capacity=geleit.Capacity(places={places!r}),
    )


@geleit.hookimpl
def geleit_sessions(round_):
    """The standard's, with the clock of the test and two stages."""
    return attrs.evolve(
        geleit.standard.sessions(round_),
        clock=geleit.Clock({clock!r}),
        stages=[geleit.Stage("first"), geleit.Stage("second")],
    )
''',
)
LABELS = """
[stage]
first = { de = "erste Phase", en = "first stage" }
second = { de = "zweite Phase", en = "second stage" }
"""
ROUNDS = """
[[rounds]]
id = "r1"
title = "Erster Durchgang"
start = 2026-01-12
end = 2026-07-11
[[rounds]]
id = "r2"
title = "Zweiter Durchgang"
start = 2026-07-13
end = 2027-01-12
continues = "r1"
[[rounds]]
id = "r9"
title = "Für sich"
start = 2026-01-12
end = 2026-07-11
"""


class Office(OfficeAtWork):
    """An organisation with several rounds, in one of which things happen."""

    round_id = "r9"

    @property
    def round(self) -> Round[Any]:
        """The round in which things happen."""
        return self.programme.round(self.round_id)

    def bring(self, role: Role, *names: str) -> None:
        """Import people by a list, talk to them and admit them; the id is the name."""
        path = self.folder / f"{role.value}s.csv"
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target, delimiter=";")
            writer.writerow(["id", "given_name", "family_name", "birth_date", "languages"])
            writer.writerows([name, name, f"von {name}", "05.05.1980", "Deutsch C1"] for name in names)
        done = applications.import_people(self.programme, self.round, role, path)
        assert done.accepted == len(names)
        for name in names:
            self.admit(name, role)

    def begin(self, round_id: str, mentees: Sequence[str], mentors: Sequence[str]) -> None:
        """Open a round with these people in it."""
        self.round_id = round_id
        rounds.open_round(self.programme, round_id)
        self.bring(Role.MENTEE, *mentees)
        self.bring(Role.MENTOR, *mentors)

    def by_hand(self, mentee: str, mentor: str) -> Partnership:
        """A pair made by a person."""
        return publishing.pair_by_hand(self.programme, self.round, mentee, mentor, "sie kennen sich")

    def pair(self, id_: str) -> Partnership:
        """A partnership as it stands."""
        return self.programme.store.one(Partnership, id_)

    def part(self, person: str, role: Role = Role.MENTEE, round_id: str | None = None) -> Participation:
        """Somebody's part in the round."""
        return find_part(self.programme, round_id or self.round_id, person, role).part

    def say_yes(self, pair: Partnership, *sides: Side) -> Partnership:
        """Accept an offer for some sides."""
        for side in sides:
            pair = offers.answer_offer(self.programme, self.round, pair.id, side, accepted=True)
        return pair

    def proposed(self) -> set[tuple[str, str]]:
        """The pairs that a draft would have."""
        found = drafting.draft(self.programme, self.round)
        return {(pair.mentee, pair.mentor) for pair in found.pairs}

    def met(self, pair: Partnership, *minutes: int) -> None:
        """Log sessions, one on each day from the present one on."""
        for number, length in enumerate(minutes):
            day = self.day - timedelta(days=number)
            sessions.log_session(self.programme, self.round, pair.id, day, minutes=length)

    def progress(self, pair: Partnership) -> Progress:
        """How a partnership is getting on."""
        found = {one.pair.id: one.progress for one in due.progress_of_round(self.programme, self.round)}
        return found[pair.id]

    def figures(self, report: str) -> dict[str, float | int | None]:
        """The totals of a report up to now, by figure."""
        last = max(self.day, self.round.start or self.day)
        result = reports.report(self.programme, self.round, report, first=START, last=last)
        return {
            cell.code: cell.value for table in result.tables for row in table.rows if row.total for cell in row.cells
        }


Make = Callable[..., Office]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes an office with a policy."""
    made: list[Office] = []

    def with_policy(*, sides: Sequence[str] = (), places: int = 1, clock: str = "round") -> Office:
        source = REGION
        for name, value in (("sides", list(sides)), ("places", places), ("clock", clock)):
            source = source.replace(f"{{{name}!r}}", repr(value))
        path = laid_out(tmp_path, configuration(ROUNDS), source, labels=LABELS)
        made.append(Office(path, START, seed=1))
        return made[-1]

    yield with_policy
    for office in made:
        office.programme.close()


BOTH = ("mentee", "mentor")


def in_both(office: Office, error: GeleitError) -> tuple[str, str]:
    """What an error says, in German and English."""
    labels = office.programme.labels
    return error.in_language("de", labels), error.in_language(FALLBACK, labels)


def test_when_a_mentor_leaves_the_mentee_returns_with_priority_and_offers_expire(make: Make) -> None:
    """The running pair ends, the open offer expires, and the mentee who was alone goes first."""
    office = make(sides=BOTH, places=2)
    office.begin("r9", ["Amal", "Bea", "Cem"], ["Tom", "Uli"])
    running = office.say_yes(office.by_hand("Amal", "Tom"), Side.MENTEE, Side.MENTOR)
    offered = office.by_hand("Bea", "Tom")
    taken = office.say_yes(office.by_hand("Cem", "Uli"), Side.MENTEE, Side.MENTOR)
    office.after(days=30)
    office.met(running, 60, 30)
    ended = closing.mentor_leaves(office.programme, office.round, "Tom", "zieht um")
    assert [pair.id for pair in ended] == [running.id]
    closed = office.pair(running.id)
    assert (closed.state, closed.end_reason, closed.ended_by) == (PairState.CLOSED, "mentor_left", Side.MENTOR)
    assert (office.pair(offered.id).state, office.pair(offered.id).ended) == (PairState.EXPIRED, office.day)
    assert office.part("Tom", Role.MENTOR).state is PartState.LEFT
    waiting = office.part("Amal")
    assert (waiting.state, waiting.priority, waiting.left_on) == (PartState.ADMITTED, True, None)
    assert office.part("Bea").priority is False
    assert {one.person.id for one in pool.mentees_in_pool(office.programme, office.round)} == {"Amal", "Bea"}
    # One place is left, and two wait for it.
    assert office.proposed() == {("Amal", "Uli")}
    assert office.pair(taken.id).state is PairState.ACTIVE


def test_the_successor_names_its_predecessor_and_the_hours_add_up(make: Make) -> None:
    """The mentee's hours are those of both partnerships; the new pair's own begin anew."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom", "Uli"])
    first = office.by_hand("Amal", "Tom")
    office.after(days=30)
    office.met(first, 60, 45)
    closing.mentor_leaves(office.programme, office.round, "Tom", "zieht um")
    drafting.propose(office.programme, office.round)
    (second,) = publishing.publish(office.programme, office.round)
    assert (second.mentor, second.predecessor, second.started) == ("Uli", first.id, office.day)
    assert office.part("Amal").priority is False
    office.after(days=10)
    office.met(second, 30)
    found = office.progress(second)
    assert (found.met_minutes, found.mentee_minutes) == (30, 135)
    assert office.figures("funnel")["mentees_started"] == 1
    assert office.figures("funnel")["partnerships_started"] == 2


def test_the_reason_of_who_waits_after_a_mentor_left_is_told(make: Make) -> None:
    """With nobody to go to, the mentee stands on the waiting list with a reason, and the days are counted."""
    office = make()
    office.begin("r9", ["Amal", "Bea"], ["Tom", "Uli"])
    office.by_hand("Amal", "Tom")
    office.by_hand("Bea", "Uli")
    office.after(days=30)
    closing.mentor_leaves(office.programme, office.round, "Tom", "zieht um")
    assert office.part("Amal").waiting_since == office.day
    office.after(days=1)
    drafting.propose(office.programme, office.round)
    assert publishing.publish(office.programme, office.round) == ()
    waiting = office.part("Amal")
    assert (waiting.state, waiting.priority) == (PartState.WAITING, True)
    assert waiting.reason
    assert waiting.waiting_since == office.day - timedelta(days=1)


def test_a_mentee_who_withdrew_and_is_reconsidered_can_be_paired_again(make: Make) -> None:
    """The day on which they left is not one any more, so they wait with the others."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom"])
    for move in ("withdraw", "reconsider", "admit"):
        decisions.decide(office.programme, office.round, "Amal", move, reason="krank, dann gesund")
    assert office.part("Amal").left_on is None
    drafting.propose(office.programme, office.round)
    assert [pair.mentee for pair in publishing.publish(office.programme, office.round)] == [office.part("Amal").person]


def test_the_id_of_an_entry_about_somebody_else_is_refused(make: Make) -> None:
    """Lists that count their rows from 1 must not write over what was recorded about other people."""
    office = make()
    office.begin("r9", ["Amal", "Bea"], ["Tom", "Uli"])
    amal, bea = office.by_hand("Amal", "Tom"), office.by_hand("Bea", "Uli")
    result = outcomes.Result(category="EMP_OTHER", began_on=office.day)
    with office.programme.store.write("lists") as tx:
        sessions.add_session(office.programme, tx, office.round, amal, office.day, minutes=60, id_="1")
        outcomes.add_outcome(office.programme, tx, office.round, "Amal", result, id_="1")
    with pytest.raises(UsageError), office.programme.store.write("lists") as tx:
        sessions.add_session(office.programme, tx, office.round, bea, office.day, minutes=30, id_="1")
    with pytest.raises(UsageError), office.programme.store.write("lists") as tx:
        outcomes.add_outcome(office.programme, tx, office.round, "Bea", result, id_="1")
    assert office.progress(amal).met_minutes == 60


def test_an_offer_stands_when_both_sides_have_said_yes_and_only_then_are_contacts_released(make: Make) -> None:
    """After one yes it is still an offer; the day of the last yes is noted."""
    office = make(sides=BOTH)
    office.begin("r9", ["Amal"], ["Tom"])
    offer = office.by_hand("Amal", "Tom")
    assert (offer.state, offer.offer_until) == (PairState.OFFERED, office.day + timedelta(days=14))
    office.after(days=2)
    half = office.say_yes(offer, Side.MENTOR)
    assert (half.state, half.contacts_released_on, half.started) == (PairState.OFFERED, None, None)
    office.after(days=1)
    whole = office.say_yes(offer, Side.MENTEE)
    assert (whole.state, whole.contacts_released_on, whole.started) == (PairState.ACTIVE, office.day, START)
    assert office.programme.store.count(Acceptance, partnership=offer.id, accepted=True) == 2


def test_without_anybody_to_ask_contacts_are_released_on_publishing(make: Make) -> None:
    """The policy asks no side, so that nobody is waited for."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom"])
    drafting.propose(office.programme, office.round)
    assert office.programme.store.count(Partnership) == 0
    office.after(days=3)
    (pair,) = publishing.publish(office.programme, office.round)
    assert (pair.state, pair.contacts_released_on) == (PairState.ACTIVE, office.day)
    with pytest.raises(NotPossible):
        offers.answer_offer(office.programme, office.round, pair.id, Side.MENTOR, accepted=True)


def test_a_declined_pair_needs_a_coded_reason_and_is_never_proposed_again(make: Make) -> None:
    """The mentee is free for others; the contacts were never released."""
    office = make(sides=BOTH)
    office.begin("r9", ["Amal"], ["Tom"])
    offer = office.by_hand("Amal", "Tom")
    with pytest.raises(UsageError) as refused:
        offers.answer_offer(office.programme, office.round, offer.id, Side.MENTOR, accepted=False, reason="so")
    assert "no_time" in in_both(office, refused.value)[0]
    declined = offers.answer_offer(
        office.programme, office.round, offer.id, Side.MENTOR, accepted=False, reason="field"
    )
    assert (declined.state, declined.end_reason, declined.contacts_released_on) == (PairState.DECLINED, "field", None)
    assert office.proposed() == set()
    office.bring(Role.MENTOR, "Uli")
    assert office.proposed() == {("Amal", "Uli")}
    with pytest.raises(NotPossible):
        office.say_yes(offer, Side.MENTEE)


def test_an_offer_expires_after_its_deadline_and_not_on_it(make: Make) -> None:
    """Both are free again, and may be proposed to each other once more."""
    office = make(sides=BOTH)
    office.begin("r9", ["Amal"], ["Tom"])
    offer = office.by_hand("Amal", "Tom")
    office.after(days=14)
    assert offers.expire_offers(office.programme, office.round) == ()
    assert office.pair(offer.id).state is PairState.OFFERED
    office.after(days=1)
    (late,) = offers.expire_offers(office.programme, office.round)
    assert (late.id, late.state, late.ended, late.contacts_released_on) == (
        offer.id,
        PairState.EXPIRED,
        office.day,
        None,
    )
    assert offers.expire_offers(office.programme, office.round) == ()
    assert office.proposed() == {("Amal", "Tom")}


def two_drafts(office: Office) -> tuple[Proposal, Proposal]:
    """Two people have drafted at the same moment."""
    first = drafting.propose(office.programme, office.round)
    with office.programme.store.write("draft of a colleague") as tx:
        second = tx.add(evolve(first, id=office.programme.new_id(), rev=1, by="colleague"))
    return first, second


def state_of(office: Office) -> tuple[Any, ...]:
    """Everything that publishing may change."""
    store = office.programme.store
    return store.all(Partnership), store.all(Participation), store.all(Proposal)


def test_capacity_is_never_exceeded_when_two_drafts_are_published_one_after_the_other(make: Make) -> None:
    """The second is refused as a whole, naming a pair, and nothing of it is kept."""
    office = make(places=2)
    office.begin("r9", ["Amal", "Bea", "Cem"], ["Tom"])
    first, second = two_drafts(office)
    assert len(publishing.publish(office.programme, office.round, first.id)) == 2
    before = state_of(office)
    with pytest.raises(NotPossible) as refused:
        publishing.publish(office.programme, office.round, second.id)
    for said in in_both(office, refused.value):
        assert "Tom von Tom" in said
    assert state_of(office) == before
    with pytest.raises(NotPossible):
        publishing.publish(office.programme, office.round, first.id)


def test_a_place_that_was_taken_by_hand_since_the_draft_holds_the_draft_back(make: Make) -> None:
    """The draft is days old, and the mentor has somebody else by now."""
    office = make()
    office.begin("r9", ["Amal", "Bea"], ["Tom"])
    draft = drafting.propose(office.programme, office.round)
    ((proposed, _),) = office.proposed()
    other = "Bea" if proposed == "Amal" else "Amal"
    office.by_hand(other, "Tom")
    before = state_of(office)
    with pytest.raises(NotPossible):
        publishing.publish(office.programme, office.round, draft.id)
    assert state_of(office) == before


def test_a_new_draft_replaces_the_one_before(make: Make) -> None:
    """There is one draft to decide on, and an older one cannot be published any more."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom"])
    first = drafting.propose(office.programme, office.round)
    second = drafting.propose(office.programme, office.round)
    assert drafting.latest(office.programme, office.round).id == second.id
    assert office.programme.store.one(Proposal, first.id).state is ProposalState.DISCARDED
    with pytest.raises(NotPossible):
        publishing.publish(office.programme, office.round, first.id)
    assert office.programme.store.count(Partnership) == 0


def test_two_colleagues_publish_at_the_same_moment_and_one_of_them_succeeds(make: Make) -> None:
    """Each on a connection of their own; together they give no mentor more than the places there are."""
    office = make(places=2)
    office.begin("r9", ["Amal", "Bea", "Cem", "Dora"], ["Tom", "Uli"])
    drafts = two_drafts(office)
    ready = threading.Barrier(2)
    results: list[int | GeleitError] = []

    def publish(seed: int, draft: Proposal) -> None:
        with contextlib.closing(office.open(seed)) as mine:
            round_ = mine.round("r9")
            mine.answers(round_)
            assert mine.store.count(Proposal) == 2
            ready.wait(30)
            try:
                results.append(len(publishing.publish(mine, round_, draft.id)))
            except GeleitError as error:
                results.append(error)

    threads = [threading.Thread(target=publish, args=(seed, draft)) for seed, draft in enumerate(drafts, start=5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(type, results), key=lambda kind: kind.__name__) == [NotPossible, int]
    loads = Counter(pair.mentor for pair in office.programme.store.all(Partnership, state=tuple(OPEN_PAIRS)))
    assert loads == {"Tom": 2, "Uli": 2}


def test_a_second_partnership_while_one_runs_is_refused_and_the_running_one_is_named(make: Make) -> None:
    """By hand there is no way around it; the mentee is in no draft either."""
    office = make(places=2)
    office.begin("r9", ["Amal", "Bea"], ["Tom", "Uli"])
    running = office.by_hand("Amal", "Tom")
    with pytest.raises(NotPossible) as refused:
        office.by_hand("Amal", "Uli")
    german, english = in_both(office, refused.value)
    assert "Amal von Amal & Tom von Tom" in german
    assert "Amal von Amal & Tom von Tom" in english
    assert german != english
    assert {mentee for mentee, _ in office.proposed()} == {"Bea"}
    closing.close(office.programme, office.round, running.id, "no_fit")
    assert office.by_hand("Amal", "Uli").predecessor == running.id


def test_a_full_mentor_is_refused_by_hand(make: Make) -> None:
    """With the number and the limit."""
    office = make()
    office.begin("r9", ["Amal", "Bea"], ["Tom"])
    office.by_hand("Amal", "Tom")
    with pytest.raises(NotPossible) as refused:
        office.by_hand("Bea", "Tom")
    assert "Tom von Tom" in in_both(office, refused.value)[1]


@pytest.mark.parametrize("who", ["Amal", "Tom"])
def test_whoever_has_withdrawn_the_consent_is_in_no_pair(make: Make, who: str) -> None:
    """Neither in a draft nor by hand; a draft that was made before is refused."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom"])
    consents.give_consent(office.programme, who)
    draft = drafting.propose(office.programme, office.round)
    assert consents.withdraw_consent(office.programme, who) == 1
    with pytest.raises(NotPossible):
        publishing.publish(office.programme, office.round, draft.id)
    with pytest.raises(NotPossible) as refused:
        office.by_hand("Amal", "Tom")
    assert f"{who} von {who}" in in_both(office, refused.value)[0]
    if who == "Tom":
        assert office.proposed() == set()
    else:
        with pytest.raises(NotPossible):
            office.proposed()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_no_order_of_steps_exceeds_a_capacity(make: Make, seed: int) -> None:
    """A hundred steps by chance, many of them refused: no mentor over two, no mentee over one."""
    office = make(sides=("mentor",), places=2)
    mentees, mentors = [f"M{n}" for n in range(6)], [f"T{n}" for n in range(2)]
    office.begin("r9", mentees, mentors)
    dice = Random(seed)
    done: Counter[str] = Counter()

    def some(*states: PairState) -> str:
        found = office.programme.store.all(Partnership, state=states or tuple(PairState))
        return dice.choice(found).id if found else "nobody"

    def answer(accepted: bool) -> Any:
        pair = some(PairState.OFFERED)
        reason = None if accepted else "other"
        return offers.answer_offer(office.programme, office.round, pair, Side.MENTOR, accepted=accepted, reason=reason)

    def leave() -> Any:
        mentor = dice.choice(mentors)
        closing.mentor_leaves(office.programme, office.round, mentor, "weg")
        for move in ("reconsider", "sign", "admit"):
            decisions.decide(office.programme, office.round, mentor, move, reason="wieder da", role=Role.MENTOR)

    steps: Mapping[str, Callable[[], Any]] = {
        "propose": lambda: drafting.propose(office.programme, office.round),
        "publish": lambda: publishing.publish(office.programme, office.round),
        "publish any": lambda: publishing.publish(
            office.programme, office.round, dice.choice(office.programme.store.all(Proposal)).id
        ),
        "by hand": lambda: office.by_hand(dice.choice(mentees), dice.choice(mentors)),
        "accept": lambda: answer(True),
        "decline": lambda: answer(False),
        "expire": lambda: offers.expire_offers(office.programme, office.round),
        "pause": lambda: partnerships.pause(office.programme, office.round, some(PairState.ACTIVE), "krank"),
        "resume": lambda: partnerships.resume(office.programme, office.round, some(PairState.PAUSED)),
        "close": lambda: closing.close(office.programme, office.round, some(PairState.ACTIVE), "no_fit"),
        "reopen": lambda: closing.reopen(office.programme, office.round, some(PairState.CLOSED), "doch"),
        "leave": leave,
        "later": lambda: office.after(days=5),
    }
    often = ("by hand", "publish", "accept", "accept", "close", "reopen")
    for _ in range(100):
        name = dice.choice([*often, *often, *steps])
        before = state_of(office)
        try:
            steps[name]()
            done[name] += 1
        except GeleitError:
            if name != "leave":
                assert state_of(office) == before
        except IndexError:
            continue
        standing = office.programme.store.all(Partnership, state=tuple(OPEN_PAIRS))
        assert max(Counter(pair.mentor for pair in standing).values(), default=0) <= 2
        assert max(Counter(pair.mentee for pair in standing).values(), default=0) <= 1
    assert len(done) >= 8


def test_a_closed_partnership_is_reopened_where_both_have_a_place(make: Make) -> None:
    """It runs again with its own start; who has somebody else by now keeps them."""
    office = make()
    office.begin("r9", ["Amal", "Bea"], ["Tom", "Uli"])
    first = office.by_hand("Amal", "Tom")
    office.after(days=30)
    closing.close(office.programme, office.round, first.id, "completed")
    assert office.part("Amal").left_on == office.day
    with pytest.raises(NotPossible):
        closing.reopen(office.programme, office.round, first.id, "")
    again = closing.reopen(office.programme, office.round, first.id, "war ein Versehen")
    assert (again.state, again.started, again.ended, again.end_reason) == (PairState.ACTIVE, START, None, None)
    assert (office.part("Amal").left_on, office.part("Amal").at_exit) == (None, None)
    closing.close(office.programme, office.round, first.id, "no_fit")
    other = office.by_hand("Bea", "Tom")
    before = state_of(office)
    with pytest.raises(NotPossible) as full:
        closing.reopen(office.programme, office.round, first.id, "doch")
    assert "Tom von Tom" in in_both(office, full.value)[0]
    assert state_of(office) == before
    closing.close(office.programme, office.round, other.id, "no_fit")
    office.by_hand("Amal", "Uli")
    with pytest.raises(NotPossible):
        closing.reopen(office.programme, office.round, first.id, "doch")


def test_follow_ups_are_put_on_the_list_once(make: Make) -> None:
    """Counted from the exit; a job does not double them, and what was asked already stays."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom"])
    pair = office.by_hand("Amal", "Tom")
    office.after(days=60)
    job = Result(category="EMP_QUAL", began_on=office.day)
    outcomes.record_outcome(office.programme, office.round, "Amal", job)
    assert office.programme.store.count(FollowUp) == 0
    closing.close(office.programme, office.round, pair.id, "completed")
    listed = {one.offset: one.due_on for one in office.programme.store.all(FollowUp)}
    assert listed == {"exit": date(2026, 4, 10), "six_months": date(2026, 9, 13), "twelve_months": date(2027, 3, 13)}
    outcomes.record_outcome(office.programme, office.round, "Amal", job)
    assert office.programme.store.count(FollowUp) == 3
    office.after(days=29)
    outcomes.answer_follow_up(office.programme, office.round, "Amal", "exit", reached=False)
    with pytest.raises(UsageError):
        outcomes.answer_follow_up(office.programme, office.round, "Amal", "someday", reached=True)
    outcomes.answer_follow_up(office.programme, office.round, "Amal", "exit", reached=True)
    with pytest.raises(NotPossible):
        outcomes.answer_follow_up(office.programme, office.round, "Amal", "exit", reached=True)


def test_after_a_reopening_people_are_asked_again_from_the_exit_that_lasted(make: Make) -> None:
    """The list of the first exit goes, and that of the second one comes, each offset once."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom"])
    pair = office.by_hand("Amal", "Tom")
    office.after(days=60)
    closing.close(office.programme, office.round, pair.id, "completed")
    closing.reopen(office.programme, office.round, pair.id, "war ein Versehen")
    assert office.programme.store.count(FollowUp) == 0
    office.after(days=31)
    closing.close(office.programme, office.round, pair.id, "completed")
    listed = {one.offset: (one.due_on, one.status) for one in office.programme.store.all(FollowUp)}
    assert listed["exit"] == (office.day + timedelta(days=28), FollowUpStatus.DUE)
    assert len(listed) == office.programme.store.count(FollowUp) == 3


def test_a_job_found_early_ends_nothing(make: Make) -> None:
    """Pair, part and round go on; it is a result with its date."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom"])
    pair = office.by_hand("Amal", "Tom")
    office.after(days=40)
    before = (office.pair(pair.id), office.part("Amal"), office.round.state)
    found = outcomes.record_outcome(
        office.programme, office.round, "Amal", Result(category="EMP_QUAL", began_on=office.day, employer="Klinik")
    )
    assert (office.pair(pair.id), office.part("Amal"), office.round.state) == before
    assert before[0].state is PairState.ACTIVE
    assert (found.partnership, found.began_on) == (pair.id, office.day)
    office.met(pair, 60)
    figures = office.figures("funnel") | office.figures("outcomes")
    assert (figures["partnerships_ended_early"], figures["people_with_outcome"]) == (0, 1)


def test_an_outcome_from_before_the_start_is_kept_and_not_counted(make: Make) -> None:
    """It stands apart; the same job from the start on counts."""
    office = make()
    office.begin("r9", ["Amal", "Bea"], ["Tom", "Uli"])
    office.by_hand("Amal", "Tom")
    office.by_hand("Bea", "Uli")
    office.after(days=10)
    early = Result(category="EMP_QUAL", began_on=START - timedelta(days=1))
    outcomes.record_outcome(office.programme, office.round, "Amal", early)
    assert office.programme.store.count(Outcome) == 1
    figures = office.figures("outcomes")
    assert (figures["people_with_outcome"], figures["people_with_outcome_before"]) == (0, 1)
    assert figures["counted_share"] == 0
    outcomes.record_outcome(office.programme, office.round, "Bea", Result(category="EMP_QUAL", began_on=START))
    figures = office.figures("outcomes")
    assert (figures["people_with_outcome"], figures["people_with_outcome_before"]) == (1, 1)
    assert figures["counted_share"] == pytest.approx(0.5)


def test_while_a_pair_pauses_nothing_is_expected(make: Make) -> None:
    """The paused days are taken out of the expected hours, and the first day that counts again is the resuming one."""
    office = make(places=2)
    office.begin("r9", ["Amal", "Bea"], ["Tom"])
    paused, other = office.by_hand("Amal", "Tom"), office.by_hand("Bea", "Tom")
    office.after(days=20)
    with pytest.raises(NotPossible):
        partnerships.pause(office.programme, office.round, paused.id, " ")
    now = partnerships.pause(office.programme, office.round, paused.id, "krank", until=office.day + timedelta(days=9))
    assert (now.state, now.pause_until) == (PairState.PAUSED, office.day + timedelta(days=9))
    began = office.day
    office.after(days=28)
    again = partnerships.resume(office.programme, office.round, paused.id)
    assert (again.state, again.pause_until) == (PairState.ACTIVE, None)
    (pause,) = office.programme.store.all(Pause)
    assert (pause.began_on, pause.ended_on) == (began, office.day)
    office.after(days=12)
    expected, usual = office.progress(paused).expected_least, office.progress(other).expected_least
    assert expected is not None
    assert usual is not None
    # The pause was the whole of February, for which five hours are expected.
    assert usual - expected == 5 * 60
    with pytest.raises(NotPossible) as refused:
        partnerships.resume(office.programme, office.round, paused.id)
    assert "abschließen" in in_both(office, refused.value)[0] or "pausieren" in in_both(office, refused.value)[0]


def test_closing_a_paused_pair_ends_the_pause(make: Make) -> None:
    """No pause outlasts its partnership."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom"])
    pair = office.by_hand("Amal", "Tom")
    office.after(days=20)
    partnerships.pause(office.programme, office.round, pair.id, "krank")
    office.after(days=5)
    closing.close(office.programme, office.round, pair.id, "no_time")
    assert [pause.ended_on for pause in office.programme.store.all(Pause)] == [office.day]


def test_a_running_case_is_carried_over_accompanied_and_not_started(make: Make) -> None:
    """It keeps its start, its hours and its papers; the round before has closed it as carried over."""
    office = make(sides=("mentor",), places=2)
    office.begin("r1", ["Amal", "Bea", "Cem"], ["Tom", "Uli"])
    running = office.say_yes(office.by_hand("Amal", "Tom"), Side.MENTOR)
    offered = office.by_hand("Bea", "Uli")
    office.after(days=30)
    office.met(running, 60, 90)
    milestones.agree_goal(office.programme, office.round, running.id, "Sprachkurs")
    with pytest.raises(NotPossible):
        rounds.open_round(office.programme, "r1")
    office.day = date(2026, 7, 13)
    rounds.open_round(office.programme, "r2")
    office.round_id = "r2"
    (case,) = office.programme.store.all(Partnership, round="r2")
    assert (case.carried, case.predecessor, case.started, case.state) == (True, running.id, START, PairState.ACTIVE)
    before = office.pair(running.id)
    assert (before.state, before.end_reason, before.ended) == (PairState.CLOSED, "carried_over", date(2026, 7, 13))
    assert office.pair(offered.id).state is PairState.EXPIRED
    for person, role, state in (("Amal", Role.MENTEE, PartState.ADMITTED), ("Tom", Role.MENTOR, PartState.AVAILABLE)):
        assert office.part(person, role, "r1").state is PartState.CARRIED_OVER
        assert office.part(person, role).state is state
        old, new = (find_part(office.programme, id_, person, role) for id_ in ("r1", "r2"))
        assert old.fields == new.fields
    figures = office.figures("funnel")
    assert (figures["partnerships_started"], figures["partnerships_carried"]) == (0, 1)
    assert figures["partnerships_running"] == 1
    office.after(days=3)
    office.met(case, 30)
    assert office.progress(case).met_minutes == 180
    office.round_id = "r1"
    figures = office.figures("funnel")
    assert (figures["partnerships_started"], figures["partnerships_ended_early"]) == (1, 0)
    assert figures["mentee_carried_over"] == 1


def test_a_pause_and_a_stage_go_on_in_the_next_round_and_end_there(make: Make) -> None:
    """The paused case is resumed in the new round, and from then on something is expected again."""
    office = make()
    office.begin("r1", ["Amal"], ["Tom"])
    office.day = date(2026, 6, 1)
    pair = office.by_hand("Amal", "Tom")
    office.day = date(2026, 7, 1)
    partnerships.pause(office.programme, office.round, pair.id, "krank")
    office.day = date(2026, 7, 13)
    rounds.open_round(office.programme, "r2")
    office.round_id = "r2"
    (case,) = office.programme.store.all(Partnership, round="r2")
    assert case.state is PairState.PAUSED
    office.day = date(2026, 7, 20)
    partnerships.resume(office.programme, office.round, case.id)
    assert office.programme.store.count(Pause, ended_on=None) == 0
    office.day = date(2026, 8, 20)
    # 30 days before the pause and 31 after it without a meeting.
    assert office.progress(case).silence is Silence.RED
    partnerships.change_stage(office.programme, office.round, case.id, "second")
    entries = office.programme.store.all(StageEntry, order="entered_on")
    assert [(entry.stage, entry.partnership, entry.left_on) for entry in entries] == [
        ("first", pair.id, date(2026, 7, 13)),
        ("first", case.id, office.day),
        ("second", case.id, None),
    ]


def test_a_reopened_round_carries_nothing_a_second_time(make: Make) -> None:
    """Closing and opening again changes neither parameters nor cases."""
    office = make()
    office.begin("r1", ["Amal"], ["Tom"])
    office.by_hand("Amal", "Tom")
    office.day = date(2026, 7, 13)
    opened = rounds.open_round(office.programme, "r2")
    (case,) = office.programme.store.all(Partnership, round="r2")
    office.round_id = "r2"
    closing.close(office.programme, office.round, case.id, "completed")
    assert rounds.close_round(office.programme, "r2").state is RoundState.CLOSED
    again = rounds.open_round(office.programme, "r2")
    assert (again.state, again.parameters, again.closed_at) == (RoundState.OPEN, opened.parameters, None)
    assert office.programme.store.count(Partnership, round="r2") == 1


def test_a_round_with_running_pairs_is_not_closed(make: Make) -> None:
    """It says how many; once they are closed it closes, and a round that the next one continues closes at once."""
    office = make(places=2)
    office.begin("r9", ["Amal", "Bea"], ["Tom"])
    pairs = [office.by_hand(name, "Tom") for name in ("Amal", "Bea")]
    office.after(days=30)
    partnerships.pause(office.programme, office.round, pairs[1].id, "krank")
    with pytest.raises(NotPossible) as refused:
        rounds.close_round(office.programme, "r9")
    german, english = in_both(office, refused.value)
    assert "2 Partnerschaften" in german
    assert "2 partnerships" in english
    assert office.round.state is RoundState.OPEN
    for pair in pairs:
        closing.close(office.programme, office.round, pair.id, "completed")
    assert rounds.close_round(office.programme, "r9").state is RoundState.CLOSED
    with pytest.raises(NotPossible):
        rounds.close_round(office.programme, "r9")


def test_a_mentee_of_one_round_is_a_mentor_in_a_later_one(make: Make) -> None:
    """One person, two parts; the later one is matched as a mentor, and nobody's hours are mixed."""
    office = make()
    office.begin("r1", ["Amal"], ["Tom"])
    pair = office.by_hand("Amal", "Tom")
    office.after(days=20)
    office.met(pair, 60)
    closing.close(office.programme, office.round, pair.id, "completed", goal_reached=None)
    office.day = date(2026, 7, 13)
    office.begin("r2", ["Bea"], ["Amal"])
    assert office.programme.store.count(Person) == 3
    assert {(part.round, part.role) for part in office.programme.store.all(Participation, person="Amal")} == {
        ("r1", Role.MENTEE),
        ("r2", Role.MENTOR),
    }
    drafting.propose(office.programme, office.round)
    (later,) = publishing.publish(office.programme, office.round)
    assert (later.mentee, later.mentor, later.predecessor) == ("Bea", "Amal", None)
    office.after(days=7)
    office.met(later, 45)
    assert office.progress(later).mentee_minutes == 45
    assert partnerships.find_pair(office.programme, office.round, "Amal").id == later.id


def test_nobody_is_their_own_mentor(make: Make) -> None:
    """Somebody with both roles in one round is paired with others only, by the solver and by hand."""
    office = make()
    office.begin("r9", ["Amal"], ["Amal"])
    assert office.proposed() == set()
    with pytest.raises(NotPossible) as refused:
        office.by_hand("Amal", "Amal")
    assert "Amal von Amal" in in_both(office, refused.value)[1]
    office.bring(Role.MENTEE, "Bea")
    office.bring(Role.MENTOR, "Tom")
    assert office.proposed() == {("Amal", "Tom"), ("Bea", "Amal")}


def test_the_clock_of_the_agreement_starts_a_case_with_the_signature(make: Make) -> None:
    """Until then it is agreed and no more; an offer cannot be signed."""
    office = make(sides=("mentor",), clock="agreement")
    office.begin("r9", ["Amal"], ["Tom"])
    offer = office.by_hand("Amal", "Tom")
    with pytest.raises(NotPossible):
        partnerships.sign_agreement(office.programme, office.round, offer.id)
    agreed = office.say_yes(offer, Side.MENTOR)
    assert (agreed.state, agreed.started) == (PairState.ACCEPTED, None)
    office.after(days=9)
    signed = partnerships.sign_agreement(office.programme, office.round, offer.id)
    assert (signed.state, signed.started, signed.stage) == (PairState.ACTIVE, office.day, "first")


def test_the_clock_of_the_first_meeting_starts_with_the_first_session(make: Make) -> None:
    """The day of the meeting is the start, whenever it was written down."""
    office = make(clock="first_meeting")
    office.begin("r9", ["Amal"], ["Tom"])
    pair = office.by_hand("Amal", "Tom")
    assert (pair.state, pair.started) == (PairState.ACCEPTED, None)
    office.after(days=12)
    sessions.log_session(office.programme, office.round, pair.id, office.day - timedelta(days=4), minutes=60)
    started = office.pair(pair.id)
    assert (started.state, started.started) == (PairState.ACTIVE, office.day - timedelta(days=4))


def test_who_has_no_pair_is_carried_over_by_a_person_and_decided_on_anew(make: Make) -> None:
    """Answers and interviews come along; the state goes back to before the decision, under the next round's rules."""
    office = make()
    office.begin("r1", ["Amal", "Bea"], ["Tom"])
    office.by_hand("Amal", "Tom")
    carried = rounds.carry_person(office.programme, office.round, "Bea")
    assert (carried.round, carried.state, carried.admitted_on) == ("r2", PartState.INTERVIEWED, None)
    assert office.part("Bea", Role.MENTEE, "r1").state is PartState.CARRIED_OVER
    old, new = (find_part(office.programme, id_, "Bea", Role.MENTEE) for id_ in ("r1", "r2"))
    assert old.fields == new.fields
    assert len(new.interviews) == len(old.interviews) == 1
    for paired, role in (("Amal", Role.MENTEE), ("Tom", Role.MENTOR)):
        with pytest.raises(NotPossible):
            rounds.carry_person(office.programme, office.round, paired, role=role)
    with pytest.raises(UsageError):
        rounds.carry_person(office.programme, office.programme.round("r2"), "Bea")


def test_what_was_agreed_and_has_not_started_waits_for_its_start_in_the_next_round(make: Make) -> None:
    """A case whose agreement nobody has signed is no case of the round before, and none that was accompanied."""
    office = make(clock="agreement")
    office.begin("r1", ["Amal"], ["Tom"])
    agreed = office.by_hand("Amal", "Tom")
    assert agreed.state is PairState.ACCEPTED
    office.day = date(2026, 7, 13)
    rounds.open_round(office.programme, "r2")
    (case,) = office.programme.store.all(Partnership, round="r2")
    assert (case.state, case.carried, case.started) == (PairState.ACCEPTED, False, None)
    assert office.pair(agreed.id).state is PairState.CLOSED


@pytest.mark.parametrize(
    ("reason", "side", "waits"), [("mentee_left", Side.MENTEE, False), ("no_fit", Side.ORGANISATION, True)]
)
def test_the_reason_of_an_end_says_who_left(make: Make, reason: str, side: Side, waits: bool) -> None:
    """A mentee who left does not return to the pool; one whose pair did not fit does, with priority."""
    office = make()
    office.begin("r9", ["Amal"], ["Tom"])
    pair = office.by_hand("Amal", "Tom")
    office.after(days=20)
    ended = closing.close(office.programme, office.round, pair.id, reason)
    part = office.part("Amal", Role.MENTEE)
    assert (ended.ended_by, part.priority, part.left_on is None) == (side, waits, waits)
