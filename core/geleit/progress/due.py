"""What one partnership needs from the coordinator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from geleit.labels import Listed, Sentence, say
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Side
from geleit.progress.calendar_months import ONE_DAY, add_months, first_of_month
from geleit.progress.clock import planned_end, started_on
from geleit.progress.history import History, as_of, whole_case
from geleit.progress.holidays import WorkingDays
from geleit.progress.items import DueItem, DueKind, in_order
from geleit.progress.milestones import MilestoneState, milestone_states
from geleit.progress.months import silent_months
from geleit.progress.silence import AWAITED, contacts, silent_from, thresholds
from geleit.progress.stretches import days_after, paused
from geleit.questions.sessions import Clock, From, Per, SessionPolicy

WEEKDAYS = WorkingDays()


def due(
    policy: SessionPolicy, history: History, *, on: date, since: date | None, calendar: WorkingDays = WEEKDAYS
) -> tuple[DueItem, ...]:
    """What a partnership needs on a day, each thing once, listed until it is done.

    `since` is the day the reader last looked (None: never); what was first listed after it is new, so a missed day
    is caught up. Days on which nobody works move to the next working day. A paused pair lists the end of its pause
    and nothing else, a pair that is closed, declined or only drafted lists nothing.
    Raises RegionError if a holiday calendar is not known.
    """
    seen = as_of(whole_case(history), on)
    return in_order(_Reader(policy, seen, started_on(policy, seen), planned_end(policy, seen), on, since, calendar))


@attrs.frozen
class _Reader:
    """Reads one partnership, as it stood on the day `on`; `start` and `end` are its first and last planned day."""

    policy: SessionPolicy
    history: History
    start: date | None
    end: date | None
    on: date
    last_look: date | None
    calendar: WorkingDays

    def __iter__(self) -> Iterator[DueItem]:
        match self.history.partnership.state:
            case PairState.OFFERED:
                yield from self._offer()
            case PairState.PAUSED:
                yield from self._pause()
            case state if state in AWAITED:
                yield from self._agreement()
                yield from self._meeting()
                yield from self._milestones()
                yield from self._months()
                yield from self._reason()
                yield from self._end()

    def _item(
        self,
        what: DueKind,
        due_on: date,
        sentence: Sentence,
        *,
        listed: date | None = None,
        about: str = "",
        who: tuple[str, ...] | None = None,
    ) -> Iterator[DueItem]:
        """The item if its day has come; `listed` is the day from which it is listed, if not the day it is due."""
        since = self.calendar.next(due_on if listed is None else listed)
        if since <= self.on:
            partnership = self.history.partnership
            yield DueItem(
                what=what,
                who=(partnership.mentee, partnership.mentor) if who is None else who,
                partnership=partnership.id,
                about=about,
                due_on=due_on,
                since=since,
                new=self.last_look is None or since > self.last_look,
                sentence=sentence,
            )

    def _offer(self) -> Iterator[DueItem]:
        until = self.history.partnership.offer_until
        if until is not None:
            last = self.calendar.next(until)
            yield from self._item(DueKind.OFFER, last, say("due.offer", day=last), listed=last + ONE_DAY)

    def _pause(self) -> Iterator[DueItem]:
        """The end that was announced; without one, asked when a silent pair would turn yellow."""
        lasting = [pause for pause in self.history.pauses if pause.ended_on is None]
        ends = [pause.expected_until for pause in lasting if pause.expected_until is not None]
        until = max(ends, default=self.history.partnership.pause_until)
        if until is not None:
            yield from self._item(DueKind.PAUSE, until, say("due.pause", day=until), listed=until + ONE_DAY)
        elif lasting:
            began = min(pause.began_on for pause in lasting)
            asked = self.calendar.next(began + timedelta(days=self.policy.reminders.yellow))
            yield from self._item(DueKind.PAUSE, asked, say("due.pause_open", day=began))

    def _agreement(self) -> Iterator[DueItem]:
        if self.policy.clock is Clock.AGREEMENT and self.start is None:
            decided = self.history.partnership.decided_on
            due_on = self.calendar.next(decided + timedelta(days=self.policy.reminders.first_meeting))
            yield from self._item(DueKind.AGREEMENT, due_on, say("due.agreement", day=decided))

    def _meeting(self) -> Iterator[DueItem]:
        """One item, whatever a silent pair has reached: first or next meeting, then yellow, then red."""
        met = contacts(self.history, self.on)
        base = silent_from(self.policy, self.history, self.on, met)
        if base is None or (self.end is not None and self.on > self.end):
            return
        pauses, reminders = paused(self.history.pauses, self.on), thresholds(self.policy, self.history)
        met_or_not = (
            (DueKind.NEXT_MEETING, reminders.next_meeting) if met else (DueKind.FIRST_MEETING, reminders.first_meeting)
        )
        steps = (met_or_not, (DueKind.SILENT_YELLOW, reminders.yellow), (DueKind.SILENT_RED, reminders.red))
        reached = [
            (what, day)
            for what, days in steps
            if (day := self.calendar.next(days_after(pauses, base, days))) <= self.on
        ]
        if reached:
            what, day = reached[-1]
            first = met[-1].last if met else base
            sentence = say("due.no_meeting" if met else "due.never_met", day=first)
            yield from self._item(what, day, sentence)

    def _milestones(self) -> Iterator[DueItem]:
        ended = self.history.partnership.ended
        on = min(self.on, ended or self.on)
        for state in milestone_states(self.policy, self.history, start=self.start, end=self.end, on=on):
            yield from self._milestone(state)

    def _milestone(self, state: MilestoneState) -> Iterator[DueItem]:
        """A compulsory one until it is done; an offered talk until the end; an offered event never."""
        if not state.missing or state.due_on is None:
            return
        milestone = next(each for each in self.policy.milestones if each.code == state.code)
        name, day = say(f"milestone.{state.code}"), self.calendar.next(state.due_on)
        if not state.compulsory:
            over = self.end is not None and self.on > self.end
            if not milestone.group and not over:
                sentence = say("due.offered_milestone", milestone=name, day=day)
                yield from self._item(DueKind.OFFERED_MILESTONE, day, sentence, about=state.code)
        elif milestone.group and state.held < state.times:
            yield from self._item(DueKind.EVENT, day, say("due.event", milestone=name, day=day), about=state.code)
        else:
            sides = Listed([say(f"due.side.{side}") for side in state.missing])
            sentence = say("due.milestone", milestone=name, day=day, sides=sides)
            yield from self._item(DueKind.MILESTONE, day, sentence, about=state.code, who=self._people(state.missing))

    def _people(self, sides: tuple[Side, ...]) -> tuple[str, ...]:
        partnership = self.history.partnership
        people = {Side.MENTEE: partnership.mentee, Side.MENTOR: partnership.mentor}
        return tuple(people[side] for side in sides if side in people) or tuple(people.values())

    def _months(self) -> Iterator[DueItem]:
        """A finished month of which nothing is known; one that is cut or paused by more than half is not asked for."""
        if self.policy.dose is None or self.policy.dose.per is not Per.MONTH:
            return
        if self.start is None or self.start > self.on:
            return
        end = min((day for day in (self.end, self.history.partnership.ended) if day is not None), default=None)
        pauses = paused(self.history.pauses, self.on)
        for first, _ in silent_months(self.history, start=self.start, end=end, on=self.on, pauses=pauses):
            following = self.calendar.next(add_months(first_of_month(first), 1))
            name = say(f"progress.month.{first.month}", year=first.year)
            sentence = say("due.statement", month=name)
            yield from self._item(DueKind.STATEMENT, following, sentence, about=f"{first:%Y-%m}")

    def _reason(self) -> Iterator[DueItem]:
        """The reason is told at the kick-off: the first event for everybody, or the start where there is none."""
        partnership = self.history.partnership
        if not partnership.reason or partnership.reason_told_on is not None:
            return
        groups = [each.code for each in self.policy.milestones if each.group and each.due.counted_from is From.START]
        if groups:
            held = [each.event.held_on for each in self.history.events if each.event.milestone == groups[0]]
            kick_off = min(held, default=None)
        else:
            kick_off = self.start
        if kick_off is not None:
            told_by = self.calendar.next(max(kick_off, partnership.decided_on))
            yield from self._item(DueKind.REASON, told_by, say("due.reason"))

    def _end(self) -> Iterator[DueItem]:
        if self.end is not None:
            end = self.end
            yield from self._item(DueKind.END, end, say("due.end", day=end), listed=end + ONE_DAY)
