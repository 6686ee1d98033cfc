"""`geleit match` as a coordinator meets it: what it prints, what it keeps, and what happens when it is stopped."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geleit.cli import main
from geleit.model.partnerships import Proposal
from tests.organisations.drafted import at_work
from tests.organisations.office import OfficeAtWork

LATE = 60.0
"""Seconds after which a process is taken for hanging; nothing else depends on it."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeAtWork]:
    """Four mentees and three mentors, everybody admitted; the reader's language is German."""
    for name in ("GELEIT_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GELEIT_NOW", "2026-01-13T09:00:00+00:00")
    made = at_work(tmp_path)
    yield made
    made.programme.close()


def said(office: OfficeAtWork, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    """What `match` prints for the office, as data and as messages."""
    capsys.readouterr()
    assert main(["match", str(office.config), *words]) == code
    out, err = capsys.readouterr()
    return out, err


def test_it_reads_like_a_note(office: OfficeAtWork, capsys: pytest.CaptureFixture[str]) -> None:
    """Pairs with a sentence each, who is left out and why, then a line each about the whole."""
    out, err = said(office, capsys)
    lines = out.splitlines()
    assert lines[0] == "3 Paare vorgeschlagen:"
    assert lines[1].startswith("  Amal Muster & Tom Muster (10,00): Amal Muster und Tom Muster: ")
    proven = "Für das Ziel „möglichst viele Mentees mit Mentor:in“ gibt es nach diesen Regeln keine bessere Zuordnung."
    assert lines[4:11] == [
        "Ohne Mentor:in:",
        "  Dana Muster: Alle 3 Mentor:innen mit freiem Platz sind ausgeschlossen: nicht im selben Bezirk (3).",
        "Summe: 24,00 Punkte",
        "Schwächstes Paar: Bea Muster & Uli Muster mit 5,00 Punkten",
        "Keine zwei wären beide lieber miteinander als so wie vorgeschlagen.",
        f"Nachgewiesen: {proven}",
        "Wer eine Mentor:in bekommt (Menschen und Anteil der Gruppe)",
    ]
    assert "geleit decide" in err
    english, _ = said(office, capsys, "--language", "en")
    assert "Weakest pair: Bea Muster & Uli Muster with 5.00 points" in english


def test_its_data_are_whole_numbers_that_add_up(office: OfficeAtWork, capsys: pytest.CaptureFixture[str]) -> None:
    """Scores, contributions and totals in ten-thousandths of a point, people by their ids, the proof beside them."""
    found = json.loads(said(office, capsys, "--json", "--seed", "3", "--round", "c")[0])
    assert {
        "round", "objective", "total", "pairs", "unmatched", "blocking_pairs", "equity", "certificate", "seed",
        "region", "region_version",
    } <= set(found)  # fmt: skip
    assert (found["round"], found["objective"], found["seed"], found["total"]) == ("c", "most_matched", 3, 240_000)
    for pair in found["pairs"]:
        assert pair["score"] == sum(part["contribution"] for part in pair["criteria"])
        assert all(isinstance(part["contribution"], int) for part in pair["criteria"])
    assert [(one["mentee"], one["reason_code"]) for one in found["unmatched"]] == [("m4", "vetoed")]
    assert found["blocking_pairs"] == {"count": 0, "pairs": []}
    assert (found["certificate"]["verified"], found["certificate"]["bound"]) == (True, 240_000)
    office.programme.close()
    assert office.open(2).store.one(Proposal, found["proposal"]).total == 240_000


def test_who_would_rather_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two mentees are served by two pairs of which one of each would leave for the other; the stable answer says who is
    then left out, and promises no total."""
    office = at_work(tmp_path, mentees={"m1": "Amal;5", "m2": "Bea;-3"}, mentors={"p1": "Tom;5", "p2": "Uli;13"})
    office.programme.close()
    out, _ = said(office, capsys, "--language", "de")
    assert "Zwei wären beide lieber miteinander als so wie vorgeschlagen: Amal Muster & Tom Muster\n" in out
    assert json.loads(said(office, capsys, "--json")[0])["blocking_pairs"] == {
        "count": 1,
        "pairs": [{"mentee": "m1", "mentor": "p1"}],
    }
    stable = json.loads(said(office, capsys, "--json", "--objective", "stable")[0])
    assert [one["reason_code"] for one in stable["unmatched"]] == ["places_taken"]
    assert (stable["blocking_pairs"]["count"], stable["certificate"]["bound"]) == (0, None)
    assert (
        "Keine zwei wären beide lieber miteinander als so wie vorgeschlagen."
        in said(office, capsys, "--objective", "stable")[0]
    )


def test_objectives_are_shown_side_by_side_and_nothing_is_kept(
    office: OfficeAtWork, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --compare; an objective of one's own contradicts it."""
    out, _ = said(office, capsys, "--compare")
    assert "möglichst viele Mentees" in out
    found = json.loads(said(office, capsys, "--compare", "--json")[0])
    assert {one["objective"] for one in found["objectives"]} == {"most_matched", "best_total", "fairest", "stable"}
    assert "--objective" in said(office, capsys, "--compare", "--objective", "stable", code=2)[1]
    assert office.programme.store.count(Proposal) == 0


SLOW = '''

def patiently(one, other):
    """Takes its time with a certain mentee."""
    if one.points == 9:
        __import__("time").sleep(60)
    return float(one.district == other.district)
'''


@pytest.mark.skipif(os.name != "posix", reason="a terminal and its Ctrl+C are made as Unix does it")
def test_ctrl_c_leaves_everything_as_it_was_and_says_so(office: OfficeAtWork) -> None:
    """After a second the terminal shows how far it is; the interrupted process ends with 130, and no draft was kept."""
    office.programme.close()
    region = office.folder / "tiny.py"
    source = region.read_text(encoding="utf-8")
    slow = source.replace("lambda one, other: float(one.district == other.district)", "patiently")
    assert slow != source
    region.write_text(slow + SLOW, encoding="utf-8")
    terminal, end = os.openpty()
    known = {key: value for key, value in os.environ.items() if not key.startswith(("GELEIT_", "LC_", "LANG"))}
    with subprocess.Popen(
        [sys.executable, "-m", "geleit", "match", str(office.config)],
        stdout=subprocess.PIPE,
        stderr=end,
        env={**known, "LANG": "de_DE.UTF-8"},
    ) as process:
        os.close(end)
        shown = _until(terminal, "%")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=LATE)
        shown += _until(terminal, None)
    os.close(terminal)
    assert process.returncode == 130
    assert out == b""
    assert "Passung aller Paare berechnen" in shown
    assert shown.rstrip().endswith("Abgebrochen. Es ist kein Vorschlag entstanden, und nichts wurde geändert.")
    assert office.open(2).store.count(Proposal) == 0


def _until(terminal: int, expected: str | None) -> str:
    """What a terminal shows until something stands there, or until there is nothing more to come."""
    shown = b""
    while expected is None or expected.encode() not in shown:
        ready, _, _ = select.select([terminal], [], [], LATE)
        assert ready, shown
        try:
            more = os.read(terminal, 4096)
        except OSError:  # Linux says so where nobody holds the other end any more
            break
        if not more:
            break
        shown += more
    return shown.decode()
