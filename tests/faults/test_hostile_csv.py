"""P11, in: forty hostile lists. Each is taken in, or refused with line and reason and nothing written."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from geleit.display import safe
from geleit.errors import IntakeError
from geleit.files.csv_in import MOST_LINE, physical_lines
from geleit.files.spreadsheet import MOST_BYTES
from geleit.labels import say
from geleit.model.office import Employer
from geleit.model.people import Person, Role
from geleit.programme import Programme, applications, lists
from geleit.programme.intake import Import
from geleit.store import entries
from tests.organisations.tiny import configuration

HERE = Path(__file__).parent
TEXTS: Mapping[str, Any] = json.loads((HERE / "hostile_texts.json").read_text(encoding="utf-8"))
ROUND = '[[rounds]]\nid = "r1"\ntitle = "Erster Durchgang"\nstart = 2026-01-01\n'
HEAD = "id;Vorname;Nachname;Geburtsdatum\n"
ADA = "1;Ada;Khoury;5.3.1990\n"


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programme]:
    """A programme with one round; the clock stands at 20 March 2026."""
    folder = tmp_path_factory.mktemp("lists")
    for name in ("brussels.py", "brussels.labels.toml"):
        shutil.copyfile(HERE.parent / "regions" / name, folder / name)
    config = folder / "organisation.toml"
    config.write_text(configuration(ROUND, region="brussels"), encoding="utf-8")
    with Programme.open(config, clock=lambda: datetime(2026, 3, 20, 9, tzinfo=UTC), account="anna") as opened:
        yield opened


def taken_in(
    programme: Programme, folder: Path, content: str | bytes, what: str = "mentees", encoding: str | None = None
) -> Import:
    """What importing a file with this content comes to."""
    path = folder / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if what == "mentees":
        return applications.import_people(programme, programme.round(), Role.MENTEE, path, encoding=encoding)
    return lists.import_list(programme, programme.round(), what, path, encoding=encoding)


def kept(programme: Programme) -> tuple[int, ...]:
    """How much there is: people, employers, entries of the change history."""
    store = programme.store
    return store.count(Person), store.count(Employer), len(entries(store))


def refusal(
    programme: Programme, folder: Path, content: str | bytes, what: str = "mentees", encoding: str | None = None
) -> list[tuple[int, str, str]]:
    """Line, heading and reason of every problem of a list that must leave the records as they are."""
    before = kept(programme)
    try:
        done = taken_in(programme, folder, content, what, encoding)
        assert not done.written
        problems = done.problems
    except IntakeError as error:
        problems = error.problems
    assert problems
    assert kept(programme) == before
    assert sorted(path.name for path in folder.iterdir()) == ["list.csv"]
    for problem in problems:
        for language in ("de", "en"):
            text = problem.in_language(language, programme.labels)
            assert text.startswith("list.csv:")
            assert "{" not in text.replace(problem.found, "")
    return [(problem.line, problem.key, problem.sentence.code) for problem in problems]


# Accepted


ACCEPTED: dict[str, tuple[str | bytes, list[tuple[str, str, str]]]] = {
    "newline inside a quoted field": ('id;Vorname;Nachname\na1;"Ada\r\nMaria";K\n', [("a1", "Ada\nMaria", "K")]),
    "CR only": ("id;Vorname;Nachname\rb1;Ada;K\rb2;Ben;L\r", [("b1", "Ada", "K"), ("b2", "Ben", "L")]),
    "mixed line ends": (
        "id;Vorname;Nachname\r\nc1;Ada;K\nc2;Ben;L\rc3;Cem;M",
        [("c1", "Ada", "K"), ("c2", "Ben", "L"), ("c3", "Cem", "M")],
    ),
    "tab": ("id\tVorname\tNachname\nd1\tAda\tK\n", [("d1", "Ada", "K")]),
    "comma": ("id,Vorname,Nachname\ne1,Ada,K\n", [("e1", "Ada", "K")]),
    "blanks that fool the Sniffer": (
        "id;Vorname ;Nachname\nf1;Ada de la Cruz;van der Berg\nf2;Ana de los Santos;von und zu\n",
        [("f1", "Ada de la Cruz", "van der Berg"), ("f2", "Ana de los Santos", "von und zu")],
    ),
    "BOM": (b"\xef\xbb\xbfid;Vorname;Nachname\ng1;Ada;K\n", [("g1", "Ada", "K")]),
    "id 2**63": (f"id;Vorname;Nachname\n{2**63};Ada;K\n", [(str(2**63), "Ada", "K")]),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_list_that_is_only_unusual_is_stored(case: str, programme: Programme, tmp_path: Path) -> None:
    """P11: any delimiter, line end and quoting comes in whole; an id is a text and keeps every digit."""
    content, expected = ACCEPTED[case]
    done = taken_in(programme, tmp_path, content)
    assert (done.accepted, done.problems) == (len(expected), ())
    for id_, given, family in expected:
        person = programme.store.one(Person, id_)
        assert (person.given_name, person.family_name) == (given, family)


def test_one_column_is_a_list(programme: Programme, tmp_path: Path) -> None:
    """P11: a list of one column has no delimiter, whatever stands in its cells."""
    done = taken_in(programme, tmp_path, "Betrieb\nKhoury, Söhne & Co\nA;B\n", "employers")
    assert (done.accepted, done.problems) == (2, ())
    assert {"Khoury, Söhne & Co", "A;B"} <= {firm.name for firm in programme.store.all(Employer)}


def test_an_unknown_column_is_named_and_ignored(programme: Programme, tmp_path: Path) -> None:
    """P11: nobody has to tidy a list, and nobody believes that a column was read."""
    done = taken_in(programme, tmp_path, "id;Vorname;Schuhgröße;Nachname\nu1;Ada;38;K\n")
    assert (done.accepted, done.unknown_columns) == (1, ("Schuhgröße",))


def test_the_same_file_twice_changes_nothing(programme: Programme, tmp_path: Path) -> None:
    """P11: with ids and without."""
    for content in ("id;Vorname;Nachname\nv1;Ada;Twice\n", "Vorname;Nachname\nBen;Twice\nBen;Twice\n"):
        first = taken_in(programme, tmp_path, content)
        before = kept(programme)
        again = taken_in(programme, tmp_path, content)
        assert (again.accepted, again.updated, again.unchanged) == (0, 0, first.accepted)
        assert kept(programme) == before


def test_names_of_the_terminal_list_are_stored_as_they_are_and_shown_safely(
    programme: Programme, tmp_path: Path
) -> None:
    """P11: a name that can stand in a list is kept letter by letter; one that holds a control character is refused
    with its code, and nothing of its list is written."""
    payloads = [text * times for text, times in (*TEXTS["payloads"], *TEXTS["further"])]
    names = [*TEXTS["names"], *(text for text in payloads if len(text) < 1_000)]
    stored = 0
    for number, name in enumerate(names):
        content = f'id;Vorname;Nachname\nt{number};"{name}";K\n'
        if any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n" for letter in name):
            [(line, _, code)] = refusal(programme, tmp_path, content)
            assert (line, code) in {(2, "intake.control_character"), (2, "intake.nul")}
            continue
        assert taken_in(programme, tmp_path, content).accepted == 1
        person = programme.store.one(Person, f"t{number}")
        assert person.given_name == name.replace("\r", "\n").strip("\ufeff\u200b\n")
        shown = safe(person.name)
        assert not [letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"}]
        assert not {*shown} & {"\u202e", "\u2066", "\u2069", "\u2028", "\u2029", "\ufeff"}
        stored += 1
    assert stored >= 25


# Caught or refused


REFUSED: dict[str, tuple[str | bytes, list[tuple[int, str, str]]]] = {
    "empty": ("", [(0, "", "intake.empty_file")]),
    "header only": (HEAD, [(1, "", "intake.no_rows")]),
    "no header": (ADA + "2;Ben;K;5.3.1991\n", [(1, "", "intake.no_known_heading")]),
    "duplicate header": ("id;Vorname;Nachname;ID\n1;Ada;K;2\n", [(1, "ID", "intake.heading_twice")]),
    "missing column": ("id;Vorname\n1;Ada\n", [(1, "", "intake.column_missing")]),
    "surplus cells": (HEAD + ADA + "2;Ben;K;5.3.1991;x\n", [(3, "", "intake.surplus_cells")]),
    "missing cells": (HEAD + ADA + "2;Ben;K\n", [(3, "Geburtsdatum", "intake.missing_cells")]),
    "unclosed quote": (HEAD + ADA + '2;"Ben;K;\n' + "3;C;D;\n" * 50, [(3, "", "intake.unclosed_quote")]),
    "quote inside a bare field": (HEAD + ADA + '2;Ben "Benny" B;K;\n', [(3, "", "intake.quote")]),
    "100,000 quotes": (HEAD + '"' * 100_000 + "\n", [(2, "", "intake.line_too_long")]),
    "UTF-16": ((HEAD + ADA).encode("utf-16"), [(1, "", "intake.utf16")]),
    "cp1252": ((HEAD + ADA + "2;Jürgen;K;\n").encode("cp1252"), [(3, "", "intake.not_utf8")]),
    "UTF-8 read as cp1252": (HEAD + ADA + "2;JÃ¼rgen;K;\n", [(3, "Vorname", "intake.misread")]),
    "an invalid byte": (HEAD.encode() + b"1;A\xffda;K;\n", [(2, "", "intake.not_utf8")]),
    "NUL": (HEAD + "1;A\0da;K;\n", [(2, "", "intake.nul")]),
    "field of 200,000 characters": (HEAD + f"1;{'x' * 200_000};K;\n", [(2, "", "intake.line_too_long")]),
    "201 columns": (
        "id;Vorname;Nachname;" + ";".join(f"c{n}" for n in range(198)) + "\n1;A;B" + ";x" * 198 + "\n",
        [(1, "", "intake.too_many_columns")],
    ),
    "lone surrogate": (HEAD.encode() + ADA.encode() + b"2;\xed\xa0\x80;K;\n", [(3, "", "intake.not_utf8")]),
    "30.02.": (HEAD + "1;Ada;K;30.02.1990\n", [(2, "Geburtsdatum", "expected.date_real")]),
    "two-digit year": (HEAD + "1;Ada;K;5.3.90\n", [(2, "Geburtsdatum", "expected.date")]),
    "01/02/2026": (HEAD + "1;Ada;K;01/02/2026\n", [(2, "Geburtsdatum", "expected.date")]),
    "birth two days ahead": (HEAD + "1;Ada;K;22.3.2026\n", [(2, "Geburtsdatum", "intake.born_in_future")]),
    "duplicate id": (HEAD + ADA + "2;Ben;K;\n1;Cem;L;\n", [(4, "id", "intake.same_id")]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_list_is_refused_with_line_and_reason(case: str, programme: Programme, tmp_path: Path) -> None:
    """P11: everything wrong is named in German and English, and nothing of the list is written."""
    content, expected = REFUSED[case]
    assert refusal(programme, tmp_path, content) == expected


def test_utf8_that_is_read_as_cp1252_is_caught(programme: Programme, tmp_path: Path) -> None:
    """P11: whoever asks for the wrong encoding is told so, by the letter pairs that it leaves."""
    found = refusal(programme, tmp_path, HEAD + ADA + "2;Jürgen;K;\n", encoding="cp1252")
    assert found == [(3, "", "intake.is_utf8")]


@pytest.mark.parametrize("written", ["NaN", "inf", "-inf", "Infinity", "1e999", str(2**63), "9" * 400])
def test_what_is_no_number_of_use_is_refused(written: str, programme: Programme, tmp_path: Path) -> None:
    """P11: NaN and inf, and numbers that no column holds."""
    heading = "Berufserfahrung in Jahren"
    found = refusal(programme, tmp_path, f"id;Vorname;Nachname;{heading}\n1;Ada;K;{written}\n")
    assert found == [(2, heading, "expected.float")]


def test_two_hundred_thousand_and_one_rows_are_refused(programme: Programme, tmp_path: Path) -> None:
    """P11: the first row too many is named."""
    content = "id;Vorname;Nachname\n" + "".join(f"{n};A;B\n" for n in range(200_001))
    assert refusal(programme, tmp_path, content) == [(200_002, "", "intake.too_many_rows")]


def test_a_reference_to_nobody_is_refused(programme: Programme, tmp_path: Path) -> None:
    """P11: a meeting of somebody who is not there is named with its line."""
    found = refusal(programme, tmp_path, "Mentee;Datum;Minuten\nnobody;1.3.2026;60\n", "sessions")
    assert [line for line, _, _ in found] == [2]


def test_a_workbook_that_is_named_csv_is_refused(programme: Programme, tmp_path: Path) -> None:
    """P11: it is said what the file is, and what to do."""
    content = io.BytesIO()
    book = Workbook()
    book.active.append(["id", "Vorname", "Nachname"])
    book.save(content)
    assert refusal(programme, tmp_path, content.getvalue()) == [(0, "", "intake.workbook_named_csv")]


def test_the_catalogue_has_forty_files() -> None:
    """P11: 17 of shape, 6 of encoding, 4 of size, 8 of values (NaN and inf are two), 5 of meaning."""
    apart = (
        "one column",
        "line of 1 GB",
        "200,001 rows",
        "NaN",
        "inf",
        "reference to nobody",
        "the same file twice",
        "an XLSX named .csv",
        "names from the terminal list",
    )
    assert len({*ACCEPTED, *REFUSED, *apart}) == 17 + 6 + 4 + 8 + 5


# Size


class _Endless(io.RawIOBase):
    """A line that never ends, made as it is read; counts what was taken."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        buffer[:] = b"x" * len(buffer)
        self.taken += len(buffer)
        assert self.taken < 1_000_000
        return len(buffer)


