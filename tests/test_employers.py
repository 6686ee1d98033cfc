"""Employers with the people to talk to, the talks, and who has found something there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from geleit.errors import UsageError
from geleit.programme.employers import employer_list, employer_record, talk_kinds
from geleit.programme.office import add_employer, change_employer, contact_employer
from geleit.programme.outcomes import Result, record_outcome
from geleit.programme.partnerships import find_pair
from geleit.programme.record_clash import RecordClash
from geleit.store import entries
from tests.organisations.jobs import ENDED, jobs
from tests.organisations.office import OfficeAtWork


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeAtWork]:
    """An organisation with two pairs."""
    made = jobs(tmp_path)
    yield made
    made.programme.close()


def test_a_firm_is_listed_with_its_talks_and_who_was_placed(office: OfficeAtWork) -> None:
    """By name whatever the case; somebody with two results at a firm counts once."""
    add_employer(office.programme, "werft", contact_person="Eva Kurz", phone="05550")
    firm = add_employer(office.programme, "Bäckerei")
    contact_employer(office.programme, firm.id, "Telefon", on=ENDED - timedelta(days=3))
    contact_employer(office.programme, firm.id, "Besuch")
    contact_employer(office.programme, firm.id, "Besuch")
    for category in ("JOB", "VET"):
        result = Result(category=category, began_on=ENDED, employer="Bäckerei")
        record_outcome(office.programme, office.round, "m1", result)
    bakery, yard = employer_list(office.programme)
    assert (bakery.employer.name, bakery.talks, bakery.last_talk, bakery.placed) == ("Bäckerei", 3, ENDED, 1)
    assert (yard.employer.contact_person, yard.talks, yard.last_talk, yard.placed) == ("Eva Kurz", 0, None, 0)
    assert talk_kinds(office.programme) == ("Besuch", "Telefon")


def test_one_firm_shows_its_talks_and_results_and_the_reading_is_kept(office: OfficeAtWork) -> None:
    """The latest talk first, with the pair it was about; a note about a pair is about its mentee."""
    firm = add_employer(office.programme, "Bäckerei")
    pair = find_pair(office.programme, office.round, "m1")
    contact_employer(office.programme, firm.id, "Telefon", on=ENDED - timedelta(days=3))
    contact_employer(office.programme, firm.id, "Besuch", note="will sie nehmen", partnership=pair.id)
    record_outcome(office.programme, office.round, "m1", Result(category="JOB", began_on=ENDED, employer="Bäckerei"))
    found = employer_record(office.programme, "Bäckerei")
    visit, call = found.talks
    assert (visit.kind, visit.note, visit.about) == ("Besuch", "will sie nehmen", ("Amal Haddad", "Tom Berger"))
    assert (call.kind, call.note, call.about) == ("Telefon", None, ())
    assert [(one.name, one.category, one.began_on) for one in found.placed] == [("Amal Haddad", "JOB", ENDED)]
    assert found.others == 0
    latest = entries(office.programme.store, limit=1)[0]
    assert (latest.reason, latest.key) == ("shown", "m1")


def test_what_is_known_of_a_firm_can_change(office: OfficeAtWork) -> None:
    """Different fields are joined, the same one is a conflict, and a firm keeps a name."""
    firm = add_employer(office.programme, "Bäckerei", email="alt@example.org")
    change_employer(office.programme, firm, {"email": "neu@example.org"})
    joined = change_employer(office.programme, firm, {"phone": "05550"})
    assert (joined.email, joined.phone) == ("neu@example.org", "05550")
    with pytest.raises(RecordClash):
        change_employer(office.programme, firm, {"email": "andere@example.org"})
    with pytest.raises(UsageError):
        change_employer(office.programme, joined, {"name": " "})
