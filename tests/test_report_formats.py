"""The same report as text, CSV, JSON and HTML."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.disclosure import protect
from geleit.display import original_cell
from geleit.figures import POPULATIONS, Period, ReportResult, evaluate
from geleit.files.csv_out import ENCODING
from geleit.files.report_csv import report_csv
from geleit.files.report_html import report_html
from geleit.files.report_json import report_json, report_object
from geleit.files.report_text import report_text
from geleit.labels import core_labels, say
from geleit.questions.reports import Count, Recipient, Report, Share, Table, count, mean, total
from geleit.standard.reporting import standard_reports

LABELS = core_labels()
NOTE = say("table.funnel_mentors")
PERIOD = Period(date(2026, 1, 1), date(2026, 6, 30))
NUMBERED = re.compile(r'<data value="([^"]*)">')
HOSTILE = [
    '=HYPERLINK("x")',
    "<script>alert(1)</script>",
    "\x1b[2Jweg",
    'O\'Neill; "B"\r\nC',
    "'t Hooft",
    "+43 1",
    "\u202egro",
]


def sample(recipient: Recipient = Recipient.INTERNAL) -> ReportResult:
    """Two tables with a share, sums, a mean, unknown values and people not reached."""
    heads = 40
    names = [name for name, column in POPULATIONS["people"].columns.items() if column.derived is None]
    people: dict[str, list[Any]] = {name: [None] * heads for name in names}
    people["person"] = [f"p{number}" for number in range(heads)]
    people["gender"] = [("female", "female", "male", None)[number % 4] for number in range(heads)]
    people["paired"] = [number % 3 > 0 for number in range(heads)]
    people["not_reached"] = [number % 7 == 0 for number in range(heads)]
    people["waiting_days"] = [None if number % 5 == 0 else number for number in range(heads)]
    partnerships = {
        "mentee": people["person"],
        "mentor": [f"m{number % 7}" for number in range(heads)],
        "minutes": [number * 25 for number in range(heads)],
    }
    rate = Share(
        code="match_rate",
        numerator=Count(code="n", population="people", where={"paired": True}),
        of=Count(code="d", population="people"),
    )
    asked = Report(
        code="equity",
        recipient=recipient,
        cut_off=date(2026, 5, 31),
        tables=(
            Table(
                code="equity_gender",
                rows="gender",
                figures=(
                    count("mentees_paired", "people", paired=True),
                    rate,
                    mean("waiting_days_mean", "people", "waiting_days"),
                ),
            ),
            Table(code="caseload_by_mentor", rows="mentor", figures=(count("cases_running", "partnerships"),)),
            Table(code="hours_so_far", figures=(total("hours_logged", "partnerships", "minutes"),)),
        ),
    )
    result = evaluate(asked, {"people": people, "partnerships": partnerships}, PERIOD)
    return result.named("mentor", {f"m{number}": name for number, name in enumerate(HOSTILE)})


class Page(HTMLParser):
    """The tags with their attributes, and the text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def sheet(text: str) -> list[list[str]]:
    """A CSV's rows as somebody else reads them."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


@pytest.mark.parametrize("language", ["de", "en"])
def test_html_needs_nothing_from_elsewhere_and_runs_nothing(language: str) -> None:
    """No script, no link but to its own footnotes, no picture, no handler, no address."""
    source = report_html(sample(), LABELS, language, "Träger <b>Nord</b>")
    page = Page(source)
    assert source.startswith("<!doctype html>")
    assert page.tags[0] == ("html", {"lang": language})
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "b"} & {tag for tag, _ in page.tags}
    targets = [
        value for _, found in page.tags for key, value in found.items() if key in ("href", "src", "data", "action")
    ]
    assert targets
    assert all(target and target.startswith("#d") for target in targets)
    assert not [key for _, found in page.tags for key in found if key.startswith("on")]
    assert not re.search(r"https?:|//|url\(|@import", source.split("</style>")[0].split("<style>")[1])
    assert "://" not in source
    assert {found["href"] for tag, found in page.tags if tag == "a"} == {
        f"#{found['id']}" for tag, found in page.tags if tag == "li"
    }


def test_html_contains_every_number_of_the_json() -> None:
    """Values stand in the page exactly, parts, wholes and what is missing beside them in words."""
    result = sample()
    content = report_object(result, LABELS, "en", "Org")
    source = report_html(result, LABELS, "en", "Org")
    page = Page(source)
    text = " ".join(" ".join(page.words).split())
    cells = [cell for table in content["tables"] for row in table["rows"] for cell in row["cells"]]
    assert [json.loads(value) for value in NUMBERED.findall(source)] == [
        cell["value"] for cell in cells if cell["value"] is not None
    ]
    for cell in cells:
        assert cell["shown"] in text
        for key in ("numerator", "denominator", "not_reached", "unknown"):
            assert not cell[key] or str(cell[key]) in cell["shown"]


def test_html_explains_every_figure() -> None:
    """Each figure's definition is among the footnotes."""
    result = sample()
    text = " ".join(Page(report_html(result, LABELS, "de", "Org")).words)
    for table in result.tables:
        for cell in table.total.cells:
            assert LABELS.text(cell.definition, "de") in text


