"""P13: what is sorted or filtered by is a name on a list, never a piece of SQL; anything else changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from geleit.cli import main
from geleit.errors import StoreError, UsageError
from geleit.model.lifecycle import PartState
from geleit.model.office import Employer, Task
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Person, Role
from geleit.programme import Programme
from geleit.standard.fields import Mentee
from geleit.store import Store, entries
from geleit.store.people import roster, search
from tests.organisations.tiny import configuration

HERE = Path(__file__).parent
STRINGS = {
    "a subselect": "(SELECT given_name FROM people LIMIT 1)",
    "case when": "CASE WHEN (SELECT substr(given_name, 1, 1) FROM people) = 'A' THEN id ELSE rev END",
    "drop table": "id; DROP TABLE people",
    "a comment": "id --",
    "a comment in between": "id/**/",
    "union select": "id UNION SELECT email FROM people",
    "a quoted name": '"id"',
    "a bracketed name": "[id]",
    "a name in backticks": "`id`",
    "an unknown column": "salary",
    "rowid": "rowid",
    "random()": "random()",
    "load_extension()": "load_extension('x')",
    "collate": "id COLLATE NOCASE",
    "limit": "id LIMIT -1",
    "a list": "given_name, family_name",
    "NUL": "id\0",
    "a look-alike letter": "giv\u0435n_name",
    "empty": "",
    "10,000 letters": "x" * 10_000,
}
RECORDS = (Person, Participation, Partnership, Employer, Task)
ROUND = '[[rounds]]\nid = "r1"\ntitle = "Erster Durchgang"\nstart = 2026-01-01\n'


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration, with a database of three people beside it."""
    folder = tmp_path_factory.mktemp("queries")
    for name in ("brussels.py", "brussels.labels.toml"):
        shutil.copyfile(HERE.parent / "regions" / name, folder / name)
    path = folder / "organisation.toml"
    path.write_text(configuration(ROUND, region="brussels"), encoding="utf-8")
    with Programme.open(path, clock=_clock) as programme, programme.store.write() as tx:
        for number, name in enumerate(("Ada", "Ben", "Cem")):
            tx.add(Person(id=f"p{number}", given_name=name, family_name="K"))
        tx.add(Employer(id="e", name="Bau AG"))
        tx.add(Task(id="t", title="Anrufen", owner="anna", due_on=date(2026, 3, 1)))
    return path


@pytest.fixture(scope="module")
def store(config: Path) -> Iterator[Store]:
    """The records."""
    with Programme.open(config, clock=_clock) as programme:
        yield programme.store


def _clock() -> datetime:
    return datetime(2026, 3, 20, 9, tzinfo=UTC)


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, and the schema."""
    found = {"": [tuple(row) for row in store.rows("SELECT type, name, sql FROM sqlite_master ORDER BY name")]}
    for name in [str(row[1]) for row in found[""] if row[0] == "table"]:
        quoted = name.replace('"', '""')
        found[name] = [tuple(row) for row in store.rows(f'SELECT * FROM "{quoted}"')]
    return found


def test_the_catalogue_has_twenty_strings() -> None:
    """P13: it is whole."""
    assert len(STRINGS) == 20


@pytest.mark.parametrize("case", STRINGS)
def test_no_order_and_no_filter_is_sql(case: str, store: Store) -> None:
    """P13: for every record, ascending and descending, alone and beside a name that is known; in a unit of work and
    out of it."""
    text, before = STRINGS[case], content(store)
    with store.write("sort and filter") as tx:
        for reads in (store, tx):
            for cls in RECORDS:
                for order in (text, f"-{text}", ("id", text), [text, "id"]):
                    with pytest.raises(UsageError) as caught:
                        reads.all(cls, order=order)
                    assert caught.value.sentence.code == "store.no_column"
                values: tuple[Any, ...] = ("x", None, ("x", None))
                for value in values:
                    equal: dict[str, Any] = {text: value}
                    with pytest.raises(UsageError):
                        reads.all(cls, **equal)
                    with pytest.raises(UsageError):
                        reads.count(cls, **equal)
            with pytest.raises(StoreError):
                reads.fields(text, Person, "p0")
            with pytest.raises(StoreError):
                reads.all_fields(text, Person)
    assert content(store) == before


@pytest.mark.parametrize("case", STRINGS)
def test_such_a_value_is_only_ever_compared(case: str, store: Store) -> None:
    """P13: as what somebody looks for it finds nobody, and changes nothing."""
    text, before = STRINGS[case], content(store)
    assert store.all(Person, given_name=text) == store.all(Person, id=(text, f"{text}x")) == ()
    assert store.get(Person, text) is None
    assert store.count(Employer, name=text) == 0
    assert search(store, text) == ()
    assert roster(store, text, Role.MENTEE, "mentee_fields", Mentee, states=[PartState.APPLIED]) == ()
    assert entries(store, actor=text) == entries(store, person=text) == entries(store, record=("people", text)) == ()
    assert content(store) == before


def test_what_is_on_the_list_sorts_and_filters(store: Store) -> None:
    """P13: the list is no wall: fields and kept columns work, in both directions."""
    assert [one.id for one in store.all(Person, order="-given_name")] == ["p2", "p1", "p0"]
    assert [one.id for one in store.all(Person, order=("sort_key", "-id"), rev=1)] == ["p0", "p1", "p2"]


COMMANDS = (
    ("journal", "show", "{config}", "--json", "--person", "{text}"),
    ("journal", "show", "{config}", "--json", "--limit", "{text}"),
    ("pairs", "{config}", "--json", "--round", "{text}"),
    ("screen", "{config}", "--json", "--role", "{text}"),
    ("due", "{config}", "--json", "--since", "{text}"),
    ("match", "{config}", "--json", "--objective", "{text}"),
    ("match", "{config}", "--json", "--seed", "{text}"),
    ("decide", "{config}", "--json", "--proposal", "{text}"),
    ("report", "{config}", "{text}", "--json"),
    ("export", "{config}", "{text}"),
    ("export", "{config}", "people", "--role", "{text}"),
    ("goal", "list", "{config}", "{text}", "--json"),
    ("why-not", "{config}", "{text}", "{text}", "--json"),
    ("import", "{config}", "list.csv", "--what", "{text}", "--json"),
    ("round", "open", "{config}", "{text}"),
)


def refused_by(commands: tuple[tuple[str, ...], ...], text: str, config: Path, store: Store) -> None:
    """Each of the commands refuses the text with exit code 2 and a sentence, prints no data, and changes nothing."""
    before = content(store)
    for command in commands:
        words = [word.format(config=config, text=text) for word in command]
        assert main(words) == 2, command
    assert content(store) == before


@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_no_option_of_the_command_line_is_sql(
    number: int, config: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """P13: each string at three of the fifteen commands in turn, so that each command meets four of them."""
    case = [*STRINGS][number]
    commands = tuple(COMMANDS[(3 * number + step) % len(COMMANDS)] for step in range(3))
    refused_by(commands, STRINGS[case], config, store)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err


@pytest.mark.soak
@pytest.mark.parametrize("case", STRINGS)
def test_no_option_of_any_command_is_sql(
    case: str, config: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """P13: twenty strings at fifteen commands."""
    refused_by(COMMANDS, STRINGS[case], config, store)
    assert capsys.readouterr().out == ""
