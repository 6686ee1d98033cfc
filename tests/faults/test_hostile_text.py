"""P12, as far as there is a command line: what people have typed cannot drive the terminal that shows it."""

from __future__ import annotations

import ast
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from geleit.display import original_cell, safe
from geleit.errors import StoreError
from geleit.files.access_html import access_html
from geleit.files.report_html import report_html
from geleit.model.lifecycle import PairState, PartState
from geleit.model.office import Employer, EmployerContact, Request, RequestKind, Task
from geleit.model.outcomes import FollowUp, Goal, Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Person, Role
from geleit.model.sessions import Session
from geleit.programme import Programme
from geleit.programme.privacy.access import access_report
from geleit.programme.reporting import reports
from geleit.programme.rounds import open_round
from geleit.standard.fields import Mentee, Mentor

HERE = Path(__file__).parent
CLI = HERE.parents[1] / "core" / "geleit" / "cli"
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


def test_the_catalogue_has_twenty_two_payloads_and_ten_names() -> None:
    """P12: it is whole, and there is more."""
    assert (len(PAYLOADS), len(NAMES)) == (22, 10)
    assert {"\x1b]52;c;eA==\x1b\\", "\x1b]0;title\x07", "\x9b31mrot"} <= {*FURTHER}


@pytest.mark.parametrize("payload", [*PAYLOADS, *FURTHER, "\ud800"])
def test_a_hostile_name_is_shown_on_one_short_line(payload: str) -> None:
    """P12: every payload comes out harmless, short, and not empty."""
    shown = safe(payload)
    assert is_harmless(shown)
    assert 0 < len(shown) <= 200


@pytest.mark.parametrize("payload", [text for text in PAYLOADS if text.isascii() and text.isprintable()])
def test_markup_is_left_to_the_widget(payload: str) -> None:
    """P12: brackets are text like any other: `safe` neither loses nor escapes them."""
    assert safe(payload, len(payload)) == payload


@pytest.mark.parametrize("name", NAMES)
def test_a_real_name_is_shown_as_it_is(name: str) -> None:
    """P12: joiners, accents and scripts of real names survive."""
    assert safe(name) == name


# Every command that shows what people have typed, in a terminal


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
    with Programme.open(config, clock=_clock, account="anna") as programme:
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


def _clock() -> datetime:
    return datetime(2026, 3, 20, 9, tzinfo=UTC)


def commands(office: Office, texts: Sequence[str], *, every: bool) -> list[list[str]]:
    """The commands that list something or repeat what they were given; `every`: each of them as JSON as well."""
    config, listed = str(office.config), str(office.config.with_name(LISTED))
    odd = next((text for text in texts if "\x1b" in text), texts[0])
    lists = [
        ["round", "list", config],
        ["pairs", config],
        ["mentors", config],
        ["progress", config],
        ["due", config],
        ["screen", config],
        ["followup", "list", config, "--all"],
        ["task", "list", config, "--all"],
        ["goal", "list", config, office.pair],
        ["employer", "list", config],
        ["journal", "show", config, "--limit", "2000"],
        ["config", "show", config],
        ["check", config],
        ["journal", "verify", config],
        ["sheet", config, office.pair],
        ["request", "list", config, "--all"],
        ["access", config, f"{texts[0][:40]}0", "--dir", str(office.config.parent)],
        ["processing", config],
        ["report", config, "funnel"],
        ["report", config, "caseload"],
        ["match", config],
        ["import", config, listed, "--what", "mentees", "--dry-run"],
    ]
    return [
        *lists,
        *([*words, "--json"] for words in lists if every or words[0] in {"screen", "journal", "import", "access"}),
        *(["export", config, what] for what in ("people", "pairs", "sessions", "outcomes")),
        ["export", config, "people", "--role", "mentor"],
        *(["report", config, "caseload", "--format", form] for form in ("csv", "json", "html")),
        ["journal", "show", config, "--person", odd],
        ["why-not", config, texts[0], "nobody"],
        ["pairs", config, odd],
        ["pairs", config, f"--{odd}"],
        [odd, config],
        ["pairs", f"{config}{odd}"],
        ["export", config, "people", "--out", f"{config}/{odd}/x"],
        ["pairs", config, "--language", odd],
    ]


RUNS = """
import json, sys
from geleit.cli import main
for words in json.load(open(sys.argv[1], encoding="utf-8")):
    code = main(words)
    sys.stdout.flush()
    print(f"<exit {code}>", flush=True)
"""