def test_html_draws_a_bar_for_each_shown_number_of_a_row() -> None:
    """Bars stand in the rows, none in totals; their width lies between nothing and everything."""
    bars = [
        float(found["width"] or "nan")
        for tag, found in Page(report_html(sample(), LABELS, "de", "Org")).tags
        if tag == "rect" and found["class"] == "part"
    ]
    assert len(bars) == 3 * 3 + 7
    assert all(0 <= width <= 100 for width in bars)


def test_json_has_the_same_keys_for_every_report() -> None:
    """Keys do not depend on what there is to say."""
    empty: dict[str, dict[str, list[Any]]] = {
        name: {column: [] for column, about in population.columns.items() if about.derived is None}
        for name, population in POPULATIONS.items()
    }
    contents = [json.loads(report_json(sample(), LABELS, "de", "Org"))]
    contents += [
        json.loads(report_json(evaluate(asked, empty, PERIOD), LABELS, "en", "Org")) for asked in standard_reports()
    ]
    for content in contents:
        assert set(content) == {
            "name", "title", "organisation", "language", "recipient", "period", "note", "frozen_on", "erased", "witness",
                "tables",
        }  # fmt: skip
        assert set(content["period"]) == {"first", "last", "until"}
        for table in content["tables"]:
            assert set(table) == {"code", "title", "by", "columns", "rows", "note"}
            for column in table["columns"]:
                assert set(column) == {"code", "title", "definition", "kind", "unit"}
            for row in table["rows"]:
                assert set(row) == {"label", "value", "total", "cells"}
                assert len(row["cells"]) == len(table["columns"])


def test_json_keeps_a_share_as_numerator_and_denominator() -> None:
    """The share of women with a mentor carries both its numbers."""
    content = report_object(sample(), LABELS, "en", "Org")
    row = next(row for row in content["tables"][0]["rows"] if row["label"] == "female")
    cell = row["cells"][1]
    assert cell["value"] == cell["numerator"] / cell["denominator"]
    assert cell["numerator"] == 13
    assert cell["denominator"] + cell["not_reached"] == 20


