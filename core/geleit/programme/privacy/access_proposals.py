"""A person's part in the proposals of the solver: a draft is about many people at once, each told apart by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geleit.files.access_report import ProposalPart
from geleit.labels import number, say
from geleit.model.partnerships import Proposal
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.privacy.access_words import AccessWords
from geleit.programme.staff.permits import needs
from geleit.store import Reads

_POINT = 10_000
_SIDES = ("mentee", "mentor")


@needs(Action.ACCESS_REPORT)
def proposal_parts(programme: Programme, reads: Reads, words: AccessWords, person: str) -> tuple[ProposalPart, ...]:
    """A person's part in every proposal there was, oldest first."""
    return tuple(
        part
        for proposal in reads.all(Proposal, order="made_at")
        for part in _parts(words, proposal, proposal.content or {}, person)
    )


def _parts(words: AccessWords, proposal: Proposal, content: Mapping[str, Any], person: str) -> Iterator[ProposalPart]:
    def part(
        role: str, sentence: str, counted: tuple[tuple[str, str], ...], others: Iterable[str] = ()
    ) -> ProposalPart:
        return ProposalPart(
            id=proposal.id,
            made_at=proposal.made_at,
            state=words.text(say(f"ProposalState.{proposal.state.value}")),
            role=words.text(say(f"Role.{role}")),
            sentence=words.redacted(sentence, also=others),
            counted=counted,
        )

    before = [one["undo"] for one in content.get("changes", []) if one.get("undo")]
    for pair in _all("pairs", content, before):
        role = next((side for side in _SIDES if pair.get(side) == person), None)
        if role is not None:
            said = pair.get("sentences", {}).get(words.language, pair.get("sentence", ""))
            beside = _beside(words, pair) if role == "mentee" else ()
            yield part(role, said, (*_counted(words, pair), *beside), {pair[side] for side in _SIDES} - {person})
    for left in _all("unmatched", content, before):
        if left.get("mentee") == person:
            said = left.get("reasons", {}).get(words.language, left.get("reason", ""))
            yield part("mentee", said, (), left.get("named", ()))
    for change in content.get("changes", []):
        pairs = [*change.get("removed", []), *change.get("added", [])]
        side = next((side for pair in pairs for side, id_ in zip(_SIDES, pair, strict=True) if id_ == person), None)
        if side is not None:
            others = {id_ for pair in pairs for id_ in pair} - {person}
            reason = words.redacted(change.get("reason", ""), also=others)
            yield part(side, words.text(say("access.changed_by_hand", reason=reason)), ())


def _all(key: str, content: Mapping[str, Any], before: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """What the draft holds, and what it held before changes that can still be undone."""
    for kept in (content, *before):
        yield from kept.get(key, [])


def _counted(words: AccessWords, pair: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What each criterion gave, in points; the two have it in common."""
    for criterion in pair.get("criteria", []):
        code = f"criterion.{criterion['code']}"
        name = words.text(say(code)) if words.labels.languages_of(code) else str(criterion["code"])
        points = number(criterion.get("contribution", 0) / _POINT, words.language)
        yield name, words.text(say("access.points", points=points))


def _beside(words: AccessWords, pair: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was shown beside the pair and counted for nothing: fields of the mentee's."""
    for name, value in pair.get("beside", {}).items():
        if value is not None:
            yield words.label("people", name), words.text(say("access.beside", value=words.answer(name, value)))
