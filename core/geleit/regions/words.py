"""Which labels a region's answers need, so that a missing text is found when the region is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from geleit.fields import Field, fields_of
from geleit.fields.kinds import ChoiceKind, Kind, ManyKind
from geleit.figures.checking import texts_of
from geleit.labels import Labels, Sentence
from geleit.questions.eligibility import Rule
from geleit.questions.extension import Extension
from geleit.questions.region import Region
from geleit.vocabulary.cefr import Cefr

if TYPE_CHECKING:
    from geleit.regions.asking import Answers


def territory_labels(region: Region) -> dict[str, dict[str, str]]:
    """A label `territory.<code>` for each of the region's territories in its languages."""
    from geleit.labels import core_labels

    labels = core_labels()
    languages = {*region.languages, "de", "en"}
    return {
        f"territory.{place.code}": {language: place.shown(labels, language) for language in languages}
        for place in region.territories
    }


def form_labels(region: Region, labels: Labels | None = None) -> dict[str, dict[str, str]]:
    """The words of the region's form: labels (the host's) `form.<form>.<code>` stand in for `<code>`."""
    from geleit.labels import core_labels

    labels = labels or core_labels()
    before = f"form.{region.form.value}."
    return {
        code.removeprefix(before): {
            language: labels.find(code, language) or "" for language in labels.languages_of(code)
        }
        for code in labels.codes()
        if code.startswith(before)
    }


def of_region(region: Region) -> tuple[str, ...]:
    """The labels of the fields a region asks beyond the standard's, with those of their values."""
    from geleit.standard.fields import Mentee, Mentor

    standard = {field.name for cls in (Mentee, Mentor) for field in fields_of(cls)}
    added = [field for cls in (region.mentee, region.mentor) for field in fields_of(cls) if field.name not in standard]
    return tuple(_fields(added))


def assumed(labels: Labels, name: str, note: str) -> str | Sentence:
    """Why a setting's default is assumed: the region's label `assumption.<name>`, or the note as the author wrote it."""
    code = f"assumption.{name}"
    return Sentence(code) if labels.languages_of(code) else note


def sourced(labels: Labels, name: str, source: str) -> str | Sentence:
    """Where a setting's default comes from: the region's label `source.<name>`, or the source as the author wrote it."""
    code = f"source.{name}"
    return Sentence(code) if labels.languages_of(code) else source


def of_answers(answers: Answers) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each question the labels its answer needs."""
    eligibility, matching, sessions = answers.eligibility, answers.matching, answers.sessions
    yield "geleit_eligibility", tuple(_rules((*eligibility.mentee, *eligibility.mentor)))
    criteria = [f"criterion.{criterion.code}" for criterion in matching.criteria]
    vetoes = [f"veto.{veto.code}" for veto in matching.vetoes]
    declines = [f"decline.{code}" for code in matching.acceptance.decline_reasons]
    yield "geleit_matching", (*criteria, *vetoes, *declines, matching.waiting_reason)
    yield (
        "geleit_sessions",
        (
            *(f"stage.{stage.code}" for stage in sessions.stages),
            *(f"milestone.{milestone.code}" for milestone in sessions.milestones),
            *(f"topic.{topic.code}" for topic in sessions.topics),
            *(f"{word}.{blocked.code}" for blocked in sessions.blocked for word in ("blocked", "referral")),
            *(f"certificate.{certificate.code}" for certificate in sessions.certificates),
            *(f"end.{code}" for code in sessions.end_reasons),
        ),
    )
    outcomes = answers.outcomes
    details = [field for category in outcomes.categories if category.detail for field in fields_of(category.detail)]
    yield (
        "geleit_outcomes",
        (
            *(f"outcome.{category.code}" for category in outcomes.categories),
            *(f"counted.{result.code}" for result in outcomes.counted),
            *(f"follow_up.{offset.code}" for offset in outcomes.follow_ups),
            *_fields(details),
        ),
    )
    yield "geleit_reports", tuple(code for report in answers.reports for code in texts_of(report))


def of_extension(extra: Extension) -> tuple[str, ...]:
    """The labels of what an extension adds."""
    fields = [field for cls in (extra.mentee, extra.mentor) if cls for field in fields_of(cls)]
    return (
        *_fields(fields),
        *_rules((*extra.rules.mentee, *extra.rules.mentor)),
        *(f"milestone.{milestone.code}" for milestone in extra.milestones),
        *(f"outcome.{category.code}" for category in extra.outcomes),
        *(code for report in extra.reports for code in texts_of(report)),
    )


def _fields(fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        yield field.label
        yield from _values(field.kind)
        if field.ask.evidence:
            yield f"evidence.{field.ask.evidence}"


def _values(kind: Kind) -> Iterator[str]:
    inner: Any = kind.each if isinstance(kind, ManyKind) else kind
    if isinstance(inner, ChoiceKind) and inner.members is not Cefr:
        yield from (inner.label(member) for member in inner.members)


def _rules(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        yield rule.label
        if rule.evidence:
            yield f"evidence.{rule.evidence.kind}"
