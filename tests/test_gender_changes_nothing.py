"""Who is proposed for whom does not depend on anybody's gender, nor on a wish for one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from geleit.config import load as load_config
from geleit.demo import applying
from geleit.demo.stage import RehearsalClock, Stage
from geleit.fields import Field, fields_of
from geleit.files.headings import columns_of
from geleit.files.spreadsheet import read_rows
from geleit.model.people import Person, Role
from geleit.programme import Programme
from geleit.programme.proposals import drafting
from geleit.regions.installed import REGIONS, installed
from geleit.regions.loading import load
from geleit.vocabulary.answer import Gender

NAMES = [one.name for one in installed(REGIONS)]
ORDERS = (1, pytest.param(2, marks=pytest.mark.soak))


@attrs.frozen
class Drafted:
    """What a proposal came to, and what stands in the records about gender."""

    pairs: tuple[tuple[Any, ...], ...]
    unmatched: tuple[tuple[Any, ...], ...]
    total: int
    genders: Mapping[str, tuple[Any, ...]]


def is_about_gender(field: Field) -> bool:
    """Whether a field tells a gender, or a wish for one."""
    return field.type is Gender or "gender" in field.name


Chosen = Callable[[Field], bool]


def shuffled(programme: Programme, path: Path, role: Role, dice: Random, chosen: Chosen) -> int:
    """Deal the cells of every chosen field's column out anew; returns how many such columns the list has."""
    fields = (*fields_of(Person), *fields_of(programme.participant(role)))
    columns = columns_of(fields, programme.labels, programme.reading.languages, programme.config.import_.columns)
    sheet = read_rows(path, known=columns.knows)
    wanted = {field.name for field in fields if chosen(field)}
    places = [
        place for place, heading in enumerate(sheet.headings) if wanted & {one.name for one in columns.find(heading)}
    ]
    rows = [list(row.cells) for row in sheet.rows]
    for place in places:
        cells = [row[place] for row in rows]
        dice.shuffle(cells)
        for row, cell in zip(rows, cells, strict=True):
            row[place] = cell
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target, delimiter=";").writerows([sheet.headings, *rows])
    return len(places)


def drafted(name: str, folder: Path, order: int | None, chosen: Chosen = is_about_gender) -> Drafted:
    """Import a region's samples, admit, propose; with an order, after dealing the chosen fields out anew."""
    module = load(name, folder).module
    with as_file(files(module) / "samples") as samples:
        for path in sorted(samples.iterdir()):
            if path.suffix in (".csv", ".toml"):
                (folder / path.name).write_bytes(path.read_bytes())
    config = folder / "organisation.toml"
    dated = [(table.start, table) for table in load_config(config).rounds if table.start]
    start, last = max(dated, key=lambda one: one[0])
    clock = RehearsalClock(start - timedelta(days=14))
    with Programme.open(config, clock=clock, randomness=Random(1), rehearsal=True) as programme:
        if order is not None:
            dice = Random(order)
            for role in Role:
                assert shuffled(programme, folder / f"{role.value}s.csv", role, dice, chosen) >= 1
        stage = Stage(programme, clock, Random(1), folder, lambda line: None, last.id)
        applying.import_both(stage)
        applying.decide_on_all(stage)
        proposal = drafting.propose(programme, stage.round)
        content = proposal.content or {}
        genders: dict[str, tuple[Any, ...]] = {
            "people": tuple((one.id, one.gender) for one in programme.store.all(Person))
        }
        for role in Role:
            cls = programme.participant(role)
            answers = programme.store.all_fields(programme.table(role), cls)
            for field in fields_of(cls):
                if is_about_gender(field):
                    genders[f"{role}.{field.name}"] = tuple(getattr(one, field.name) for one in answers.values())
        return Drafted(
            pairs=tuple(
                (pair["mentee"], pair["mentor"], pair["place"], pair["score"], str(pair["criteria"]), pair["sentence"])
                for pair in content["pairs"]
            ),
            unmatched=tuple((one["mentee"], one["reason_code"], one["reason"]) for one in content["unmatched"]),
            total=proposal.total,
            genders=genders,
        )


@pytest.fixture(scope="module")
def as_it_is(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The draft of a region's samples as they are, worked out once."""

    @cache
    def of(name: str) -> Drafted:
        return drafted(name, tmp_path_factory.mktemp(name), None)

    return of


def test_there_are_regions_to_look_at() -> None:
    """Three regions are installed, so that no case below is empty."""
    assert len(NAMES) >= 3


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", [NAMES[0], *(pytest.param(name, marks=pytest.mark.soak) for name in NAMES[1:])])
def test_permuting_every_gender_and_every_gender_wish_changes_no_pair(
    as_it_is: Any, tmp_path: Path, name: str, order: int
) -> None:
    """The same pairs, scores, parts and sentences, the same people without one and for the same reason."""
    before: Drafted = as_it_is(name)
    after = drafted(name, tmp_path, order)
    assert before.pairs
    assert after.pairs == before.pairs
    assert after.unmatched == before.unmatched
    assert after.total == before.total
    for field, values in before.genders.items():
        assert after.genders[field] != values, field


def test_permuting_the_languages_does_change_pairs(as_it_is: Any, tmp_path: Path) -> None:
    """What is compared above does react to what the matching reads."""
    after = drafted(NAMES[0], tmp_path, ORDERS[0], lambda field: field.name == "languages")
    assert after.pairs != as_it_is(NAMES[0]).pairs
    assert after.total != as_it_is(NAMES[0]).total
