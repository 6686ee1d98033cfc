"""Locks and rulings-out by hand hold for every further draft, each with a reason, until somebody takes them back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geleit.cli import main
from geleit.errors import Cancelled, NotPossible, UsageError
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import ConstraintKind, PairConstraint, Partnership, Proposal, Side
from geleit.programme import decisions, offers
from geleit.programme.proposals import (
    answering,
    comparing,
    constraining,
    drafting,
    kept,
    outlook,
    pair_view,
    publishing,
    swapping,
    telling,
    undoing,
)
from geleit.programme.proposals.content import content_of
from geleit.programme.proposals.stopping import Stop
from tests.organisations.drafted import at_work, once_more
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


def pairs(office: OfficeAtWork) -> set[tuple[str, str]]:
    """The draft's pairs now."""
    content = content_of(drafting.latest(office.programme, office.round))
    return {(pair.mentee, pair.mentor) for pair in content.pairs}


def refusal(office: OfficeAtWork, error: pytest.ExceptionInfo[Any]) -> str:
    """A refusal in German."""
    said: str = error.value.in_language("de", office.programme.labels)
    return said


def test_the_next_draft_keeps_to_a_lock(office: OfficeAtWork) -> None:
    """Though another set of pairs is better; the draft that waits stays as it is, and says so."""
    constraining.lock(office.programme, office.round, "m1", "p2", WHY)
    assert ("m1", "p1") in pairs(office)
    assert "laid_down" in {note.code.rpartition(".")[2] for note in kept.since(office.programme, office.round)}
    drafting.propose(office.programme, office.round)
    assert ("m1", "p2") in pairs(office)
    told = telling.draft_told(office.programme, office.round)
    assert told is not None
    assert [pair.mentee for pair in told.pairs if pair.locked] == ["m1"]
    assert not kept.since(office.programme, office.round)


def test_a_pair_ruled_out_is_never_proposed_published_or_made(office: OfficeAtWork) -> None:
    """Until it is taken back; each refusal says who ruled it out and why."""
    programme, round_ = office.programme, office.round
    constraining.forbid(programme, round_, "m1", "p1", "Nachbarn im Streit")
    attempts: list[Callable[[], Any]] = [
        lambda: publishing.publish(programme, round_),
        lambda: publishing.pair_by_hand(programme, round_, "m1", "p1", "doch"),
    ]
    for attempt in attempts:
        with pytest.raises(NotPossible) as error:
            attempt()
        assert "Nachbarn im Streit" in refusal(office, error)
    assert programme.store.count(Partnership) == 0
    drafting.propose(programme, round_)
    assert ("m1", "p1") not in pairs(office)
    answer = answering.why_not(programme, round_, "m1", "p1").answer
    assert (answer.code, "Nachbarn im Streit" in programme.labels.text(answer.sentence, "de")) == ("forbidden", True)
    constraining.free(programme, round_, "m1", "p1")
    drafting.propose(programme, round_)
    assert ("m1", "p1") in pairs(office)


def test_a_locked_pair_is_not_taken_apart_by_hand(office: OfficeAtWork) -> None:
    """Neither by a swap nor by taking it out; first the lock has to go."""
    programme, round_ = office.programme, office.round
    constraining.lock(programme, round_, "m1", "p1", WHY)
    attempts: list[Callable[[], Any]] = [
        lambda: swapping.swap(programme, round_, "m1", "m2", "x"),
        lambda: swapping.drop(programme, round_, "m1", "x"),
        lambda: swapping.give(programme, round_, "m1", "p3", "x"),
    ]
    for attempt in attempts:
        with pytest.raises(NotPossible) as error:
            attempt()
        assert WHY in refusal(office, error)
    constraining.free(programme, round_, "m1", "p1")
    swapping.drop(programme, round_, "m1", "x")
    assert ("m1", "p1") not in pairs(office)


def test_what_cannot_be_laid_down_is_refused(office: OfficeAtWork) -> None:
    """A veto, a place that another lock takes, something laid down already, no reason, nobody."""
    programme, round_ = office.programme, office.round
    constraining.lock(programme, round_, "m1", "p1", WHY)
    refused: list[tuple[Callable[..., Any], tuple[str, ...], str]] = [
        (constraining.lock, ("m4", "p2", WHY), "nicht im selben Bezirk"),
        (constraining.lock, ("m2", "p1", WHY), "Tom Muster hat keinen Platz"),
        (constraining.lock, ("m1", "p2", WHY), "Amal Muster hat keinen Platz"),
        (constraining.forbid, ("m1", "p1", WHY), "als Paar festgelegt"),
        (constraining.lock, ("m1", "p1", WHY), "als Paar festgelegt"),
        (constraining.forbid, ("m2", "p2", " "), "Begründung"),
        (constraining.free, ("m2", "p2"), "nichts vorgegeben"),
    ]
    for use_case, words, part in refused:
        with pytest.raises((NotPossible, UsageError)) as error:
            use_case(programme, round_, *words)
        assert part in refusal(office, error)
    assert [one.kind for one in programme.store.all(PairConstraint)] == [ConstraintKind.LOCK]


