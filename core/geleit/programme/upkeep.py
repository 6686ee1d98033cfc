"""Checking an organisation's programme: mistakes, assumptions in force, drift of opened rounds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs

from geleit import standard
from geleit.errors import ConfigError, GeleitError, Problem
from geleit.fields import fields_of
from geleit.files.headings import CONSENT
from geleit.files.tables import TABLES
from geleit.labels import FALLBACK, core_labels, say
from geleit.model.people import Person, Role
from geleit.model.rounds import RoundRecord
from geleit.programme import parameters
from geleit.programme.context import Programme
from geleit.programme.decisions import paper_kinds
from geleit.programme.parameters import Drift
from geleit.questions.settings import origins


@attrs.frozen
class Assumption:
    """A value in force that nobody has confirmed: its key, the value, and what is known about it."""

    key: str
    value: str
    note: str


@attrs.frozen
class Checkup:
    """What a check found. `untranslated` names the standard's texts that fall back to English, with the language."""

    problems: tuple[Problem, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    drift: tuple[Drift, ...] = ()
    untranslated: tuple[tuple[str, str], ...] = ()


def check(path: Path | str) -> Checkup:
    """Check a configuration with its region; mistakes are findings here, not errors."""
    try:
        programme = Programme.open(path)
    except GeleitError as error:
        own = error.problems or (Problem(str(path), 0, "", error.sentence),)
        return Checkup(problems=tuple(own))
    with programme:
        return check_programme(programme, Path(path))


def check_programme(programme: Programme, path: Path) -> Checkup:
    """Check an opened programme: every round is asked about."""
    problems: list[Problem] = []
    for round_ in programme.rounds():
        try:
            programme.answers(round_)
        except ConfigError as error:
            problems += error.problems
        except GeleitError as error:
            problems += error.problems or (Problem(str(path), 0, f"rounds.{round_.id}", error.sentence),)
    problems += _aliases(programme)
    if problems:
        return Checkup(problems=tuple(problems))
    return Checkup((), assumptions(programme), drift(programme), untranslated(programme))


def _aliases(programme: Programme) -> list[Problem]:
    """Headings of `[import.columns]` that point to a field nobody has."""
    classes: list[type[Any]] = [Person, *(programme.participant(role) for role in Role)]
    fields = {field.name for cls in classes for field in fields_of(cls)}
    fields |= {column.name for columns in TABLES.values() for column in columns} | {CONSENT.name}
    for round_ in programme.rounds():
        kinds = paper_kinds(programme, round_)
        fields |= {name for kind in kinds for name in (kind, f"{kind}_seen", f"{kind}_valid_until")}
    document = programme.config.document
    return [
        document.problem(("import", "columns", heading), say("upkeep.unknown_field", field=name), name)
        for heading, name in programme.config.import_.columns.items()
        if name not in fields
    ]


def assumptions(programme: Programme) -> tuple[Assumption, ...]:
    """The assumptions in force: settings left at an assumed default, and the standard's answers."""
    found = []
    given = programme.config.region
    values = {}
    for table in programme.config.rounds:
        values.update(parameters.as_text(parameters.configured(programme.config, programme.asked, table)))
    for key, origin in origins(programme.asked.region.settings).items():
        if origin.assumption is not None and key not in given:
            found.append(Assumption(f"region.{key}", values.get(key, "–"), origin.assumption))
    for hook in programme.asked.silent():
        note = programme.say(f"upkeep.{hook}")
        found.append(Assumption(hook, standard.SOURCE, note))
    for round_ in programme.rounds():
        for rule in (*programme.answers(round_).eligibility.mentee, *programme.answers(round_).eligibility.mentor):
            if rule.source == standard.SOURCE:
                assumed = Assumption(rule.code, standard.SOURCE, programme.say(rule.test.describe()))
                if assumed not in found:
                    found.append(assumed)
    return tuple(found)


def drift(programme: Programme) -> tuple[Drift, ...]:
    """Where opened rounds differ from what the configuration says now."""
    if not programme.config.database_path.exists():
        return ()
    records = programme.store.all(RoundRecord)
    return tuple(one for record in records for one in parameters.drift(programme.config, programme.asked, record))


def untranslated(programme: Programme) -> tuple[tuple[str, str], ...]:
    """The standard's texts that the region's languages lack and that appear in English."""
    host = core_labels()
    languages = [language for language in programme.asked.region.languages if language not in ("de", FALLBACK)]
    return tuple(
        (code, language)
        for language in languages
        for code in host.codes()
        if programme.labels.find(code, language) is None and host.find(code, FALLBACK) is not None
    )
