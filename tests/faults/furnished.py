"""An organisation in which hostile texts stand wherever people can type one: names, notes, employers, goals, tasks."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from geleit.errors import StoreError
from geleit.model.lifecycle import PairState, PartState
from geleit.model.office import Employer, EmployerContact, Request, RequestKind, Task
from geleit.model.outcomes import FollowUp, Goal, Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Person, Role
from geleit.model.sessions import Session
from geleit.programme import Programme
from geleit.programme.rounds import open_round
from geleit.standard.fields import Mentee, Mentor

HERE = Path(__file__).parent
TEXTS: Mapping[str, Any] = json.loads((HERE / "hostile_texts.json").read_text(encoding="utf-8"))
PAYLOADS = [text * times for text, times in TEXTS["payloads"]]
FURTHER = [text * times for text, times in TEXTS["further"]]
NAMES: Sequence[str] = TEXTS["names"]
BIDI = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
STEERING = BIDI | {"\u2028", "\u2029", "\ufeff"}
DAY = date(2026, 3, 1)
LISTED = "li\x1b]0;x\x07st.csv"

CONFIG = """
[organisation]
name = {name}
languages = ["de", "en"]
timezone = "Europe/Berlin"
[programme]
region = "./brussels.py"
title = {name}
[database]
path = "data/names.db"
protection = "disk"
[[rounds]]
id = "r1"
title = {name}
start = 2026-01-01
end = 2026-06-30
"""


def is_harmless(text: str) -> bool:
    """Whether nothing in a text can act on a terminal or turn its lines around."""
    return not any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} or c in STEERING for c in text)


class Office(NamedTuple):
    """A configuration, and a pair whose goals can be listed."""

    config: Path
    pair: str


def furnished(folder: Path, texts: Sequence[str]) -> Office:
    """An organisation with a mentee, a mentor, a pair and everything else for each of the texts, each of which stands
    wherever people can type one."""
    folder.mkdir()
    for name in ("brussels.py", "brussels.labels.toml"):
        shutil.copyfile(HERE.parent / "regions" / name, folder / name)
    config = folder / "office.toml"
    title = json.dumps(
        "".join(text for text in texts if len(text) < 100 and "\0" not in text)[:500], ensure_ascii=False
    )
    config.write_text(CONFIG.format(name=title), encoding="utf-8")
    listed = ['id;Vorname;Nachname;Geburtsdatum;"a\u202eb"']
    # A NUL would refuse the list before any of its other cells is looked at.
    listed += [f'i{place};"{text}";"{text}";"{text[:20]}";1' for place, text in enumerate(texts) if "\0" not in text]
    (folder / LISTED).write_bytes("\n".join(line for line in listed if len(line) < 9_000).encode())
    with Programme.open(config, clock=clock, account="anna") as programme:
        open_round(programme, "r1")
        for place, text in enumerate(texts):
            if "\0" in text:
                with pytest.raises(StoreError), programme.store.write() as tx:
                    tx.add(Person(id="nul", given_name=text, family_name="K"))
                continue
            with programme.store.write(text) as tx:
                for record in _records(place, text):
                    tx.add(record)
                for part in ("a", "w"):
                    tx.save_fields("mentee_fields", f"{part}{place}", Mentee())
                tx.save_fields("mentor_fields", f"b{place}", Mentor(company=text))
    return Office(config, "c0")


def _records(place: int, text: str) -> list[Any]:
    """What there is about one mentee and one mentor, every free text of it the same."""
    id_, whole, text = f"{text[:40]}{place}", text, text[:1_000]
    who: dict[str, Any] = {"given_name": whole, "family_name": text, "email": text, "phone": text}
    part: dict[str, Any] = {"round": "r1", "since": DAY, "applied_on": DAY, "reason": text}
    a, b, c = f"a{place}", f"b{place}", f"c{place}"
    on: dict[str, Any] = {"partnership": c, "by": text}
    return [
        Person(id=id_, **who),
        Person(id=f"m{id_}", call_name=text, **who),
        Person(id=f"w{id_}", **who),
        Participation(
            id=f"w{place}", person=f"w{id_}", role=Role.MENTEE, state=PartState.ADMITTED, admitted_on=DAY, **part
        ),
        Participation(id=a, person=id_, role=Role.MENTEE, state=PartState.ADMITTED, admitted_on=DAY, **part),
        Participation(id=b, person=f"m{id_}", role=Role.MENTOR, state=PartState.AVAILABLE, **part),
        Partnership(
            id=c,
            round="r1",
            mentee=id_,
            mentor=f"m{id_}",
            mentee_part=a,
            mentor_part=b,
            state=PairState.ACTIVE,
            reason=text,
            decided_on=DAY,
            decided_by=text,
            started=DAY,
        ),
        Session(id=f"s{place}", held_on=DAY, minutes=60, note=text, **on),
        Goal(id=f"g{place}", text=text, agreed_on=DAY, **on),
        Outcome(
            id=f"o{place}",
            person=id_,
            participation=a,
            partnership=c,
            round="r1",
            category="JOB",
            began_on=DAY,
            employer=text,
            evidence=text,
            confirmed_by=text,
            note=text,
        ),
        FollowUp(id=f"f{place}", person=id_, participation=a, offset="exit_28", due_on=DAY, note=text),
        Employer(id=f"e{place}", name=text, sector=text, contact_person=text, email=text, phone=text),
        EmployerContact(id=f"k{place}", employer=f"e{place}", on=DAY, kind=text, note=text, by=text),
        Task(id=f"t{place}", title=text, owner=text, person=id_, partnership=c),
        Request(
            id=f"r{place}",
            person=id_,
            kind=RequestKind.RESTRICTION,
            received_on=DAY,
            deadline=DAY,
            by=text,
            note=text,
            decision=text,
            basis=text,
        ),
    ]


def clock() -> datetime:
    return datetime(2026, 3, 20, 9, tzinfo=UTC)
