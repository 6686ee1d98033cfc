"""Screening: unknown is not no, papers matter only to who passes, and only mandatory rules decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geleit
from geleit.fields import ask, participant
from geleit.labels import core_labels
from geleit.model.dossier import Dossier
from geleit.model.evidence import Consent, Evidence
from geleit.model.people import Interview, Person, Role
from geleit.model.rounds import Round
from geleit.questions.conditions import (
    all_of,
    any_of,
    at_least,
    at_most,
    between,
    consented,
    is_false,
    is_true,
    none_of,
    not_before,
    one_of,
    present,
    seen,
    speaks,
    within_days,
)
from geleit.questions.eligibility import Checked, Condition, Force, Paper, Rule, Verdict
from geleit.questions.judging import rule
from geleit.screening import Finding, Outlook, decide, screen
from geleit.vocabulary.answer import Answer
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.isced import Isced
from geleit.vocabulary.spoken import Spoken

ON = date(2026, 3, 2)
ROUND: Round[Any] = Round(id="r", title="R", settings=None)
MET, NOT_MET, UNKNOWN, NOT_APPLICABLE = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE


@participant
class Mentee(geleit.Mentee):
    """The standard's fields with one that is rated in the interview."""

    motivation: Annotated[int | None, ask(interview=True)] = None
    answer: Answer | None = None
    registered: date | None = None


def dossier(person: dict[str, Any] | None = None, **known: Any) -> Dossier:
    """Somebody of whom nothing is known but this; papers, consents and interviews by their own names."""
    own = {name: known.pop(name) for name in ("evidence", "consents", "interviews") if name in known}
    who: dict[str, Any] = {"id": "p", **(person or {})}
    return Dossier(person=Person(**who), role=Role.MENTEE, participant=Mentee(**known), round=ROUND, on=ON, **own)


def paper(
    kind: str = "letter", *, issued: date | None = None, seen_on: date = ON, until: date | None = None
) -> Evidence:
    return Evidence(id=f"{kind}{issued}{seen_on}", person="p", kind=kind, issued_on=issued, seen_on=seen_on, by="c", valid_until=until)  # fmt: skip


def always(verdict: Verdict) -> Condition:
    """A condition that is this, whatever the dossier says."""
    answers = {MET: True, NOT_MET: False, UNKNOWN: None}
    return rule(lambda _: answers[verdict], reads=("goals",), label="field.goals")


def verdict_of(one: Rule, of: Dossier) -> Verdict:
    return screen(of, [one]).findings[0].verdict


# The decision


@pytest.mark.parametrize(
    ("verdicts", "outlook"),
    [
        ((), Outlook.ELIGIBLE),
        ((MET, MET), Outlook.ELIGIBLE),
        ((MET, UNKNOWN), Outlook.OPEN),
        ((UNKNOWN, NOT_MET), Outlook.NOT_ELIGIBLE),
        ((NOT_MET, MET), Outlook.NOT_ELIGIBLE),
        ((NOT_APPLICABLE, MET), Outlook.ELIGIBLE),
        ((NOT_APPLICABLE, UNKNOWN), Outlook.OPEN),
    ],
)
def test_mandatory_rules_decide(verdicts: tuple[Verdict, ...], outlook: Outlook) -> None:
    """One that is not met decides; else one that is unknown leaves it open; else everything is met."""
    findings = [
        Finding(f"R{at}", Force.MANDATORY, verdict, geleit.say("field.goals")) for at, verdict in enumerate(verdicts)
    ]
    assert decide(findings) is outlook


@given(
    st.lists(st.tuples(st.sampled_from(Force), st.sampled_from([MET, NOT_MET, UNKNOWN])), max_size=8),
)
def test_only_mandatory_rules_decide(rules: list[tuple[Force, Verdict]]) -> None:
    """Soft rules, priorities and notes change nothing about the decision, and a priority only orders."""
    made = [Rule(f"R{at}", always(verdict), force) for at, (force, verdict) in enumerate(rules)]
    found = screen(dossier(), made)
    assert found.decision is screen(dossier(), [one for one in made if one.force is Force.MANDATORY]).decision
    assert [one.verdict for one in found.findings] == [verdict for _, verdict in rules]
    assert found.priority == sum(pair == (Force.PRIORITY, MET) for pair in rules)


