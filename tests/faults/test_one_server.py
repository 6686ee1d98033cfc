"""The second documented deployment: one Linux server, several accounts of one group, at work at the same time."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import geleit
from tests.organisations.tiny import ON_DISK, configuration, laid_out

ANNA, BEN, CARL = 61001, 61002, 61003
EACH = 3
"""How many reminders each of two writes while the other does."""

TABLES = """
[staff]
{anna} = {{ role = "coordinator", name = "Anna Beispiel" }}
{ben} = {{ role = "assistant", name = "Ben Muster" }}

[[rounds]]
id = "r1"
title = "Round 1"
start = 2026-03-01
"""


class Server:
    """A folder that everybody may read, with a folder for the records that one group may."""

    def __init__(self, folder: Path, group: tuple[str, int], python: str, path: str) -> None:
        self.folder, self.group, self.python = folder, group, python
        self.environ = {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "LANG": "en_US.UTF-8", "PATH": os.defpath}
        self.data = folder / "data"

    def start(self, uid: int, *words: str) -> subprocess.Popen[str]:
        """Start a command as somebody; the third is not in the group. New files would be for the owner alone."""
        groups = [self.group[1]] if uid != CARL else []
        return subprocess.Popen(
            [self.python, "-m", "geleit", *words],
            cwd=self.folder,
            env=self.environ,
            user=uid,
            group=65534,
            extra_groups=groups,
            umask=0o077,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, uid: int, *words: str) -> tuple[int, str, str]:
        """Run a command as somebody to its end."""
        with self.start(uid, *words) as process:
            out, err = process.communicate()
        return process.returncode, out, err

    def modes(self) -> dict[str, str]:
        """What is in the folder of the records, and who may read it."""
        return {path.name: stat.filemode(path.stat().st_mode) for path in self.data.iterdir()}


def _python(path: str) -> str | None:
    """An interpreter that another account may start, with what this one has installed."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for one in (os.path.realpath(sys.executable), f"/usr/bin/python{version}", f"/usr/local/bin/python{version}"):
        try:
            tried = subprocess.run(
                [one, "-c", "import geleit.programme, geleit.store, sqlite_utils"],
                env={"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
                cwd="/",
                user=ANNA,
                group=65534,
                extra_groups=[],
                capture_output=True,
                check=False,
            )
        except OSError:
            continue
        if tried.returncode == 0:
            return one
    return None


@pytest.fixture
def server() -> Iterator[Server]:
    """A server's folder; the accounts are numbers without an entry, so that none has to be made."""
    if sys.platform != "linux":
        pytest.skip("the deployment on a server is for Linux")
    if os.getuid() != 0:
        pytest.skip("only root can start programs under several accounts")
    import grp

    groups = [one for one in grp.getgrall() if one.gr_gid not in (0, 65534)]
    path = os.pathsep.join(
        [str(Path(geleit.__file__).parents[1]), *(one for one in sys.path if "site-packages" in one)]
    )
    python = _python(path)
    if python is None or not groups:
        pytest.skip("no Python of this version can be started by other accounts")
    folder = Path(tempfile.mkdtemp(prefix="geleit-server-"))
    try:
        folder.chmod(0o755)
        text = configuration(
            TABLES.format(anna=ANNA, ben=BEN),
            languages=["en"],
            database="data/office.db",
            kept=(ON_DISK, f'group = "{groups[0].gr_name}"'),
        )
        laid_out(folder, text, file="office.toml")
        (folder / "data").mkdir()
        os.chown(folder / "data", 0, groups[0].gr_gid)
        (folder / "data").chmod(0o2770)
        yield Server(folder, (groups[0].gr_name, groups[0].gr_gid), python, path)
    finally:
        shutil.rmtree(folder)


def test_several_accounts_work_at_once_and_nothing_is_lost(server: Server) -> None:
    """P9, P16: two accounts write at the same time; every reminder is kept under the name of whoever wrote it, and all
    files stay open to the group and closed to others."""
    assert server.run(ANNA, "round", "open", "office.toml")[0] == 0
    at_work = [
        server.start(uid, "task", "add", "office.toml", f"{uid}-{number}")
        for number in range(EACH)
        for uid in (ANNA, BEN)
    ]
    ended = [(process.communicate(), process.returncode) for process in at_work]
    assert [code for _, code in ended] == [0] * 2 * EACH, ended
    _, out, _ = server.run(BEN, "task", "list", "office.toml", "--json")
    kept = {(task["title"], task["owner"]) for task in json.loads(out)}
    names = {ANNA: "Anna Beispiel", BEN: "Ben Muster"}
    assert kept == {(f"{uid}-{number}", name) for uid, name in names.items() for number in range(EACH)}
    modes = server.modes()
    assert {"office.db", "office.db.lock"} <= set(modes)
    assert set(modes.values()) == {"-rw-rw----"}
    assert {path.stat().st_gid for path in server.data.iterdir()} == {server.group[1]}


def test_whoever_opened_first_the_second_can_write(server: Server) -> None:
    """The files of the first account, the log of changes among them, do not lock the second out while both have the
    records open."""
    with subprocess.Popen(
        [
            server.python,
            "-c",
            (
                "import sys; from geleit.programme import Programme\n"
                "from geleit.programme.office import add_task\n"
                "with Programme.open('office.toml') as one:\n"
                "    add_task(one, 'first'); print('open', flush=True); sys.stdin.read(); add_task(one, 'third')\n"
            ),
        ],
        cwd=server.folder,
        env=server.environ,
        user=ANNA,
        group=65534,
        extra_groups=[server.group[1]],
        umask=0o077,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as first:
        assert first.stdout is not None and first.stdin is not None
        assert first.stdout.readline() == "open\n"
        code, _, err = server.run(BEN, "task", "add", "office.toml", "second")
        assert code == 0, err
        assert set(server.modes().values()) == {"-rw-rw----"}, server.modes()
        first.stdin.close()
        assert first.wait() == 0
    _, out, _ = server.run(ANNA, "task", "list", "office.toml", "--json")
    assert {task["title"] for task in json.loads(out)} == {"first", "second", "third"}


def test_roles_follow_the_account_and_strangers_stay_outside(server: Server) -> None:
    """P9: an assistant exports nothing, whatever the environment says; an account that is not listed gets no further
    than the list, one outside of the group cannot read the file."""
    assert server.run(ANNA, "round", "open", "office.toml")[0] == 0
    server.environ |= {"USER": str(ANNA), "LOGNAME": str(ANNA), "GELEIT_AS": "Ben Muster"}
    code, _, err = server.run(BEN, "export", "office.toml", "people")
    assert code == 1 and "Ben Muster" in err and "export data" in err
    del server.environ["GELEIT_AS"]
    code, _, err = server.run(CARL, "task", "list", "office.toml")
    assert code == 1 and str(CARL) in err
    read = subprocess.run(
        ["cat", str(server.data / "office.db")],
        user=CARL,
        group=65534,
        extra_groups=[],
        capture_output=True,
        check=False,
    )
    assert read.returncode != 0 and read.stdout == b""
