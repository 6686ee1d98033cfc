"""Looking through the change history: filters, pages that stay, words, and what nobody may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from geleit.errors import NotAllowed
from geleit.fields import evolve
from geleit.model.people import Person
from geleit.permissions import HIDDEN
from geleit.programme import Programme, office
from geleit.programme.history.browsing import Filter, entries_of, filter_choices, find, page
from geleit.store.journal.entries import Operation
from tests.organisations.settings import opened, settings_office

STAFF = """
[staff]
chris = { role = "coordinator", name = "Chris Muster" }
dana = { role = "coordinator", name = "Dana Muster" }
mia = { role = "mentor", name = "Mia Muster" }
"""


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 5, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two colleagues on three days, with two people and a firm."""
    path = settings_office(tmp_path_factory.mktemp("history"), STAFF)
    clock = Clock()
    with opened(path, clock=clock) as programme:
        with programme.store.write("import") as tx:
            for id_, name in (("p1", "Amira"), ("p2", "Olena")):
                tx.add(Person(id=id_, given_name=name, family_name="Beispiel", birth_date=date(1990, 1, 2)))
        office.add_task(programme, "anrufen", person="p1")
    clock.now += timedelta(days=1)
    with opened(path, account="dana", clock=clock) as programme:
        office.add_task(programme, "schreiben", person="p2")
        person = programme.store.one(Person, "p1")
        with programme.store.write("correct") as tx:
            tx.update(evolve(person, family_name="Haddad"))
    # Half past eleven at night by UTC is the next day in Berlin.
    clock.now = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)
    with opened(path, account="dana", clock=clock) as programme:
        office.add_task(programme, "nachfragen", person="p2")
    return path


@pytest.fixture
def programme(config: Path) -> Iterator[Programme]:
    with opened(config, seed=6) as found:
        yield found


def keys(programme: Programme, wanted: Filter) -> list[str]:
    found = find(programme, wanted)
    return [f"{one.table}:{one.op.value}" for one in entries_of(programme, found, 0, 100)]


def test_changes_are_found_by_whom_by_what_day_and_why(programme: Programme) -> None:
    """Each filter alone and two together; a day is one of the organisation's clock."""
    everything = keys(programme, Filter())
    assert len(everything) == 7 and (everything[0], everything[-1]) == ("tasks:insert", ":note")
    assert keys(programme, Filter(actor="Dana Muster")) == ["tasks:insert", "people:update", "tasks:insert"]
    assert keys(programme, Filter(day=date(2026, 3, 7))) == ["tasks:insert"]
    assert len(keys(programme, Filter(day=date(2026, 3, 6)))) == 2
    assert keys(programme, Filter(reason="correct")) == ["people:update"]
    assert keys(programme, Filter(actor="Chris Muster", reason="task", day=date(2026, 3, 5))) == ["tasks:insert"]
    assert keys(programme, Filter(actor="nobody")) == []


def test_of_a_person_everything_that_belongs_to_them_is_found(programme: Programme) -> None:
    """By name or id; that it was shown is kept, and is not among what was found."""
    found = find(programme, Filter(person="Olena Beispiel"))
    assert (found.person, len(found)) == ("p2", 3)
    later = find(programme, Filter(person="p2"))
    assert len(later) == 4
    assert len(found) == 3 and len(page(programme, found, 0, 10)) == 3
    shown = page(programme, later, 0, 1)[0]
    assert (shown.op, shown.why, shown.whom) == (Operation.NOTE, "geschützte Angaben gezeigt", ("Olena Beispiel",))


def test_an_entry_is_told_in_words(programme: Programme) -> None:
    """What kind of record, whom it is about, each value before and after."""
    line = page(programme, find(programme, Filter(reason="correct")), 0, 1)[0]
    assert (line.table, line.done, line.whom, line.actor) == ("Person", "geändert", ("Amira Haddad",), "Dana Muster")
    assert line.at.isoformat() == "2026-03-06T10:00:00+01:00"
    assert [(one.label, one.before, one.after) for one in line.changes] == [("Nachname", "Beispiel", "Haddad")]
    task = page(programme, find(programme, Filter(day=date(2026, 3, 7))), 0, 1)[0]
    assert (task.table, task.whom) == ("Wiedervorlage", ("Olena Beispiel",))


def test_pages_together_are_the_whole_and_stay_when_something_is_written(programme: Programme) -> None:
    """What is written in between shifts nothing."""
    found = find(programme)
    whole = entries_of(programme, found, 0, len(found))
    first = entries_of(programme, found, 0, 4)
    office.add_task(programme, "dazwischen")
    rest = entries_of(programme, found, 4, 100)
    assert first + rest == whole
    assert page(programme, found, len(found), 10) == ()


def test_special_values_of_everybody_are_hidden_and_a_mentor_must_name_somebody(
    programme: Programme, config: Path
) -> None:
    """As in the rest of the product; a mentor's filter offers no colleagues."""
    assert filter_choices(programme).actors == ("Chris Muster", "Dana Muster")
    assert ("task", "Wiedervorlage") in filter_choices(programme).reasons
    with opened(config, account="mia") as narrow:
        with pytest.raises(NotAllowed):
            find(narrow)
        with pytest.raises(NotAllowed):
            find(narrow, Filter(person="p1"))
        with pytest.raises(NotAllowed):
            page(narrow, find(programme), 0, 3)
        assert filter_choices(narrow).actors == ()
    assert HIDDEN not in str(page(programme, find(programme, Filter(person="p1")), 0, 10))
