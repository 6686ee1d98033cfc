"""Who says more, or can come more often, never stands worse for it: short lists and blanks are not rewarded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.fields import Field, Vocabulary, fields_of
from geleit.fields.kinds import ChoiceKind, CodeKind, ManyKind, SpokenKind
from geleit.matching.columns.coding import inner
from geleit.matching.columns.people import Candidate, Sides, build
from geleit.matching.scoring.scores import Scores, score
from geleit.model.people import Person, Role
from geleit.model.rounds import Round
from geleit.questions.matching import Criterion, MatchingPolicy, Objective
from geleit.regions.asking import Asked
from geleit.regions.installed import REGIONS, installed
from geleit.regions.loading import load
from geleit.standard import answers, scorers
from geleit.standard import fields as standard
from geleit.vocabulary.answer import Slot
from geleit.vocabulary.spoken import Spoken
from tests.organisations.candidates import both, mentee, mentor, pairs_of, run

REGION_NAMES = [one.name for one in installed(REGIONS)]
CODES: Mapping[Vocabulary, tuple[str, ...]] = {
    Vocabulary.ISCO: ("2512", "2513", "25", "311", "7212"),
    Vocabulary.COUNTRY: ("SY", "AT", "UA"),
    Vocabulary.LANGUAGE: ("de", "ar", "en", "fr"),
    Vocabulary.TERRITORY: ("one", "two", "three"),
}
ALONE = [
    scorers.same_occupation(),
    scorers.shared_languages(),
    scorers.overlap("availability", enough=2),
    scorers.overlap("availability", enough=3),
    scorers.prefers("languages", "languages"),
    scorers.prefers("languages", "languages", of_mentor=True),
]
"""The built-in scorers of fields that hold several values."""


def policy_of(scorer: Any) -> MatchingPolicy:
    """One criterion, one point."""
    return MatchingPolicy(criteria=(Criterion("only", scorer, 1),))


def samples(field: Field) -> tuple[Any, ...]:
    """What can be answered in a field: the single values."""
    one = inner(field.kind)
    if isinstance(one, ChoiceKind):
        return tuple(one.members)
    if isinstance(one, SpokenKind):
        return tuple(Spoken(code) for code in CODES[Vocabulary.LANGUAGE])
    return CODES[one.vocabulary] if isinstance(one, CodeKind) else ()


def several(cls: type[Any]) -> list[Field]:
    """The fields of a class that hold several values which a scorer can compare."""
    return [field for field in fields_of(cls) if isinstance(field.kind, ManyKind) and samples(field)]


def answered(cls: type[Any], dice: Random) -> dict[str, tuple[Any, ...]]:
    """Each list with at least one value."""
    return {
        field.name: tuple(dice.sample(samples(field), dice.randint(1, len(samples(field)) - 1)))
        for field in several(cls)
    }


def somebody(id_: str, cls: type[Any], given_: Mapping[str, Any]) -> Candidate:
    """A person of a region with some answers."""
    return Candidate(id=id_, person=Person(id=id_, origin="SY"), participant=cls(**given_))


def grown(cls: type[Any], told: Mapping[str, tuple[Any, ...]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same answers with one more value in one list, for each list and each value that is not in it."""
    for field in several(cls):
        for value in samples(field):
            if value not in told[field.name]:
                yield f"{field.name} + {value}", {**told, field.name: (*told[field.name], value)}


def never_worse(policy: MatchingPolicy, mentee_cls: type[Any], mentor_cls: type[Any], seed: int) -> list[str]:
    """What one can add that makes one's score worse with somebody."""
    dice = Random(seed)
    mine, theirs = answered(mentee_cls, dice), answered(mentor_cls, dice)
    others = {
        Role.MENTEE: [somebody(f"o{at}", mentor_cls, answered(mentor_cls, dice)) for at in range(6)],
        Role.MENTOR: [somebody(f"e{at}", mentee_cls, answered(mentee_cls, dice)) for at in range(6)],
    }
    found = []
    for role, cls, told in ((Role.MENTEE, mentee_cls, mine), (Role.MENTOR, mentor_cls, theirs)):
        names, more = zip(*grown(cls, told), strict=True)
        people = [somebody("p0", cls, told), *(somebody(f"p{at}", cls, one) for at, one in enumerate(more, 1))]
        sides = (people, others[role]) if role is Role.MENTEE else (others[role], people)
        scores = score(policy, build(*sides, mentee_cls, mentor_cls, loads={}))
        views = (scores.combined, scores.mentee_view, scores.mentor_view)
        by_person = [view if role is Role.MENTEE else view.T for view in views]
        worse = np.any([(view[1:] < view[0]).any(axis=1) for view in by_person], axis=0)
        found += [f"{role.value}: {name}" for name, is_worse in zip(names, worse, strict=True) if is_worse]
    return found


@cache
def region_policy(name: str) -> tuple[MatchingPolicy, type[Any], type[Any]]:
    """An installed region's matching with its own settings, and its two classes."""
    asked = Asked(load(name, Path.cwd()))
    found = asked.about(Round(id="r", title="r", settings=asked.region.settings(), start=date(2026, 3, 2)))
    return found.matching, asked.participant(Role.MENTEE), asked.participant(Role.MENTOR)


@pytest.mark.parametrize("scorer", ALONE, ids=str)
def test_one_more_value_never_lowers_a_built_in_score(scorer: Any) -> None:
    """A slot, a language, an occupation more, on either side, with anybody (csm_web #333: little availability won)."""
    for seed in range(12):
        assert never_worse(policy_of(scorer), standard.Mentee, standard.Mentor, seed) == []


