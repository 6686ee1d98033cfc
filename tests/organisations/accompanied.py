"""Pairs with a dose and cases with stages, each under way for a while: what lists, one pair's screen and a board read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from shutil import copytree

from geleit.model.people import Role
from geleit.programme import Programme, closing, milestones, partnerships, sessions
from geleit.programme.proposals import publishing
from tests.organisations.bundled import BundledOffice
from tests.organisations.office import OfficeAtWork

PERSON = "id;given_name;family_name;languages"
COLLEAGUE = f"{PERSON};fte"
KICK_OFF = date(2026, 1, 20)


def _people(names: Iterable[tuple[str, str, str]], *more: str) -> list[tuple[str, ...]]:
    return [(id_, given, family, "de:C1", *more) for id_, given, family in names]


def tandems(folder: Path) -> BundledOffice:
    """Half a year with hours and events on 20 April: Amal met four times, Bea once in January, Cem's pair is over."""
    office = BundledOffice(folder, "austria_wko", end="end = 2026-07-11\n")
    office.bring(Role.MENTEE, PERSON, *_people([("m1", "Amal", "Öz"), ("m2", "Bea", "Müller"), ("m3", "Cem", "Ak")]))
    office.bring(
        Role.MENTOR,
        PERSON,
        *_people([("p1", "Tom", "Groß"), ("p2", "Uli", "Mayr"), ("p3", "Vera", "Lang"), ("p4", "Willi", "Kern")]),
    )
    programme, round_ = office.programme, office.round
    for mentee, mentor in (("m1", "p1"), ("m2", "p2"), ("m3", "p3")):
        publishing.pair_by_hand(programme, round_, mentee, mentor, "gleicher Beruf")
    office.day = date(2026, 4, 20)
    for day in (date(2026, 1, 20), date(2026, 2, 10), date(2026, 3, 12), date(2026, 4, 14)):
        sessions.log_session(programme, round_, "m1", day, minutes=90, topics=["T01"], note="über den Lebenslauf")
    sessions.log_session(programme, round_, "m2", date(2026, 1, 22), minutes=60)
    sessions.state_month(programme, round_, "m1", date(2026, 2, 1), meetings=2, minutes=300)
    milestones.hold_event(
        programme, round_, "Auftakt", KICK_OFF, milestone="kick_off", present=["m1", "p1", "m2"], absent=["p2"]
    )
    milestones.agree_goal(programme, round_, "m1", "Drei Bewerbungen bis Mai")
    closing.close(programme, round_, "m3", "no_time", on=date(2026, 3, 1))
    return office


def cases(folder: Path) -> BundledOffice:
    """A caseload on 20 April: Nina has three of at most four cases, Olaf one of two, Paul none; stages, no end."""
    office = BundledOffice(folder, "saxony_refugees", "caseload_warning = 3", "caseload_cap = 4", "caseload_stop = 4")
    office.bring(
        Role.MENTEE,
        PERSON,
        *_people([("c1", "Dana", "Ali"), ("c2", "Emre", "Bayar"), ("c3", "Fata", "Can"), ("c4", "Goran", "Dal")]),
    )
    posts = ((("n", "Nina", "Roth"), "1"), (("o", "Olaf", "Senf"), "0,5"), (("q", "Paul", "Voigt"), "1"))
    office.bring(Role.MENTOR, COLLEAGUE, *(_people([who], post)[0] for who, post in posts))
    programme, round_ = office.programme, office.round
    for mentee, mentor in (("c1", "n"), ("c2", "n"), ("c3", "n"), ("c4", "o")):
        publishing.pair_by_hand(programme, round_, mentee, mentor, "gleicher Bezirk")
    for mentee in ("c1", "c2", "c4"):
        partnerships.sign_agreement(programme, round_, mentee, signed_on=office.day)
    office.day = date(2026, 4, 20)
    sessions.log_session(programme, round_, "c1", date(2026, 4, 13), minutes=45, topics=["C02"])
    return office


def once_more(office: BundledOffice, folder: Path, staff: str | None = None) -> OfficeAtWork:
    """The same organisation in another folder, as it was left, in German; with `staff`, somebody of that role is at
    work in it."""
    copytree(office.folder, folder, dirs_exist_ok=True)
    config = folder / office.config.name
    if staff:
        with config.open("a", encoding="utf-8") as file:
            file.write(f"[staff]\nsomebody = {staff}\n")
    copied = object.__new__(OfficeAtWork)
    copied.config, copied.folder, copied.day = config, folder, office.day
    copied.programme = Programme.open(config, clock=copied.now, randomness=Random(2), account="somebody", language="de")
    return copied
