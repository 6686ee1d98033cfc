"""A kept draft explains itself, and is published only as far as it still holds on the day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from geleit.errors import NotPossible
from geleit.fields import evolve
from geleit.matching.assigning.certificate import Certificate
from geleit.matching.scoring.scores import score
from geleit.model.lifecycle import PartState
from geleit.model.partnerships import Partnership, Proposal, ProposalState
from geleit.model.people import Participation, Role
from geleit.programme import applications
from geleit.programme.capacity import free_places
from geleit.programme.privacy import access, consents, erasure
from geleit.programme.proposals import drafting, pool, publishing
from geleit.programme.proposals.content import as_stored, content_of
from geleit.programme.roster import find_part
from tests.organisations.drafted import at_work
from tests.organisations.office import OfficeAtWork


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeAtWork]:
    """Four mentees and three mentors, everybody admitted."""
    made = at_work(tmp_path)
    yield made
    made.programme.close()


def state_of(office: OfficeAtWork) -> tuple[Any, ...]:
    """Everything that publishing may change."""
    store = office.programme.store
    return store.all(Partnership), store.all(Participation), store.all(Proposal)


def refused(office: OfficeAtWork, draft: Proposal) -> tuple[str, str]:
    """What is said, in German and English, when a draft cannot be published; nothing may have changed then."""
    before = state_of(office)
    with pytest.raises(NotPossible) as error:
        publishing.publish(office.programme, office.round, draft.id)
    assert state_of(office) == before
    labels = office.programme.labels
    return error.value.in_language("de", labels), error.value.in_language("en", labels)


def moved(office: OfficeAtWork, person: str, name: str, told: str) -> None:
    """Somebody's list is taken in once more, with another district."""
    path = office.folder / "again.csv"
    number, district = told.split(";")
    path.write_text(
        f"id;given_name;family_name;points;district\n{person};{name};Muster;{number};{district}\n", encoding="utf-8"
    )
    applications.import_people(office.programme, office.round, Role.MENTEE, path)


def changed(office: OfficeAtWork, draft: Proposal, **more: Any) -> Proposal:
    """A draft whose content somebody has changed."""
    content = attrs.evolve(content_of(draft), **more)
    with office.programme.store.write("test") as tx:
        return tx.update(evolve(draft, content=as_stored(content)))


def test_a_kept_draft_holds_everything_that_explains_it(office: OfficeAtWork) -> None:
    """Scores from their parts, both sides' totals, the worst pair, who would rather, and a proof that can be checked."""
    programme, round_ = office.programme, office.round
    draft = drafting.propose(programme, round_, seed=7)
    content = content_of(programme.store.one(Proposal, draft.id))
    assert {(pair.mentee, pair.mentor, pair.score) for pair in content.pairs} == {
        ("m1", "p1", 100_000),
        ("m2", "p2", 50_000),
        ("m3", "p3", 90_000),
    }
    for pair in content.pairs:
        assert sum(part.contribution for part in pair.criteria) == pair.score
        assert [part.weight for part in pair.criteria] == [10.0, 1.0]
        assert pair.by_hand is None
        assert set(pair.sentences) == {"de", "en"}
        assert pair.said("de") != pair.said("en")
        assert pair.said("xx") == pair.sentence == pair.said("de")
    assert (draft.seed, draft.region_version, draft.objective) == (7, programme.asked.loaded.version, "most_matched")
    assert (draft.total, content.bound, content.mentee_total, content.mentor_total) == (240_000,) * 4
    assert (content.worst, content.proven, content.solver in ("scipy", "ortools")) == (50_000, True, True)
    assert (content.blocking, content.blocking_count) == ((), 0)
    assert content_of(evolve(draft, content=json.loads(json.dumps(as_stored(content))))) == content

    assert content.certificate is not None
    sides = pool.candidates(programme, round_, pool.mentees_in_pool(programme, round_), programme.store)
    assert (content.mentees, content.mentors) == (sides.mentees.ids, sides.mentors.ids)
    scores = score(programme.answers(round_).matching, sides)
    free = free_places(programme, round_)
    told: dict[str, Any] = {
        "allowed": scores.allowed & (scores.combined >= 20_000),
        "capacity": [free[id_] for id_ in sides.mentors.ids],
        "mentee_capacity": 1,
    }
    proof = Certificate.from_json(content.certificate)
    assert proof.verify(scores.combined, **told)
    worse = attrs.evolve(proof, pairs=proof.pairs[:-1])
    assert not worse.verify(scores.combined, **told)
    assert content.prices is not None
    # One more place with Tom serves nobody more, for Dana lives elsewhere; Bea would gain four points by it.
    assert (content.prices.place("p1").people, content.prices.place("p1").points) == (0, 40_000)


