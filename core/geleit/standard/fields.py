"""The fields every region asks: subclass `Mentee` and `Mentor` and add your own."""

from __future__ import annotations

from typing import Annotated

from geleit.fields import NEVER, Sensitivity, Vocabulary, ask, participant
from geleit.model.people import Participant
from geleit.vocabulary.answer import Answer, Slot
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.isced import Isced
from geleit.vocabulary.spoken import Spoken


@participant
class Mentee(Participant):
    """What is asked of a mentee in a round. `host_level` is the level of the language of the country."""

    languages: Annotated[tuple[Spoken, ...] | None, ask(vocabulary=Vocabulary.LANGUAGE)] = None
    host_level: Annotated[Cefr | None, ask(evidence="language_certificate", dated=True)] = None
    occupations: Annotated[tuple[str, ...] | None, ask(vocabulary=Vocabulary.ISCO)] = None
    education: Annotated[Isced | None, ask(evidence="certificate")] = None
    experience_years: float | None = None
    territory: Annotated[str | None, ask(vocabulary=Vocabulary.TERRITORY, evidence="registration")] = None
    availability: tuple[Slot, ...] | None = None
    may_work: Annotated[
        bool | None, ask(sensitivity=Sensitivity.SPECIAL, dated=True, evidence="work_permit", matching=NEVER)
    ] = None
    care_duties: Annotated[Answer | None, ask(sensitivity=Sensitivity.SPECIAL, matching=NEVER)] = None
    referred_by: str | None = None
    goals: Annotated[str | None, ask(free_text=True, sensitivity=Sensitivity.SPECIAL, matching=NEVER)] = None


@participant
class Mentor(Participant):
    """What is asked of a mentor in a round."""

    languages: Annotated[tuple[Spoken, ...] | None, ask(vocabulary=Vocabulary.LANGUAGE)] = None
    occupations: Annotated[tuple[str, ...] | None, ask(vocabulary=Vocabulary.ISCO)] = None
    territory: Annotated[str | None, ask(vocabulary=Vocabulary.TERRITORY)] = None
    availability: tuple[Slot, ...] | None = None
    company: str | None = None
    post: str | None = None
    experience_years: float | None = None
