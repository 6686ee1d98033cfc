"""Spreadsheets as they come: what is read, and what is refused with its line and its reason."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from geleit.errors import IntakeError, UsageError
from geleit.files import csv_in, sheet, spreadsheet
from geleit.files.cells import cell_fault, is_misread
from geleit.files.csv_in import MOST_LINE, physical_lines
from geleit.files.spreadsheet import MOST_BYTES, Sheet, read_rows
from geleit.labels import core_labels, say

KNOWN = {"id", "name", "born", "level", "note"}


def known(heading: str) -> bool:
    return heading.strip().casefold() in KNOWN


def stored(folder: Path, content: str | bytes, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes, name: str = "people.csv", encoding: str | None = None) -> Sheet:
    return read_rows(stored(folder, content, name), encoding=encoding, known=known)


def cells(sheet_: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet_.rows]


def refusal(folder: Path, content: str | bytes, name: str = "people.csv", encoding: str | None = None) -> Any:
    """The only problem for which a file is refused."""
    with pytest.raises(IntakeError) as caught:
        read(folder, content, name, encoding)
    [problem] = caught.value.problems
    assert problem.file == name
    for language in ("de", "en"):
        assert "{" not in problem.in_language(language)
    return problem


HEAD = "id;name;born\n"

ACCEPTED: dict[str, tuple[str | bytes, list[tuple[str, ...]]]] = {
    "semicolon": ("id;name\n1;Ada\n", [("1", "Ada")]),
    "CR LF": ("id;name\r\n1;Ada\r\n", [("1", "Ada")]),
    "delimiter in quotes": ('id;name\n1;"Ada; Khoury"\n', [("1", "Ada; Khoury")]),
    "doubled quotes": ('id;name\n1;"Ada ""Addy"" K"\n', [("1", 'Ada "Addy" K')]),
    "commas in a semicolon heading": ("id;name;born, if known\n1;Ada;x\n", [("1", "Ada", "x")]),
    "declared delimiter": ("sep=,\nid,name\n1,Ada\n", [("1", "Ada")]),
    "trailing delimiters": ("id;name;;\n1;Ada;;\n2;Ben;;\n", [("1", "Ada"), ("2", "Ben")]),
    "empty column": ("id;;name\n1;;Ada\n", [("1", "Ada")]),
    "blank lines": ("\n;;\nid;name\n\n1;Ada\n;\n  ;\n2;Ben\n\n", [("1", "Ada"), ("2", "Ben")]),
    "postcode": ("id;name\n1;01067\n", [("1", "01067")]),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_usual_file_is_read(case: str, tmp_path: Path) -> None:
    """Any delimiter, line end and quoting that offices produce comes in whole, as text."""
    content, expected = ACCEPTED[case]
    found = read(tmp_path, content)
    assert cells(found) == expected
    assert found.problems == ()


def test_a_first_blank_line_leaves_line_numbers_right(tmp_path: Path) -> None:
    """Line numbers are those an editor shows, whatever was skipped or spans several lines."""
    found = read(tmp_path, '\nid;name\n\n1;"two\nlines"\n2;Ben\n')
    assert found.heading_line == 2
    assert [row.line for row in found.rows] == [4, 6]


REFUSED: dict[str, tuple[str | bytes, int, str]] = {
    "only blanks": ("\n \n;;\n", 0, "intake.empty_file"),
    "only line ends": ("\n\n", 0, "intake.empty_file"),
    "no heading over content": ("id;;name\n1;x;Ada\n", 1, "intake.no_heading"),
    "unclosed quote before a closed one": (HEAD + '1;"Ada;1990\n2;"Ben";1991\n', 2, "intake.unclosed_quote"),
    "unclosed quote in a long file": (HEAD + '1;"Ada;1990\n' + "2;Ben;1991\n" * 20_000, 2, "intake.unclosed_quote"),
    "unclosed quote in the headings": ('id;"name\n1;Ada\n', 1, "intake.unclosed_quote"),
    "text after a quote": (HEAD + '1;"Ada" Khoury;1990\n', 2, "intake.quote"),
    "UTF-16 without a mark": ("id;name\n1;Ada\n".encode("utf-16-le"), 1, "intake.nul"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), 0, "intake.old_workbook"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_broken_file_is_refused_with_line_and_reason(case: str, tmp_path: Path) -> None:
    """A file whose shape, encoding or size cannot be trusted is refused as a whole, at the line where it breaks."""
    content, line, code = REFUSED[case]
    problem = refusal(tmp_path, content)
    assert (problem.line, problem.sentence.code) == (line, code)


ROW_FAULTS = {
    "blank before a quote": ('2; "Ben";1991\n', "", "intake.quote", ""),
    "control character": ("2;B\x1ben;1991\n", "name", "intake.control_character", "B\x1ben"),
    "error of a spreadsheet": ("2;#NAME?;1991\n", "name", "intake.error_cell", "#NAME?"),
    "column too narrow": ("2;Ben;#######\n", "born", "intake.error_cell", "#######"),
}


@pytest.mark.parametrize("case", ROW_FAULTS)
def test_a_broken_row_is_named_and_the_others_are_read(case: str, tmp_path: Path) -> None:
    """What is wrong with one row is said with its line and column and leaves the other rows alone."""
    text, column, code, value = ROW_FAULTS[case]
    found = read(tmp_path, HEAD + "1;Ada;1990\n" + text + "3;Cem;1992\n")
    [problem] = found.problems
    assert (problem.line, problem.key, problem.sentence.code, problem.found) == (3, column, code, value)
    assert [row.line for row in found.rows] == [2, 3, 4]


def test_cp1252_is_read_only_when_asked_for(tmp_path: Path) -> None:
    """An older Excel file is read when its encoding is named, and a UTF-8 file never as one."""
    asked = read(tmp_path, "id;name\n1;Müller – Öz\n".encode("cp1252"), encoding="cp1252")
    assert cells(asked) == [("1", "Müller – Öz")]
    wrong = refusal(tmp_path, "id;name\n1;Ada\n2;Müller\n", encoding="cp1252")
    assert (wrong.line, wrong.sentence.code) == (3, "intake.is_utf8")
    marked = refusal(tmp_path, b"\xef\xbb\xbfid;name\n1;Ada\n", encoding="cp1252")
    assert marked.sentence.code == "intake.is_utf8"
    undefined = refusal(tmp_path, b"id;name\n1;A\x81da\n", encoding="cp1252")
    assert (undefined.line, undefined.sentence.code) == (2, "intake.not_cp1252")
    with pytest.raises(UsageError):
        read(tmp_path, "id\n1\n", encoding="latin-1")


@settings(deadline=None)
@given(st.text(st.characters(categories=("Lu", "Ll")), min_size=1).filter(lambda text: not text.isascii()))
def test_words_with_letters_only_are_never_taken_for_misread_ones(text: str) -> None:
    """No name that consists of letters looks like UTF-8 read as cp1252, except by the marks cp1252 has as letters."""
    if not set(text) & set("ŠšŒœŽžŸƒªºµˆ"):
        assert not is_misread(text)


@pytest.mark.parametrize("text", ["Müller", "ÖZ", "Größe", "Łukasz", "Çağrı", "Žižek", "Šárka", "Ömür", "Yağmur"])
def test_a_name_read_in_the_wrong_encoding_is_noticed(text: str) -> None:
    """Umlauts and Turkish, Polish and Czech letters leave letter pairs when they are read as cp1252."""
    misread = "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )
    assert not is_misread(text)
    assert cell_fault(misread) is not None


def test_a_line_of_exactly_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    """The limit of a line counts its bytes with its end."""
    room = MOST_LINE - len("1;\n")
    assert cells(read(tmp_path, f"id;name\n1;{'x' * room}\n")) == [("1", "x" * room)]
    assert refusal(tmp_path, f"id;name\n1;{'x' * (room + 1)}\n").line == 2


def test_a_file_beyond_the_size_limit_is_not_opened_further(tmp_path: Path) -> None:
    """A sparse file one byte too large is refused for its size."""
    path = stored(tmp_path, "id;name\n1;Ada\n")
    with path.open("r+b") as stream:
        stream.truncate(MOST_BYTES + 1)
    with pytest.raises(IntakeError) as caught:
        read_rows(path, known=known)
    assert caught.value.problems[0].sentence.code == "intake.file_too_large"


def test_one_row_too_many_is_refused_and_one_fewer_is_read(tmp_path: Path) -> None:
    """200,000 rows are read; the next one is refused at its own line."""
    most = "id\n" + "\n".join(map(str, range(200_000))) + "\n"
    assert len(read(tmp_path, most).rows) == 200_000
    problem = refusal(tmp_path, most + "x\n")
    assert (problem.line, problem.sentence.code) == (200_002, "intake.too_many_rows")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A path that does not exist is an answer for people, not a traceback."""
    with pytest.raises(IntakeError) as caught:
        read_rows(tmp_path / "nobody.csv", known=known)
    assert caught.value.problems[0].sentence.code == "intake.cannot_read"