def test_a_lock_that_can_no_longer_be_kept_to_is_told_and_stops_nothing(office: OfficeAtWork) -> None:
    """The mentor pauses: the next draft is made without, and the list says what is in the way."""
    programme, round_ = office.programme, office.round
    constraining.lock(programme, round_, "m1", "p2", WHY)
    decisions.decide(programme, round_, "p2", "pause", reason="Urlaub")
    drafting.propose(programme, round_)
    assert ("m1", "p2") not in pairs(office)
    (found,) = constraining.constraints(programme, round_)
    assert found.obstacle is not None and not found.open_lock
    assert "Uli Muster" in programme.labels.text(found.obstacle, "de")


def test_what_is_only_tried_is_not_written(office: OfficeAtWork) -> None:
    """A dry run checks the same, and takes no id."""
    programme, round_ = office.programme, office.round
    for use_case in (constraining.lock, constraining.forbid):
        use_case(programme, round_, "m1", "p2", WHY, dry_run=True)
    constraining.lock(programme, round_, "m1", "p2", WHY)
    constraining.free(programme, round_, "m1", "p2", dry_run=True)
    assert programme.store.count(PairConstraint) == 1


def test_each_is_in_the_change_history(office: OfficeAtWork) -> None:
    """Who, when and why, the taking back as well."""
    programme, round_ = office.programme, office.round
    constraining.lock(programme, round_, "m1", "p2", WHY)
    constraining.free(programme, round_, "m1", "p2")
    constraining.forbid(programme, round_, "m1", "p2", WHY)
    reasons = [row[0] for row in programme.store.rows('SELECT "reason" FROM "journal" ORDER BY "seq"')]
    assert reasons[-3:] == ["pair_locked", "pair_freed", "pair_forbidden"]


def test_the_last_change_by_hand_is_undone_and_nothing_is_left_of_it(office: OfficeAtWork) -> None:
    """Of every kind, one after the other: the draft is to the last figure what it was, and proven again."""
    programme, round_ = office.programme, office.round
    states = [drafting.latest(programme, round_)]
    changes: list[Callable[[], Any]] = [
        lambda: swapping.swap(programme, round_, "m1", "m2", WHY),
        lambda: swapping.drop(programme, round_, "m3", WHY),
        lambda: swapping.give(programme, round_, "m2", "p3", WHY),
        lambda: swapping.give(programme, round_, "m3", "p1", WHY),
    ]
    for change in changes:
        change()
        states.append(drafting.latest(programme, round_))
    for before in reversed(states[:-1]):
        undone = undoing.undo(programme, round_)
        now = drafting.latest(programme, round_)
        assert (content_of(now), now.total) == (content_of(before), before.total)
        assert undone.after == before.total
    assert content_of(drafting.latest(programme, round_)).proven
    with pytest.raises(NotPossible):
        undoing.undo(programme, round_)


def test_only_the_change_that_is_meant_is_undone(office: OfficeAtWork) -> None:
    """Somebody else has changed something since: nothing is undone, and it is said what that was."""
    programme, round_ = office.programme, office.round
    mine = swapping.swap(programme, round_, "m1", "m2", WHY).change
    swapping.drop(programme, round_, "m3", "zieht um")
    with pytest.raises(NotPossible) as error:
        undoing.undo(programme, round_, only=mine)
    assert "zieht um" in refusal(office, error)
    undoing.undo(programme, round_)
    undoing.undo(programme, round_, only=mine)
    assert pairs(office) == {("m1", "p1"), ("m2", "p2"), ("m3", "p3")}


def test_what_an_undoing_needs_goes_with_the_decision(office: OfficeAtWork) -> None:
    """The published draft holds no pair that it does not make."""
    programme, round_ = office.programme, office.round
    swapping.swap(programme, round_, "m1", "m2", WHY)
    publishing.publish(programme, round_)
    (proposal,) = programme.store.all(Proposal)
    assert [change.undo for change in content_of(proposal).changes] == [None]


def test_a_run_that_is_stopped_leaves_nothing_behind(office: OfficeAtWork) -> None:
    """At whichever of its reports: the earlier draft still waits, and nothing was written; also when comparing."""
    programme, round_ = office.programme, office.round

    def stopping(after: int) -> Callable[[int, int], None]:
        stop, reports = Stop(), iter(range(after))

        def progress(done: int, of: int) -> None:
            if next(reports, None) is None:
                stop.ask()
            stop(done, of)

        return progress

    def written() -> object:
        return drafting.latest(programme, round_), programme.store.rows('SELECT count(*) FROM "journal"')

    before, reports = written(), 0
    compared: list[tuple[int, int]] = []
    comparing.compare(programme, round_, progress=lambda done, of: compared.append((done, of)))
    for after in range(len(compared)):
        with pytest.raises(Cancelled):
            comparing.compare(programme, round_, progress=stopping(after))
    while written() == before:
        try:
            drafting.propose(programme, round_, progress=stopping(reports))
        except Cancelled as error:
            assert "abgebrochen" in error.in_language("de", programme.labels)
            assert written() == before
            reports += 1
    assert reports >= 3 and len(compared) > 4


