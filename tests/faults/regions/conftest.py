"""A house full of regions: distributions as pip would leave them, and organisations that use them."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from textwrap import dedent
from typing import Any

import attrs
import pytest

from geleit.errors import RegionError
from geleit.figures import ReportResult
from geleit.model.people import Role
from geleit.programme import Programme, applications, decisions, findings, upkeep
from geleit.programme.proposals import drafting
from geleit.programme.reporting import reports
from geleit.regions.installed import EXTENSIONS, REGIONS
from tests.faults.regions import sources

VERSION = "1.2.3"
NOW = datetime(2026, 1, 10, 9, tzinfo=UTC)

HEAD = """
import functools
import math
import sys

import attrs
import geleit
from geleit import Criterion, Eligibility, Extension, MatchingPolicy, Region, Role, Rule, SessionPolicy, hookimpl, standard
"""
RULES = """
@hookimpl
def geleit_eligibility(round_):
    return Eligibility(mentee=standard.rules(Role.MENTEE, without=("ST-WORK",)))
"""
MENTEES = """\
id;Vorname;Nachname;Geburtsdatum;Sprachen;Niveau der Landessprache;Berufe;Einwilligung am
m1;Ada;Lind;03.05.1991;Arabisch C2;B2;2512;01.01.2026
m2;Bea;Okoye;14.07.1980;Arabisch C1, Englisch B1;B1;2513;01.01.2026
m3;Cem;Aydin;02.02.1985;Türkisch C2;A1;5120;01.01.2026
"""
MENTORS = """\
id;Vorname;Nachname;Geburtsdatum;Sprachen;Berufe;Einwilligung am
t1;Finn;Maes;01.03.1975;Arabisch C1;2512;01.01.2026
"""
CONFIG = """
[organisation]
name = "House"
languages = ["de", "en"]
timezone = "Europe/Brussels"
[programme]
region = "{region}"
title = "Programme"
extensions = [{extensions}]
[database]
path = "{region}.db"
protection = "disk"
[[rounds]]
id = "r1"
title = "Round 1"
start = 2026-01-05
end = 2026-07-05
"""


@attrs.define
class House:
    """A folder on the path where distributions are installed, and a folder of organisations."""

    site: Path
    offices: Path
    _kept: dict[str, bytes]
    _installed: int = 0

    def install(
        self,
        name: str,
        body: str = "",
        *,
        who: bool = True,
        rules: bool = True,
        before: str = "",
        labels: str = "",
        group: str = REGIONS,
        version: str = VERSION,
    ) -> None:
        """Install a package of one module with an entry point, in place of an older version of it.

        `body` is what it has beyond a healthy region's answers, of which some can be left out; `before` is executed
        first of all.
        """
        self._installed += 1
        package = self.site / f"{name}_{self._installed}_pkg"
        package.mkdir()
        parts = [before, HEAD, sources.who() if who else "", RULES if rules else "", dedent(body)]
        (package / "__init__.py").write_text("\n".join(parts), encoding="utf-8")
        if labels:
            (package / "labels.toml").write_text(labels, encoding="utf-8")
        for older in self.site.glob(f"{name}_dist-*.dist-info"):
            shutil.rmtree(older)
        info = self.site / f"{name}_dist-{version}.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {name}-dist\nVersion: {version}\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {package.name}\n", encoding="utf-8")
        importlib.invalidate_caches()

    def organisation(self, region: str, extensions: tuple[str, ...] = ()) -> Path:
        """An organisation's file."""
        path = self.offices / f"{region}.toml"
        listed = ", ".join(f'"{name}"' for name in extensions)
        path.write_text(CONFIG.format(region=region, extensions=listed), encoding="utf-8")
        return path

    def open(self, config: Path) -> Programme:
        """The programme of an organisation, on a day and with randomness that are always the same."""
        return Programme.open(config, clock=lambda: NOW, randomness=Random(1), account="office")

    def ask(self, config: Path) -> None:
        """Open a programme and ask about its round."""
        with self.open(config) as programme:
            programme.answers(programme.round())

    def refuses(
        self,
        name: str,
        *,
        hook: str,
        english: tuple[str, ...],
        german: tuple[str, ...],
        body: str = "",
        who: bool = True,
        rules: bool = True,
        labels: str = "",
        extends: bool = False,
    ) -> None:
        """Install a faulty region (or an extension beside the healthy one) and assert what is said of it, each time it
        is used and by `check`; the healthy one works beside it."""
        answers = not extends
        group = EXTENSIONS if extends else REGIONS
        self.install(name, body, who=who and answers, rules=rules and answers, labels=labels, group=group)
        config = self.organisation("healthy", (name,)) if extends else self.organisation(name)
        named = (name, f"{name}-dist", VERSION, hook)
        for _ in range(2):
            with pytest.raises(RegionError) as caught:
                self.ask(config)
            for language, words in (("en", english), ("de", german)):
                text = caught.value.in_language(language)
                assert not [word for word in named if word not in text.splitlines()[0]]
                assert not [word for word in words if word not in text]
        checked = "\n".join(problem.in_language("de") for problem in upkeep.check(config).problems)
        assert not [word for word in (*named, *german) if word not in checked]
        self.ask(self.organisation("healthy"))

    def fill(self, config: Path) -> None:
        """Three mentees and a mentor under sound rules: m1 admitted, m2 interviewed, m3 not eligible, t1 available."""
        database = config.with_suffix(".db")
        if not self._kept:
            self.take_in(config)
            self._kept["database"] = database.read_bytes()
        database.write_bytes(self._kept["database"])

    def filled(self, name: str, body: str = "", **parts: Any) -> Path:
        """An organisation whose region is this one and whose people are there already."""
        self.install(name, body, **parts)
        config = self.organisation(name)
        self.fill(config)
        return config

    def breaks(self, programme: Programme, *, broken: bool = True) -> None:
        """From now on the function of the programme's region is faulty (its module says `broken`), or no longer."""
        programme.answers(programme.round())
        module: Any = programme.asked.loaded.module
        module.broken = broken

    def names(self, sentence: str, name: str, hook: str) -> bool:
        """Whether region, distribution, version and hook stand in a sentence."""
        return all(word in sentence for word in (name, f"{name}-dist", VERSION, hook))

    def take_in(self, config: Path) -> None:
        """The work behind `fill`."""
        with self.open(config) as programme:
            round_ = programme.round()
            for role, name, text in ((Role.MENTEE, "mentees", MENTEES), (Role.MENTOR, "mentors", MENTORS)):
                listed = self.offices / f"{name}.csv"
                listed.write_text(text, encoding="utf-8")
                done = applications.import_people(programme, round_, role, listed)
                assert (done.problems, done.unknown_columns) == ((), ())
            for person in ("m1", "m2", "m3", "t1"):
                decisions.interview(programme, round_, person, held_on=date(2026, 1, 8))
            decisions.decide(programme, round_, "m1", "admit")
            decisions.decide(programme, round_, "t1", "sign")
            decisions.decide(programme, round_, "t1", "admit")

    def results(self, programme: Programme) -> tuple[object, ...]:
        """Everything that a region's answers lead to: findings, pairs, figures."""
        round_ = programme.round()
        found = [(one.applicant.person.id, one.screening) for one in findings.screen_round(programme, round_)]
        draft = drafting.draft(programme, round_)
        pairs = [(pair.mentee, pair.mentor, pair.score, pair.sentence) for pair in draft.pairs]
        figures: tuple[ReportResult, ...] = reports.every_report(programme, round_)
        return found, pairs, figures

    def signature(self, config: Path) -> Mapping[str, tuple[object, ...]]:
        """Every row of every table and view of an organisation's database."""
        with closing(sqlite3.connect(config.with_suffix(".db"))) as database:
            names = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
            return {
                name: tuple(sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr))
                for (name,) in names.fetchall()
            }


@pytest.fixture(scope="session")
def kept() -> dict[str, bytes]:
    """The database of a sound region's people, made once; taking them in is not what is tested here."""
    return {}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: dict[str, bytes]) -> Iterator[House]:
    """A house with one healthy region, whose modules are forgotten afterwards."""
    made = House(tmp_path / "site", tmp_path / "offices", kept)
    made.site.mkdir()
    made.offices.mkdir()
    monkeypatch.syspath_prepend(made.site)
    made.install("healthy")
    before = set(sys.modules)
    yield made
    for name in set(sys.modules) - before:
        if name.endswith("_pkg") or name.startswith("geleit_region_"):
            del sys.modules[name]
