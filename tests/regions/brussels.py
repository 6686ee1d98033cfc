"""Mentoring in Brussels, in French and Dutch: for people from 18 to 33 and from 50 on."""

from typing import Any

import geleit
from geleit import Per, Role, Rule, Who, any_of, at_least, between, hookimpl, standard

PLACES = geleit.Territories([geleit.Territory("BE100", {"fr": "Bruxelles", "nl": "Brussel"})])
AGE = Rule("BXL-AGE", any_of(between("age", 18, 33), at_least("age", 50)), source="leaflet 2026")


@hookimpl
def geleit_region() -> geleit.Region:
    return geleit.Region(name="brussels", country="BE", languages=("fr", "nl"), host_languages=("fr", "nl"),
                         territories=PLACES, mentee=geleit.Mentee, mentor=geleit.Mentor, written_for="0.1")  # fmt: skip


@hookimpl
def geleit_eligibility(round_: geleit.Round[Any]) -> geleit.Eligibility:
    mentees = standard.rules(Role.MENTEE, without=["ST-AGE"])
    return geleit.Eligibility(mentee=[AGE, *mentees], mentor=standard.rules(Role.MENTOR))


@hookimpl
def geleit_sessions(round_: geleit.Round[Any]) -> geleit.SessionPolicy:
    exchange = geleit.Milestone("mentors_exchange", geleit.Due(months=6), who=Who.MENTOR, times=2, group=True)
    return geleit.SessionPolicy(months=6, clock=geleit.Clock.FIRST_MEETING, milestones=[exchange],
                                dose=geleit.Dose(2, 3, Per.WEEK))  # fmt: skip
