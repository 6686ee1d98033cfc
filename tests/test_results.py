"""Results as they are read and put right, and asking again with what is needed for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from geleit.errors import NotAllowed, NotPossible, UsageError
from geleit.model.outcomes import FollowUp, FollowUpStatus, Outcome
from geleit.permissions import present_account
from geleit.programme import Programme
from geleit.programme.outcomes import Result, answer_follow_up, asked_fields, category_of, record_outcome
from geleit.programme.privacy.consents import withdraw_consent
from geleit.programme.record_clash import RecordClash
from geleit.programme.results.changing import after_clash, change_outcome, take_back_answer, take_back_outcome
from geleit.programme.results.following_up import follow_up_list
from geleit.programme.results.listing import outcome_list, outcome_record
from geleit.questions.outcomes import StandardClass
from geleit.store import entries
from geleit.vocabulary.answer import Answer
from tests.organisations.jobs import ENDED, START, jobs
from tests.organisations.office import OfficeAtWork


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeAtWork]:
    """Two pairs that have ended."""
    made = jobs(tmp_path)
    yield made
    made.programme.close()


def a_job(office: OfficeAtWork, person: str = "m1", began: date = ENDED, **more: object) -> Outcome:
    """A job of somebody with a remark."""
    detail = category_of(office.programme, office.round, "JOB").detail
    assert detail is not None
    result = Result(category="JOB", began_on=began, employer="Werft GmbH", **more)  # type: ignore[arg-type]
    return record_outcome(office.programme, office.round, person, result, detail=detail(remark="Frühschicht"))


def due_days(office: OfficeAtWork, offset: str) -> list[date]:
    """The days on which people are to be asked at an offset."""
    return [one.due_on for one in office.programme.store.all(FollowUp, offset=offset)]


def test_results_are_listed_with_what_they_mean_and_the_latest_first(office: OfficeAtWork) -> None:
    """Name, firm, standard class, what it counts as; one from before the start is marked and counts as nothing."""
    a_job(office, note="ruhig")
    record_outcome(office.programme, office.round, "m2", Result(category="JOB", began_on=START - timedelta(days=9)))
    late, early = outcome_list(office.programme, office.round)
    assert (late.name, late.employer, late.standard_class) == ("Amal Haddad", "Werft GmbH", StandardClass.EMPLOYED)
    assert (late.before_start, late.counted, late.outcome.note) == (False, ("employed",), None)
    assert (early.name, early.before_start, early.counted) == ("Bea Novak", True, ())


def test_one_result_is_read_whole_and_the_reading_is_kept(office: OfficeAtWork) -> None:
    """Note and the category's own fields are shown, and the history says whose protected fields were."""
    kept = a_job(office, note="ruhig")
    found = outcome_record(office.programme, kept.id)
    assert found.outcome.note == "ruhig"
    assert [(field.name, value) for field, value in found.details] == [("remark", "Frühschicht")]
    latest = entries(office.programme.store, limit=1)[0]
    assert (latest.reason, latest.key) == ("shown", "m1")


def test_a_form_asks_what_belongs_to_a_category(office: OfficeAtWork) -> None:
    """A job asks for its contract and the region's own field; how somebody left asks for no employer."""

    def asked(code: str) -> list[str]:
        return [field.name for field in asked_fields(category_of(office.programme, office.round, code))]

    contract = ["hours_per_week", "permanent", "insured", "adequate"]
    assert asked("JOB") == ["began_on", "ended_on", "employer", *contract, "remark", "evidence", "note"]
    assert asked("VET") == ["began_on", "ended_on", "employer", *contract, "evidence", "note"]
    assert asked("SEARCHING") == ["began_on", "ended_on", "evidence", "note"]


