"""P12 on the screens: in a real terminal, with hostile texts wherever people can type one, nothing but text comes of
them.

What the UI itself writes to a terminal with harmless records stands in `control_sequences.txt`; after a change of
Textual, `GELEIT_GOLDENS=write pytest -m soak tests/tui/test_hostile_screens.py` writes it anew.
"""

from __future__ import annotations

import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from textual.pilot import Pilot

from geleit.display import safe
from geleit.model.lifecycle import PartState
from geleit.model.office import Contact
from geleit.model.people import Participation, Person, Role
from geleit.model.sessions import Event
from geleit.programme import Programme
from geleit.programme.proposals import drafting
from geleit.standard.fields import Mentor
from geleit_tui.app import GeleitApp
from geleit_tui.areas import ROOMS
from tests.faults.furnished import FURTHER, NAMES, PAYLOADS, clock, furnished, is_harmless
from tests.tui.app_at_work import SIZE, SMALL, at_work
from tests.tui.tour import Stop, left, opened, pages

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")

HERE = Path(__file__).parent
KNOWN = HERE / "control_sequences.txt"
TEXTS = [*PAYLOADS, *FURTHER, *NAMES]
PLAIN = [f"Ada {number}" for number in range(len(TEXTS))]
HANGING = 900
"""Seconds after which a tour is taken for hanging; nothing else depends on it."""

SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])|[\x00-\x1f\x7f-\x9f]"
)
"""What a terminal does not show but obeys (ECMA-48): CSI, OSC and other strings, escapes, single controls."""


@attrs.frozen
class Toured:
    """A tour: what its process noted, and every byte it wrote to the terminal."""

    noted: dict[str, Any]
    written: str

    @property
    def sequences(self) -> set[str]:
        """The kinds of control sequences, numbers left out, and the mouse pointer's shape (OSC 22)."""
        found = {re.sub(r"(?<=\]22;)[a-z-]+", "default", one) for one in SEQUENCE.findall(self.written)}
        kinds = {re.sub(r"[\d;:]+", "#", one) for one in found}
        return {one.replace("\x1b", "ESC").replace("\x07", "BEL").strip("\r\n") for one in kinds} - {""}

    @property
    def shown(self) -> str:
        """What is left for people to read."""
        return SEQUENCE.sub("\n", self.written)


def office(folder: Path, texts: Sequence[str]) -> Path:
    """An organisation with each of the texts everywhere, mentors with a place, and a draft; returns its configuration."""
    made = furnished(folder, texts)
    with Programme.open(made.config, clock=clock, account="anna") as programme:
        for place, text in enumerate(one for one in texts if "\0" not in one):
            day = date(2026, 3, 1)
            with programme.store.write("more") as tx:
                tx.add(Person(id=f"n{place}", given_name=text[:500], family_name=text[:500]))
                tx.add(
                    Participation(
                        id=f"np{place}", person=f"n{place}", role=Role.MENTOR, state=PartState.AVAILABLE,
                        round="r1", since=day, applied_on=day, reason=text[:500],
                    )
                )  # fmt: skip
                tx.save_fields("mentor_fields", f"np{place}", Mentor(company=text[:500]))
                tx.add(
                    Event(id=f"v{place}", round="r1", title=text[:500], held_on=day, place=text[:500], by=text[:500])
                )
                tx.add(Contact(id=f"z{place}", person=f"n{place}", on=day, kind=text[:100], note=text, by=text[:100]))
        drafting.propose(programme, programme.round())
    return made.config


