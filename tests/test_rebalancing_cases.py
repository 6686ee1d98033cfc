"""Cases of a Saxon project: new people move nobody; rebalancing says who would move and why, and is then decided."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geleit.cli import main
from geleit.errors import NotPossible
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.partnerships import Agreement, ConstraintKind, PairConstraint, Partnership, StageEntry
from geleit.model.people import Role
from geleit.programme import closing, decisions, due, partnerships, sessions
from geleit.programme.capacity import Level, loads
from geleit.programme.proposals import drafting, publishing, rebalancing
from geleit.programme.reporting.population_course import partnerships as population
from geleit.programme.reporting.population_records import RoundRecords
from tests.organisations.bundled import BundledOffice

MENTEE = "id;given_name;family_name;gender;languages;territory;occupations;wish_mentor_gender"
MENTOR = "id;given_name;family_name;gender;languages;territory;occupations;fte"
DRESDEN, BAUTZEN = "DED21", "DED2C"


def person(id_: str, *, district: str = DRESDEN, wish: str = "none", languages: str = "ar:C2") -> tuple[str, ...]:
    """Somebody who waits."""
    return id_, id_.capitalize(), "Muster", "female", languages, district, "5120", wish


def colleague(id_: str, fte: str, *, district: str = DRESDEN, gender: str = "male") -> tuple[str, ...]:
    """A mentor."""
    return id_, id_.capitalize(), "Beispiel", gender, "ar:C1,de:C2", district, "5120", fte


@pytest.fixture
def office(tmp_path: Path) -> Iterator[BundledOffice]:
    """A project whose caseload is warned at six, full at eight, stopped at ten cases per post."""
    opened = BundledOffice(
        tmp_path, "saxony_refugees", "caseload_warning = 6", "caseload_cap = 8", "caseload_stop = 10"
    )
    with opened.programme:
        yield opened


def open_pairs(office: BundledOffice) -> dict[str, str]:
    """Who has whom at present."""
    found = office.programme.store.all(Partnership, state=tuple(OPEN_PAIRS))
    return {pair.mentee: pair.mentor for pair in found}


def publish(office: BundledOffice) -> tuple[Partnership, ...]:
    """A proposal that is decided on at once."""
    proposal = drafting.propose(office.programme, office.round)
    return publishing.publish(office.programme, office.round, proposal.id)


def test_twenty_new_people_move_nobody_and_fill_the_posts_evenly(office: BundledOffice) -> None:
    """Seven cases run with two of four full posts; half a post counts half; every share ends alike, below the cap."""
    full = ("tom", "uli", "vera", "willi")
    office.bring(Role.MENTOR, MENTOR, *(colleague(id_, "1,0") for id_ in full), colleague("x", "0,5"))
    office.bring(Role.MENTEE, MENTEE, *(person(f"old{n}") for n in range(7)))
    for n in range(7):
        publishing.pair_by_hand(office.programme, office.round, f"old{n}", "tom" if n < 4 else "uli", "kennen sich")
    before = office.programme.store.all(Partnership)
    office.bring(Role.MENTEE, MENTEE, *(person(f"new{n:02}") for n in range(20)))
    assert len(publish(office)) == 20
    after = {pair.id: pair for pair in office.programme.store.all(Partnership)}
    assert all(after[pair.id] == pair for pair in before)
    assert Counter(open_pairs(office).values()) == {**dict.fromkeys(full, 6), "x": 3}
    levels = {one.mentor.person.id: one.level for one in loads(office.programme, office.round)}
    assert levels == dict.fromkeys((*full, "x"), Level.WARNING)


def test_more_people_than_places_wait_and_the_stop_holds_by_hand(office: BundledOffice) -> None:
    """The cap is for proposals, the stop for people."""
    office.bring(Role.MENTOR, MENTOR, colleague("tom", "1,0"))
    office.bring(Role.MENTEE, MENTEE, *(person(f"new{n:02}") for n in range(11)))
    assert len(publish(office)) == 8
    left = sorted({f"new{n:02}" for n in range(11)} - set(open_pairs(office)))
    for id_ in left[:2]:
        publishing.pair_by_hand(office.programme, office.round, id_, "tom", "Notfall")
    with pytest.raises(NotPossible):
        publishing.pair_by_hand(office.programme, office.round, left[2], "tom", "Notfall")


def test_a_wish_about_gender_is_shown_beside_the_pair_and_decides_nothing(office: BundledOffice) -> None:
    """The pairs are the same whoever is a woman; the wish stands in the record beside the pair."""
    office.bring(Role.MENTEE, MENTEE, person("amal", wish="female"), person("bea"))
    office.bring(Role.MENTOR, MENTOR, colleague("tom", "0,2"), colleague("uli", "0,2"))
    first = drafting.propose(office.programme, office.round).content or {}
    beside = {pair["mentee"]: pair["beside"] for pair in first["pairs"]}
    assert {id_: shown["wish_mentor_gender"] for id_, shown in beside.items()} == {"amal": "female", "bea": "none"}
    office.bring(Role.MENTOR, MENTOR, colleague("tom", "0,2", gender="female"), colleague("uli", "0,2"))
    office.bring(Role.MENTEE, MENTEE, person("amal"), person("bea", wish="female"))
    again = drafting.propose(office.programme, office.round).content or {}
    assert [pair["beside"]["wish_mentor_gender"] for pair in again["pairs"]] == ["none", "female"]
    for pairs in (first["pairs"], again["pairs"]):
        for pair in pairs:
            del pair["beside"]
    assert again["pairs"] == first["pairs"]


def in_bautzen(office: BundledOffice) -> None:
    """Six run with Tom in Dresden, two of whom live in Bautzen, where Uli has begun since; one more waits there."""
    office.bring(Role.MENTOR, MENTOR, colleague("tom", "1,0"))
    office.bring(
        Role.MENTEE,
        MENTEE,
        *(person(f"d{n}") for n in range(4)),
        *(person(f"b{n}", district=BAUTZEN, wish="female") for n in range(2)),
    )
    assert len(publish(office)) == 6
    partnerships.sign_agreement(office.programme, office.round, "b0")
    partnerships.change_stage(office.programme, office.round, "b0", "preparation")
    sessions.log_session(office.programme, office.round, "b0", office.day, minutes=60)
    office.after(days=30)
    office.bring(Role.MENTOR, MENTOR, colleague("uli", "1,0", district=BAUTZEN))
    office.bring(Role.MENTEE, MENTEE, person("new", district=BAUTZEN))


def test_a_pair_that_is_locked_by_hand_does_not_move(office: BundledOffice) -> None:
    """Who laid it down knows why; the others move as before."""
    in_bautzen(office)
    moving = {one.mentee for one in rebalancing.rebalance(office.programme, office.round).found.transfers}
    stays = min(moving)
    record = PairConstraint(
        id="lock",
        round=office.round.id,
        mentee=stays,
        mentor=open_pairs(office)[stays],
        kind=ConstraintKind.LOCK,
        reason="eingespielt",
        made_at=office.programme.clock(),
        by="kim",
    )
    with office.programme.store.write("pair_locked") as tx:
        tx.add(record)
    then = {one.mentee for one in rebalancing.rebalance(office.programme, office.round).found.transfers}
    assert stays not in then


def test_rebalancing_says_who_would_move_from_whom_to_whom_and_what_it_brings(office: BundledOffice) -> None:
    """The two from Bautzen; nothing is written, and a move has to bring a fifth of what a pair can have."""
    in_bautzen(office)
    before = office.programme.store.all(Partnership), office.programme.store.count(Agreement)
    plan = rebalancing.rebalance(office.programme, office.round)
    assert [(one.mentee, one.source, one.target) for one in plan.found.transfers] == [
        ("b0", "tom", "uli"),
        ("b1", "tom", "uli"),
    ]
    assert plan.found.worth == 20_000
    assert all(one.gain > one.changes["district"] > 20_000 for one in plan.found.transfers)
    assert [(one.mentee, one.mentor) for one in plan.found.placings] == [("new", "uli")]
    assert {
        one.mentor.person.id: (one.before, one.after, one.level_before, one.level_after) for one in plan.shifts
    } == {
        "tom": (6, 4, Level.WARNING, Level.ROOM),
        "uli": (0, 3, Level.ROOM, Level.ROOM),
    }
    assert plan.found.transfers[0].beside == {"wish_mentor_gender": "female"}
    text = office.programme.labels.text(plan.found.transfers[0].sentence, "de")
    assert text.startswith("B0 Muster von Tom Beispiel zu Uli Beispiel: ")
    assert "beide in" in text
    assert (office.programme.store.all(Partnership), office.programme.store.count(Agreement)) == before
    assert not rebalancing.rebalance(office.programme, office.round, worth=10.0).found.transfers
    stays = rebalancing.rebalance(office.programme, office.round, staying=["b0"])
    assert [one.mentee for one in stays.found.transfers] == ["b1"]


def test_a_decided_move_hands_the_case_over_and_it_goes_on(office: BundledOffice) -> None:
    """Agreement and stage come along, the hours add up, why and who are kept; the next proposal has the free place."""
    in_bautzen(office)
    plan = rebalancing.rebalance(office.programme, office.round)
    following = rebalancing.decide_rebalancing(office.programme, office.round, plan)
    store = office.programme.store
    running, agreed = following
    assert [(pair.mentee, pair.mentor, pair.state) for pair in following] == [
        ("b0", "uli", PairState.ACTIVE),
        ("b1", "uli", PairState.ACCEPTED),
    ]
    old = store.one(Partnership, running.predecessor or "")
    assert (old.mentor, old.state, old.end_reason, old.ended) == ("tom", PairState.CLOSED, "handed_over", office.day)
    assert (running.started, running.stage, running.decided_by) == (office.day, "preparation", old.decided_by)
    assert running.reason and running.reason.startswith("B0 Muster und Uli Beispiel: ")
    assert "Tom" not in running.reason
    assert [one.signed_on for one in store.all(Agreement, partnership=running.id)] == [old.started]
    assert [one.stage for one in store.all(StageEntry, partnership=running.id, left_on=None)] == ["preparation"]
    assert agreed.started is None
    progress = {one.pair.id: one.progress for one in due.progress_of_round(office.programme, office.round)}
    assert (progress[running.id].met_minutes, progress[running.id].mentee_minutes) == (0, 60)
    assert open_pairs(office) == {**dict.fromkeys(("d0", "d1", "d2", "d3"), "tom"), "b0": "uli", "b1": "uli"}
    (placed,) = publish(office)
    assert (placed.mentee, placed.mentor) == ("new", "uli")


def test_a_case_that_is_handed_over_has_not_started_again_and_has_not_ended_early(office: BundledOffice) -> None:
    """Figures can tell the successor from a start, and the handover from an early end."""
    in_bautzen(office)
    plan = rebalancing.rebalance(office.programme, office.round)
    rebalancing.decide_rebalancing(office.programme, office.round, plan)
    found = population(RoundRecords(office.programme, office.round, office.day))
    rows = zip(*(found[name] for name in ("mentee", "mentor", "succeeds", "early", "end_reason")), strict=True)
    assert {row for row in rows if row[0] in ("b0", "b1")} == {
        ("b0", "tom", False, False, "handed_over"),
        ("b0", "uli", True, False, None),
        ("b1", "tom", False, False, "handed_over"),
        ("b1", "uli", False, False, None),
    }


def test_what_has_changed_since_is_not_carried_out(office: BundledOffice) -> None:
    """Cases, people and places are compared inside the transaction; then nothing at all is done."""
    in_bautzen(office)
    plan = rebalancing.rebalance(office.programme, office.round)
    closing.close(office.programme, office.round, "b1", "moved")
    before = open_pairs(office)
    with pytest.raises(NotPossible, match="shown"):
        rebalancing.decide_rebalancing(office.programme, office.round, plan)
    assert open_pairs(office) == before


def test_a_mentor_who_pauses_gives_and_gets_nobody(office: BundledOffice) -> None:
    """With Uli pausing nobody moves there; with Tom pausing the two may leave him."""
    in_bautzen(office)
    decisions.decide(office.programme, office.round, "tom", "pause", reason="krank", role=Role.MENTOR)
    plan = rebalancing.rebalance(office.programme, office.round)
    assert {one.mentee for one in plan.found.transfers} >= {"b0", "b1"}
    decisions.decide(office.programme, office.round, "uli", "pause", reason="krank", role=Role.MENTOR)
    assert not rebalancing.rebalance(office.programme, office.round).found.transfers


def test_where_nothing_runs_there_is_nothing_to_rebalance(office: BundledOffice) -> None:
    """A sentence instead of an empty list."""
    office.bring(Role.MENTEE, MENTEE, person("amal"))
    with pytest.raises(NotPossible):
        rebalancing.rebalance(office.programme, office.round)


def told(capsys: Any, *words: str) -> tuple[int, str, str]:
    """What a command answers."""
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_shows_first_and_decides_with_the_code_it_showed(office: BundledOffice, capsys: Any) -> None:
    """Figures, sentences and loads; a wrong code is refused, the right one carries the moves out."""
    in_bautzen(office)
    config = str(office.config)
    office.programme.close()
    code, out, err = told(capsys, "rebalance", config, "--language", "de")
    assert code == 0
    assert "2 Wechsel" in out and "B1 Muster von Tom Beispiel zu Uli Beispiel" in out and "New Muster & Uli" in out
    assert "Wunsch" in out
    code, out, _ = told(capsys, "rebalance", config, "--json")
    found = json.loads(out)
    assert found["code"] in err
    assert sum(one["after"] - one["before"] for one in found["moves"]) == found["gain"]
    assert [one["makes_room_for"] for one in found["moves"]] == [[], []]
    assert found["loads"][0] == {
        "mentor": "tom",
        "before": 6,
        "after": 4,
        "places": 8,
        "level_before": "warning",
        "level_after": "room",
    }
    code, out, err = told(capsys, "rebalance", config, "--decide", "00000000", "--language", "en")
    assert (code, out) == (1, "")
    assert "not those that were shown" in err
    code, out, err = told(capsys, "rebalance", config, "--decide", found["code"], "--json", "--language", "en")
    assert code == 0
    assert [one["mentor"] for one in json.loads(out)["partnerships"]] == ["uli", "uli"]
    assert "2 moves carried out" in err
