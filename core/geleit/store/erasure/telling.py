"""The values by which somebody can be found: names, addresses, numbers; in other people's rows, and byte by byte."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from geleit.errors import StoreError
from geleit.labels import say
from geleit.model.people import Person
from geleit.store.journal.chain import ERASED
from geleit.store.link import Link
from geleit.store.reading import Reads
from geleit.store.records import Transaction
from geleit.store.shapes import quoted, shape_of
from geleit.vocabulary.names import search_key, sort_key

SHORTEST = 6
"""Characters from which on a value is telling; a shorter one is found by chance."""

GAP = "[…]"
"""Stands in other rows where an erased person's name stood."""

_OTHERS_OWN = frozenset({"people", "employers", "journal_chain", "journal_payloads", "_sqlite_migrations"})
_CHUNK = 1 << 20


def telling(person: Person) -> tuple[str, ...]:
    """The values that lead to a person: names as people write them, as lists are sorted and searched by them, e-mail,
    phone; each long enough not to stand somewhere by chance."""
    names = {person.given_name, person.call_name or ""} - {""}
    found = [person.email or "", person.phone or ""]
    if person.family_name:
        for name in sorted(names):
            found += [f"{name} {person.family_name}", f"{person.family_name} {name}", f"{person.family_name}, {name}"]
            found += [sort_key(f"{person.family_name} {name}"), search_key(f"{name} {person.family_name}")]
    return tuple(dict.fromkeys(value.strip() for value in found if len(value.strip()) >= SHORTEST))


def of_nobody_else(reads: Reads, erased: Iterable[Person]) -> tuple[str, ...]:
    """The values that lead to people who were erased and to nobody else: no namesake has them, nobody with the same
    number, no firm, no colleague.

    What others have must stay, so it can neither be taken out of rows nor be looked for.
    """
    gone = tuple(erased)
    values = dict.fromkeys(value for person in gone for value in telling(person))
    shape = shape_of(Person)
    names = json.dumps(
        sorted({name for one in gone for name in (one.given_name, one.family_name, one.call_name) if name})
    )
    numbers = json.dumps(sorted({number for one in gone for number in (one.email, one.phone) if number}))
    alike = reads.rows(
        f'SELECT {shape.columns} FROM "people" WHERE "family_name" COLLATE NOCASE IN (SELECT value FROM json_each(?)) '
        'OR "email" IN (SELECT value FROM json_each(?)) OR "phone" IN (SELECT value FROM json_each(?))',
        [names, numbers, numbers],
    )
    own = {_folded(value) for row in alike for value in telling(shape.restored(row))}
    firms = reads.rows('SELECT "contact_person", "email", "phone", "name" FROM "employers"')
    own |= {_folded(text) for row in firms for text in row if text}
    staff = "\n".join(_folded(actor) for (actor,) in reads.rows('SELECT DISTINCT "actor" FROM "journal_chain"'))
    return tuple(value for value in values if _folded(value) not in own and _folded(value) not in staff)


def take_out(tx: Transaction, link: Link, values: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Put a gap in the place of telling values wherever other rows have them in a text; returns which rows these were.

    The history forgets what it held of them.
    """
    wanted = [value for value in values if value]
    if not wanted:
        return frozenset()
    changed: set[tuple[str, str]] = set()
    pattern = re.compile("|".join(re.escape(form) for value in wanted for form in forms(value)), re.IGNORECASE)
    for table, key, columns in _texts(link):
        condition = " OR ".join(["instr(lower({0}), lower(?)) > 0"] * len(wanted))
        for column in columns:
            sql = (
                f"SELECT {quoted(key)}, {quoted(column)} FROM {quoted(table)} WHERE {condition.format(quoted(column))}"
            )
            for id_, text in link.rows(sql, wanted, table):
                link.change(
                    f'UPDATE {quoted(table)} SET {quoted(column)} = ?, "rev" = "rev" + 1 WHERE {quoted(key)} = ?',
                    [pattern.sub(GAP, text), id_],
                    table,
                )
                changed.add((table, id_))
    tx.forget(changed)
    _forget_where_told(tx, link, wanted)
    return frozenset(changed)


def _forget_where_told(tx: Transaction, link: Link, values: list[str]) -> None:
    """Erase what the history holds with a telling value in it, of rows that no longer have it."""
    condition = " OR ".join(
        ["instr(lower(coalesce(p.\"before\", '') || coalesce(p.\"after\", '')), lower(?)) > 0"] * len(values)
    )
    found = link.rows(
        'SELECT p."seq" FROM "journal_payloads" AS p JOIN "journal_chain" AS c ON c."seq" = p."seq" '
        f"WHERE c.\"table\" NOT IN ('people', 'employers') AND ({condition}) ORDER BY p.\"seq\"",
        values,
    )
    if found:
        with link.erasing():
            link.change_many('DELETE FROM "journal_payloads" WHERE "seq" = ?', found)
        tx.note(ERASED, entries=[seq for (seq,) in found])


def _texts(link: Link) -> Iterator[tuple[str, str, list[str]]]:
    """Every table but those whose values are others' own, its key, and its columns of text that refer to nothing."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    for (table,) in link.rows(sql):
        if table in _OTHERS_OWN:
            continue
        references = {column for (column,) in link.rows('SELECT "from" FROM pragma_foreign_key_list(?)', [table])}
        info = link.rows("SELECT name, type, pk FROM pragma_table_info(?)", [table])
        key = next((name for name, _, primary in info if primary), "rowid")
        columns = [name for name, kind, primary in info if kind == "TEXT" and not primary and name not in references]
        if columns:
            yield table, key, columns


def forms(value: str) -> tuple[str, ...]:
    """A value as it may be written down: as it is, and as JSON writes it."""
    return tuple(dict.fromkeys((value, json.dumps(value, ensure_ascii=False)[1:-1], json.dumps(value)[1:-1])))


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    return path.open("rb")


def found_in(
    files: Iterable[Path], values: Iterable[str], opened: Callable[[Path], AbstractContextManager[BinaryIO]] = _opened
) -> tuple[tuple[Path, str], ...]:
    """Which of some values stand in which files, byte by byte, whatever their case. Raises StoreError.

    `opened` is how a file is opened; those of a database that is in use by `Store.reading`.
    """
    wanted = {
        form: value
        for value in values
        for text in forms(value)
        for spelt in (text, text.casefold(), text.upper())
        for form in (
            _folded_bytes(spelt.encode("utf-8", "surrogatepass")),
            _folded_bytes(spelt.encode("utf-16-le", "surrogatepass")),
        )
    }
    longest = max(map(len, wanted), default=0)
    found: dict[tuple[Path, str], None] = {}
    for path in files:
        try:
            with opened(path) as file:
                tail = b""
                while chunk := file.read(_CHUNK):
                    part = _folded_bytes(tail + chunk)
                    found.update({(path, value): None for form, value in wanted.items() if form in part})
                    tail = part[-longest:]
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StoreError(say("store.scan", path=path, detail=error.strerror or error)) from error
    return tuple(found)


def _folded(text: str) -> str:
    return text.casefold().strip()


def _folded_bytes(raw: bytes) -> bytes:
    return raw.lower()


def without(text: str, person: Person) -> str:
    """A text with a gap wherever it names a person."""
    names = sorted({*telling(person), person.family_name, person.given_name, person.call_name or ""}, key=len)
    for name in reversed(names):
        if len(name) > 1:
            text = re.sub(re.escape(name), GAP, text, flags=re.IGNORECASE)
    return text
