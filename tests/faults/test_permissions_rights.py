"""P9: people do only what their role allows. The matrix of roles and actions, asked through the use cases themselves."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

import geleit.programme
from geleit.errors import NotAllowed
from geleit.fields import Sensitivity
from geleit.labels import core_labels
from geleit.model.people import Person
from geleit.permissions import (
    RIGHTS,
    SIGHT,
    Action,
    Actor,
    Colleague,
    Reach,
    StaffRole,
    StandIn,
    allowed_roles,
    identify,
    may_see,
    reach,
)
from geleit.programme.staff.permits import action_of

ACCOUNTS = {
    StaffRole.LEAD: "lea",
    StaffRole.COORDINATOR: "kim",
    StaffRole.ASSISTANT: "ali",
    StaffRole.MENTOR: "sabine",
    StaffRole.EVALUATOR: "eva",
}

WITHOUT_RECORDS = frozenset(
    [
        "assumptions.assumptions",
        "answers.help_of",
        "checks.fields_asked",
        "course.round_title",
        "decisions.frozen_values",
        "decisions.interview_fields",
        "histories.working_days",
        "intake.shown",
        "pool.consented",
        "keys.expected_type",
        "keys.path_of",
        "reading.read_value",
        "wording.default_origin",
        "wording.in_words",
        "wording.title",
        "outcomes.category_of",
        "papers.paper_kinds",
        "reports.reports",
        "upkeep.untranslated",
        "findings.special_fields",
        "changes.classification",
        "kept_tables.kept_classes",
        "kept_tables.kept_fields",
        "purposes.purposes",
        "purposes.find_purpose",
        "purposes.find_recipient",
        "purposes.purpose_words",
        "purposes.recipient_words",
        "keeping.drafted",
        "keeping.in_all_languages",
        "keeping.shown_beside",
        "keeping.stored_pair",
        "small_groups.equity_lines",
        "small_groups.protected_for",
        "small_groups.protected_rows",
    ]
)
"""Public functions that take a programme and touch nobody's records: they read what the configuration and the region
say, or values that they are given."""

CARRIED_OUT = frozenset({"reapplying.ledger_of", "reapplying.perform", "reapplying.reapply"})
"""What an erasure that was decided before comes to, whoever opens the records next."""


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the use cases that takes a programme, by room and name."""
    for info in pkgutil.walk_packages(geleit.programme.__path__, "geleit.programme."):
        room: ModuleType = import_module(info.name)
        for name, function in vars(room).items():
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != room.__name__:
                continue
            parameters = list(inspect.signature(function).parameters.values())
            if parameters and parameters[0].name == "programme":
                yield f"{info.name.rpartition('.')[2]}.{name}", function


def use_cases() -> dict[str, Callable[..., Any]]:
    return {name: function for name, function in functions() if action_of(function) is not None}


def test_every_function_of_the_use_cases_asks() -> None:
    """P9: no public function that takes a programme is without its action, except those named here one by one."""
    silent = {name for name, function in functions() if action_of(function) is None}
    assert silent <= WITHOUT_RECORDS | CARRIED_OUT, sorted(silent - WITHOUT_RECORDS - CARRIED_OUT)
    assert len(use_cases()) > 80


def test_no_use_case_is_a_generator() -> None:
    """P9: what a use case does, it does while it is being asked about, not later."""
    assert [
        name for name, function in use_cases().items() if inspect.isgeneratorfunction(inspect.unwrap(function))
    ] == []


def test_the_command_line_reaches_records_through_use_cases_only() -> None:
    """P9: no command opens the store by itself, so that none can forget to ask."""
    cli = Path(geleit.programme.__file__).parents[1] / "cli"
    found = [
        path.name
        for path in sorted(cli.rglob("*.py"))
        if re.search(r"programme\.store|open_store|import .*\bentries\b", path.read_text())
    ]
    assert found == []


def test_every_action_of_the_table_is_a_row_for_every_role() -> None:
    """P9: the table has all roles in every row, and the lead may do everything that anybody may."""
    assert set(RIGHTS) == set(Action)
    assert all(set(row) == set(StaffRole) for row in RIGHTS.values())
    assert all(row[StaffRole.LEAD] is Reach.ALL for row in RIGHTS.values())


def test_a_new_action_is_refused_to_everybody() -> None:
    """P9: default deny: what nobody has listed, nobody may do, not even without a list of staff."""

    class New(StrEnum):
        FLY = "fly"

    action = cast("Action", New.FLY)
    assert [role for role in StaffRole if reach(Actor("a", role), action) is not Reach.NONE] == []
    assert reach(Actor("a", alone=True), action) is Reach.NONE
    assert allowed_roles(action) == ()


def test_a_new_role_may_do_and_see_nothing() -> None:
    """P9: default deny: a role that no table knows does nothing and sees what is public."""

    class New(StrEnum):
        GUEST = "guest"

    guest = Actor("g", cast("StaffRole", New.GUEST))
    assert [action for action in Action if reach(guest, action) is not Reach.NONE] == []
    seen = [each for each in Sensitivity if may_see(guest, each) or may_see(guest, each, own=True)]
    assert seen == [Sensitivity.PUBLIC]


