"""Checking an organisation's programme: mistakes, assumptions in force, drift of opened rounds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs

from geleit.config import load, local_path, read_toml
from geleit.config.overlay import overlay
from geleit.errors import Busy, GeleitError, Problem, RegionError, StoreError
from geleit.fields import fields_of
from geleit.files.headings import CONSENT, CONSENT_LANGUAGE, CONSENT_TEXT
from geleit.files.tables import TABLES
from geleit.labels import FALLBACK, core_labels, say
from geleit.model.people import Person, Role
from geleit.model.rounds import Round, RoundRecord
from geleit.permissions import Action
from geleit.programme import parameters
from geleit.programme.assumptions import Assumption, assumptions
from geleit.programme.context import Programme
from geleit.programme.papers import paper_kinds
from geleit.programme.parameters import Drift
from geleit.programme.staff.permits import needs
from geleit.regions.asking import Asked
from geleit.regions.loading import load as load_region


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
    except RegionError as error:
        return Checkup(problems=_of_loading(error, Path(path)))
    except GeleitError as error:
        return Checkup(problems=_with_region(_problems_of(error, Path(path), ""), Path(path)))
    with programme:
        return check_programme(programme, Path(path))


@needs(Action.CHECK)
def check_programme(programme: Programme, path: Path) -> Checkup:
    """Check an opened programme: every round is asked about."""
    problems: list[Problem] = []
    answered = []
    for table in programme.config.rounds:
        try:
            round_ = programme.round(table.id)
            programme.answers(round_)
            answered.append(round_)
        except (StoreError, Busy):
            # What hinders the records from opening is no mistake of the configuration; `health` says it.
            return Checkup()
        except GeleitError as error:
            problems += _problems_of(error, path, f"rounds.{table.id}")
    problems += _aliases(programme, answered)
    if problems:
        return Checkup(problems=tuple(dict.fromkeys(problems)))
    return Checkup((), assumptions(programme), drift(programme), untranslated(programme))


def _problems_of(error: GeleitError, path: Path, key: str) -> tuple[Problem, ...]:
    """The single things that are wrong; a region's are headed by the sentence that names region and distribution."""
    heads = not error.problems or isinstance(error, RegionError)
    return (*((Problem(str(path), 0, key, error.sentence),) if heads else ()), *error.problems)


def _of_loading(error: RegionError, path: Path) -> tuple[Problem, ...]:
    """What is wrong with the region or an extension itself, at the line that names it."""
    config = load(path)
    try:
        Asked(load_region(config.programme.region, path.parent))
        key = "extensions"
    except RegionError:
        key = "region"
    return (config.document.problem(("programme", key), error.sentence), *error.problems)


def _with_region(problems: tuple[Problem, ...], path: Path) -> tuple[Problem, ...]:
    """Mistakes of a configuration together with those in its region's own tables, which are read only once all others
    are in order; in the order of their lines."""
    try:
        document, local = read_toml(path), local_path(path)
        document = overlay(document, read_toml(local)) if local.exists() else document
        named = document.data["programme"]["region"]
        if not isinstance(named, str) or any(problem.key == "programme.region" for problem in problems):
            return problems
        asked = Asked(load_region(named, path.parent))
    except RegionError as error:
        of_region = (document.problem(("programme", "region"), error.sentence), *error.problems)
        return tuple(sorted((*problems, *of_region), key=_by_line))
    except (GeleitError, LookupError, TypeError, ValueError):
        # What hinders the reading is among the problems already.
        return problems
    rounds = document.data.get("rounds", [])
    if not isinstance(document.data.get("region", {}), dict) or not isinstance(rounds, list):
        return problems
    places = [
        place
        for place, table in enumerate(rounds)
        if isinstance(table, dict) and isinstance(table.get("region", {}), dict)
    ]
    found = dict.fromkeys((*problems, *parameters.faults(document, asked, places)))
    return tuple(sorted(found, key=_by_line))


def _by_line(problem: Problem) -> tuple[str, int]:
    return problem.file, problem.line


def _aliases(programme: Programme, rounds: Iterable[Round[Any]]) -> list[Problem]:
    """Headings of `[import.columns]` that point to a field, or to a paper of one of the rounds, that nobody has."""
    classes: list[type[Any]] = [Person, *(programme.participant(role) for role in Role)]
    fields = {field.name for cls in classes for field in fields_of(cls)}
    fields |= {column.name for columns in TABLES.values() for column in columns} | {
        CONSENT.name,
        CONSENT_TEXT.name,
        CONSENT_LANGUAGE.name,
    }
    for round_ in rounds:
        kinds = paper_kinds(programme, round_)
        fields |= {name for kind in kinds for name in (kind, f"{kind}_seen", f"{kind}_valid_until")}
    document = programme.config.document
    return [
        document.problem(("import", "columns", heading), say("upkeep.unknown_field", field=name), name)
        for heading, name in programme.config.import_.columns.items()
        if name not in fields
    ]


@needs(Action.CHECK)
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