def shown_in_a_terminal(words: Sequence[str], environ: Mapping[str, str], guard: float = 60) -> bytes:
    """What a process writes to the terminal it runs in, which is killed if it does not end."""
    import pty

    master, slave = pty.openpty()
    known = {key: value for key, value in os.environ.items() if not key.startswith(("GELEIT_", "LC_", "LANG"))}
    now = {"GELEIT_NOW": "2026-03-20T09:00:00+00:00", "GELEIT_LANGUAGE": "de"}
    process = subprocess.Popen(
        [sys.executable, *words],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**known, **now, **environ},
    )
    os.close(slave)
    found = bytearray()
    end = time.monotonic() + guard
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
        else:
            process.send_signal(signal.SIGKILL)
            pytest.fail("the command does not end")
    finally:
        os.close(master)
        process.wait()
    return bytes(found)


def acting(shown: bytes) -> Counter[str]:
    """What in an output could act on a terminal: controls but line ends, C1 as a letter or as a bare byte, marks of
    direction; an undecodable byte stands as its half surrogate."""
    text = shown.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    unsafe = (c for c in text if (unicodedata.category(c) in {"Cc", "Cs"} and c != "\n") or c in STEERING)
    return Counter(f"{ord(c):04X}" for c in unsafe)


def exit_codes(shown: bytes) -> list[str]:
    """The exit codes of the commands of an output, in their order."""
    return [part.split(">")[0] for part in shown.decode("utf-8", "replace").split("\n<exit ")[1:]]


def runs(
    folder: Path, texts: Sequence[str], environ: Mapping[str, str], *, every: bool
) -> tuple[bytes, list[list[str]]]:
    """All commands in one process in a terminal, over an organisation with these texts."""
    office = furnished(folder, texts)
    asked = commands(office, texts, every=every)
    (folder / "commands.json").write_text(json.dumps(asked), encoding="utf-8")
    return shown_in_a_terminal(["-c", RUNS, str(folder / "commands.json")], environ), asked


needs_a_terminal = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")


@needs_a_terminal
@pytest.mark.parametrize("environ", [{"LANG": "C.UTF-8"}, pytest.param({"LC_ALL": "C"}, marks=pytest.mark.soak)])
def test_no_command_lets_a_stored_text_act_on_the_terminal(environ: Mapping[str, str], tmp_path: Path) -> None:
    """P12: with every payload as the name of a person, a firm, a goal, an id …, the commands in a terminal write 0
    ESC, C1 or bidi bytes, and none of them crashes; real names stay. The second time all of them, and in a terminal
    that has no letter beyond ASCII."""
    texts = [*PAYLOADS, *FURTHER, *NAMES]
    every = "LC_ALL" in environ
    hostile, asked = runs(tmp_path / "hostile", texts, environ, every=every)
    assert acting(hostile) == Counter()
    codes = exit_codes(hostile)
    assert len(codes) == len(asked)
    shown = hostile.decode("utf-8", "replace")
    assert "Traceback" not in shown
    assert "Unerwarteter Fehler" not in shown
    assert codes.count("0") > len(codes) / 2
    if "LANG" in environ:
        assert [name for name in NAMES if shown.count(name) < 20] == []


@needs_a_terminal
@pytest.mark.soak
def test_each_command_as_a_process_of_its_own(tmp_path: Path) -> None:
    """P12: the same, every command a `geleit` of its own, as people call it, and beside one with plain names: 0 bytes
    that could act beyond what that one writes."""
    texts = [*PAYLOADS, *FURTHER, *NAMES]
    places = [(furnished(tmp_path / "hostile", texts), texts)]
    places.append((furnished(tmp_path / "plain", ["Ada"] * len(texts)), ["Ada"] * len(texts)))
    asked = [commands(office, known, every=True) for office, known in places]
    for hostile, plain in zip(*asked, strict=True):
        shown = [shown_in_a_terminal(["-m", "geleit", *words], {"LANG": "C.UTF-8"}) for words in (hostile, plain)]
        assert acting(shown[0]) - acting(shown[1]) == Counter(), hostile
        assert "Unerwarteter Fehler" not in shown[0].decode("utf-8", "replace"), hostile


# Files and sources


class Page(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</title><b>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;",
    "\x1b]52;c;eA==\x07",
    "a\u202eb",
    "]]><!--",
    "%3Cb%3E",
)


def pages_of(folder: Path, texts: Sequence[str]) -> tuple[str, ...]:
    """The report of mentors by name, and what one person may know that is kept about them, as pages."""
    with Programme.open(furnished(folder, texts).config, clock=_clock, account="anna") as programme:
        result = reports.report(programme, programme.round(), "caseload")
        report = report_html(result, programme.labels, "de", programme.config.organisation.name)
        ids = [f"{text[:40]}{place}" for place, text in enumerate(texts)]
        return (report, *(access_html(access_report(programme, id_), programme.labels) for id_ in ids))


