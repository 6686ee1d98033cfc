"""P11, out: what people have typed never runs as a formula, and comes back as it was."""

from __future__ import annotations

import ast
import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from geleit.display import neutral_cell, original_cell
from geleit.errors import UsageError
from geleit.files.cells import cell_fault, plain
from geleit.files.csv_out import ENCODING, csv_text
from geleit.files.sheet import Sheet
from geleit.files.spreadsheet import read_rows
from geleit.files.xlsx_out import LONGEST_CELL, xlsx_bytes

CORE = Path(__file__).parents[2] / "core" / "geleit"
CELLS: list[str] = json.loads(Path(__file__).with_name("hostile_texts.json").read_text(encoding="utf-8"))["cells"]
UNTOUCHED = ["O'Neil", "Müller", "12", "", " ", "علی\u200cرضا", "a=b", "3 - 4", "=".join("ab")]
SIGNS = tuple("=+-@|%＝＋－＠")
LETTERS = [
    *"='\"+-@|% \t\r\n;,＝＋－＠abcäöüßØ١۲中한",
    "\u00a0",
    "\ufeff",
    "\u200b",
    "\u200c",
    "\u0301",
    "\x00",
    "\x1b",
]


def fuzz_cells(count: int, *, controls: bool) -> Iterator[str]:
    """So many cells that begin and go on in unusual ways, always the same ones."""
    dice = Random(11)
    letters = LETTERS if controls else [letter for letter in LETTERS if letter not in "\r\x00\x1b"]
    for _ in range(count):
        yield "".join(dice.choices(letters, k=dice.randrange(1, 9)))


def seen_first(text: str) -> str:
    """What is left of a cell after everything that programs skip before a formula."""
    return "".join(letter for letter in text if letter.isprintable() and letter not in " \u0301")


def in_rows(cells: Sequence[str], width: int = 50) -> list[list[str]]:
    """Headings and rows of an even width, each row with a first cell that is not blank."""
    rows = [["id", *(f"c{place}" for place in range(width))]]
    for start in range(0, len(cells), width):
        part = [*cells[start : start + width]]
        rows.append([f"n{start}", *part, *[""] * (width - len(part))])
    return rows


def read_back(sheet: Sheet) -> list[str]:
    """Every cell of a sheet but the ids, as it was before it was neutralised."""
    return [original_cell(cell) for row in sheet.rows for cell in row.cells[1:]]


@pytest.mark.parametrize("payload", CELLS)
def test_a_payload_is_written_with_one_apostrophe_and_read_without(payload: str, tmp_path: Path) -> None:
    """P11: each collected payload is neutral in both formats and comes back letter by letter."""
    assert neutral_cell(payload) == f"'{payload}"
    assert original_cell(neutral_cell(payload)) == payload
    rows = [["id", "c0"], ["n0", payload]]
    (tmp_path / "a.csv").write_text(csv_text(rows), encoding=ENCODING, newline="")
    (tmp_path / "a.xlsx").write_bytes(xlsx_bytes(rows))
    assert read_back(read_rows(tmp_path / "a.csv")) == read_back(read_rows(tmp_path / "a.xlsx")) == [payload]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_a_harmless_cell_stays_as_it_is(text: str) -> None:
    """P11: only what a spreadsheet could run is touched."""
    assert neutral_cell(text) == original_cell(text) == text


@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\x00", "\ufeff\u200b", "\u0301", "\t", "\r", "\n"])
def test_every_start_of_a_formula_is_neutralised(before: str) -> None:
    """P11: whatever invisible stands before it; and a tab or a line end at the start of itself."""
    for sign in SIGNS:
        assert neutral_cell(f"{before}{sign}1") == f"'{before}{sign}1"
    assert all(neutral_cell(f"{start}1") == f"'{start}1" for start in "\t\r\n'")


def csv_round_trip(folder: Path, count: int) -> tuple[int, int]:
    """Write and read so many cells; returns how many came back, and how many could have begun a formula."""
    cells = [*fuzz_cells(count, controls=True)]
    text = io.StringIO(csv_text(in_rows(cells)), newline="")
    written = [cell for row in csv.reader(text, delimiter=";", strict=True) for cell in row]
    active = sum(seen_first(cell).startswith(SIGNS) or cell.startswith(("\t", "\r", "\n")) for cell in written)
    found = [original_cell(cell) for place, cell in enumerate(written) if place % 51][50:][:count]
    assert found == cells

    # And through the product's own reader, which takes no NUL and no control characters.
    kept = [cell for cell in cells if "\x00" not in cell]
    path = folder / "cells.csv"
    path.write_text(csv_text(in_rows(kept)), encoding=ENCODING, newline="")
    sheet = read_rows(path)
    assert read_back(sheet)[: len(kept)] == [plain(cell) for cell in kept]
    faulty = sum(cell_fault(plain(neutral_cell(cell))) is not None for cell in kept)
    assert len(sheet.problems) == faulty
    return len(found), active


