"""P9: what a role may not see reaches it through no command: not on stdout or stderr, not as JSON, not in a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

from geleit.cli import catalogue, main
from geleit.fields import Sensitivity, fields_of
from geleit.permissions import HIDDEN, RIGHTS, Action, Reach, StaffRole
from geleit.programme.changes import record_classes

CHOICES = {
    StaffRole.LEAD: "Lea",
    StaffRole.COORDINATOR: "Kim",
    StaffRole.ASSISTANT: "Ali",
    StaffRole.MENTOR: "Mia",
    StaffRole.EVALUATOR: "Eva",
}
NAMES = ("Amira", "Haddad", "Olena", "Bondar", "Sabine", "Ortner", "Jonas", "Huber")

LINES: dict[str, tuple[tuple[str, ...], ...]] = {
    "import": (
        ("mentees2.csv", "--what", "mentees"),
        ("mentees2.csv", "--what", "mentees", "--dry-run", "--json"),
        ("mentors.csv", "--what", "mentors"),
    ),
    "screen": ((), ("--json",)),
    "export": (
        *tuple((what,) for what in ("people", "pairs", "sessions", "outcomes")),
        ("people", "--out", "out.csv"),
        ("outcomes", "--out", "out.xlsx"),
    ),
    "report": ((), ("--json",), *((name,) for name in ("funnel", "hours", "outcomes", "caseload", "equity"))),
    "journal show": (
        ("--limit", "5000"),
        ("--limit", "5000", "--json"),
        ("--person", "m2"),
        ("--person", "m2", "--json"),
    ),
    "goal list": (("m2",), ("m2", "--json")),
    "task list": ((), ("--json", "--all")),
    "followup list": (("--all",), ("--json", "--all")),
    "sheet": (("m2",), ("m2", "--json")),
    "due": ((), ("--json",)),
    "progress": ((), ("--json",)),
    "pairs": ((), ("--json",)),
    "mentors": ((), ("--json",)),
    "employer list": ((), ("--json",)),
    "employer show": (("Muster GmbH",), ("Muster GmbH", "--json")),
    "papers": (("m2", "work_permit"),),
    "interview": (("m2", "--note", "y"),),
    "move": (("m2", "withdraw", "--reason", "y"),),
    "log": (("m2", "2026-03-20"), ("m2", "2026-03-20", "--note", "y")),
    "statement": (("m2", "2026-03", "--hours", "3"),),
    "event": (("Party", "2026-03-20", "--present", "m2"), ("Party", "2026-03-20", "--all-present")),
    "milestone": (("m2", "talk"),),
    "goal add": (("m2", "learn"),),
    "feedback": (("m2", "--side", "mentee", "--occasion", "first_meeting"),),
    "contact": (("m2", "talk", "--note", "y"),),
    "task add": (("call", "--person", "m2"),),
    "employer contact": (("Muster GmbH", "talk"),),
    "pause": (("m2", "--reason", "y"),),
    "resume": (("m2",),),
    "outcome add": (("m2", "JOB", "--began", "2026-03-20"),),
    "outcome list": ((), ("--json",)),
    "followup answer": (("m2", "job_28", "--not-reached"),),
    "followup reopen": (("m2", "job_28"),),
    "why-not": (("m2", "p2"), ("m2", "p2", "--json"), ("m2", "p2", "--exact")),
    "what-if": (("--place", "p2"), ("--force", "m2", "p1", "--json")),
    "draft swap": (("m1", "m2", "--reason", "y"), ("m1", "m2", "--reason", "y", "--dry-run", "--json")),
    "draft give": (("m2", "p1", "--reason", "y"), ("m2", "p1", "--reason", "y", "--dry-run", "--json")),
    "draft explain": (("m2", "p2"), ("m2", "p2", "--json")),
    "draft lock": (("m2", "p2", "--reason", "y"), ("m2", "p2", "--reason", "y", "--dry-run", "--json")),
    "draft forbid": (("m2", "p2", "--reason", "y"), ("m2", "p2", "--reason", "y", "--dry-run", "--json")),
    "draft free": (("m2", "p2"), ("m2", "p2", "--dry-run", "--json")),
    "draft rules": ((), ("--json",)),
    "draft undo": ((), ("--dry-run", "--json")),
    "offers": ((), ("--json",)),
    "decide": (("--dry-run",), ("--dry-run", "--json"), ()),
    "draft drop": (("m2", "--reason", "y"), ("m2", "--reason", "y", "--dry-run", "--json")),
    "pair": (("m2", "p1", "--reason", "y"),),
    "agreement": (("m2",),),
    "consent": (("m2",),),
    "admit": (("m2",),),
    "close": (("m2", "--reason", "completed"),),
    "reopen": (("m2", "--reason", "y"),),
}
"""Command → lines to try, each without CONFIG; a command that does not stand here is tried with what its parameters
are called."""

SKIPPED = frozenset({"unlock", "demo", "init", "regions", "run", "serve"})
"""What opens protected fields on purpose, what knows no records, and what shows screens until somebody leaves them."""

WORDS = {"person": "m2", "pair": "m2", "mentee": "m2", "mentor": "p2", "task": "nothing", "goal": "nothing"}


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(staffed: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as the account under which the tests run, which all roles share, with `--as`."""
    from geleit.permissions import present_account

    text = staffed.config.read_text(encoding="utf-8")
    head, rest = text.split("[staff]\n", 1)
    _, rounds = rest.split("[[rounds]]", 1)
    shared = "\n".join(
        f'"{name}" = {{ role = "{role.value}"{", person = " + chr(34) + "p1" + chr(34) if role is StaffRole.MENTOR else ""} }}'
        for role, name in CHOICES.items()
    )
    staffed.config.write_text(
        f"{head}[staff.{json.dumps(present_account())}.shared]\n{shared}\n\n[[rounds]]{rounds}", encoding="utf-8"
    )
    mentees = (staffed.folder / "mentees.csv").read_text(encoding="utf-8").replace("m1;Amira", "m1;Amira Anna")
    (staffed.folder / "mentees2.csv").write_text(mentees, encoding="utf-8")
    monkeypatch.chdir(staffed.folder)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("GELEIT_LANGUAGE", "GELEIT_AS", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)

    def run(role: StaffRole | None, *words: str) -> Said:
        monkeypatch.setenv("GELEIT_NOW", staffed.now.isoformat())
        capsys.readouterr()
        code = main([*words, *(("--as", CHOICES[role]) if role else ())])
        said = capsys.readouterr()
        clock = "GELEIT_NOW"
        err = "\n".join(line for line in said.err.splitlines() if clock not in line)
        return Said(code, said.out, err)

    return run


