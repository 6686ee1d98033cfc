"""The people of a round page by page: the pages are the whole, whatever is asked for, and come from indexes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.cli.commands.people import _SORTS
from geleit.errors import UsageError
from geleit.model.lifecycle import PairState, PartState
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Person, Role
from geleit.model.retention import Placeholder
from geleit.model.rounds import RoundRecord
from geleit.standard.fields import Mentee, Mentor
from geleit.store import Store, browsing, open_store
from geleit.store.browsing import Choice, Sort, counted, counted_by_state, sort_of
from geleit.store.people_rows import beside, rows
from geleit.store.walking import Walk, order
from geleit.vocabulary.names import query_key

DAY = date(2026, 3, 2)
NAMES = ("Müller", "Mueller", "Öztürk", "Ortner", "Şahin", "Zauner", "O'Neil", "Groß", "Gross", "Łukasz")
PEOPLE = 120
TABLES = {Role.MENTEE: "mentee_fields", Role.MENTOR: "mentor_fields"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A round `r` with everybody in some state, some in both roles, and a round `s` with a few of them."""
    folder = tmp_path_factory.mktemp("browsing")
    dice = Random(7)
    with open_store(
        folder / "a.db", clock=lambda: datetime(2026, 3, 2, tzinfo=UTC), actor="account1", create=True
    ) as made:
        for role, cls in ((Role.MENTEE, Mentee), (Role.MENTOR, Mentor)):
            made.derive(cls, TABLES[role])
        with made.write() as tx:
            tx.add_all([RoundRecord(id="r", title="R"), RoundRecord(id="s", title="S")])
            for number in range(PEOPLE):
                tx.add(Person(id=f"w{number}", given_name=dice.choice(NAMES), family_name=dice.choice(NAMES)))
                for role in Role:
                    if (role is Role.MENTEE) == (number % 2 == 0) or number % 7 == 0:
                        _part(tx, f"{role.value}{number}", f"w{number}", "r", role, dice)
                if number % 10 == 0:
                    _part(tx, f"s{number}", f"w{number}", "s", Role.MENTEE, dice)
            tx.add(Placeholder(id="x1", person="w3", counts=False, since=DAY))
            tx.add(Placeholder(id="x2", person="w5", counts=True, since=DAY))
        yield made


def _part(tx: Any, id_: str, who: str, round_: str, role: Role, dice: Random) -> None:
    applied = DAY - timedelta(days=dice.randint(0, 9))
    waits = dice.random() < 0.3
    tx.add(
        Participation(
            id=id_, person=who, round=round_, role=role, state=dice.choice([*PartState]), since=applied,
            applied_on=applied, waiting_since=applied if waits else None, priority=waits,
        )
    )  # fmt: skip
    cls = Mentee if role is Role.MENTEE else Mentor
    tx.save_fields(TABLES[role], id_, cls(territory=dice.choice([None, "north", "south"])))


def chosen(store: Store, choice: Choice, sort: Sort, *, descending: bool) -> list[str]:
    """The same by plain Python over everybody."""
    nobody = {one.person for one in store.all(Placeholder, counts=False)}
    people = {one.id: one for one in store.all(Person)}
    keys: dict[str, str] = dict(store.rows("SELECT id, sort_key FROM people"))
    searched: dict[str, str] = dict(store.rows("SELECT id, search_key FROM people"))
    lives: dict[str, str | None] = {}
    for table in TABLES.values():
        lives |= dict(store.rows(f'SELECT participation, territory FROM "{table}"'))
    found = [
        part
        for part in store.all(Participation, round=choice.round)
        if part.person not in nobody
        and choice.role in (None, part.role)
        and (not choice.states or part.state in choice.states)
        and (choice.places is None or lives[part.id] in choice.places)
        and (choice.among is None or part.id in choice.among)
        and (
            not choice.text.strip()
            or (
                bool(query_key(choice.text).split())
                and all(word in searched[part.person] for word in query_key(choice.text).split())
            )
        )
    ]

    def by_name(part: Participation) -> tuple[str, ...]:
        return keys[part.person], people[part.person].id, part.id

    states = [*PartState]
    if sort is Sort.NAME:
        found.sort(key=by_name, reverse=descending)
    elif sort is Sort.STATE:
        found.sort(key=by_name)
        found.sort(key=lambda part: states.index(part.state), reverse=descending)
    elif sort is Sort.APPLIED:
        found.sort(key=lambda part: (part.applied_on, part.id), reverse=descending)
    else:
        waiting = [part for part in found if part.waiting_since is not None]
        waiting.sort(key=lambda part: (str(part.waiting_since), part.id), reverse=descending)
        found = waiting + sorted((part for part in found if part.waiting_since is None), key=by_name)
    return [part.id for part in found]


