"""P12, as far as there is a command line: what people have typed cannot drive the terminal that shows it."""

from __future__ import annotations

import ast
import json
import os
import select
import signal
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from geleit.display import original_cell, safe
from geleit.files.access_html import access_html
from geleit.files.report_html import report_html
from geleit.programme import Programme
from geleit.programme.privacy.access import access_report
from geleit.programme.reporting import reports
from tests.faults.furnished import (
    FURTHER,
    LISTED,
    NAMES,
    PAYLOADS,
    STEERING,
    TEXTS,
    Office,
    clock,
    furnished,
    is_harmless,
)

CLI = Path(__file__).parents[2] / "core" / "geleit" / "cli"


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
    with Programme.open(furnished(folder, texts).config, clock=clock, account="anna") as programme:
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