def test_a_line_without_end_is_given_up_at_the_limit() -> None:
    """P11: reading stops once a line is longer than allowed; the rest of it is never loaded."""
    stream = _Endless()
    with pytest.raises(IntakeError) as caught:
        next(physical_lines(stream, "endless.csv"))  # type: ignore[arg-type]  # a raw stream reads as a buffered one
    assert caught.value.problems[0].sentence == say("intake.line_too_long", most=64)
    assert stream.taken <= 3 * MOST_LINE


MEASURED = """
import resource, sys, tracemalloc
from pathlib import Path
from geleit.errors import IntakeError
from geleit.files import csv_in
from geleit.files.spreadsheet import read_rows

path, way = Path(sys.argv[1]), sys.argv[2]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
tracemalloc.start()
try:
    if way == "file":
        read_rows(path)
    else:
        with path.open("rb") as stream:
            csv_in.read_csv(stream, path.name)
except IntakeError as error:
    found = error.problems[0]
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(found.line, found.sentence.code, tracemalloc.get_traced_memory()[1], (after - before) * 1024)
"""


def a_long_line(path: Path, size: int) -> Path:
    """A list whose second line goes on for so many bytes; the file is sparse, so it costs no disk."""
    with path.open("wb") as stream:
        stream.write(b"id;Vorname;Nachname\n1;")
        stream.truncate(size)
    return path