CHOICES = st.builds(
    Choice,
    round=st.sampled_from(["r", "s", "nowhere"]),
    role=st.sampled_from([None, *Role]),
    states=st.lists(st.sampled_from([*PartState]), unique=True, max_size=5).map(tuple),
    text=st.sampled_from(["", " ", "mü", "Mueller", "gross", "o'neil", "ö", "zauner mul", "x", "-", "'", '" OR 1=1']),
    places=st.sampled_from([None, (), ("north",), ("north", "south"), ("') OR 1=1 --",)]),
    tables=st.just(TABLES),
)


@given(CHOICES, st.sampled_from([*Sort]), st.booleans(), st.integers(1, 40), st.sampled_from([0, 20, 5_000]))
def test_pages_put_together_are_the_whole(
    store: Store, choice: Choice, sort: Sort, descending: bool, size: int, few: int
) -> None:
    """However few are kept and however large the pages are: nobody is missing, nobody twice, in the order asked for."""
    wanted = chosen(store, choice, sort, descending=descending)
    found, page = order(store, choice, sort, descending=descending, few=few)
    assert found == len(wanted) == counted(store, choice)
    assert [id_ for first in range(0, found, size) for id_ in page(store, first, size)] == wanted


@given(
    CHOICES, st.sampled_from([*Sort]), st.booleans(), st.lists(st.tuples(st.integers(0, 140), st.integers(1, 30))),
    st.integers(1, 30),
)  # fmt: skip
def test_a_page_is_the_same_by_whatever_way_it_is_come_to(
    store: Store, choice: Choice, sort: Sort, descending: bool, jumps: list[tuple[int, int]], far: int
) -> None:
    """By places read before, from the end, by marks on the way: each page is the one that counting from the start gives."""
    wanted = chosen(store, choice, sort, descending=descending)
    walk = Walk(store, choice, sort, descending=descending, far=far)
    assert walk.count == len(wanted)
    for offset, limit in jumps:
        assert list(walk.page(store, offset, limit)) == wanted[offset : offset + limit]


def test_those_who_are_named_are_put_in_order(store: Store) -> None:
    """`among` keeps to the parts it names, and an empty one to none."""
    among = ("mentee0", "mentee2", "mentor1", "nobody")
    choice = Choice("r", among=among)
    assert order(store, choice, Sort.NAME)[1](store, 0, 9) == tuple(chosen(store, choice, Sort.NAME, descending=False))
    assert order(store, attrs.evolve(choice, among=()), Sort.NAME)[0] == 0


def test_states_are_counted_by_role(store: Store) -> None:
    """The counts of roles and states add up to everybody who is somebody."""
    found = counted_by_state(store, Choice("r"))
    assert sum(found.values()) == counted(store, Choice("r")) == len(store.all(Participation, round="r")) - 1
    assert all(n == counted(store, Choice("r", role=role, states=(state,))) for (role, state), n in found.items())


@pytest.mark.parametrize("name", ["", "id", "name; DROP TABLE people", "sort_key", "name DESC", "NAME", "\x00"])
def test_an_order_that_there_is_not_is_refused(name: str) -> None:
    """No name of a column, and nothing of SQL, gets into a query."""
    with pytest.raises(UsageError, match="name, state, applied or waiting"):
        sort_of(name)


