"""What a command works with: an open programme, the round that is meant, and where to put what it finds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from geleit.cli.door import Door
from geleit.cli.printing import aligned, as_json
from geleit.display import safe
from geleit.errors import UsageError
from geleit.fields import Field, Unreadable
from geleit.labels import Listed, Sentence, day, say
from geleit.model.rounds import Round
from geleit.programme import Programme


class Desk:
    """A programme with the reader at the door. `as_json` says that data are wanted as JSON."""

    def __init__(self, programme: Programme, door: Door, round_id: str | None = None, *, as_json: bool = False) -> None:
        self.programme = programme
        self.door = door
        self.as_json = as_json
        self._round_id = round_id

    @cached_property
    def round(self) -> Round[Any]:
        """The round of `--round`, or the only one there can be. Raises UsageError."""
        return self.programme.round(self._round_id)

    def text(self, what: Sentence | str) -> str:
        """A sentence, or the label of a code, in the reader's language."""
        return self.door.text(what)

    def label(self, prefix: str, code: object) -> str:
        """The label of a code such as a state; the bare code where it has none, a dash for None."""
        if code is None:
            return "–"
        name = f"{prefix}.{code}"
        return self.text(name) if self.programme.labels.languages_of(name) else str(code)

    def day(self, value: date | None) -> str:
        """A day in the reader's language; a dash for None."""
        return "–" if value is None else day(value, self.door.language)

    def tell(self, what: Sentence | str) -> None:
        """A message on stderr."""
        self.door.tell(what)

    def warn_about(self, *texts: str | None) -> None:
        """Say on stderr if free texts tell of what belongs into none; what was written stays."""
        from geleit.programme.wary import warning

        if found := warning(*texts):
            self.tell(found)

    def put(self, line: str = "") -> None:
        """A line on stdout."""
        self.door.put(line)

    def json(self, value: Any) -> None:
        """Data on stdout as JSON."""
        sys.stdout.write(as_json(value))

    def raw(self, text: str) -> None:
        """A text that is a file's content, on stdout: as it is in a pipe, line by line made harmless on a terminal."""
        sys.stdout.flush()
        if sys.stdout.isatty():
            for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n"):
                print(safe(line, len(line) + 1))
            return
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(text)
            return
        buffer.write(text.encode(sys.stdout.encoding or "utf-8", "replace"))
        buffer.flush()

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Data on stdout in columns under headings (label codes); a message on stderr where there is none."""
        found = list(rows)
        if not found:
            self.tell("cli.said.nothing")
            return
        for line in aligned([[self.text(heading) for heading in headings], *found]):
            print(line)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Everybody's name by id, as far as the actor may see it."""
        from geleit.programme.roster import names

        return names(self.programme)

    def name(self, person: str) -> str:
        """A person's name, or the id where nobody has it."""
        return self.names.get(person, person)

    def values(self, written: Iterable[str], fields: Iterable[Field]) -> dict[str, Any]:
        """`FIELD=VALUE` words as values of fields. Raises UsageError for what is no field or cannot be read."""
        known = {field.name: field for field in fields}
        found: dict[str, Any] = {}
        for word in written:
            name, equals, text = word.partition("=")
            field = known.get(name.strip())
            if field is None or not equals:
                names = Listed(list(known) or ["–"], "list.or")
                raise UsageError(say("cli.said.bad_pair", found=word, fields=names))
            found[field.name] = self.read(field, text)
        return found

    def read(self, field: Field, text: str | None, name: str | None = None) -> Any:
        """A field's value from a word; None stays None. Raises UsageError, which calls the field by `name`."""
        from geleit.cli.kinds import refused

        if text is None:
            return None
        try:
            return field.kind.read(text.strip(), self.programme.reading)
        except Unreadable as error:
            raise refused(name or field.name, text, error) from error
