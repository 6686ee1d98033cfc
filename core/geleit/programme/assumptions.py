"""The assumptions in force: what holds until somebody confirms it or sets it otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from geleit import standard
from geleit.programme import parameters
from geleit.programme.context import Programme
from geleit.questions.eligibility import Rule
from geleit.questions.settings import origins
from geleit.regions import words
from geleit.regions.asking import Answers

_ASSUMED = "assumption"
"""The word by which a region's source says that nobody has published what stands there."""


@attrs.frozen
class Assumption:
    """A value in force that nobody has confirmed: its key, the value (or where it comes from), and what it says."""

    key: str
    value: str
    note: str


def assumptions(programme: Programme) -> tuple[Assumption, ...]:
    """Settings left at an assumed default, questions left to the standard, and all that is marked as assumed in the
    answers about any round (rules, criteria, vetoes, milestones, certificates, topics, blocked tasks); each once."""
    found = [*_settings(programme), *_silence(programme)]
    for round_ in programme.rounds():
        found += _answers(programme, programme.answers(round_))
    return tuple(dict.fromkeys(found))


def _settings(programme: Programme) -> Iterator[Assumption]:
    """An entry for each assumed setting that neither the organisation nor every one of its rounds has set."""
    config, region = programme.config, programme.asked.region
    rounds = [table.region for table in config.rounds]
    values = parameters.as_text(parameters.organisation(config, programme.asked))
    for key, origin in origins(region.settings).items():
        set_by_rounds = bool(rounds) and all(key in own for own in rounds)
        if origin.assumption is None or key in config.region or set_by_rounds:
            continue
        shown = {name: text for name, text in values.items() if name == key or name.startswith(f"{key}.")}
        parts = (f"{name.removeprefix(f'{key}.')} {text}" for name, text in shown.items())
        note = programme.say(words.assumed(programme.labels, key, origin.assumption))
        yield Assumption(f"region.{key}", shown.get(key) or ", ".join(parts) or "–", note)


def _silence(programme: Programme) -> Iterator[Assumption]:
    for hook in programme.asked.silent():
        yield Assumption(hook, standard.SOURCE, programme.say(f"upkeep.{hook}"))


def _answers(programme: Programme, answers: Answers) -> Iterator[Assumption]:
    yield from _rules(programme, (*answers.eligibility.mentee, *answers.eligibility.mentor))
    listed = (
        ("criterion", answers.matching.criteria),
        ("veto", answers.matching.vetoes),
        ("milestone", answers.sessions.milestones),
        ("certificate", answers.sessions.certificates),
        ("topic", answers.sessions.topics),
        ("blocked", answers.sessions.blocked),
    )
    for kind, items in listed:
        for item in items:
            if _is_assumed(item.source):
                yield Assumption(f"{kind}.{item.code}", item.source, programme.say(f"{kind}.{item.code}"))


def _rules(programme: Programme, rules: Iterable[Rule]) -> Iterator[Assumption]:
    for rule in rules:
        if _is_assumed(rule.source):
            yield Assumption(rule.code, rule.source, programme.say(rule.test.describe()))


def _is_assumed(source: str) -> bool:
    return source == standard.SOURCE or _ASSUMED in source.casefold()
