"""Identifiers of records: UUID version 7, whose text sorts by the time it was made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Bits(Protocol):
    """A source of random bits: `random.Random(seed)`, or `secrets.SystemRandom()` for real records."""

    def getrandbits(self, k: int, /) -> int: ...


def new_id(clock: Callable[[], datetime], randomness: Bits) -> str:
    """A new identifier, 36 characters of text.

    UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then the fraction of the millisecond in 12 bits
    (section 6.2, method 3), so that ids made one after the other sort in that order, then 62 random bits.
    `clock` returns an aware time.
    """
    milliseconds, microseconds = divmod((clock() - _EPOCH) // _MICROSECOND, 1000)
    fraction = microseconds * 4096 // 1000
    number = milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | randomness.getrandbits(62)
    return str(UUID(int=number))