@settings(deadline=None)
@given(
    st.lists(st.binary(max_size=40), max_size=20),
    st.sampled_from([1, 2, 7, 64]),
)
def test_lines_are_the_same_however_they_arrive(parts: list[bytes], block: int) -> None:
    """Splitting into lines does not depend on where the blocks of a file end."""

    class Small(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(block)

    content = b"\r\n".join(parts)
    assert list(physical_lines(Small(content), "x.csv")) == content.splitlines(keepends=True)


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\u200b"), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8), st.sampled_from(csv_in.DELIMITERS))
def test_what_a_csv_writer_writes_is_read_back(rows: Sequence[tuple[str, str, str]], delimiter: str) -> None:
    """Any text survives being written by a CSV writer and read, or its cell is named as faulty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([("id", "name", "note"), *((f"n{n}", b, c) for n, (_, b, c) in enumerate(rows))])
    found = csv_in.read_csv(io.BytesIO(text.getvalue().encode()), "x.csv", known=known)
    assert [row[1:] for row in cells(found)] == [(b, c) for _, b, c in rows]
    assert len(found.problems) == sum(cell_fault(cell) is not None for row in rows for cell in row[1:])


def workbook(folder: Path, rows: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None) -> Path:
    book = Workbook()
    page = book.active
    for row in rows:
        page.append(row)
    if change:
        change(book)
    path = folder / "people.xlsx"
    book.save(path)
    return path


def test_a_workbook_reads_as_the_csv_of_it(tmp_path: Path) -> None:
    """The same table gives the same headings and cells from XLSX and from CSV."""
    rows = [
        ["id", "name", "born", "level"],
        ["1", "Müller; Ada", "1990-03-05", "2"],
        ["2", 'B "x"', "1991-12-31", "2.5"],
    ]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    typed: list[list[Any]] = [
        [*rows[0]],
        [1, "Müller; Ada", date(1990, 3, 5), 2.0],
        [2, 'B "x"', datetime(1991, 12, 31), 2.5],
    ]
    from_csv = read(tmp_path, text.getvalue())
    from_xlsx = read_rows(workbook(tmp_path, typed), known=known)
    assert (from_csv.headings, from_csv.rows) == (from_xlsx.headings, from_xlsx.rows)
    assert from_csv.problems == from_xlsx.problems == ()


def test_values_of_a_workbook_become_plain_text(tmp_path: Path) -> None:
    """Whole numbers lose their point, true is yes, shown zeros are kept, times and durations are legible."""

    def show_zeros(book: Any) -> None:
        book.active["F2"].number_format = "00000"

    row = [
        True,
        False,
        3.0,
        0.1 + 0.2,
        1 / 3,
        1067,
        time(14, 30),
        timedelta(hours=27),
        datetime(2026, 3, 5, 9, 15),
        None,
    ]
    path = workbook(tmp_path, [tuple(f"c{n}" for n in range(10)), row], show_zeros)
    assert cells(read_rows(path)) == [
        ("yes", "no", "3", "0.3", "0.3333333333", "01067", "14:30", "27:00", "2026-03-05 09:15:00", "")
    ]


def test_only_the_first_worksheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    """Nothing is passed over silently: worksheets that nobody reads are listed."""
    path = workbook(tmp_path, [["id"], ["1"]], lambda book: book.create_sheet("2025").append(["id"]))
    found = read_rows(path)
    assert cells(found) == [("1",)]
    assert found.unread == ("2025",)


def test_a_workbook_keeps_line_numbers_over_empty_rows(tmp_path: Path) -> None:
    """Empty rows and columns around a table do not shift the lines of its rows."""
    path = workbook(tmp_path, [[], ["id", "name", None], [], ["1", "Ada", None], [None, " ", None], ["2", "Ben", None]])
    found = read_rows(path)
    assert found.heading_line == 2
    assert [(row.line, row.cells) for row in found.rows] == [(4, ("1", "Ada")), (6, ("2", "Ben"))]


def test_cells_of_a_workbook_without_a_value_are_named(tmp_path: Path) -> None:
    """Formulas that were never calculated, errors, and numbers that lost digits are refused cell by cell."""
    path = workbook(tmp_path, [["id", "name", "born", "level"], ["1", "=1+1", "#DIV/0!", 2**63], ["2", "Ben", "", 3]])
    found = read_rows(path)
    assert [(problem.line, problem.key, problem.sentence.code) for problem in found.problems] == [
        (2, "name", "intake.formula_without_value"),
        (2, "born", "intake.error_cell"),
        (2, "level", "intake.number_too_long"),
    ]
    assert found.problems[0].found == "=1+1"
    assert found.rows[1].cells == ("2", "Ben", "", "3")


def changed_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The package with one of its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_a_formula_counts_by_its_saved_value(tmp_path: Path) -> None:
    """A calculated formula is its value; one whose value is the empty text is an empty cell."""
    path = workbook(tmp_path, [["id", "name", "note"], ["1", "=A2", "=B2"]])

    def calculate(xml: bytes) -> bytes:
        xml = xml.replace(b"<f>A2</f><v></v>", b"<f>A2</f><v>7</v>").replace(b"<f>A2</f><v />", b"<f>A2</f><v>7</v>")
        return xml.replace(b'<c r="C2">', b'<c r="C2" t="str">')

    found = read_rows(changed_part(path, "xl/worksheets/sheet1.xml", calculate))
    assert cells(found) == [("1", "7", "")]
    assert found.problems == ()


def test_a_row_far_below_the_last_one_a_sheet_can_have_is_refused(tmp_path: Path) -> None:
    """A row number that no worksheet has does not make the reader count to it."""
    path = workbook(tmp_path, [["id"], ["1"], ["2"]])
    far = changed_part(
        path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="3"', b'<row r="99999999999999"')
    )
    with pytest.raises(IntakeError) as caught:
        read_rows(far)
    assert caught.value.problems[0].sentence.code == "intake.too_many_rows"


def test_surplus_cells_of_a_workbook_are_named(tmp_path: Path) -> None:
    """A cell beyond the last heading is not dropped."""
    found = read_rows(workbook(tmp_path, [["id", "name"], ["1", "Ada", None, "x"], ["2"]]))
    [problem] = found.problems
    assert (problem.line, problem.sentence.code, problem.found) == (2, "intake.surplus_cells", "x")
    assert found.rows[1].cells == ("2", "")


def test_a_workbook_named_csv_is_recognised(tmp_path: Path) -> None:
    """An XLSX with the ending .csv is named as what it is, and so is a CSV with the ending .xlsx."""
    content = workbook(tmp_path, [["id"], ["1"]]).read_bytes()
    assert refusal(tmp_path, content).sentence == say("intake.workbook_named_csv", suffix=".csv")
    assert refusal(tmp_path, "id\n1\n", name="people.xlsx").sentence.code == "intake.no_workbook"


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    """Half a package, and a package that is no workbook, are refused with what to do."""
    path = workbook(tmp_path, [["id"], ["1"]])
    half = path.read_bytes()[:-200]
    assert refusal(tmp_path, half, name="half.xlsx").sentence.code == "intake.damaged_workbook"
    broken = changed_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    assert refusal(tmp_path, broken.read_bytes(), name="torn.xlsx").sentence.code == "intake.damaged_workbook"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("content.xml", "<x/>")
    assert refusal(tmp_path, other.getvalue(), name="table.xlsx").sentence.code == "intake.no_workbook"


def test_every_sentence_of_the_intake_is_german_and_english() -> None:
    """Each label that reading lists can use exists in both languages."""
    labels = core_labels()
    codes = [code for code in labels.codes() if code.startswith("intake.")]
    assert len(codes) > 40
    assert [code for code in codes if not {"de", "en"} <= labels.languages_of(code)] == []


def test_the_limits_are_those_that_are_promised() -> None:
    """50 MB, 64 KiB a line, 200,000 rows, 200 columns."""
    limits = (spreadsheet.MOST_BYTES, csv_in.MOST_LINE, sheet.MOST_ROWS, sheet.MOST_COLUMNS)
    assert limits == (50_000_000, 65_536, 200_000, 200)
