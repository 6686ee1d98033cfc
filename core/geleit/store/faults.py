"""What the database refuses, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from geleit.errors import Busy, Conflict, GeleitError, StoreError
from geleit.labels import Listed, Sentence, say
from geleit.store.driver import BUSY, DAMAGED, UNWRITABLE, code_of, driver


class RecordConflict(Conflict):
    """Somebody else changed the same record meanwhile.

    `current` is what the database holds (None: it was deleted), `mine` what was to be written, `base` what had been
    read where that is known, `fields` the names of the fields that both sides changed to different values.
    """

    def __init__(self, table: str, current: Any, mine: Any, base: Any = None, fields: Sequence[str] = ()) -> None:
        what = named(table)
        if current is None:
            sentence = say("store.conflict_gone", what=what)
        elif fields:
            sentence = say("store.conflict_fields", what=what, fields=Listed(say(f"field.{name}") for name in fields))
        else:
            sentence = say("store.conflict", what=what)
        super().__init__(sentence)
        self.current = current
        self.mine = mine
        self.base = base
        self.fields = tuple(fields)


def named(table: str) -> Sentence | str:
    """What the rows of a table are called; a table derived from a region's class goes by its name."""
    from geleit.labels import core_labels

    code = f"store.table.{table}"
    return say(code) if core_labels().languages_of(code) else table


@contextmanager
def spoken(table: str = "") -> Iterator[None]:
    """Turn what SQLite raises inside into a `GeleitError`; a fault of the program itself stays what it is."""
    try:
        yield
    except driver().Error as error:
        found = _in_words(error, table)
        if found is None:
            raise
        raise found from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise StoreError(say("store.refused", what=named(table), detail=error)) from error
    except UnicodeDecodeError as error:
        # SQLite's message quotes what stands in the file, and Python cannot read the message.
        raise StoreError(say("store.damaged", detail="UTF-8")) from error


def _in_words(error: Exception, table: str) -> GeleitError | None:
    code = code_of(error)
    if code in BUSY:
        return Busy(say("store.busy"))
    if code in DAMAGED:
        return StoreError(say("store.damaged", detail=error))
    if code in UNWRITABLE:
        return StoreError(say("store.unwritable", detail=error))
    if "Could not decode to UTF-8" in str(error):
        # Pages that do not belong together. What SQLite says would quote what stands there.
        return StoreError(say("store.damaged", detail="UTF-8"))
    if isinstance(error, driver().IntegrityError):
        known = "store.reference" if "FOREIGN KEY" in str(error) else "store.refused"
        return StoreError(say(known, what=named(table), detail=error))
    return None
