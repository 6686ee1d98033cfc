"""A caseload by full-time equivalents: warned, capped for proposals, stopped by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from geleit.errors import NotPossible
from geleit.model.people import Role
from geleit.programme import Programme, applications, capacity, decisions, matching, publishing, rounds

REGION = '''
import geleit


@geleit.participant
class Mentor(geleit.Mentor):
    """An employed mentor with a share of a full post."""

    fte: float | None = None


@geleit.hookimpl
def geleit_region():
    """Who it is."""
    return geleit.Region(name="tiny", country="DE", languages=("de", "en"), host_languages=("de",),
                         mentee=geleit.Mentee, mentor=Mentor, written_for="0.1")


@geleit.hookimpl
def geleit_eligibility(round_):
    """Everybody."""
    return geleit.Eligibility()


@geleit.hookimpl
def geleit_matching(round_):
    """Three cases per full post."""
    criterion = geleit.Criterion("languages", geleit.shared_languages(), 1)
    return geleit.MatchingPolicy(criteria=[criterion], mentor_capacity=geleit.Capacity(places=3, per="fte"))


@geleit.hookimpl
def geleit_sessions(round_):
    """Warned at two, capped at three, stopped at four cases per full post."""
    return geleit.SessionPolicy(months=None, clock=geleit.Clock.AGREEMENT,
                                caseload=geleit.Caseload(warning=2, cap=3, stop=4, per="fte"))
'''
LABELS = '[field]\nfte = { de = "Stellenanteil", en = "Full-time equivalent" }\n'
CONFIG = """
[organisation]
name = "Verein"
languages = ["de"]
timezone = "Europe/Berlin"
[programme]
region = "./tiny.py"
title = "Begleitung"
[database]
protection = "disk"
path = "data/tiny.db"
[[rounds]]
id = "c"
title = "Phase"
start = 2026-01-12
"""


@pytest.fixture
def programme(tmp_path: Path) -> Iterator[Programme]:
    """Six people who wait, one mentor with a full post, one with half of one, one whose share nobody knows."""
    (tmp_path / "tiny.py").write_text(REGION, encoding="utf-8")
    (tmp_path / "tiny.labels.toml").write_text(LABELS, encoding="utf-8")
    (tmp_path / "organisation.toml").write_text(CONFIG, encoding="utf-8")
    names = ["Amal", "Bea", "Cem", "Dana", "Emre", "Fata"]
    mentees = "\n".join(f"M{n};{name};Muster;de:B1" for n, name in enumerate(names))
    (tmp_path / "mentees.csv").write_text(f"id;given_name;family_name;languages\n{mentees}\n", encoding="utf-8")
    mentors = "P1;Tom;Beispiel;de:C2;1,0\nP2;Uli;Beispiel;de:C2;0,5\nP3;Vera;Beispiel;de:C2;\n"
    (tmp_path / "mentors.csv").write_text(f"id;given_name;family_name;languages;fte\n{mentors}", encoding="utf-8")

    def clock() -> datetime:
        return datetime(2026, 1, 12, 9, tzinfo=UTC)

    with Programme.open(tmp_path / "organisation.toml", clock=clock, randomness=Random(1)) as opened:
        rounds.open_round(opened, "c")
        round_ = opened.round("c")
        for role in Role:
            taken = applications.import_people(opened, round_, role, tmp_path / f"{role.value}s.csv")
            assert taken.problems == ()
        for person in ("P1", "P2", "P3"):
            decisions.interview(opened, round_, person)
            decisions.decide(opened, round_, person, "sign")
            decisions.decide(opened, round_, person, "admit")
        for n in range(6):
            decisions.interview(opened, round_, f"M{n}")
            decisions.decide(opened, round_, f"M{n}", "admit")
        yield opened


def _levels(programme: Programme) -> dict[str, tuple[int, int, str]]:
    found = capacity.loads(programme, programme.round("c"))
    return {one.mentor.person.id: (one.running, one.places, one.level.value) for one in found}


def test_a_proposal_goes_up_to_the_cap_and_no_further(programme: Programme) -> None:
    """Three for the full post, one for half of one (rounded down), nobody where the share is unknown."""
    round_ = programme.round("c")
    made = publishing.publish(programme, round_, matching.propose(programme, round_).id)
    assert sorted(pair.mentor for pair in made) == ["P1", "P1", "P1", "P2"]
    assert _levels(programme) == {"P1": (3, 3, "full"), "P2": (1, 1, "full"), "P3": (0, 0, "unknown")}


def test_who_has_no_known_share_gets_nobody_and_the_refusal_says_why(programme: Programme) -> None:
    """Unknown is not a full post and not none: the field to be entered is named."""
    with pytest.raises(NotPossible) as refused:
        publishing.pair_by_hand(programme, programme.round("c"), "M0", "P3", "kennt die Familie")
    assert "Full-time equivalent" in refused.value.in_language("en", programme.labels)


def test_by_hand_the_stop_is_the_limit(programme: Programme) -> None:
    """The warning at two, the cap at three, a fourth by hand, a fifth refused naming the mentor and the numbers."""
    round_ = programme.round("c")
    seen = []
    for n in range(4):
        publishing.pair_by_hand(programme, round_, f"M{n}", "P1", "kennt die Familie")
        seen.append(_levels(programme)["P1"][2])
    assert seen == ["room", "warning", "full", "stop"]
    with pytest.raises(NotPossible) as refused:
        publishing.pair_by_hand(programme, round_, "M4", "P1", "kennt die Familie")
    assert "Tom Beispiel" in str(refused.value)
    assert "4" in str(refused.value)