def test_a_wrong_entry_is_put_right_and_people_are_asked_from_the_right_day(office: OfficeAtWork) -> None:
    """Fields, employer and the category's own field change; asking again counts from the day as it is now."""
    kept = a_job(office)
    assert due_days(office, "after_care") == [date(2026, 9, 2)]
    read = outcome_record(office.programme, kept.id)
    wanted = {"began_on": date(2026, 2, 16), "employer": "Bäckerei", "permanent": Answer.YES}
    changed = change_outcome(office.programme, read, wanted, {"remark": "Spätschicht"})
    again = outcome_record(office.programme, kept.id)
    assert (changed.began_on, changed.permanent, changed.rev) == (date(2026, 2, 16), Answer.YES, 2)
    assert (again.listed.employer, again.detail.remark) == ("Bäckerei", "Spätschicht")
    assert due_days(office, "after_care") == [date(2026, 8, 16)]
    with pytest.raises(UsageError):
        change_outcome(office.programme, again, {"ended_on": date(2026, 1, 1)})
    with pytest.raises(NotPossible):
        change_outcome(office.programme, again, {"category": "SEARCHING"})


def test_different_fields_changed_at_once_are_joined_and_the_same_one_is_a_conflict(office: OfficeAtWork) -> None:
    """Nobody writes over what somebody else has just put right."""
    kept = a_job(office)
    read = outcome_record(office.programme, kept.id)
    change_outcome(office.programme, read, {"insured": Answer.YES})
    joined = change_outcome(office.programme, read, {"evidence": "Vertrag"})
    assert (joined.insured, joined.evidence) == (Answer.YES, "Vertrag")
    with pytest.raises(RecordClash) as clash:
        change_outcome(office.programme, read, {"insured": Answer.NO, "employer": "Bäckerei"}, {"remark": "neu"})
    assert [(one.field.name, one.theirs, one.mine) for one in clash.value.versions] == [("insured", "ja", "nein")]
    assert outcome_record(office.programme, kept.id).listed.employer == "Werft GmbH"
    again = change_outcome(office.programme, after_clash(read, clash.value), {"insured": Answer.NO})
    assert (again.insured, again.evidence) == (Answer.NO, "Vertrag")
    with pytest.raises(RecordClash) as of_detail:
        change_outcome(office.programme, outcome_record(office.programme, kept.id), {}, {"remark": "a"})
        change_outcome(office.programme, read, {}, {"remark": "b"})
    assert [(one.theirs, one.mine) for one in of_detail.value.versions] == [("a", "b")]
    change_outcome(office.programme, after_clash(read, of_detail.value), {}, {"remark": "b"})
    assert outcome_record(office.programme, kept.id).detail.remark == "b"


def test_a_result_that_never_was_is_taken_back_with_all_that_followed(office: OfficeAtWork) -> None:
    """Nobody is asked about it, the answer in which it came to light stays, and the history knows."""
    office.after(days=40)
    asked = answer_follow_up(
        office.programme, office.round, "m1", "exit", reached=True, result=Result(category="JOB", began_on=ENDED)
    )
    assert asked.outcome is not None
    assert due_days(office, "after_care") != []
    gone = take_back_outcome(office.programme, asked.outcome)
    assert office.programme.store.count(Outcome) == 0
    assert due_days(office, "after_care") == []
    left = office.programme.store.one(FollowUp, asked.id)
    assert (left.status, left.outcome) == (FollowUpStatus.ANSWERED, None)
    assert entries(office.programme.store, limit=1)[0].reason == "outcome_taken_back"
    with pytest.raises(UsageError):
        take_back_outcome(office.programme, gone.id)


def test_of_two_jobs_the_first_one_counts_again_once_the_other_is_taken_back(office: OfficeAtWork) -> None:
    """Each offset stands on the list once, whichever job goes."""
    first = a_job(office, began=date(2026, 2, 2))
    second = a_job(office, began=date(2026, 2, 16))
    assert due_days(office, "after_care") == [date(2026, 8, 2)]
    take_back_outcome(office.programme, first.id)
    assert due_days(office, "after_care") == [date(2026, 8, 16)]
    take_back_outcome(office.programme, second.id)
    assert due_days(office, "after_care") == []