def test_the_command_line_knows_every_order() -> None:
    """What `geleit people --sort` takes are the orders there are."""
    assert tuple(Sort) == _SORTS


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("role", [None, Role.MENTEE])
@pytest.mark.parametrize("text", ["", "mül"])
def test_no_page_of_many_reads_or_sorts_the_whole(store: Store, sort: Sort, role: Role | None, text: str) -> None:
    """SQLite's own plan: an index in the wanted order, never a temporary sort of more than the parts of one person, and
    from a known place a search, not a scan."""
    walk = Walk(store, Choice("r", role=role, text=text), sort, far=10)
    for offset in (0, 25, 60):
        walk.page(store, offset, 10)
    for part in walk._parts:
        for key in (None, *part.known.values()):
            sql, parameters = walk._query(store, part.stretch, key)
            for backward in (False, True):
                columns = ", ".join(part.stretch.columns)
                query = f"EXPLAIN QUERY PLAN SELECT {columns} {sql}{part.stretch.order(backward=backward)} LIMIT 10"
                plan = [row[3] for row in store.rows(query, parameters)]
                assert not any("USE TEMP B-TREE FOR ORDER BY" in step for step in plan), plan
                outer = next(step for step in plan if step.startswith(("SCAN", "SEARCH")))
                assert "COVERING INDEX" in outer, plan
                if key is not None or part.stretch.columns[0].startswith("p."):
                    assert outer.startswith("SEARCH"), plan


def test_counting_reads_one_index(store: Store) -> None:
    """How many there are in a role is found without touching a single row."""
    asked: list[str] = []

    class Watched:
        def rows(self, sql: str, parameters: Any = (), table: str = "") -> Any:
            asked.extend(row[3] for row in store.rows(f"EXPLAIN QUERY PLAN {sql}", parameters))
            return store.rows(sql, parameters, table)

    counted(Watched(), Choice("r", role=Role.MENTEE))  # type: ignore[arg-type]  # it reads as the store does
    assert any("COVERING INDEX participations_by_round_role_state (round=? AND role=?)" in step for step in asked)


def test_rows_come_in_the_order_of_the_ids(store: Store) -> None:
    """With what a list shows; who is gone meanwhile is left out."""
    found = rows(store, ["mentor1", "gone", "mentee0"], TABLES)
    assert [one.part for one in found] == ["mentor1", "mentee0"]
    one = store.one(Participation, "mentee0")
    fields = store.fields("mentee_fields", Mentee, "mentee0")
    assert fields is not None
    assert (found[1].state, found[1].applied_on, found[1].territory) == (one.state, one.applied_on, fields.territory)


def test_a_closed_partnership_is_shown_where_none_is_open(tmp_path: Path) -> None:
    """Whoever is in an open one is shown with that; a declined offer is none."""
    with open_store(tmp_path / "a.db", clock=lambda: datetime(2026, 3, 2, tzinfo=UTC), actor="a", create=True) as made:
        with made.write() as tx:
            tx.add(RoundRecord(id="r", title="R"))
            for who, role in (("m", Role.MENTEE), ("t", Role.MENTOR), ("u", Role.MENTOR), ("v", Role.MENTOR)):
                tx.add(Person(id=who, given_name=who, family_name=who.upper()))
                tx.add(
                    Participation(id=f"p{who}", person=who, round="r", role=role, state=PartState.ADMITTED,
                                  since=DAY, applied_on=DAY)
                )  # fmt: skip
            for mentor, state in (("t", PairState.CLOSED), ("u", PairState.ACTIVE), ("v", PairState.DECLINED)):
                tx.add(
                    Partnership(id=f"pair{mentor}", round="r", mentee="m", mentor=mentor, mentee_part="pm",
                                mentor_part=f"p{mentor}", state=state, decided_on=DAY, decided_by="a")
                )  # fmt: skip
        found = beside(made, ["pm", "pt", "pu", "pv"])
        assert {part: [(one.name, one.state) for one in pairs] for part, pairs in found.items()} == {
            "pm": [("u U", PairState.ACTIVE)],
            "pt": [("m M", PairState.CLOSED)],
            "pu": [("m M", PairState.ACTIVE)],
        }


def test_names_are_found_in_every_spelling(store: Store) -> None:
    """Müller, Mueller and Muller are one; so are Groß and Gross, and O'Neil without his apostrophe."""
    spellings = [["Müller", "mueller", "MULLER", "muel"], ["Groß", "gross"], ["O'Neil", "oneil", "O’Neil"]]
    for group in spellings:
        found = {browsing.some(store, Choice("r", text=text), 500) for text in group}
        assert len(found) == 1 and found != {()}
