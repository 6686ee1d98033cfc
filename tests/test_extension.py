"""An extension adds to the region an organisation uses and replaces nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from geleit.errors import RegionError
from geleit.model.people import Role
from geleit.programme import Programme, applications, findings
from geleit.questions.eligibility import Verdict
from tests.organisations.tiny import configuration, laid_out, region_source

REGION = region_source("""

@hookimpl
def geleit_eligibility(round_):
    return geleit.Eligibility(mentee=geleit.standard.rules(geleit.Role.MENTEE, without=("ST-WORK",)), mentor=())
""")

EXTENSION = """
from typing import Annotated
from geleit import (Category, Due, Eligibility, Extension, Milestone, Participant, Rule, ask, hookimpl, is_true,
                    participant)


@participant
class Travel(Participant):
    has_car: Annotated[bool | None, ask()] = None


@hookimpl
def geleit_extend(round_):
    return Extension(
        mentee=Travel,
        rules=Eligibility(mentee=(Rule("X-CAR", is_true("has_car")),)),
        milestones=(Milestone("visit", Due(days=5)),),
        outcomes=(Category("LICENCE"),),
    )
"""

LABELS = """
[field]
has_car = { de = "Auto", en = "Car" }
[rule]
X-CAR = { de = "Auto", en = "Car" }
[milestone]
visit = { de = "Besuch", en = "Visit" }
[outcome]
LICENCE = { de = "Führerschein", en = "Driving licence" }
"""

ROUND = '[[rounds]]\nid = "one"\ntitle = "One"\nstart = 2026-02-01\nend = 2026-07-31\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An organisation whose region is a file and whose extension is an installed distribution."""
    site = tmp_path / "site"
    package, info = site / "travel_ext", site / "travel_ext-1.0.dist-info"
    for made in (package, info, tmp_path / "data"):
        made.mkdir(parents=True)
    (package / "__init__.py").write_text(EXTENSION, encoding="utf-8")
    (package / "labels.toml").write_text(LABELS, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: travel-ext\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[geleit.extensions]\ntravel = travel_ext\n", encoding="utf-8")
    laid_out(
        tmp_path,
        configuration(ROUND, languages=["de"], extensions=["travel"]),
        REGION,
        mentees="id;Vorname;Nachname;Geburtsdatum;host_level;Einwilligung am;Auto\n"
        "M1;Amina;Noor;1.2.1990;B1;1.1.2026;ja\n"
        "M2;Olena;Koval;1.2.1991;B2;1.1.2026;nein\n"
        "M3;Samuel;Tesfay;1.2.1992;B2;1.1.2026;\n",
    )
    monkeypatch.syspath_prepend(str(site))
    # Another test's package of this name is no longer where it was.
    monkeypatch.delitem(sys.modules, package.name, raising=False)
    yield tmp_path
    sys.modules.pop(package.name, None)


def _open(folder: Path) -> Programme:
    config = folder / "organisation.toml"
    return Programme.open(
        config, clock=lambda: datetime(2026, 1, 10, tzinfo=UTC), randomness=Random(1), account="office"
    )


def test_an_extensions_field_comes_in_is_kept_and_is_read_by_its_rule(folder: Path) -> None:
    """The field has a column in the list and in the table, and its rule reaches every verdict."""
    with _open(folder) as programme:
        round_ = programme.round("one")
        taken = applications.import_people(programme, round_, Role.MENTEE, folder / "mentees.csv")
        assert (taken.accepted, taken.problems, taken.unknown_columns) == (3, (), ())
        found = {
            one.applicant.person.id: one.screening.finding("X-CAR").verdict
            for one in findings.screen_round(programme, round_)
        }
    assert found == {"M1": Verdict.MET, "M2": Verdict.NOT_MET, "M3": Verdict.UNKNOWN}


def test_an_extensions_answers_stand_behind_the_regions_own(folder: Path) -> None:
    """Milestones and categories are added at the end; the standard's stay as they are."""
    with _open(folder) as programme:
        answers = programme.answers(programme.round("one"))
    assert [one.code for one in answers.sessions.milestones][-2:] == ["closing", "visit"]
    assert answers.outcomes.categories[-1].code == "LICENCE"
    assert [rule.code for rule in answers.eligibility.mentee] == ["ST-AGE", "ST-CONSENT", "ST-LANGUAGE", "X-CAR"]


def test_an_extension_that_repeats_a_code_is_named(folder: Path) -> None:
    """A milestone code that the region has already is refused under the extension's name."""
    package = folder / "site" / "travel_ext" / "__init__.py"
    package.write_text(EXTENSION.replace('"visit"', '"closing"').replace("travel", "travel2"), encoding="utf-8")
    info = folder / "site" / "travel_ext-1.0.dist-info" / "entry_points.txt"
    (folder / "site" / "travel_ext").rename(folder / "site" / "travel_twice")
    info.write_text("[geleit.extensions]\ntravel = travel_twice\n", encoding="utf-8")
    with _open(folder) as programme, pytest.raises(RegionError) as caught:
        programme.answers(programme.round("one"))
    assert "travel-ext" in str(caught.value)
    assert "closing" in str(caught.value)
