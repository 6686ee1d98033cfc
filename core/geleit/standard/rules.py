"""The standard's rules: age, may work, consent given, host-language minimum, in territory."""

from __future__ import annotations

from collections.abc import Iterable

from geleit.model.people import Role
from geleit.questions.conditions import at_least, consented, is_true, one_of, speaks
from geleit.questions.eligibility import Force, Rule
from geleit.vocabulary.cefr import Cefr

_SOURCE = "geleit.standard"


def rules(
    role: Role,
    *,
    minimum_age: int = 18,
    level: Cefr = Cefr.B1,
    territories: Iterable[str] = (),
    without: Iterable[str] = (),
) -> tuple[Rule, ...]:
    """The standard's rules for a role.

    For mentees ST-AGE, ST-WORK, ST-CONSENT, ST-LANGUAGE and, where territories are named, ST-TERRITORY; for mentors
    ST-AGE and ST-CONSENT. `without` leaves some out by code.
    """
    age = Rule("ST-AGE", at_least("age", minimum_age), source=_SOURCE)
    consent = Rule("ST-CONSENT", consented("programme"), source=_SOURCE)
    chosen = [age, consent]
    if role is Role.MENTEE:
        chosen += [
            Rule("ST-WORK", is_true("may_work"), evidence="work_permit", source=_SOURCE),
            Rule("ST-LANGUAGE", speaks(level), source=_SOURCE),
        ]
        places = tuple(territories)
        if places:
            chosen.append(Rule("ST-TERRITORY", one_of("territory", *places), force=Force.MANDATORY, source=_SOURCE))
    left_out = set(without)
    return tuple(rule for rule in chosen if rule.code not in left_out)
