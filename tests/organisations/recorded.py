"""An organisation with one mentee whose record has a bit of everything, and colleagues who see more or less of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from geleit.model.people import Role
from geleit.programme import Programme, decisions, office, papers, rounds
from geleit.programme.people.writing import add_person
from geleit.programme.privacy.consents import give_consent
from geleit.vocabulary.cefr import Cefr
from tests.organisations.tiny import configuration, laid_out, region_source

_FIELDS = '''

@participant
class Mentee(geleit.Mentee):
    """A mentee with a protected paper, a trade, and a rating."""

    card: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, dated=True, evidence="card")] = None
    trade: Annotated[str | None, ask(required=True)] = None
    keen: Annotated[int | None, ask(interview=True)] = None


@hookimpl
def geleit_eligibility(round_):
    """German from A2, and a card that was seen."""
    return geleit.Eligibility(
        mentee=[
            geleit.Rule("R1", geleit.at_least("host_level", geleit.Cefr.A2)),
            geleit.Rule("R2", geleit.present("card"), evidence="card"),
        ]
    )
'''
_LABELS = """
[field]
card = { de = "Karte", en = "Card" }
trade = { de = "Handwerk", en = "Trade" }
keen = { de = "Interesse", en = "Interest" }
[help]
trade = { de = "Was jemand gelernt hat", en = "What somebody has learnt" }
[evidence]
card = { de = "Karte", en = "Card" }
[rule]
R1 = { de = "Deutsch", en = "German" }
R2 = { de = "Karte gesehen", en = "Card seen" }
[group.from]
card = { de = "Papiere", en = "Papers" }
"""
_TABLES = """
[staff]
lea = { role = "lead", name = "Lea" }
kim = { role = "coordinator", name = "Kim" }
ali = { role = "assistant", name = "Ali" }
eva = { role = "evaluator", name = "Eva" }

[[rounds]]
id = "r1"
title = "Erster"
start = 2026-01-12
"""
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA = {"given_name": "Ada", "family_name": "Muster", "trade": "Tischlerin", "phone": "0664 1234567", "card": "rot"}


def configured(folder: Path) -> Path:
    """The organisation's configuration, with nobody in it yet."""
    source = region_source(_FIELDS, mentee="Mentee")
    return laid_out(folder, configuration(_TABLES), source, labels=_LABELS)


def opened(config: Path, account: str = "kim", seed: int = 1, language: str = "en") -> Programme:
    """The programme as somebody opens it."""
    return Programme.open(config, account=account, clock=lambda: NOW, randomness=Random(seed), language=language)


def with_ada(programme: Programme) -> str:
    """Ada's id: she applied, her card was seen, she was talked to, and somebody wrote a note about her."""
    rounds.open_round(programme)
    round_ = programme.round()
    ada = add_person(programme, round_, Role.MENTEE, {**ADA, "host_level": Cefr.B1}).person.id
    papers.see_paper(programme, round_, ada, "card", valid_until=date(2026, 2, 1), wording="gestattet")
    decisions.interview(programme, round_, ada, ratings={"keen": 4}, note="wirkt wach")
    give_consent(programme, ada)
    office.note_contact(programme, ada, "talk", note="kommt wieder")
    office.add_task(programme, "anrufen", person=ada)
    return ada
