"""P14: a region cannot end the program, and it cannot keep the user from ending it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geleit.questions.calling import Raised, attempt

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

RUN = """
import fcntl, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)
from geleit.cli import main
sys.exit(main(["screen", sys.argv[1]]))
"""
WAITING = """
def waiting():
    import time
    print("waiting", flush=True)
    for _ in range(600):
        time.sleep(0.1)
"""
PLACES = {
    "a hook": WAITING
    + """
@hookimpl
def geleit_sessions(round_):
    waiting()
""",
    "a hook that swallows everything": WAITING
    + """
@hookimpl
def geleit_sessions(round_):
    try:
        waiting()
    except BaseException:
        pass
    return SessionPolicy()
""",
    "the import": WAITING + "waiting()\n",
    "a rule": WAITING
    + """
def judged(dossier):
    waiting()
    return True

@hookimpl
def geleit_extend(round_):
    rule = Rule("XX", geleit.rule(judged, reads=("age",), label="field.birth_date"))
    return Extension(rules=Eligibility(mentee=(rule,)))
""",
}


def pressed(command: list[str], environ: dict[str, str]) -> tuple[int, str]:
    """Run a command at a terminal of its own, press Ctrl+C once it says that it waits; its exit code and output."""
    here, there = os.openpty()
    process = subprocess.Popen(
        command,
        stdin=there,
        stdout=there,
        stderr=there,
        env=environ,
        start_new_session=True,
    )
    os.close(there)
    said = b""
    try:
        sent = False
        while select.select([here], [], [], 60)[0]:
            try:
                read = os.read(here, 4096)
            except OSError:  # the terminal is gone when the last process has left it
                break
            if not read:
                break
            said += read
            if b"waiting" in said and not sent:
                os.write(here, b"\x03")
                sent = True
        return process.wait(60), said.decode(errors="replace")
    finally:
        process.kill()
        os.close(here)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is made by the POSIX way")
@pytest.mark.parametrize("place", PLACES)
def test_ctrl_c_at_the_terminal_ends_the_program_wherever_a_region_waits(house: House, place: str) -> None:
    """P14: the user's Ctrl+C is not taken for a fault of the region and not swallowed by it: exit code 130."""
    extends = place == "a rule"
    config = house.organisation("healthy", ("waiting",) if extends else ())
    house.fill(house.organisation("healthy"))
    if extends:
        labels = '[rule]\nXX = { de = "XX", en = "XX" }\n'
        house.install("waiting", PLACES[place], who=False, rules=False, labels=labels, group="geleit.extensions")
        config = house.organisation("healthy", ("waiting",))
    else:
        house.install("healthy", PLACES[place])
    path = os.pathsep.join(filter(None, (str(house.site), os.environ.get("PYTHONPATH"))))
    environ = {**os.environ, "PYTHONPATH": path}
    code, said = pressed([sys.executable, "-c", RUN, str(config)], environ)
    assert code == 130, said
    assert "healthy-dist" not in said and "Traceback" not in said


def _interrupt() -> None:
    raise KeyboardInterrupt


def _leave() -> None:
    raise SystemExit(3)


def _deaf() -> str:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return "done"


class _Mute(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no words")


def _mute() -> None:
    raise _Mute


@pytest.mark.parametrize(
    ("function", "fault"), [(_interrupt, "KeyboardInterrupt"), (_leave, "SystemExit: 3"), (_mute, "_Mute")]
)
def test_what_a_function_raises_by_itself_is_its_fault_in_any_thread(
    function: Callable[[], None], fault: str, tmp_path: Path
) -> None:
    """P14: without a key pressed, no exception of whatever kind leaves a region's function as it is."""
    found: list[str] = []

    def run() -> None:
        try:
            attempt(function)
        except Raised as raised:
            found.append(raised.fault)

    run()
    worker = threading.Thread(target=run)
    worker.start()
    worker.join()
    assert found == [fault, fault]


def test_a_region_cannot_make_the_program_deaf_to_ctrl_c() -> None:
    """P14: what handles the key before a region's function handles it afterwards."""
    before = signal.getsignal(signal.SIGINT)
    assert attempt(_deaf) == "done"
    assert signal.getsignal(signal.SIGINT) is before


def test_a_message_without_end_is_cut() -> None:
    """P14: a fault is one line that can be read."""

    def shout() -> None:
        raise ValueError("no\n" * 10_000)

    with pytest.raises(Raised) as caught:
        attempt(shout)
    assert caught.value.fault.startswith("ValueError: no no") and len(caught.value.fault) < 400
    assert "\n" not in caught.value.fault
