"""Checking a region's answers: codes, numbers, names of fields, and what no scorer may see."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import attrs

from geleit.fields import NEVER, Sensitivity, fields_of
from geleit.labels import Sentence, say
from geleit.model.people import Participant, Person
from geleit.questions.calling import Raised, attempt
from geleit.questions.eligibility import Condition, Rule
from geleit.questions.matching import LIFTABLE, MatchingPolicy
from geleit.questions.outcomes import Outcomes
from geleit.questions.region import Region
from geleit.questions.reports import Report
from geleit.questions.sessions import From, SessionPolicy

if TYPE_CHECKING:
    from geleit.regions.asking import Answers, Asked

RESERVED = frozenset({"age", "each", "each_index", "load", "load_known", "code", "lifting"})
"""Names that scorers' columns, or the dossier, use for themselves."""


def region(answer: Region) -> list[Sentence]:
    """What is wrong with who a region says it is."""
    faults = []
    faults += _written_for(answer.written_for)
    if not answer.languages:
        faults.append(say("regions.check.no_language"))
    if not answer.host_languages:
        faults.append(say("regions.check.no_host_language"))
    if not (
        attrs.has(answer.settings) and all(each.default is not attrs.NOTHING for each in attrs.fields(answer.settings))
    ):
        faults.append(say("regions.check.settings", cls=answer.settings.__name__))
    else:
        try:
            attempt(answer.settings)
        except Raised as raised:
            fault = say("regions.check.settings_refused", cls=answer.settings.__name__, fault=raised.fault)
            faults.append(fault)
    for cls in (answer.mentee, answer.mentor):
        faults += fields(cls)
    return faults


def _written_for(wanted: str) -> list[Sentence]:
    """A region may be older than the host, not newer: its questions may not be asked here yet."""
    here = version("geleit")
    try:
        numbers = [tuple(int(part) for part in text.split(".")[:2]) for text in (wanted, here)]
    except ValueError:
        return [say("regions.check.written_for", found=wanted)]
    return [say("regions.check.newer", wanted=wanted, here=here)] if numbers[0] > numbers[1] else []


def fields(cls: type[Participant], taken: Collection[str] = ()) -> list[Sentence]:
    """What is wrong with the fields of a participants' class; `taken` are names that others have already."""
    faults = _of_class(cls)
    person = {field.name for field in fields_of(Person)} | RESERVED
    for attribute in attrs.fields(cls):
        name = attribute.name
        if name in person:
            faults.append(say("regions.check.field_taken", field=name, cls=cls.__name__))
        if name in taken:
            faults.append(say("regions.check.field_repeated", field=name, cls=cls.__name__))
    return faults


def _of_class(cls: type[Any]) -> list[Sentence]:
    """What is wrong with a class of fields by itself: a type without a kind, no default, or a function that would run
    whenever records are read."""
    faults = []
    try:
        fields_of(cls)
    except (TypeError, NameError) as error:
        faults.append(say("regions.check.field_type", fault=str(error)))
    for attribute in attrs.fields(cls):
        if attribute.default is attrs.NOTHING:
            faults.append(say("regions.check.field_default", field=attribute.name, cls=cls.__name__))
        own = {
            "validator": attribute.validator,
            "converter": attribute.converter,
            "factory": getattr(attribute.default, "factory", None),
        }
        for what, code in own.items():
            if code is not None:
                faults.append(say("regions.check.field_code", field=attribute.name, cls=cls.__name__, what=what))
    for what in ("__attrs_pre_init__", "__attrs_post_init__"):
        if hasattr(cls, what):
            faults.append(say("regions.check.class_code", cls=cls.__name__, what=what))
    return faults


def answers(asked: Asked, given: Answers) -> Mapping[str, Callable[[], list[Sentence]]]:
    """For each question a function that says what is wrong with its answer."""
    mentee, mentor = asked.participant_names()

    def eligibility() -> list[Sentence]:
        rules = [(rule, mentee) for rule in given.eligibility.mentee]
        rules += [(rule, mentor) for rule in given.eligibility.mentor]
        return [*_rules(rules), *_repeated(given.eligibility.mentee, given.eligibility.mentor)]

    return {
        "geleit_eligibility": eligibility,
        "geleit_matching": lambda: matching(given.matching, asked.region.mentee, asked.region.mentor),
        "geleit_sessions": lambda: sessions(given.sessions),
        "geleit_outcomes": lambda: outcomes(given.outcomes),
        "geleit_reports": lambda: reports(given.reports, _reportable(asked)),
    }


def _repeated(*groups: Iterable[Any]) -> list[Sentence]:
    faults = []
    for group in groups:
        counts = Counter(item.code for item in group)
        faults += [say("regions.check.repeated", code=code) for code, times in counts.items() if times > 1]
    return faults


def _rules(rules: Iterable[tuple[Rule, set[str]]]) -> Iterator[Sentence]:
    for rule, names in rules:
        for condition in (rule.test, rule.applies_when):
            if condition is None:
                continue
            try:
                reads = attempt(_says, condition)
            except Raised as raised:
                yield say("regions.check.condition", code=rule.code, fault=raised.fault)
                continue
            for name in reads:
                if name not in names:
                    yield say("regions.check.unknown_field", code=rule.code, field=name)


def _says(condition: Condition) -> tuple[str, ...]:
    """The fields a condition reads, after it has shown that it can be put into words."""
    words: object = condition.describe()
    if not isinstance(words, Sentence):
        raise TypeError(f"describe() must return a Sentence, not {type(words).__name__}")
    return tuple(condition.reads)


