"""Screening: a dossier and the rules give findings and a decision. The program finds, a person admits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from enum import StrEnum

import attrs

from geleit.fields import Field, fields_of
from geleit.labels import Labels, Listed, Sentence, say
from geleit.model.dossier import Dossier
from geleit.model.evidence import Evidence
from geleit.model.people import Person
from geleit.questions.calling import Guard, Raised, RegionFailed
from geleit.questions.eligibility import Checked, Condition, Force, Paper, Rule, Verdict

Blame = Callable[[str, Sentence], Sentence]
"""Puts the region's name to what went wrong in a rule, given the rule's code."""


class Outlook(StrEnum):
    """What the findings come to: eligible, open (something mandatory is unknown), or not eligible."""

    ELIGIBLE = "eligible"
    OPEN = "open"
    NOT_ELIGIBLE = "not_eligible"


@attrs.frozen
class Finding:
    """What a rule says of a dossier: the verdict, the reason in words, what is missing, the paper it rests on.

    `overridden` holds the reason for which a person set the finding aside; it then counts as met.
    """

    rule: str
    force: Force
    verdict: Verdict
    reason: Sentence
    missing: tuple[str, ...] = ()
    paper: Evidence | None = None
    source: str = ""
    overridden: str | None = None

    @property
    def counts_as(self) -> Verdict:
        """The verdict after a person's override."""
        return Verdict.MET if self.overridden is not None else self.verdict


@attrs.frozen
class Screening:
    """All findings of a dossier in the rules' order, and what they come to."""

    findings: tuple[Finding, ...]
    decision: Outlook

    def finding(self, code: str) -> Finding:
        """The finding of one rule. Raises KeyError."""
        for finding in self.findings:
            if finding.rule == code:
                return finding
        raise KeyError(code)

    @property
    def priority(self) -> int:
        """How many priorities are met; it orders a list and filters nobody."""
        met = [finding for finding in self.findings if finding.counts_as is Verdict.MET]
        return sum(finding.force is Force.PRIORITY for finding in met)


def screen(
    dossier: Dossier, rules: Iterable[Rule], overrides: dict[str, str] | None = None, *, blame: Blame | None = None
) -> Screening:
    """Check a dossier against rules. `overrides` maps a rule's code to a person's reason for setting it aside.

    A rule that fails is unknown, so that nobody is eligible because of it; the reason says what went wrong, and
    `blame` names whose rule it is.
    """
    with Guard() as guard:
        findings = tuple(_finding(guard, dossier, rule, (overrides or {}).get(rule.code), blame) for rule in rules)
    return Screening(findings, decide(findings))


def decide(findings: Iterable[Finding]) -> Outlook:
    """The decision: a mandatory rule not met decides; else a mandatory unknown leaves it open; else eligible."""
    verdicts = [finding.counts_as for finding in findings if finding.force is Force.MANDATORY]
    if Verdict.NOT_MET in verdicts:
        return Outlook.NOT_ELIGIBLE
    return Outlook.OPEN if Verdict.UNKNOWN in verdicts else Outlook.ELIGIBLE


def _finding(guard: Guard, dossier: Dossier, rule: Rule, override: str | None, blame: Blame | None) -> Finding:
    try:
        checked, paper, why = _check(guard, dossier, rule)
    except RegionFailed as failed:
        reason = blame(rule.code, failed.sentence) if blame else failed.sentence
        return Finding(rule.code, rule.force, Verdict.UNKNOWN, reason, source=rule.source, overridden=override)
    return Finding(rule.code, rule.force, checked.verdict, why, checked.missing, paper, rule.source, override)