def test_names_are_words_of_a_page_and_never_its_tags(tmp_path: Path) -> None:
    """P12: a page with hostile names has tag by tag what one with plain names has, and says the names."""
    hostile, plain = pages_of(tmp_path / "hostile", MARKUP), pages_of(tmp_path / "plain", ["Ada"] * len(MARKUP))
    for ours, theirs in zip(hostile, plain, strict=True):
        assert Counter(Page(ours).tags) == Counter(Page(theirs).tags)
        assert acting(ours.encode()) == Counter()
    words = "".join(Page(hostile[0]).words)
    for text, page in zip(MARKUP, hostile[1:], strict=True):
        assert safe(text) in words
        assert safe(text) in "".join(Page(page).words)


def test_an_export_of_names_like_formulas_holds_none_and_can_be_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P11: through the command, as CSV and as a workbook: 0 formula cells, and every name comes back as it was."""
    from openpyxl import load_workbook

    from geleit.cli import main
    from geleit.files.spreadsheet import read_rows

    cells: list[str] = TEXTS["cells"]
    config = furnished(tmp_path / "office", cells).config
    monkeypatch.setenv("GELEIT_NOW", "2026-03-20T09:00:00+00:00")
    for name in ("people.csv", "people.xlsx"):
        assert main(["export", str(config), "people", "--language", "en", "--out", str(tmp_path / name)]) == 0
        sheet = read_rows(tmp_path / name)
        place = sheet.headings.index("Given name")
        found = Counter(original_cell(row.cells[place]) for row in sheet.rows)
        assert found == Counter(cells * 2)  # each is a mentee in a pair and another one without
    book = load_workbook(tmp_path / "people.xlsx", read_only=True)
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value} == {"s"}
    book.close()


SHIPPED = {
    # The overview and the version are words of the product's own files.
    "__init__.py": {"sys.stdout.write(overview(os.environ))", "sys.stdout.write(f'geleit {version()}\\n')"},
    "running.py": {"(sys.stdout if helped else sys.stderr).write(of_group(group, os.environ))"},
    "making.py": {"click.echo(ctx.get_help(), color=ctx.color)"},
    # The bar of long work: drawn with `safe`, and wiped away.
    "progress.py": {
        "sys.stderr.write('\\r' + safe(line).ljust(length))",
        "sys.stderr.write('\\r' + ' ' * length + '\\r')",
    },
    # A file's content in a pipe, byte by byte; on a terminal the lines go through `safe`.
    "desk.py": {
        "sys.stdout.write(text)",
        "buffer.write(text.encode(sys.stdout.encoding or 'utf-8', 'replace'))",
    },
}
"""The calls that print something else than `safe` text or JSON, by source."""


def test_nothing_is_printed_around_safe() -> None:
    """P12: every call in the command line that prints has `safe` text, aligned cells (each of which went through
    `safe`) or JSON (whose escapes do nothing) in it, or it is one of the few named above."""
    sources = [*CLI.rglob("*.py")]
    assert len(sources) > 60
    found = {
        (path.relative_to(CLI).as_posix(), ast.unparse(call))
        for path in sources
        for call, lines in _printing(ast.parse(path.read_text(encoding="utf-8")))
        if not _is_safe(call, lines)
    }
    assert found == {(place, call) for place, calls in SHIPPED.items() for call in calls}


def _printing(tree: ast.Module) -> list[tuple[ast.Call, frozenset[str]]]:
    """Every call that prints, with the names of the loops over aligned lines."""
    loops = frozenset(
        ast.unparse(node.target)
        for node in ast.walk(tree)
        if isinstance(node, ast.For)
        and isinstance(node.iter, ast.Call)
        and ast.unparse(node.iter.func).rpartition(".")[2] == "aligned"
    )
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(call, loops) for call in calls if _prints(call)]


def _prints(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    if name in {"print", "click.echo", "click.secho", "click.prompt", "click.confirm", "input"}:
        return True
    return name.endswith((".write", ".writelines")) and ("std" in name or "buffer" in name)


def _is_safe(call: ast.Call, lines: frozenset[str]) -> bool:
    [first, *others] = call.args or [ast.Constant("")]
    if others:
        return False
    if isinstance(first, ast.Call):
        return ast.unparse(first.func).rpartition(".")[2] in {"safe", "as_json"}
    return ast.unparse(first) in lines | {"''"}


def test_aligned_cells_and_json_are_harmless() -> None:
    """P12: what the source test above trusts."""
    from geleit.cli.printing import aligned, as_json

    every = [*PAYLOADS, *FURTHER, *NAMES]
    assert all(is_harmless(line) for line in aligned([(text, text) for text in every]))
    assert acting(as_json({text: [text] for text in every}).encode()) == Counter()
    assert json.loads(as_json(every)) == every
