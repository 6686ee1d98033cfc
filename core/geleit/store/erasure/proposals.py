"""Proposals name people by their ids and give reasons in sentences: what an erasure takes out of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from geleit.store.link import Link
from geleit.store.records import Transaction

_SIDES = ("mentee", "mentor")
_EMPTY: Mapping[str, Any] = {"criteria": [], "sentence": "", "sentences": {}, "beside": {}}


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
            pairs.append({**pair, **{key: value for key, value in _EMPTY.items() if key in pair}, sides[0]: stand_in})
    unmatched = [one for one in content.get("unmatched", []) if one.get("mentee") != person]
    return {**content, "pairs": pairs, "unmatched": unmatched}
