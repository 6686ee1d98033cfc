"""Changes by hand in a kept draft: checked and scored at once, kept with who, when and why, and never called proven."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geleit.cli import main
from geleit.errors import NotAllowed, NotPossible, UsageError
from geleit.model.lifecycle import PartState
from geleit.model.partnerships import Partnership, Place, Proposal, ProposalState, Side
from geleit.model.people import Role
from geleit.programme import Programme, decisions, offers
from geleit.programme.privacy import access
from geleit.programme.privacy.erasure import erase
from geleit.programme.proposals import answering, drafting, publishing, swapping, trying
from geleit.programme.proposals.content import Content, content_of
from geleit.programme.roster import find_part
from tests.organisations.drafted import MENTORS, at_work, once_more
from tests.organisations.office import OfficeAtWork

WHY = "kennen sich vom Sport"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """A draft: m1 with p1, m2 with p2, m3 with p3; m4 lives elsewhere."""
    office = at_work(tmp_path_factory.mktemp("original"))
    with office.programme:
        drafting.propose(office.programme, office.round)
    return office


@pytest.fixture
def office(original: OfficeAtWork, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """One of one's own."""
    office = once_more(original, tmp_path)
    with office.programme:
        yield office


@pytest.fixture
def pairs_of_three(tmp_path: Path) -> Iterator[OfficeAtWork]:
    """Two mentors a mentee: both mentees have two of the four places."""
    mentors = {**MENTORS, "p4": "Wim;9"}
    office = at_work(tmp_path, mentees={"m1": "Amal;10", "m2": "Bea;2"}, mentors=mentors, several=2)
    with office.programme:
        drafting.propose(office.programme, office.round)
        yield office


def content(office: OfficeAtWork) -> Content:
    """What the draft holds now."""
    return content_of(drafting.latest(office.programme, office.round))


def pairs(office: OfficeAtWork) -> set[tuple[str, str]]:
    """The draft's pairs now."""
    return {(pair.mentee, pair.mentor) for pair in content(office).pairs}


def refusal(office: OfficeAtWork, error: pytest.ExceptionInfo[Any]) -> str:
    """A refusal in German."""
    said: str = error.value.in_language("de", office.programme.labels)
    return said


def test_two_mentees_exchange_their_mentors(office: OfficeAtWork) -> None:
    """New scores, parts and sentences at once; the total and its difference; who, when and why; proven no more."""
    before = drafting.latest(office.programme, office.round)
    assert pairs(office) == {("m1", "p1"), ("m2", "p2"), ("m3", "p3")}
    found = swapping.swap(office.programme, office.round, "m1", "m2", WHY)
    assert pairs(office) == {("m1", "p2"), ("m2", "p1"), ("m3", "p3")}
    kept, held = drafting.latest(office.programme, office.round), content(office)
    assert (found.before, found.after) == (before.total, kept.total)
    assert kept.total == sum(pair.score for pair in held.pairs) == 220_000
    new = {pair.mentee: pair for pair in held.pairs if pair.by_hand is not None}
    assert {(pair.mentor, pair.score, pair.by_hand) for pair in new.values()} == {
        ("p1", 90_000, WHY),
        ("p2", 40_000, WHY),
    }
    for pair in new.values():
        assert sum(part.contribution for part in pair.criteria if part.counted) == pair.score
        assert {"de", "en"} <= set(pair.sentences)
    assert held.worst == 40_000
    (change,) = held.changes
    assert (change.code, change.by, change.reason) == ("swap", office.programme.actor.shown, WHY)
    assert change.at.startswith("2026-01-12T10:00")
    assert not held.proven
    assert held.certificate == content_of(before).certificate
    assert ("m1", "p1") in held.blocking


def test_a_change_made_twice_is_undone(office: OfficeAtWork) -> None:
    """The total is what it was, and both changes are kept."""
    before = drafting.latest(office.programme, office.round).total
    for _ in range(2):
        swapping.swap(office.programme, office.round, "m1", "m2", WHY)
    assert drafting.latest(office.programme, office.round).total == before
    assert len(content(office).changes) == 2


def test_who_is_taken_out_waits_with_the_reason(office: OfficeAtWork) -> None:
    """The pair goes, the mentee is among the unmatched with a person's reason, and the equity rows are new."""
    swapping.drop(office.programme, office.round, "m2", "möchte noch warten")
    assert pairs(office) == {("m1", "p1"), ("m3", "p3")}
    reasons = {one.mentee: one for one in content(office).unmatched}
    assert set(reasons) == {"m2", "m4"}
    assert reasons["m2"].reason_code == "taken_out"
    assert "möchte noch warten" in reasons["m2"].reasons["de"]
    rows = [row for row in content(office).equity if row["field"] == "gender"]
    assert sum(row["matched"] for row in rows) == 2


