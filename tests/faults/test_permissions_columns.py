"""P9: every column is classified; what nobody has classified fails here."""

from __future__ import annotations

from typing import Annotated, Any

from geleit.fields import Sensitivity, ask, fields_of, participant, record, table_of
from geleit.labels import core_labels
from geleit.model.people import Role
from geleit.permissions import Action, Reach, StaffRole
from geleit.programme import Programme
from geleit.programme.changes import classification, record_classes


def test_every_column_of_every_record_is_classified() -> None:
    """P9: a column of a record without a classification of its own fails the build."""
    assert len(record_classes()) > 25
    unclassified = [
        f"{cls.__name__}.{field.name}"
        for cls in record_classes()
        for field in fields_of(cls)
        if field.ask.declared is None
    ]
    assert unclassified == [], "say internal=(…) or personal=(…) in @record, or sensitivity= in ask()"


def test_an_unclassified_column_would_be_found() -> None:
    """P9: the test above cannot pass by itself."""

    @record("things", internal=("code",))
    class Thing:
        id: str
        rev: int = 1
        code: str
        name: str

    found = {field.name: field.ask.declared for field in fields_of(Thing)}
    assert found["name"] is None
    assert found["id"] is found["rev"] is found["code"] is Sensitivity.INTERNAL


def test_no_table_classifies_a_column_that_it_does_not_have() -> None:
    """A misspelt name in `internal` or `personal` would leave the real column to its default."""
    for cls in record_classes():
        named = set(cls.__geleit_classes__) - {"id", "rev", "source_digest"}
        assert named <= {field.name for field in fields_of(cls)}, cls


def test_free_notes_are_special_unless_they_say_otherwise() -> None:
    """Nobody knows what will stand in a free text, so it is special without its author having to say so."""

    @participant
    class Mentee:
        wish: Annotated[str | None, ask(free_text=True)] = None
        motto: Annotated[str | None, ask(free_text=True, sensitivity=Sensitivity.PERSONAL)] = None
        town: str | None = None

    found = {field.name: field.ask.sensitivity for field in fields_of(Mentee)}
    assert found == {
        "wish": Sensitivity.SPECIAL,
        "motto": Sensitivity.PERSONAL,
        "town": Sensitivity.PERSONAL,
    }


def test_every_free_note_of_a_record_is_special() -> None:
    """Notes, and reasons that somebody writes in their own words, are protected in every record."""
    texts = {
        f"{table_of(cls)}.{field.name}": field.ask.sensitivity
        for cls in record_classes()
        for field in fields_of(cls)
        if field.name == "note" or field.ask.free_text
    }
    # The sentence why these two are a pair is made to be told to both, a reminder's title is a heading.
    told = {"partnerships.reason"}
    assert {name for name, how in texts.items() if how is not Sensitivity.SPECIAL} <= told | {"tasks.title"}


def test_the_history_knows_every_column_of_every_table(staffed: Any) -> None:
    """P9: the classification by which the history is covered names every column that the database has."""
    with staffed.at_work("lea") as programme:
        classes = classification(programme)
        kept = _columns(programme)
    kept_by_the_store = {"sort_key", "search_key"}
    missing = {
        f"{table}.{column}"
        for table, columns in kept.items()
        for column in columns
        if column not in classes.get(table, {})
        and column not in kept_by_the_store | {"rev", "participation", "outcome"}
    }
    assert missing == set()


def _columns(programme: Programme) -> dict[str, set[str]]:
    tables = programme.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    skipped = ("journal", "sqlite_", "_sqlite")
    names = [name for (name,) in tables if not name.startswith(skipped)]
    return {
        name: {column for (column,) in programme.store.rows("SELECT name FROM pragma_table_info(?)", [name])}
        for name in names
    }


def test_a_regions_fields_are_classified_without_more_writing(staffed: Any) -> None:
    """A region's author writes nothing for a personal field; a special one is marked, and both are in the list."""
    with staffed.at_work("lea") as programme:
        found = classification(programme)[programme.table(Role.MENTEE)]
    assert (found["languages"], found["status"], found["story"]) == (
        Sensitivity.PERSONAL,
        Sensitivity.SPECIAL,
        Sensitivity.SPECIAL,
    )


def test_every_word_of_the_rights_is_german_and_english() -> None:
    """Refusals name actions, roles and classes in the reader's language."""
    labels = core_labels()
    codes = [
        *(f"Action.{each.value}" for each in Action),
        *(f"StaffRole.{each.value}" for each in StaffRole),
        *(f"Reach.{each.value}" for each in Reach),
        *(f"Sensitivity.{each.value}" for each in Sensitivity),
    ]
    assert [code for code in codes if not {"de", "en"} <= labels.languages_of(code)] == []
