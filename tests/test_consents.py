"""Consents and other legal bases: by purpose and recipient, asked before screening and before each transfer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from geleit.config import Basis, load
from geleit.errors import ConfigError, UsageError
from geleit.model.evidence import Consent
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Partnership
from geleit.model.people import Role
from geleit.programme import applications
from geleit.programme.exporting import export
from geleit.programme.findings import screen_round
from geleit.programme.privacy import consents
from geleit.programme.privacy.consents import Standing
from geleit.programme.privacy.disclosures import disclosures, recipients_of
from geleit.programme.privacy.purposes import find_purpose, find_recipient
from geleit.programme.proposals import publishing
from geleit.screening import Outlook
from tests.organisations.office import OfficeAtWork
from tests.organisations.tiny import BANK, configuration, laid_out, region_source

REGION = region_source('''

@geleit.hookimpl
def geleit_eligibility(round_):
    """Everybody of age; mentees consent."""
    rules = geleit.standard.rules(geleit.Role.MENTOR)
    return geleit.Eligibility(mentee=rules, mentor=geleit.standard.rules(geleit.Role.MENTOR, without=("ST-CONSENT",)))


@geleit.hookimpl
def geleit_matching(round_):
    """The standard's; who is asked, a test says."""
    acceptance = geleit.AcceptancePolicy(sides=(), days=14)
    return attrs.evolve(geleit.standard.matching(round_), acceptance=acceptance)
