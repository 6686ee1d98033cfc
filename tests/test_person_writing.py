"""Adding and editing by hand: the checks of an import, duplicates offered, and two people at work who lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from geleit.errors import NotAllowed, NotPossible, UsageError
from geleit.model.evidence import DatedValue
from geleit.model.office import RequestKind
from geleit.model.people import DuplicateNotice, Participation, Person, Role
from geleit.permissions import Action
from geleit.programme import Programme
from geleit.programme.people.checks import AnswersRefused
from geleit.programme.people.clashes import EditConflict
from geleit.programme.people.forms import PersonForm, edit_form, new_form
from geleit.programme.people.record import read_record
from geleit.programme.people.twins import decide_twin
from geleit.programme.people.writing import add_person, edit_person
from geleit.programme.privacy import requests
from geleit.store import entries
from geleit.vocabulary.cefr import Cefr
from tests.organisations.recorded import ADA, configured, opened, with_ada


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = configured(tmp_path_factory.mktemp("recorded"))
    with opened(config) as programme:
        with_ada(programme)
    return config


@pytest.fixture
def config(made: Path, tmp_path: Path) -> Path:
    copytree(made.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / made.name


@pytest.fixture
def kim(config: Path) -> Iterator[Programme]:
    with opened(config, seed=2) as programme:
        yield programme


def ada(programme: Programme) -> tuple[Person, Participation]:
    person = programme.store.all(Person, given_name="Ada")[0]
    return person, programme.store.all(Participation, person=person.id)[0]


def form(programme: Programme, *, unveil: bool = False) -> PersonForm:
    return edit_form(programme, ada(programme)[1].id, unveil=unveil)


def test_what_is_wrong_is_told_for_every_field_and_nothing_is_kept(kim: Programme) -> None:
    """Required, a birth to come, a year mistyped: each with the name of its field, as a form needs it."""
    before = kim.store.count(Person)
    values = {"given_name": "Ben", "birth_date": date(2030, 1, 1), "birth_year": 1800, "keen": 6}
    with pytest.raises(AnswersRefused) as refused:
        add_person(kim, kim.round(), Role.MENTEE, values)
    wrong = {"family_name", "trade", "keen", "birth_date", "birth_year"}
    assert {problem.key for problem in refused.value.problems} == wrong
    assert kim.store.count(Person) == before


def test_who_may_be_the_same_is_told_and_noted_and_not_joined(kim: Programme) -> None:
    """Names exchanged and an umlaut less, or the same telephone typed differently; a dry run tells it and keeps nothing."""
    exchanged = {"given_name": "Muster", "family_name": "Ada", "trade": "Malerin"}
    tried = add_person(kim, kim.round(), Role.MENTEE, exchanged, dry_run=True)
    assert [(twin.name, twin.signs) for twin in tried.twins] == [("Ada Muster", ("name",))]
    assert kim.store.count(Person) == 1 and kim.store.count(DuplicateNotice) == 0
    phoned = {"given_name": "Eva", "family_name": "Neu", "trade": "Malerin", "phone": "+43 664/123 45 67"}
    added = add_person(kim, kim.round(), Role.MENTEE, phoned)
    assert [twin.signs for twin in added.twins] == [("phone",)]
    notice = kim.store.all(DuplicateNotice)[0]
    assert (notice.person, notice.other, notice.same_person) == (added.person.id, ada(kim)[0].id, None)


def test_whether_two_are_one_is_a_persons_decision(kim: Programme) -> None:
    """It is kept on the notice, whichever of the two is named first; without a notice there is nothing to decide."""
    other = add_person(kim, kim.round(), Role.MENTEE, {**ADA, "phone": None}).person.id
    decided = decide_twin(kim, ada(kim)[0].id, other, same=False)
    assert (decided.same_person, decided.decided_by) == (False, "Kim") and kim.store.count(Person) == 2
    record = read_record(kim, other)
    assert [(one.other, one.same) for one in record.twins] == [(ada(kim)[0].id, False)]
    with pytest.raises(UsageError, match="Nothing says"):
        decide_twin(kim, other, other, same=True)


def test_somebody_known_takes_part_again_and_keeps_what_is_known(kim: Programme) -> None:
    """The mentee becomes a mentor: only what was unknown is added, and what differs is told."""
    values = {"given_name": "Ada", "family_name": "Muster", "phone": "99", "email": "ada@example.org"}
    added = add_person(kim, kim.round(), Role.MENTOR, values, person="Ada Muster")
    assert added.person.email == "ada@example.org" and added.person.phone == ADA["phone"]
    assert [(one.field, one.after) for one in added.left] == [("phone", "99")]
    assert kim.store.count(Person) == 1
    with pytest.raises(UsageError, match="already"):
        add_person(kim, kim.round(), Role.MENTOR, values, person="Ada Muster")


def test_a_dated_field_continues_its_series(kim: Programme) -> None:
    """Each value with the day and the colleague, unknown among them."""
    part = ada(kim)[1].id
    edit_person(kim, kim.round(), part, {"host_level": Cefr.B2})
    edit_person(kim, kim.round(), part, {"host_level": None})
    series = kim.store.all(DatedValue, participation=part, field="host_level")
    assert {one.value for one in series} == {"B1", "B2", None} and {one.by for one in series} == {"Kim"}
    edited = edit_person(kim, kim.round(), part, {"host_level": None, "trade": "Glaserin"})
    assert [(one.field, one.before, one.after) for one in edited.changes] == [("trade", "Tischlerin", "Glaserin")]
    assert kim.store.count(DatedValue, participation=part, field="host_level") == 3


def test_a_dry_run_of_an_edit_changes_nothing(kim: Programme) -> None:
    """It tells the same and takes it back."""
    part = ada(kim)[1].id
    edited = edit_person(kim, kim.round(), part, {"call_name": "Adele"}, dry_run=True)
    assert [one.after for one in edited.changes] == ["Adele"] and ada(kim)[0].call_name is None


def test_two_people_change_different_fields_and_both_are_kept(kim: Programme, config: Path) -> None:
    """Of the person and of the participation; whoever saves second is told what the other one changed."""
    with opened(config, "lea", seed=3) as lea:
        mine, theirs = form(kim), form(lea)
        part = ada(kim)[1].id
        edit_person(lea, lea.round(), part, {"phone": "0664 7", "trade": "Glaserin"}, theirs.base)
        wanted = {"email": "a@example.org", "referred_by": "Caritas"}
        edited = edit_person(kim, kim.round(), part, wanted, mine.base)
    assert {(one.field, one.after) for one in edited.meanwhile} == {("phone", "0664 7"), ("trade", "Glaserin")}
    person, _ = ada(kim)
    fields = form(kim).values
    assert (person.phone, person.email) == ("0664 7", "a@example.org")
    assert (fields["trade"], fields["referred_by"]) == ("Glaserin", "Caritas")


def test_two_people_change_the_same_field_and_the_second_chooses(kim: Programme, config: Path) -> None:
    """Nothing is overwritten: both versions are told, with who and when; the choice is saved on what is there now."""
    with opened(config, "lea", seed=3) as lea:
        mine, theirs = form(kim), form(lea)
        part = ada(kim)[1].id
        edit_person(lea, lea.round(), part, {"phone": "0664 7", "trade": "Glaserin"}, theirs.base)
        wanted = {"phone": "0664 8", "trade": "Glaserin", "email": "a@example.org"}
        with pytest.raises(EditConflict) as conflict:
            edit_person(kim, kim.round(), part, wanted, mine.base)
    clash = conflict.value.clashes[0]
    assert [one.field.name for one in conflict.value.clashes] == ["phone"], "the same answer is no conflict"
    assert (clash.was, clash.theirs, clash.mine, clash.by) == (ADA["phone"], "0664 7", "0664 8", "Lea")
    assert clash.at == kim.clock() and ada(kim)[0].email is None
    edit_person(kim, kim.round(), part, wanted, conflict.value.base)
    assert (ada(kim)[0].phone, ada(kim)[0].email) == ("0664 8", "a@example.org")


def test_what_was_not_shown_is_not_overwritten(kim: Programme) -> None:
    """A form read behind the veil has no protected fields; saving it leaves them, and writing into one is a conflict."""
    covered = form(kim)
    assert "card" not in covered.values and covered.veiled > 0 and covered.base is not None
    part = ada(kim)[1].id
    edit_person(kim, kim.round(), part, {"trade": "Glaserin"}, covered.base)
    assert form(kim, unveil=True).values["card"] == "rot"
    with pytest.raises(EditConflict) as conflict:
        edit_person(kim, kim.round(), part, {"card": "blau"}, covered.base)
    assert conflict.value.clashes[0].theirs == "rot"
    with kim.permits.doing(Action.SEE_PEOPLE):
        assert entries(kim.store, limit=1)[0].after == {"fields": ["card"]}, "that it was shown is kept"


def test_nobody_writes_what_they_do_not_see(kim: Programme, config: Path) -> None:
    """An assistant is not asked for protected fields, and cannot write them some other way."""
    part = ada(kim)[1].id
    with opened(config, "ali", seed=4) as ali:
        asked = {field.name for field in new_form(ali, Role.MENTEE).fields}
        assert "trade" in asked and not {"card", "origin", "goals", "keen"} & asked
        shown = edit_form(ali, part, unveil=True)
        assert "card" not in shown.values and shown.hidden > 0
        with pytest.raises(NotAllowed, match="card"):
            edit_person(ali, ali.round(), part, {"card": "blau"}, shown.base)
        with pytest.raises(NotAllowed, match="card"):
            add_person(ali, ali.round(), Role.MENTEE, {**ADA, "given_name": "Neu"})
        edit_person(ali, ali.round(), part, {"trade": "Glaserin"}, shown.base)
    with opened(config, "eva", seed=5) as eva, pytest.raises(NotAllowed):
        edit_person(eva, eva.round(), part, {"trade": "x"})


def test_data_that_may_only_be_kept_are_not_edited(kim: Programme) -> None:
    """Art. 18: correcting them goes through the request."""
    person, part = ada(kim)
    request = requests.add_request(kim, person.id, RequestKind.RESTRICTION, identity_checked_on=kim.today())
    requests.decide_request(kim, request.id, granted=True, decision="ja", basis="Art. 18")
    with pytest.raises(NotPossible):
        edit_person(kim, kim.round(), part.id, {"trade": "x"})
    with pytest.raises(NotPossible):
        edit_form(kim, part.id)


def test_a_field_there_is_not_is_refused(kim: Programme) -> None:
    """With its name."""
    with pytest.raises(UsageError, match="colour"):
        edit_person(kim, kim.round(), ada(kim)[1].id, {"colour": "red"})
