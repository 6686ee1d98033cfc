"""Values for the program's own file: tried first, then written together with their entry in the change history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import attrs

from geleit.config import local_path, put_back, with_local, write_local
from geleit.config.lines import KeyPath
from geleit.errors import ConfigError
from geleit.labels import Sentence, say
from geleit.model.lifecycle import RoundState
from geleit.permissions import Action
from geleit.programme import parameters
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs

if TYPE_CHECKING:
    from geleit.store import Transaction


@needs(Action.CONFIGURE)
def tried(programme: Programme, changes: Mapping[KeyPath, object], what: str, expected: Sentence | None) -> Programme:
    """The programme as it would be, every round that is yet to be opened asked about.

    Raises ConfigError that names `what` and says what was `expected`, RegionError where the region refuses.
    """
    try:
        config, _ = with_local(programme.config, changes)
        trial = programme.trial(config)
    except ConfigError as error:
        raise _refusal(error, what, expected) from error
    present = trial.present_round()
    for table in trial.config.rounds:
        round_ = trial.round(table.id)
        if round_.state is RoundState.PLANNED:
            trial.answers(round_)
        elif table.id == present:
            # It keeps what it was opened with; what holds for the next one shall be possible as well.
            settings = parameters.configured(trial.config, trial.asked, table)
            trial.asked.about(attrs.evolve(round_, settings=settings, state=RoundState.PLANNED))
    return trial


def _refusal(error: ConfigError, what: str, expected: Sentence | None) -> ConfigError:
    if not error.problems:
        return error
    reason = error.problems[0].sentence
    if expected is None or reason.code in ("config.expected", "config.no_choice_near"):
        return ConfigError(say("settings.refused", what=what, reason=reason))
    return ConfigError(say("settings.refused_expecting", what=what, reason=reason, expected=expected))


@needs(Action.CONFIGURE)
def write(
    programme: Programme, trial: Programme, changes: Mapping[KeyPath, object], note: Callable[[Transaction], None]
) -> None:
    """Write the values, and let `note` keep in the change history what was done: both or neither.

    Where there are no records yet, only the file is written. Afterwards the programme goes on under what is in the
    files.
    """
    local = local_path(programme.config.path)
    if not programme.config.database_path.exists():
        trial.config = write_local(programme.config, changes)
        programme.adopt(trial)
        return
    before: bytes | None = None
    began = False
    try:
        with programme.store.write("setting") as tx:
            note(tx)
            # Read under the lock of the records, so that nobody else's change of the file is lost.
            before, began = (local.read_bytes() if local.exists() else None), True
            trial.config = write_local(programme.config, changes)
    except BaseException:
        if began:
            put_back(local, before)
        raise
    programme.adopt(trial)