def test_a_wrong_answer_is_taken_back_and_asked_again(office: OfficeAtWork) -> None:
    """The follow-up is on the list as if nobody had asked; what was never asked cannot be taken back."""
    office.after(days=40)
    with pytest.raises(NotPossible):
        take_back_answer(office.programme, office.round, "m1", "exit")
    answer_follow_up(office.programme, office.round, "m1", "exit", reached=False, note="Mailbox")
    found = take_back_answer(office.programme, office.round, "m1", "exit")
    assert (found.status, found.asked_on, found.by, found.note) == (FollowUpStatus.DUE, None, None, None)
    with pytest.raises(UsageError):
        take_back_answer(office.programme, office.round, "m1", "someday")


def test_a_wrong_answer_goes_with_the_result_that_it_brought_if_that_is_wrong_too(office: OfficeAtWork) -> None:
    """In one step; whoever was not reached has told of no result in the first place."""
    office.after(days=40)
    job = Result(category="JOB", began_on=ENDED)
    with pytest.raises(UsageError):
        answer_follow_up(office.programme, office.round, "m1", "exit", reached=False, result=job)
    for with_result, left in ((True, 0), (False, 1)):
        answer_follow_up(office.programme, office.round, "m1", "exit", reached=True, result=job)
        found = take_back_answer(office.programme, office.round, "m1", "exit", with_result=with_result)
        assert (found.status, found.outcome) == (FollowUpStatus.DUE, None)
        assert office.programme.store.count(Outcome) == left


def test_who_is_to_be_asked_comes_with_the_way_to_reach_them(office: OfficeAtWork) -> None:
    """Before its day a follow-up is not due; contact data are there unless the person may not be asked."""
    assert [one.due for one in follow_up_list(office.programme, office.round)] == [False, False]
    office.after(days=40)
    amal, bea = follow_up_list(office.programme, office.round, every=False)
    assert (amal.name, amal.due, bea.due) == ("Amal Haddad", True, True)
    assert {field.name: value for field, value in amal.contact} == {
        "email": "amal@example.org",
        "phone": "+43 1 5550101",
    }
    assert (bea.contact, bea.withheld) == ((), None)
    answer_follow_up(
        office.programme, office.round, "m1", "exit", reached=True, result=Result(category="JOB", began_on=ENDED)
    )
    names = [one.name for one in follow_up_list(office.programme, office.round, every=False)]
    assert names == [
        "Bea Novak",
        "Amal Haddad",
    ]
    answered = follow_up_list(office.programme, office.round)[-1]
    assert (answered.contact, answered.category) == ((), "JOB")


def test_whoever_has_withdrawn_is_not_to_be_asked(office: OfficeAtWork) -> None:
    """The list says so in place of telephone and e-mail."""
    from geleit.programme.privacy.consents import give_consent

    give_consent(office.programme, "m1")
    withdraw_consent(office.programme, "m1")
    found = {one.name: one for one in follow_up_list(office.programme, office.round)}
    assert found["Amal Haddad"].contact == ()
    assert found["Amal Haddad"].withheld is not None
    assert "widerrufen" in office.programme.say(found["Amal Haddad"].withheld)
    assert found["Bea Novak"].withheld is None


def test_an_assistant_reads_no_note_and_writes_over_none(tmp_path: Path) -> None:
    """What is hidden is named as hidden, is nowhere in what is read, and stays whatever else is changed."""
    staff = f'\n[staff]\n{json.dumps(present_account())} = {{ role = "coordinator" }}\nali = {{ role = "assistant" }}\n'
    office = jobs(tmp_path, staff)
    kept = a_job(office, note="krank")
    with Programme.open(office.config, clock=office.now, account="ali") as programme:
        read = outcome_record(programme, kept.id)
        assert (read.hidden, read.outcome.note, read.detail.remark) == (frozenset({"note", "remark"}), None, None)
        change_outcome(programme, read, {"evidence": "Vertrag"})
        with pytest.raises(NotAllowed):
            change_outcome(programme, read, {"note": "gesund"})
        with pytest.raises(NotAllowed):
            change_outcome(programme, read, {}, {"remark": "Spätschicht"})
        with pytest.raises(NotAllowed):
            take_back_outcome(programme, kept.id)
    again = outcome_record(office.programme, kept.id)
    assert (again.outcome.note, again.outcome.evidence, again.detail.remark) == ("krank", "Vertrag", "Frühschicht")
    office.programme.close()
