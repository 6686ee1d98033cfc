"""P8: who is erased leaves no byte: in no table, no history, no file, and not after an old copy came back."""

from __future__ import annotations

from pathlib import Path

import pytest

from geleit.fields import Sensitivity, fields_of, table_of
from geleit.programme.changes import record_classes
from tests.faults import marked
from tests.faults.running import every_setting, run

FIFTY = pytest.param(50, marks=pytest.mark.soak)

CODES = {
    ("consents", "language"),
    ("outcomes", "category"),
    ("people", "contact_language"),
    ("people", "origin"),
    ("requests", "kind"),
}
"""Personal columns that hold a code of a list, so that no mark can stand in them."""


def test_a_mark_stands_in_every_personal_column(tmp_path: Path) -> None:
    """The tests below look for marks; here it is seen that every column which can hold one does."""
    marked.make(tmp_path, 2)
    with marked.opened(tmp_path) as programme:
        for cls in record_classes():
            table = table_of(cls)
            for field in fields_of(cls):
                holds = field.type is str or "dict" in str(field.type) or "tuple[str" in str(field.type)
                personal = field.ask.sensitivity in (Sensitivity.PERSONAL, Sensitivity.SPECIAL)
                if not holds or not personal or (table, field.name) in CODES or table == "employers":
                    continue
                found = programme.store.rows(
                    f'SELECT count(*) FROM "{table}" WHERE instr("{field.name}", ?) > 0', [marked.MARK]
                )
                assert found[0][0] > 0, (table, field.name)
        for table in ("mentee_fields", "mentor_fields", "outcome_job"):
            assert any(marked.MARK in str(row) for row in programme.store.rows(f'SELECT * FROM "{table}"'))


@every_setting
@pytest.mark.parametrize("people", [5, FIFTY])
def test_no_byte_of_the_erased_is_left(setting: str, people: int, tmp_path: Path) -> None:
    """Everybody who is marked is erased; others and the pairs' hours stay, the chain holds against an old witness; a
    copy from before that is put back by hand is erased again by the next opening."""
    found = run("erasing", setting, tmp_path, what="whole", people=people)
    assert found["marks_before"] > 50 * people
    assert found["marks_after"] == 0
    assert found["files"] == []
    assert found["traces"] == []
    assert not found["former"]
    assert found["faults"] == []
    assert found["others"] and found["pairs"] and found["minutes"]
    assert found["again"] == people
    assert found["people"]
    assert found["again_marks"] == 0
    assert found["again_files"] == []
    assert found["again_faults"] == []
    print(f"{setting}: {people} of {people} erased, {people} of {people} again, {found['marks_before']} marks, 0 left")


@every_setting
@pytest.mark.parametrize("kills", [2, pytest.param(25, marks=pytest.mark.soak)])
def test_an_interrupted_erasure_is_finished_by_the_next_opening(setting: str, kills: int, tmp_path: Path) -> None:
    """Whoever's erasure began is gone afterwards, everybody else is whole, and the ledger knows of nothing unfinished."""
    found = run("erasing", setting, tmp_path, what="in_between", people=3, kills=kills, seed=5)
    assert found["bad"] == []
    assert found["killed"] > 0
    print(f"{setting}: {found['killed']} killed, {found['interrupted']} erasures finished afterwards")
