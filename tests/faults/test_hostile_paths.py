"""P13: no name of a report, a region, a round or a file leads anywhere but where it is meant to."""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geleit.cli import main
from geleit.config import load, local_path, write_local
from geleit.errors import ConfigError, RegionError, UsageError
from geleit.files.new_file import create, inside, write_new
from geleit.model.people import Role
from geleit.programme import Programme, applications
from geleit.vocabulary.file_names import is_name

HERE = Path(__file__).parent
CORE = HERE.parents[1] / "core" / "geleit"
PATHS = {
    "parent": "../x",
    "parent on Windows": "..\\x",
    "absolute": "/abs/x",
    "a drive": "C:\\x",
    "another machine": "\\\\host\\x",
    "con": "con",
    "nul": "nul",
    "a device with an ending": "aux.txt",
    "a dot at the end": "x.",
    "a blank at the end": "x ",
    "empty": "",
    "65 letters": "x" * 65,
    "upper case": "X",
    "home": "~",
    "a variable": "$HOME",
    "percent signs": "%2e%2e",
    "NUL inside": "a\0b",
    "a newline inside": "a\nb",
    "a look-alike slash": "a\u2215b",
}
"""Nineteen of the twenty; the twentieth is a symbolic link that leads out."""

LITERAL = {"65 letters", "upper case", "home", "a variable", "percent signs", "a look-alike slash"}
"""What no system reads as anything but a name: a file that an operator calls so is called so, in the folder meant."""

CONFIG = """
[organisation]
name = "../../evil"
languages = ["de", "en"]
timezone = "Europe/Berlin"
[programme]
region = "./brussels.py"
title = "/evil"
[database]
path = "data/paths.db"
protection = "disk"
[[rounds]]
id = "r1"
title = "../evil"
start = 2026-01-01
end = 2026-06-30
"""
REPORTING = '''

@hookimpl
def geleit_reports(round_: geleit.Round[Any]) -> list[Any]:
    """One report, called as a file beside says."""
    from pathlib import Path

    import attrs

    code = Path(__file__).with_name("code.txt").read_bytes().decode()
    return [attrs.evolve(standard.reports(round_)[0], code=code)]
'''
Tree = dict[str, str]


