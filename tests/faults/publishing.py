"""Coordinators who publish at the same moment, each in a process of their own: the scenario behind
`tests/test_publishing_at_once.py`."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import attrs

from geleit.errors import NotPossible
from geleit.fields import evolve
from geleit.labels import core_labels
from geleit.model.lifecycle import OPEN_PAIRS
from geleit.model.partnerships import Partnership, Proposal, ProposalState
from geleit.programme import Programme
from geleit.programme.proposals import drafting, publishing
from geleit.programme.proposals.content import StoredPair, as_stored, content_of
from geleit.vocabulary.languages import is_language
from tests.faults.crew import NOON, Setting, answered, serve, together
from tests.organisations.drafted import at_work

KINDS = ("the same pairs", "other mentors", "one place", "places enough")
"""What two drafts have in common."""


def _opened(folder: Path, who: str) -> Programme:
    return Programme.open(folder / "organisation.toml", clock=lambda: NOON, randomness=Random(who))


def _rotated(pairs: tuple[StoredPair, ...]) -> tuple[StoredPair, ...]:
    """The same people, everybody with the next one's mentor."""
    mentors = [pair.mentor for pair in pairs]
    return tuple(attrs.evolve(one, mentor=other) for one, other in zip(pairs, mentors[1:] + mentors[:1], strict=True))


def _lay_out(folder: Path) -> str:
    """Lay out an organisation with a draft; returns its id."""
    folder.mkdir(parents=True)
    office = at_work(folder)
    proposal = drafting.propose(office.programme, office.round)
    office.programme.close()
    return proposal.id


def _drafts(folder: Path, first_id: str, kind: str) -> list[str]:
    """Make two drafts that wait of the one; returns their ids, the first one twice where it is to be published twice."""
    with _opened(folder, "drafting") as programme:
        first = programme.store.one(Proposal, first_id)
        content = content_of(first)
        pairs = content.pairs
        mine, theirs = {
            "the same pairs": (pairs, pairs),
            "other mentors": (pairs, _rotated(pairs)),
            "one place": (pairs[:1], (attrs.evolve(pairs[1], mentor=pairs[0].mentor),)),
            "places enough": (pairs[:1], pairs[1:]),
        }[kind]
        with programme.store.write("drafts") as tx:
            tx.update(evolve(first, content=as_stored(attrs.evolve(content, pairs=mine, unmatched=()))))
            rival = as_stored(attrs.evolve(content, pairs=theirs, unmatched=()))
            second = tx.add(evolve(first, id=programme.new_id(), rev=1, by="colleague", content=rival))
    return [first.id, second.id, first.id] if kind == "the same pairs" else [first.id, second.id]


def _publish(folder: Path, proposal: str, answer: Path) -> None:
    with _opened(folder, answer.stem) as programme:
        try:
            made = len(publishing.publish(programme, programme.round(), proposal))
        except NotPossible:
            made = 0
        answer.write_text(json.dumps(made), encoding="utf-8")


def _standing(folder: Path) -> dict[str, Any]:
    with _opened(folder, "looking") as programme:
        pairs = programme.store.all(Partnership, state=tuple(OPEN_PAIRS))
        return {
            "mentors": _most(pair.mentor for pair in pairs),
            "mentees": _most(pair.mentee for pair in pairs),
            "pairs": len(pairs),
            "published": programme.store.count(Proposal, state=ProposalState.PUBLISHED),
        }


def _most(people: Iterable[str]) -> int:
    """How often the one who occurs most often does."""
    return max(Counter(people).values(), default=0)


def contest(setting: Setting, folder: Path, *, rounds: int) -> dict[str, Any]:
    """So many rounds of publishing at once for each kind of drafts; by kind and round how many pairs each draft became,
    and what stands then."""
    # Here once, so that those who publish need not each do it.
    import_module("geleit.matching.proposing.proposing")
    core_labels()
    is_language("de")
    laid_out = folder / "laid out"
    first = answered(partial(_lay_out, laid_out))
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for number in range(rounds):
        for kind, each in found.items():
            here = folder / kind / str(number)
            shutil.copytree(laid_out, here)
            each.append(_contested(here, answered(partial(_drafts, here, first, kind))))
    return found


def _contested(folder: Path, proposals: list[str]) -> dict[str, Any]:
    answers = [folder / f"{place}.json" for place in range(len(proposals))]
    works: list[Callable[[], object]] = [
        partial(_publish, folder, proposal, answer) for proposal, answer in zip(proposals, answers, strict=True)
    ]
    codes = together(works)
    made = [json.loads(answer.read_text(encoding="utf-8")) for answer in answers]
    return {"codes": codes, "made": made, **answered(partial(_standing, folder))}


if __name__ == "__main__":
    serve(contest)
