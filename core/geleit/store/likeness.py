"""Queries about people who may be one and the same."""

from __future__ import annotations

import json
from collections.abc import Callable

from geleit.model.people import Person
from geleit.store.reading import Reads
from geleit.store.shapes import shape_of


def with_contacts(reads: Reads, same: Callable[[str | None, str | None], bool]) -> tuple[Person, ...]:
    """The people of whose telephone and e-mail, as they were typed, `same` says that they are the ones looked for."""
    typed = reads.rows('SELECT "id", "phone", "email" FROM "people" WHERE "phone" > \'\' OR "email" > \'\'')
    found = json.dumps([id_ for id_, phone, email in typed if same(phone, email)])
    shape = shape_of(Person)
    sql = f'SELECT {shape.columns} FROM "people" WHERE "id" IN (SELECT value FROM json_each(?)) ORDER BY "id"'
    return tuple(map(shape.restored, reads.rows(sql, [found], "people")))