def matching(policy: MatchingPolicy, mentee: type[Participant], mentor: type[Participant]) -> list[Sentence]:
    """What is wrong with a matching policy: weights, bounds, and a scorer that would see what it must not."""
    faults = [*_repeated(policy.criteria), *_repeated(policy.vetoes)]
    for criterion in policy.criteria:
        if not _number(criterion.weight) or criterion.weight < 0:
            faults.append(say("regions.check.weight", code=criterion.code, found=criterion.weight))
        if not _number(criterion.neutral) or not 0 <= criterion.neutral <= 1:
            faults.append(say("regions.check.neutral", code=criterion.code, found=criterion.neutral))
        if criterion.lifts is not None and (criterion.lifts not in LIFTABLE or not criterion.source):
            faults.append(say("regions.check.lift", code=criterion.code, field=criterion.lifts))
        faults += _seen(criterion.code, criterion.scorer, criterion.lifts, mentee, mentor)
    for veto in policy.vetoes:
        if not _number(veto.at_least) or veto.unknown not in ("allow", "refuse"):
            faults.append(say("regions.check.veto", code=veto.code))
        faults += _seen(veto.code, veto.scorer, None, mentee, mentor)
    capacity = policy.mentor_capacity
    if capacity.places < 0 or policy.mentee_capacity < 1 or not _number(policy.minimum_fit):
        faults.append(say("regions.check.capacity"))
    names = {field.name for cls in (mentee, Person) for field in fields_of(cls)}
    mentors = {field.name for field in fields_of(mentor)}
    faults += [
        say("regions.check.unknown_field", code=place, field=name)
        for place, name, known in (
            *(("beside_the_pair", name, names) for name in policy.beside_the_pair),
            *(("equity", name, names) for name in policy.equity),
            *((("capacity", capacity.per, mentors),) if capacity.per else ()),
        )
        if name not in known
    ]
    return faults


def _seen(
    code: str, scorer: Any, lifts: str | None, mentee: type[Participant], mentor: type[Participant]
) -> list[Sentence]:
    """What a scorer reads that does not exist or that no scorer may see, by its declaration and by a trial run."""
    from geleit.matching.scoring.trial import try_scorer

    if not callable(scorer):
        return [say("regions.check.no_scorer", code=code)]
    faults = []
    for names, cls in zip(getattr(scorer, "reads", ((), ())), (mentee, mentor), strict=True):
        fields = {field.name: field for field in (*fields_of(Person), *fields_of(cls))}
        for name in names:
            if name not in fields:
                faults.append(say("regions.check.unknown_field", code=code, field=name))
            elif fields[name].ask.matching is NEVER and name != lifts:
                faults.append(say("regions.check.never", code=code, field=name))
    return faults or try_scorer(code, scorer, mentee, mentor, lifts)


def sessions(policy: SessionPolicy) -> list[Sentence]:
    """What is wrong with a session policy."""
    faults = []
    for group in (policy.stages, policy.milestones, policy.topics, policy.blocked, policy.certificates):
        faults += _repeated(group)
    if policy.months is not None and policy.months < 1:
        faults.append(say("regions.check.length"))
    dose = policy.dose
    if dose is not None and not (_number(dose.least) and _number(dose.most) and 0 <= dose.least <= dose.most):
        faults.append(say("regions.check.dose"))
    if policy.interval is not None and not 0 < policy.interval.least <= policy.interval.most:
        faults.append(say("regions.check.interval"))
    for milestone in policy.milestones:
        outside = policy.months is not None and milestone.due.months > policy.months
        endless = policy.months is None and milestone.due.counted_from is From.END
        if milestone.times < 1 or outside or endless:
            faults.append(say("regions.check.milestone", code=milestone.code))
    for needed in ("completed", "mentor_left"):
        if needed not in policy.end_reasons:
            faults.append(say("regions.check.end_reason", code=needed))
    load = policy.caseload
    if load is not None and not 0 < load.warning <= load.cap <= load.stop:
        faults.append(say("regions.check.caseload"))
    return faults


def outcomes(answer: Outcomes) -> list[Sentence]:
    """What is wrong with the outcomes."""
    faults = [*_repeated(answer.categories), *_repeated(answer.counted), *_repeated(answer.follow_ups)]
    known = {category.code for category in answer.categories}
    for result in answer.counted:
        faults += [
            say("regions.check.unknown_category", code=result.code, category=code)
            for code in result.categories
            if code not in known
        ]
    for category in answer.categories:
        if category.detail is None:
            continue
        if not attrs.has(category.detail):
            faults.append(say("regions.check.detail", code=category.code))
        else:
            faults += _of_class(category.detail)
    return faults


def _reportable(asked: Asked) -> set[str]:
    """The fields of the participants' classes that a report may count by."""
    classes = (asked.mentee, asked.mentor)
    fields = [field for cls in classes for field in fields_of(cls)]
    return {field.name for field in fields if field.ask.sensitivity is not Sensitivity.SPECIAL}


def reports(given: Iterable[Report], own: Collection[str] = ()) -> list[Sentence]:
    """What is wrong with the reports; `own` names the region's fields that may be counted by."""
    from geleit.figures import check_report

    listed = list(given)
    return [*_repeated(listed), *(fault for report in listed for fault in check_report(report, own))]


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