def test_a_free_mentor_is_given_to_somebody(office: OfficeAtWork) -> None:
    """Instead of the present mentor; and to somebody who had nobody, who then no longer waits."""
    swapping.drop(office.programme, office.round, "m3", WHY)
    swapping.give(office.programme, office.round, "m2", "p3", WHY)
    assert pairs(office) == {("m1", "p1"), ("m2", "p3")}
    swapping.give(office.programme, office.round, "m3", "p2", WHY)
    assert pairs(office) == {("m1", "p1"), ("m2", "p3"), ("m3", "p2")}
    assert {one.mentee for one in content(office).unmatched} == {"m4"}
    assert [change.code for change in content(office).changes] == ["drop", "give", "give"]


def test_what_was_taken_out_may_be_given_back(office: OfficeAtWork) -> None:
    """By hand; what a person undid is nobody's refusal."""
    swapping.drop(office.programme, office.round, "m1", WHY)
    answer = answering.why_not(office.programme, office.round, "m1", "p1").answer
    assert answer.code == "forbidden"
    assert WHY in office.programme.labels.text(answer.sentence, "de")
    forced = trying.what_if(office.programme, office.round, force=[("m1", "p1")])
    assert ("m1", "p1") in forced.difference.pairs
    swapping.give(office.programme, office.round, "m1", "p1", WHY)
    assert answering.why_not(office.programme, office.round, "m1", "p1").answer.code == "paired"


def test_what_cannot_be_is_refused_by_name_and_nothing_changes(office: OfficeAtWork) -> None:
    """A veto, a full mentor, a pair that is there already, somebody with nobody or unknown."""
    before = drafting.latest(office.programme, office.round)
    refusals: list[tuple[Any, tuple[str, ...], type[Exception], str]] = [
        (swapping.swap, ("m1", "m4"), NotPossible, "Dana Muster hat in diesem Vorschlag niemanden"),
        (swapping.swap, ("m1", "m1"), NotPossible, "nichts zu tauschen"),
        (swapping.give, ("m4", "p1"), NotPossible, "nicht im selben Bezirk"),
        (swapping.give, ("m1", "p1"), NotPossible, "schon ein Paar"),
        (swapping.give, ("m1", "p2"), NotPossible, "Uli Muster hat einen freien Platz"),
        (swapping.give, ("m1", "nobody"), UsageError, "nobody"),
        (swapping.drop, ("m4",), NotPossible, "niemanden"),
        (swapping.drop, ("m1",), NotPossible, "--reason"),
    ]
    for what, words, kind, said in refusals:
        with pytest.raises(kind) as refused:
            what(office.programme, office.round, *words, WHY if "--" not in said else " ")
        assert said in refusal(office, refused), words
    assert drafting.latest(office.programme, office.round) == before


def test_without_a_draft_there_is_nothing_to_change(office: OfficeAtWork) -> None:
    """The refusal says how to get one."""
    publishing.publish(office.programme, office.round)
    with pytest.raises(UsageError) as refused:
        swapping.drop(office.programme, office.round, "m1", WHY)
    assert "geleit match" in refusal(office, refused)


def test_a_declined_pair_is_not_made_by_hand_in_a_draft(office: OfficeAtWork) -> None:
    """The day of the refusal is named."""
    made = publishing.publish(office.programme, office.round)
    for pair in made:
        offers.answer_offer(office.programme, office.round, pair.id, Side.MENTOR, accepted=False, reason="no_time")
    drafting.propose(office.programme, office.round)
    with pytest.raises(NotPossible) as refused:
        swapping.give(office.programme, office.round, "m1", "p1", WHY)
    assert "12.1.2026" in refusal(office, refused)
    with pytest.raises(NotPossible) as refused:
        trying.what_if(office.programme, office.round, force=[("m1", "p1")])
    assert "12.1.2026" in refusal(office, refused)


def test_below_the_minimum_fit_it_is_possible_by_hand_and_said(office: OfficeAtWork) -> None:
    """M1 and P3 are nine apart; two points are asked for."""
    found = swapping.swap(office.programme, office.round, "m1", "m3", WHY)
    said = [office.programme.labels.text(note, "de") for note in found.notes]
    assert any("1,00 Punkte; verlangt sind 2,00" in one for one in said)
    assert ("m1", "p3") in pairs(office)