def test_an_override_counts_as_met_and_keeps_what_was_found() -> None:
    """A person sets a finding aside with a reason; the verdict itself stays, for the record."""
    rules = [Rule("A", always(NOT_MET)), Rule("B", always(UNKNOWN))]
    assert screen(dossier(), rules).decision is Outlook.NOT_ELIGIBLE
    assert screen(dossier(), rules, {"A": "pilot"}).decision is Outlook.OPEN
    both = screen(dossier(), rules, {"A": "pilot", "B": "seen by telephone"})
    assert both.decision is Outlook.ELIGIBLE
    assert (both.finding("A").verdict, both.finding("A").counts_as, both.finding("A").overridden) == (
        NOT_MET,
        MET,
        "pilot",
    )
    with pytest.raises(KeyError):
        both.finding("C")


# Papers


PASSES = Rule("R", is_true("may_work"), evidence="letter")


@pytest.mark.parametrize(
    ("papers", "verdict", "code"),
    [
        ((), UNKNOWN, "finding.paper_missing"),
        ((paper("another"),), UNKNOWN, "finding.paper_missing"),
        ((paper(until=ON - timedelta(days=1)),), UNKNOWN, "finding.paper_expired"),
        ((paper(seen_on=ON + timedelta(days=1)),), UNKNOWN, "finding.paper_missing"),
        ((paper(until=ON),), MET, "finding.met_seen"),
        ((paper(),), MET, "finding.met_seen"),
        ((paper(until=ON - timedelta(days=1)), paper(issued=ON - timedelta(days=900))), MET, "finding.met_seen"),
    ],
)
def test_a_passing_value_needs_its_paper(papers: tuple[Evidence, ...], verdict: Verdict, code: str) -> None:
    """Without the paper, or with one that has expired or is seen only later, a yes is not known yet."""
    finding = screen(dossier(may_work=True, evidence=papers), [PASSES]).findings[0]
    assert (finding.verdict, finding.reason.code) == (verdict, code)
    assert finding.missing == (() if verdict is MET else ("evidence.letter",))


@pytest.mark.parametrize("papers", [(), (paper(),), (paper(until=ON - timedelta(days=1)),)])
def test_a_failing_value_is_not_met_with_or_without_paper(papers: tuple[Evidence, ...]) -> None:
    """No paper makes a no unknown."""
    assert verdict_of(PASSES, dossier(may_work=False, evidence=papers)) is NOT_MET


def test_an_unknown_value_is_unknown_even_with_a_paper() -> None:
    """What is missing is then the value, not the paper."""
    finding = screen(dossier(evidence=(paper(),)), [PASSES]).findings[0]
    assert (finding.verdict, finding.missing) == (UNKNOWN, ("may_work",))


@pytest.mark.parametrize(
    ("issued", "verdict", "code"),
    [
        (ON - timedelta(days=30), MET, "finding.met_seen"),
        (ON - timedelta(days=31), UNKNOWN, "finding.paper_old"),
        (None, UNKNOWN, "finding.paper_undated"),
    ],
)
def test_a_paper_can_be_too_old(issued: date | None, verdict: Verdict, code: str) -> None:
    """A confirmation of at most thirty days counts by its own date, not by the day it was seen."""
    one = Rule("R", is_true("may_work"), evidence=Paper("letter", at_most_days=30))
    finding = screen(dossier(may_work=True, evidence=(paper(issued=issued),)), [one]).findings[0]
    assert (finding.verdict, finding.reason.code) == (verdict, code)


def test_a_fresh_paper_counts_beside_an_undated_one() -> None:
    """A paper without a date that was put down later hides no dated one that is fresh enough."""
    one = Rule("R", is_true("may_work"), evidence=Paper("letter", at_most_days=30))
    papers = (paper(issued=ON - timedelta(days=5), seen_on=ON - timedelta(days=2)), paper())
    assert verdict_of(one, dossier(may_work=True, evidence=papers)) is MET


@given(
    st.permutations(
        [
            paper(issued=ON - timedelta(days=400)),
            paper(issued=ON - timedelta(days=10)),
            paper(until=ON - timedelta(days=2)),
        ]
    )
)
def test_the_order_of_papers_never_matters(papers: list[Evidence]) -> None:
    """The newest usable paper counts, however they were recorded."""
    one = Rule("R", is_true("may_work"), evidence=Paper("letter", at_most_days=30))
    finding = screen(dossier(may_work=True, evidence=tuple(papers)), [one]).findings[0]
    assert finding.verdict is MET and finding.paper is not None
    assert finding.paper.issued_on == ON - timedelta(days=10)


# Rules for some people