def test_two_people_stand_side_by_side(office: OfficeAtWork) -> None:
    """What both say, what is the same, every criterion with its points; also of two who are no pair."""
    found = pair_view.pair_view(office.programme, office.round, "m2", "p2")
    assert found.drafted is not None
    assert (found.units, found.most) == (50_000, 110_000)
    assert sum(one.units for one in found.criteria if one.counted) == found.units
    labels = office.programme.labels
    assert [labels.text(one.label, "de") for one in found.criteria] == ["Zahl", "Wunsch"]
    lines = {labels.text(line.label, "de"): line for line in found.lines}
    assert (lines["Zahl"].mentee, lines["Zahl"].mentor, lines["Zahl"].common) == ("9", "4", ())
    assert lines["Bezirk"].common == ("nah",)
    assert lines["Wunsch"].mentee is None
    other = pair_view.pair_view(office.programme, office.round, "m4", "p1")
    assert [labels.text(veto, "de") for veto in other.vetoes] == ["nicht im selben Bezirk"]
    assert other.drafted is None and other.free == 1


def test_what_deciding_will_do_is_told_before(office: OfficeAtWork) -> None:
    """Offers, until when, to whom, who waits; and what keeps it from being done."""
    programme, round_ = office.programme, office.round
    told = outlook.outlook(programme, round_)
    assert (len(told.pairs), told.asked, str(told.until)) == (3, (Side.MENTOR,), "2026-01-26")
    assert told.waiting == ("m4",) and not told.obstacles
    made = publishing.publish(programme, round_)
    assert {(pair.mentee, pair.mentor) for pair in made} == {(pair.mentee, pair.mentor) for pair in told.pairs}
    assert {pair.offer_until for pair in made} == {told.until}


def test_an_outlook_names_what_stands_in_the_way(office: OfficeAtWork) -> None:
    """A mentor who has left since: publishing would refuse, and so the outlook says."""
    programme, round_ = office.programme, office.round
    decisions.decide(programme, round_, "p1", "leave", reason="Umzug")
    told = outlook.outlook(programme, round_)
    assert len(told.obstacles) == 1 and "Tom Muster" in programme.labels.text(told.obstacles[0], "de")
    with pytest.raises(NotPossible):
        publishing.publish(programme, round_)


def test_offers_wait_with_each_sides_answer(office: OfficeAtWork) -> None:
    """Who is still to answer, what was answered; an answered one is listed no more."""
    programme, round_ = office.programme, office.round
    publishing.publish(programme, round_)
    found = offers.pending(programme, round_)
    assert [(one.mentee_name, one.open, one.late) for one in found.offers] == [
        ("Amal Muster", (Side.MENTOR,), False),
        ("Bea Muster", (Side.MENTOR,), False),
        ("Cem Muster", (Side.MENTOR,), False),
    ]
    offers.answer_offer(programme, round_, found.offers[0].pair.id, Side.MENTOR, accepted=True)
    offers.answer_offer(programme, round_, found.offers[1].pair.id, Side.MENTOR, accepted=False, reason="no_time")
    assert [one.mentee_name for one in offers.pending(programme, round_).offers] == ["Cem Muster"]
    assert {pair.state for pair in programme.store.all(Partnership)} == {
        PairState.ACTIVE,
        PairState.DECLINED,
        PairState.OFFERED,
    }


def test_the_commands_say_the_same(office: OfficeAtWork, capsys: pytest.CaptureFixture[str]) -> None:
    """Each as text and as JSON with documented keys."""
    config = str(office.config)
    path = Path(__file__).parents[1] / "docs" / "reference" / "json.md"
    documented = path.read_text(encoding="utf-8")

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main([*words, "--language", "de"]) == 0
        said = capsys.readouterr()
        return said.out + said.err

    why = ("--reason", WHY)
    assert "immer zusammen" in run("draft", "lock", config, "m1", "p2", *why)
    assert "nie zusammen" in run("draft", "forbid", config, "m2", "p2", *why)
    assert "Amal Muster" in run("draft", "rules", config)
    assert "Zahl: 4,00 von 10,00" in run("draft", "explain", config, "m1", "p2")
    assert "können nicht mehr zusammenkommen" in run("decide", config, "--dry-run")
    assert "nicht mehr nie zusammen" in run("draft", "free", config, "m2", "p2")
    assert "bleibt eine Person" in run("decide", config, "--dry-run")
    run("draft", "swap", config, "m2", "m3", *why)
    assert "Summe" in run("draft", "undo", config)
    for words in (("draft", "rules"), ("draft", "explain"), ("decide",), ("offers",)):
        more = {"explain": ("m1", "p1"), "decide": ("--dry-run",)}.get(words[-1], ())
        capsys.readouterr()
        assert main([*words, config, *more, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        rows = found if isinstance(found, list) else [found]
        assert {key for row in rows for key in row if f"`{key}`" not in documented} == set()