def lines_of(name: str) -> list[tuple[str, ...]]:
    """The lines to try of a command, CONFIG included."""
    if name in LINES:
        return [(*name.split(), "staffed.toml", *line) for line in LINES[name]]
    made: click.Command = import_module(catalogue.module_of(name)).command
    words: list[str] = []
    for one in made.params:
        if isinstance(one, click.Argument):
            if one.name == "config":
                words.append("staffed.toml")
            elif one.required:
                words.append(WORDS.get(str(one.name), "x"))
        elif one.required:
            words += [one.opts[0], "x"]
    lines = [(*name.split(), *words)]
    if any("--json" in one.opts for one in made.params):
        lines.append((*lines[0], "--json"))
    return lines


def written(folder: Path, before: set[Path]) -> str:
    """What commands have left behind in files, the records themselves aside."""
    new = {path for path in folder.rglob("*") if path.is_file()} - before
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in new if "data" not in path.parts)


def test_every_protected_column_carries_a_marker(staffed: Any, mark: str) -> None:
    """P9: the tests below would notice any protected text of any record that has rows."""
    with staffed.at_work("lea") as programme:
        without = {
            f"{cls.__name__}.{field.name}"
            for cls in record_classes()
            for field in fields_of(cls)
            if field.ask.sensitivity is Sensitivity.SPECIAL
            and not any(mark in str(getattr(row, field.name)) for row in programme.store.all(cls))
        }
    # A country is a code; of these records the round has none.
    assert without <= {
        "Person.origin",
        "Agreement.note",
        "Evidence.wording",
        "Evidence.note",
        "FollowUp.note",
        "Override.reason",
        "Participation.at_entry",
        "Participation.at_exit",
        "Request.decision",
        "Request.basis",
    } | {name for name in without if name.split(".")[0] == "Request"}


