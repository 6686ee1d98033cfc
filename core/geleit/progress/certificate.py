"""Who has earned which certificate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from geleit.model.partnerships import Side
from geleit.progress.milestones import SIDES
from geleit.progress.months import MINUTES, Tally
from geleit.questions.sessions import Certificate, SessionPolicy

ByMonth = Mapping[date, Tally]


@attrs.frozen(kw_only=True)
class CertificateState:
    """One side's way to a certificate: what counts towards it so far, and whether that is enough.

    `months_met` are months of the calendar with at least one meeting.
    """

    code: str
    side: Side
    earned: bool
    months_met: int
    minutes: int
    meetings: int


def certificate_states(
    policy: SessionPolicy, own: ByMonth, mentees_earlier: Iterable[ByMonth]
) -> tuple[CertificateState, ...]:
    """Every certificate of the policy for every side it is for.

    The mentee's meetings add up over successor partnerships, the mentor's are those of this one. A certificate
    without any condition is earned by nothing.
    """
    line = (own, *mentees_earlier)
    return tuple(
        _state(certificate, side, line if side is Side.MENTEE else (own,))
        for certificate in policy.certificates
        for side in SIDES[certificate.who]
    )


def _state(certificate: Certificate, side: Side, parts: Iterable[ByMonth]) -> CertificateState:
    ledgers = tuple(parts)
    months_met = len({month for ledger in ledgers for month, tally in ledger.items() if tally.meetings})
    minutes = sum(tally.minutes for ledger in ledgers for tally in ledger.values())
    meetings = sum(tally.meetings for ledger in ledgers for tally in ledger.values())
    reached = (
        (certificate.months_met, months_met),
        (certificate.hours, minutes / MINUTES),
        (certificate.meetings, meetings),
    )
    return CertificateState(
        code=certificate.code,
        side=side,
        earned=any(needed is not None and found >= needed for needed, found in reached),
        months_met=months_met,
        minutes=minutes,
        meetings=meetings,
    )
