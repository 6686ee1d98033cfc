"""The equity table: who is left out."""

from __future__ import annotations

from typing import Any

from geleit.matching.columns.people import Candidate
from geleit.matching.proposing.equity import EquityRow, equity
from geleit.model.people import Person
from geleit.standard.fields import Mentee
from geleit.vocabulary.answer import Gender
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken


def mentee(id_: str, gender: Gender | None = None, **answers: Any) -> Candidate:
    """A mentee."""
    return Candidate(id=id_, person=Person(id=id_, gender=gender), participant=Mentee(**answers))


def test_equity_counts_every_group_and_the_unknown() -> None:
    """In the order of the field's list, the unknown last; several values count in each."""
    people = [
        mentee("a", Gender.MALE, host_level=Cefr.B1, languages=(Spoken("ar"), Spoken("de"))),
        mentee("b", Gender.FEMALE, host_level=Cefr.A1, languages=()),
        mentee("c"),
    ]
    rows = equity(("host_level", "gender", "languages"), people, {"a", "c"})
    assert rows == (
        EquityRow("host_level", Cefr.A1, 1, 0),
        EquityRow("host_level", Cefr.B1, 1, 1),
        EquityRow("host_level", None, 1, 1),
        EquityRow("gender", Gender.FEMALE, 1, 0),
        EquityRow("gender", Gender.MALE, 1, 1),
        EquityRow("gender", None, 1, 1),
        EquityRow("languages", Spoken("ar"), 1, 1),
        EquityRow("languages", Spoken("de"), 1, 1),
        EquityRow("languages", None, 2, 1),
    )
    assert rows[-1].rate == 0.5


def test_nobody_gives_no_rows() -> None:
    """An empty side has no groups."""
    assert equity(("gender",), [], set()) == ()