@pytest.mark.parametrize("role", [StaffRole.ASSISTANT, StaffRole.MENTOR, StaffRole.EVALUATOR])
def test_no_command_shows_a_role_what_it_may_not_see(run: Run, staffed: Any, mark: str, role: StaffRole) -> None:
    """P9: every command of the catalogue, as it is called: no marker of somebody else's protected fields in any output
    or file; no name for an evaluator, none of another's case for an employed mentor."""
    before = {path for path in staffed.folder.rglob("*") if path.is_file()}
    names = {
        StaffRole.ASSISTANT: (),
        StaffRole.MENTOR: ("Olena", "Bondar", "Jonas", "Huber"),
        StaffRole.EVALUATOR: NAMES,
    }[role]
    tried = 0
    for name in catalogue.COMMANDS:
        if name in SKIPPED:
            continue
        for line in lines_of(name):
            said = run(role, *line)
            text = said.out + said.err
            assert said.code in (0, 1, 2), (line, said)
            assert "Unexpected" not in text, (line, said)
            found = [word for word in (mark, *names) if word in text]
            if role is StaffRole.MENTOR and mark in found and f"{mark}-" in text and "m2" not in line:
                # Their own mentee's protected fields are theirs to see.
                assert not any(f"{mark}-{field}-m2" in text for field in ("status", "story")), (line, text)
                found.remove(mark)
            assert found == [], (line, found, text[:2000])
            tried += 1
    left = written(staffed.folder, before)
    assert [word for word in (mark, *names) if word in left] == []
    assert tried > 60


@pytest.mark.parametrize("role", [StaffRole.LEAD, StaffRole.COORDINATOR])
def test_who_may_see_everything_sees_it(run: Run, mark: str, role: StaffRole) -> None:
    """The counterpart: the markers are there to be found, through the very same commands."""
    assert mark in run(role, "screen", "staffed.toml").out
    assert mark in run(role, "export", "staffed.toml", "people").out
    assert mark in run(role, "goal", "list", "staffed.toml", "m2").out
    assert mark in run(role, "journal", "show", "staffed.toml", "--person", "m2", "--limit", "500").out


def test_of_everybody_at_once_the_history_shows_nothing_protected(run: Run, mark: str) -> None:
    """Protected values of the change history are shown for one person at a time, since it is kept whose were shown."""
    said = run(StaffRole.LEAD, "journal", "show", "staffed.toml", "--limit", "5000")
    assert mark not in said.out and HIDDEN in said.out


@pytest.mark.parametrize("role", StaffRole)
def test_a_refusal_says_who_what_and_who_may(run: Run, role: StaffRole) -> None:
    """Exit code 1 and one sentence with the person, the role, the deed, and the roles that may do it."""
    said = run(role, "export", "staffed.toml", "people")
    if RIGHTS[Action.EXPORT][role] is Reach.ALL:
        assert said.code == 0
        return
    assert said.code == 1 and said.out == ""
    for word in (CHOICES[role], "export data", "project lead or coordinator"):
        assert word in said.err


def test_what_is_hidden_is_neither_unknown_nor_left_out(run: Run) -> None:
    """P9: the sign for hidden stands where the value would; what is unknown looks otherwise."""
    found = json.loads(run(StaffRole.ASSISTANT, "screen", "staffed.toml", "--role", "mentee", "--json").out)
    findings = {finding["rule"]: finding for one in found for finding in one["findings"]}
    assert set(findings) == {"T-AGE", "T-STATUS"}
    hidden = findings["T-STATUS"]
    assert [hidden[key] for key in ("verdict", "reason", "evidence", "overridden")] == [HIDDEN] * 4
    assert findings["T-AGE"]["verdict"] == "met"
    goals = json.loads(run(StaffRole.ASSISTANT, "goal", "list", "staffed.toml", "m2", "--json").out)
    assert [goal["text"] for goal in goals] == [HIDDEN]