@pytest.mark.parametrize("name", REGION_NAMES)
def test_one_more_value_never_lowers_a_score_in_an_installed_region(name: str) -> None:
    """With all criteria of the region together, in the score that counts and in what each side sees."""
    policy, mentee_cls, mentor_cls = region_policy(name)
    for seed in range(20):
        assert never_worse(policy, mentee_cls, mentor_cls, seed) == []


slots = st.sets(st.sampled_from(Slot), min_size=1)


@given(slots, slots, st.sets(st.sampled_from(Slot)), st.integers(1, 4))
@settings(max_examples=100)
def test_fewer_slots_never_raise_the_score(few: set[Slot], theirs: set[Slot], more: set[Slot], enough: int) -> None:
    """D11: whoever can come less often is never preferred for it, whatever the region calls enough."""
    sides = both(
        [mentee("few", availability=tuple(few)), mentee("more", availability=tuple(few | more))],
        [mentor("m", availability=tuple(theirs))],
    )
    few_, more_ = score(policy_of(scorers.overlap("availability", enough=enough)), sides).combined[:, 0]
    assert few_ <= more_


def test_scarce_availability_does_not_win_the_place() -> None:
    """Of two who fit alike, whoever can come more often gets the only place, with every objective."""
    busy, free = mentee("busy", availability=tuple(Slot)[:1]), mentee("free", availability=tuple(Slot)[:4])
    sides = both([busy, free], [mentor("m", availability=tuple(Slot))])
    for objective in Objective:
        draft = run(policy_of(scorers.overlap("availability", enough=2)), sides, objective=objective)
        assert pairs_of(draft) == {("free", "m")}


def mirrored(mentee_cls: type[Any], mentor_cls: type[Any], at: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A mentor who answered every list, and the mentee whose answers are the best there are: those that fit."""
    dice = Random(at)
    by_kind: dict[Any, tuple[Any, ...]] = {}

    def values(field: Field) -> tuple[Any, ...]:
        every = samples(field)
        chosen = by_kind.setdefault(every, tuple(dice.sample(every, max(2, len(every) - 1))))
        return chosen if isinstance(field.kind, ManyKind) else chosen[0]

    told = []
    for cls in (mentee_cls, mentor_cls):
        shared = [field for field in fields_of(cls) if samples(field) and field.name not in _OF_THE_PERSON]
        told.append({field.name: values(field) for field in shared})
    return told[0], told[1]


_OF_THE_PERSON = {field.name for field in fields_of(Person)}


def silent_and_answered(policy: MatchingPolicy, mentee_cls: type[Any], mentor_cls: type[Any], at: int) -> Iterator[Any]:
    """For each field that a scorer reads: its name, the score without it, and that of the best honest answer."""
    mine, theirs = mirrored(mentee_cls, mentor_cls, at)
    without = {name: {key: value for key, value in mine.items() if key != name} for name in mine} | {"blank": {}}
    people = [somebody("full", mentee_cls, mine), *(somebody(name, mentee_cls, one) for name, one in without.items())]
    sides = build(people, [somebody("m", mentor_cls, theirs)], mentee_cls, mentor_cls, loads={"m": 0.0})
    scores = score(policy, sides)
    for row, person in enumerate(people[1:], 1):
        yield person.id, int(scores.combined[row, 0]), int(scores.combined[0, 0])


@pytest.mark.parametrize("name", REGION_NAMES)
def test_an_unanswered_field_never_scores_above_the_best_honest_answer(name: str) -> None:
    """Field by field against the mentor whom it fits; and leaving everything blank is below the profile that fits."""
    for at in range(8):
        found = list(silent_and_answered(*region_policy(name), at))
        assert len(found) > 5
        for field, blank, full in found:
            assert (field, blank) <= (field, full)
        everything, blank, full = found[-1]
        assert everything == "blank"
        assert blank < full


def test_in_the_standard_too_a_blank_profile_does_not_rank_above_one_that_fits() -> None:
    """Nor does it win the only place, with any objective that judges by the score."""
    policy = answers.matching(Round(id="r", title="r", settings=None))
    cls = standard.Mentee, standard.Mentor
    for at in range(8):
        for field, blank, full in silent_and_answered(policy, *cls, at):
            assert (field, blank) <= (field, full)
        mine, theirs = mirrored(*cls, at)
        people = [somebody("a_blank", cls[0], {}), somebody("z_full", cls[0], mine)]
        sides = build(people, [somebody("m", cls[1], theirs)], *cls, loads={})
        for objective in Objective:
            assert pairs_of(run(policy, sides, objective=objective)) == {("z_full", "m")}


def test_who_says_nothing_and_who_says_everything_are_alike_to_a_mentor_who_said_nothing() -> None:
    """What the other side left open says nothing about anybody."""
    policy = answers.matching(Round(id="r", title="r", settings=None))
    mine, _ = mirrored(standard.Mentee, standard.Mentor, 1)
    people = [somebody("blank", standard.Mentee, {}), somebody("full", standard.Mentee, mine)]
    scores: Scores = score(policy, build(people, [somebody("m", standard.Mentor, {})], *_classes(), loads={}))
    assert len(np.unique(scores.combined)) == 1


def _classes() -> tuple[type[Any], type[Any]]:
    return standard.Mentee, standard.Mentor


def test_an_empty_answer_is_not_a_blank_one() -> None:
    """Who says that they have no slot at all fits nobody; whoever did not say is unknown, which is not no."""
    people = [mentee("none", availability=()), mentee("silent"), mentee("one", availability=tuple(Slot)[:1])]
    sides: Sides = both(people, [mentor("m", availability=tuple(Slot))])
    units = score(policy_of(scorers.overlap("availability", enough=1)), sides).combined[:, 0].tolist()
    assert units == [0, 5_000, 10_000]
    assert attrs.fields_dict(Criterion)["neutral"].default == 0.5