''')
ROUND = '[[rounds]]\nid = "r1"\ntitle = "Erster Durchgang"\nstart = 2026-01-12\n'
CONTACTS = """
[[consents]]
purpose = "contact_release"
recipient = "other_side"
text = "K3"
"""
MENTEES = """\
id;Vorname;Nachname;Geburtsdatum;Sprachen;Einwilligung am
m1;Amal;Haddad;11.02.1990;Deutsch C1;01.01.2026
m2;Bea;Bondar;12.03.1991;Deutsch C1;
"""
MENTORS = """\
id;Vorname;Nachname;Geburtsdatum;Sprachen
p1;Tom;Unger;01.02.1970;Deutsch C1
p2;Uli;Vogt;01.02.1971;Deutsch C1
"""


class Office(OfficeAtWork):
    """An organisation with two mentees and two mentors."""

    def __init__(self, folder: Path, tables: str) -> None:
        config = configuration(ROUND, tables, database="data/a.db")
        super().__init__(laid_out(folder, config, REGION, mentees=MENTEES, mentors=MENTORS), date(2026, 3, 5), seed=5)
        self.take_in()

    def standing(self, person: str, purpose: str = "programme", on: date | None = None) -> Standing:
        """Where somebody stands with a purpose."""
        table = find_purpose(self.programme, purpose)
        return consents.standing(self.programme, person, table, on)

    def outlook(self, person: str) -> Outlook:
        """What the screening comes to."""
        found = {one.applicant.person.id: one.screening.decision for one in screen_round(self.programme, self.round)}
        return found[person]

    def pair(self, mentee: str, mentor: str) -> Partnership:
        """A pair by hand of two who take part."""
        for person, role in ((mentee, Role.MENTEE), (mentor, Role.MENTOR)):
            self.admit(person, role)
        return publishing.pair_by_hand(self.programme, self.round, mentee, mentor, "sie kennen sich")

    def german(self, what: Any) -> str:
        """A sentence in German."""
        return self.programme.labels.text(what, "de")


Make = Callable[..., Office]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes an office whose configuration has further tables."""
    made: list[Office] = []

    def with_tables(*tables: str) -> Office:
        made.append(Office(tmp_path, "".join(tables)))
        return made[-1]

    yield with_tables
    for office in made:
        office.programme.close()


def test_not_asked_is_not_no(make: Make) -> None:
    """Given, never asked and withdrawn are three things, each on its day."""
    office = make()
    assert (office.standing("m1"), office.standing("m2")) == (Standing.GIVEN, Standing.NEVER_ASKED)
    assert office.standing("m1", on=date(2025, 12, 31)) is Standing.NEVER_ASKED
    assert consents.withdraw_consent(office.programme, "m1") == 1
    assert office.standing("m1") is Standing.WITHDRAWN
    assert office.standing("m1", on=date(2026, 3, 4)) is Standing.GIVEN


def test_a_consent_given_again_is_another_record(make: Make) -> None:
    """Nothing is written over: the withdrawn one stays with its day."""
    office = make()
    consents.withdraw_consent(office.programme, "m1")
    office.day += timedelta(days=7)
    again = consents.give_consent(office.programme, "m1", text_version="B", language="ar", channel="Papier")
    kept = office.programme.store.all(Consent, person="m1", order="given_on")
    assert [one.withdrawn_on for one in kept] == [date(2026, 3, 5), None]
    assert (again.text_version, again.language, again.channel, again.given_on) == ("B", "ar", "Papier", office.day)
    assert office.standing("m1") is Standing.GIVEN
    assert consents.withdraw_consent(office.programme, "m1") == 1
    assert consents.withdraw_consent(office.programme, "m1") == 0


def test_todays_text_is_the_one_of_the_configuration(make: Make) -> None:
    """Only for a consent given today: which text was shown earlier, it does not say."""
    office = make(BANK)
    today = consents.give_consent(office.programme, "m1", "transfer_funder")
    earlier = consents.give_consent(office.programme, "m2", "transfer_funder", given_on=date(2026, 2, 1))
    assert (today.text_version, today.recipient, today.basis) == ("2026-01", "bank", "consent")
    assert earlier.text_version is None
    assert today.language is None


@pytest.mark.parametrize(
    ("purpose", "recipient", "said"),
    [
        ("programm", None, "transfer_funder"),
        ("transfer_funder", "amt", "bank"),
        ("twice", None, "amt oder bank"),
    ],
)
def test_an_unknown_purpose_or_recipient_is_refused(make: Make, purpose: str, recipient: str | None, said: str) -> None:
    """The sentence names those there are."""
    twice = "".join(f'[[consents]]\npurpose = "twice"\nrecipient = "{name}"\n' for name in ("amt", "bank"))
    office = make(BANK, twice)
    with pytest.raises(UsageError) as refused:
        consents.give_consent(office.programme, "m1", purpose, recipient=recipient)
    assert said in refused.value.in_language("de", office.programme.labels)
    assert office.programme.store.count(Consent, person="m1") == 1


def test_days_and_languages_that_cannot_be_are_refused(make: Make) -> None:
    """A consent ahead, a withdrawal before it, and a language there is not."""
    office = make()
    with pytest.raises(UsageError):
        consents.give_consent(office.programme, "m1", given_on=date(2026, 3, 6))
    with pytest.raises(UsageError):
        consents.withdraw_consent(office.programme, "m1", on=date(2025, 12, 1))
    with pytest.raises(UsageError):
        consents.give_consent(office.programme, "m1", language="deutsch")


def test_screening_says_who_has_not_been_asked(make: Make) -> None:
    """Until it is recorded the eligibility stays open, and a withdrawal is said apart."""
    office = make()
    assert (office.outlook("m1"), office.outlook("m2")) == (Outlook.ELIGIBLE, Outlook.OPEN)
    (asked,) = consents.to_be_asked(office.programme, ["m1", "m2"])
    assert "Eine Person ist noch nicht gefragt worden" in office.german(asked)
    consents.give_consent(office.programme, "m2")
    assert (office.outlook("m2"), consents.to_be_asked(office.programme, ["m1", "m2"])) == (Outlook.ELIGIBLE, ())
    consents.withdraw_consent(office.programme, "m2")
    assert office.outlook("m2") is Outlook.NOT_ELIGIBLE
    (withdrawn,) = consents.to_be_asked(office.programme, ["m1", "m2"])
    assert "widerrufen" in office.german(withdrawn)


def test_another_basis_holds_for_everybody_until_somebody_objects(make: Make) -> None:
    """Nobody is asked, the eligibility does not stay open, and an objection stands as a record of its own."""
    office = make('[[consents]]\npurpose = "programme"\nbasis = "public_task"\n')
    assert (office.standing("m2"), office.outlook("m2")) == (Standing.GIVEN, Outlook.ELIGIBLE)
    assert consents.withdraw_consent(office.programme, "m2") == 1
    assert (office.standing("m2"), office.outlook("m2")) == (Standing.WITHDRAWN, Outlook.NOT_ELIGIBLE)
    (kept,) = office.programme.store.all(Consent, person="m2")
    assert (kept.basis, kept.withdrawn_on) == (Basis.PUBLIC_TASK.value, office.day)


def test_a_list_for_a_recipient_has_only_those_who_agreed(make: Make) -> None:
    """The others are counted in a sentence with the purpose, and each transfer is kept for its person."""
    office = make(BANK)
    consents.give_consent(office.programme, "m1", "transfer_funder")
    table = find_recipient(office.programme, "bank")
    passed = export(office.programme, office.round, "people", table=table)
    assert len(passed.rows) == 1
    (left,) = passed.left_out
    assert office.german(left) == (
        "Eine Person ist nicht dabei, weil sie noch nicht gefragt wurde: Weitergabe an den Fördergeber (Aufbaubank)"
    )
    (kept,) = [one for one in disclosures(office.programme, "m1") if one.what == "transfer"]
    assert (kept.recipient, kept.details["purpose"], kept.details["passed"]) == ("bank", "transfer_funder", "people")
    assert [one for one in disclosures(office.programme, "m2") if one.what == "transfer"] == []
    assert recipients_of(office.programme, "m1") == ("Aufbaubank",)
    consents.withdraw_consent(office.programme, "m1", "transfer_funder")
    nobody = export(office.programme, office.round, "people", table=table)
    assert (nobody.rows, len(nobody.left_out)) == ((), 2)


def test_a_pair_goes_to_a_recipient_only_with_both_sides_consent(make: Make) -> None:
    """A row about two people is passed on when both have agreed."""
    office = make(BANK)
    office.pair("m1", "p1")
    table = find_recipient(office.programme, "bank")
    consents.give_consent(office.programme, "m1", "transfer_funder")
    assert export(office.programme, office.round, "pairs", table=table).rows == ()
    assert recipients_of(office.programme, "m1") == ()
    consents.give_consent(office.programme, "p1", "transfer_funder")
    assert len(export(office.programme, office.round, "pairs", table=table).rows) == 1
    assert recipients_of(office.programme, "p1") == ("Aufbaubank",)


def test_contacts_wait_for_the_consent_of_both_sides(make: Make) -> None:
    """The pair stands; its contacts are released on the day the last consent comes, and until then it is said why."""
    office = make(CONTACTS)
    consents.give_consent(office.programme, "m1", "contact_release")
    pair = office.pair("m1", "p1")
    assert (pair.state, pair.contacts_released_on) == (PairState.ACTIVE, None)
    withheld = consents.contacts_withheld(office.programme, [pair])
    assert withheld is not None
    said = office.german(withheld)
    assert "eine Person" in said and "Tom Unger" in said and "Amal" not in said
    office.day += timedelta(days=2)
    given = consents.give_consent(office.programme, "p1", "contact_release")
    assert (given.recipient, given.text_version) == ("other_side", "K3")
    pair = office.programme.store.one(Partnership, pair.id)
    assert pair.contacts_released_on == office.day
    assert consents.contacts_withheld(office.programme, [pair]) is None


def test_without_a_purpose_of_their_own_contacts_belong_to_taking_part(make: Make) -> None:
    """They are released with the pair, as the acceptance says."""
    office = make()
    pair = office.pair("m1", "p1")
    assert pair.contacts_released_on == office.day
    assert consents.contacts_withheld(office.programme, [pair]) is None


@pytest.mark.parametrize(
    ("tables", "key"),
    [
        (BANK + BANK, "consents[1].purpose"),
        ('[[consents]]\npurpose = "programme"\nrecipient = "amt"\n', "consents[0].recipient"),
        ('[[consents]]\npurpose = "photo"\nbasis = "weil"\n', "consents[0].basis"),
        ('[[consents]]\npurpose = "photo"\nthird_country = "Schweiz"\n', "consents[0].third_country"),
        ('[[consents]]\npurpose = "Foto und Film"\n', "consents[0].purpose"),
    ],
)
def test_a_configuration_that_cannot_be_meant_is_refused_at_its_key(tmp_path: Path, tables: str, key: str) -> None:
    """Named twice, taking part with somebody else, no basis of the law, no country, no code."""
    path = tmp_path / "organisation.toml"
    path.write_text(configuration(ROUND, tables), encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load(path)
    (problem,) = refused.value.problems
    assert problem.key.replace("[", ".").replace("]", "") == key.replace("[", ".").replace("]", "")
    assert problem.line > 14


def test_a_list_brings_the_consent_with_the_text_and_its_language(make: Make, tmp_path: Path) -> None:
    """Each where the list has it; what it does not say stays unknown."""
    office = make()
    rows = (
        "m3;Cem;Can;01.05.1985;Deutsch C1;01.02.2026;2025-B;Türkisch\nm4;Dina;Din;01.06.1985;Deutsch C1;01.02.2026;;\n"
    )
    heading = (
        "id;Vorname;Nachname;Geburtsdatum;Sprachen;Einwilligung am;Fassung der Einwilligung;Sprache der Einwilligung\n"
    )
    path = tmp_path / "mehr.csv"
    path.write_text(heading + rows, encoding="utf-8")
    applications.import_people(office.programme, office.round, Role.MENTEE, path)
    (third,) = office.programme.store.all(Consent, person="m3")
    (fourth,) = office.programme.store.all(Consent, person="m4")
    assert (third.text_version, third.language, third.given_on) == ("2025-B", "tr", date(2026, 2, 1))
    assert (fourth.text_version, fourth.language) == (None, None)