def test_a_draft_of_an_earlier_version_is_read_and_published(office: OfficeAtWork) -> None:
    """What it did not hold yet is unknown; what it held is used."""
    pair = {"mentee": "m1", "mentor": "p1", "place": "lead", "score": 3, "criteria": [], "sentence": "wegen der Zahl"}
    left = {"mentee": "m4", "reason_code": "vetoed", "reason": "zu weit"}
    draft = drafting.propose(office.programme, office.round)
    with office.programme.store.write("test") as tx:
        draft = tx.update(evolve(draft, content={"pairs": [pair], "unmatched": [left], "equity": []}))
    content = content_of(draft)
    assert (content.solver, content.worst, content.prices, content.proven) == (None, None, None, False)
    (made,) = publishing.publish(office.programme, office.round)
    assert (made.mentee, made.mentor, made.reason, made.score) == ("m1", "p1", "wegen der Zahl", 3)


def test_a_veto_that_holds_by_now_holds_the_draft_back(office: OfficeAtWork) -> None:
    """Somebody moved since: the pair and the veto are named in both languages, and nothing is taken over."""
    draft = drafting.propose(office.programme, office.round)
    moved(office, "m2", "Bea", "9;fern")
    german, english = refused(office, draft)
    assert "Bea Muster und Uli Muster" in german
    assert "nicht im selben Bezirk" in german
    assert "not in the same district" in english
    moved(office, "m2", "Bea", "9;nah")
    assert len(publishing.publish(office.programme, office.round, draft.id)) == 3


def test_more_pairs_than_places_are_never_published(office: OfficeAtWork) -> None:
    """Neither on the mentor's side nor on the mentee's, and no pair twice."""
    draft = drafting.propose(office.programme, office.round)
    first, second, third = content_of(draft).pairs
    one_mentor = changed(office, draft, pairs=(first, attrs.evolve(second, mentor=first.mentor), third))
    assert "Tom Muster hat keinen freien Platz mehr" in refused(office, one_mentor)[0]
    one_mentee = changed(office, one_mentor, pairs=(first, attrs.evolve(second, mentee=first.mentee)))
    assert "Amal Muster hat keinen Platz" in refused(office, one_mentee)[0]
    publishing.pair_by_hand(office.programme, office.round, "m1", "p1", "kennen sich")
    standing = changed(office, one_mentee, pairs=(first,))
    assert "schon ein Paar" in refused(office, standing)[0]


def test_who_withdrew_the_consent_is_named_when_the_draft_is_held_back(office: OfficeAtWork) -> None:
    """On either side."""
    consents.give_consent(office.programme, "p2")
    draft = drafting.propose(office.programme, office.round)
    consents.withdraw_consent(office.programme, "p2")
    german, english = refused(office, draft)
    assert "Uli Muster hat die Einwilligung widerrufen" in german
    assert "Uli Muster has withdrawn the consent" in english


def test_a_pair_made_by_hand_in_the_draft_is_published_with_the_reason(office: OfficeAtWork) -> None:
    """It is checked like the others, and whoever was left out and is in a pair by now is not sent to wait."""
    draft = drafting.propose(office.programme, office.round)
    first, second, third = content_of(draft).pairs
    left = content_of(draft).unmatched
    by_hand = attrs.evolve(third, by_hand="beide kommen aus der Pflege")
    also = tuple(attrs.evolve(left[0], mentee=one) for one in ("m3", "m4"))
    draft = changed(office, draft, pairs=(first, second, by_hand), unmatched=also)
    made = {pair.mentee: pair for pair in publishing.publish(office.programme, office.round, draft.id)}
    assert made["m3"].reason == "beide kommen aus der Pflege"
    assert made["m1"].reason == first.sentence
    parts = {one: find_part(office.programme, office.round.id, one, Role.MENTEE).part for one in ("m3", "m4")}
    assert (parts["m3"].state, parts["m3"].reason) == (PartState.ADMITTED, None)
    assert parts["m4"].state is PartState.WAITING
    assert office.programme.store.one(Proposal, draft.id).state is ProposalState.PUBLISHED


