"""A small organisation whose people find work: two pairs that have ended, a job with a field of its own, asking again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.programme import closing, rounds
from geleit.programme.applications import import_people
from geleit.programme.proposals.publishing import pair_by_hand
from tests.organisations.mentoring import JOB
from tests.organisations.office import OfficeAtWork
from tests.organisations.tiny import EVERYBODY, configuration, laid_out, region_source

START = date(2026, 1, 12)
ENDED = date(2026, 3, 2)

_OUTCOMES = '''

@hookimpl
def geleit_outcomes(round_):
    """A job and a search; asked again after the end, and half a year into a job."""
    common = geleit.standard.outcomes(round_)
    other = tuple(one for one in common.categories if one.code in ("SEARCHING", "VET"))
    return attrs.evolve(
        a_job(
            counted=(geleit.CountedResult("employed", categories=("JOB",), within_months=12),),
            follow_ups=(
                geleit.Offset("exit", days=28),
                geleit.Offset("after_care", months=6, counted_from=geleit.Moment.JOB_START),
            ),
        ),
        categories=(a_job().categories[0], *other),
    )
'''
_LABELS = """
[outcome]
JOB = { de = "Arbeit", en = "Work" }
[field]
remark = { de = "Bemerkung", en = "Remark" }
[follow_up]
after_care = { de = "nach einem halben Jahr Arbeit", en = "half a year into the job" }
"""
_ROUNDS = """
[[rounds]]
id = "r1"
title = "Erster Durchgang"
start = 2026-01-12
end = 2026-07-11
"""
_MENTEES = """\
id;given_name;family_name;email;phone
m1;Amal;Haddad;amal@example.org;+43 1 5550101
m2;Bea;Novak;;
"""
_MENTORS = """\
id;given_name;family_name
p1;Tom;Berger
p2;Uli;Kern
"""


def jobs(folder: Path, *tables: str) -> OfficeAtWork:
    """The organisation on the day after both pairs have ended; `tables` stand at the end of the configuration."""
    source = region_source(EVERYBODY, JOB, _OUTCOMES)
    config = laid_out(
        folder, configuration(_ROUNDS, *tables), source, labels=_LABELS, mentees=_MENTEES, mentors=_MENTORS
    )
    office = OfficeAtWork(config, START, seed=7)
    rounds.open_round(office.programme, "r1")
    for role, people in ((Role.MENTEE, ("m1", "m2")), (Role.MENTOR, ("p1", "p2"))):
        import_people(office.programme, _round(office), role, folder / f"{role.value}s.csv")
        for person in people:
            office.admit(person, role)
    for mentee, mentor in (("m1", "p1"), ("m2", "p2")):
        pair_by_hand(office.programme, _round(office), mentee, mentor, "sie kennen sich")
    office.day = ENDED
    for mentee in ("m1", "m2"):
        closing.close(office.programme, _round(office), mentee, "completed")
    return office


def _round(office: OfficeAtWork) -> Round[object]:
    return office.programme.round("r1")