def test_fuzzed_cells_of_a_csv_come_back_and_none_is_active(tmp_path: Path) -> None:
    """P11: 5,000 cells round-trip, 0 left active."""
    assert csv_round_trip(tmp_path, 5_000) == (5_000, 0)


@pytest.mark.soak
def test_two_hundred_thousand_fuzzed_cells_of_a_csv_come_back_and_none_is_active(tmp_path: Path) -> None:
    """P11: 200,000 cells round-trip, 0 left active."""
    assert csv_round_trip(tmp_path, 200_000) == (200_000, 0)


def xlsx_round_trip(folder: Path, count: int) -> tuple[int, int]:
    """Write and re-read so many cells of a workbook; returns how many came back and how many are formulas."""
    cells = [*fuzz_cells(count, controls=False)]
    path = folder / "cells.xlsx"
    path.write_bytes(xlsx_bytes(in_rows(cells)))
    book = load_workbook(path, read_only=True)
    kinds = [cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    book.close()
    assert set(kinds) <= {"s", "f", "n", "e"}
    assert read_back(read_rows(path))[:count] == cells
    return count, sum(kind != "s" for kind in kinds)


def test_fuzzed_cells_of_a_workbook_come_back_and_none_is_a_formula(tmp_path: Path) -> None:
    """P11: the workbook is read again by openpyxl: 5,000 cells, 0 formula cells."""
    assert xlsx_round_trip(tmp_path, 5_000) == (5_000, 0)


@pytest.mark.soak
def test_two_hundred_thousand_fuzzed_cells_of_a_workbook_come_back_and_none_is_a_formula(tmp_path: Path) -> None:
    """P11: 200,000 cells, 0 formula cells."""
    assert xlsx_round_trip(tmp_path, 200_000) == (200_000, 0)


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\r", "\x7f", "\x9b", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_no_workbook_may_hold_is_refused_with_its_place(letter: str) -> None:
    """P11: nothing is dropped or repaired in silence."""
    with pytest.raises(UsageError) as caught:
        xlsx_bytes([["id"], ["n"], [f"a{letter}b"]])
    assert caught.value.sentence.code == "output.control_character"
    assert (caught.value.sentence.args["line"], caught.value.sentence.args["column"]) == (3, 1)
    for language in ("de", "en"):
        assert "{" not in caught.value.in_language(language)


@pytest.mark.parametrize("letter", ["x", "😀"])
def test_a_text_longer_than_a_cell_is_refused_and_one_that_just_fits_is_kept(letter: str, tmp_path: Path) -> None:
    """P11: a spreadsheet counts 32,767 characters of UTF-16 and cuts what is longer without a word."""
    most = LONGEST_CELL // (len(letter.encode("utf-16-le")) // 2)
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes([["id", "c0"], ["n", letter * most]]))
    assert read_back(read_rows(path)) == [letter * most]
    with pytest.raises(UsageError) as caught:
        xlsx_bytes([["id", "c0"], ["n", letter * (most + 1)]])
    assert caught.value.sentence.code == "output.cell_too_long"


def calls(path: Path, *names: str) -> list[str]:
    """The calls in a source whose name ends in one of these, as they are written."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [name for name in found if name.rpartition(".")[2] in names]


def test_one_place_writes_csv_one_writes_workbooks_and_both_neutralise() -> None:
    """P11: no other module makes a writer, so no list leaves the house around the neutraliser."""
    sources = [*CORE.rglob("*.py")]
    assert len(sources) > 150
    makers = ("writer", "DictWriter", "Workbook", "write_only_workbook")
    places = {path.relative_to(CORE).as_posix() for path in sources if calls(path, *makers)}
    assert places == {"files/csv_out.py", "files/xlsx_out.py"}
    for place in places:
        assert calls(CORE / place, "neutral_cell") == ["neutral_cell"]
    imported = {path.relative_to(CORE).as_posix() for path in sources if _imports(path, {"xlsxwriter"})}
    assert imported == {"files/xlsx_out.py"}


def _imports(path: Path, modules: set[str]) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain_ = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return bool(modules & plain_)


def test_there_is_one_neutraliser() -> None:
    """P11: nobody else knows which signs begin a formula, and nobody else puts an apostrophe before a cell."""
    sources = {path.relative_to(CORE).as_posix(): path.read_text(encoding="utf-8") for path in CORE.rglob("*.py")}
    sql = ("store/", "fields/")  # which put quotation marks around the values of a CHECK
    prefixing = {
        place
        for place, source in sources.items()
        for node in ast.walk(ast.parse(source))
        if not place.startswith(sql)
        and (
            (isinstance(node, ast.JoinedStr) and len(node.values) == 2 and _says(node.values[0], "'"))
            or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _says(node.left, "'"))
        )
    }
    assert prefixing == {"display.py"}
    signs = {place for place, source in sources.items() if "＝" in source or "=+-@" in source}
    assert signs == {"display.py"}


def _says(node: ast.expr, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text
