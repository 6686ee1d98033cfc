"""A condition of a region's own: a plain function of the dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from geleit.labels import Sentence, say
from geleit.model.dossier import Dossier
from geleit.questions.eligibility import Checked, Condition, Verdict


@attrs.frozen
class Judged:
    """A function of the dossier that answers True, False, or None for unknown.

    Raises TypeError for any other answer: a generator, a text or a number would otherwise count as a yes.
    """

    function: Callable[[Dossier], bool | None]
    fields: tuple[str, ...]
    label: str

    @property
    def reads(self) -> tuple[str, ...]:
        return self.fields

    def __call__(self, dossier: Dossier) -> Checked:
        answer = self.function(dossier)
        if answer is None:
            # A value can itself say "unknown"; then all fields that are read are what is missing.
            missing = tuple(name for name in self.fields if dossier.value(name) is None)
            return Checked(Verdict.UNKNOWN, missing or self.fields)
        if not isinstance(answer, bool):
            raise TypeError(f"the rule's function must answer True, False or None, not {type(answer).__name__}")
        return Checked(Verdict.MET if answer else Verdict.NOT_MET)

    def describe(self) -> Sentence:
        return say(self.label)


def rule(function: Callable[[Dossier], bool | None], *, reads: Iterable[str], label: str) -> Condition:
    """A condition of your own: `function` answers True, False, or None for unknown; `reads` names its fields and
    `label` is the code of the sentence that says what is wanted."""
    return Judged(function, tuple(reads), label)
