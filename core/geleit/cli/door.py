"""What a run of the command line knows of its reader: the language, the labels, and the two streams."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.cli import language
from geleit.display import safe
from geleit.errors import UsageError
from geleit.labels import Labels, Sentence, core_labels, say

if TYPE_CHECKING:
    from geleit.programme import Programme

AS = "GELEIT_AS"
"""Says who is at work on an account that several share, as `--as` does."""

NOW = "GELEIT_NOW"
"""Sets the clock to an ISO moment, for rehearsals and tests."""

_LINE = 2000


class Door:
    """The reader at the other end. `asked` is what `--language` asks for, `config` the configuration that is named,
    `choice` who says with `--as` that they are at work."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self.environ = os.environ if environ is None else environ
        self.asked: str | None = None
        self.config: Path | None = None
        self.choice: str | None = None
        self._labels: Labels | None = None
        self._language: str | None = None

    @property
    def wanted(self) -> str | None:
        """The language that somebody asked for, by option or environment; None leaves it to the configuration."""
        return self.asked or language.chosen(self.environ)

    @property
    def language(self) -> str:
        """What is asked for, else the first language of the configuration, else the system's."""
        return self.wanted or self._language or self._of_config() or language.of_system(self.environ)

    @property
    def labels(self) -> Labels:
        """The programme's labels once it is open, else the host's."""
        return self._labels or core_labels()

    def text(self, what: Sentence | str) -> str:
        """A sentence, or the label of a code, in the reader's language."""
        return self.labels.text(what, self.language)

    def tell(self, what: Sentence | str) -> None:
        """A message on stderr: a sentence, or the label of a code."""
        self.tell_line(self.text(what))

    def tell_line(self, line: str) -> None:
        """A line on stderr, made harmless."""
        sys.stdout.flush()
        print(safe(line, _LINE), file=sys.stderr)

    def put(self, line: str = "") -> None:
        """A line of data on stdout, made harmless."""
        print(safe(line, _LINE))

    def clock(self) -> Callable[[], datetime]:
        """The system's clock, or the moment of `GELEIT_NOW`. Raises UsageError."""
        written = self.environ.get(NOW)
        if not written:
            return lambda: datetime.now(UTC)
        try:
            moment = datetime.fromisoformat(written)
        except ValueError as error:
            raise UsageError(say("cli.said.bad_now", variable=NOW, found=written)) from error
        fixed = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        self.tell(say("cli.said.now", variable=NOW, now=fixed))
        return lambda: fixed

    @contextmanager
    def open(self, config: Path) -> Iterator[Programme]:
        """The programme of a configuration, closed at the end. Raises as `Programme.open`."""
        from geleit.cli.passphrases import passphrase
        from geleit.programme import Programme

        with Programme.open(
            config,
            clock=self.clock(),
            choice=self.choice or self.environ.get(AS) or None,
            language=self.wanted,
            passphrase=lambda new: passphrase(self, new),
        ) as programme:
            self._labels, self._language = programme.labels, programme.language
            yield programme
            for slow in programme.asked.slow:
                self.tell(slow.sentence)

    def _of_config(self) -> str | None:
        """The first language of a configuration that may be faulty elsewhere."""
        if self.config is None:
            return None
        from geleit.config import read_toml
        from geleit.errors import ConfigError

        try:
            languages = read_toml(self.config).data["organisation"]["languages"]
            return language.base(languages[0])
        except (ConfigError, LookupError, TypeError, AttributeError):
            # Whatever is wrong with it is reported where the configuration is read.
            return None
