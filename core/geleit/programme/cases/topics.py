"""Finding what a meeting was about while its name is typed, among the topics and the tasks that are not the mentor's."""

from __future__ import annotations

from typing import Any

import attrs

from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs
from geleit.vocabulary.names import query_key, search_key


@attrs.frozen(kw_only=True)
class TopicFound:
    """A topic in the reader's words. `referral` stands where it is a task that is not the mentor's: where to refer."""

    code: str
    label: str
    note_required: bool = False
    referral: str | None = None

    @property
    def blocked(self) -> bool:
        """Whether it becomes a boundary note instead of a part of the meeting."""
        return self.referral is not None


@needs(Action.LOG)
def topics_of_round(programme: Programme, round_: Round[Any]) -> tuple[TopicFound, ...]:
    """Every topic of a round's policy, then every task that is not the mentor's."""
    policy, say = programme.answers(round_).sessions, programme.say
    allowed = (
        TopicFound(code=one.code, label=say(f"topic.{one.code}"), note_required=one.note_required)
        for one in policy.topics
    )
    blocked = (
        TopicFound(code=one.code, label=say(f"blocked.{one.code}"), referral=say(f"referral.{one.code}"))
        for one in policy.blocked
    )
    return (*allowed, *blocked)


@needs(Action.LOG)
def topics_like(programme: Programme, round_: Round[Any], text: str) -> tuple[TopicFound, ...]:
    """The topics that are meant by what was typed, the likeliest first: the code, words of the label by their first
    letters, then letters anywhere in it. Nothing typed means all of them."""
    typed = query_key(text).split()
    ranked = []
    for place, topic in enumerate(topics_of_round(programme, round_)):
        rank = _rank(typed, topic)
        if rank is not None:
            ranked.append((rank, place, topic))
    return tuple(topic for _, _, topic in sorted(ranked, key=lambda one: one[:2]))


def _rank(typed: list[str], topic: TopicFound) -> int | None:
    """0 for the best; None for a topic that is not meant."""
    if not typed:
        return 0
    key, code = search_key(topic.label), query_key(topic.code)
    words = key.replace(",", " ").replace("(", " ").split()
    if typed == [code]:
        return 0
    if words and words[0].startswith(typed[0]) and all(_begins(words, one) for one in typed):
        return 1
    if all(_begins([*words, code], one) for one in typed):
        return 2
    return 3 if all(one in key for one in typed) else None


def _begins(words: list[str], typed: str) -> bool:
    return any(word.startswith(typed) for word in words)