def test_an_assistant_does_not_write_what_is_hidden(run: Run, staffed: Any) -> None:
    """P9: a list with protected columns is refused as a whole, naming the columns; without them it is taken in."""
    said = run(StaffRole.ASSISTANT, "import", "staffed.toml", "mentees2.csv", "--what", "mentees")
    assert said.code == 1
    for heading in ("Herkunftsland", "Status", "Geschichte"):
        assert heading in said.err
    rows = [line.split(";") for line in (staffed.folder / "mentees2.csv").read_text(encoding="utf-8").splitlines()]
    kept = [";".join(cells[:5]) for cells in rows]
    (staffed.folder / "plain.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    done = run(StaffRole.ASSISTANT, "import", "staffed.toml", "plain.csv", "--what", "mentees")
    assert (done.code, "Amira Anna" in done.out) == (0, True)


def test_an_employed_mentor_logs_own_cases_and_no_others(run: Run) -> None:
    """P9: own cases only, by id or by name, and the lists show nobody else."""
    mentor = StaffRole.MENTOR
    assert run(mentor, "log", "staffed.toml", "m1", "2026-03-20").code == 0
    for other in ("m2", "Olena Bondar", "p2"):
        said = run(mentor, "log", "staffed.toml", other, "2026-03-20")
        assert said.code == 1 and "own cases only" in said.err
    pairs = json.loads(run(mentor, "pairs", "staffed.toml", "--json").out)
    assert [(pair["mentee"], pair["mentor"]) for pair in pairs] == [("m1", "p1")]
    tasks = json.loads(run(mentor, "task", "list", "staffed.toml", "--json").out)
    assert [task["person"] for task in tasks] == ["m1"]


def test_an_evaluator_reads_figures_without_names(run: Run, mark: str) -> None:
    """P9: an internal report has a sign where the mentors' names would be."""
    said = run(StaffRole.EVALUATOR, "report", "staffed.toml", "caseload")
    assert said.code == 0
    assert not any(name in said.out for name in NAMES) and HIDDEN in said.out
    assert "Sabine Ortner" in run(StaffRole.LEAD, "report", "staffed.toml", "caseload").out


def test_breaking_the_glass_opens_one_person_for_three_hours(run: Run, staffed: Any, mark: str) -> None:
    """P9: with a reason an assistant opens one person's protected fields; it is kept, and it ends by the clock."""
    role = StaffRole.ASSISTANT

    def goals(person: str) -> str:
        return run(role, "goal", "list", "staffed.toml", person).out

    assert mark not in goals("m1")
    assert run(role, "unlock", "staffed.toml", "m1", "--reason", " ").code == 2
    said = run(role, "unlock", "staffed.toml", "m1", "--reason", "she is in hospital")
    assert said.code == 0 and "13:00" in said.err
    assert mark in goals("m1") and mark not in goals("m2")
    found = json.loads(run(role, "screen", "staffed.toml", "--role", "mentee", "--json").out)
    assert {one["id"]: one["findings"][1]["verdict"] for one in found} == {"m1": "met", "m2": HIDDEN}
    staffed.later(hours=2, minutes=59)
    assert mark in goals("m1")
    staffed.later(minutes=1)
    assert mark not in goals("m1")
    kept = json.loads(run(StaffRole.LEAD, "journal", "show", "staffed.toml", "--person", "m1", "--json").out)
    unlocked = [one for one in kept if one["reason"] == "unlocked"]
    assert [one["after"]["reason"] for one in unlocked] == ["she is in hospital"]
    assert unlocked[0]["actor"].startswith("Ali, chosen on account ")
    assert [one["after"]["fields"] for one in kept if one["reason"] == "shown" and one["actor"].startswith("Ali")]


def test_who_sees_everything_breaks_no_glass(run: Run) -> None:
    """Nothing is kept as an emergency that was none."""
    said = run(StaffRole.COORDINATOR, "unlock", "staffed.toml", "m1", "--reason", "why not")
    assert said.code == 1 and "already" in said.err
    assert run(StaffRole.EVALUATOR, "unlock", "staffed.toml", "m1", "--reason", "curious").code == 1


def test_a_mentor_opens_a_colleagues_case_to_read_only(run: Run) -> None:
    """What was opened in an emergency can be read, not worked with."""
    mentor = StaffRole.MENTOR
    assert run(mentor, "goal", "list", "staffed.toml", "m2").code == 1
    assert run(mentor, "unlock", "staffed.toml", "m2", "--reason", "colleague is ill").code == 0
    assert run(mentor, "goal", "list", "staffed.toml", "m2").code == 0
    assert run(mentor, "log", "staffed.toml", "m2", "2026-03-20").code == 1


def test_a_stand_in_has_the_cases_while_it_lasts(staffed: Any) -> None:
    """P9: from the first day to the last, and not an hour longer."""
    from geleit.errors import NotAllowed
    from geleit.programme.partnerships import pairs_of_round
    from geleit.programme.sessions import log_session

    for days, mine in ((-2, 0), (-1, 1), (0, 1), (1, 1), (2, 0)):
        now, staffed.now = staffed.now, staffed.now + timedelta(days=days)
        with staffed.at_work("vera") as programme:
            round_ = programme.round()
            assert len(pairs_of_round(programme, round_)) == mine
            if mine:
                log_session(programme, round_, "m2", programme.today())
            else:
                with pytest.raises(NotAllowed):
                    log_session(programme, round_, "m2", programme.today())
        staffed.now = now


def test_showing_and_exporting_protected_fields_is_kept(run: Run) -> None:
    """Whoever was shown protected fields, and whoever took a list away, stands in the history with the fields."""
    run(StaffRole.COORDINATOR, "screen", "staffed.toml", "--role", "mentee")
    run(StaffRole.COORDINATOR, "export", "staffed.toml", "people")
    kept = json.loads(run(StaffRole.LEAD, "journal", "show", "staffed.toml", "--json").out)
    notes = [(one["reason"], one["key"], one["after"]) for one in kept if one["op"] == "note"]
    assert ("shown", "m1", {"fields": ["status"]}) in notes
    assert any(what == "shown" and key == "m2" and "story" in after["fields"] for what, key, after in notes)
    exported = [after for what, _, after in notes if what == "export"]
    assert [(one["list"], one["rows"]) for one in exported] == [("people", 2)]


def test_the_sheet_for_the_mentor_says_whether_and_never_why(run: Run, mark: str) -> None:
    """A volunteer mentor's paper: name, languages, eligible yes or no, contacts once released, nothing protected."""
    for role in (StaffRole.LEAD, StaffRole.ASSISTANT):
        found = json.loads(run(role, "sheet", "staffed.toml", "m1", "--json").out)
        assert found["eligible"] == "yes"
        values = {one["field"]: one["value"] for one in found["fields"]}
        assert values["given_name"] == "Amira" and "Arab" in values["languages"]
        assert not {"status", "story", "origin", "may_work"} & set(values)
        text = json.dumps(found, ensure_ascii=False)
        assert mark not in text and "Syria" not in text
    german = run(StaffRole.LEAD, "sheet", "staffed.toml", "m1", "--language", "de").out
    assert "Voraussetzungen erfüllt: ja" in german and mark not in german


def test_a_name_is_chosen_by_option_or_by_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--as` counts before GELEIT_AS; without either the names are offered."""
    said = run(None, "pairs", "staffed.toml")
    assert said.code == 1 and "Lea" in said.err and "--as" in said.err
    monkeypatch.setenv("GELEIT_AS", "Eva")
    assert run(None, "pairs", "staffed.toml").code == 1
    assert run(StaffRole.ASSISTANT, "pairs", "staffed.toml").code == 0
    monkeypatch.setenv("GELEIT_AS", "Ali")
    assert run(None, "pairs", "staffed.toml").code == 0