def peak(path: Path, way: str) -> tuple[int, str, int]:
    """Line and reason of a refusal in a process of its own, and the bytes of memory that it took at most: what Python
    asked for, or what the process grew by, whichever is more."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path), way], capture_output=True, text=True, check=True, timeout=60
    )
    line, code, traced, grown = done.stdout.split()
    return int(line), code, max(int(traced), int(grown))


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell how much memory a process took")
@pytest.mark.parametrize("size", [60_000_000, pytest.param(1 << 30, marks=pytest.mark.soak)])
def test_a_line_of_a_gigabyte_costs_next_to_nothing(size: int, tmp_path: Path) -> None:
    """P11: the file is refused for its size before it is read, and its line, were it read, at 64 KiB: both with less
    than 50 MB of memory."""
    path = a_long_line(tmp_path / "long.csv", size)
    line, code, memory = peak(path, "file")
    assert (line, code) == (0, "intake.file_too_large")
    assert memory < 5_000_000
    line, code, memory = peak(path, "stream")
    assert (line, code) == (2, "intake.line_too_long")
    assert memory < 50_000_000


@pytest.mark.skipif(os.name == "nt", reason="as above")
def test_a_line_that_fills_the_largest_file_is_refused_at_64_kib(tmp_path: Path) -> None:
    """P11: below the limit of size it is the limit of lines that holds."""
    line, code, memory = peak(a_long_line(tmp_path / "long.csv", MOST_BYTES), "file")
    assert (line, code) == (2, "intake.line_too_long")
    assert memory < 50_000_000
