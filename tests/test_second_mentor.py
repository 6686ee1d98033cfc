"""Tandems of both sides' wishes: the lead and the second mentor, the minimum fit, and who is called a good pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geleit.errors import NotPossible
from geleit.matching.scoring.scores import score
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.partnerships import Partnership, Place, Side
from geleit.model.people import Role
from geleit.programme import closing, decisions, offers
from geleit.programme.proposals import drafting, pool, publishing, rebalancing
from geleit.programme.roster import find_part
from tests.organisations.bundled import BundledOffice
from tests.organisations.tandems import COOK, ENGINEER, MENTEE, MENTOR, mentee, mentor

Make = Callable[..., BundledOffice]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes an organisation of the region with some settings."""
    made: list[BundledOffice] = []

    def office(*settings: str) -> BundledOffice:
        made.append(BundledOffice(tmp_path, "munich_migranet", *settings, end="end = 2026-07-11\n"))
        return made[-1]

    yield office
    for one in made:
        one.programme.close()


TWO = "second_mentor = true"


def publish(office: BundledOffice) -> dict[tuple[str, str], Place]:
    """A proposal that is decided on at once: the places by pair."""
    proposal = drafting.propose(office.programme, office.round)
    made = publishing.publish(office.programme, office.round, proposal.id)
    return {(pair.mentee, pair.mentor): pair.place for pair in made}


def running(office: BundledOffice) -> dict[tuple[str, str], Place]:
    """The places by open pair."""
    found = office.programme.store.all(Partnership, state=tuple(OPEN_PAIRS))
    return {(pair.mentee, pair.mentor): pair.place for pair in found}


def test_everybody_has_a_lead_before_anybody_has_a_second(make: Make) -> None:
    """Three mentors who all fit one of two mentees far better: the other has one of them all the same, as lead."""
    office = make(TWO)
    office.bring(Role.MENTEE, MENTEE, mentee("amal"), mentee("bea", COOK))
    office.bring(Role.MENTOR, MENTOR, *(mentor(id_) for id_ in ("tom", "uli", "vera")))
    made = publish(office)
    places = sorted((who, place.value) for (who, _), place in made.items())
    assert places == [("amal", "lead"), ("amal", "second"), ("bea", "lead")]


def test_the_lead_is_the_one_that_fits_better_and_the_two_differ(make: Make) -> None:
    """The engineer leads the engineer, the cook is second; nobody is both."""
    office = make(TWO)
    office.bring(Role.MENTEE, MENTEE, mentee("amal"))
    office.bring(Role.MENTOR, MENTOR, mentor("tom", COOK), mentor("uli"))
    assert publish(office) == {("amal", "uli"): Place.LEAD, ("amal", "tom"): Place.SECOND}
    assert pool.mentees_in_pool(office.programme, office.round) == ()


def test_with_one_mentor_only_there_is_a_lead_and_no_second(make: Make) -> None:
    """Two places of the mentee are not two places with the same mentor, who could have two."""
    office = make(TWO, "mentees_per_mentor = 2")
    office.bring(Role.MENTEE, MENTEE, mentee("amal"))
    office.bring(Role.MENTOR, MENTOR, mentor("tom"))
    assert publish(office) == {("amal", "tom"): Place.LEAD}
    assert drafting.propose(office.programme, office.round).content["pairs"] == []  # type: ignore[index]  # it has one


def test_ending_one_keeps_the_other_and_the_place_is_free_again(make: Make) -> None:
    """The second goes on when the lead is closed; a new second comes with the next proposal."""
    office = make(TWO)
    office.bring(Role.MENTEE, MENTEE, mentee("amal"))
    office.bring(Role.MENTOR, MENTOR, mentor("tom", COOK), mentor("uli"))
    publish(office)
    lead, second = (
        next(pair for pair in office.programme.store.all(Partnership) if pair.place is place) for place in Place
    )
    assert {lead.state, second.state} == {PairState.ACTIVE}
    office.after(days=20)
    closing.close(office.programme, office.round, lead.id, "no_time", by=Side.MENTOR)
    assert office.programme.store.one(Partnership, second.id) == second
    office.bring(Role.MENTOR, MENTOR, mentor("vera"))
    assert set(publish(office)) == {("amal", "vera")}
    assert set(running(office)) == {("amal", "tom"), ("amal", "vera")}


def test_where_the_mentor_says_yes_each_offer_stands_for_itself(make: Make) -> None:
    """The second mentor declines with a reason; the lead accepts, starts, and the free place is proposed again."""
    office = make(TWO, "mentor_confirms = true")
    office.bring(Role.MENTEE, MENTEE, mentee("amal"))
    office.bring(Role.MENTOR, MENTOR, mentor("tom", COOK), mentor("uli"))
    publish(office)
    by_mentor = {pair.mentor: pair for pair in office.programme.store.all(Partnership)}
    offers.answer_offer(
        office.programme, office.round, by_mentor["tom"].id, Side.MENTOR, accepted=False, reason="field"
    )
    offers.answer_offer(office.programme, office.round, by_mentor["uli"].id, Side.MENTOR, accepted=True)
    states = {pair.mentor: pair.state for pair in office.programme.store.all(Partnership)}
    assert states == {"tom": PairState.DECLINED, "uli": PairState.ACTIVE}
    office.bring(Role.MENTOR, MENTOR, mentor("vera"))
    assert set(publish(office)) == {("amal", "vera")}