@pytest.mark.parametrize(
    ("applies", "test", "verdict"),
    [
        (MET, MET, MET),
        (MET, NOT_MET, NOT_MET),
        (MET, UNKNOWN, UNKNOWN),
        (NOT_MET, MET, NOT_APPLICABLE),
        (NOT_MET, NOT_MET, NOT_APPLICABLE),
        (NOT_MET, UNKNOWN, NOT_APPLICABLE),
        (UNKNOWN, MET, MET),
        (UNKNOWN, NOT_MET, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_a_rule_for_some_people(applies: Verdict, test: Verdict, verdict: Verdict) -> None:
    """Whoever it is not for is not measured; where that is unknown, only who passes anyway is known to pass."""
    assert verdict_of(Rule("R", always(test), applies_when=always(applies)), dossier()) is verdict


def test_what_is_missing_includes_what_would_tell_whether_a_rule_applies() -> None:
    """Both questions are asked, each once."""
    one = Rule("R", is_true("may_work"), applies_when=at_least("experience_years", 2))
    assert screen(dossier(), [one]).findings[0].missing == ("experience_years", "may_work")
    failing = screen(dossier(may_work=False), [one]).findings[0]
    assert (failing.verdict, failing.missing) == (UNKNOWN, ("experience_years",))


def test_a_missing_paper_matters_only_to_whom_the_rule_applies() -> None:
    """Somebody whom the rule may not concern is unknown for want of a paper, and not refused."""
    one = Rule("R", is_true("may_work"), applies_when=at_least("experience_years", 2), evidence="letter")
    assert verdict_of(one, dossier(may_work=True)) is UNKNOWN
    assert verdict_of(one, dossier(may_work=True, experience_years=1.0)) is NOT_APPLICABLE


# Three-valued logic


def kleene_and(values: Sequence[bool | None]) -> bool | None:
    """Kleene's strong logic: a False decides, else an unknown leaves it unknown."""
    if False in values:
        return False
    return None if None in values else True


def kleene_or(values: Sequence[bool | None]) -> bool | None:
    if True in values:
        return True
    return None if None in values else False


def kleene_nor(values: Sequence[bool | None]) -> bool | None:
    found = kleene_or(values)
    return None if found is None else not found


VERDICT = {True: MET, False: NOT_MET, None: UNKNOWN}
Truth = tuple[str, Sequence[Any]] | bool | None
LOGIC: dict[str, tuple[Callable[..., Condition], Callable[[Sequence[bool | None]], bool | None]]] = {
    "all": (all_of, kleene_and),
    "any": (any_of, kleene_or),
    "none": (none_of, kleene_nor),
}
LEAVES = st.sampled_from([True, False, None])
TREES: st.SearchStrategy[Truth] = st.recursive(
    LEAVES, lambda inner: st.tuples(st.sampled_from(sorted(LOGIC)), st.lists(inner, max_size=4)), max_leaves=12
)


def condition_of(tree: Truth) -> Condition:
    if isinstance(tree, tuple):
        return LOGIC[tree[0]][0](*map(condition_of, tree[1]))
    return always(VERDICT[tree])


def truth_of(tree: Truth) -> bool | None:
    if isinstance(tree, tuple):
        return LOGIC[tree[0]][1]([truth_of(inner) for inner in tree[1]])
    return tree


@given(TREES)
def test_conditions_combine_in_three_valued_logic(tree: Truth) -> None:
    """`all_of`, `any_of` and `none_of`, nested at will, answer as Kleene's strong logic does."""
    found = condition_of(tree)(dossier())
    assert found.verdict is VERDICT[truth_of(tree)]
    assert bool(found.missing) is (found.verdict is UNKNOWN)


@given(st.lists(LEAVES, max_size=5))
def test_more_knowledge_never_turns_a_yes_into_a_no(values: Sequence[bool | None]) -> None:
    """A verdict that is known stays, whatever the unknown ones turn out to be."""
    for name, (_, logic) in LOGIC.items():
        before = condition_of((name, values))(dossier()).verdict
        for learnt in (True, False):
            known = [learnt if value is None else value for value in values]
            after = condition_of((name, known))(dossier()).verdict
            assert before in (UNKNOWN, after)
            assert after is VERDICT[logic(known)]


def test_only_the_unknown_parts_are_missing() -> None:
    """What is asked for again is what would decide: each field once, none that is known."""
    combined = any_of(is_true("may_work"), all_of(at_least("experience_years", 2), is_true("may_work")), seen("letter"))
    assert combined(dossier(experience_years=1.0)) == Checked(UNKNOWN, ("may_work", "evidence.letter"))
    assert combined.reads == ("may_work", "experience_years")


# Single conditions


FIELDS: list[tuple[Condition, dict[str, Any], dict[str, Any], tuple[str, ...]]] = [
    (at_least("experience_years", 2), {"experience_years": 2.0}, {"experience_years": 1.9}, ("experience_years",)),
    (at_most("experience_years", 2), {"experience_years": 2.0}, {"experience_years": 2.1}, ("experience_years",)),
    (between("experience_years", 1, 2), {"experience_years": 1.0}, {"experience_years": 0.0}, ("experience_years",)),
    (at_least("education", Isced.BACHELOR), {"education": Isced.DOCTORAL}, {"education": Isced.PRIMARY},
     ("education",)),
    (one_of("territory", "a", "b"), {"territory": "b"}, {"territory": "c"}, ("territory",)),
    (one_of("occupations", "2512", "25"), {"occupations": ("7", "25")}, {"occupations": ("7",)}, ("occupations",)),
    (is_true("may_work"), {"may_work": True}, {"may_work": False}, ("may_work",)),
    (is_true("answer"), {"answer": Answer.YES}, {"answer": Answer.DECLINED}, ("answer",)),
    (is_false("may_work"), {"may_work": False}, {"may_work": True}, ("may_work",)),
    (is_false("answer"), {"answer": Answer.NO}, {"answer": Answer.YES}, ("answer",)),
    (present("goals"), {"goals": "work"}, {"goals": " "}, ("goals",)),
    (present("occupations"), {"occupations": ("25",)}, {"occupations": ()}, ("occupations",)),
    (not_before("registered", ON), {"registered": ON}, {"registered": ON - timedelta(days=1)}, ("registered",)),
    (within_days("registered", 5), {"registered": ON - timedelta(days=5)}, {"registered": ON - timedelta(days=6)},
     ("registered",)),
    (within_days("registered", 5), {"registered": ON}, {"registered": ON + timedelta(days=1)}, ("registered",)),
    (speaks(Cefr.B1), {"host_level": Cefr.B2}, {"host_level": Cefr.A2}, ("host_level",)),
    (speaks(Cefr.B1, "fr", "nl"), {"languages": (Spoken("de", Cefr.C2), Spoken("nl", Cefr.B1))},
     {"languages": (Spoken("de", Cefr.C2), Spoken("fr", Cefr.A2))}, ("languages",)),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "passes", "fails", "reads"), FIELDS)
def test_a_condition_of_a_field(
    condition: Condition, passes: dict[str, Any], fails: dict[str, Any], reads: tuple[str, ...]
) -> None:
    """Met, not met at the bound's other side, and unknown with the field's name where nobody has asked."""
    assert condition(dossier(**passes)).verdict is MET
    assert condition(dossier(**fails)).verdict is NOT_MET
    assert condition(dossier()) == Checked(UNKNOWN, reads)
    assert condition.reads == reads
    for language in ("de", "en"):
        said = core_labels().text(condition.describe(), language)
        assert said and "{" not in said and not said.startswith("condition.")


def test_who_declined_to_say_has_said_neither_yes_nor_no() -> None:
    """Declining is a value of its own: it meets neither condition."""
    declined = dossier(answer=Answer.DECLINED)
    assert [condition("answer")(declined).verdict for condition in (is_true, is_false)] == [NOT_MET, NOT_MET]


def test_a_condition_without_fields_says_nothing_of_what_was_stated() -> None:
    """The paper is named alone where there is no value to quote."""
    one = Rule("R", consented(), evidence="letter")
    given = Consent(id="c", person="p", purpose="programme", given_on=ON, by="B")
    reason = screen(dossier(evidence=(paper(),), consents=(given,)), [one]).findings[0].reason
    assert "None" not in str(reason) and "stated" not in str(reason)


def test_a_language_without_its_level_is_not_known_to_be_too_low() -> None:
    """An unknown level is unknown; another language that is high enough decides all the same."""
    b1 = speaks(Cefr.B1, "fr", "nl")
    assert b1(dossier(languages=(Spoken("fr"), Spoken("nl", Cefr.A1)))).verdict is UNKNOWN
    assert b1(dossier(languages=(Spoken("fr"), Spoken("nl", Cefr.C1)))).verdict is MET


@pytest.mark.parametrize(
    ("birth", "age"),
    [(date(2008, 3, 2), 18), (date(2008, 3, 3), 17), (date(2008, 2, 29), 18), (None, None)],
)
def test_age_is_counted_on_the_reference_day(birth: date | None, age: int | None) -> None:
    """Whoever turns eighteen on the day is eighteen; a birth year alone is no age."""
    of = dossier({"birth_date": birth, "birth_year": 2000})
    assert of.value("age") == age
    assert at_least("age", 18)(of).verdict is {18: MET, 17: NOT_MET, None: UNKNOWN}[age]


CONSENT = Consent(id="c", person="p", purpose="programme", given_on=ON - timedelta(days=9), by="c")


def test_consent_is_unknown_until_somebody_asks() -> None:
    """Nobody asked is unknown, given is met, and given only later is not known yet."""
    later = Consent(id="e", person="p", purpose="programme", given_on=ON + timedelta(days=1), by="c")
    assert consented()(dossier()) == Checked(UNKNOWN, ("consent.programme",))
    assert consented()(dossier(consents=(CONSENT,))).verdict is MET
    assert consented()(dossier(consents=(later,))).verdict is UNKNOWN


def test_consent_that_was_withdrawn_is_not_met() -> None:
    """From the day of withdrawal it no longer stands; for another purpose nobody has asked."""
    withdrawn = Consent(
        id="c", person="p", purpose="programme", given_on=ON - timedelta(days=9), by="c", withdrawn_on=ON
    )
    later = Consent(
        id="d", person="p", purpose="programme", given_on=ON - timedelta(days=9), by="c",
        withdrawn_on=ON + timedelta(days=1),
    )  # fmt: skip
    assert consented()(dossier(consents=(withdrawn,))).verdict is NOT_MET
    assert consented()(dossier(consents=(later,))).verdict is MET
    assert consented()(dossier(consents=(withdrawn, later))).verdict is MET
    assert consented("photo")(dossier(consents=(withdrawn,))) == Checked(UNKNOWN, ("consent.photo",))


# Interviews


def talk(day: int, **ratings: Any) -> Interview:
    return Interview(id=f"i{day}", participation="p", held_on=date(2026, 2, day), by="c", ratings=ratings or None)


def test_a_rating_of_the_interview_is_a_value() -> None:
    """The latest interview that rated it counts; an interview that did not ask changes nothing."""
    assert dossier().value("motivation") is None
    held = (talk(3, motivation=2), talk(9, motivation=4), talk(20, other=1), talk(21))
    assert dossier(interviews=held).value("motivation") == 4
    assert dossier(interviews=tuple(reversed(held))).value("motivation") == 4
    one = Rule("R", at_least("motivation", 3))
    assert verdict_of(one, dossier(interviews=held)) is MET
    assert verdict_of(one, dossier(interviews=held[:1])) is NOT_MET
    assert verdict_of(one, dossier()) is UNKNOWN


def test_an_interview_after_the_reference_day_is_not_known_yet() -> None:
    """Looking back at a day shows what was known then."""
    later = Interview(id="i", participation="p", held_on=ON + timedelta(days=1), by="c", ratings={"motivation": 5})
    assert dossier(interviews=(later,)).value("motivation") is None


def test_what_was_stated_goes_before_the_interview() -> None:
    """A value in the application itself is not overwritten by a rating."""
    assert dossier(motivation=5, interviews=(talk(3, motivation=2),)).value("motivation") == 5


def test_a_field_that_nobody_has_is_an_error_and_not_unknown() -> None:
    """A misspelt name must not look like a missing answer."""
    with pytest.raises(AttributeError):
        dossier().value("motivatoin")


# Words


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    """Each way a finding can come out has words without a gap in German and in English."""
    one = Rule("R", is_true("may_work"), evidence=Paper("work_permit", at_most_days=30))
    some = Rule("S", is_true("may_work"), applies_when=at_least("experience_years", 2))
    old, expired = paper("work_permit", issued=date(2020, 1, 1)), paper("work_permit", until=date(2026, 1, 1))
    fresh, undated = paper("work_permit", issued=ON), paper("work_permit")
    dossiers = [
        dossier(),
        dossier(may_work=False, experience_years=1.0),
        *(dossier(may_work=True, evidence=(one,)) for one in (old, expired, fresh, undated)),
        dossier(may_work=True),
    ]
    findings = [finding for each in dossiers for finding in screen(each, [one, some]).findings]
    codes = {finding.reason.code for finding in findings}
    kinds = ("missing", "expired", "old", "undated")
    assert {f"finding.paper_{kind}" for kind in kinds} | {"finding.met_seen", "finding.not_applicable"} <= codes
    for finding in findings:
        german, english = (core_labels().text(finding.reason, language) for language in ("de", "en"))
        assert german != english and "{" not in german + english
        assert not holds_a_code(german) and not holds_a_code(english)


def holds_a_code(text: str) -> bool:
    """Whether a bare label code stands in a sentence."""
    return any(f"{word}." in text for word in ("finding", "condition", "field", "evidence"))


def test_free_text_is_never_quoted_in_a_reason() -> None:
    """What somebody confided stays out of lists and letters."""
    found = screen(dossier(goals="a secret"), [Rule("R", present("goals"))]).findings[0]
    assert "secret" not in core_labels().text(found.reason, "en")
