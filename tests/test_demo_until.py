"""A rehearsal can stop where there is something to decide."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from geleit.demo.running import run
from geleit.demo.until import Until
from geleit.model.lifecycle import PairState, PartState
from geleit.model.partnerships import Partnership, Proposal, ProposalState
from geleit.model.people import Participation
from geleit.programme import Programme


@pytest.mark.parametrize("until", [Until.APPLICATIONS, Until.PROPOSAL, Until.MIDDLE])
def test_a_rehearsal_stops_on_a_day_with_work_to_do(tmp_path: Path, until: Until) -> None:
    """Applications that nobody has decided on, a draft that waits, or pairs that meet; the last line names the day."""
    told: list[str] = []
    stage = run("austria_wko", tmp_path, 1, told.append, language="en", until=until)
    moment = datetime.combine(stage.clock.day, time(10), UTC)
    assert f"GELEIT_NOW={moment:%Y-%m-%dT%H:%M} geleit run" in told[-1]
    with Programme.open(tmp_path / "organisation.toml", clock=lambda: moment, rehearsal=True) as programme:
        parts = {part.state for part in programme.store.all(Participation)}
        drafts = [one.state for one in programme.store.all(Proposal)]
        pairs = {pair.state for pair in programme.store.all(Partnership)}
    if until is Until.APPLICATIONS:
        assert PartState.ADMITTED not in parts and not drafts
    elif until is Until.PROPOSAL:
        assert drafts == [ProposalState.DRAFT] and not pairs
    else:
        assert PairState.ACTIVE in pairs and PairState.CLOSED in pairs
