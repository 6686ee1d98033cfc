"""A person's record in words and signs: pairs of what it is and what is known, for the panels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from geleit.labels import Sentence, say
from geleit.permissions import HIDDEN
from geleit.programme.people.curtain import Veil
from geleit.programme.people.lines import FieldLine, FindingLine, GroupLines, PersonRecord
from geleit.programme.privacy.consents import Standing
from geleit.questions.eligibility import Verdict
from geleit_tui.desk import Desk
from geleit_tui.showing import plain

Fact = tuple[Content | None, Content]

_LONG = 2000
_MUTED, _BOLD = "$text-muted", "bold"
SIGNS = {
    Verdict.MET: ("✓", "$text-success"),
    Verdict.NOT_MET: ("✗", "$text-error"),
    Verdict.UNKNOWN: ("?", "$text-warning"),
    Verdict.NOT_APPLICABLE: ("·", _MUTED),
}


class RecordWords:
    """Puts a record into words for its reader."""

    def __init__(self, desk: Desk, record: PersonRecord) -> None:
        self.desk = desk
        self.record = record

    def group(self, group: GroupLines) -> list[Fact]:
        """The fields under one heading: what is known line by line, and in one line what is not."""
        facts = [self._field(line) for line in group.lines if line.shown]
        unknown = ", ".join(self.desk.text(line.label) for line in group.lines if not line.shown)
        if unknown:
            facts.append((None, self._small(self.desk.text(say("ui.person.unknown", fields=unknown)))))
        return facts

    def _field(self, line: FieldLine) -> Fact:
        label = plain(self.desk.text(line.label), _MUTED)
        if line.shown == HIDDEN:
            word = "ui.person.hidden" if line.veil is Veil.HIDDEN else "ui.person.veiled"
            return label, Content.assemble(plain(HIDDEN, _BOLD), " ", plain(self.desk.text(word), _MUTED))
        shown = plain(line.shown, limit=_LONG)
        last = line.series[-1] if line.series else None
        if last is None:
            return label, shown
        return label, Content.assemble(shown, "  ", self._small(self._seen(last.seen_on, last.by, len(line.series))))

    def _seen(self, day: object, by: str, times: int) -> str:
        return self.desk.text(say("ui.person.series", day=day, by=by, n=times))

    def _small(self, text: str) -> Content:
        return plain(text, _MUTED, limit=_LONG)

    def findings(self) -> list[Fact]:
        """Every finding with sign, word and reason; what is still in the way stands first."""
        found = sorted(self.record.findings, key=lambda one: one.counts_as not in (Verdict.NOT_MET, Verdict.UNKNOWN))
        return [self._finding(one) for one in found]

    def _finding(self, one: FindingLine) -> Fact:
        text = self.desk.text
        if one.veil is Veil.HIDDEN:
            return plain(f"  {one.rule}", _MUTED), Content.assemble(
                plain(text(one.label)), ": ", plain(HIDDEN, _BOLD), " ", self._small(text("ui.person.hidden"))
            )
        sign, style = SIGNS[one.counts_as]
        parts: list[Content | str] = [plain(text(one.label)), ": "]
        if one.veil is Veil.VEILED:
            parts += [plain(text(f"Verdict.{one.counts_as.value}")), " ", plain(HIDDEN, _BOLD)]
            if one.missing:
                missing = ", ".join(text(each) for each in one.missing)
                parts += ["  ", self._small(text(say("ui.person.missing", missing=missing)))]
        else:
            parts.append(plain(text(one.reason), limit=_LONG))
        if one.overridden is not None:
            aside = say("ui.person.aside", by=one.overridden_by, day=one.overridden_on, reason=one.overridden)
            parts += ["  ", plain(text(aside), "$text-warning", limit=_LONG)]
        return Content.assemble(plain(sign, style), " ", plain(one.rule, _MUTED)), Content.assemble(*parts)

    def papers(self) -> list[Fact]:
        """Documents that were seen."""
        return [
            (
                plain(self.desk.text(one.label)),
                self._told(
                    say("ui.person.paper_seen", day=one.seen_on, by=one.by),
                    one.issued_on and say("ui.person.paper_issued", day=one.issued_on),
                    one.valid_until
                    and say("ui.person.paper_expired" if one.expired else "ui.person.paper_valid", day=one.valid_until),
                    one.wording,
                    one.note,
                ),
            )
            for one in self.record.papers
        ]

    def consents(self) -> list[Fact]:
        """Where the person stands with each purpose."""
        signs = {
            Standing.GIVEN: ("✓", "$text-success"),
            Standing.WITHDRAWN: ("✗", "$text-error"),
            Standing.NEVER_ASKED: ("?", "$text-warning"),
        }
        facts: list[Fact] = []
        for one in self.record.consents:
            sign, style = signs[one.standing]
            day = one.withdrawn_on if one.standing is Standing.WITHDRAWN else one.given_on
            told = self._told(
                say(f"Standing.{one.standing.value}"),
                day and say("ui.person.since", day=day),
                self.desk.text(one.recipient_words),
                one.by,
            )
            facts.append((plain(self.desk.text(one.purpose_words)), Content.assemble(plain(sign, style), " ", told)))
        return facts

    def interviews(self) -> list[Fact]:
        """Talks with what was rated."""
        facts: list[Fact] = []
        for one in self.record.interviews:
            rated = [f"{self.desk.text(label)}: {words}" for label, words in one.ratings]
            facts.append((plain(self.desk.day(one.held_on)), self._told(one.by, *rated, one.note)))
        return facts

    def decisions(self) -> list[Fact]:
        """What was decided."""
        return [
            (plain(self.desk.day(one.at.date())), self._told(self.desk.label("move", one.move), one.by, one.reason))
            for one in self.record.decisions
        ]

    def contacts(self) -> list[Fact]:
        """Notes of talks."""
        return [(plain(self.desk.day(one.on)), self._told(one.kind, one.by, one.note)) for one in self.record.contacts]

    def tasks(self) -> list[Fact]:
        """Reminders."""
        return [
            (
                plain(self.desk.day(one.due_on)),
                Content.assemble(plain("✓ " if one.done_on else "○ "), self._told(one.title, one.owner)),
            )
            for one in self.record.tasks
        ]

    def partnerships(self) -> list[Fact]:
        """Pairs and cases."""
        return [
            (
                plain(one.other_name),
                self._told(
                    self.desk.label("PairState", one.state),
                    one.started and say("ui.person.since", day=one.started),
                    one.ended and say("ui.person.ended", day=one.ended),
                    one.end_reason and self.desk.label("end", one.end_reason),
                    one.round_title,
                ),
            )
            for one in self.record.partnerships
        ]

    def results(self) -> list[Fact]:
        """Outcomes, and when somebody is asked again."""
        found: list[Fact] = [
            (
                plain(self.desk.day(one.began_on)),
                self._told(
                    self.desk.label("outcome", one.category),
                    one.employer,
                    one.ended_on and say("ui.person.ended", day=one.ended_on),
                    one.note,
                ),
            )
            for one in self.record.outcomes
        ]
        return found + [
            (
                plain(self.desk.day(one.due_on)),
                self._told(self.desk.label("follow_up", one.offset), self.desk.label("FollowUpStatus", one.status)),
            )
            for one in self.record.follow_ups
        ]

    def requests(self) -> list[Fact]:
        """What somebody asked about their own data."""
        return [
            (
                plain(self.desk.day(one.received_on)),
                self._told(
                    self.desk.label("RequestKind", one.kind),
                    one.answered_on is None and say("ui.person.due", day=one.due_on),
                    one.restricts and say("restriction.name"),
                ),
            )
            for one in self.record.requests
        ]

    def twins(self) -> list[Fact]:
        """Who may be the same person."""
        return [
            (
                Content.assemble(plain("! ", "$text-warning"), plain(one.other_name)),
                self._told(
                    one.same and say("ui.person.twin.is_same"),
                    *(self.desk.label("ui.person.sign", sign) for sign in one.signs),
                ),
            )
            for one in self.record.twins
            if one.same is not False
        ]

    def parts(self) -> list[Fact]:
        """All parts in all rounds."""
        return [
            (
                plain(one.round_title),
                self._told(
                    self.desk.label("Role", one.role),
                    self.desk.label("PartState", one.state),
                    say("ui.person.since", day=one.since),
                    one.reason,
                ),
            )
            for one in self.record.parts
        ]

    def _told(self, *what: object) -> Content:
        """What is known, one after the other; what is not is left out."""
        words = list(self._words(what))
        return Content(" · ").join([plain(word, limit=_LONG) for word in words])

    def _words(self, what: Iterable[object]) -> Iterator[str]:
        for one in what:
            if isinstance(one, Sentence):
                yield self.desk.text(one)
            elif one:
                yield str(one)
