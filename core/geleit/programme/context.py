"""A programme at work: configuration, region, records, clock and actor in one place."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self
from zoneinfo import ZoneInfo

from geleit.config import Config, colleagues, load
from geleit.errors import Busy, ConfigError, StoreError, UsageError
from geleit.fields import Reading
from geleit.labels import Labels, Listed, Sentence, say
from geleit.model.lifecycle import RoundState
from geleit.model.people import Participant, Role
from geleit.model.rounds import Round, RoundRecord
from geleit.permissions import Actor, identify, present_account
from geleit.programme import parameters
from geleit.programme.safekeeping.keys import Passphrase, find_key
from geleit.programme.safekeeping.opening import open_records
from geleit.programme.staff.permits import Permits
from geleit.regions.asking import Answers, Asked
from geleit.regions.loading import load_all
from geleit.regions.words import form_labels

if TYPE_CHECKING:
    from geleit.store import Key, Store


class Randomness(Protocol):
    """A source of random bits: `random.Random(seed)` in tests and the demo, the operating system's otherwise."""

    def getrandbits(self, k: int, /) -> int:
        """A random whole number of `k` bits."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Programme:
    """An organisation's programme, opened. Use it as a context manager, or call `close`."""

    def __init__(
        self,
        config: Config,
        asked: Asked,
        *,
        actor: Actor,
        clock: Callable[[], datetime] = _utc_now,
        randomness: Randomness | None = None,
        language: str | None = None,
        passphrase: Passphrase | None = None,
        rehearsal: bool = False,
    ) -> None:
        self.config = config
        self._passphrase = passphrase
        self._rehearsal = rehearsal
        self.asked = asked
        self.actor = actor
        self.clock = clock
        self.randomness: Randomness = randomness or secrets.SystemRandom()
        self.language = language or config.organisation.languages[0]
        self.labels: Labels = asked.labels.with_gender_style(config.organisation.gender_style.value)
        self._answers: dict[str, Answers] = {}
        self._rounds: dict[str, tuple[RoundRecord | None, Round[Any]]] = {}
        self._store: Store | None = None
        # Whoever comes first opens the records; what is done on opening comes back here.
        self._opening = threading.RLock()
        self.erased_again = 0
        self.permits = Permits(self, self._opened)
        parameters.check(config, asked)
        asked.widen(parameters.effective(config, asked, table, None) for table in config.rounds)

    @classmethod
    def open(
        cls,
        config: Path | str,
        *,
        clock: Callable[[], datetime] = _utc_now,
        randomness: Randomness | None = None,
        account: str | None = None,
        choice: str | None = None,
        language: str | None = None,
        passphrase: Passphrase | None = None,
        rehearsal: bool = False,
    ) -> Self:
        """Open the programme of a configuration file.

        Nothing is written, and the database is not touched before the first step that needs it. Raises ConfigError
        with every mistake, RegionError naming the region, NotAllowed for an account that is not on the staff list.
        `account` is the operating system's, `choice` who of those is at work who share it.
        `passphrase` asks whoever is at work for it, `rehearsal` says that the demo plays with made-up people.
        """
        if not Path(config).name:
            raise ConfigError(say("config.is_no_file", file=config))
        loaded = load(config)
        region, extensions = load_all(loaded.programme.region, loaded.programme.extensions, loaded.path.parent)
        staff = None if loaded.staff is None else colleagues(loaded.staff)
        actor = identify(account or present_account(), staff, choice)
        return cls(
            loaded,
            Asked(region, extensions),
            actor=actor,
            clock=clock,
            randomness=randomness,
            language=language,
            passphrase=passphrase,
            rehearsal=rehearsal,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database, if it was opened."""
        if self._store is not None:
            self._store.close()
            self._store = None

    @property
    def store(self) -> Store:
        """The organisation's records; the database is made on first use.

        Raises NotAllowed outside of the use cases for those who may not see everything; StoreError as `open_records`.
        """
        self.permits.at_work()
        return self._opened()

    def _opened(self) -> Store:
        with self._opening:
            if self._store is None:
                store = open_records(
                    self.config, self.key, clock=self.clock, actor=self.signature, rehearsal=self._rehearsal
                )
                try:
                    self._derive(store)
                except BaseException:
                    store.close()
                    raise
                self._store = store
                self._erase_again()
            return self._store

    def _erase_again(self) -> None:
        """Finish erasures that were interrupted, and do those again that restored records lack.

        Where somebody else keeps the records in use, the next opening does it.
        """
        from geleit.store.erasure.ledger import ledger_path

        if ledger_path(self.config.database_path).exists():
            from geleit.programme.privacy.reapplying import reapply

            try:
                self.erased_again = len(reapply(self).people)
            except Busy:
                self.erased_again = 0

    @cached_property
    def key(self) -> Key | None:
        """The key of the records and of their backups, None where the configuration has none. Raises as `find_key`."""
        return find_key(self.config, self._passphrase)

    def ask_passphrase(self, new: bool) -> str:
        """The passphrase of whoever is at work; `new` asks twice. Raises StoreError if nobody can be asked."""
        if self._passphrase is None:
            raise StoreError(say("keys.nobody_to_ask"))
        return self._passphrase(new)

    def _derive(self, store: Store) -> None:
        """Make or widen the tables of the region's own fields."""
        for role in Role:
            store.derive(self.participant(role), self.table(role))

    @property
    def signature(self) -> str:
        """The actor as the change history names them, in the organisation's first language."""
        return self.labels.text(self.actor.signature, self.config.organisation.languages[0])

    def derive_details(self, round_: Round[Any]) -> None:
        """Make or widen the tables of the fields that single categories of outcomes ask for."""
        for category in self.answers(round_).outcomes.categories:
            if category.detail is not None:
                self._opened().derive(category.detail, f"outcome_{category.code.lower()}", owner="outcomes")

    def participant(self, role: Role) -> type[Participant]:
        """The class of a role's fields."""
        return self.asked.participant(role)

    def table(self, role: Role) -> str:
        """The table of a role's fields."""
        return f"{role.value}_fields"

    @property
    def reading(self) -> Reading:
        """The labels, languages and territories in whose light cells are read and shown."""
        languages = tuple(dict.fromkeys((self.language, *self.config.organisation.languages, *self.languages)))
        return Reading(self.labels, languages, self.asked.region.territories)

    @property
    def languages(self) -> tuple[str, ...]:
        """The region's languages, then the product's own, German and English."""
        return tuple(dict.fromkeys((*self.asked.region.languages, "de", "en")))

    def add_texts(self, texts: Labels) -> None:
        """Take in the texts of a way in, as a screen's: below the region's own, which may say each thing otherwise."""
        form = Labels(form_labels(self.asked.region, texts))
        self.labels = self.labels.under(form.under(texts))

    def say(self, what: Sentence | str) -> str:
        """A sentence, or a label, in the user's language."""
        return self.labels.text(what, self.language)

    def today(self) -> date:
        """The day by the organisation's own clock."""
        return self.clock().astimezone(ZoneInfo(self.config.organisation.timezone)).date()

    def happened_on(self, day: date | None) -> date:
        """The day on which something happened, today unless one is given. Raises UsageError for a day ahead."""
        if day is not None and day > self.today():
            raise UsageError(say("log.ahead", day=day))
        return day or self.today()

    def new_id(self) -> str:
        """A new identifier, sortable by time."""
        from geleit.store.ids import new_id

        return new_id(self.clock, self.randomness)

    def rounds(self) -> tuple[Round[Any], ...]:
        """Every round of the configuration, each with the settings in force for it."""
        return tuple(self.round(table.id) for table in self.config.rounds)

    def round(self, id_: str | None = None) -> Round[Any]:
        """A round by its id; without an id the only open one, or the only one there is.

        An opened round has the parameters that were frozen when it was opened. Raises UsageError.
        """
        if id_ is None:
            id_ = self._the_round()
        table = self.config.round(id_)
        if table is None:
            ids = [each.id for each in self.config.rounds]
            raise UsageError(say("programme.unknown_round", round=id_, rounds=Listed(ids or ["–"])))
        record = self._record(id_)
        before = self._rounds.get(id_)
        if before is None or before[0] != record:
            before = self._rounds[id_] = record, parameters.effective(self.config, self.asked, table, record)
        return before[1]

    def present_round(self) -> str | None:
        """The round that work is most likely about: the open one that began last, else the last one there is; None for
        a configuration without rounds."""
        tables = self.config.rounds
        if not tables:
            return None
        return max(
            enumerate(tables),
            key=lambda one: (self.round(one[1].id).state is RoundState.OPEN, one[1].start or date.min, one[0]),
        )[1].id

    def _the_round(self) -> str:
        ids = [table.id for table in self.config.rounds]
        if len(ids) == 1:
            return ids[0]
        open_ones = [id_ for id_ in ids if self.round(id_).state is RoundState.OPEN]
        if len(open_ones) != 1:
            code = "programme.which_round" if ids else "programme.no_round"
            raise UsageError(say(code, rounds=Listed(ids, "list.or")))
        return open_ones[0]

    def _record(self, id_: str) -> RoundRecord | None:
        if self._store is None and not self.config.database_path.exists():
            return None
        return self._opened().get(RoundRecord, id_)

    def answers(self, round_: Round[Any]) -> Answers:
        """What the region says about a round; asked once. Raises RegionError."""
        if round_.id not in self._answers:
            self._answers[round_.id] = self.asked.about(round_)
        return self._answers[round_.id]

    def trial(self, config: Config) -> Self:
        """The same programme under another configuration, to see what comes of it before it holds.

        It shares the records, so it is never closed. Raises ConfigError and RegionError as `open`.
        """
        tried = type(self)(
            config,
            Asked(self.asked.loaded, self.asked.extensions),
            actor=self.actor,
            clock=self.clock,
            randomness=self.randomness,
            language=self.language,
            passphrase=self._passphrase,
            rehearsal=self._rehearsal,
        )
        if self.config.database_path.exists():
            tried._store = self._opened()
        return tried

    def adopt(self, tried: Programme) -> None:
        """Go on under the configuration of a trial, which may have been written anew; rounds are asked about again."""
        self.config, self.asked = tried.config, tried.asked
        self.labels = self.labels.with_gender_style(self.config.organisation.gender_style.value)
        self._answers.clear()
        self._rounds.clear()
        if self._store is not None:
            self._derive(self._store)

    def forget(self, round_id: str) -> None:
        """Ask again next time, because the round's parameters have changed."""
        self._answers.pop(round_id, None)
