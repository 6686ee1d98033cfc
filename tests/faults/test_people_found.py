"""P9: who finds whom among the people of a round, and what reading by a rule leaves in the change history."""

from __future__ import annotations

from typing import Any

import pytest

from geleit.errors import NotAllowed, UsageError
from geleit.model.people import Role
from geleit.programme.findings import special_fields
from geleit.programme.people.browsing import Query, browse, choices, unmet
from geleit.programme.people.names import find_names


def _browse(programme: Any, **query: Any) -> Any:

    return browse(programme, programme.round(), Query(**query))


def test_employed_mentors_find_their_own_people(staffed: Any) -> None:
    """A mentor sees the people of their cases; who else is in the round, not even their number."""
    with staffed.at_work("sabine") as programme:
        found = _browse(programme)
        names = {one.person for one in found.page(0, 99)}
        assert names == {"m1", "p1"} and found.all == found.found == 2
        assert _browse(programme, text="Jonas").found == 0

        assert sum(n for states in choices(programme, programme.round()).states.values() for n in states.values()) == 2
        assert [one.id for one in find_names(programme, "Jonas")] == []
        assert [one.id for one in find_names(programme, "Sabine")] == ["p1"]


def test_a_list_shows_with_whom_somebody_is(staffed: Any) -> None:
    """Names, state, role, and the other side; family names first."""
    with staffed.at_work("kim") as programme:
        found = _browse(programme, role=Role.MENTOR)
        shown = {one.person: (one.name, one.listed, [each.person for each in one.beside]) for one in found.page(0, 9)}
        assert shown["p1"] == ("Sabine Ortner", "Ortner, Sabine", ["m1"])
        assert found.all > found.found == 2


def test_a_rule_that_reads_protected_fields_is_for_those_who_may(staffed: Any) -> None:
    """An assistant is refused, with whom to ask; a coordinator gets the people, and that is kept in the history."""

    with staffed.at_work("kim") as programme:
        rules = {code for _, code, _ in choices(programme, programme.round()).rules}
        hidden = _hidden_rule(programme)
        assert hidden in rules
        before = _notes(programme)
        found = _browse(programme, rule=hidden)
        assert _notes(programme) - before == len({one.person for one in found.page(0, 99)})
    with staffed.at_work("ali") as programme, pytest.raises(NotAllowed, match="reads protected fields"):
        _browse(programme, rule=hidden)


def _hidden_rule(programme: Any) -> str:

    told = special_fields(programme, programme.round(), Role.MENTEE)
    return next(code for code, names in told.items() if names)


def _notes(programme: Any) -> int:
    return int(programme.store.rows("SELECT count(*) FROM journal WHERE op = 'note' AND reason = 'shown'")[0][0])


def test_what_there_is_not_is_refused(staffed: Any) -> None:
    """A rule and a district are looked up before anything is read."""
    with staffed.at_work("kim") as programme:
        with pytest.raises(UsageError, match="no-such-rule"):
            _browse(programme, rule="no-such-rule")
        with pytest.raises(UsageError, match="Nirgendwo"):
            _browse(programme, district="Nirgendwo")


def test_checking_a_rule_tells_how_far_it_is_and_can_be_ended(staffed: Any) -> None:
    """Whatever the report raises ends it, and nothing was written."""

    class Enough(Exception):
        """Somebody pressed Escape."""

    def stop(done: int, of: int) -> None:
        raise Enough

    with staffed.at_work("kim") as programme:
        told: list[tuple[int, int]] = []
        hidden = _hidden_rule(programme)
        unmet(programme, programme.round(), hidden, report=lambda done, of: told.append((done, of)))
        assert told and told[-1][0] == told[-1][1]
        before = _notes(programme)
        with pytest.raises(Enough):
            unmet(programme, programme.round(), hidden, report=stop)
        assert _notes(programme) == before


def _command(staffed: Any, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    from geleit.cli import main

    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GELEIT_LANGUAGE", "en")
        patch.setattr("geleit.programme.context.present_account", lambda: "kim")
        code = main(["people", str(staffed.config), *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_prints_what_the_screen_shows(staffed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """One page with its number of all, and the rest is never left out in silence."""
    import json

    code, out, _ = _command(staffed, capsys, "--role", "mentor", "--json")
    found = json.loads(out)
    assert code == 0 and (found["found"], found["offset"]) == (2, 0) and found["all"] > 2
    assert [one["person"] for one in found["people"]] == ["p2", "p1"]
    assert found["people"][1]["beside"] == [
        {"person": "m1", "name": found["people"][1]["beside"][0]["name"], "state": "active"}
    ]
    code, out, err = _command(staffed, capsys, "--role", "mentor", "--limit", "1", "--offset", "1")
    assert code == 0 and "Ortner, Sabine" in out and "Huber" not in out and "1 of 2 people, from number 2 on" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--sort", "name; DROP TABLE people"), "name, state, applied or waiting"),
        (("--state", "' OR 1=1 --"), "applied, papers_checked"),
        (("--territory", "nowhere' OR 1=1"), "there is no territory"),
        (("--rule", "x"), "x"),
        (("--limit", "0"), "at least 1"),
        (("--offset", "-1"), "at least 0"),
    ],
)
def test_hostile_filters_are_refused_with_what_is_possible(
    staffed: Any, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    """Nothing of them gets into a query; the exit code is that of a wrong line."""
    code, out, err = _command(staffed, capsys, *words)
    assert (code, out) == (2, "") and told in err
    assert _command(staffed, capsys, "--text", "\"*' OR 1=1; --")[0] == 0