def tree(folder: Path) -> Tree:
    """Every path below a folder: what a file holds, where a link leads."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {os.readlink(path)}"
        elif path.is_file() and "/data/" not in f"/{name}":
            found[name] = path.read_bytes().hex()
    return found


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, within one that must stay as it is; an organisation and a round with hostile names."""
    folder = tmp_path / "outer" / "office"
    folder.mkdir(parents=True)
    for name in ("brussels.py", "brussels.labels.toml"):
        shutil.copyfile(HERE.parent / "regions" / name, folder / name)
    (folder / "office.toml").write_text(CONFIG, encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GELEIT_NOW", "2026-03-20T09:00:00+00:00")
    monkeypatch.setenv("GELEIT_LANGUAGE", "en")
    return folder


def test_twenty_paths_and_one_rule() -> None:
    """P13: none of the catalogue can be the name of anything that the program itself puts into a file."""
    assert len(PATHS) == 19
    assert [path for path in PATHS.values() if is_name(path)] == []
    assert all(map(is_name, ("outcomes", "a-1_b", "9", "x" * 64, "console")))
    assert not any(map(is_name, ("-a", "_a", "com1", "lpt9", "prn", "ä", "a b", "a.b", "x\n", "０")))


@pytest.mark.parametrize("case", PATHS)
def test_nothing_is_named_by_a_code_that_is_no_name(case: str, tmp_path: Path) -> None:
    """P13: the one function that turns a code into a path refuses it."""
    for suffix in ("", ".csv"):
        with pytest.raises(UsageError) as caught:
            inside(tmp_path, PATHS[case], suffix)
        assert caught.value.sentence.code == "output.outside"
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("case", PATHS)
def test_no_report_has_such_a_code(case: str, office: Path) -> None:
    """P13: a region that names a report so is told so before anything is worked out."""
    region = office / "brussels.py"
    region.write_text(region.read_text(encoding="utf-8") + REPORTING, encoding="utf-8")
    (office / "code.txt").write_bytes(PATHS[case].encode())
    with Programme.open(office / "office.toml", clock=_clock) as programme, pytest.raises(RegionError) as caught:
        programme.answers(programme.round())
    assert "no file can be named" in caught.value.in_language("en", programme.labels)


def _clock() -> datetime:
    return datetime(2026, 3, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize("case", PATHS)
def test_no_region_round_or_extension_has_such_a_name(case: str, office: Path) -> None:
    """P13: refused where the configuration is read, at its line."""
    path, config = PATHS[case], office / "office.toml"
    quoted = '"' + path.replace("\\", "\\\\").replace("\0", "\\u0000").replace("\n", "\\n") + '"'
    for old, new, key in (
        ('"./brussels.py"', quoted, "programme.region"),
        ('"./brussels.py"', f'"./{quoted[1:-1]}.py"', "programme.region"),
        ('id = "r1"', f"id = {quoted}", "rounds[0].id"),
        ('title = "/evil"', f'title = "x"\nextensions = [{quoted}]', "programme.extensions"),
    ):
        config.write_text(CONFIG.replace(old, new), encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            load(config)
        assert [problem.key.removesuffix("[0]") for problem in caught.value.problems] == [key]


@pytest.mark.parametrize("case", PATHS)
def test_no_command_takes_such_a_region(case: str, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """P13: `init` and `demo` refuse it; no code outside the folder is run, and nothing is written."""
    trap = office.parent / "x.py"
    trap.write_text("raise SystemExit('code from elsewhere was run')", encoding="utf-8")
    before = tree(office.parents[1])
    for words in (
        ("init", "new.toml", "--region", PATHS[case], "--name", "Verein"),
        ("init", "new.toml", "--region", f"{PATHS[case]}.py", "--name", "Verein"),
        ("demo", PATHS[case]),
    ):
        assert main(words) in (1, 2)
        said = capsys.readouterr().err
        assert said.strip()
        assert "Traceback" not in said
        assert "code from elsewhere" not in said
    assert tree(office.parents[1]) == before


Make = Callable[[str], tuple[str, ...]]
MAKES: dict[str, tuple[Make, str]] = {
    "export": (lambda out: ("export", "office.toml", "people", "--out", out), ""),
    "export of a workbook": (lambda out: ("export", "office.toml", "people", "--out", out), ".xlsx"),
    "report": (lambda out: ("report", "office.toml", "funnel", "--out", out), ""),
    "init": (lambda out: ("init", out, "--region", "./brussels.py", "--name", "Verein"), ""),
}


@pytest.mark.parametrize("make", MAKES)
def test_a_file_is_written_where_it_was_meant_or_not_at_all(
    make: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """P13: an operator's own path is the operator's; what a path could mean elsewhere is refused with a sentence, and
    nothing is expanded, decoded or followed."""
    words, ending = MAKES[make]
    outer = office.parents[1]
    written = []
    for case, path in PATHS.items():
        out = str(outer / path.lstrip("/")) if case == "absolute" else path
        out += ending if out else ""
        (outer / "abs").mkdir(exist_ok=True)
        shutil.copyfile(HERE.parent / "regions" / "brussels.py", office.parent / "brussels.py")
        before = tree(outer)
        code = main(words(out))
        said = capsys.readouterr().err
        assert "Traceback" not in said
        new = {name: kind for name, kind in tree(outer).items() if before.get(name) != kind}
        if code:
            assert (new, bool(said.strip())) == ({}, True), (case, new)
            continue
        meant = os.path.relpath(office / out, outer)
        assert [*new] == [meant], (case, new)
        assert not new[meant].startswith("->")
        written.append(case)
    expected = LITERAL | ({"a dot at the end", "a blank at the end"} if ending else set())
    # `init` reads the region beside the new file, and there is none beside one in another folder.
    assert {*written} - {"parent", "absolute"} == expected
    assert make == "init" or {"parent", "absolute"} <= {*written}
    assert [*outer.joinpath("home").iterdir()] == []


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
@pytest.mark.parametrize("there", [True, False])
def test_a_link_that_leads_out_is_not_followed(there: bool, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """P13: whether its target is there or not: an output gets another name, `init` refuses, the target stays."""
    target = office.parent / "elsewhere.csv"
    if there:
        target.write_text("mine", encoding="utf-8")
    for name in ("out.csv", "new.toml", "list-refused.csv"):
        (office / name).symlink_to(target)
    (office / "list.csv").write_text("id;Vorname;Nachname\n1;Ada;K\n2;;K\n", encoding="utf-8")
    assert main(["export", "office.toml", "people", "--out", "out.csv"]) == 0
    assert main(["report", "office.toml", "funnel", "--out", "out.csv"]) == 0
    assert main(["import", "office.toml", "list.csv", "--what", "mentees", "--accept-valid"]) == 0
    assert main(["init", "new.toml", "--region", "./brussels.py", "--name", "Verein"]) in (1, 2)
    assert "Traceback" not in capsys.readouterr().err
    made = {path.name for path in office.iterdir() if path.is_file() and not path.is_symlink()}
    assert {"out-2.csv", "out-3.csv", "list-refused-2.csv"} <= made
    assert all((office / name).is_symlink() for name in ("out.csv", "new.toml", "list-refused.csv"))
    assert target.exists() is there
    assert not there or target.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_a_folder_that_leads_out_takes_nothing_named_by_a_code(office: Path) -> None:
    """P13: the resolved path lies inside the output folder, or nothing is written."""
    outside = office.parent / "outside"
    outside.mkdir()
    (office / "reports").symlink_to(outside, target_is_directory=True)
    (office / "funnel.csv").symlink_to(outside / "funnel.csv")
    for name, suffix in (("reports", ""), ("funnel", ".csv")):
        with pytest.raises(UsageError):
            inside(office, name, suffix)
    with pytest.raises(FileExistsError):
        create(office / "funnel.csv", b"x")
    assert write_new(office / "funnel.csv", b"x").name == "funnel-2.csv"
    assert inside(office / "reports", "funnel", ".csv").parent == office / "reports"
    assert [*outside.iterdir()] == []


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_a_rehearsal_writes_through_no_link(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """P13: a folder that holds links by the names of the samples is refused, and their targets stay."""
    from geleit.regions.installed import REGIONS, installed

    target = office.parent / "elsewhere.csv"
    (office / "place").mkdir()
    (office / "place" / "mentees.csv").symlink_to(target)
    for region in installed(REGIONS)[:1]:
        assert main(["demo", region.name, "--dir", "place"]) == 2
    assert capsys.readouterr().err.strip()
    assert not target.exists()


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_the_programs_own_file_replaces_a_link_and_not_its_target(office: Path) -> None:
    """P13: the file beside the configuration is put in place whole."""
    target = office.parent / "elsewhere.toml"
    target.write_text("[organisation]\n", encoding="utf-8")
    local = local_path(office / "office.toml")
    local.symlink_to(target)
    write_local(load(office / "office.toml"), {("rounds", "r1", "places"): 3})
    assert target.read_text(encoding="utf-8") == "[organisation]\n"
    assert not local.is_symlink()


@pytest.mark.parametrize("name", ["a:b.csv", "con.csv", "a\nb.csv", "a\u202ecsv.exe", "a*b.csv"])
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_list_whose_name_no_other_system_has_is_refused_before_its_rows_are_kept(name: str, office: Path) -> None:
    """P13: the file of refused rows is named after the list; where that cannot be, nothing is written at all."""
    listed = office / name
    listed.write_text("id;Vorname;Nachname\n1;Ada;K\n2;;K\n", encoding="utf-8")
    with Programme.open(office / "office.toml", clock=_clock) as programme:
        round_ = programme.round()
        if name == "con.csv":
            # `con-refused.csv` is no device.
            done = applications.import_people(programme, round_, Role.MENTEE, listed, accept_valid=True)
            assert done.refused_file == office / "con-refused.csv"
            return
        with pytest.raises(UsageError):
            applications.import_people(programme, round_, Role.MENTEE, listed, accept_valid=True)
        assert programme.store.rows("SELECT count(*) FROM people")[0][0] == 0


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("data/a\\u0000b.db", "config.nul"),
        ("data/a\\nb.db", "config.no_path"),
        ("data/\\u202ebd.x", "config.no_path"),
    ],
)
def test_a_database_has_a_legible_path(path: str, code: str, office: Path) -> None:
    """P13: NUL, a newline and a direction mark are refused at their line."""
    config = office / "office.toml"
    config.write_text(CONFIG.replace("data/paths.db", path), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(config)
    assert [(problem.key, problem.sentence.code) for problem in caught.value.problems] == [("database.path", code)]


def test_nobody_writes_a_file_that_may_be_there() -> None:
    """P13: outside the store every file is made by `new_file`, or put in place whole: no source opens one to write
    over it or to follow a link."""
    found = set()
    for path in CORE.rglob("*.py"):
        place = path.relative_to(CORE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _overwrites(node) and not place.startswith("store/"):
                found.add(place)
    # Standard streams that somebody closed are opened on the null device; temporary files take their names afterwards.
    assert (
        found - {"cli/__init__.py", "config/loading.py", "files/new_file.py", "programme/safekeeping/backups.py"}
        == set()
    )


def _overwrites(call: ast.Call) -> bool:
    """Whether a call opens a file to write to what may be there, or is one of the library's that do."""
    name = ast.unparse(call.func).rpartition(".")[2]
    words = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    modes = [word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str)]
    if name in {"open", "fdopen"}:
        return any(mode in {"w", "wb", "wt", "a", "ab", "at", "w+", "w+b", "r+", "r+b"} for mode in modes)
    own = name in {"write_text", "write_bytes"} and "formatter" not in ast.unparse(call.func)  # click writes its help
    return own or ast.unparse(call.func).startswith("shutil.copy")