def test_below_the_minimum_fit_one_waits_with_the_reason_and_a_pair_is_made_by_hand_only(tmp_path: Path) -> None:
    """Nobody comes near enough: the mentee waits with the reason, which names nobody; a person may still decide."""
    office = at_work(tmp_path, mentees={"m1": "Amal;10"}, mentors={"p1": "Tom;1"})
    drafting.propose(office.programme, office.round)
    assert publishing.publish(office.programme, office.round) == ()
    part = find_part(office.programme, office.round.id, "m1", Role.MENTEE).part
    assert part.state is PartState.WAITING
    assert "Keine Passung reicht aus; verlangt sind 2,00 Punkte." in str(part.reason)
    (left,) = content_of(office.programme.store.all(Proposal)[0]).unmatched
    assert "am nächsten kommt Tom Muster mit 1,00 Punkten, verlangt sind 2,00" in left.said("de")
    pair = publishing.pair_by_hand(office.programme, office.round, "m1", "p1", "kennen sich")
    assert (pair.mentee, pair.score) == ("m1", None)
    office.programme.close()


def test_who_waits_has_no_name_of_others_in_their_record(tmp_path: Path) -> None:
    """Who took the place stands in the proposal; the mentee's own record says it without names, and so does the
    proposal once that person is erased."""
    office = at_work(tmp_path, mentees={"m1": "Amal;10", "m2": "Bea;9"}, mentors={"p1": "Tom;10"})
    draft = drafting.propose(office.programme, office.round)
    (left,) = content_of(draft).unmatched
    assert left.mentee == "m2"
    assert left.named == ("p1", "m1")
    assert "Tom Muster" in left.reason
    assert "Amal Muster" in left.reason
    publishing.publish(office.programme, office.round, draft.id)
    part = find_part(office.programme, office.round.id, "m2", Role.MENTEE).part
    assert part.reason == left.brief
    assert "Muster" not in str(part.reason)
    erasure.erase(office.programme, "m1", "auf Wunsch", close="cancelled")
    (kept,) = content_of(office.programme.store.one(Proposal, draft.id)).unmatched
    assert (kept.said("de"), kept.said("en")) == (left.briefs["de"], left.briefs["en"])
    office.programme.close()


def test_an_access_report_names_nobody_whom_one_was_only_proposed_for(tmp_path: Path) -> None:
    """A draft says of one person who else was meant for them, or got the place: to the person it says so without names."""
    office = at_work(tmp_path, mentees={"m1": "Amal;10", "m2": "Bea;9"}, mentors={"p1": "Tom;10"})
    drafting.propose(office.programme, office.round)
    for person, others in (("m1", ("Tom", "Bea")), ("m2", ("Tom", "Amal")), ("p1", ("Amal", "Bea"))):
        report = access.access_report(office.programme, person)
        (part,) = report.proposals
        assert part.sentence
        assert not [name for name in others if name in repr(report.proposals)]
    office.programme.close()


def test_an_erased_person_is_in_no_proposal_any_more(office: OfficeAtWork) -> None:
    """Neither by name nor by id: not in the proof's rows, the prices, the places or the reasons of others."""
    draft = drafting.propose(office.programme, office.round)
    before = json.dumps(draft.content, ensure_ascii=False)
    for erased, name in (("m2", "Bea Muster"), ("p1", "Tom Muster")):
        assert f'"{erased}"' in before
        assert name in before
        erasure.erase(office.programme, erased, "auf Wunsch")
        kept = office.programme.store.one(Proposal, draft.id)
        after = json.dumps(kept.content, ensure_ascii=False)
        assert f'"{erased}"' not in after
        assert name not in after
    content = content_of(kept)
    assert kept.state is ProposalState.DISCARDED
    assert len(content.mentees) == 4
    assert [pair.mentee for pair in content.pairs] == ["m3"]
