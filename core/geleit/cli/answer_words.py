"""Answers of a person on the command line: FIELD=VALUE as people write it, an empty value for unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geleit.cli.desk import Desk
from geleit.errors import Problem, UsageError
from geleit.fields import Field, Unreadable
from geleit.labels import Listed, say


def read_answers(desk: Desk, written: Iterable[str], fields: Mapping[str, Field]) -> dict[str, Any]:
    """The values of `FIELD=VALUE` words by field. Raises UsageError with every word that is none or cannot be read."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for word in written:
        name, equals, text = word.partition("=")
        field = fields.get(name.strip())
        if field is None or not equals:
            raise UsageError(say("cli.said.bad_pair", found=word, fields=Listed(list(fields), "list.or")))
        try:
            values[field.name] = field.kind.read(text.strip(), desk.programme.reading) if text.strip() else None
        except Unreadable as error:
            problems.append(Problem("", 0, field.name, error.expected, text.strip()))
    if problems:
        raise UsageError(say("people.refused", fields=Listed(one.key for one in problems)), problems)
    return values
