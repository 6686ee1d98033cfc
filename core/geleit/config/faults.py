"""Several mistakes below one value, each with the keys that lead to it."""

from __future__ import annotations

from typing import Any, NamedTuple

from cattrs import Converter

from geleit.config.lines import KeyPath
from geleit.config.wording import shown
from geleit.errors import GeleitError
from geleit.labels import Sentence, say


class Mistake(NamedTuple):
    """What is wrong at `path`, counted from the value that is looked at; `found` is the value as written."""

    path: KeyPath
    sentence: Sentence
    found: str = ""


class Mistakes(ValueError):
    """Everything that is wrong in and below a value."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__("; ".join(str(each.sentence) for each in mistakes))
        self.mistakes = mistakes

    @classmethod
    def of(cls, sentence: Sentence, value: object) -> Mistakes:
        """One mistake at the value itself."""
        return cls(Mistake((), sentence, shown(value)))

    def below(self, key: str | int) -> tuple[Mistake, ...]:
        """The same mistakes, seen from the table or list that holds the value."""
        return tuple(each._replace(path=(key, *each.path)) for each in self.mistakes)


def as_mistakes(error: Exception, value: object) -> tuple[Mistake, ...]:
    """What a validator or hook says: the sentence of an error made for people, or another error's own words."""
    if isinstance(error, Mistakes):
        return error.mistakes
    if isinstance(error, GeleitError):
        return (Mistake((), error.sentence, shown(value)),)
    reason = str(error.args[0]) if error.args else type(error).__name__
    return (Mistake((), say("config.refused", reason=reason, found=shown(value)), shown(value)),)


def structured(converter: Converter, value: object, type_: Any) -> Any:
    """A value of a type; whatever a hook refuses is raised as `Mistakes`."""
    try:
        return converter.structure(value, type_)
    except (GeleitError, ValueError) as error:
        raise Mistakes(*as_mistakes(error, value)) from error
