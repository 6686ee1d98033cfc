"""A person's record: everything in one place, and of what is protected only as much as somebody asked for and may see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geleit.errors import NotAllowed, UsageError
from geleit.permissions import HIDDEN, Action
from geleit.programme import Programme, decisions, findings
from geleit.programme.people.curtain import Veil
from geleit.programme.people.lines import FieldLine, PersonRecord
from geleit.programme.people.record import read_record
from geleit.questions.eligibility import Verdict
from geleit.screening import Outlook
from geleit.store import entries
from tests.organisations.recorded import configured, opened, with_ada


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = configured(tmp_path_factory.mktemp("recorded"))
    with opened(made) as programme:
        with_ada(programme)
    return made


@pytest.fixture
def kim(config: Path) -> Iterator[Programme]:
    with opened(config, seed=2) as programme:
        yield programme


def field(record: PersonRecord, name: str) -> FieldLine:
    return next(line for group in record.groups for line in group.lines if line.field.name == name)


def shown_notes(programme: Programme) -> int:
    with programme.permits.doing(Action.SEE_PEOPLE):
        return sum(one.reason == "shown" for one in entries(programme.store))


def test_fields_stand_under_headings_and_a_region_has_its_own(kim: Programme) -> None:
    """Person, contact, application, then from the region's own heading on, and the interview last."""
    record = read_record(kim, "Ada Muster")
    headings = {group.code: kim.say(group.label) for group in record.groups}
    assert headings == {
        "person": "Person",
        "contact": "Contact",
        "application": "Application",
        "card": "Papers",
        "interview": "From the interview",
    }
    assert [line.field.name for line in record.groups[3].lines] == ["card", "trade"]
    trade = field(record, "trade")
    assert trade.shown == "Tischlerin" and trade.help is not None and kim.say(trade.help) == "What somebody has learnt"


def test_what_is_protected_stands_behind_a_veil_until_it_is_asked_for(kim: Programme) -> None:
    """Without asking, no protected value leaves the use case; that it is there is told, and nothing is journalled."""
    before = shown_notes(kim)
    record = read_record(kim, "Ada Muster")
    card = field(record, "card")
    assert (card.shown, card.stored, card.veil, card.series) == (HIDDEN, None, Veil.VEILED, ())
    assert field(record, "keen").shown == HIDDEN
    assert (record.papers[0].wording, record.interviews[0].note, record.contacts[0].note) == (HIDDEN,) * 3
    assert record.interviews[0].ratings[0][1] == HIDDEN
    assert "rot" not in repr(record) and "gestattet" not in repr(record) and record.veiled == 2
    assert shown_notes(kim) == before


def test_showing_it_is_kept_before_it_is_shown(kim: Programme) -> None:
    """The history names the person and every field that was shown."""
    before = shown_notes(kim)
    record = read_record(kim, "Ada Muster", unveil=True)
    card = field(record, "card")
    assert (card.shown, card.veil) == ("rot", Veil.OPEN) and [one.shown for one in card.series] == ["rot"]
    assert field(record, "keen").shown == "4" and record.interviews[0].ratings[0][1] == "4"
    assert record.papers[0].expired and record.veiled == 0
    with kim.permits.doing(Action.SEE_PEOPLE):
        note = entries(kim.store, limit=1)[0]
    assert shown_notes(kim) == before + 1 and (note.reason, note.key) == ("shown", record.id)
    assert {"card", "keen", "note", "wording", "ratings"} <= set(note.after["fields"])


def test_a_finding_on_protected_fields_tells_its_verdict_and_not_its_reason(kim: Programme) -> None:
    """What is missing is told as well, since somebody has to ask for it."""
    found = read_record(kim, "Ada Muster").findings_by_rule
    assert found["R1"].veil is Veil.OPEN and "B1" in kim.say(found["R1"].reason)
    card = found["R2"]
    assert (card.verdict, card.reason, card.paper) == (Verdict.UNKNOWN, HIDDEN, None)
    assert [kim.say(one) for one in card.missing] == ["Card"]
    assert "expired" in kim.say(read_record(kim, "Ada Muster", unveil=True).findings_by_rule["R2"].reason)


def test_an_assistant_sees_nothing_protected_even_when_asking(config: Path) -> None:
    """Hidden by permission: not even whether a value is known, and no verdict that rests on it."""
    with opened(config, "ali") as programme:
        record = read_record(programme, "Ada Muster", unveil=True)
        assert field(record, "card").veil is Veil.HIDDEN and field(record, "care_duties").shown == HIDDEN
        assert record.findings_by_rule["R2"].verdict is Verdict.UNKNOWN
        assert record.findings_by_rule["R2"].missing == ()
        assert field(record, "trade").shown == "Tischlerin"
        assert record.steps == () and record.back is None


def test_an_evaluator_opens_no_record(config: Path) -> None:
    """Who sees figures sees nobody."""
    with opened(config, "eva") as programme, pytest.raises(NotAllowed):
        read_record(programme, "Ada Muster")


def test_the_record_says_what_can_be_decided_and_how_to_take_it_back(tmp_path: Path) -> None:
    """Steps come from the table of steps; the way back leads to a state from which the last decision was possible."""
    with opened(configured(tmp_path)) as programme:
        ada = with_ada(programme)
        record = read_record(programme, ada)
        names = [step.name for step in record.steps]
        assert names == ["admit", "wait", "refuse", "withdraw", "give_up", "carry_over"] and record.back is None
        assert {step.name for step in record.steps if step.reason} == {"wait", "refuse", "withdraw", "give_up"}
        assert record.outlook is Outlook.OPEN
        findings.override(programme, programme.round(), ada, "R2", "liegt im Original vor")
        decisions.decide(programme, programme.round(), ada, "refuse", reason="kein Platz")
        after = read_record(programme, ada, unveil=True)
        assert after.back is not None and after.back.name == "reconsider" and after.back.reason
        assert after.outlook is Outlook.ELIGIBLE and after.decisions[0].reason == "kein Platz"
        aside = after.findings_by_rule["R2"]
        assert (aside.overridden, aside.overridden_by) == ("liegt im Original vor", "Kim")
        assert (aside.verdict, aside.counts_as) == (Verdict.UNKNOWN, Verdict.MET)


def test_somebody_unknown_is_a_sentence(kim: Programme) -> None:
    """No record of nobody."""
    with pytest.raises(UsageError, match="Nobody"):
        read_record(kim, "Niemand")
