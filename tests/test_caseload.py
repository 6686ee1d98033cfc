"""A caseload by full-time equivalents: warned, capped for proposals, stopped by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from geleit.errors import NotPossible
from geleit.model.people import Role
from geleit.programme import Programme, applications, capacity, rounds
from geleit.programme.proposals import drafting, publishing
from tests.organisations.office import admit
from tests.organisations.tiny import EVERYBODY, configuration, laid_out, region_source

REGION = region_source(
    EVERYBODY,
    '''

@geleit.participant
class Mentor(geleit.Mentor):
    """An employed mentor with a share of a full post."""

    fte: float | None = None


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
''',
    mentor="Mentor",
)
LABELS = '[field]\nfte = { de = "Stellenanteil", en = "Full-time equivalent" }\n'
ROUND = '[[rounds]]\nid = "c"\ntitle = "Phase"\nstart = 2026-01-12\n'


@pytest.fixture
def programme(tmp_path: Path) -> Iterator[Programme]:
    """Six people who wait, one mentor with a full post, one with half of one, one whose share nobody knows."""
    names = ["Amal", "Bea", "Cem", "Dana", "Emre", "Fata"]
    mentees = "\n".join(f"M{n};{name};Muster;de:B1" for n, name in enumerate(names))
    mentors = "P1;Tom;Beispiel;de:C2;1,0\nP2;Uli;Beispiel;de:C2;0,5\nP3;Vera;Beispiel;de:C2;\n"
    config = laid_out(
        tmp_path,
        configuration(ROUND, languages=["de"]),
        REGION,
        labels=LABELS,
        mentees=f"id;given_name;family_name;languages\n{mentees}\n",
        mentors=f"id;given_name;family_name;languages;fte\n{mentors}",
    )

    def clock() -> datetime:
        return datetime(2026, 1, 12, 9, tzinfo=UTC)

    with Programme.open(config, clock=clock, randomness=Random(1)) as opened:
        rounds.open_round(opened, "c")
        round_ = opened.round("c")
        for role in Role:
            taken = applications.import_people(opened, round_, role, tmp_path / f"{role.value}s.csv")
            assert taken.problems == ()
        for number in range(6):
            admit(opened, round_, f"M{number}", Role.MENTEE)
        for number in range(1, 4):
            admit(opened, round_, f"P{number}", Role.MENTOR)
        yield opened


def _levels(programme: Programme) -> dict[str, tuple[int, int, str]]:
    found = capacity.loads(programme, programme.round("c"))
    return {one.mentor.person.id: (one.running, one.places, one.level.value) for one in found}


def test_a_proposal_goes_up_to_the_cap_and_no_further(programme: Programme) -> None:
    """Three for the full post, one for half of one (rounded down), nobody where the share is unknown."""
    round_ = programme.round("c")
    made = publishing.publish(programme, round_, drafting.propose(programme, round_).id)
    assert sorted(pair.mentor for pair in made) == ["P1", "P1", "P1", "P2"]
    assert _levels(programme) == {"P1": (3, 3, "full"), "P2": (1, 1, "full"), "P3": (0, 0, "unknown")}


def test_how_full_a_proposal_would_make_everybody_is_shown_before_it_is_decided_on(programme: Programme) -> None:
    """The draft's pairs beside the running ones, with the level that they lead to; nothing any more once decided."""
    round_ = programme.round("c")

    def then() -> dict[str, tuple[int, str]]:
        return {one.mentor.person.id: (one.proposed, one.level_then.value) for one in capacity.loads(programme, round_)}

    assert then() == {"P1": (0, "room"), "P2": (0, "room"), "P3": (0, "unknown")}
    drafted = drafting.propose(programme, round_)
    assert then() == {"P1": (3, "full"), "P2": (1, "full"), "P3": (0, "unknown")}
    publishing.publish(programme, round_, drafted.id)
    assert then() == {"P1": (0, "full"), "P2": (0, "full"), "P3": (0, "unknown")}


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
