"""P14: a report with a figure that fails does not exist, and says whose figure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geleit.errors import RegionError
from geleit.model.people import Role
from geleit.programme import findings
from geleit.programme.reporting import reports
from geleit.regions.installed import EXTENSIONS
from tests.faults.regions.sources import FAILING

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

FIGURE = """
broken = False

def worked_out(columns):
    if broken:
        {bad}
    return len(columns["people"]["person"])

@hookimpl
def geleit_reports(round_):
    table = geleit.Table(code="sums", figures=(geleit.compute("odd", worked_out, reads=("people",)),))
    return (*standard.reports(round_), geleit.Report(code="own", tables=(table,)))
"""
WORDS = """
[report]
own = { de = "Eigener", en = "Own" }
[table]
sums = { de = "Summen", en = "Sums" }
[figure]
odd = { de = "Seltsam", en = "Odd" }
[definition]
odd = { de = "Seltsam", en = "Odd" }
"""
FIGURES = {
    **FAILING,
    "generator": ("return (value for value in (1, 2))", "generator"),
    "nan": ("return math.nan", "nan"),
    "inf": ("return -math.inf", "-inf"),
    "list": ("return [1]", "list"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_that_fails_is_named_with_its_report(house: House, name: str) -> None:
    """P14: a report with a wrong number does not exist; the others, and the findings, are as before."""
    bad, said = FIGURES[name]
    config = house.filled(name, FIGURE.format(bad=bad), labels=WORDS)
    before = house.signature(config)
    with house.open(config) as programme:
        round_ = programme.round()
        others = [one.code for one in reports.reports(programme, round_) if one.code != "own"]
        sound = [reports.report(programme, round_, code) for code in others]
        assert reports.report(programme, round_, "own").tables[0].total.cells[0].value == 1
        house.breaks(programme)
        with pytest.raises(RegionError) as caught:
            reports.report(programme, round_, "own")
        text = caught.value.in_language("en", programme.labels)
        assert house.names(text, name, "geleit_reports") and said in text and "odd" in text
        assert [(one.code, one.count) for one in programme.asked.faults] == [("own", 1)]
        assert [reports.report(programme, round_, code) for code in others] == sound
        assert findings.screen_round(programme, round_)
    assert house.signature(config) == before


def test_a_figure_that_empties_its_columns_takes_nothing_from_the_next(house: House) -> None:
    """P14: each figure gets columns of its own."""
    body = FIGURE.format(bad="columns.clear(); return 0").replace(
        "figures=(", 'figures=(geleit.compute("first", lambda columns: columns.clear() or 0, reads=("people",)), '
    )
    labels = WORDS.replace("odd =", 'first = { de = "Erste", en = "First" }\nodd =')
    config = house.filled("emptying", body, labels=labels)
    with house.open(config) as programme:
        cells = reports.report(programme, programme.round(), "own").tables[0].total.cells
        assert [cell.value for cell in cells] == [0, 1]


def test_what_an_extension_supplies_is_not_blamed_on_the_region(house: House) -> None:
    """P14: its rule and its figure are named with the extension's distribution and its one question."""
    body = FIGURE.format(bad="raise LookupError('lost')").replace("broken = False", "broken = True")
    body = body[: body.index("@hookimpl")] + (
        "@hookimpl\n"
        "def geleit_extend(round_):\n"
        '    rule = Rule("XX", geleit.rule(worked_out, reads=("age",), label="field.birth_date"))\n'
        '    table = geleit.Table(code="sums", figures=(geleit.compute("odd", worked_out, reads=("people",)),))\n'
        '    report = geleit.Report(code="own", tables=(table,))\n'
        "    return Extension(rules=Eligibility(mentee=(rule,)), reports=(report,))\n"
    )
    labels = WORDS + '[rule]\nXX = { de = "XX", en = "XX" }\n'
    house.fill(house.organisation("healthy"))
    house.install("adding", body, who=False, rules=False, labels=labels, group=EXTENSIONS)
    with house.open(house.organisation("healthy", ("adding",))) as programme:
        round_ = programme.round()
        reason = findings.screen_round(programme, round_, [Role.MENTEE])[0].screening.finding("XX").reason
        assert house.names(programme.say(reason), "adding", "geleit_extend")
        with pytest.raises(RegionError) as caught:
            reports.report(programme, round_, "own")
        assert house.names(str(caught.value), "adding", "geleit_extend") and "healthy" not in str(caught.value)
        assert {one.region for one in programme.asked.faults} == {"adding"}