def test_a_trial_writes_nothing(office: OfficeAtWork) -> None:
    """The same answer, and the draft as it was."""
    before = drafting.latest(office.programme, office.round)
    tried = swapping.swap(office.programme, office.round, "m1", "m2", WHY, dry_run=True)
    assert not tried.written
    assert drafting.latest(office.programme, office.round) == before
    done = swapping.swap(office.programme, office.round, "m1", "m2", WHY)
    assert done.written
    assert (done.removed, done.added, done.after) == (tried.removed, tried.added, tried.after)


def test_what_was_made_by_hand_stays_when_something_is_tried(office: OfficeAtWork) -> None:
    """The pairs by hand are locked; the note says that the draft was changed."""
    swapping.swap(office.programme, office.round, "m1", "m2", WHY)
    found = trying.what_if(office.programme, office.round, places=["p1"])
    assert {("m1", "p2"), ("m2", "p1")} <= set(found.difference.pairs)
    assert "einmal von Hand geändert" in office.programme.labels.text(found.notes[0], "de")
    assert answering.why_not(office.programme, office.round, "m1", "p1").answer.place is None


def test_pairs_by_hand_are_published_with_their_reasons(office: OfficeAtWork) -> None:
    """Deciding takes the draft as it was left."""
    swapping.swap(office.programme, office.round, "m1", "m2", WHY)
    swapping.drop(office.programme, office.round, "m3", WHY)
    publishing.publish(office.programme, office.round)
    made = office.programme.store.all(Partnership)
    assert {(pair.mentee, pair.mentor, pair.reason) for pair in made} == {("m1", "p2", WHY), ("m2", "p1", WHY)}
    waits = find_part(office.programme, office.round.id, "m3").part
    assert (waits.state, waits.reason) == (PartState.WAITING, f"Von Hand aus dem Vorschlag genommen: {WHY}")


def test_a_pair_of_somebody_who_left_is_said_and_can_be_taken_out(office: OfficeAtWork) -> None:
    """Nothing is said of her pair in differences; without it the draft can be published."""
    decisions.decide(office.programme, office.round, "m3", "withdraw", reason="zieht um", role=Role.MENTEE)
    asked = trying.what_if(office.programme, office.round, places=["p1"])
    assert "Ein Paar des Vorschlags" in office.programme.labels.text(asked.notes[0], "de")
    assert {move.mentee for move in asked.difference.moves} <= {"m1", "m2"}
    for doing, other in ((swapping.swap, ("m1", "m3")), (swapping.give, ("m3", "p1"))):
        with pytest.raises(NotPossible) as refused:
            doing(office.programme, office.round, *other, WHY)
        assert "Cem Muster kann zurzeit kein Paar bilden" in refusal(office, refused)
    with pytest.raises(NotPossible):
        publishing.publish(office.programme, office.round)
    swapping.drop(office.programme, office.round, "m3", WHY)
    assert len(publishing.publish(office.programme, office.round)) == 2


def test_an_erasure_takes_the_reasons_of_changes_with_it(office: OfficeAtWork) -> None:
    """What was written about a pair of hers goes with her; that there was a change stays, and others' reasons do."""
    swapping.swap(office.programme, office.round, "m1", "m2", "Bea hat darum gebeten")
    swapping.drop(office.programme, office.round, "m3", "Cem verreist")
    erase(office.programme, "m2", "auf Wunsch")
    (proposal,) = office.programme.store.all(Proposal)
    assert proposal.state is ProposalState.DISCARDED
    assert [change.reason for change in content_of(proposal).changes] == ["", "Cem verreist"]
    left = json.dumps(proposal.content)
    assert [left[found.start() - 80 : found.end() + 20] for found in re.finditer(r"\bm2\b|Bea", left)] == []


def test_who_asks_what_is_kept_is_told_of_changes_and_their_reasons(office: OfficeAtWork) -> None:
    """Of the changes that moved them, and with nobody else's name."""
    swapping.swap(office.programme, office.round, "m1", "m2", "Amal hat darum gebeten")
    swapping.drop(office.programme, office.round, "m3", "verreist")
    report = access.access_report(office.programme, "m2")
    said = [part.sentence for part in report.proposals]
    assert len([one for one in said if "hat darum gebeten" in one and "Amal" not in one]) == 1
    assert [one for one in said if "verreist" in one] == []