def _check(guard: Guard, dossier: Dossier, rule: Rule) -> tuple[Checked, Evidence | None, Sentence]:
    applies = _answer(guard, rule, rule.applies_when, dossier) if rule.applies_when else Checked(Verdict.MET)
    if applies.verdict is Verdict.NOT_MET and rule.applies_when:
        condition = _words(guard, rule, rule.applies_when)
        return Checked(Verdict.NOT_APPLICABLE), None, say("finding.not_applicable", condition=condition)
    checked = _answer(guard, rule, rule.test, dossier)
    if applies.verdict is Verdict.UNKNOWN and checked.verdict is not Verdict.MET:
        checked = Checked(Verdict.UNKNOWN, tuple(dict.fromkeys((*applies.missing, *checked.missing))))
    found = _found(dossier, rule)
    wanted = _words(guard, rule, rule.test)
    stated = "" if found is not None else "_plain"
    if checked.verdict is Verdict.UNKNOWN:
        missing = Listed([_what(name) for name in checked.missing])
        return checked, None, say("finding.unknown", wanted=wanted, missing=missing)
    if checked.verdict is Verdict.NOT_MET:
        return checked, None, say(f"finding.not_met{stated}", wanted=wanted, found=found)
    if rule.evidence is None:
        return checked, None, say(f"finding.met{stated}", wanted=wanted, found=found)
    paper, fault = _paper(dossier, rule.evidence)
    if fault is not None:
        return Checked(Verdict.UNKNOWN, (f"evidence.{rule.evidence.kind}",)), paper, fault
    return (
        checked,
        paper,
        say(f"finding.met_seen{stated}", wanted=wanted, found=found, paper=say(f"evidence.{rule.evidence.kind}")),
    )


def _answer(guard: Guard, rule: Rule, condition: Condition, dossier: Dossier) -> Checked:
    """What a condition answers. Raises RegionFailed where it raises, or answers with something else."""
    try:
        answer: object = guard.attempt(condition, dossier)
    except Raised as raised:
        raise _failed(rule, raised.fault) from raised
    if not isinstance(answer, Checked) or not isinstance(answer.verdict, Verdict):
        raise _failed(rule, f"TypeError: the answer is {type(answer).__name__}, not Checked with a Verdict")
    return answer


def _words(guard: Guard, rule: Rule, condition: Condition) -> Sentence:
    """What a condition wants, in words. Raises RegionFailed where it cannot say."""
    try:
        return guard.attempt(condition.describe)
    except Raised as raised:
        raise _failed(rule, raised.fault) from raised


def _failed(rule: Rule, fault: str) -> RegionFailed:
    return RegionFailed(say("finding.failed", rule=say(rule.label), fault=fault))


def _paper(dossier: Dossier, wanted: Paper) -> tuple[Evidence | None, Sentence | None]:
    """The newest usable paper, or why there is none."""
    name = say(f"evidence.{wanted.kind}")
    papers = dossier.papers(wanted.kind)
    if not papers:
        return None, say("finding.paper_missing", paper=name)
    valid = [paper for paper in papers if paper.valid_until is None or paper.valid_until >= dossier.on]
    if not valid:
        return papers[0], say("finding.paper_expired", paper=name, day=papers[0].valid_until)
    if wanted.at_most_days is None:
        return valid[0], None
    dated = [(paper.issued_on, paper) for paper in valid if paper.issued_on is not None]
    if not dated:
        return valid[0], say("finding.paper_undated", paper=name)
    issued, newest = max(dated, key=lambda one: one[0])
    if issued < dossier.on - timedelta(days=wanted.at_most_days):
        return newest, say("finding.paper_old", paper=name, day=issued, n=wanted.at_most_days)
    return newest, None


def _what(name: str) -> Sentence:
    return say(name) if "." in name else say(f"field.{name}")


@attrs.frozen
class FieldValues:
    """The values of some fields in a sentence, each as its kind shows it to a reader."""

    values: tuple[tuple[Field, object], ...]

    def in_language(self, labels: Labels, language: str) -> str:
        """The values, in the order of the fields, parted by semicolons."""
        from geleit.fields import Reading

        reading = Reading(labels, (language,))
        return "; ".join(field.kind.shown(value, reading, language) for field, value in self.values)


def _found(dossier: Dossier, rule: Rule) -> object | None:
    """What the dossier says of the fields a rule reads; free texts are not quoted. None if there is nothing to say."""
    known = {field.name: field for field in (*fields_of(Person), *fields_of(type(dossier.participant)))}
    values = []
    for name in rule.test.reads:
        value: object = dossier.value(name)
        if name == "age" and value is not None:
            return value
        if name in known and value is not None and not known[name].ask.free_text:
            values.append((known[name], value))
    return FieldValues(tuple(values)) if values else None