def test_a_tandem_is_not_given_up_for_an_offer_and_with_two_mentors_nobody_is_moved(make: Make) -> None:
    """Where the mentor has to say yes a better mentor is only shown; a mentee with two keeps both."""
    office = make(TWO, "mentor_confirms = true")
    office.bring(Role.MENTEE, MENTEE, mentee("amal"), mentee("bea"))
    office.bring(Role.MENTOR, MENTOR, mentor("tom", COOK), mentor("uli", COOK), mentor("vera", COOK))
    for who, whom in (("amal", "tom"), ("bea", "uli"), ("bea", "vera")):
        pair = publishing.pair_by_hand(office.programme, office.round, who, whom, "kennen sich")
        offers.answer_offer(office.programme, office.round, pair.id, Side.MENTOR, accepted=True)
    office.bring(Role.MENTOR, MENTOR, mentor("willi"), mentor("xenia"))
    plan = rebalancing.rebalance(office.programme, office.round, worth=0.5)
    assert [(one.mentee, one.source) for one in plan.found.transfers] == [("amal", "tom")]
    before = running(office)
    with pytest.raises(NotPossible, match="offer"):
        rebalancing.decide_rebalancing(office.programme, office.round, plan)
    assert running(office) == before


def test_below_the_minimum_fit_somebody_waits_with_the_reason_and_is_paired_by_hand_only(make: Make) -> None:
    """The best there is has too few points; the reason says how many it takes, and a person may decide otherwise."""
    office = make("minimum_fit = 9.0")
    office.bring(Role.MENTEE, MENTEE, mentee("amal", COOK))
    office.bring(Role.MENTOR, MENTOR, mentor("tom"))
    assert publish(office) == {}
    part = find_part(office.programme, office.round.id, "amal").part
    assert part.state is PartState.WAITING
    assert part.waiting_since == office.day
    assert part.reason is not None and "verlangt sind 9,00 Punkte" in part.reason
    pair = publishing.pair_by_hand(office.programme, office.round, "amal", "tom", "kennen sich aus dem Kurs")
    assert (pair.place, pair.score, pair.state) == (Place.LEAD, None, PairState.ACTIVE)


def test_the_minimum_fit_is_the_organisation_s_and_holds_for_a_second_mentor_too(make: Make) -> None:
    """Without a setting everything may be proposed; with one the weak second is left out, the good lead stays."""
    office = make(TWO, "minimum_fit = 6.0")
    office.bring(Role.MENTEE, MENTEE, mentee("amal"))
    office.bring(Role.MENTOR, MENTOR, mentor("tom", COOK), mentor("uli"))
    assert publish(office) == {("amal", "uli"): Place.LEAD}
    waiting = pool.mentees_in_pool(office.programme, office.round)
    assert [one.person.id for one in waiting] == ["amal"]
    assert publish(office) == {}
    assert find_part(office.programme, office.round.id, "amal").part.state is PartState.ADMITTED


def lopsided(office: BundledOffice) -> None:
    """Tom is just the engineer whom Amal wishes for, and wishes himself for a cook who speaks French; Uli comes from a
    neighbouring occupation and has every wish met."""
    office.bring(Role.MENTEE, MENTEE, mentee("amal"))
    office.bring(
        Role.MENTOR,
        MENTOR,
        mentor("tom", field=COOK, languages="fr"),
        mentor("uli", "2141", field=ENGINEER, languages="ar"),
    )


def test_a_pair_good_for_one_and_bad_for_the_other_is_not_called_good(make: Make) -> None:
    """By the sum of both sides Tom would be chosen; the smaller side counts, so it is Uli, and Tom's sentence says that
    none of his wishes is met."""
    office = make()
    lopsided(office)
    mentees = pool.mentees_in_pool(office.programme, office.round)
    sides = pool.candidates(office.programme, office.round, mentees, office.programme.store)
    scores = score(office.programme.answers(office.round).matching, sides)
    tom, uli = (sides.mentors.ids.index(id_) for id_ in ("tom", "uli"))
    assert scores.mentee_view[0, tom] > scores.mentee_view[0, uli]
    assert scores.combined[0, tom] == scores.mentor_view[0, tom] < scores.combined[0, uli]
    proposal = drafting.propose(office.programme, office.round)
    (pair,) = (proposal.content or {})["pairs"]
    assert (pair["mentor"], pair["score"]) == ("uli", min(pair["mentee_score"], pair["mentor_score"]))
    assert "aber" not in pair["sentences"]["de"]


def test_the_sentence_of_a_lopsided_pair_says_whose_wishes_are_not_met(make: Make) -> None:
    """Where there is nobody else, the pair is made, with what speaks for it and with what does not."""
    office = make()
    lopsided(office)
    decisions.decide(office.programme, office.round, "uli", "pause", reason="krank", role=Role.MENTOR)
    proposal = drafting.propose(office.programme, office.round)
    (pair,) = (proposal.content or {})["pairs"]
    assert pair["mentee_score"] > pair["mentor_score"] == pair["score"]
    assert pair["sentences"]["de"].startswith("Amal Muster und Tom Beispiel: ")
    assert pair["sentences"]["de"].endswith("; aber kein Wunsch von Tom Beispiel ist erfüllt.")
    assert pair["sentences"]["en"].endswith("; but no wish of Tom Beispiel is met.")


def test_a_sentence_names_a_wish_of_each_side_where_one_is_met(make: Make) -> None:
    """Not only what weighs most, which may all be one side's."""
    office = make()
    office.bring(Role.MENTEE, MENTEE, mentee("amal", topics="job_search,contacts"))
    office.bring(Role.MENTOR, MENTOR, mentor("tom", topics="job_search,contacts", languages="ar"))
    proposal = drafting.propose(office.programme, office.round)
    (pair,) = (proposal.content or {})["pairs"]
    assert "Wunsch (Mentee): jemand aus dem angestrebten Beruf" in pair["sentences"]["de"]
    assert "ein Wunsch von Tom Beispiel ist erfüllt" in pair["sentences"]["de"]
