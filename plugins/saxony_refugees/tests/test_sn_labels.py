"""Saxony: every code of its answers has its words in German and in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import geleit_saxony_refugees
from geleit import Cefr, Role, Round
from geleit.fields import fields_of
from geleit.fields.kinds import ChoiceKind, ManyKind
from geleit.figures.checking import texts_of
from geleit.labels import Labels, Sentence, core_labels, read_labels
from geleit.questions.settings import origins
from geleit_saxony_refugees import (
    GoalTrack,
    Mentee,
    Mentor,
    Phase,
    Project,
    Settings,
    geleit_eligibility,
    geleit_matching,
    geleit_outcomes,
    geleit_reports,
    geleit_sessions,
)

LABELS = Path(geleit_saxony_refugees.__file__).with_name("labels.toml")


def labels() -> Labels:
    """The host's words with the region's on top."""
    return core_labels().over(read_labels(LABELS))


def codes(phase: Phase) -> Iterator[str]:
    """Every code the answers use in a round of a phase."""
    values: dict[str, Any] = {"phase": phase}
    round_: Round[Settings] = Round(id=phase.value, title=phase.value, settings=Settings(**values))
    yield "region.title"
    for cls in (Mentee, Mentor):
        for field in fields_of(cls):
            yield field.label
            kind = field.kind.each if isinstance(field.kind, ManyKind) else field.kind
            if isinstance(kind, ChoiceKind) and kind.members is not Cefr:
                yield from (kind.label(member) for member in kind.members)
            if field.ask.evidence:
                yield f"evidence.{field.ask.evidence}"
    for role in Role:
        for rule in geleit_eligibility(round_).of(role):
            yield rule.label
            yield from _sentence(rule.test.describe())
            if rule.applies_when:
                yield from _sentence(rule.applies_when.describe())
            if rule.evidence:
                yield f"evidence.{rule.evidence.kind}"
    matching = geleit_matching(round_)
    yield from (f"criterion.{criterion.code}" for criterion in matching.criteria)
    yield from (f"decline.{code}" for code in matching.acceptance.decline_reasons)
    yield matching.waiting_reason
    sessions = geleit_sessions(round_)
    yield from (f"stage.{stage.code}" for stage in sessions.stages)
    yield from (f"milestone.{milestone.code}" for milestone in sessions.milestones)
    yield from (f"topic.{topic.code}" for topic in sessions.topics)
    yield from (f"{word}.{blocked.code}" for blocked in sessions.blocked for word in ("blocked", "referral"))
    yield from (f"end.{code}" for code in sessions.end_reasons)
    outcomes = geleit_outcomes(round_)
    yield from (f"outcome.{category.code}" for category in outcomes.categories)
    yield from (f"counted.{result.code}" for result in outcomes.counted)
    yield from (f"follow_up.{offset.code}" for offset in outcomes.follow_ups)
    for report in geleit_reports(round_):
        yield from texts_of(report)
    yield from (f"setting.{name}" for name in origins(Settings))
    yield from (f"source.{name}" for name, origin in origins(Settings).items() if origin.source)
    yield from (f"{type(member).__name__}.{member.value}" for member in (*Phase, *Project, *GoalTrack))


def _sentence(sentence: Sentence) -> Iterator[str]:
    yield sentence.code
    yield from (value.code for value in sentence.args.values() if isinstance(value, Sentence))


@pytest.mark.parametrize("phase", Phase)
def test_every_code_has_its_words_in_both_languages(phase: Phase) -> None:
    """Walks the answers of a round and looks each code up."""
    words = labels()
    missing = [
        (code, language) for code in codes(phase) for language in ("de", "en") if words.find(code, language) is None
    ]
    assert missing == []


def test_every_label_of_the_region_is_in_both_languages() -> None:
    """Nothing stands in one language only."""
    assert {code for code, texts in read_labels(LABELS).items() if set(texts) != {"de", "en"}} == set()


def test_the_words_on_a_german_screen_are_those_of_the_programme() -> None:
    """A case is a Begleitung, a round a Förderphase."""
    words = labels()
    shown = {
        "lifecycle.pair": "Begleitung",
        "lifecycle.round": "Förderphase",
        "Role.mentee": "Teilnehmende",
        "Role.mentor": "Arbeitsmarktmentor:in",
        "field.mentee": "Teilnehmende",
        "field.host_level": "Deutschniveau",
        "WorkEntry.nur_mit_genehmigung": "Beschäftigung nur mit Genehmigung der Ausländerbehörde",
    }
    assert {code: words.text(code, "de") for code in shown} == shown


def test_every_setting_says_where_its_default_comes_from() -> None:
    """A source, or an assumption with its note."""
    assert all(origin.source or origin.assumption for origin in origins(Settings).values())