def test_with_two_mentors_the_place_is_asked_for(pairs_of_three: OfficeAtWork) -> None:
    """Whose place is meant has to be said; a second mentor who is left leads from then on."""
    office = pairs_of_three
    places = {(pair.mentee, pair.mentor): pair.place for pair in content(office).pairs}
    assert sorted(mentee for mentee, _ in places) == ["m1", "m1", "m2", "m2"]
    with pytest.raises(NotPossible) as refused:
        swapping.swap(office.programme, office.round, "m1", "m2", WHY)
    assert "--place" in refusal(office, refused)
    swapping.swap(office.programme, office.round, "m1", "m2", WHY, place=Place.SECOND)
    after = {(pair.mentee, pair.mentor): pair.place for pair in content(office).pairs}
    assert {pair for pair, place in places.items() if place is Place.LEAD} < set(after)
    assert sorted(after.values()) == sorted(places.values())
    swapping.drop(office.programme, office.round, "m1", WHY, place=Place.LEAD)
    (left,) = content(office).of_mentee("m1")
    assert left.place is Place.LEAD
    assert content(office).unmatched == ()
    (mentor,) = {mentor for _, mentor in places} - {pair.mentor for pair in content(office).pairs}
    swapping.give(office.programme, office.round, "m1", mentor, WHY)
    assert [pair.place for pair in content(office).of_mentee("m1")] == [Place.LEAD, Place.SECOND]


def test_who_may_not_propose_may_not_change_a_draft_or_ask_about_it(office: OfficeAtWork) -> None:
    """An assistant is refused by every one of these."""
    office.programme.close()
    text = office.config.read_text(encoding="utf-8")
    office.config.write_text(f'{text}\n[staff]\nali = {{ role = "assistant" }}\n', encoding="utf-8")
    with Programme.open(office.config, account="ali", clock=office.now) as programme:
        round_ = programme.round()
        for refused in (
            lambda: swapping.swap(programme, round_, "m1", "m2", WHY),
            lambda: swapping.give(programme, round_, "m1", "p2", WHY, dry_run=True),
            lambda: swapping.drop(programme, round_, "m1", WHY),
            lambda: trying.what_if(programme, round_, places=["p1"]),
            lambda: answering.why_not(programme, round_, "m1", "p2"),
        ):
            with pytest.raises(NotAllowed):
                refused()


def test_the_commands_tell_and_print_what_stands_in_the_reference(
    office: OfficeAtWork, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each key of their JSON is described, and as text the new pairs stand with their points and the total."""
    monkeypatch.setenv("GELEIT_NOW", "2026-01-12T10:00:00+00:00")
    config = str(office.config)
    sections = _sections()

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main([*words, "--language", "de"]) == 0
        return capsys.readouterr().out

    why = ("--reason", WHY)
    text = run("draft", "swap", config, "m1", "m2", *why, "--dry-run")
    assert "Amal Muster & Uli Muster statt Tom Muster (4,00 Punkte)" in text
    assert "Summe: vorher 24,00, nachher 22,00 Punkte (−2,00)" in text
    assert "Bea Muster ohne Uli Muster" in run("draft", "drop", config, "m2", *why, "--dry-run")
    for words in (
        ("draft swap", config, "m1", "m2", *why),
        ("draft drop", config, "m3", *why),
        ("draft give", config, "m3", "p3", *why),
        ("draft show", config),
        ("why-not", config, "m2", "p2", "--exact"),
        ("what-if", config, "--place", "p1", "--weight", "points=4"),
    ):
        found = json.loads(run(*words[0].split(), *words[1:], "--json"))
        assert {key for key in _keys(found) if f"`{key}`" not in sections[words[0]]} == set(), words[0]
    assert "von Hand: kennen sich vom Sport" in run("draft", "show", config)
    assert office.programme.store.count(Proposal) == 1
    assert drafting.changes_by_hand(office.programme, office.round) == 3
    assert main(["match", config, "--language", "de"]) == 0
    assert "war von Hand geändert (3 Änderungen)" in capsys.readouterr().err
    assert drafting.changes_by_hand(office.programme, office.round) == 0


def _sections() -> dict[str, str]:
    path = Path(__file__).parents[1] / "docs" / "reference" / "json.md"
    found = re.split(r"^## `geleit ([a-z -]+) --json`$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    sections = dict(zip(found[1::2], found[2::2], strict=True))
    for name, other in (("draft give", "draft swap"), ("draft drop", "draft swap"), ("draft show", "match")):
        sections[name] += sections[other]
    return sections


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