def toured(folder: Path, texts: Sequence[str], size: tuple[int, int], **told: Any) -> Toured:
    """Walk through every room in a terminal of this size."""
    import fcntl
    import pty
    import termios

    config, result = office(folder, texts), folder / "tour.json"
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    hidden = ("GELEIT_", "LC_", "LANG", "TEXTUAL", "COLUMNS", "LINES", "NO_COLOR")
    environ = {key: value for key, value in os.environ.items() if not key.startswith(hidden)}
    with (folder / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.tui.in_a_terminal", str(config), str(result), json.dumps(told)],
            cwd=HERE.parents[1],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**environ, "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        )
        os.close(slave)
        written = _read(master, process, errors.fileno())
    shown = written.decode("utf-8")
    assert result.exists(), shown[-4_000:]
    return Toured(json.loads(result.read_text(encoding="utf-8")), shown)


def _read(master: int, process: subprocess.Popen[bytes], copy: int) -> bytes:
    found = bytearray()
    end = time.monotonic() + HANGING
    try:
        while time.monotonic() < end:
            if not select.select([master], [], [], 0.5)[0]:
                continue
            try:
                block = os.read(master, 1 << 16)
            except OSError:  # the terminal's other end is closed: the process has ended
                break
            if not block:
                break
            found += block
            os.write(copy, block)
        else:
            process.send_signal(signal.SIGKILL)
            pytest.fail("the tour does not end")
    finally:
        os.close(master)
        process.wait()
    return bytes(found)


def proven(tour: Toured) -> None:
    """Every room was opened, nothing failed, no text ran anything, and the terminal got text and what it always gets."""
    noted = tour.noted
    assert noted["failure"] is None
    assert noted["failed"] == []
    assert noted["rooms"].keys() == ROOMS.keys()
    assert noted["left"] and noted["pwned"] == 0
    assert noted["strange"] == []
    assert tour.sequences - set(KNOWN.read_text(encoding="utf-8").splitlines()) == set()
    assert "\x1b]52" not in tour.written and "\x1b]0;title" not in tour.written
    assert {letter for letter in set(tour.shown) - {"\n"} if not is_harmless(letter)} == set()
    assert all(is_harmless(line) for line in noted["texts"])


def unshown(lines: Iterable[str], texts: Sequence[str]) -> list[str]:
    """The texts that stand nowhere on the screens as they are."""
    seen = "\n".join(lines)
    return [text for text in texts if safe(text) not in seen]


def test_hostile_texts_drive_no_screen(tmp_path: Path) -> None:
    """P12: all payloads at once in every list, one of them in every room about somebody or something, at 80×24: no
    crash, no action, no control bytes beyond those of harmless records."""
    texts = [*PAYLOADS, *FURTHER]
    places = [PAYLOADS.index("[@click=app.pwn]Klick[/]")]
    proven(toured(tmp_path / "office", texts, SMALL, places=places, language="de", pages=3, steps=False))


def test_real_names_in_other_scripts_are_shown_as_they_are(tmp_path: Path) -> None:
    """P12: each of the ten stands letter for letter in every list of people, pairs and firms."""
    seen: dict[str, list[str]] = {}

    async def look_around(app: GeleitApp, pilot: Pilot[Any]) -> None:
        for room in ("people", "pairs", "employers", "matching_table"):
            await left(app, pilot)
            await opened(app, pilot, Stop(room))
            seen[room] = [line for one in await pages(app, pilot) for line in one.text.splitlines()]

    with Programme.open(office(tmp_path / "office", NAMES), clock=clock, account="anna", language="de") as programme:
        at_work(programme, look_around, size=SMALL)
    assert {room: unshown(lines, NAMES) for room, lines in seen.items()} == {room: [] for room in seen}


@pytest.mark.soak
@pytest.mark.parametrize("size", [SMALL, SIZE], ids=["80x24", "140x40"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_hostile_text_in_every_room_and_dialog(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """P12: the same for each text as the one that a room is about, with a look at what every step opens."""
    tour = toured(
        tmp_path / "office", TEXTS, size, places=[*range(len(TEXTS))], language=language, pages=20, steps=True
    )
    proven(tour)
    assert unshown(tour.noted["texts"], NAMES) == []


@pytest.mark.soak
def test_what_the_screens_write_with_harmless_records_is_what_is_known(tmp_path: Path) -> None:
    """The baseline: with plain names in all places, the same kinds of control sequences and no others."""
    tour = toured(tmp_path / "office", PLAIN, SMALL, places=[0, 1], language="de", pages=4, steps=True)
    if os.environ.get("GELEIT_GOLDENS") == "write":
        KNOWN.write_text("\n".join(sorted(tour.sequences)) + "\n", encoding="utf-8")
    proven(tour)
    assert tour.sequences == set(KNOWN.read_text(encoding="utf-8").splitlines())