def test_the_matrix_of_sight_is_the_one_that_was_decided() -> None:
    """P9: lead and coordinator see everything, an assistant nothing special, an employed mentor only their own people,
    an evaluator nobody."""
    everything, no_special = set(Sensitivity), set(Sensitivity) - {Sensitivity.SPECIAL}
    figures = {Sensitivity.PUBLIC, Sensitivity.INTERNAL}
    wanted = {
        StaffRole.LEAD: (everything, everything),
        StaffRole.COORDINATOR: (everything, everything),
        StaffRole.ASSISTANT: (no_special, no_special),
        StaffRole.MENTOR: (everything, figures),
        StaffRole.EVALUATOR: (figures, figures),
    }
    assert set(SIGHT) == set(StaffRole)
    for role, (own, others) in wanted.items():
        actor = Actor("a", role)
        assert {each for each in Sensitivity if may_see(actor, each, own=True)} == own
        assert {each for each in Sensitivity if may_see(actor, each)} == others


@pytest.mark.parametrize("role", StaffRole)
def test_every_use_case_refuses_whom_the_table_refuses(staffed: Any, role: StaffRole) -> None:
    """P9: the generated matrix of roles and use cases: refused by name and role exactly where the table says no."""
    with staffed.at_work(ACCOUNTS[role]) as programme:
        for name, function in use_cases().items():
            action = action_of(function)
            assert action is not None
            needed = [
                each
                for each in list(inspect.signature(function).parameters.values())[1:]
                if each.default is inspect.Parameter.empty
                and each.kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
            ]
            if RIGHTS[action][role] is Reach.NONE:
                with pytest.raises(NotAllowed) as refused:
                    function(programme)
                said = str(refused.value)
                assert programme.actor.name in said and core_labels().text(f"Action.{action}", "en") in said, name
            elif needed:
                # Let in, it notices that it was given nothing to work with.
                with pytest.raises(TypeError, match="missing"):
                    function(programme)
            assert programme.permits.can(action) is (RIGHTS[action][role] is not Reach.NONE)


@pytest.mark.parametrize("role", [StaffRole.ASSISTANT, StaffRole.MENTOR, StaffRole.EVALUATOR])
def test_outside_of_a_use_case_the_records_are_closed(staffed: Any, role: StaffRole) -> None:
    """P9: default deny for code as well: who may not see everything gets no record but through a use case."""
    with staffed.at_work(ACCOUNTS[role]) as programme, pytest.raises(NotAllowed):
        programme.store.all(Person)


def test_what_one_thread_may_do_opens_nothing_to_another(staffed: Any) -> None:
    """P9: a use case that is under way in one worker is no permission for the next."""
    from threading import Thread

    found: list[type[BaseException] | None] = []

    def look() -> None:
        try:
            programme.store.all(Person)
            found.append(None)
        except NotAllowed as error:
            found.append(type(error))

    with staffed.at_work("ali") as programme, programme.permits.doing(Action.SEE_PEOPLE):
        assert programme.store.all(Person)
        worker = Thread(target=look)
        worker.start()
        worker.join()
    assert found == [NotAllowed]


def test_without_a_staff_list_whoever_opens_may_do_everything(empty_office: Any) -> None:
    """Without `[staff]` there is nobody else; with one, an account that is not listed is refused."""
    alone = identify("anybody", None)
    assert {reach(alone, action) for action in Action} == {Reach.ALL}
    assert all(may_see(alone, each) for each in Sensitivity)
    with pytest.raises(NotAllowed, match="anybody"), empty_office.at_work("anybody"):
        pass


def test_a_shared_account_asks_who_is_at_work(staffed: Any) -> None:
    """On a shared account a name must be chosen from the list, and the history keeps it as a choice."""
    with pytest.raises(NotAllowed, match="Anna Beispiel or Ben Muster"), staffed.at_work("frontdesk"):
        pass
    with pytest.raises(NotAllowed, match="Carla"), staffed.at_work("frontdesk", "Carla"):
        pass
    with pytest.raises(NotAllowed, match="not a shared one"), staffed.at_work("kim", "Anna Beispiel"):
        pass
    with staffed.at_work("frontdesk", "Anna Beispiel") as programme:
        from geleit.programme.office import add_task
        from geleit.store import entries

        assert programme.actor.role is StaffRole.COORDINATOR
        task = add_task(programme, "order coffee")
        assert task.owner == "Anna Beispiel"
        assert entries(programme.store, limit=1)[0].actor == "Anna Beispiel, chosen on account frontdesk"


def test_a_stand_in_holds_from_its_first_day_to_its_last() -> None:
    """Both days are included; without days it always holds."""
    from datetime import date

    one = StandIn("p2", date(2026, 3, 19), date(2026, 3, 21))
    days = [date(2026, 3, day) for day in range(17, 24)]
    assert [one.holds(day) for day in days] == [False, False, True, True, True, False, False]
    assert all(StandIn("p2").holds(day) for day in days)
    actor = identify("v", {"v": Colleague(StaffRole.MENTOR, "V", "p9", (one,))})
    assert actor.mentors(days[0]) == ("p9",)
    assert actor.mentors(days[3]) == ("p9", "p2")


def test_a_variable_of_the_environment_is_no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system knows the account, `USER=lead geleit …` changes nothing."""
    from geleit.permissions import present_account

    pytest.importorskip("pwd")
    before = present_account()
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "lea")
    assert present_account() == before != "lea"
