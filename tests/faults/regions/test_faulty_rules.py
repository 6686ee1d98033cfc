"""P14: a rule whose function fails is unknown, with the name of whose it is; nobody becomes eligible by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geleit.errors import NotPossible
from geleit.model.people import Role
from geleit.programme import decisions, findings
from geleit.questions.eligibility import Verdict
from geleit.screening import Outlook
from tests.faults.regions.sources import FAILING

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

RULE = """
broken = False

def judged(dossier):
    if broken:
        {bad}
    return True

@hookimpl
def geleit_eligibility(round_):
    rules = standard.rules(Role.MENTEE, without=("ST-WORK",))
    odd = Rule("ST-WORK", {test}, force=geleit.Force.{force})
    return Eligibility(mentee=(*rules, odd))
"""
PLAIN = 'geleit.rule(judged, reads=("host_level",), label="field.host_level")'
RULES = {
    **FAILING,
    "generator": ("return (value for value in (1, 2))", "generator"),
    "number": ("return 1", "must answer True, False or None, not int"),
    "nan": ("return math.nan", "must answer True, False or None, not float"),
    "coroutine": ("return type(sys)", "must answer True, False or None, not type"),
    "writes_into_the_dossier": ("dossier.dated['host_level'] = ()", "does not support item assignment"),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_that_fails_is_unknown_named_and_admits_nobody(house: House, name: str) -> None:
    """P14: eligibility fails closed: the finding says whose fault it is, the other rules still speak."""
    bad, said = RULES[name]
    config = house.filled(name, RULE.format(bad=bad, test=PLAIN, force="MANDATORY"), rules=False)
    before = house.signature(config)
    with house.open(config) as programme:
        round_ = programme.round()
        sound = {one.applicant.person.id: one.screening for one in findings.screen_round(programme, round_)}
        assert sound["m2"].decision is Outlook.ELIGIBLE and sound["m3"].decision is Outlook.NOT_ELIGIBLE
        house.breaks(programme)
        for one in findings.screen_round(programme, round_, [Role.MENTEE]):
            finding = one.screening.finding("ST-WORK")
            assert finding.verdict is Verdict.UNKNOWN
            text = programme.say(finding.reason)
            assert house.names(text, name, "geleit_eligibility") and said in text
            assert programme.say("rule.ST-WORK") in text and "Bitte die Autor:innen" in text.replace("bitte", "Bitte")
            others = [each for each in one.screening.findings if each.rule != "ST-WORK"]
            assert others == [each for each in sound[one.applicant.person.id].findings if each.rule != "ST-WORK"]
            assert one.screening.decision is not Outlook.ELIGIBLE
        with pytest.raises(NotPossible, match=said):
            decisions.decide(programme, round_, "m2", "admit")
        assert [(one.code, one.count) for one in programme.asked.faults] == [("ST-WORK", 4)]
        assert house.signature(config) == before
        house.breaks(programme, broken=False)
        decisions.decide(programme, round_, "m2", "admit")


@pytest.mark.parametrize("test", ["geleit.none_of(%s)", "geleit.any_of(geleit.at_least('age', 18), %s)"])
def test_a_broken_part_leaves_the_whole_condition_unknown(house: House, test: str) -> None:
    """P14: no combination of conditions turns a failure into a yes."""
    body = RULE.format(bad="raise LookupError('lost')", test=test % PLAIN, force="MANDATORY")
    config = house.filled("combined", body.replace("return True", "return False"), rules=False)
    with house.open(config) as programme:
        house.breaks(programme)
        found = findings.screen_round(programme, programme.round(), [Role.MENTEE])
        assert {one.screening.finding("ST-WORK").verdict for one in found} == {Verdict.UNKNOWN}


@pytest.mark.parametrize("answer", ["True", "None", "geleit.Verdict.MET", "Checked('met')"])
def test_a_condition_of_its_own_that_answers_something_else_is_unknown(house: House, answer: str) -> None:
    """P14: only a verdict counts as one, however much another answer looks like a yes."""
    body = f"""
from geleit.questions.eligibility import Checked

class Own:
    reads = ("age",)
    def __call__(self, dossier):
        return {answer}
    def describe(self):
        return geleit.at_least("age", 18).describe()

@hookimpl
def geleit_eligibility(round_):
    return Eligibility(mentee=(Rule("ST-AGE", Own()),))
"""
    house.install("own", body, rules=False)
    config = house.organisation("own")
    with house.open(config) as programme, pytest.raises(NotPossible, match="not Checked"):
        house.take_in(config)
    with house.open(config) as programme:
        found = findings.screen_round(programme, programme.round(), [Role.MENTEE])
        assert {one.screening.decision for one in found} == {Outlook.OPEN}
        assert all(
            house.names(programme.say(one.screening.findings[0].reason), "own", "geleit_eligibility") for one in found
        )
