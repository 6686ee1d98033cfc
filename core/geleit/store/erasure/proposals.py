"""Proposals name people by their ids and give reasons in sentences: what an erasure takes out of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from geleit.store.link import Link
from geleit.store.records import Transaction

_SIDES = ("mentee", "mentor")
_PEOPLE = ("pairs", "unmatched")
_EMPTY: Mapping[str, Any] = {"criteria": [], "sentence": "", "sentences": {}, "beside": {}, "by_hand": None}


def without_person(tx: Transaction, link: Link, person: str, stand_in: str | None) -> frozenset[tuple[str, str]]:
    """Take a person out of every proposal; returns those that were changed, by table and key.

    In a pair a stand-in takes their place, without scores of criteria or a reason; without a stand-in the pair goes. A
    draft that nobody has decided on is discarded: it speaks of somebody who is no longer there.
    """
    changed = set()
    for key, state, raw in tx.rows(
        'SELECT "id", "state", "content" FROM "proposals" WHERE instr("content", ?) > 0', [person], "proposals"
    ):
        content = _without(json.loads(raw), person, stand_in)
        link.change(
            'UPDATE "proposals" SET "content" = ?, "state" = ?, "rev" = "rev" + 1 WHERE "id" = ?',
            [json.dumps(content, ensure_ascii=False, sort_keys=True), "discarded" if state == "draft" else state, key],
            "proposals",
        )
        changed.add(("proposals", key))
    return frozenset(changed)


def _without(content: Mapping[str, Any], person: str, stand_in: str | None) -> dict[str, Any]:
    pairs = []
    for pair in content.get("pairs", []):
        sides = [side for side in _SIDES if pair.get(side) == person]
        if not sides:
            pairs.append(pair)
        elif stand_in is not None:
            emptied = {key: value for key, value in _EMPTY.items() if pair.get(key) is not None}
            pairs.append({**pair, **emptied, sides[0]: stand_in})
    unmatched = [_reason(one, person) for one in content.get("unmatched", []) if one.get("mentee") != person]
    rest = {key: _elsewhere(value, person, stand_in) for key, value in content.items() if key not in _PEOPLE}
    rest["blocking"] = [both for both in content.get("blocking", []) if person not in both]
    if "changes" in content:
        rest["changes"] = [_change(one, person, stand_in) for one in content["changes"]]
        told = {one["reason"] for one in content["changes"]} - {one["reason"] for one in rest["changes"]}
        # A swap's reason stands with both of its pairs.
        pairs = [{**pair, "by_hand": ""} if pair.get("by_hand") in told else pair for pair in pairs]
    return {**rest, "pairs": pairs, "unmatched": unmatched}


def _reason(left: Mapping[str, Any], person: str) -> dict[str, Any]:
    """Why somebody else has nobody; where it names the person, what is left says it without names."""
    if person not in left.get("named", []):
        return dict(left)
    return {**left, "reason": left["brief"], "reasons": left["briefs"], "named": []}


def _change(change: Mapping[str, Any], person: str, stand_in: str | None) -> dict[str, Any]:
    """A change by hand, which can no longer be undone; the reason of one that moved the person speaks of them."""
    moved = any(person in pair for key in ("removed", "added") for pair in change.get(key, []))
    kept: dict[str, Any] = _elsewhere({**change, "undo": None}, person, stand_in)
    return kept | {"reason": ""} if moved else kept


def _elsewhere(value: Any, person: str, stand_in: str | None) -> Any:
    """What else names people by their ids: the order of rows, prices, places. The place in an order stays."""
    if isinstance(value, Mapping):
        kept = {key: _elsewhere(inner, person, stand_in) for key, inner in value.items() if key != person}
        return {**kept, stand_in: value[person]} if person in value and stand_in is not None else kept
    if isinstance(value, list):
        return [_elsewhere(inner, person, stand_in) for inner in value]
    return (stand_in or "") if value == person else value
