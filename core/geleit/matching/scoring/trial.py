"""Trying a scorer out before there are people: invented answers in all three shapes.

What breaks broadcasting (`len()`, `shape[0]`, an axis, `@`, `if` on an array), a field nobody may see and a value
outside 0 to 1 are found when a region is loaded, and said as sentences to its author.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import numpy as np

from geleit.fields import Field, Kind, Vocabulary, fields_of
from geleit.fields import kinds as k
from geleit.labels import Sentence, say
from geleit.matching.assigning.checking import SCALE
from geleit.matching.columns.people import Candidate, NeverField, Sides, UnknownField, View, build
from geleit.matching.scoring.evaluating import BrokenScorer, Values, evaluate, quietly
from geleit.matching.scoring.levels import Levelled, LevelUnits, ask_level
from geleit.model.people import Participant, Person
from geleit.questions.matching import Scorer
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken

_MENTEES, _MENTORS = 7, 5
"""Different numbers, so that a mix-up of the sides shows in the shape. The first of each side answered nothing."""
_LOADS = (0.0, 0.5, 1.0, 2.0)
_CODES: Mapping[Vocabulary, tuple[str, ...]] = {
    Vocabulary.ISCO: ("2512", "2513", "25", "5120", "7"),
    Vocabulary.COUNTRY: ("SY", "AT", "UA"),
    Vocabulary.LANGUAGE: ("de", "ar", "en"),
    Vocabulary.TERRITORY: ("one", "two"),
}
_SIMPLE: Mapping[type[Kind], tuple[Any, ...]] = {
    k.BoolKind: (False, True),
    k.IntKind: (0, 1, 5, 40),
    k.FloatKind: (0.0, 1.5, 40.0),
    k.DateKind: (date(2020, 2, 29), date(2024, 5, 17)),
    k.MomentKind: (datetime(2024, 5, 17, 12, tzinfo=UTC),),
    k.TextKind: ("a", "b"),
    k.SpokenKind: (Spoken("de", Cefr.B1), Spoken("ar"), Spoken("en", Cefr.C2)),
    k.MappingKind: ({},),
}


def try_scorer(
    code: str, scorer: Scorer, mentee_cls: type[Participant], mentor_cls: type[Participant], lifts: str | None
) -> list[Sentence]:
    """What is wrong with a scorer, as sentences; an empty list if nothing is."""
    sides = _sides(mentee_cls, mentor_cls)
    every = [(i, j) for i in range(_MENTEES) for j in range(_MENTORS)]
    rows, columns = (np.array(side) for side in zip(*every, strict=True))
    shape = _MENTEES, _MENTORS

    def asked(view: View) -> View:
        return view.lifting(lifts, criterion=code)

    def run(mentee: View, mentor: View, expected: tuple[int, ...]) -> Values:
        return evaluate(code, scorer, asked(mentee), asked(mentor), expected)

    doing = "trial.block"
    try:
        block = run(sides.mentees.block(), sides.mentors.block(), shape)
        doing = "trial.list"
        listed = run(sides.mentees.list(rows), sides.mentors.list(columns), (len(every),))
        doing = "trial.single"
        singles = [float(run(sides.mentees.single(i), sides.mentors.single(j), ())) for i, j in every]
    except NeverField as error:
        return [say("trial.never", code=code, field=error.field)]
    except UnknownField as error:
        unknown = "trial.no_column" if error.sentence.code == "columns.no_column" else "trial.unknown_field"
        return [say(unknown, code=code, field=error.field)]
    except BrokenScorer as error:
        if error.problem.code == "scoring.range":
            return [say("trial.range", code=code, problem=error.problem)]
        return [say("trial.broken", code=code, shape=say(doing), problem=error.problem)]
    wrong = _levels(code, scorer, asked(sides.mentees.block()), asked(sides.mentors.block()), block)
    others = (("trial.list", listed), ("trial.single", np.array(singles)))
    return [
        *wrong,
        *(
            say("trial.differs", code=code, shape=say(name))
            for name, values in others
            if (_units(values) != _units(block.ravel())).any()
        ),
    ]


def _levels(code: str, scorer: Scorer, mentee: View, mentor: View, block: Values) -> list[Sentence]:
    """Whether a scorer's levels stand for other values than it gives itself."""
    if not isinstance(scorer, Levelled):
        return []
    try:
        level = ask_level(code, scorer, mentee, mentor, (_MENTEES, _MENTORS), attempt=quietly)
        table = LevelUnits.of(scorer, SCALE, -1 / SCALE, np.dtype(np.int64)).table
    except (BrokenScorer, NeverField, UnknownField, TypeError, ValueError):
        return [say("trial.levels", code=code)]
    return [say("trial.levels", code=code)] if level is not None and (table[level] != _units(block)).any() else []


def _units(values: Values) -> Values:
    """Values to 1/10,000; the unknown as a number of its own, for NaN differs from itself."""
    return np.where(np.isnan(values), -1.0, np.rint(values * SCALE))


def _sides(mentee_cls: type[Participant], mentor_cls: type[Participant]) -> Sides:
    mentees = [_somebody(f"mentee-{at}", at, mentee_cls) for at in range(_MENTEES)]
    mentors = [_somebody(f"mentor-{at}", at, mentor_cls) for at in range(_MENTORS)]
    loads = {mentor.id: load for mentor, load in zip(mentors[1:], _LOADS, strict=True)}
    return build(mentees, mentors, mentee_cls, mentor_cls, loads=loads)


def _somebody(id_: str, at: int, cls: type[Participant]) -> Candidate:
    """Person number `at`. A namespace stands for the participant: no converter of a region is to be tried here."""
    people = {field.name: field for field in fields_of(Person)}
    answers: Any = SimpleNamespace(
        **{field.name: _sample(field, at, place) for place, field in enumerate(fields_of(cls))}
    )
    person = Person(id=id_, origin=_sample(people["origin"], at, at))
    return Candidate(id=id_, person=person, participant=answers)


def _sample(field: Field, at: int, place: int) -> Any:
    """Answers differ from person to person, and not all fields change in step."""
    samples = _samples(field.kind)
    return samples[(at + place // 2) % len(samples)] if samples and at else field.default


def _samples(kind: Kind) -> tuple[Any, ...]:
    if isinstance(kind, k.ManyKind):
        each = _samples(kind.each)
        return (each[:1], (), each[:3], each[1:])
    if isinstance(kind, k.ChoiceKind):
        return tuple(kind.members)
    if isinstance(kind, k.CodeKind):
        return _CODES[kind.vocabulary]
    return _SIMPLE.get(type(kind), ())
