"""The tables on data protection: who is responsible, and on which basis people's data serve which purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

import attrs

from geleit.config import checks
from geleit.config.scanner import Document
from geleit.config.wording import shown
from geleit.errors import ConfigError, Problem
from geleit.labels import say

PROGRAMME = "programme"
"""The purpose that always exists: taking part."""

ORGANISATION = "organisation"
"""The recipient that always exists: who runs the programme."""

OTHER_SIDE = "other_side"
"""The other side of a pair as a recipient; it comes from the pair and needs no name."""


class Basis(StrEnum):
    """On what the use of people's data for a purpose rests: Art. 6 (1) (a) to (f) GDPR.

    A consent is given and withdrawn by each person. Another basis holds for everybody until somebody objects.
    """

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"


def a_third_country(_: object, __: object, value: str | None) -> None:
    """A country by its code of ISO 3166, or None."""
    from geleit.vocabulary.countries import is_country

    if value is not None and not is_country(value):
        raise ConfigError(say("config.no_country", found=shown(value)))


@attrs.frozen(kw_only=True)
class ConsentTable:
    """`[[consents]]`: a purpose with its recipient, and the basis on which data are used for it.

    `title` says the purpose and `name` the recipient in words where the product has none of its own. `text` is the
    version of the text that people are shown today. `third_country` is where the recipient sits if that is outside the
    European Economic Area, `safeguard` what protects the data there (Art. 46 GDPR).
    """

    purpose: str = attrs.field(validator=checks.a_name)
    recipient: str = attrs.field(default=ORGANISATION, validator=checks.a_name)
    basis: Basis = Basis.CONSENT
    title: str = ""
    name: str = ""
    text: str = ""
    third_country: str | None = attrs.field(default=None, validator=a_third_country)
    safeguard: str = ""


def settled(consents: Iterable[ConsentTable]) -> frozenset[str]:
    """The purposes that rest on something else than consent, so that nobody is asked."""
    return frozenset(table.purpose for table in consents if table.basis is not Basis.CONSENT)


@attrs.frozen(kw_only=True)
class PrivacyTable:
    """`[privacy]`: what a report to a person and the record of processing say about who is responsible.

    `address` and `contact` of the organisation, `officer` its data protection officer, `joint` who decides with it
    (Art. 26 GDPR), `authority` the supervisory authority to complain to, `source` where data come from that people did
    not give themselves.
    """

    address: str = ""
    contact: str = ""
    officer: str = ""
    joint: tuple[str, ...] = ()
    authority: str = ""
    source: str = ""


def disagreements(document: Document) -> Iterator[Problem]:
    """A purpose named twice for the same recipient, and taking part with another recipient than the organisation.

    Reads the raw tables, so that a mistake elsewhere in the file hides nothing.
    """
    tables = document.data.get("consents")
    if not isinstance(tables, list):
        return
    first: dict[tuple[str, str], int] = {}
    for index, table in enumerate(tables):
        if not isinstance(table, dict) or not isinstance(table.get("purpose"), str):
            continue
        purpose, recipient = table["purpose"], table.get("recipient", ORGANISATION)
        if not isinstance(recipient, str):
            continue
        if purpose == PROGRAMME and recipient != ORGANISATION:
            sentence = say("config.programme_recipient", found=shown(recipient))
            yield document.problem(("consents", index, "recipient"), sentence, shown(recipient))
        elif (purpose, recipient) in first:
            _, line = document.place(("consents", first[purpose, recipient], "purpose"))
            sentence = say("config.consent_twice", found=shown(purpose), line=line)
            yield document.problem(("consents", index, "purpose"), sentence, shown(purpose))
        first.setdefault((purpose, recipient), index)