def test_csv_is_what_a_german_spreadsheet_reads() -> None:
    """Semicolons, CRLF, decimal commas, a byte order mark where it is written."""
    text = report_csv(sample(), LABELS, "de", "Träger")
    assert text.encode(ENCODING).startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") >= len(sheet(text))
    rows = sheet(text)
    head = next(row for row in rows if row[:1] == ["Geschlecht"])
    assert head == [
        "Geschlecht",
        "Mit Mentor:in",
        "Vermittlungsquote (Anteil)",
        "Vermittlungsquote: Zähler",
        "Vermittlungsquote: Nenner",
        "Vermittlungsquote: nicht erreicht",
        "Wartezeit im Durchschnitt (Tage)",
        "Wartezeit im Durchschnitt: ohne Angabe",
    ]
    assert rows[rows.index(["Bisher"]) + 2] == ["Gesamt", "325"]
    assert next(row for row in rows if row[:1] == ["weiblich"])[:5] == ["weiblich", "13", "0,7222", "13", "18"]


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), min_size=7, max_size=7), st.text(max_size=30))
def test_csv_gives_back_every_name(names: list[str], organisation: str) -> None:
    """Names that a spreadsheet would run, cut or break are read back as they were."""
    clean = [name.encode("utf-8", "ignore").decode() for name in [*names, organisation]]
    result = sample().named("mentor", {f"m{number}": name for number, name in enumerate(clean[:7])})
    rows = sheet(report_csv(result, LABELS, "de", clean[7]))
    first = next(number for number, row in enumerate(rows) if row[:1] == ["Mentor:in"])
    table = result.tables[1]
    assert [[original_cell(row[0]), *row[1:]] for row in rows[first + 1 : first + 9]] == [
        [row.text if row.text is not None else "Gesamt", str(row.cells[0].value)] for row in table.rows
    ]
    assert original_cell(rows[1][0] if rows[1] else "") == clean[7]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@pytest.mark.parametrize("write", [report_text, report_html, report_csv, report_json])
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_hidden_number_is_in_no_format(write: Callable[..., str], language: str) -> None:
    """A small number is shown by its sign only, and the sign is explained."""
    result = sample(Recipient.FUNDER)
    hidden = protect(result, 9)
    assert any(cell.hidden for table in hidden.tables for row in table.rows for cell in row.cells)
    source = write(hidden, LABELS, language, "Org")
    legend = LABELS.text("output.legend_hidden", language)
    assert legend in " ".join(source.split())
    words = report_object(hidden, LABELS, language, "Org")
    for table in words["tables"]:
        for row in table["rows"]:
            for cell in row["cells"]:
                if cell["hidden"]:
                    assert {cell[key] for key in ("value", "numerator", "denominator", "not_reached", "unknown")} == {
                        None
                    }


def test_text_cannot_steer_a_terminal() -> None:
    """Hostile names and organisations leave no control or direction character."""
    text = report_text(sample(), LABELS, "de", HOSTILE[2])
    unsafe = [c for c in text if c != "\n" and (unicodedata.category(c) in ("Cc", "Cs") or c in "\u202a\u202e\u2066")]
    assert unsafe == []


def test_text_is_aligned_and_names_every_figure() -> None:
    """A broken-down table's lines end in one column; the definitions follow on request."""
    result = attrs.evolve(sample(), tables=sample().tables[:1])
    text = report_text(result, LABELS, "de", "Org")
    body = [line for line in text.splitlines() if line.startswith(("weiblich", "männlich", "nicht bekannt", "Gesamt"))]
    assert len(body) == 4
    assert len({len(line) for line in body}) == 1
    assert "Jemals: Zähler sind" in text
    assert "Jemals" not in report_text(result, LABELS, "de", "Org", definitions=False)


def test_every_format_says_who_when_and_for_whom() -> None:
    """Organisation, period, cut-off day and recipient are in every format."""
    result = sample(Recipient.FUNDER)
    for write in (report_text, report_html, report_csv):
        source = write(result, LABELS, "de", "Träger Nord")
        for words in ("Träger Nord", "1.1.2026 bis 30.6.2026", "31.5.2026", "Für den Fördergeber"):
            assert words in source


def test_a_reports_note_is_on_every_print() -> None:
    """The line a funder wants is in every format."""
    result = attrs.evolve(sample(), note=NOTE)
    for write in (report_text, report_html, report_csv, report_json):
        assert LABELS.text(NOTE, "de") in write(result, LABELS, "de", "Org")
