"""`geleit draft explain`: two people side by side, and what each criterion makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme.proposals.pair_view import CriterionTold, PairView


@programme_command("draft explain", argument("mentee"), argument("mentor"), json=True)
def command(desk: Desk, *, mentee: str, mentor: str) -> None:
    """Print the sentence, the criteria with their points, and both profiles."""
    from geleit.programme.proposals.pair_view import pair_view

    found = pair_view(desk.programme, desk.round, mentee, mentor)
    if desk.as_json:
        desk.json(_object(desk, found))
        return
    desk.put(found.sentence)
    for told in (*found.beside, *(say("pair_view.vetoed", veto=veto) for veto in found.vetoes)):
        desk.put("  " + desk.text(told))
    if found.past is not None:
        desk.put("  " + desk.text(found.past))
    desk.put(desk.text(found.total))
    for one in found.criteria:
        desk.put("  " + desk.text(one.told))
    desk.put()
    desk.table(
        ("cli.column.field", "field.mentee", "field.mentor", "cli.column.common"),
        [
            (
                " / ".join(desk.text(label) for label in (line.label, line.other_label) if label is not None),
                "?" if line.mentee is None else line.mentee,
                "?" if line.mentor is None else line.mentor,
                ", ".join(line.common),
            )
            for line in found.lines
        ],
    )


def _object(desk: Desk, found: PairView) -> dict[str, Any]:
    return {
        "mentee": found.mentee,
        "mentor": found.mentor,
        "in_draft": found.drafted is not None,
        "sentence": found.sentence,
        "score": found.units,
        "most": found.most,
        "mentee_score": found.mentee_units,
        "mentor_score": found.mentor_units,
        "criteria": [_criterion(desk, one) for one in found.criteria],
        "vetoes": [desk.text(veto) for veto in found.vetoes],
        "past": None if found.past is None else desk.text(found.past),
        "beside": [desk.text(one) for one in found.beside],
        "profiles": [
            {
                "field": desk.text(line.label),
                "other_field": None if line.other_label is None else desk.text(line.other_label),
                "mentee_says": line.mentee,
                "mentor_says": line.mentor,
                "common": line.common,
                "criteria": line.criteria,
            }
            for line in found.lines
        ],
    }


def _criterion(desk: Desk, one: CriterionTold) -> dict[str, Any]:
    return {
        "code": one.code,
        "value": one.value,
        "contribution": one.units,
        "most": one.most,
        "counted": one.counted,
        "wish_of": one.wish_of,
        "found": None if one.common is None else desk.text(one.common),
    }
